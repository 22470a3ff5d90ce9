"""The site of the live preview: made whole once, and after each save only what the save can change.

At once that is the saved pages, and the principles, the twin and the handbook's own pages that show them anew. Other
pages whose lists changed follow in the background, before the next save is shown. A page is never half: the server
waits while a save is being built, and a page that follows takes its place in one step.
"""

import tempfile
import threading
from collections.abc import Collection
from pathlib import Path
from typing import Any

from command import told
from engines import EngineError, run_mkdocs, with_mkdocs
from handbook import addresses
from handbook.book import Handbook
from handbook.check import load
from handbook.problems import HandbookError, count
from handbook.site.live import preview, preview_index, replace, take_out
from handbook.site.moved import leading_on, write
from handbook.site.output import Site, SiteError
from macros import Stop
from saving import beside, files_of, leads_to, near, of_a_kind, own_pages, pages_of, shown_anew
from watching import Stamps, changed, watched

INDEX = ".cache/search"  # of the search, below the repository; made when the preview starts
FRAME = ("overrides", "mkdocs.yml")  # what every page is made with


class Preview:
    """The pages of a repository in a folder, as they are now."""

    def __init__(self, root: Path, site: Path) -> None:
        """Take the repository, and an empty folder for the site."""
        self.root, self.site = root, site
        self.book: Handbook | None = None  # None where nothing is known of what is in the folder
        self.stamps: Stamps = {}
        self.own: dict[str, object] = {}  # what each of the handbook's own pages shows, by its address
        self.files: set[str] = set()  # of the site, but for the search
        self.leading: dict[str, Any] = {}  # what each page shows that leads on, by its address
        self.following = threading.Thread()  # makes the pages that may wait
        self.building = threading.Lock()
        self.followed = threading.Event()  # set when they are there, for whoever has one open

    def build(self) -> None:
        """Bring the site up to date. Stop says what is wrong in lines for an author; then the site stays."""
        with self.building:
            self.wait()
            self._build()

    def _build(self) -> None:
        try:
            stamps = watched(self.root)
            names = changed(self.stamps, stamps)
            old, book = self.book, load(self.root)
            if old is None or any(name.split("/")[0] in FRAME for name in names):
                self._all(book, names)
            elif names:  # what was saved just before the last build is told of after it
                self._some(old, book, names)
        except HandbookError as error:
            raise Stop(f"the handbook has problems:\n{error}") from None
        except (EngineError, SiteError) as error:
            raise Stop(str(error)) from None
        except Exception as error:
            self.book = None
            raise Stop(told(error)[1]) from None
        self.stamps = stamps

    def wait(self) -> None:
        """Wait until the pages that follow are there."""
        if self.following.is_alive():
            self.following.join()

    def _all(self, book: Handbook, names: Collection[str]) -> None:
        """Make everything, the search index only the first time."""
        if self.book is not None:
            print(f"Making every page anew, since {min(names)} changed", flush=True)
        with tempfile.TemporaryDirectory(dir=self.site.parent) as name:
            new = Path(name, "site")
            if self.book is None:
                with_mkdocs(self.root, new, book)
            else:
                run_mkdocs(self.root, new)
            preview(new, book)
            if self.book is None:
                preview_index(new, book, self.root / INDEX)
            self._take(new, None, book)
        self.book, self.own = book, own_pages(book)

    def _some(self, old: Handbook, book: Handbook, names: Collection[str]) -> None:
        """Make what the change of these files shows at once, and let the rest follow."""
        saved = {addresses.of_file(name) for name in names if name.endswith(".md")}
        own, data = own_pages(book), any(name.endswith(".yml") for name in names)
        pages = saved | {address for address, made in own.items() if made != self.own.get(address)}
        pages |= shown_anew(old, book, pages_of(book) if data else {*beside(old, saved), *beside(book, saved)})
        if data:
            number = count(len(pages), "page|pages")
            print(f"{number} made anew, since {', '.join(sorted(names))} changed", flush=True)
        self._make(old, book, pages)
        self.book, self.own = book, own
        if any(of_a_kind(old, address) != of_a_kind(book, address) for address in saved):
            self.following = threading.Thread(target=self._follow, args=(old, book, saved, pages))
            self.following.start()

    def _follow(self, old: Handbook, book: Handbook, saved: Collection[str], there: Collection[str]) -> None:
        """Make the pages that show others than before while what was saved is being looked at.

        After a fault the next save makes everything.
        """
        try:
            if others := shown_anew(old, book, near(old, book, saved).difference(there)):
                self._make(book, book, others)
                self.followed.set()
        except Exception as error:
            print(told(error)[1], flush=True)
            self.book = None

    def _make(self, old: Handbook, book: Handbook, wanted: Collection[str]) -> None:
        """Make some pages, and the home page, which says where the site is."""
        with tempfile.TemporaryDirectory(dir=self.site.parent) as name:
            new = Path(name, "site")
            run_mkdocs(self.root, new, {"", *wanted})
            preview(new, book)
            self._take(new, old, book)

    def _take(self, new: Path, old: Handbook | None, book: Handbook) -> None:
        """Move what is new into the site, and take out what is gone; `old` is what stays was made of, if anything."""
        site = Site(new, book)
        self._lead_on(site, old)
        files = set(site.files())
        for name in files:
            replace(new / name, self.site / name)
        files |= set(files_of(book)) | {f"{address}index.html" for address in self.leading}
        for name in self.files - files:
            take_out(self.site, name)
        self.files = files
        if not (self.site / "search").exists():
            (self.site / "search").symlink_to((self.root / INDEX).resolve())

    def _lead_on(self, site: Site, old: Handbook | None) -> None:
        """Write the pages that lead on and that are others than before beside the new ones."""
        if old and leads_to(old) == leads_to(site.book):
            return
        before, self.leading = self.leading if old else {}, dict(leading_on(site))
        for address, shows in self.leading.items():
            if before.get(address) != shows:
                write(site, address, shows)
