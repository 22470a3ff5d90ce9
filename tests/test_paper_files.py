"""The files that `make paper` prints: pages, size, tags, outline, text and codes, and the links to them."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from conftest import ROOT, Pages
from handbook.book import Handbook
from handbook.edition import edition_of
from handbook.site.output import Site, SiteError
from reading_codes import Codes, pictures
from test_codes import expected
from test_paper import FORMATS, absent, squeezed
from thoroughness import some
from tools import browsers, paper
from tools.loopback import served
from visiting import Browse

CHOSEN = {"story": ["toy-car"], "principle": ["improvise"], "session": ["twenty-minutes-for-six"]}  # of each kind
# Each file, the most pages that it may have, and words that must stand in it.
FILES = {
    "toycar-handout": (1, "What would you do?"),
    "toycar-role-cards": (1, "Twist for a second round"),
    "toycar-trainer": (2, "For trainers"),
    "improvise-sheet": (1, "Where it stops"),
    "six-sheet": (3, "Next week, ask"),
    "pocket-cards": (10, "What helps"),
    "sign-off": (1, "Signed"),
}
CODES = {"toycar-trainer": ("stories/toy-car/", "toycar"), "six-sheet": ("sessions/twenty-minutes-for-six/", "six")}

each_file = pytest.mark.parametrize("name", some(FILES, 3))
each_size = pytest.mark.parametrize("size", some(FORMATS, 1))


@pytest.fixture(scope="module")
def few(book: Handbook) -> Handbook:
    """The handbook with one page of each kind: to print all takes minutes."""
    return replace(book, pages={kind: {slug: book.pages[kind][slug] for slug in CHOSEN[kind]} for kind in CHOSEN})


@pytest.fixture(scope="module")
def printed(site: Path, few: Handbook, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with the files of those pages."""
    folder = tmp_path_factory.mktemp("paper") / "site"
    shutil.copytree(site, folder)
    paper.print_sheets(Site(folder, few, edition_of(ROOT)), chromium)
    return folder


def content(site: Path, name: str, size: str) -> bytes:
    return (site / "paper" / paper.SIZES[size] / f"{name}.pdf").read_bytes()


def test_every_sheet_of_every_page_is_there_in_both_sizes(printed: Path) -> None:
    wanted = {f"{folder}/{name}.pdf" for folder in ("a4", "letter") for name in FILES}
    assert {path.relative_to(printed / "paper").as_posix() for path in printed.glob("paper/**/*.pdf")} == wanted


@each_size
@each_file
def test_a_file_has_its_pages_its_size_its_name_its_tags_and_its_text(
    name: str, size: str, printed: Path, few: Handbook
) -> None:
    most, words = FILES[name]
    pdf = PdfReader(BytesIO(content(printed, name, size)))
    text = squeezed("".join(page.extract_text() for page in pdf.pages))
    assert 1 <= len(pdf.pages) <= most
    for page in pdf.pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(FORMATS[size], abs=1)
    assert squeezed(words) in text
    root: dict[str, Any] = dict(pdf.root_object)
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert pdf.metadata
    assert pdf.metadata.title
    assert pdf.metadata.title.endswith("- Little Things")


def test_a_file_has_an_outline_by_its_headings(printed: Path) -> None:
    outline = PdfReader(BytesIO(content(printed, "improvise-sheet", "A4"))).outline
    titles = [str(entry.title) for entry in _flat(outline)]
    assert absent(["Improvise", "Why", "How to do it"], squeezed("".join(titles))) == []


def _flat(outline: list) -> Iterator:  # type: ignore[type-arg]
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


@each_size
def test_the_handout_gives_no_answer_and_the_trainer_has_it(size: str, printed: Path, few: Handbook) -> None:
    lesson = squeezed(few.stories["toy-car"].lesson)
    texts = {
        name: squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(content(printed, name, size))).pages))
        for name in ("toycar-handout", "toycar-trainer")
    }
    assert lesson not in texts["toycar-handout"]
    assert lesson in texts["toycar-trainer"]


@each_size
@pytest.mark.parametrize("name", CODES)
def test_the_code_of_a_file_leads_to_its_page(
    name: str, size: str, printed: Path, pages: Pages, codes_in: Codes
) -> None:
    first, *_ = pictures(content(printed, name, size))
    assert codes_in(first) == [expected(pages, *CODES[name])]


def test_each_role_card_has_a_code(printed: Path, pages: Pages, codes_in: Codes) -> None:
    [sheet] = pictures(content(printed, "toycar-role-cards", "A4"))
    assert set(codes_in(sheet)) == {expected(pages, "stories/toy-car/", "toycar")}


@pytest.mark.thorough
def test_the_same_input_gives_the_same_bytes(
    printed: Path, site: Path, few: Handbook, chromium: Browser, tmp_path: Path
) -> None:
    one = replace(few, pages={kind: pages if kind == "principle" else {} for kind, pages in few.pages.items()})
    shutil.copytree(site, tmp_path / "site")
    paper.print_sheets(Site(tmp_path / "site", one, edition_of(ROOT)), chromium)
    for name in ("improvise-sheet", "pocket-cards"):
        assert content(tmp_path / "site", name, "A4") == content(printed, name, "A4")


@each_file
def test_the_links_on_paper_lead_to_the_published_site(name: str, printed: Path) -> None:
    notes = [note for page in PdfReader(BytesIO(content(printed, name, "A4"))).pages for note in page.annotations or []]
    links = [str(note.get_object()["/A"]["/URI"]) for note in notes]
    assert [link for link in links if not link.startswith(("https://", "mailto:", "tel:"))] == []
    assert bool(links) == (name not in ("toycar-handout", "toycar-role-cards", "pocket-cards", "sign-off"))


def test_pages_link_to_their_files_without_a_script_and_below_any_path(printed: Path, browse: Browse) -> None:
    with served(printed, "/some/where/") as address:
        page = browse(address, java_script_enabled=False)
        for path, link in (("stories/toy-car/", "A4 Role cards"), ("cards/", "Letter Pocket cards")):
            page.goto(path)
            href = page.get_by_role("link", name=link).evaluate("link => link.href")
            answer = page.request.get(href)
            assert answer.ok
            assert answer.body().startswith(b"%PDF")


def test_a_site_without_the_files_has_no_link_to_them(pages: Pages) -> None:
    links = [str(link["href"]) for page in pages.values() for link in page.select("a[href]")]
    assert [link for link in links if link.endswith(".pdf")] == []


@pytest.mark.thorough
def test_a_page_without_a_place_for_its_links_stops_the_build_with_its_address(
    site: Path, few: Handbook, chromium: Browser, tmp_path: Path
) -> None:
    none = replace(few, pages={kind: {} for kind in few.pages})
    shutil.copytree(site, tmp_path / "site")
    page = tmp_path / "site/cards/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace(paper.MARK, ""), encoding="utf-8")
    with pytest.raises(SiteError, match=r"^cards/: the page has no place for links to its files"):
        paper.print_sheets(Site(tmp_path / "site", none, edition_of(ROOT)), chromium)


def test_without_a_browser_the_command_says_so_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsers, "installed", lambda: None)
    with pytest.raises(SystemExit, match=r"^No browser; install Chromium or Google Chrome, then run this again$"):
        paper.main([])
