"""Build the finished site into site/: `python scripts/build.py [FOLDER]`. Stops where the content is wrong."""

import logging
import sys
from datetime import date
from pathlib import Path

from click.exceptions import Abort, ClickException
from mkdocs.commands.build import build
from mkdocs.config import load_config

from handbook.catalogue import load, read_files
from handbook.edition import edition_of
from handbook.finish import finish
from handbook.permalinks import add_new
from handbook.policy import PolicyError
from handbook.problems import HandbookError
from handbook.search_index import SearchError

ROOT = Path(__file__).resolve().parent.parent


def with_mkdocs(site: Path) -> None:
    """Build the site with MkDocs. A warning stops it, and so does any problem of the content (see macros.py)."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()


def main(site: Path) -> int:
    """Check the content, build the site, finish it, and say where it is."""
    try:
        book = load(ROOT)
        print("Building the site", flush=True)
        with_mkdocs(site)
        print("Finishing the site", flush=True)
        finish(site, book, edition_of(ROOT))
    except (HandbookError, PolicyError, SearchError) as error:
        print(error)
        return 1
    except (Abort, ClickException) as error:
        print(f"The site was not built. {error}".strip())
        return 1
    if new := add_new(read_files(ROOT, date.today())):
        print(f"{len(new)} new permanent addresses in docs/permalinks.txt; commit it: {', '.join(new)}")
    print(f"{sum(1 for _ in site.rglob('*.html'))} pages in {site}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site").absolute()))
