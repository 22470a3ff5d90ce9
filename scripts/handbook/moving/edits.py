"""Changes at known places of files, which leave everything else as it is: comments, layout, line ends."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from handbook.problems import Problem

MARK = "\ufeff"  # some editors begin a file with it


class RefusedError(Exception):
    """The change is not made; its text says why, one line each."""

    def __init__(self, *why: object) -> None:
        """Keep the lines."""
        super().__init__("\n".join(map(str, why)))


@dataclass(frozen=True)
class Edit:
    """What takes the place of the characters from `start` to `end` of a file, and what is told of it."""

    path: str
    start: int
    end: int
    new: str
    told: str


@dataclass
class Plan:
    """What a command will do: the new text of each file, or None where the file goes, and a line for each change."""

    texts: dict[str, str | None] = field(default_factory=dict)
    told: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """A file as it stands: its text with plain line ends, and what they are in the file."""

    text: str
    mark: str = ""
    ends: str = "\n"

    @property
    def as_it_is(self) -> str:
        """Return the text of the file."""
        return self.written(self.text)

    def written(self, text: str) -> str:
        """Return another text as this file would have it."""
        return self.mark + text.replace("\n", self.ends)


def source(root: Path, path: str) -> Source:
    """Return a file of the repository; one that is not there is empty."""
    place = root / path
    raw = place.read_bytes().decode("utf-8") if place.exists() else ""
    text = raw.removeprefix(MARK)
    ends = next((ends for ends in ("\r\n", "\r") if ends in text), "\n")
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(plain, MARK if raw.startswith(MARK) else "", ends)


def plan_of(root: Path, edits: Iterable[Edit]) -> Plan:
    """Return what the files become, with a line for each edit: where it stands then, and what is told of it."""
    plan = Plan()
    by_path: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_path[edit.path].append(edit)
    for path, found in by_path.items():
        here = source(root, path)
        text, told = _edited(here.text, sorted(found, key=lambda edit: (edit.start, edit.end)))
        plan.texts[path] = here.written(text)
        plan.told = sorted([*plan.told, *told])
    return plan


def _edited(text: str, edits: list[Edit]) -> tuple[str, list[Problem]]:
    """Return a text with its edits, which are in order, and the line of each."""
    done, at, told = "", 0, []
    for edit in edits:
        if edit.start < at:
            line = text.count("\n", 0, edit.start) + 1
            raise RefusedError(f"{edit.path}:{line}: two changes meet here; change this line by hand first")
        done += text[at : edit.start]
        above = len(edit.new) - len(edit.new.lstrip("\n"))
        told.append(Problem(edit.path, done.count("\n") + 1 + above, edit.told))
        done += edit.new
        at = edit.end
    return done + text[at:], told
