"""Places that a command leaves alone, and that still name what has another name now, or is gone."""

import re
from collections.abc import Iterator
from pathlib import Path

from handbook.content.ledger import FILE
from handbook.content.stamps import walk
from handbook.problems import Problem

KEPT = (FILE, "docs/removed.yml")  # they hold old names on purpose
ALSO = ("README.md", "mkdocs.yml")
TEXTS = (".md", ".yml", ".html", ".js")


def leftovers(root: Path, name: str) -> Iterator[Problem]:
    """Yield each line outside of what was mended that still says a name such as "stories/toy-car"."""
    said = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    folders = [path for folder in ("docs", "overrides") if (root / folder).is_dir() for path in walk(root / folder)]
    for path in (*folders, *(root / also for also in ALSO)):
        place = path.relative_to(root).as_posix()
        if path.suffix in TEXTS and place not in KEPT and path.is_file() and not path.is_symlink():
            lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
            for number, line in enumerate(lines, start=1):
                if said.search(line):
                    yield Problem(place, number, f"this still says {name}; look whether it should")
