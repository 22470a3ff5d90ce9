"""Start a new story: `make story` asks, `python scripts/new_story.py --title ... --principles ...` does not.

Writes docs/stories/<slug>.md with a hint wherever a text is still to be written. Never overwrites a file.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from command import run
from handbook.check import read
from handbook.content.fields import limits
from handbook.content.files import Files
from handbook.content.model import Story
from handbook.dates import today
from handbook.facets import OUTCOMES
from handbook.kinds import KINDS
from handbook.permalinks import taken_ids
from handbook.problems import allowed
from handbook.telling.draft import STARTED, draft, free_id, slug_of
from handbook.writing import create

ROOT = Path(__file__).resolve().parent.parent
STORY = KINDS["story"]
TITLE, PRINCIPLES = limits(Story, "title"), limits(Story, "principles")  # (least, most) characters, and items

NOBODY = "the handbook team"


def choices(files: Files) -> dict[str, dict[str, str]]:
    """Return what can be chosen for each question: key and name. A fault elsewhere does not stop a new story."""
    principles = {slug: str(page.values.get("title", slug)) for slug, page in files.readable(KINDS["principle"].folder)}
    return {
        "principles": principles,
        "channel": dict.fromkeys(sorted(files.keys("vocabulary.yml", "channels") or ()), ""),
        "moment": dict.fromkeys(sorted(files.keys("vocabulary.yml", "moments") or ()), ""),
        "outcome": OUTCOMES,
        "source": dict.fromkeys(sorted(files.keys("sources.yml") or ()), ""),
    }


def faults(name: str, value: str, known: Mapping[str, str]) -> list[str]:
    """Return what is wrong with an answer; several are split by commas for principles only."""
    values = split(value) if name == "principles" else [value]
    low, high = PRINCIPLES
    if name == "principles" and not low <= len(values) <= high:
        return [f"principles has {len(values)} items; allowed: {low} to {high}, split by commas"]
    return [f"{name} is {allowed(item, known)}" for item in values if item not in known]


def split(value: str) -> list[str]:
    """Return the parts of a list that was written with commas, each once."""
    return list(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))


def ask(name: str, known: Mapping[str, str]) -> str:
    """Ask until the answer is one that can be chosen, by number or by name."""
    keys = list(known)
    print(f"\n{name.capitalize()}:")
    for number, key in enumerate(keys, start=1):
        print(f"  {number:2}  {key:20} {known[key]}".rstrip())
    question = (
        "Numbers or names, the leading one first, split by commas: " if name == "principles" else "Number or name: "
    )
    while True:
        parts = split(input(question))
        answer = ",".join(
            keys[int(part) - 1] if part.isdigit() and 0 < int(part) <= len(keys) else part for part in parts
        )
        wrong = faults(name, answer, known)
        if not wrong:
            return answer
        print(*wrong, sep="\n")


def ask_title() -> str:
    """Ask for a title until it is neither too short nor too long."""
    low, high = TITLE
    while (
        not low <= len(title := input(f"What do people call the story? ({low} to {high} characters) ").strip()) <= high
    ):
        print(f"The title has {len(title)} characters; allowed: {low} to {high}")
    return title


def git_name() -> str:
    """Return the name that git knows, or a stand-in."""
    with suppress(OSError):
        found = subprocess.run(["git", "config", "user.name"], cwd=ROOT, capture_output=True, encoding="utf-8")
        return found.stdout.strip() or NOBODY
    return NOBODY


def write(text: str, slug: str) -> Path:
    """Write a draft into its place; raises FileExistsError where there is a story of that name."""
    path = ROOT / "docs" / STORY.folder / f"{slug}.md"
    create(path, text)
    return path


def complain(lines: Iterable[str]) -> int:
    """Print what is wrong, one a line, and return the exit code."""
    print(*lines, sep="\n", file=sys.stderr)
    return 1


def wrong_with(title: str, slug: str, answers: Mapping[str, str], files: Files) -> list[str]:
    """Return what is wrong with the answers, one line each."""
    low, high = TITLE
    wrong = [fault for name, options in choices(files).items() for fault in faults(name, answers[name], options)]
    if not low <= len(title) <= high:
        wrong.append(f"title has {len(title)} characters; allowed: {low} to {high}")
    if any(str(page.values.get("title")).casefold() == title.casefold() for _, page in files.readable()):
        wrong.append(f'title is "{title}", and another page has it; choose another')
    if slug in (*files.pages[STORY.folder], "index") or slug_of(slug) != slug:
        wrong.append(f'file name is "{slug}.md", which is taken or not allowed; choose another with --slug')
    return wrong


def main(arguments: list[str]) -> int:
    """Ask for what was not given, write the file, and say what to do next."""
    parser = argparse.ArgumentParser(description="Start a new story. What is not given is asked for.")
    for name in ("title", "principles", "channel", "moment", "outcome", "source", "owner", "slug"):
        parser.add_argument(f"--{name}")
    given = vars(parser.parse_args(arguments))
    files = read(ROOT)
    known = choices(files)
    missing = [f"--{name}" for name in ("title", *known) if not given[name]]
    if missing and not sys.stdin.isatty():
        return complain([f"{', '.join(missing)}: missing; give them all, or run `make story` in a terminal"])
    title = given["title"] or ask_title()
    answers = {name: given[name] or ask(name, options) for name, options in known.items()}
    slug = given["slug"] or slug_of(title)
    if wrong := wrong_with(title, slug, answers, files):
        return complain(wrong)
    start(title, slug, answers | {"owner": given["owner"] or git_name()}, files)
    return 0


def start(title: str, slug: str, answers: dict[str, str], files: Files) -> None:
    """Write the file, and say what to do next."""
    page_id = free_id(title, taken_ids(files))
    values = answers | {
        "title": title,
        "id": page_id,
        "principles": split(answers["principles"]),
        "sources": [answers["source"]],
    }
    del values["source"]
    day = today()
    path = write(draft(STORY, STARTED | values | {"added": day, "reviewed": day}), slug)
    print(f"Wrote {path.relative_to(ROOT)}. Its permanent short name is {page_id}; never change it.")
    print("Next: write each text that starts with WRITE:, and run `make check` until nothing is left.")
    print(
        "Then `make serve` shows the page, `make build` notes its address, and `git add` and a pull request share it."
    )


if __name__ == "__main__":
    run(main)
