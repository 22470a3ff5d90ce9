"""How every command ends: with its exit code and, whatever happened, with one line in place of a traceback.

Import it before anything else of ours: what happens while a command imports the rest is told in the same way. Whoever
mends the code sees the traceback by `python -X dev`. Nothing here needs a package.
"""

import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import NoReturn

from handbook.content.conflict import MARK, MERGE
from handbook.problems import printable

HERE = Path(__file__).resolve().parent
INTERRUPTED, TERMINATED, CLOSED = 130, 143, 141  # exit codes as a shell counts them: 128 and the number of the signal
STOPPED = "Stopped before the end; what was there before is still there, and whole"

if Path(sys.argv[0]).resolve().parent == HERE:
    gc.disable()  # until the command runs: to look through what it imports, and keeps, takes a tenth of that time


class Terminated(BaseException):
    """Somebody asked the process to end."""


def run(main: Callable[[list[str]], int]) -> NoReturn:
    """Run a command with the arguments of this process, and end it with the exit code that it returns."""
    gc.enable()
    signal.signal(signal.SIGTERM, _terminate)
    for name in [name for name, value in os.environ.items() if not value]:
        del os.environ[name]  # an empty variable counts as not set
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # whatever the locale can print
    code = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # at once: to take a large handbook apart first would help nobody


def told(error: BaseException) -> tuple[int, str]:
    """Return the exit code and the line for what stopped a command; the line is empty where nobody would read it."""
    if isinstance(error, KeyboardInterrupt | Terminated):
        return (TERMINATED if isinstance(error, Terminated) else INTERRUPTED), STOPPED
    if isinstance(error, EOFError):
        return 1, "There was no answer to read; nothing was written"
    if isinstance(error, BrokenPipeError):
        return CLOSED, ""
    if isinstance(error, OSError):
        place = error.filename2 or error.filename
        where = f"{os.path.relpath(os.fsdecode(place))}: " if isinstance(place, str | bytes) else ""
        return 1, where + (error.strerror or str(error))
    if isinstance(error, SyntaxError) and error.filename and MARK.match(error.text or ""):
        return 1, f"{os.path.relpath(error.filename)}:{error.lineno}: {MERGE}"
    if isinstance(error, MemoryError):
        return 1, "There is not enough memory"
    if isinstance(error, ModuleNotFoundError):
        return 1, f"The package {error.name} is missing; `make` installs it. Run `make` to see what it can do"
    return (
        1,
        f"{_place(error.__traceback__)}: {type(error).__name__}: {error}. This is a fault of the handbook's own code",
    )


def _place(trace: TracebackType | None) -> str:
    """Return the last place in our own code that an error came through, as path:line."""
    frames = traceback.extract_tb(trace)
    ours = [frame for frame in frames if HERE in Path(frame.filename).resolve().parents] or frames
    return f"{os.path.relpath(ours[-1].filename)}:{ours[-1].lineno}" if ours else "unknown place"


def _terminate(number: int, frame: FrameType | None) -> None:
    raise Terminated


def _end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say in one line what stopped the command, and end with its exit code, whatever is still running."""
    if sys.flags.dev_mode:
        traceback.print_exception(kind, error, trace)
    code, line = told(error)
    with suppress(OSError):
        sys.stdout.flush()
    with suppress(OSError):
        sys.stderr.write(f"{printable(line)}\n" if line else "")
        sys.stderr.flush()
    os._exit(code)


sys.excepthook = _end
