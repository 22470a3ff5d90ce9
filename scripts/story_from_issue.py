"""Turn a story that somebody told into a draft: `make told FILE=letter.txt`, or the text on standard input.

Reads what the form "Tell us a story" makes of the answers, or an e-mail that answers its questions. Writes
docs/stories/<free name>.md and prints its path last. Never overwrites a file.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from command import run
from handbook import writing
from handbook.check import read as read_handbook
from handbook.content import private
from handbook.content.fields import folded, limits
from handbook.content.invisible import shows_something
from handbook.content.model import Story
from handbook.kinds import KINDS
from handbook.problems import MARK, Problem, first_of_each_file, shown
from handbook.telling.answers import NOT_SURE, Telling, TellingError, questions, read
from handbook.telling.beginning import values_for
from handbook.telling.choosing import exact
from handbook.telling.draft import draft
from handbook.telling.form import Form
from handbook.telling.names import LONGEST_ID, LONGEST_NAME, id_of, numbered, slug_of
from handbook.telling.plain import bare, plain
from handbook.telling.questions import Answers

ROOT = Path(__file__).resolve().parent.parent
STORY = KINDS["story"]
SOURCE = "told-to-us"  # in docs/sources.yml: what staff told us themselves
ASKED_OF_TELLERS = {"principles": "which principle it shows", "outcome": "how it ended"}


def answers_of(telling: Telling, form: Form, owner: str = "") -> Answers:
    """Return what a telling says of the questions for a new story. What it does not say is left out, never guessed."""
    title = free_title(telling.working_title(), form)
    principle = exact(bare(telling.principle), form.options["principles"] or ())
    outcome = exact(bare(telling.ended), form.options["outcome"] or ())
    names = form.names
    found: Answers = {
        "title": title,
        "id": id_of(title, names.ids, names.rarity) or numbered(STORY.name, names.ids, LONGEST_ID),
        "slug": numbered(slug_of(title) or STORY.name, names.slugs, LONGEST_NAME, "-"),
        "principles": [principle.key] if principle else "",
        "outcome": outcome.key if outcome else "",
        "sources": [SOURCE],
        "owner": owner if shows_something(owner) else "",
    }
    return {name: answer for name, answer in found.items() if answer}


def free_title(title: str, form: Form) -> str:
    """Return a title that no other page has."""
    start = title[: limits(Story, "title")[1] - len(" 999")]
    others = (f"{start} {number}" for number in range(2, len(form.names.titles) + 3))
    return next(free for free in (title, *others) if folded(free) not in form.names.titles)


def remarks(text: str, path: str, telling: Telling, answers: Answers) -> Iterator[Problem]:
    """Yield what a person should look at: what the story did not say, and each place that looks private."""
    written = {"principles": telling.principle, "outcome": telling.ended}
    for number, line in enumerate(text.split("\n"), start=1):
        key = line.partition(":")[0]
        if key in ASKED_OF_TELLERS and key not in answers:
            yield Problem(path, number, _not_said(ASKED_OF_TELLERS[key], bare(written[key])))
        for _, words, kind in private.find(line):
            yield Problem(path, number, f"{shown(words)} looks like {kind.name}; {kind.advice}")


def _not_said(what: str, written: str) -> str:
    """Say that somebody has to choose, since the story does not."""
    if not written or folded(written) == folded(NOT_SURE):
        return f"the story does not say {what}; choose what fits"
    return f"the story says {shown(written)} of {what}, and that is none of ours; choose what fits"


def main(arguments: list[str]) -> int:
    """Read the text, write the file, and say what a person should look at."""
    parser = argparse.ArgumentParser(description="Turn a story that somebody told into a draft.")
    parser.add_argument("file", nargs="?", help="the text of the letter; standard input without it")
    parser.add_argument("--owner", default="", help="who looks after the story, if they chose to be named")
    parser.add_argument("--title", default="", help="what to call it, in place of what the text says")
    given = parser.parse_args(arguments)
    try:
        telling = read(_text(given.file), questions(ROOT))
        if given.title:
            telling = replace(telling, title=plain(given.title))
        form = Form(STORY, read_handbook(ROOT))
        answers = answers_of(telling, form, owner=bare(plain(given.owner)))
        path = f"docs/{STORY.folder}/{answers['slug']}.md"
        text = draft(STORY, values_for(form, answers), telling.sections())
        writing.create(ROOT / path, text)
    except TellingError as error:
        print(error, file=sys.stderr)
        return 1
    for remark in first_of_each_file(remarks(text, path, telling, answers)):
        print(remark, file=sys.stderr)
    print(f"Next: write each text that starts with {MARK}, and run `make check` until nothing is left.")
    print(path)
    return 0


def _text(file: str | None) -> str:
    """Return the text of a letter, or of standard input; what is no text in it is marked."""
    if file is None and sys.stdin.isatty():
        print("Paste the story here, then press Ctrl-D on a line of its own.", file=sys.stderr)
    raw = sys.stdin.buffer.read() if file is None else Path(file).read_bytes()
    return raw.decode("utf-8-sig", errors="replace")


if __name__ == "__main__":
    run(main)
