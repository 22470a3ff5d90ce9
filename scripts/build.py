"""Build the finished site into site/: `python scripts/build.py [FOLDER] [--engine zensical]`.

Stops where the content is wrong. Whatever stops it, the last site stays as it was.
"""

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

from check import checked
from command import run
from engines import ENGINES, EngineError, preload
from handbook.book import Handbook
from handbook.check import remember
from handbook.content.data_files import SECURITY
from handbook.content.ledger import FILE
from handbook.content.stamps import stamps_of
from handbook.dates import today
from handbook.edition import Edition, edition_of
from handbook.git import silence
from handbook.pages.lists import tag_entries
from handbook.parallel import beside, uncollected
from handbook.permalinks import renew
from handbook.problems import count
from handbook.site.beside import made_beside
from handbook.site.machines import security_mail
from handbook.site.output import SiteError, Step
from handbook.site.sealed import SEAL

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 20  # new addresses that are named one by one


def main(arguments: list[str]) -> int:
    """Check the content, build the site, and say where it is."""
    parser = argparse.ArgumentParser(description="Build the finished site.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "site", help="where to put it")
    parser.add_argument("--engine", choices=ENGINES, default="mkdocs")
    given = parser.parse_args(arguments)
    site = given.folder.absolute()
    if not made(site, given.engine):
        return 1
    pages = (site / SEAL).read_bytes().count(b".html\n")
    print(f"{pages} pages in {site}")
    return 0


@uncollected()
def made(site: Path, engine: str = "mkdocs", more: Sequence[Step] = ()) -> bool:
    """Check the content, build the site and keep its addresses; return whether that went well, and say why not."""
    book = read_beside(engine)
    if book is None:
        return False
    try:
        build(site, engine, book, more)
    except (EngineError, SiteError) as error:
        print(error)
        return False
    keep_addresses(book)
    return True


def read_beside(engine: str) -> Handbook | None:
    """Check the content in another process, and import the rest meanwhile: with few stories each needs one core."""
    day, stamps = today(), stamps_of(ROOT)
    with beside(partial(checked, ROOT)) as found:
        import_module("handbook.site.finish")
        if engine == "mkdocs":
            preload()
    [book] = found
    if book:
        remember(ROOT, book, day, stamps)
    return book


def build(site: Path, engine: str, book: Handbook, more: Sequence[Step] = ()) -> None:
    """Build the site beside the last one and finish it; it takes the place of the last one once it is whole.

    `more` are finishing steps that only some builds have.
    """
    from handbook.site.finish import finish  # not above: `read_beside` imports it while the content is checked

    with made_beside(site) as new:
        print(f"Building the site from {len(book.stories)} stories", flush=True)
        ENGINES[engine](ROOT, new, book)
        print("Finishing it: search, addresses, policy, compression", flush=True)
        edition = edition_of(ROOT)
        finish(new, book, edition, more)
    print(*left_out(book, edition), sep="", end="")


def keep_addresses(book: Handbook) -> None:
    """Bring the ledger of addresses up to date, and say what came and what went."""
    today = [f"/{place.address}" for place in book.places if not place.old]
    came, went = renew(ROOT, book.answering, [*today, *tag_entries(book)])
    if came:
        new = count(len(came), "new permanent address|new permanent addresses")
        print(f"{new} in {FILE}; commit it: {some(came)}")
    if went:
        print(f"{count(len(went), 'address|addresses')} of drafts taken out of {FILE}: {some(went)}")


def some(lines: list[str]) -> str:
    """Return the first of many lines, and how many more there are."""
    more = f" and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
    return f"{', '.join(lines[:SHOWN])}{more}"


def left_out(book: Handbook, edition: Edition | None) -> Iterator[str]:
    """Say what the site lacks, and what nobody looked at, each with its reason."""
    if why := silence(ROOT):
        no_edition = "" if edition else "no edition on the pages, no security.txt, and "
        yield f"Left out: {no_edition}no look for addresses that were taken out of {FILE}: {why}\n"
    if not security_mail(book):
        yield f'Left out: security.txt: the contact "{SECURITY}" in docs/company.yml names no e-mail address\n'


if __name__ == "__main__":
    run(main)
