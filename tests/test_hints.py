"""Advice on the prose, what a terminal and GitHub see of it, and what is due for a check."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from check import annotation, coloured
from conftest import change
from handbook.advice.hints import grade_of, hints
from handbook.advice.originality import fingerprints, shared_runs
from handbook.check import load, read
from handbook.content.reading import Page
from handbook.content.schema import schemas
from handbook.dates import review_by
from handbook.kinds import models
from handbook.pages.coverage import coverage
from handbook.problems import Problem
from stale import stale

ROOT = Path(__file__).resolve().parent.parent
SOUP = "docs/stories/cold-soup.md"
HARD = "\n\n".join(["Organisational accountability necessitates comprehensive institutional documentation."] * 20)
COPIED = "He did what no other store manager would do; he over-delivered."


@pytest.fixture
def soup(small: Path) -> Page:
    page = read(small, date(2026, 11, 22)).pages["stories"]["cold-soup"]
    assert page
    return page


def test_a_paragraph_may_have_80_words(soup: Page) -> None:
    text = "It rained and so we all stayed in the bus. " * 8
    found = hints(replace(soup, body=soup.body.replace("## For trainers\n", f"## For trainers\n\n{text}\n")))
    assert list(found) == []


def test_the_small_handbook_needs_no_advice(soup: Page) -> None:
    assert list(hints(soup)) == []


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Word " * 25 + "end.", "a sentence of 26 words; make two of it: Word Word Word Word Word Word Word Word ..."),
        ("It was amazing.", '"amazing" promises too much; say what happened instead'),
        ("She is @sam_smith there.", '"@sam_smith" looks like an account name; take it out'),
        ("It was Mrs Smith.", '"Mrs Smith" looks like a name; write "a customer" or "a colleague" instead'),
    ],
)
def test_prose_that_is_hard_or_private_gets_a_hint_with_its_line(soup: Page, text: str, advice: str) -> None:
    heading = soup.body.split("\n").index("## Where it stops")
    lines = [*soup.body.split("\n")[: heading + 1], "", text, "", *soup.body.split("\n")[heading + 1 :]]
    found = list(hints(replace(soup, body="\n".join(lines))))

    assert found == [Problem(SOUP, soup.body_line + heading + 2, advice, hint=True)]


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (HARD, "reads like school grade 32; aim for 6, with shorter sentences and plainer words"),
        (
            COPIED,
            '"he did what no other store manager would" stands word for word in the source a-la-mode; '
            "write it anew in our own words",
        ),
        (
            "Word word word word word word word word end. " * 9,
            "a paragraph of 81 words; make two of it: Word word word word word word word word ...",
        ),
    ],
)
def test_a_text_that_is_hard_or_copied_gets_a_hint(soup: Page, text: str, advice: str) -> None:
    body = soup.body.replace("## For trainers\n", f"## For trainers\n\n{text}\n")

    assert [hint.text for hint in hints(replace(soup, body=body))] == [advice]


def test_text_of_a_source_is_found_without_the_source() -> None:
    """The words are the originality tool's own example of a run; a short quotation of them is none."""
    copied = "He did what no other store manager would do; he over-delivered."

    assert [(line, source) for line, _, source in shared_runs(f"One.\n\n{copied}")] == [(2, "a-la-mode")]
    assert list(shared_runs('He "did what no other store manager would do" that day.')) == []
    assert len(fingerprints()) > 4000


def test_hard_words_in_long_sentences_ask_for_a_high_grade() -> None:
    plain = "The man came in and asked for a cup. We had one left, so we gave it to him. " * 10
    hard = "Organisational accountability necessitates comprehensive documentation of institutional procedures. " * 15

    assert grade_of("Too short to tell.") == 0
    assert grade_of(plain) < 3
    assert grade_of(hard) > 16


def test_a_terminal_sees_colours_grouped_by_file() -> None:
    found = [Problem("docs/b.md", 2, "two"), Problem("docs/a.md", 9, "soft", hint=True), Problem("docs/a.md", 1, "one")]

    assert coloured(found) == (
        "\033[1mdocs/a.md\033[0m\n  \033[31mdocs/a.md:1:\033[0m one\n  \033[33mdocs/a.md:9:\033[0m soft\n\n"
        "\033[1mdocs/b.md\033[0m\n  \033[31mdocs/b.md:2:\033[0m two"
    )


def test_github_sees_annotations_that_nothing_can_break_out_of() -> None:
    assert annotation(Problem("docs/a,b:c.md", 3, "100%\n::error::x\x1b[31m")) == (
        "::error file=docs/a%2Cb%3Ac.md,line=3::100%25\\n::error::x\\x1b[31m"
    )
    assert annotation(Problem("docs/a.md", 3, "soft", hint=True)) == "::warning file=docs/a.md,line=3::soft"


def printed_by(script: str, repository: Path, **environment: str) -> tuple[int, str]:
    """What a command prints to a pipe, and its exit code."""
    without = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    command = [sys.executable, f"scripts/{script}.py"]
    done = subprocess.run(command, cwd=repository, env=without | environment, capture_output=True, text=True)
    return done.returncode, done.stdout


@pytest.fixture
def with_a_hint(tiny: Path) -> tuple[Path, str]:
    """A repository whose story promises too much, and the hint on that."""
    story = tiny / SOUP
    story.write_text(story.read_text("utf-8").rstrip() + "\n\nIt was amazing.\n", "utf-8")
    line = len(story.read_text("utf-8").split("\n")) - 1
    return tiny, f'{SOUP}:{line}: "amazing" promises too much; say what happened instead'


def test_hints_stop_nothing_and_are_plain_when_piped(with_a_hint: tuple[Path, str]) -> None:
    repository, hint = with_a_hint

    assert printed_by("check", repository) == (
        0,
        f"Hints, which stop nothing:\n{hint}\n2 stories, 2 principles: no problems; 1 hint on the prose\n",
    )


def test_problems_come_first_and_hints_apart_for_people_and_for_github(with_a_hint: tuple[Path, str]) -> None:
    repository, hint = with_a_hint
    tea = repository / "docs/stories/cold-tea.md"
    tea.write_text(tea.read_text("utf-8").replace("\nminutes: ", "\nminutes: 0"), "utf-8")
    code, printed = printed_by("check", repository, GITHUB_ACTIONS="true")
    problem, empty, heading, first_hint, error, warning, summary = printed.splitlines()

    assert code == 1
    assert problem.startswith("docs/stories/cold-tea.md:") and "which YAML reads as" in problem
    assert [empty, heading, first_hint] == ["", "Hints, which stop nothing:", hint]
    assert error.startswith("::error file=docs/stories/cold-tea.md,")
    assert warning.startswith("::warning file=docs/stories/cold-soup.md,")
    assert summary == "1 problem in 1 of 2 stories; 1 hint on the prose"


@pytest.mark.thorough
def test_a_build_tells_hints_as_well_and_goes_on(with_a_hint: tuple[Path, str]) -> None:
    repository, hint = with_a_hint
    code, printed = printed_by("build", repository)

    assert code == 0
    assert printed.splitlines()[:2] == ["Hints, which stop nothing:", hint]
    assert (repository / "site/stories/cold-soup/index.html").exists()


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("Word " * 25 + "end.", "Word Word Word end"),
        ("It was amazing. How amazing!", "Amazing"),
        ("It was Mrs Smith.", "Mrs Smith"),
        ("A man called Anna Lee came.", "Anna Lee"),
        (COPIED, "no other store manager"),
        (HARD, "school grade"),
    ],
)
def test_a_hint_that_somebody_answered_in_the_page_stays_quiet(soup: Page, text: str, fine: str) -> None:
    body = soup.body.replace("## For trainers\n", f"## For trainers\n\n{text}\n")
    asked = replace(soup, body=body)
    answered = replace(soup, body=body, values=soup.values | {"fine": [fine, "something else"]})

    assert len(list(hints(asked))) > 0
    assert list(hints(answered)) == []


def test_a_draft_is_not_measured_by_the_hints_that_stand_in_it(soup: Page) -> None:
    unwritten = f"\n\nWRITE: {HARD.split(chr(10))[0]}\n" * 20
    draft = replace(soup, body=soup.body.replace("## For trainers\n", f"## For trainers\n{unwritten}"))

    assert list(hints(draft)) == []


def test_an_answer_is_for_its_own_hint_only(soup: Page) -> None:
    body = soup.body.replace("## For trainers\n", "## For trainers\n\nIt was Mrs Smith. It was Mrs Jones.\n")
    page = replace(soup, body=body, values=soup.values | {"fine": ["Mrs Smith"]})

    assert [hint.text.split(";")[0] for hint in hints(page)] == ['"Mrs Jones" looks like a name']


@pytest.mark.parametrize(
    ("reviewed", "months", "due"),
    [("2026-11-22", 12, "2027-11-22"), ("2024-02-29", 12, "2025-02-28"), ("2026-08-31", 6, "2027-02-28")],
)
def test_a_page_is_due_on_the_same_day_so_many_months_later(reviewed: str, months: int, due: str) -> None:
    assert review_by(date.fromisoformat(reviewed), months) == date.fromisoformat(due)


def test_stale_pages_are_listed_with_their_line_and_owner_the_longest_due_first(soup: Page) -> None:
    tea = replace(
        soup, path="docs/stories/cold-tea.md", values=soup.values | {"reviewed": date(2020, 1, 5), "owner": "Sam"}
    )
    old = replace(soup, values=soup.values | {"reviewed": date(2021, 3, 1)})
    line = soup.line("reviewed")

    assert stale([old, tea, soup], 12, date(2026, 11, 22)) == [
        f"docs/stories/cold-tea.md:{line}: due for a check since 2021-01-05; owner: Sam",
        f"{SOUP}:{line}: due for a check since 2022-03-01; owner: nobody yet",
    ]


def test_the_schemas_for_editors_are_those_of_the_content_model() -> None:
    folder = ROOT / ".vscode/schemas"

    assert {path.stem: path.read_text("utf-8") for path in folder.iterdir()} == schemas(models()), (
        "run `.venv/bin/python scripts/editor_schemas.py`"
    )


def test_coverage_names_what_is_missing_first_what_the_core_principles_lack(small: Path) -> None:
    assert coverage(load(small, date(2026, 11, 22)))["places"] == [
        'that shows how to do "Look first"',
        'in which somebody forgot "Look first"',
        'about "Something is late"',
        'that happens here: "Chat"',
        'that happens here: "Phone"',
        'in which somebody forgot "Say when"',
    ]


def test_coverage_counts_good_bad_and_mixed_stories_where_there_are_any(small: Path) -> None:
    change(small / "docs/stories/cold-soup.md", "outcome: good", "outcome: mixed")
    change(small / "docs/stories/cold-soup.md", "## Why it worked", "## What to make of it")
    moments, channels = coverage(load(small, date(2026, 11, 22)))["tables"]

    assert [(row["principle"], row["cells"]) for row in moments["rows"]] == [
        ("Look first", [{"name": "We made a mistake", "stories": "1 bad, 1 mixed"}]),
        ("Say when", [{"name": "We made a mistake", "stories": "1 mixed"}]),
    ]
    assert [cell["name"] for row in channels["rows"] for cell in row["cells"]] == ["In person", "In person"]


def test_coverage_names_what_there_is_little_of_where_nothing_is_missing(small: Path) -> None:
    change(small / "docs/principles/say-when.md", "core: false", "core: true")
    change(small / "docs/stories/cold-tea.md", "moment: mistake", "moment: late")
    places = coverage(load(small, date(2026, 11, 22)))["places"]

    assert places[-3:] == [
        'about "Something is late"',
        'about "We made a mistake"',
        'about "Something is late" that shows "Say when"',
    ]


def test_of_many_gaps_only_the_ten_most_useful_are_named(small: Path) -> None:
    vocabulary = small / "docs/vocabulary.yml"
    more = "".join(f"  place-{i}: Place {i}\n" for i in range(20))
    change(vocabulary, "channels:\n", f"channels:\n{more}")

    assert len(coverage(load(small, date(2026, 11, 22)))["places"]) == 10
