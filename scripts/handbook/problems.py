"""What an author sees when something is wrong: one line that says where, what, and what to write instead."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

MARK = "WRITE:"  # starts each text of a draft that is still to be written
MAX_LISTED = 30  # allowed names in a message; a handbook may have thousands of stories


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place; problems sort by file, then line.

    `path` is relative to the repository, with forward slashes; `line` counts from 1. A hint stops nothing: it is
    advice on the prose.
    """

    path: str
    line: int
    text: str
    hint: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


class HandbookError(Exception):
    """The handbook has problems; its text is the whole report, ready to print."""


def report(problems: Iterable[Problem], stories: int, files: int) -> str:
    """Return all problems, one a line in file and line order, and the summary as the last line."""
    ordered = sorted(set(problems))
    return "\n".join([*map(str, ordered), summary(ordered, stories, files)])


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


def allowed(value: object, choices: Iterable[str]) -> str:
    """Return ' is "valeu"; allowed: …' and, where a choice looks like the value, 'Did you mean "value"?'."""
    known = sorted(choices)
    more = f" and {len(known) - MAX_LISTED} more" if len(known) > MAX_LISTED else ""
    return f"{shown(value)}; allowed: {', '.join(known[:MAX_LISTED])}{more}.{did_you_mean(value, known)}"


def did_you_mean(value: object, choices: Iterable[str]) -> str:
    """Return ' Did you mean "x"?' for the likeliest choice, or nothing where none is near."""
    near = difflib.get_close_matches(str(value)[:80], list(choices), n=1, cutoff=0.5)
    return f' Did you mean "{near[0]}"?' if near else ""


def printable(name: str) -> str:
    """Return the name of a file on one line, with a code for each character that cannot be printed."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in name)


def shown(value: object) -> str:
    """Return a value as an author would recognise it: in quotes, on one line, cut after 60 characters."""
    text = " ".join(str(value).split())
    return f'"{text[:57]}..."' if len(text) > 60 else f'"{text}"'
