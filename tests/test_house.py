"""The house that the code lives in: what is said once, and how large a room may grow."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from conftest import ROOT
from handbook.content.macros import MACROS
from macros import LISTS, VALUES

CODE = [  # Python, templates, scripts of the browser and of workflows, tests
    path
    for folder in ("scripts", "overrides", "docs/assets", "tests", ".github/scripts", ".ci", "deploy")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".html", ".js", ".sh")
]

# --- No two files whose names differ by an ending

ENDINGS = ("", "s", "es", "ies", "y", "e", "ed", "d", "er", "ers", "r", "ing", "ings", "t", "n", "en")


def stems(name: str) -> set[str]:
    """Return what is left of a name without an ending, three letters at least."""
    found = {name.removesuffix(ending) for ending in ENDINGS}
    return {stem for stem in found if len(stem) >= 3}


def test_no_two_files_of_one_language_have_names_that_differ_by_an_ending() -> None:
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in CODE:
        for stem in stems(path.stem):
            names[path.suffix, stem].add(path.stem)
    assert {tuple(sorted(found)) for found in names.values() if len(found) > 1} == set()


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


# --- How large a room may be, and which way imports go

LIBRARY = ROOT / "scripts/handbook"
# Each may import what stands before it, and nothing that stands behind it: data goes one way.
ROOMS = (
    *("problems", "parallel", "addresses", "dates", "git", "edition", "writing", "templates"),
    *("content", "kinds", "permalinks", "said", "rules", "alone", "relating", "book", "facets", "check"),
    *("advice", "telling", "moving", "pages", "site"),
)
# What one reads to follow a story from its file to its page.
WAY = (
    *("kinds", "content/reading", "content/model", "rules/every", "check", "book"),
    *("pages/show", "pages/story", "site/finish"),
)
MODULE, FUNCTION, MEDIAN, WALK = 200, 25, 10, 900  # lines


def imports(path: Path) -> set[str]:
    """Return the modules that a Python file imports: "handbook.book", "re"."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{name.name}" for name in node.names}
            found |= {name for name in inside if is_module(name)} or {node.module}
    return found


def is_module(name: str) -> bool:
    path = ROOT / "scripts" / name.replace(".", "/")
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def library() -> dict[str, set[str]]:
    """Return each module of the library with what it imports."""
    return {
        ".".join(path.relative_to(ROOT / "scripts").with_suffix("").parts).removesuffix(".__init__"): imports(path)
        for path in sorted(LIBRARY.rglob("*.py"))
    }


def functions() -> dict[str, int]:
    """Return each function in scripts/ with its number of lines, of which decorators are none."""
    found = {}
    for path in sorted((ROOT / "scripts").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                place = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
                found[place] = (node.end_lineno or node.lineno) - node.lineno + 1
    return found


def test_no_module_is_longer_than_one_can_keep_in_mind() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / "scripts").rglob("*.py")}
    assert {str(path): number for path, number in lines.items() if number > MODULE} == {}


def test_no_function_is_longer_than_a_screen_and_most_are_short() -> None:
    found = functions()
    assert {place: number for place, number in found.items() if number > FUNCTION} == {}
    assert median(found.values()) < MEDIAN


def test_the_library_imports_no_engine_and_nothing_that_measures_it() -> None:
    foreign = ("mkdocs", "material", "mkdocs_macros", "zensical", "tools", "macros", "engines")
    assert {module: found for module, names in library().items() if (found := names & set(foreign))} == {}


def test_imports_go_one_way_from_room_to_room() -> None:
    places = {f"handbook.{room}": number for number, room in enumerate(ROOMS)}
    wrong = [
        f"{module} imports {other}"
        for module, names in library().items()
        for other in names
        if module != "handbook" and other.startswith("handbook.")
        if places[".".join(other.split(".")[:2])] > places[".".join(module.split(".")[:2])]
    ]
    assert wrong == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = library()

    def reached(start: str) -> set[str]:
        found: set[str] = set()
        ahead = [start]
        while ahead:
            new = {name for name in graph.get(ahead.pop(), set()) if name in graph} - found
            found |= new
            ahead += new
        return found

    assert [module for module in graph if module in reached(module)] == []


def test_every_macro_that_pages_may_call_is_there_and_the_check_knows_each() -> None:
    assert {*LISTS, *VALUES} == MACROS.keys()


def test_the_way_of_one_story_is_read_in_one_sitting() -> None:
    lines = {name: len((LIBRARY / f"{name}.py").read_text(encoding="utf-8").splitlines()) for name in WAY}
    assert sum(lines.values()) < WALK, lines


# --- What Python's own types say


def test_each_value_has_the_type_that_it_is_said_to_have() -> None:
    done = subprocess.run([sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
