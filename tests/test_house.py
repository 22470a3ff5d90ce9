"""The house that the code lives in: what is said once, and how large a room may grow."""

import re
from collections.abc import Iterable
from pathlib import Path

from conftest import ROOT

CODE = [  # Python, templates, scripts of the browser and of workflows, tests
    path
    for folder in ("scripts", "overrides", "docs/assets", "tests", ".github/scripts", ".ci", "deploy")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".html", ".js", ".sh")
]

# --- No six lines stand in two places

TOGETHER = 6  # lines that may not stand in two places
IMPORTED = re.compile(r"^(?:from \S+ )?import \([^)]*\)|^(?:import|export) \{[^}]*\} from", re.MULTILINE)
SAYS_NOTHING = re.compile(r"\W*$|#|//|/?\*(?: |$)|<!--|\{#|from \S+ import |import ")  # signs, comments, imports


def spoken(path: Path) -> list[tuple[str, int]]:
    """Return each line of a file that says something, its spaces folded, and its number."""
    text = IMPORTED.sub(lambda found: "\n" * found[0].count("\n"), path.read_text(encoding="utf-8"))
    lines = [(" ".join(line.split()), number) for number, line in enumerate(text.split("\n"), start=1)]
    return [(line, number) for line, number in lines if not SAYS_NOTHING.match(line)]


def said_twice(paths: Iterable[Path]) -> list[str]:
    """Return the places whose lines stand in an earlier place as well: of each pair of files the first."""
    first: dict[tuple[str, ...], tuple[Path, int]] = {}
    found: dict[tuple[Path, Path], str] = {}
    for path in paths:
        lines = spoken(path)
        for start in range(len(lines) - TOGETHER + 1):
            texts, numbers = zip(*lines[start : start + TOGETHER], strict=True)
            earlier, number = first.setdefault(texts, (path, numbers[0]))
            if (earlier, number) != (path, numbers[0]):
                found.setdefault((path, earlier), f"{path}:{numbers[0]}: the same lines as in {earlier}:{number}")
    return list(found.values())


def test_no_six_lines_stand_in_two_places() -> None:
    assert len(CODE) > 100
    assert said_twice(CODE) == []


def test_six_lines_that_somebody_pastes_are_found_but_for_spaces_comments_and_imports(tmp_path: Path) -> None:
    told = [f"say('{word}')" for word in ("one", "two", "three", "four", "five", "six")]
    one, two = tmp_path / "one.py", tmp_path / "two.py"
    one.write_text("import re\n\n" + "\n".join(told))
    two.write_text("from a import (\n    b,\n)\n\nif b:\n" + "\n\n    # Well.\n".join(f"    {line}" for line in told))

    assert said_twice([one, two]) == [f"{two}:6: the same lines as in {one}:3"]
    one.write_text("\n".join(told[1:]))
    assert said_twice([one, two]) == []
