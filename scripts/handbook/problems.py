"""What an author sees when something is wrong: one line that says where, what, and what to write instead."""

import difflib
import heapq
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

MARK = "WRITE:"  # starts each text of a draft that is still to be written
MAX_LISTED = 30  # allowed names in a message; a handbook may have thousands of stories
MAX_TEXT = 1500  # characters of a message, whatever it quotes
MAX_OF_A_FILE = 100  # problems of one file in a report, and hints; whoever has more mends these first
GUESSES = 10  # wrong names of one run that are compared with the right ones
COMPARED = 200  # right names that a wrong one is compared with closely, which takes 50 microseconds each


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place; problems sort by file, then line.

    `path` is relative to the repository, with forward slashes; `line` counts from 1. A hint stops nothing: it is
    advice on the prose. Both texts are one line, whatever they quote: a log must not take a part of it for a command.
    """

    path: str
    line: int
    text: str
    hint: bool = False

    def __post_init__(self) -> None:
        text = printable(self.text)
        object.__setattr__(self, "path", printable(self.path))
        object.__setattr__(self, "text", f"{text[: MAX_TEXT - 3]}..." if len(text) > MAX_TEXT else text)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


class HandbookError(Exception):
    """The handbook has problems; its text is the whole report, ready to print."""


def report(problems: Iterable[Problem], stories: int, files: int) -> str:
    """Return all problems, one a line in file and line order, and the summary as the last line."""
    ordered = sorted(set(problems))
    return "\n".join([*map(str, ordered), summary(ordered, stories, files)])


def first_of_each_file(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in order, each once: the first of each file, and how many more it has."""
    found: list[Problem] = []
    for _, group in groupby(sorted(set(problems)), key=lambda problem: problem.path):
        all_of_it = list(group)
        found += all_of_it[:MAX_OF_A_FILE]
        if rest := all_of_it[MAX_OF_A_FILE:]:
            more = count(len(rest), "more hint|more hints" if rest[0].hint else "more problem|more problems")
            found.append(replace(rest[0], text=f"and {more} from here on; mend those above first"))
    return found


def summary(problems: Iterable[Problem], stories: int, files: int) -> str:
    """Return a line that counts the problems: per story while only stories are at fault, else per file.

    `stories` and `files` say how many were read.
    """
    different = set(problems)
    at_fault = {problem.path for problem in different}
    only_stories = all(path.startswith("docs/stories/") for path in at_fault)
    total, noun = (stories, "story|stories") if only_stories else (files, "file|files")
    return f"{count(len(different), 'problem|problems')} in {len(at_fault)} of {count(total, noun)}"


def count(number: int, noun: str) -> str:
    """Return the number with its noun, given as "one|many": `count(2, "story|stories")` is "2 stories"."""
    one, many = noun.split("|")
    return f"{number} {one if number == 1 else many}"


class Names:
    """The names that may stand in a place: what to say of one that may not. Made once for all messages of a rule.

    Only the first wrong names of a run are compared with the right ones: to guess takes time that grows with these.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names, in any order."""
        self.names = sorted(names)
        self._known = frozenset(self.names)
        self._guesses: dict[str, str] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._known

    def allowed(self, value: object) -> str:
        """Return '"valeu"; allowed: …' and, where a name looks like the value, 'Did you mean "value"?'."""
        more = f" and {len(self.names) - MAX_LISTED} more" if len(self.names) > MAX_LISTED else ""
        known = ", ".join(self.names[:MAX_LISTED]) or "nothing yet"
        return f"{shown(value)}; allowed: {known}{more}.{self.did_you_mean(value)}"

    def did_you_mean(self, value: object) -> str:
        """Return ' Did you mean "x"?' for the likeliest name, or nothing where none is near."""
        near = self.nearest(value)
        return f' Did you mean "{near}"?' if near else ""

    def nearest(self, value: object) -> str:
        """Return the likeliest name; nothing where none is near, and after the first guesses."""
        wrong = str(value)[:80]
        if wrong not in self._guesses and len(self._guesses) < GUESSES:
            self._guesses[wrong] = next(iter(difflib.get_close_matches(wrong, self._alike(wrong), n=1, cutoff=0.5)), "")
        return self._guesses.get(wrong, "")

    def _alike(self, wrong: str) -> list[str]:
        """Return the names with most pairs of signs in common, where there are too many to compare them all closely."""
        if len(self.names) <= COMPARED:
            return self.names
        pairs = set(pairwise(wrong))
        return heapq.nlargest(COMPARED, self.names, key=lambda name: len(pairs.intersection(pairwise(name))))


def allowed(value: object, choices: Iterable[str]) -> str:
    """Return the same as Names, where there is one message."""
    return Names(choices).allowed(value)


def did_you_mean(value: object, choices: Iterable[str]) -> str:
    """Return the same as Names, where there is one message."""
    return Names(choices).did_you_mean(value)


def printable(text: str) -> str:
    """Return a text on one line, with a code for each character that cannot be printed."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def shown(value: object) -> str:
    """Return a value as an author would recognise it: in quotes, on one line, cut after 60 characters."""
    text = printable(str(value))
    return f'"{text[:57]}..."' if len(text) > 60 else f'"{text}"'
