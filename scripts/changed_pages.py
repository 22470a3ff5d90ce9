"""List the pages that a branch changes, as Markdown in plain words: `python scripts/changed_pages.py [BASE]`.

Compares the last commit with the one where it left BASE, by default origin/main, in the repository that it is run in.
Needs nothing but git.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from command import run
from handbook import addresses, git

SHARED = ("docs/assets/", "overrides/", "scripts/handbook/", "mkdocs.yml")


def changes(base: str) -> Iterator[tuple[str, str]]:
    """Yield the old and the new path of each changed file; one of them is empty where there is none."""
    root = Path.cwd()
    left = git.ask(root, "merge-base", base, "HEAD").strip()
    found = git.ask(root, "diff-tree", "-r", "-z", "--name-status", "--find-renames", "-l1000", left, "HEAD")
    fields = iter(found.split("\0")[:-1])
    for status in fields:
        path = next(fields)
        if status.startswith("R"):
            yield path, next(fields)
        else:
            yield "" if status == "A" else path, "" if status == "D" else path


def address(path: str) -> str:
    """Return the address of a page from the root of the site; nothing where the file is no page."""
    return f"/{addresses.of_file(path)}" if path.startswith("docs/") and path.endswith(".md") else ""


def shown(path: str) -> str:
    """Return a path or an address as code. Its author chose it, so what Markdown or HTML could read is encoded."""
    return f"`{quote(os.fsencode(path))}`"


def summary(base: str) -> str:
    """Return the whole list."""
    pages: dict[str, list[str]] = {"New": [], "Changed": [], "Renamed": [], "Removed": []}
    shared = []
    for before, after in changes(base):
        old, new = address(before), address(after)
        if old and new and old != new:
            pages["Renamed"].append(f"{shown(old)} is now {shown(new)}")
        elif old or new:
            pages["New" if not old else "Removed" if not new else "Changed"].append(shown(new or old))
        path = after or before
        if path.startswith(SHARED) or (path.startswith("docs/") and path.endswith(".yml")):
            shared.append(shown(path))
    lines = ["## Pages that change"]
    for kind, found in pages.items():
        if found:
            lines += ["", f"**{kind}**", "", *(f"- {line}" for line in found)]
    if not any(pages.values()):
        lines += ["", "None by its own text."]
    if shared:
        lines += ["", "Other pages may look different, because these changed:", "", *(f"- {path}" for path in shared)]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the list."""
    base = arguments[0] if arguments else "origin/main"
    try:
        print(summary(base))
    except git.GitError as error:
        print(f"{base} cannot be compared with: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    run(main)
