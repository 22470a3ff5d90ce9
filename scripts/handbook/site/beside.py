"""The site is made beside the last one and takes its place in one step, so that nobody ever finds half of one.

A rename cannot replace a folder that holds something. But on Linux and macOS two folders can change names in one step.
Where the file system cannot, the last site steps aside for a moment; killed just then, the next build brings it back.
"""

import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handbook.site.output import SiteError
from handbook.site.sealed import SEAL

EXCHANGE = 2  # RENAME_EXCHANGE of Linux, and RENAME_SWAP of macOS
CURRENT = -100  # AT_FDCWD of Linux: a path starts at the current folder


@contextmanager
def made_beside(site: Path) -> Iterator[Path]:
    """Yield a new folder, which takes the place of `site` where the block ends well; else the last site stays.

    Raises SiteError where `site` holds what no build made, or where another build is making it; OSError as it comes.
    """
    site = site.resolve()
    refuse_foreign(site)
    with _workshop(site) as folder:
        aside = site.with_name(f".{site.name}.last")
        if aside.exists() and not site.exists():
            aside.rename(site)
        new = folder / "site"
        new.mkdir()
        yield new
        if not site.exists():
            new.rename(site)
        elif not exchange(new, site):
            _step_aside(new, site, aside)


def refuse_foreign(site: Path) -> None:
    """Raise SiteError where the folder of the site is none, or holds what no build made and this one would delete."""
    if site.exists() and not site.is_dir():
        raise SiteError(f"{site} is no folder; name one for the site")
    if site.is_dir() and any(site.iterdir()) and not (site / SEAL).is_file():
        raise SiteError(f"{site} holds files that no finished build made; move them away, or name another folder")


@contextmanager
def _workshop(site: Path) -> Iterator[Path]:
    """Yield an empty hidden folder beside the site, which no other build uses meanwhile; it goes at the end.

    The lock ends with this process, however that ends. What a killed build left in the folder goes first.
    """
    folder = site.with_name(f".{site.name}.new")
    folder.mkdir(parents=True, exist_ok=True)
    lock = folder / "lock"
    with lock.open("a") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not os.path.samestat(os.fstat(file.fileno()), lock.stat()):
                raise BlockingIOError
        except (BlockingIOError, FileNotFoundError):
            raise SiteError(f"another build is making {site} now; wait until it has ended") from None
        try:
            _empty(folder, lock)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _empty(folder: Path, lock: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path != lock:
            path.unlink()


def _step_aside(new: Path, site: Path, aside: Path) -> None:
    """Put a new site in place by two renames; where the second fails, the last site comes back."""
    shutil.rmtree(aside, ignore_errors=True)
    site.rename(aside)
    try:
        new.rename(site)
    except BaseException:
        aside.rename(site)
        raise
    shutil.rmtree(aside)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; return False where the system or the file system cannot."""
    library = ctypes.CDLL(None)
    names = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        return int(library.renameat2(CURRENT, names[0], CURRENT, names[1], EXCHANGE)) == 0
    return hasattr(library, "renamex_np") and int(library.renamex_np(*names, EXCHANGE)) == 0
