"""No stall and no flood: whatever a file repeats, it is judged at once, in few lines of bounded length.

The seconds are those of the processor, so that other work on the machine does not count. What is asked for is one
second; the tests allow several for all files together, which a pattern that goes back over its text takes by far.
"""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from check import annotation
from handbook.advice.hints import hints
from handbook.check import check, read
from handbook.content.reading import MAX_BYTES
from handbook.kinds import KINDS
from handbook.problems import MAX_OF_A_FILE, MAX_TEXT, Problem, first_of_each_file
from handbook.telling.answers import TellingError, questions
from handbook.telling.answers import read as read_telling
from handbook.telling.beginning import values_for
from handbook.telling.draft import draft
from handbook.telling.form import Form
from story_from_issue import ROOT, answers_of, remarks

SIZE = 64 * 1024
SECONDS = 5.0

REPEATED = [
    *(
        "[",
        "![",
        "[a](b)",
        "[a]: b\n",
        "*",
        "a_",
        "_ ",
        "`",
        "a`",
        '"',
        "'",
        "---\n",
        "- ",
        "  - a\n",
        ":",
        "a: ",
        "\t",
    ),
    *("<", "<a ", "<!--", "&", "&a ", "*a ", "7", "123-", "+49 ", "a@a.", "|a|\n", "{a: ", "[a, ", "{{ ", "{% ", "!!"),
    *(
        "a: b\n",
        "a:\n ",
        "<<: ",
        "a",
        "word ",
        "Mr ",
        "1 Main St ",
        "# a\n",
        "> ",
        "\\",
        "e\u0301",
        "\u202e",
        "\0",
        "\r",
    ),
    *("\n", " \n", "https://a.", "? ", "<<<<<<< ", "DE89 3704 "),
]


def filled(pattern: str, size: int = SIZE) -> str:
    """A pattern, again and again, up to so many bytes."""
    return pattern * (size // len(pattern.encode()))


def put(root: Path, file: str, text: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def in_pages(root: Path, pattern: str) -> None:
    """Fill a body, a title, a page of the handbook's own and an evidence with it, each as large as a page may be."""
    for file in ("docs/stories/cold-soup.md", "docs/principles/look-first.md", "docs/index.md"):
        text = (root / file).read_text(encoding="utf-8")
        put(root, file, f"{text}\n{filled(pattern, MAX_BYTES - len(text.encode()) - 1)}")
    tea = (root / "docs/stories/cold-tea.md").read_text(encoding="utf-8")
    put(
        root,
        "docs/stories/cold-tea.md",
        tea.replace("title: ", f"title: {filled(pattern, MAX_BYTES - len(tea) - 99)}", 1),
    )


def in_values(root: Path, pattern: str) -> None:
    """Put it behind what stands in each data file, and in the texts of one."""
    for name in ("company", "sources"):
        text = (root / f"docs/{name}.yml").read_text(encoding="utf-8")
        put(root, f"docs/{name}.yml", text + filled(pattern))
    quoted = filled(pattern).translate({ord(sign): None for sign in '"\\\0\r\n'})
    put(
        root,
        "docs/removed.yml",
        f'stories/old:\n  title: "{quoted}"\n  id: "{quoted}"\n  why: "{quoted}"\n"{quoted}": 1\n',
    )
    put(root, "docs/vocabulary.yml", (root / "docs/vocabulary.yml").read_text(encoding="utf-8") + f'\n"{quoted}": 1\n')


def in_other_files(root: Path, pattern: str) -> None:
    """Make whole files of it: data, permanent addresses, pictures, settings."""
    for file in ("docs/vocabulary.yml", "docs/removed.yml", "docs/permalinks.txt", "mkdocs.yml"):
        put(root, file, filled(pattern))
    put(root, "docs/pictures/photo.png", f"\x89PNG\r\n\x1a\n{filled(pattern)}")
    inside = filled(pattern, 15_000)
    put(root, "overrides/pictures/soup.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><path d="{inside}"/></svg>')
    put(root, "overrides/pictures/tea.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>')


def floods(problems: list[Problem]) -> list[Problem]:
    """The problems whose line, or whose annotation, is none or too long."""
    said = ((problem, str(problem), annotation(problem)) for problem in problems)
    return [one for one, *lines in said if any(not line.isprintable() or len(line) > 3 * MAX_TEXT for line in lines)]


@pytest.mark.parametrize("put_into", [in_pages, in_values, in_other_files])
@pytest.mark.few(14)
@pytest.mark.parametrize("pattern", REPEATED, ids=ascii)
def test_whatever_a_file_repeats_is_judged_at_once_in_few_lines(
    small: Path, pattern: str, put_into: Callable[[Path, str], None]
) -> None:
    put_into(small, pattern)
    start = time.process_time()
    files, _ = check(small, date(2026, 11, 22), hints)
    assert time.process_time() - start < SECONDS
    found = [*files.problems, *files.advice]
    assert floods(found) == []
    assert (
        max(sum(one.path == path for one in found) for path in {one.path for one in found} or {""})
        <= 2 * MAX_OF_A_FILE + 2
    )


@pytest.fixture(scope="module")
def form() -> Form:
    """What a new story is asked."""
    return Form(KINDS["story"], read(ROOT))


@pytest.mark.few(14)
@pytest.mark.parametrize("pattern", REPEATED, ids=ascii)
def test_whatever_a_letter_repeats_is_read_at_once_and_said_in_few_lines(form: Form, pattern: str) -> None:
    asked = questions(ROOT)
    letter = "\n\n".join(f"### {label}\n\nA cup fell. {filled(pattern, SIZE // len(asked))}" for label in asked)
    start = time.process_time()
    try:
        telling = read_telling(letter, asked)
        answers = answers_of(telling, form)
        draft(KINDS["story"], values_for(form, answers), telling.sections())
        found = first_of_each_file(remarks(letter, "docs/stories/new.md", telling, answers))
    except TellingError as error:
        found = [Problem("letter", 1, str(error))]
    assert time.process_time() - start < SECONDS
    assert floods(found) == []
    assert len(found) <= MAX_OF_A_FILE + 1
