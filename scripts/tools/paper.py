"""Print all cards and sheets: `python -m tools.paper` builds the site, with PDF files of each in its folder paper/.

They are printed by Chromium from the pages themselves: tagged, with an outline, once on A4 and once on Letter. A page
links to its files only when they are there, without a script: that is written into it after printing, before the last
finishing steps.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Error, Page, Route, sync_playwright

from build import ROOT, made
from command import run
from handbook import addresses
from handbook.book import Handbook
from handbook.edition import Edition
from handbook.kinds import KINDS
from handbook.site.output import Site, SiteError
from handbook.templates import printed
from tools import browsers

SIZES = {"A4": "a4", "Letter": "letter"}  # of paper, and the folder with the files of each
OWN = "cards/"  # the page of cards
# What a page prints: the end of its file's name, what it is called, and the word by which the page knows it (print.js).
SHEETS = {
    "story": (
        ("handout", "Sheet for everybody", "task"),
        ("role-cards", "Role cards", "cards"),
        ("trainer", "Sheet for the trainer", "all"),
    ),
    "principle": (("sheet", "This principle on one page", "all"),),
    "session": (("sheet", "This session", "all"),),
    OWN: (("pocket-cards", "Pocket cards", "pocket"), ("sign-off", "Sheet to sign off a session", "sign-off")),
}
MARK = "<!--paper-->"  # where a page has room for links
DATES = re.compile(rb"(/(?:Creation|Mod)Date \(D:)[^)]*\)")
# Before a page is printed: what the sheet is called, which one it is, and its codes, which wait for paper.
READY = """([title, word]) => {
  document.title = title
  document.body.dataset.print = word
  return Promise.all([...document.querySelectorAll(".lt-code")].map((code) => {
    code.loading = "eager"
    return code.decode()
  }))
}"""
EACH = 10  # files from one line of progress to the next


@dataclass(frozen=True)
class Sheet:
    """A sheet of a page, to be printed: its name, the word by which the page knows it, and its file for each size."""

    name: str
    word: str
    files: dict[str, str]


def sheets_of(book: Handbook) -> Iterator[tuple[str, list[Sheet]]]:
    """Yield the address of each page that is printed, with its sheets."""
    yield OWN, [_sheet(end, *named) for end, *named in SHEETS[OWN]]
    for kind in KINDS.values():
        for slug in book.in_order(kind):
            page_id = book.pages[kind.name][slug].id
            named_by_id = [_sheet(f"{page_id}-{end}", *named) for end, *named in SHEETS.get(kind.name, ())]
            yield addresses.of_page(kind.folder, slug), named_by_id


def _sheet(stem: str, name: str, word: str) -> Sheet:
    return Sheet(name, word, {size: f"paper/{folder}/{stem}.pdf" for size, folder in SIZES.items()})


def paper(site: Site) -> None:
    """Print every sheet into the site, and link each page to its own. Raises SiteError where one cannot be printed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.required())
        print_sheets(site, browser)
        browser.close()


def print_sheets(site: Site, browser: Browser) -> None:
    """Do the same by a browser that runs."""
    pages = dict(sheets_of(site.book))
    total = sum(len(sheet.files) for sheets in pages.values() for sheet in sheets)
    with browser.new_page(color_scheme="light", reduced_motion="reduce") as page:
        page.route("**/*", partial(_answer, site))
        printing = (file for address, sheets in pages.items() for file in _files(page, site, address, sheets))
        for done, (file, content) in enumerate(printing, start=1):
            path = site.folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(dated(content, site.edition))
            if done % EACH == 0 or done == total:
                print(f"Printing: {done} of {total} files", flush=True)
    for address, sheets in pages.items():
        _link(site.folder / address / "index.html", address, sheets)


def _answer(site: Site, route: Route) -> None:
    """Answer a browser in place of the published site, so that the links on paper lead there."""
    address, ours = unquote(urlsplit(route.request.url)._replace(query="").geturl()), site.address
    path = site.folder / address.removeprefix(ours)
    if address.endswith("/"):
        path /= "index.html"
    if address.startswith(ours) and path.is_file():
        route.fulfill(path=path)
    else:
        route.fulfill(status=404)


def _files(page: Page, site: Site, address: str, sheets: list[Sheet]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a page, and what is in each."""
    try:
        page.goto(site.address + address)
        title = page.title()
        for sheet in sheets:
            for size, file in sheet.files.items():
                page.evaluate(READY, [f"{sheet.name}: {title}", sheet.word])  # each time: print.js ends it after each
                how = {"format": size, "prefer_css_page_size": True, "print_background": True}
                yield file, page.pdf(**how, tagged=True, outline=True)  # type: ignore[arg-type]
    except Error as error:
        raise SiteError(f"{address}: it cannot be printed: {error.message.splitlines()[0]}") from None


def dated(pdf: bytes, edition: Edition | None) -> bytes:
    """Return a PDF file with the day of the edition in place of that of printing: the same input, the same bytes."""
    day = edition.day if edition else date(2000, 1, 1)
    return DATES.sub(rb"\g<1>%s000000+00'00')" % day.strftime("%Y%m%d").encode(), pdf)


def _link(path: Path, address: str, sheets: list[Sheet]) -> None:
    """Write the links to its files into a page."""
    html = path.read_text(encoding="utf-8")
    if html.count(MARK) != 1:
        raise SiteError(f"{address}: the page has no place for links to its files; its template needs one {MARK}")
    path.write_text(html.replace(MARK, printed("lists/paper.html", address, sheets=sheets)), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Build the site with all its files for the printer, and say where they are."""
    browsers.required()
    site = ROOT / "site"
    if not made(site, more=[paper]):
        return 1
    print(f"{sum(1 for _ in site.glob('paper/*/*.pdf'))} files in {site / 'paper'}")
    return 0


if __name__ == "__main__":
    run(main)
