"""Rules on twins: two stories of the same moment that tell the same steps."""

from collections.abc import Iterator

from handbook.content.files import Files
from handbook.content.reading import Page
from handbook.kinds import kinds_with
from handbook.problems import Problem, shown


def twins_have_steps(files: Files) -> Iterator[Problem]:
    """A twin tells its steps."""
    for _, page, _ in _pages(files):
        if page.values.get("twin") and "turns" not in page.values:
            text = 'key "turns" is missing; a twin tells its steps there, each with when and what'
            yield page.problem(("twin",), text)


def no_steps_alone(files: Files) -> Iterator[Problem]:
    """Nobody but a twin tells steps."""
    for _, page, _ in _pages(files):
        if not page.values.get("twin") and "turns" in page.values:
            yield page.problem(("turns",), "turns stand here without a twin; name the twin, or take them out")


def twins_name_each_other(files: Files) -> Iterator[Problem]:
    """A twin is another story, which names this one back."""
    for slug, page, other in _pages(files):
        if page.values.get("twin") == slug:
            yield page.problem(("twin",), "twin is the story itself; name the other story, or take the line out")
        elif other and (theirs := other.values.get("twin")) != slug:
            yield page.problem(("twin",), _not_mutual(slug, page.values["twin"], theirs, other.path))


def twins_tell_the_same_steps(files: Files) -> Iterator[Problem]:
    """Two twins have the same labels, and part at the same step."""
    for slug, page, other in _pages(files):
        if other and other is not page and other.values.get("twin") == slug and _steps(page) != _steps(other):
            text = f'turns must have the same "when" labels and the same "turn: true" as in {other.path}'
            yield page.problem(("turns",), text)


def _not_mutual(slug: str, twin: str, theirs: object, path: str) -> str:
    """Say what to do where a twin does not name a story back: it forgot to, or it is the twin of another one."""
    if theirs:
        pair = f'twin is "{twin}", and that story has {shown(theirs)} for its twin; a twin is a pair'
        return f"{pair}: take twin and turns out here, since the same moment relates all three"
    return f'twin is "{twin}", but {path} does not name it back; add "twin: {slug}"'


def _pages(files: Files) -> Iterator[tuple[str, Page, Page | None]]:
    """Yield slug, page and the twin that can be read for each page that may be one, of the kinds that have twins."""
    for kind in kinds_with("twin"):
        for slug, page in files.readable(kind.folder):
            if "twin" not in page.values and "turns" not in page.values:
                continue
            twin = page.values.get("twin")
            yield slug, page, files.pages[kind.folder].get(twin) if isinstance(twin, str) else None


def _steps(page: Page) -> list[tuple[object, object]]:
    """Return (when, turn) of each step of a twin."""
    turns = page.values.get("turns")
    steps = turns if isinstance(turns, list) else []
    return [(step.get("when"), step.get("turn", False)) for step in steps if isinstance(step, dict)]
