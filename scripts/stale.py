"""List the pages that are due for a check: `python scripts/stale.py`. One line a page, the longest due first."""

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from command import run
from handbook.check import check
from handbook.content.reading import Page
from handbook.dates import review_by, today
from handbook.problems import count

ROOT = Path(__file__).resolve().parent.parent


def stale(pages: Iterable[Page], months: int, now: date) -> list[str]:
    """Return a line for each page that was last reviewed more than `months` months ago, the longest due first."""
    due = [(review_by(page.values["reviewed"], months), page) for page in pages]
    late = sorted((day, page.path, page) for day, page in due if day <= now)
    return [
        f"{path}:{page.line('reviewed')}: due for a check since {day}; owner: {page.values.get('owner', 'nobody yet')}"
        for day, path, page in late
    ]


def main(arguments: list[str]) -> int:
    """Print what is due; exit 1 only where the handbook itself is wrong."""
    now = today()
    files, book = check(ROOT, now)
    if book is None:
        print("The content has problems; run `make check` first", file=sys.stderr)
        return 1
    lines = stale((page for _, page in files.readable()), book.company.review_every_months, now)
    print(*lines, sep="\n", end="\n" if lines else "")
    print(f"{count(len(lines), 'page is|pages are')} due for a check", file=sys.stderr)
    return 0


if __name__ == "__main__":
    run(main)
