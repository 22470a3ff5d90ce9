"""How every file in the repository is written: whole, or not at all."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Write a text as UTF-8 beside its place and put it there by one rename, with the rights that the file had.

    Killed or out of space at any moment, it leaves what stood there before. Raises OSError where it cannot be written.
    """
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_all(texts: Mapping[Path, str | None]) -> None:
    """Write several files, and delete those that have no text here: all of it, or nothing.

    New files are made beside their places first, so that a full disk is met before anything changes; what goes is kept
    until the end. Raises OSError where it cannot be done, after everything was put back.
    """
    ready = {
        path: path.with_name(f".{path.name}.{os.getpid()}.new") for path, text in texts.items() if text is not None
    }
    old = {path: path.with_name(f".{path.name}.{os.getpid()}.old") for path in texts if path.exists()}
    try:
        for path, beside in ready.items():
            write(beside, texts[path] or "")
            beside.chmod(path.stat().st_mode & 0o777 if path in old else 0o666 & ~_umask())
        for path, kept in old.items():
            _kept(path, kept)
        for path in texts:
            ready[path].replace(path) if path in ready else path.unlink()
    except BaseException:
        for path in texts:
            if path not in old:
                path.unlink(missing_ok=True)
            elif old[path].exists():
                old[path].replace(path)
        raise
    finally:
        for left in (*ready.values(), *old.values()):
            left.unlink(missing_ok=True)


def _kept(path: Path, beside: Path) -> None:
    """Keep what a file holds under another name; where the disk knows no second name, as a copy."""
    try:
        os.link(path, beside)
    except OSError:
        shutil.copy2(path, beside)


def create(path: Path, text: str) -> None:
    """Write a new file in the same way; raises FileExistsError where there is one already, and changes nothing."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    try:
        write(Path(name), text)
        Path(name).chmod(0o666 & ~_umask())
        os.link(name, path)
    finally:
        Path(name).unlink(missing_ok=True)


def _umask() -> int:
    """Return the rights that new files do not get. It can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
