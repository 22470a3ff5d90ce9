"""Rules on sessions: the steps add up, and each shows the room something that is there."""

from collections.abc import Iterator
from typing import Any

from handbook.content.files import Files
from handbook.content.reading import Page
from handbook.kinds import KINDS, Kind, kinds_with
from handbook.problems import Names, Problem, allowed

SHOWN = (KINDS["story"], KINDS["principle"])  # what a step can show a part of
NOT_FOR_THE_ROOM = ("for-trainers", "source", "stories", "evidence")

Step = dict[str, Any]


def steps_fill_the_minutes(files: Files) -> Iterator[Problem]:
    """The minutes of the steps add up to those of the session."""
    for kind in kinds_with("steps"):
        for _, page in files.readable(kind.folder):
            wanted, found = page.values.get("minutes"), [step.get("minutes") for _, step in _steps(page)]
            minutes = [number for number in found if type(number) is int]
            if type(wanted) is int and minutes == found and (missing := wanted - sum(minutes)) and minutes:
                much = f"{missing} too few" if missing > 0 else f"{-missing} too many"
                text = f"minutes is {wanted}, and the steps take {sum(minutes)}, {much}; change one of them"
                yield page.problem(("minutes",), text)


def steps_show_what_is_there(files: Files) -> Iterator[Problem]:
    """A step that names a page names one, and a part of it that the room may see; a part alone is one of any story."""
    for kind in kinds_with("steps"):
        for _, page in files.readable(kind.folder):
            for i, step in _steps(page):
                for key, fault in _faults(files, step):
                    yield page.problem(("steps", i, key), f"steps, number {i + 1}, {fault}")


def parts_for_the_room(kind: Kind) -> dict[str, str]:
    """Return the parts of a kind of page that a room may see: anchor and name."""
    return {part: name for part, name in kind.parts.items() if part not in NOT_FOR_THE_ROOM}


def _faults(files: Files, step: Step) -> Iterator[tuple[str, str]]:
    """Yield (key, fault) for what a step shows."""
    named = [kind for kind in SHOWN if isinstance(step.get(kind.name), str)]
    if len(named) > 1:
        yield (
            named[1].name,
            "a story is named there as well; keep one of the two, since the room sees one page",
        )
        return
    for kind in named:
        if step[kind.name] not in files.pages[kind.folder]:
            yield kind.name, f"{kind.name} is {Names(files.pages[kind.folder]).allowed(step[kind.name])}"
        if "part" not in step:
            parts = ", ".join(parts_for_the_room(kind))
            yield kind.name, f"{kind.name} stands there without a part; say which one the room sees: {parts}"
    shown, part = named[0] if named else SHOWN[0], step.get("part")
    if isinstance(part, str) and part not in parts_for_the_room(shown):
        yield "part", f"part is {allowed(part, parts_for_the_room(shown))}"


def _steps(page: Page) -> Iterator[tuple[int, Step]]:
    steps = page.values.get("steps")
    yield from ((i, step) for i, step in enumerate(steps if isinstance(steps, list) else []) if isinstance(step, dict))
