"""The site of the live preview: made whole once, and after each save only what the save can change.

At once that is the saved pages with the principles and the twin that show them, and the handbook's own pages. Other
pages whose lists changed follow in the background, before the next save is shown. A page is never half: the server
waits while a save is being built, and a page that follows takes its place in one step.
"""

import json
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from command import told
from engines import EngineError, run_mkdocs, with_mkdocs
from handbook import addresses
from handbook.book import Handbook
from handbook.check import load
from handbook.content.files import stamp, walk
from handbook.kinds import KINDS, kind_at
from handbook.pages.company import mail_for_ideas
from handbook.pages.show import page as shown
from handbook.problems import HandbookError, count
from handbook.site.built import Site, SiteError
from handbook.site.codes import CODE
from handbook.site.moved import leading_on, write
from handbook.site.previewed import preview, preview_index, replace, take_out
from macros import Stop

INDEX = ".cache/search"  # of the search, below the repository; made when the preview starts
FRAME = ("overrides", "mkdocs.yml")  # what every page is made with

Stamps = dict[str, object]


class Preview:
    """The pages of a repository in a folder, as they are now."""

    def __init__(self, root: Path, site: Path) -> None:
        """Take the repository, and an empty folder for the site."""
        self.root, self.site = root, site
        self.book: Handbook | None = None  # None where nothing is known of what is in the folder
        self.stamps: Stamps = {}
        self.made_of: dict[str, object] = {}  # each page of a kind, by its address
        self.files: set[str] = set()  # of the site, but for the search
        self.leading: dict[str, Any] = {}  # what each page shows that leads on, by its address
        self.following = threading.Thread()  # makes the pages that may wait

    def build(self) -> None:
        """Bring the site up to date. Stop says what is wrong in lines for an author; then the site stays."""
        self.wait()
        stamps = stamps_of(self.root)
        changed = {name for name in {*self.stamps, *stamps} if self.stamps.get(name) != stamps.get(name)}
        try:
            old, book = self.book, load(self.root)
            if old is None or any(name.split("/")[0] in FRAME for name in changed):
                self._all(book, changed)
            else:
                self._some(old, book, changed)
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

    def _all(self, book: Handbook, changed: Collection[str]) -> None:
        """Make everything, the search index only the first time."""
        if self.book is not None:
            print(f"Making every page anew, since {min(changed)} changed", flush=True)
        with tempfile.TemporaryDirectory(dir=self.site.parent) as name:
            new = Path(name, "site")
            if self.book is None:
                with_mkdocs(self.root, new, book)
            else:
                run_mkdocs(self.root, new, [])
            preview(new, book)
            if self.book is None:
                preview_index(new, book, self.root / INDEX)
            self._take(new, book)
        self.book, self.made_of = book, {}
        self._later(self._note, book)

    def _some(self, old: Handbook, book: Handbook, changed: Collection[str]) -> None:
        """Make what the change of these files shows at once, and let the rest follow."""
        saved = {addresses.of_file(name) for name in changed if name.endswith(".md")}
        pages = {*saved, *beside(old, saved), *beside(book, saved)} & set(pages_of(book))
        now = {address: self._made_of(book, address) for address in pages}
        if any(name.endswith(".yml") for name in changed):
            now |= self._changed(book)
            print(f"{count(len(now), 'page|pages')} made anew, since {', '.join(sorted(changed))} changed", flush=True)
        self._make(book, now)
        self.book = book
        self._later(self._follow, book)

    def _later(self, work: Callable[[Handbook], None], book: Handbook) -> None:
        """Do what may wait while the page is being looked at; after a fault the next save makes everything."""

        def follow() -> None:
            try:
                work(book)
            except Exception as error:
                print(told(error)[1], flush=True)
                self.book = None

        self.following = threading.Thread(target=follow)
        self.following.start()

    def _note(self, book: Handbook) -> None:
        """Note what every page is made of."""
        self.made_of = self._changed(book)

    def _follow(self, book: Handbook) -> None:
        """Make the pages whose lists changed."""
        if others := self._changed(book):
            self._make(book, others)

    def _changed(self, book: Handbook) -> dict[str, object]:
        """Return the pages of a kind that are made of something else now, each with what that is."""
        made = {address: self._made_of(book, address) for address in pages_of(book)}
        return {address: what for address, what in made.items() if what != self.made_of.get(address)}

    def _make(self, book: Handbook, wanted: Mapping[str, object]) -> None:
        """Make some pages of a kind, and all own pages."""
        with tempfile.TemporaryDirectory(dir=self.site.parent) as name:
            new = Path(name, "site")
            run_mkdocs(self.root, new, list(without_all_but(wanted)))
            preview(new, book)
            self._take(new, book)
        pages = pages_of(book)
        self.made_of = {address: made for address, made in self.made_of.items() if address in pages}
        self.made_of |= wanted

    def _take(self, new: Path, book: Handbook) -> None:
        """Move what is new into the site, and take out what is gone."""
        self._lead_on(new, book)
        files = {path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file()}
        for name in files:
            replace(new / name, self.site / name)
        files |= {f"{address}index.html" for address in (*pages_of(book), *self.leading)}
        files |= {f"{addresses.short(page.id)}{CODE}" for pages in book.pages.values() for page in pages.values()}
        for name in self.files - files:
            take_out(self.site, name)
        self.files = files
        if not (self.site / "search").exists():
            (self.site / "search").symlink_to((self.root / INDEX).resolve())

    def _made_of(self, book: Handbook, address: str) -> object:
        """Return what a page of a kind is made of: its file, what it shows of others, and what its foot does."""
        path = self.root / "docs" / f"{address.rstrip('/')}.md"
        file = stamp(path) if path.exists() else None  # somebody may delete it just now
        return hash((file, json.dumps([shown(book, address), mail_for_ideas(book)], default=str)))

    def _lead_on(self, new: Path, book: Handbook) -> None:
        """Write the pages that lead on and that are others than before beside the new ones."""
        site = Site(new, book)
        before, self.leading = self.leading, dict(leading_on(site))
        for address, shows in self.leading.items():
            if before.get(address) != shows:
                write(site, address, shows)


def stamps_of(root: Path) -> Stamps:
    """Return what tells whether a file changed that the site is made of, by its name from the root."""
    paths = [path for name in ("docs", "overrides") for path in walk(root / name)]
    return {path.relative_to(root).as_posix(): stamp(path) for path in (*paths, root / "mkdocs.yml")}


def pages_of(book: Handbook) -> dict[str, None]:
    """Return the addresses of all pages of a kind, in order."""
    return {addresses.of_page(kind.folder, slug): None for kind in KINDS.values() for slug in book.pages[kind.name]}


def beside(book: Handbook, saved: Collection[str]) -> Iterator[str]:
    """Yield the principles and the twin of each story among some pages: they show it, and it shows them."""
    for address in saved:
        found = kind_at(address)
        story = book.stories.get(found[1]) if found and found[0] is KINDS["story"] else None
        if story:
            yield from (addresses.of_page(KINDS["principle"].folder, slug) for slug in story.principles)
            yield from (addresses.of_page(KINDS["story"].folder, slug) for slug in (story.twin,) if slug)


def without_all_but(wanted: Collection[str]) -> Iterator[str]:
    """Yield patterns that name all pages of a kind but some, for the engine to leave out."""
    for kind in KINDS.values():
        yield f"/{kind.folder}/*.md"
        yield from (f"!/{kind.folder}/{name}.md" for name in kind.own)
    yield from (f"!/{address.rstrip('/')}.md" for address in wanted)
