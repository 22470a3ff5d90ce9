"""What happens to the built site before it is finished: one list of steps, each a function of the built site.

The steps know HTML and nothing of the engine, so that they work after any engine. The same input gives the same bytes,
and running them twice changes nothing. Each raises SiteError where the site cannot be finished.
"""

from collections.abc import Sequence
from pathlib import Path

from handbook.book import Handbook
from handbook.edition import Edition
from handbook.site.assets import assets
from handbook.site.compress import compress
from handbook.site.each_file import each_file
from handbook.site.everything import parts_of_everything
from handbook.site.headers import headers
from handbook.site.leftovers import without_leftovers
from handbook.site.machines import machine_files
from handbook.site.moved import permanent_addresses
from handbook.site.offline import offline
from handbook.site.output import Site, Step
from handbook.site.sealed import sealed
from handbook.site.search import search

STEPS: tuple[Step, ...] = (
    without_leftovers,
    assets,
    permanent_addresses,
    parts_of_everything,
    machine_files,
    headers,
    each_file,
)
LAST: tuple[Step, ...] = (offline, compress, sealed)  # once the search is there, and in this order


def finish(folder: Path, book: Handbook, edition: Edition | None = None, more: Sequence[Step] = ()) -> None:
    """Run all steps over a built site of this handbook, and `more` of them, which may change its pages."""
    site = Site(folder, book, edition)
    with search(site):  # beside these: it has read the pages already, and then uses one core
        for step in (*STEPS, *more, *([each_file] if more else [])):  # again, for what these have changed
            step(site)
    for step in LAST:
        step(site)
