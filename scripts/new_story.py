"""Start a new story: `make story` asks, `python scripts/new_story.py --title ... --principles ...` does not.

Writes docs/stories/<slug>.md with a hint wherever a text is still to be written. Never overwrites a file.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from handbook.catalogue import Files, read_files
from handbook.draft import Draft, free_id, slug_of
from handbook.permalinks import taken_ids
from handbook.problems import allowed
from handbook.view import OUTCOMES

ROOT = Path(__file__).resolve().parent.parent


def choices(files: Files) -> dict[str, dict[str, str]]:
    """Return what can be chosen for each question: key and name. A fault elsewhere does not stop a new story."""
    principles = {slug: str(page.values.get("title", slug)) for slug, page in files.principles.items() if page}
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
    if name == "principles" and not 1 <= len(values) <= 4:
        return [f"principles has {len(values)} items; allowed: 1 to 4, split by commas"]
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
    """Ask for a title until it has 3 to 60 characters."""
    while not 3 <= len(title := input("What do people call the story? (3 to 60 characters) ").strip()) <= 60:
        print(f"The title has {len(title)} characters; allowed: 3 to 60")
    return title


def git_name() -> str:
    """Return the name that git knows, or a stand-in."""
    found = subprocess.run(["git", "config", "user.name"], cwd=ROOT, capture_output=True, text=True)
    return found.stdout.strip() or "the handbook team"


def write(draft: Draft, slug: str) -> Path:
    """Write a draft into its place; raises FileExistsError where there is a story of that name."""
    path = ROOT / "docs/stories" / f"{slug}.md"
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(draft.text())
    return path


def complain(lines: Iterable[str]) -> int:
    """Print what is wrong, one a line, and return the exit code."""
    print(*lines, sep="\n", file=sys.stderr)
    return 1


def main(arguments: list[str]) -> int:
    """Ask for what was not given, write the file, and say what to do next."""
    parser = argparse.ArgumentParser(description="Start a new story. What is not given is asked for.")
    for name in ("title", "principles", "channel", "moment", "outcome", "source", "owner", "slug"):
        parser.add_argument(f"--{name}")
    given = vars(parser.parse_args(arguments))
    files = read_files(ROOT, date.today())
    known = choices(files)
    missing = [f"--{name}" for name in ("title", *known) if not given[name]]
    if missing and not sys.stdin.isatty():
        return complain([f"{', '.join(missing)}: missing; give them all, or run `make story` in a terminal"])
    title = given["title"] or ask_title()
    answers = {name: given[name] or ask(name, options) for name, options in known.items()}
    wrong = [fault for name, options in known.items() for fault in faults(name, answers[name], options)]
    if not 3 <= len(title) <= 60:
        wrong.append(f"title has {len(title)} characters; allowed: 3 to 60")
    if any(str(page.values.get("title")).casefold() == title.casefold() for page in files.pages()):
        wrong.append(f'title is "{title}", and another page has it; choose another')
    slug = given["slug"] or slug_of(title)
    if slug in files.stories or slug_of(slug) != slug:
        wrong.append(f'file name is "{slug}.md", which is taken or not allowed; choose another with --slug')
    if wrong:
        return complain(wrong)
    draft = Draft(
        title=title,
        id=free_id(title, taken_ids(ROOT, files)),
        principles=tuple(split(answers["principles"])),
        channel=answers["channel"],
        moment=answers["moment"],
        outcome=answers["outcome"],
        source=answers["source"],
        owner=given["owner"] or git_name(),
        day=date.today(),
    )
    path = write(draft, slug)
    print(f"Wrote {path.relative_to(ROOT)}. Its permanent short name is {draft.id}; never change it.")
    print("Next: write each text that starts with WRITE:, and run `make check` until nothing is left.")
    print(
        "Then `make serve` shows the page, `make build` notes its address, and `git add` and a pull request share it."
    )
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (KeyboardInterrupt, EOFError):
        print("\nNothing was written.", file=sys.stderr)
        sys.exit(1)
