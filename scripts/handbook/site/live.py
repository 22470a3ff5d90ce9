"""The steps that the live preview needs: of its pages, all of them or some, and of its search."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from handbook import addresses
from handbook.book import Handbook
from handbook.site.codes import codes
from handbook.site.everything import parts_of_everything
from handbook.site.leftovers import without_leftovers
from handbook.site.offline import without_worker
from handbook.site.output import Site
from handbook.site.pages import whole
from handbook.site.search import make_index, read_pages

# What the search says of itself; %X is the time of day.
MADE = "This search knows the pages as they were at %X. Start the preview anew, and it knows them as they are."


def preview(folder: Path, book: Handbook) -> None:
    """Run the steps that pages need. The folder has some of the pages of the book, or all of them."""
    site = Site(folder, book)
    whole(site)
    codes(site)
    without_worker(site)
    if (folder / addresses.part(1)).exists():
        parts_of_everything(site)
    without_leftovers(site)
    (folder / "sitemap.xml").unlink(missing_ok=True)  # the engine's, of the pages that are there


def preview_index(site: Path, book: Handbook, index: Path) -> None:
    """Make the search index anew. One for each save would take longer than the pages, and could meet with the next."""
    shutil.rmtree(index, ignore_errors=True)
    index.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=index.parent) as name:
        make_index(book, read_pages(Site(site, book)), Path(name, "search"), made=datetime.now().strftime(MADE))
        Path(name, "search").rename(index)


def replace(new: Path, old: Path) -> None:
    """Put a new file in the place of an old one, in one step, where they are not the same."""
    if not (old.is_file() and old.read_bytes() == new.read_bytes()):
        old.parent.mkdir(parents=True, exist_ok=True)
        new.replace(old)


def take_out(site: Path, name: str) -> None:
    """Delete a file of the site, and each folder that holds nothing after that."""
    path = site / name
    path.unlink()
    for folder in path.parents:
        if folder == site or any(folder.iterdir()):
            return
        folder.rmdir()
