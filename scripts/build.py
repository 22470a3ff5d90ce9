"""Build the finished site into site/: `python scripts/build.py [FOLDER]`. Stops where the content is wrong."""

import logging
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from click.exceptions import Abort, ClickException
from mkdocs.commands.build import build
from mkdocs.config import load_config
from pathspec import GitIgnoreSpec

from handbook.catalogue import Handbook, load
from handbook.edition import edition_of
from handbook.finish import finish
from handbook.permalinks import add_new
from handbook.policy import PolicyError
from handbook.problems import HandbookError
from handbook.search_index import SearchError

ROOT = Path(__file__).resolve().parent.parent
WORTH_SPLITTING = 300  # stories; a second process takes half a second to start


def with_mkdocs(site: Path, book: Handbook) -> None:
    """Build the site with MkDocs. A warning stops it, and so does any problem of the content (see macros.py).

    MkDocs works on one core. The page of a story needs no other page to be built, so a large handbook is built in two
    parts side by side: all pages but some stories, and these.
    """
    later = split(book)
    if not later:
        return run_mkdocs(site, [])
    stories = [f"/stories/*[{later}].md", "!/stories/index.md"]
    others = ["*.md", f"!/stories/*[{later}].md", "/stories/index.md"]
    with tempfile.TemporaryDirectory(dir=site.parent) as name, ProcessPoolExecutor(2) as processes:
        parts = [processes.submit(run_mkdocs, site, stories), processes.submit(run_mkdocs, Path(name), others)]
        for part in parts:
            part.result()
        for page in Path(name, "stories").iterdir():
            page.rename(site / "stories" / page.name)
    return None


def split(book: Handbook) -> str:
    """Return last letters of file names that about half of the stories have; nothing where it is not worth it."""
    counts = Counter(slug[-1] for slug in book.stories)
    letters, number = "", 0
    for letter, times in counts.most_common():
        if number + times <= len(book.stories) * 0.5:
            letters, number = letters + letter, number + times
    return letters if len(book.stories) > WORTH_SPLITTING else ""


def run_mkdocs(site: Path, without: list[str]) -> None:
    """Build the site without the pages that these patterns name. A link to one of them leads where it will be."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site), strict=True)
    config.exclude_docs = (config.exclude_docs or GitIgnoreSpec([])) + GitIgnoreSpec.from_lines(without)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()


def main(site: Path) -> int:
    """Check the content, build the site, finish it, and say where it is."""
    try:
        book = load(ROOT)
        print("Building the site", flush=True)
        with_mkdocs(site, book)
        print("Finishing the site", flush=True)
        finish(site, book, edition_of(ROOT))
    except (HandbookError, PolicyError, SearchError) as error:
        print(error)
        return 1
    except (Abort, ClickException) as error:
        print(f"The site was not built. {error}".strip())
        return 1
    if new := add_new(ROOT, book):
        print(f"{len(new)} new permanent addresses in docs/permalinks.txt; commit it: {', '.join(new)}")
    print(f"{sum(1 for _ in site.rglob('*.html'))} pages in {site}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site").absolute()))
