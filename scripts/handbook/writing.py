"""How every file in the repository is written: whole, or not at all."""

import os
import tempfile
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
