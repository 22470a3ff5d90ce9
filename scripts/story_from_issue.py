"""Turn a story that somebody told into a draft: `python scripts/story_from_issue.py < text-of-the-issue`.

Reads what the form "Tell us a story" makes of the answers, or the e-mail or copied text of the handbook's own page.
Writes docs/stories/<free name>.md and prints its path last. Never overwrites a file.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from handbook import addresses
from handbook.check import read as read_handbook
from handbook.content import private
from handbook.content.fields import limits
from handbook.content.files import Files
from handbook.content.model import Story
from handbook.kinds import KINDS
from handbook.permalinks import taken, taken_ids
from handbook.problems import MARK, Problem, shown
from handbook.telling.answers import Telling, TellingError, plain, questions, read
from handbook.telling.draft import STARTED, draft, free_id, slug_of

ROOT = Path(__file__).resolve().parent.parent
STORY, PRINCIPLE = KINDS["story"], KINDS["principle"]
SOURCE = "told-to-us"  # in docs/sources.yml: what staff told us themselves
NOBODY = "the handbook team"


def values_of(telling: Telling, files: Files, owner: str) -> dict[str, Any]:
    """Return the front matter of a draft, with hints where the answers do not say enough."""
    title = free_title(telling.working_title(), files)
    return STARTED | {
        "title": title,
        "id": free_id(title, taken_ids(files)),
        "principles": [named_principle(telling, files) or first_principle(files)],
        "channel": choice("where it happened", files, "channels"),
        "moment": choice("what was going on for the customer", files, "moments"),
        "outcome": "good",
        "sources": [SOURCE],
        "owner": owner,
        "added": files.today,
        "reviewed": files.today,
    }


def named_principle(telling: Telling, files: Files) -> str | None:
    """Return the principle that the answer names by its title."""
    pages = files.readable(PRINCIPLE.folder)
    titles = {folded(plain(str(page.values.get("title")))): slug for slug, page in pages}
    return titles.get(folded(telling.principle))


def first_principle(files: Files) -> str:
    """Return the first of the core principles."""
    pages = files.readable(PRINCIPLE.folder)
    core = {slug: page.values.get("order") for slug, page in pages if page.values.get("core")}
    found = [(order, slug) for slug, order in core.items() if isinstance(order, int)]
    if not found:
        raise TellingError("no page in docs/principles/ is a core principle; run `make check` and mend what it says")
    return min(found)[1]


def choice(what: str, files: Files, key: str) -> str:
    """Return a hint that names what can be chosen."""
    return f"{MARK} {what}: {', '.join(sorted(files.keys('vocabulary.yml', key) or ()))}"


def free_title(title: str, files: Files) -> str:
    """Return a title that no other page has."""
    used = {folded(str(page.values.get("title"))) for _, page in files.readable()}
    start = title[: limits(Story, "title")[1] - len(" 999")]
    others = (f"{start} {number}" for number in range(2, 1000))
    return next(free for free in (title, *others) if folded(free) not in used)


def folded(title: str) -> str:
    """Return a title without the differences that do not count."""
    return " ".join(title.casefold().split())


def write(text: str, slug: str, files: Files) -> str:
    """Write a draft below a name that no story has or had; return its path in the repository."""
    used = taken(files)
    for name in (slug, *(f"{slug}-{number}" for number in range(2, 1000))):
        path = f"docs/{STORY.folder}/{name}.md"
        if f"/{addresses.of_page(STORY.folder, name)}" in used or (files.root / path).exists():
            continue
        with (files.root / path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        return path
    raise TellingError(f'"{slug}" and all names like it are taken; give another title with --title')


def remarks(text: str, path: str, named: bool) -> Iterator[Problem]:
    """Yield what a person should look at: a principle that is a guess, and each place that looks private."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("principles:") and not named:
            yield Problem(
                path, number, "the principle is a guess, since the story came without one; look whether it fits"
            )
        for _, words, kind in private.find(line):
            yield Problem(path, number, f"{shown(words)} looks like {kind.name}; {kind.advice}")


def main(arguments: list[str]) -> int:
    """Read the text, write the file, and say what a person should look at."""
    parser = argparse.ArgumentParser(description="Turn a story that somebody told into a draft. Reads standard input.")
    parser.add_argument("--owner", default="", help="who looks after the story")
    parser.add_argument("--title", default="", help="what to call it, in place of what the text says")
    given = parser.parse_args(arguments)
    try:
        telling = read(sys.stdin.buffer.read().decode("utf-8", errors="replace"), questions(ROOT))
        if given.title:
            telling = replace(telling, title=plain(given.title))
        files = read_handbook(ROOT)
        values = values_of(telling, files, owner=plain(given.owner) or NOBODY)
        text = draft(STORY, values, telling.sections())
        path = write(text, slug_of(values["title"]), files)
    except (TellingError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    for remark in remarks(text, path, named=named_principle(telling, files) is not None):
        print(remark, file=sys.stderr)
    print(f"Next: write each text that starts with {MARK}, and run `make check` until nothing is left.")
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
