"""The files that a handbook is made of, each with what tells whether it changed: one look at the folders says both."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from handbook.content.drawings import FOLDER as DRAWINGS

DOCS = "docs"


class Stamp(NamedTuple):
    """A file, and what tells whether it changed: one of these is another where its bytes may be others."""

    name: str  # from the root, with forward slashes
    mode: int
    modified: int
    changed: int
    size: int
    place: int


Stamps = tuple[tuple[Stamp, ...], tuple[Stamp, ...]]  # of docs/ and of the drawings


def stamps_of(root: Path) -> Stamps:
    """Return the stamps of every file that a handbook is made of: those in docs/, and those of the drawings."""
    return tuple(stamped(root, DOCS)), tuple(map(stamp, (root / DRAWINGS).glob("*")))


def stamped(root: Path, folder: str) -> Iterator[Stamp]:
    """Yield the stamp of every file, and every link, below a folder of `root`, by name; do not follow links.

    The engine ignores dotfiles.
    """
    with os.scandir(root / folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from stamped(root, f"{folder}/{entry.name}")
            else:
                yield _stamp(f"{folder}/{entry.name}", entry.stat(follow_symlinks=False))


def stamp(path: Path) -> Stamp:
    """Return the stamp of one file, by its whole path."""
    return _stamp(str(path), path.lstat())


def _stamp(name: str, status: os.stat_result) -> Stamp:
    return Stamp(name, status.st_mode, status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def walk(folder: Path) -> Iterator[Path]:
    """Yield the same files as paths."""
    return (folder.parent / found.name for found in stamped(folder.parent, folder.name))
