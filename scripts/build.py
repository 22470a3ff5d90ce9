"""Build the finished site into site/: `python scripts/build.py [FOLDER] [--engine zensical]`.

Stops where the content is wrong.
"""

import argparse
import sys
from pathlib import Path

from engines import ENGINES, EngineError
from handbook.book import Handbook
from handbook.check import load
from handbook.edition import edition_of
from handbook.pages.lists import tag_entries
from handbook.permalinks import renew
from handbook.problems import HandbookError, count
from handbook.site.built import SiteError
from handbook.site.finish import finish

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 20  # new addresses that are named one by one


def main(arguments: list[str]) -> int:
    """Check the content, build the site, finish it, and say where it is."""
    parser = argparse.ArgumentParser(description="Build the finished site.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "site", help="where to put it")
    parser.add_argument("--engine", choices=ENGINES, default="mkdocs")
    given = parser.parse_args(arguments)
    site = given.folder.absolute()
    try:
        book = load(ROOT)
        print(f"Building the site from {len(book.stories)} stories", flush=True)
        ENGINES[given.engine](ROOT, site, book)
        print("Finishing it: search, addresses, policy, compression", flush=True)
        finish(site, book, edition_of(ROOT))
    except (HandbookError, EngineError, SiteError) as error:
        print(error)
        return 1
    kept = keep_addresses(book)
    print(f"{sum(1 for _ in site.rglob('*.html'))} pages in {site}")
    return 0 if kept else 1


def keep_addresses(book: Handbook) -> bool:
    """Bring docs/permalinks.txt up to date, and say what changed; return whether it could be written."""
    today = [f"/{place.address}" for place in book.places if not place.old]
    try:
        came, went = renew(ROOT, book.answering, [*today, *tag_entries(book)])
    except OSError as error:
        print(f"docs/permalinks.txt cannot be written ({error.strerror}), so it lacks the new addresses; build again")
        return False
    if came:
        new = count(len(came), "new permanent address|new permanent addresses")
        print(f"{new} in docs/permalinks.txt; commit it: {some(came)}")
    if went:
        print(f"{count(len(went), 'address|addresses')} of drafts taken out of docs/permalinks.txt: {some(went)}")
    return True


def some(lines: list[str]) -> str:
    """Return the first of many lines, and how many more there are."""
    more = f" and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
    return f"{', '.join(lines[:SHOWN])}{more}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
