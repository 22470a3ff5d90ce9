"""The site of the live preview: made whole once, and after each save only what the save can change.

At once that is the saved pages with the principles and the twin that show them, and the handbook's own pages. Other
pages whose lists changed follow in the background, before the next save is shown. A page is never half: the server
waits while a save is being built, and a page that follows takes its place in one step.
"""

import tempfile
import threading
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from command import told
from engines import EngineError, run_mkdocs, with_mkdocs
from handbook import addresses
from handbook.book import Handbook
from handbook.check import load
from handbook.content.files import stamp, walk
from handbook.content.model import OwnPage, PageModel
from handbook.kinds import KINDS, Kind, kind_at
from handbook.pages.company import mail_for_ideas
from handbook.pages.path import place
from handbook.pages.show import page as shown
from handbook.pages.story import around
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
        self.book = book

    def _some(self, old: Handbook, book: Handbook, changed: Collection[str]) -> None:
        """Make what the change of these files shows at once, and let the rest follow."""
        saved = {addresses.of_file(name) for name in changed if name.endswith(".md")}
        pages = {*saved, *beside(old, saved), *beside(book, saved)} & pages_of(book).keys()
        if any(name.endswith(".yml") for name in changed):
            pages |= shown_anew(old, book, pages_of(book))
            number = count(len(pages), "page|pages")
            print(f"{number} made anew, since {', '.join(sorted(changed))} changed", flush=True)
        self._make(book, pages)
        self.book = book
        if any(of_a_kind(old, address) != of_a_kind(book, address) for address in saved):
            self.following = threading.Thread(target=self._follow, args=(old, book, saved, pages))
            self.following.start()

    def _follow(self, old: Handbook, book: Handbook, saved: Collection[str], there: Collection[str]) -> None:
        """Make the pages that show others than before while what was saved is being looked at.

        After a fault the next save makes everything.
        """
        try:
            if others := shown_anew(old, book, set(near(old, book, saved)).difference(there)):
                self._make(book, others)
        except Exception as error:
            print(told(error)[1], flush=True)
            self.book = None

    def _make(self, book: Handbook, wanted: Collection[str]) -> None:
        """Make some pages of a kind, and all own pages."""
        with tempfile.TemporaryDirectory(dir=self.site.parent) as name:
            new = Path(name, "site")
            run_mkdocs(self.root, new, list(without_all_but(wanted)))
            preview(new, book)
            self._take(new, book)

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


def of_a_kind(book: Handbook, address: str) -> PageModel | OwnPage | None:
    """Return a page by its address, as far as other pages may show it; None where there is none."""
    return book.page(address) if address in book else None


def shown_anew(old: Handbook, book: Handbook, pages: Iterable[str]) -> set[str]:
    """Return those pages of a kind that show something else than before, in their middle or by their foot."""
    foot = mail_for_ideas(old) != mail_for_ideas(book)
    return {address for address in pages if foot or shown(old, address) != shown(book, address)}


def near(old: Handbook, book: Handbook, saved: Collection[str]) -> Iterator[str]:
    """Yield the pages of a kind that may show one of these, where stories alone were saved: few of many stories.

    To compare all that thousands of stories show would take seconds.
    """
    stories = {found[1] for address in saved if (found := kind_at(address)) and found[0] is KINDS["story"]}
    for address in pages_of(book):
        kind, slug = cast(tuple[Kind, str], kind_at(address))
        if len(stories) == len(saved) and kind is KINDS["story"] and slug in old.stories:
            before, now = (around(book, slug, place(book, kind.name, slug)) for book in (old, book))
            if before == now and stories.isdisjoint(now[1]):
                continue
        yield address


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
