"""Check the content of the handbook: `python scripts/check.py`. Prints every problem; exits 1 where there is any.

Hints come after the problems and apart from them, and stop nothing. On a terminal the lines are coloured and grouped by
file; in GitHub Actions each also becomes an annotation.
"""

import os
import sys
from itertools import groupby
from pathlib import Path

from command import run
from handbook.advice.hints import hints
from handbook.book import Handbook
from handbook.check import check
from handbook.content.ledger import FILE
from handbook.dates import today
from handbook.git import silence
from handbook.kinds import KINDS
from handbook.problems import Problem, count, summary

ROOT = Path(__file__).resolve().parent.parent
HINTS = "Hints, which stop nothing:"
RED, YELLOW, BOLD, PLAIN = "\033[31m", "\033[33m", "\033[1m", "\033[0m"


def coloured(problems: list[Problem]) -> str:
    """Return the problems grouped by file, for a terminal; each line still starts with path:line."""
    groups = []
    for path, found in groupby(sorted(problems), key=lambda problem: problem.path):
        lines = [f"  {YELLOW if p.hint else RED}{p.path}:{p.line}:{PLAIN} {p.text}" for p in found]
        groups.append("\n".join([f"{BOLD}{path}{PLAIN}", *lines]))
    return "\n\n".join(groups)


def annotation(problem: Problem) -> str:
    """Return a problem as a GitHub workflow command."""

    def escaped(text: str, more: str = "") -> str:
        for sign in "%\r\n" + more:
            text = text.replace(sign, f"%{ord(sign):02X}")
        return text

    kind = "warning" if problem.hint else "error"
    return f"::{kind} file={escaped(problem.path, ':,')},line={problem.line}::{escaped(problem.text)}"


def tell(problems: list[Problem], advice: list[Problem]) -> None:
    """Print the problems, then the hints; both for GitHub as well."""
    on_terminal = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    groups = [found for found in (sorted(set(problems)), sorted(set(advice))) if found]
    for found in groups:
        lines = coloured(found) + "\n" if on_terminal else "\n".join(map(str, found))
        print(f"{HINTS}\n{lines}" if found[0].hint else lines, end="\n\n" if found is not groups[-1] else "\n")
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for problem in (problem for found in groups for problem in found):
            print(annotation(problem))


def checked(root: Path) -> Handbook | None:
    """Check docs/ and say what was found; return the handbook where nothing is wrong."""
    files, book = check(root, today(), hints)
    tell(files.problems, files.advice)
    also = f"; {count(len(set(files.advice)), 'hint|hints')} on the prose" if files.advice else ""
    if book:
        stories, principles = len(book.stories), len(book.principles)
        print(f"{count(stories, 'story|stories')}, {count(principles, 'principle|principles')}: no problems{also}")
    else:
        print(summary(files.problems, len(files.pages[KINDS["story"].folder]), len(files.names)) + also)
    if why := silence(root):
        print(f"Nobody looked for addresses that were taken out of {FILE}: {why}", file=sys.stderr)
    return book


if __name__ == "__main__":
    run(lambda _: 0 if checked(ROOT) else 1)
