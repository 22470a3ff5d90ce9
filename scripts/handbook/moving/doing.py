"""From what a person wants to what was done: plan, trial, writing. Both commands are these steps."""

import os
from collections.abc import Callable
from pathlib import Path

from handbook.check import check
from handbook.content.files import Files
from handbook.moving.asking import all_can_be_read, on_lines
from handbook.moving.edits import Plan, RefusedError
from handbook.moving.leftovers import leftovers
from handbook.moving.trial import tried
from handbook.writing import write_all

Planned = tuple[Plan, str, str]  # with the old name, such as "stories/toy-car", and the new one


def do(root: Path, wanted: Callable[[Files], Planned]) -> int:
    """Do what `wanted` makes of the handbook, and say so; return the exit code. Whatever fails, nothing has changed."""
    try:
        files, _ = check(root)
        all_can_be_read(files)
        plan, old, new = wanted(files)
        plan = tried(root, files, plan, old, new)
        write_all({root / path: text for path, text in plan.texts.items()})
    except RefusedError as error:
        print(on_lines(f"{error}\nnothing was changed"))
    except OSError as error:
        place = os.path.relpath(error.filename or "docs")
        print(on_lines(f"nothing was changed: {place}: {error.strerror or error}"))
    except (KeyboardInterrupt, EOFError):
        print("\nnothing was changed")
    else:
        print(*map(on_lines, [*plan.told, *leftovers(root, old)]), sep="\n")
        print("Next: look at these lines, run `make check`, and commit.")
        return 0
    return 1
