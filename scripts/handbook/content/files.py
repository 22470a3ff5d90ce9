"""Reads every file in docs/: pages and data, faulty or not. What is wrong with a file by itself is noted here."""

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from handbook import addresses
from handbook.content.conflict import undecided
from handbook.content.data_files import DATA_FILES
from handbook.content.drawings import FOLDER as DRAWINGS
from handbook.content.drawings import read_drawings
from handbook.content.ledger import LEDGER, Entry, read_ledger
from handbook.content.pictures import ENDINGS, picture_fault
from handbook.content.reading import Page, not_plain, read_data, read_page
from handbook.content.strict_yaml import Data
from handbook.parallel import each
from handbook.problems import Problem

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Advise = Callable[[Page], Iterable[Problem]]
Folders = Mapping[str, Collection[str]]  # those that hold a kind, with the files in them that are pages of our own


@dataclass
class Files:
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

    def readable(self, folder: str = "") -> Iterator[tuple[str, Page]]:
        """Yield slug and page of each page of a kind that could be read, in one folder or in all."""
        for pages in [self.pages[folder]] if folder else self.pages.values():
            yield from ((slug, page) for slug, page in pages.items() if page)

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


def no_advice(page: Page) -> Iterable[Problem]:
    """Say nothing: most commands want to know only whether a page is right."""
    return ()


def read_files(root: Path, today: date, folders: Folders, advise: Advise = no_advice) -> Files:
    """Read every file in `root`/docs, and note the advice on each page in one of the folders that hold a kind."""
    files = Files(root, today, {folder: {} for folder in folders})
    docs = root / "docs"
    for name, file in DATA_FILES.items():
        files.data[name] = read_data(root, docs / name, files.problems, optional=file.may_be_empty)
    files.ledger = read_ledger(root, files.problems)
    files.drawings = read_drawings(root, files.problems)
    files.problems += undecided(root)
    paths = []
    for path in walk(docs):
        name = path.relative_to(root).as_posix()
        files.names.add(name)
        if fault := _fault(path, path.parent.relative_to(docs).as_posix(), folders):
            files.problems.append(Problem(name, 1, fault))
        elif path.suffix == ".md":
            paths.append(path)
    for path, (page, found) in _read_all(paths, partial(_read, root, folders, advise)):
        files.problems += (problem for problem in found if not problem.hint)
        files.advice += (problem for problem in found if problem.hint)
        if _is_own(root, path, folders):
            files.own_pages += [page] if page else []
        else:
            files.pages[path.parent.name][path.stem] = page
    return files


Stamp = tuple[str, int, int, int, int]
Read = tuple[Page | None, list[Problem]]


def stamps(root: Path) -> Iterator[Stamp]:
    """Yield what tells whether a file changed, for every file that a handbook is made of."""
    yield from map(stamp, (*walk(root / "docs"), *(root / DRAWINGS).glob("*")))


def stamp(path: Path) -> Stamp:
    """Return name, times, size and place of a file: one of them is another one where its bytes may be others."""
    status = path.lstat()
    return str(path), status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


_known: dict[Stamp, tuple[str, Read]] = {}


def _read_all(paths: list[Path], read: "partial[Read]") -> list[tuple[Path, Read]]:
    """Return each page as it is now; one that is as it was when it was last read need not be read again."""
    how, now = repr(read), {path: stamp(path) for path in paths}
    kept = {path: found for path in paths if (found := _known.get(now[path])) and found[0] == how}
    new = [path for path in paths if path not in kept]
    kept |= {path: (how, found) for path, found in zip(new, each(read, new), strict=True)}
    _known.clear()
    _known.update({now[path]: found for path, found in kept.items()})
    return [(path, kept[path][1]) for path in paths]


def walk(folder: Path) -> Iterator[Path]:
    """Yield every file, and every link, below a folder by name; do not follow links. The engine ignores dotfiles."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from walk(Path(entry.path))
            else:
                yield Path(entry.path)


def _read(root: Path, folders: Folders, advise: Advise, path: Path) -> tuple[Page | None, list[Problem]]:
    """Read a page, with what is wrong with it and the advice on it, in a form that can come from another process."""
    problems: list[Problem] = []
    page = read_page(root, path, problems)
    return page, problems + (list(advise(page)) if page and not _is_own(root, path, folders) else [])


def _is_own(root: Path, path: Path, folders: Folders) -> bool:
    """Return whether a page is one of the handbook's own, and none of a kind."""
    folder = path.parent.relative_to(root / "docs").as_posix()
    return path.stem in folders.get(folder, (path.stem,))


def _fault(path: Path, folder: str, folders: Folders) -> str | None:
    """A file in docs/ is published, so its name and kind are checked, and that no other page has its address."""
    if fault := not_plain(path.lstat().st_mode):
        return fault
    if (folder == "assets" or folder.startswith("assets/")) and path.suffix != ".md":
        return picture_fault(path) if path.suffix in ENDINGS else None
    is_data = folder == "." and path.name in (*DATA_FILES, LEDGER)
    if path.suffix != ".md" and path.suffix not in ENDINGS and not is_data:
        return f"this kind of file does not belong here; allowed: .md, {', '.join(ENDINGS)}"
    if not all(SLUG.fullmatch(name) for name in [path.stem, *Path(folder).parts]):
        return 'file and folder names may hold only a-z, 0-9 and single hyphens, such as "late-parcel.md"'
    if path.suffix == ".md" and folder.partition("/")[0] in folders and "/" in folder:
        return f"a page in a folder of its own; put it into docs/{folder.split('/')[0]}/"
    if path.suffix == ".md" and path.with_suffix("").joinpath("index.md").exists():
        return f"it has the same address as {path.stem}/index.md; keep one of the two"
    address = addresses.of_file(f"{folder}/{path.stem}.md".removeprefix("./"))
    if owner := addresses.owner(address):
        return f"the address {address.partition('/')[0]}/ belongs to {owner}; choose another name"
    return picture_fault(path) if path.suffix in ENDINGS else None
