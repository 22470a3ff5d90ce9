"""List the pages that are due for a check: `python scripts/stale.py`. One line a page, the longest due first."""

import sys
from datetime import date
from pathlib import Path

from handbook.catalogue import Handbook, check
from handbook.dates import review_by
from handbook.problems import count

ROOT = Path(__file__).resolve().parent.parent


def stale(book: Handbook, today: date) -> list[tuple[date, str, str]]:
    """Return (due, path of the file, owner) for each story and principle that is due, the longest due first."""
    pages = [(f"docs/stories/{slug}.md", page.reviewed, page.owner) for slug, page in book.stories.items()]
    pages += [(f"docs/principles/{slug}.md", page.reviewed, page.owner) for slug, page in book.principles.items()]
    months = book.company.review_every_months
    due = [(review_by(reviewed, months), path, owner or "no owner") for path, reviewed, owner in pages]
    return sorted(page for page in due if page[0] <= today)


def main() -> int:
    """Print what is due; exit 1 only where the handbook itself is wrong."""
    files, book = check(ROOT, date.today())
    if book is None:
        print("The content has problems; run `make check` first", file=sys.stderr)
        return 1
    due = stale(book, date.today())
    for day, path, owner in due:
        page = files.stories.get(Path(path).stem) or files.principles[Path(path).stem]
        line = page.line("reviewed") if page else 1
        print(f"{path}:{line}: due for a check since {day}; owner: {owner}")
    print(f"{count(len(due), 'page is|pages are')} due for a check", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
