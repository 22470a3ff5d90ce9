"""What git leaves in a file where two people changed the same lines, and nobody has chosen yet."""

import re
from collections.abc import Iterator
from pathlib import Path

from handbook.problems import Problem

MERGE = "merge conflict here; keep the lines that are right and delete the lines with <<<<<<<, ======= and >>>>>>>"
MARK = re.compile(r"^(?:[<|>]{7}(?: .*)?|={7})$", re.MULTILINE)
SETTINGS = "mkdocs.yml"
FOLDERS = ("overrides", "docs/assets", ".github")  # templates, what pages load, and the forms
TEXTS = (".html", ".css", ".js", ".yml")
FRONT_MATTER = re.compile(r"---\n.*?^---$", re.MULTILINE | re.DOTALL)


def conflicts(text: str, is_page: bool = False) -> list[int]:
    """Return the line, from 1, of each place that git left to decide: where it starts, or else what is left of it.

    A line of = in the body of a page says nothing by itself: it may stand below a heading of seven letters.
    """
    found = list(MARK.finditer(text)) if any(7 * sign in text for sign in "<|>=") else []
    if is_page and found:
        front_matter = FRONT_MATTER.match(text)
        end = front_matter.end() if front_matter else 0
        found = [mark for mark in found if mark[0][0] != "=" or mark.start() < end]
    starts = [mark for mark in found if mark[0][0] == "<"] or found[:1]
    return [text.count("\n", 0, mark.start()) + 1 for mark in starts]


def undecided(root: Path) -> Iterator[Problem]:
    """Yield each place that git left to decide in a file that is no content: settings, templates, scripts of pages."""
    inside = (path for folder in FOLDERS for path in sorted((root / folder).rglob("*")))
    for path in (root / SETTINGS, *inside):
        if path.suffix in TEXTS and path.is_file() and not path.is_symlink():
            text = path.read_text(encoding="utf-8", errors="replace")
            lines = conflicts(text) if "<<<<<<< " in text else []
            yield from (Problem(path.relative_to(root).as_posix(), line, MERGE) for line in lines)
