"""Build the finished site into site/: `python scripts/build.py [FOLDER] [--engine zensical]`.

Stops where the content is wrong. Whatever stops it, the last site stays as it was.
"""

import argparse
from pathlib import Path

from check import checked
from command import run
from engines import ENGINES, EngineError
from handbook.book import Handbook
from handbook.edition import edition_of
from handbook.permalinks import add_new
from handbook.site.beside import made_beside
from handbook.site.built import SiteError
from handbook.site.finish import finish

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 20  # new addresses that are named one by one


def main(arguments: list[str]) -> int:
    """Check the content, build the site, and say where it is."""
    parser = argparse.ArgumentParser(description="Build the finished site.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "site", help="where to put it")
    parser.add_argument("--engine", choices=ENGINES, default="mkdocs")
    given = parser.parse_args(arguments)
    site = given.folder.absolute()
    book = checked(ROOT)
    if book is None:
        return 1
    try:
        build(site, given.engine, book)
    except (EngineError, SiteError) as error:
        print(error)
        return 1
    if new := add_new(ROOT, book.places):
        more = f" and {len(new) - SHOWN} more" if len(new) > SHOWN else ""
        print(f"{len(new)} new permanent addresses in docs/permalinks.txt; commit it: {', '.join(new[:SHOWN])}{more}")
    print(f"{sum(1 for _ in site.rglob('*.html'))} pages in {site}")
    return 0


def build(site: Path, engine: str, book: Handbook) -> None:
    """Build the site beside the last one and finish it; it takes the place of the last one once it is whole."""
    with made_beside(site) as new:
        print(f"Building the site from {len(book.stories)} stories", flush=True)
        ENGINES[engine](ROOT, new, book)
        print("Finishing it: search, addresses, policy, compression", flush=True)
        finish(new, book, edition_of(ROOT))


if __name__ == "__main__":
    run(main)
