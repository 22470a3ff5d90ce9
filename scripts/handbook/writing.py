"""How every file in the repository is written: whole, or not at all."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

UNFINISHED = ".part"  # ends the name of a file that is not whole yet; git ignores what a killed command leaves of these


def write(path: Path, text: str | bytes) -> None:
    """Write a text, or bytes, beside its place and put it there by one rename, with the rights that the file had.

    A text becomes UTF-8. Killed or out of space at any moment, it leaves what stood there before. Raises OSError where
    it cannot be written.
    """
    mode = path.stat().st_mode & 0o777 if path.exists() else None
    with _beside(path, text, mode) as written:
        written.replace(path)


def write_if_allowed(path: Path, content: bytes) -> None:
    """Write what can be made again, in a folder that is made for it; where nobody may write, do without."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, content)


def create(path: Path, text: str) -> None:
    """Write a new file in the same way; raises FileExistsError where there is one already, and changes nothing."""
    with _beside(path, text) as written:
        try:
            os.link(written, path)
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.EOPNOTSUPP):
                raise
            path.touch(exist_ok=False)  # a file system without links
            written.replace(path)


def write_all(texts: Mapping[Path, str | None]) -> None:
    """Write several files, and delete those that have no text here: all of it, or nothing.

    New files are made beside their places first, so that a full disk is met before anything changes; what goes is kept
    until the end. Raises OSError where it cannot be done, after everything was put back.
    """
    modes = {path: path.stat().st_mode & 0o777 for path in texts if path.exists()}
    with ExitStack() as beside:
        kept = {path: beside.enter_context(_kept(path)) for path in modes}
        ready = {
            path: beside.enter_context(_beside(path, text, modes.get(path)))
            for path, text in texts.items()
            if text is not None
        }
        try:
            for path in texts:
                ready[path].replace(path) if path in ready else path.unlink()
        except BaseException:
            for path in texts:
                kept[path].replace(path) if path in kept else path.unlink(missing_ok=True)
            raise


@contextmanager
def _kept(path: Path) -> Iterator[Path]:
    """Yield another name for a file, beside its place: where the file system knows no second name, a copy."""
    with _beside(path, "") as other:
        other.unlink()
        try:
            os.link(path, other)
        except OSError:
            shutil.copy2(path, other)
        yield other


@contextmanager
def _beside(path: Path, text: str | bytes, mode: int | None = None) -> Iterator[Path]:
    """Yield a whole file with this text beside its place. Errors name the place, and nothing is left beside it."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=UNFINISHED)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode() if isinstance(text, str) else text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o666 & ~_umask() if mode is None else mode)
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        told = isinstance(error.filename, str) and not error.filename.endswith(UNFINISHED)  # by what was done inside
        raise type(error)(error.errno, error.strerror, error.filename if told else str(path)) from None


def _umask() -> int:
    """Return the rights that new files do not get. It can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
