"""Reads every file in docs/: pages and data, faulty or not. What is wrong with a file by itself is noted here."""

import os
import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from handbook import addresses
from handbook.content.conflict import undecided
from handbook.content.data_files import DATA_FILES
from handbook.content.drawings import read_drawings
from handbook.content.kept import WORTH_KEEPING, keep, kept
from handbook.content.ledger import LEDGER, Entry, read_ledger
from handbook.content.once import Once
from handbook.content.pictures import ENDINGS, picture_fault
from handbook.content.reading import Page, not_plain, read_data, read_page
from handbook.content.stamps import DOCS, Stamp, stamped
from handbook.content.strict_yaml import Data
from handbook.parallel import each
from handbook.problems import Problem

DATA = {f"{DOCS}/{name}" for name in (*DATA_FILES, LEDGER)}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Alone = Callable[[Page], object]
Folders = Mapping[str, Collection[str]]  # those that hold a kind, with the files in them that are pages of our own


@dataclass
class Files(Once):
    """What was read from docs/, faulty or not, and the problems found so far."""

    root: Path
    today: date
    pages: dict[str, dict[str, Page | None]]  # by the folder of their kind and by slug; None where one cannot be read
    own_pages: list[Page] = field(default_factory=list)
    data: dict[str, Data | None] = field(default_factory=dict)  # by file name
    ledger: list[Entry] | None = None  # None where it cannot be read
    names: set[str] = field(default_factory=set)  # every file in docs/, from the root
    drawings: dict[str, str] = field(default_factory=dict)  # those in overrides/pictures/, by name
    problems: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)  # where it was asked for
    known: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)  # what rules share

    def readable(self, folder: str = "") -> Iterator[tuple[str, Page]]:
        """Yield slug and page of each page of a kind that could be read, in one folder or in all."""
        for pages in [self.pages[folder]] if folder else self.pages.values():
            yield from ((slug, page) for slug, page in pages.items() if page)

    def every(self) -> Iterator[Page]:
        """Yield each page that could be read: those of a kind, then the handbook's own."""
        yield from (page for _, page in self.readable())
        yield from self.own_pages

    @property
    def unread(self) -> bool:
        """Return whether a page of a kind or a data file cannot be read, so that what it says is not known."""
        pages = (page for found in self.pages.values() for page in found.values())
        return None in (*pages, *self.data.values())

    def keys(self, file: str, *key: str) -> set[str] | None:
        """Return the keys of a mapping in a data file, or None where it cannot be known."""
        data = self.data[file]
        values = data.values if data else None
        for step in key:
            values = values.get(step) if isinstance(values, dict) else None
        return set(values) if isinstance(values, dict) else None


def nothing(page: Page) -> None:
    """Find out nothing: some commands want to know only what stands in a page."""


def read_files(
    root: Path, today: date, folders: Folders, alone: Alone = nothing, stamps: Collection[Stamp] = ()
) -> Files:
    """Read every file in `root`/docs; `alone` finds out, where a page is read, what can be known of it alone.

    Whoever has just asked for the stamps of these files can hand them over.
    """
    stamps = stamps or list(stamped(root, DOCS))
    files = Files(root, today, {folder: {} for folder in folders}, names={stamp.name for stamp in stamps})
    for name, file in DATA_FILES.items():
        files.data[name] = read_data(root, root / DOCS / name, files.problems, optional=file.may_be_empty)
    files.ledger = read_ledger(root, files.problems)
    files.drawings = read_drawings(root, files.problems)
    files.problems += undecided(root)
    _read_pages(files, folders, alone, stamps)
    return files


def _read_pages(files: Files, folders: Folders, alone: Alone, stamps: Collection[Stamp]) -> None:
    """Read the pages among some files, and note what is wrong with all of these by themselves."""
    right = []
    for found in stamps:
        doubled = f"{found.name.removesuffix('.md')}/index.md" in files.names
        if fault := not_plain(found.mode) or _fault(found.name, doubled, tuple(folders)):
            files.problems.append(Problem(found.name, 1, fault))
        else:
            right.append(found)
    for found, (page, problems) in _seen(files.root, alone, right).items():
        folder, stem, ending = _parts(found.name)
        files.problems += problems
        if ending == ".md" and stem not in folders.get(folder, (stem,)):
            files.pages[folder][stem] = page
        elif page:
            files.own_pages.append(page)


Seen = tuple[Page | None, list[Problem]]

_known: dict[str, dict[Stamp, Seen]] = {}


def _seen(root: Path, alone: Alone, stamps: Collection[Stamp]) -> dict[Stamp, Seen]:
    """Return what is in each file; one that is as it was when it was last looked at need not be looked at again."""
    look, since = partial(_look, root, alone), time.time_ns()
    how = repr(look)
    known = _known.get(how) or (kept(root, alone) if len(stamps) >= WORTH_KEEPING else {})
    new = [stamp for stamp in stamps if stamp not in known]
    known = known | dict(zip(new, each(look, new), strict=True))
    _known.clear()
    _known[how] = {stamp: known[stamp] for stamp in stamps}
    if len(new) >= WORTH_KEEPING:
        right = {stamp: seen for stamp, seen in _known[how].items() if not seen[1]}  # a fault may be that of the disk
        keep(root, alone, right, since)
    return _known[how]


def _look(root: Path, alone: Alone, stamp: Stamp) -> Seen:
    """Return the page in a file, if it is one, and what is wrong; both can come from another process."""
    (_, _, ending), problems = _parts(stamp.name), list[Problem]()
    page = read_page(root, root / stamp.name, problems) if ending == ".md" else None
    if page:
        alone(page)
    if ending in ENDINGS and (fault := picture_fault(root / stamp.name)):
        problems.append(Problem(stamp.name, 1, fault))
    return page, problems


def _parts(name: str) -> tuple[str, str, str]:
    """Return the folder below docs/ of a file, its name without an ending, and the ending."""
    folder, _, file = name.removeprefix(f"{DOCS}/").rpartition("/")
    return folder, *os.path.splitext(file)  # noqa: PTH122  # pathlib takes ten times as long


@cache
def _fault(file: str, doubled: bool, folders: tuple[str, ...]) -> str | None:
    """A file in docs/ is published, so its name and kind are checked, and that no other page has its address."""
    folder, stem, ending = _parts(file)
    if (folder == "assets" or folder.startswith("assets/")) and ending != ".md":
        return None
    if ending != ".md" and ending not in ENDINGS and file not in DATA:
        return f"this kind of file does not belong here; allowed: .md, {', '.join(ENDINGS)}"
    if not all(SLUG.fullmatch(name) for name in [stem, *filter(None, folder.split("/"))]):
        return 'file and folder names may hold only a-z, 0-9 and single hyphens, such as "late-parcel.md"'
    if ending == ".md" and folder.partition("/")[0] in folders and "/" in folder:
        return f"a page in a folder of its own; put it into {DOCS}/{folder.split('/')[0]}/"
    if ending == ".md" and doubled:
        return f"it has the same address as {stem}/index.md; keep one of the two"
    address = addresses.of_file(f"{folder}/{stem}.md".removeprefix("/"))
    if owner := addresses.owner(address):
        return f"the address {address.partition('/')[0]}/ belongs to {owner}; choose another name"
    return None
