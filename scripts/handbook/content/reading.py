"""From a file to a page: its text, its front matter with the line of every key, and its body.

Our own reader is needed because the engine accepts broken front matter without a word and prints it on the page,
and because YAML takes a key given twice. Every way in which a file can be wrong comes back as a Problem.
"""

import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from handbook.content.conflict import MERGE, conflicts
from handbook.content.invisible import INVISIBLE, invisible
from handbook.content.strict_yaml import Data, read_yaml
from handbook.problems import Problem

MAX_BYTES = 32 * 1024  # a story has about 5 KB; rendering time grows with the square of hostile input
MAX_DATA_BYTES = 1024 * 1024  # a list of sources grows with the stories, and is never rendered as Markdown


FENCE = re.compile(r"(---|\.\.\.)[ \t]*$")


@dataclass(frozen=True)
class Page(Data):
    """A Markdown page: front matter, and a body that starts at line `body_line` of the file."""

    body: str = field(repr=False)
    body_line: int


def read_page(root: Path, path: Path, problems: list[Problem]) -> Page | None:
    """Read a Markdown file below `root`; add what is wrong to `problems`.

    Returns None where there is nothing to check further: an unreadable file or broken front matter.
    """
    name = path.relative_to(root).as_posix()
    text = read_text(root, path, problems)
    if text is None:
        return None
    lines = text.split("\n")
    if not FENCE.match(lines[0]) or lines[0].startswith("."):
        problems.append(
            Problem(name, 1, "no front matter, the keys at the top; start the file with a line of only ---")
        )
        return None
    end = next((i for i, line in enumerate(lines[1:], start=1) if FENCE.match(line)), None)
    if end is None:
        problems.append(Problem(name, 1, "the front matter has no end; close it with a line of only ---"))
        return None
    data = read_yaml(name, "\n".join(lines[1:end]), problems, first_line=2)
    if data is None:
        return None
    return Page(name, data.values, data.lines, body="\n".join(lines[end + 1 :]), body_line=end + 2)


def read_data(root: Path, path: Path, problems: list[Problem], optional: bool = False) -> Data | None:
    """Read a YAML file below `root`; add what is wrong to `problems`. Returns None where it cannot be read.

    An optional file may be missing, or hold nothing but comments.
    """
    name = path.relative_to(root).as_posix()
    if optional and not path.exists():
        return Data(name, {}, {(): 1})
    text = read_text(root, path, problems, MAX_DATA_BYTES, may_be_empty=optional)
    if text is not None and optional and all(line.startswith("#") for line in text.split("\n") if line.strip()):
        return Data(name, {}, {(): 1})
    return None if text is None else read_yaml(name, text, problems)


def read_text(
    root: Path, path: Path, problems: list[Problem], limit: int = MAX_BYTES, may_be_empty: bool = False
) -> str | None:
    """Return the text of a file with plain line ends, or None after adding to `problems` why it cannot be used."""
    try:
        text = _decoded(_bytes(path, limit))
        undecided = conflicts(text, is_page=path.suffix == ".md")
        if not undecided:
            return _plain(text, may_be_empty)
        faults = [(line, MERGE) for line in undecided]
    except UnreadableError as error:
        faults = [(error.line, str(error))]
    problems.extend(Problem(path.relative_to(root).as_posix(), line, fault) for line, fault in faults)
    return None


def not_plain(mode: int) -> str | None:
    """Return what is wrong with a thing in a folder that is no file of its own, by its mode."""
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISLNK(mode):
        return "not a plain file but a link to another place; put a copy of the file here instead"
    return "not a plain file; put a plain file here instead, or take it out"


class UnreadableError(Exception):
    """A file that cannot be used: its line, and why."""

    def __init__(self, line: int, why: str) -> None:
        """Keep both."""
        super().__init__(why)
        self.line = line


def _bytes(path: Path, limit: int) -> bytes:
    """Return what a plain file of at most `limit` bytes holds."""
    try:
        status = path.lstat()
        if fault := not_plain(status.st_mode):
            raise UnreadableError(1, fault)
        if status.st_size > limit:
            raise UnreadableError(1, f"the file is too long, {status.st_size:,} bytes; allowed: up to {limit:,}")
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(1, "the file is missing; the handbook needs it") from None
    except OSError as error:
        raise UnreadableError(1, f"the file cannot be read ({error.strerror}); check its permissions") from None


def _decoded(raw: bytes) -> str:
    """Return bytes as text with plain line ends."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        how = 'not saved as UTF-8; in your editor, choose "Save with encoding" and UTF-8'
        raise UnreadableError(line, how) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _plain(text: str, may_be_empty: bool) -> str:
    """Return a text that holds something, and nothing that one cannot see."""
    if hidden := INVISIBLE.search(text):
        raise UnreadableError(text.count("\n", 0, hidden.start()) + 1, invisible(text, hidden))
    if not may_be_empty and not text.strip():
        raise UnreadableError(1, "the file is empty; write the page, or delete the file")
    return text
