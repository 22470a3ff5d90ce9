"""Check the content of the handbook: `python scripts/check.py`. Prints every problem; exits 1 where there is any."""

import sys
from pathlib import Path

from handbook.catalogue import load
from handbook.problems import HandbookError, count

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Check docs/ and say what was found."""
    try:
        book = load(ROOT)
    except HandbookError as error:
        print(error)
        return 1
    stories, principles = len(book.stories), len(book.principles)
    print(f"{count(stories, 'story|stories')}, {count(principles, 'principle|principles')}: no problems")
    return 0


if __name__ == "__main__":
    sys.exit(main())
