"""What was read of many files, kept for the next command: 10,000 pages are read in 6 seconds, and loaded in 0.3.

A file counts as read while its stamp is the same, and while what reads it is: our own code, Python and its libraries.
Like `.venv` the folder is of this machine alone, and git takes nothing from it: what it holds is run.
"""

import hashlib
import pickle
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from handbook.content.stamps import Stamp, stamp, stamped
from handbook.writing import write_if_allowed

FOLDER = ".cache/read"  # below the repository
WORTH_KEEPING = 400  # files that are worth it: so many are read in a third of a second
AT_ONCE = 200  # pickled together: among all of them, to know each text again takes twice the time
SETTLED = 2_000_000_000  # nanoseconds: some disks note the time of a change no better
OURS = Path(__file__).resolve().parents[1]
LIBRARIES = Path(yaml.__file__).parents[1]  # changes with each that comes, goes, or gets another version


def kept(root: Path, how: object) -> dict[Stamp, Any]:
    """Return what a command before has read in the same way, by the stamps of the files; nothing where none has."""
    found: dict[Stamp, Any] = {}
    with suppress(Exception), _place(root, how).open("rb") as file:  # whatever is wrong with it, all can be read anew
        if file.readline() == _reader():
            while file.peek():
                found |= pickle.load(file)
    return found


def keep(root: Path, how: object, seen: Mapping[Stamp, object], since: int) -> None:
    """Keep what was read, from some moment on, for the commands to come, where somebody may write there.

    What had changed just before may have changed once more without another stamp, and is read again.
    """
    settled = [(stamp, found) for stamp, found in seen.items() if stamp.changed < since - SETTLED]
    parts = (dict(settled[first : first + AT_ONCE]) for first in range(0, len(settled), AT_ONCE))
    content = _reader() + b"".join(pickle.dumps(part, pickle.HIGHEST_PROTOCOL) for part in parts)
    write_if_allowed(_place(root, how), content)


def _place(root: Path, how: object) -> Path:
    return root / FOLDER / hashlib.sha256(pickle.dumps(how)).hexdigest()[:16]


def _reader() -> bytes:
    """Return a line that is another one where the same file may be read otherwise."""
    code = [found for found in stamped(OURS.parent, OURS.name) if "__pycache__" not in found.name]
    return hashlib.sha256(repr((sys.version, stamp(LIBRARIES), code)).encode()).hexdigest().encode() + b"\n"
