"""The finishing steps that the live preview needs, after each change of a file."""

import tempfile
from datetime import datetime
from pathlib import Path

from handbook.book import Handbook
from handbook.site.built import Site
from handbook.site.codes import codes
from handbook.site.everything import parts_of_everything
from handbook.site.moved import permanent_addresses
from handbook.site.pages import whole
from handbook.site.search import make_index

# What the search of the live preview says of itself; %X is the time of day.
MADE = "This search knows the pages as they were at %X. Start the preview anew, and it knows them as they are."


def preview(folder: Path, book: Handbook, index: Path) -> None:
    """Run the steps that the live preview needs. An index for each save would take too long: the first one is lent."""
    site = Site(folder, book)
    whole(site)
    permanent_addresses(site)
    codes(site)
    parts_of_everything(site)
    if not index.exists():
        index.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=index.parent) as name:
            make_index(site, Path(name, "search"), made=datetime.now().strftime(MADE))
            Path(name, "search").rename(index)
    if not (folder / "search").exists():
        (folder / "search").symlink_to(index.resolve())
