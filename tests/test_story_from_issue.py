"""The command that turns a story that somebody told into a draft, with what the workflow gives to it."""

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import change, slugs
from handbook.check import read as read_handbook
from handbook.content.model import Story
from handbook.content.reading import read_page
from handbook.content.validate import validate
from handbook.kinds import KINDS
from handbook.problems import Problem
from handbook.rules.whole_body import check_body
from handbook.telling.answers import FORM, NOT_SURE, TellingError, questions, read
from handbook.telling.beginning import values_for
from handbook.telling.choosing import ENDINGS, exact
from handbook.telling.draft import draft
from handbook.telling.form import Form
from handbook.telling.plain import bare, plain
from story_from_issue import answers_of, main
from thoroughness import examples

ROOT = Path(__file__).resolve().parent.parent
ASKED = questions(ROOT)
NEXT = "Next: write each text that starts with WRITE:, and run `make check` until nothing is left.\n"
UMBRELLA = """\
### What happened?

A woman left her umbrella in the shop.

### What did you do?

I ran after her.

### How did it end?

Good

### Which of our principles does it show?

Be proactive, not reactive

### What would you call it?

The umbrella
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command for a copy of the repository, in this process, with a text on standard input."""
    (repository / FORM).parent.mkdir(parents=True)
    shutil.copy(ROOT / FORM, repository / FORM)
    monkeypatch.setattr("story_from_issue.ROOT", repository)

    def run(text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        code = main([*arguments])
        return subprocess.CompletedProcess("story_from_issue", code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def form() -> Form:
    """What can be answered about a new story of the real handbook."""
    return Form(KINDS["story"], read_handbook(ROOT))


def stories(repository: Path) -> set[str]:
    return {path.name for path in (repository / "docs/stories").iterdir()}


def keys(repository: Path, name: str) -> dict[str, object]:
    """The front matter of a story."""
    text = (repository / "docs/stories" / name).read_text(encoding="utf-8")
    found = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(found, dict)
    return found


def test_an_issue_becomes_a_draft_and_its_path_is_printed_last(run: Run, repository: Path) -> None:
    command = [sys.executable, "scripts/story_from_issue.py"]
    result = subprocess.run(command, cwd=repository, input=UMBRELLA, capture_output=True, text=True, encoding="utf-8")
    assert (result.returncode, result.stdout, result.stderr) == (0, f"{NEXT}docs/stories/umbrella.md\n", "")
    found = keys(repository, "umbrella.md")
    expected = {
        "title": "The umbrella",
        "id": "umbrella",
        "principles": ["be-proactive"],
        "outcome": "good",
        "channel": "WRITE: where it happened: chat, email, in-person, letter, phone",
        "sources": ["told-to-us"],
        "added": date.today(),
    }
    assert {key: found[key] for key in expected} == expected
    assert "owner" not in found


def test_only_who_chose_to_be_named_looks_after_a_draft(run: Run, repository: Path) -> None:
    assert run(UMBRELLA, "--owner", "Ann").returncode == 0
    assert keys(repository, "umbrella.md")["owner"] == "Ann"


def test_only_what_is_still_to_be_written_is_wrong_with_a_draft(run: Run, repository: Path) -> None:
    assert run(UMBRELLA).returncode == 0
    command = [sys.executable, "scripts/check.py"]
    result = subprocess.run(command, cwd=repository, capture_output=True, text=True, encoding="utf-8")
    lines = (repository / "docs/stories/umbrella.md").read_text(encoding="utf-8").split("\n")
    hints = [f"docs/stories/umbrella.md:{i}" for i, line in enumerate(lines, start=1) if "WRITE: " in line]
    assert re.findall("^(.*?): .*write this: ", result.stdout, re.MULTILINE) == hints
    assert result.stdout.splitlines()[len(hints) :] == [f"23 problems in 1 of {len(slugs('stories')) + 1} stories"]


def test_the_same_story_again_gets_a_title_a_name_and_an_id_of_its_own(run: Run, repository: Path) -> None:
    assert run(UMBRELLA).returncode == 0
    first = (repository / "docs/stories/umbrella.md").read_bytes()
    assert run(UMBRELLA.replace("The umbrella", "THE  umbrella")).stdout == f"{NEXT}docs/stories/umbrella-2.md\n"
    second = keys(repository, "umbrella-2.md")
    assert (second["title"], second["id"]) == ("THE umbrella 2", "umbrella2")
    assert (repository / "docs/stories/umbrella.md").read_bytes() == first


def test_a_name_that_a_story_had_before_is_not_used_again(run: Run, repository: Path) -> None:
    change(repository / "docs/stories/toy-car.md", "\n---\n", "\nformer: [umbrella]\n---\n")
    assert run(UMBRELLA).stdout == f"{NEXT}docs/stories/umbrella-2.md\n"


def test_a_title_that_was_given_goes_first_and_may_look_like_a_number(run: Run, repository: Path) -> None:
    assert run(UMBRELLA, "--title", "2026").stdout == f"{NEXT}docs/stories/2026.md\n"
    found = keys(repository, "2026.md")
    assert (found["title"], found["id"]) == ("2026", "2026")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("I am not sure", "the story does not say {}; choose what fits"),
        ("_No response_", "the story does not say {}; choose what fits"),
        ("Being nice", 'the story says "Being nice" of {}, and that is none of ours; choose what fits'),
    ],
)
def test_what_a_story_does_not_say_is_left_to_a_person_and_never_guessed(
    run: Run, repository: Path, answer: str, said: str
) -> None:
    result = run(UMBRELLA.replace("Be proactive, not reactive", answer).replace("Good", answer))
    assert result.stderr.splitlines() == [
        f"docs/stories/umbrella.md:5: {said.format('which principle it shows')}",
        f"docs/stories/umbrella.md:8: {said.format('how it ended')}",
    ]
    found = keys(repository, "umbrella.md")
    hint = "WRITE: which principles it shows, the leading one first (1 to 4 items): be-proactive, "
    assert str(found["principles"]).startswith(f"['{hint}")
    assert found["outcome"] == "WRITE: how it ended: bad, good, mixed"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("Good", "good"),
        ("bad", "bad"),
        ("**Both**", "mixed"),
        ("well.", "good"),
        ("Not good", None),
        ("Good grief", None),
    ],
)
def test_the_outcome_is_what_the_teller_chose(form: Form, answer: str, outcome: str | None) -> None:
    telling = read(UMBRELLA.replace("\nGood\n", f"\n{answer}\n"), ASKED)
    assert answers_of(telling, form).get("outcome") == outcome


def test_every_ending_that_the_form_offers_is_an_outcome_of_stories() -> None:
    form = yaml.safe_load((ROOT / FORM).read_text(encoding="utf-8"))
    offered = next(field["attributes"]["options"] for field in form["body"] if field.get("id") == "ended")
    meant = [option and option.key for option in (exact(answer, ENDINGS) for answer in offered)]
    assert meant == [*get_args(Story.model_fields["outcome"].annotation), None]
    assert offered[-1] == NOT_SURE


def test_each_place_that_looks_private_is_said_with_its_line(run: Run) -> None:
    result = run(UMBRELLA.replace("A woman", "Mrs Jones, 01632 960100,").replace("after her", "after @jones_"))
    assert result.returncode == 0
    assert result.stderr.splitlines() == [
        'docs/stories/umbrella.md:39: "01632 960100" looks like a phone number; take it out',
        'docs/stories/umbrella.md:39: "Mrs Jones" looks like a name; write "a customer" or "a colleague" instead',
        'docs/stories/umbrella.md:45: "@jones_" looks like an account name; take it out',
    ]


@pytest.mark.parametrize("text", ["", "The site is down.", "\x00" * 1000, "### What happened?\n\n_No response_"])
def test_a_text_that_tells_nothing_gives_one_line_and_no_file(run: Run, repository: Path, text: str) -> None:
    before = stories(repository)
    result = run(text)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == 'this text tells no story: there is no answer below a heading "### What happened?"\n'
    assert stories(repository) == before


def test_bytes_that_are_no_text_are_told_as_far_as_they_go(run: Run, repository: Path) -> None:
    command = [sys.executable, "scripts/story_from_issue.py"]
    told = UMBRELLA.encode().replace(b"after her", b"after \xff\xfe her")
    assert subprocess.run(command, cwd=repository, input=told, capture_output=True).returncode == 0
    text = (repository / "docs/stories/umbrella.md").read_text(encoding="utf-8")
    assert "\nI ran after \ufffd\ufffd her.\n" in text


def test_a_handbook_without_the_form_says_so_in_one_line(run: Run, repository: Path) -> None:
    (repository / FORM).unlink()
    result = run(UMBRELLA)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"{FORM} cannot be read (FileNotFoundError); the questions are in it\n"


def test_a_letter_in_a_file_becomes_a_draft_by_make(run: Run, repository: Path) -> None:
    (repository / "a letter's text.txt").write_text(UMBRELLA, encoding="utf-8-sig")
    result = told(repository, FILE="a letter's text.txt")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == f"{NEXT}docs/stories/umbrella.md\n"


def test_a_letter_on_standard_input_becomes_a_draft_by_make(run: Run, repository: Path) -> None:
    assert told(repository, UMBRELLA).stdout == f"{NEXT}docs/stories/umbrella.md\n"


def test_a_letter_that_is_not_there_is_said_in_one_line(run: Run, repository: Path) -> None:
    assert told(repository, FILE="letter.txt").stderr.splitlines()[0] == "letter.txt: No such file or directory"


def told(repository: Path, text: str = "", **values: str) -> subprocess.CompletedProcess[str]:
    """Run `make told` with our Python."""
    shutil.copy(ROOT / "Makefile", repository)
    make = ["make", "--silent", "--old-file=.venv/ready-site", f"PYTHON={sys.executable}", "told"]
    command = [*make, *(f"{name}={value}" for name, value in values.items())]
    return subprocess.run(command, cwd=repository, input=text, capture_output=True, text=True, encoding="utf-8")


def test_faults_elsewhere_in_the_handbook_do_not_stop_a_draft(run: Run, repository: Path) -> None:
    (repository / "docs/principles/follow-up.md").write_bytes(b"\xff")
    assert run(UMBRELLA).returncode == 0


# --- Whatever somebody sends

LABELS = {name: label for label, name in ASKED.items()}
HOSTILE = [
    "# ", "## ", "---", "- ", "1. ", "> ", "`", "<b>", "</", "&#x202e;", "&colon;", "{", "}}", "[a](b)", "![", "](",
    "*", "_", "\\", "|", "~~~", "javascript:", "java script :", "vbſcript:", "ja\u200bvascript:", "\u202e", "\r", "\n",
    "\n\n", "\n* ", "\n- ", "\n1. ", "• ", "**", "~~", "==", ":a:", "!!! ", "www.", "https://",
    "    ", "\t", '"', "'", ": ", "WRITE:", "Scene",
    "### What did it cost?", "😀",
]  # fmt: skip
part = st.sampled_from(HOSTILE) | st.text(max_size=5)
answers = st.lists(part, max_size=40).map("".join) | st.builds(
    lambda text, times: text * times, part, st.integers(1, 3000)
)
everything = dict.fromkeys(("happened", "did", "expected", "cost", "said", "ended", "principle", "title"))


@pytest.fixture(scope="session")
def refusals(form: Form, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[str]]:
    """What the check says of the draft that comes of a text, but for what is still to be written."""
    folder = tmp_path_factory.mktemp("drafts")

    def refusals(text: str) -> list[str]:
        telling = read(text, ASKED)
        values = values_for(form, answers_of(telling, form, owner=bare(plain(text))))
        written = draft(KINDS["story"], values, telling.sections())
        (folder / "story.md").write_text(written, "utf-8")
        problems: list[Problem] = []
        page = read_page(folder, folder / "story.md", problems)
        if page:
            validate(Story, page, problems)
            problems += check_body(page, KINDS["story"].sections_for(page.values))
        return [str(problem) for problem in problems if "write this: " not in problem.text]

    return refusals


@given(told=st.fixed_dictionaries(dict.fromkeys(everything, answers)))
@example(told=dict.fromkeys(everything, "😀<b>{\n# " * 50_000))
@example(told={"happened": "1. \ufffd", "did": "1. \ufffd"})
@example(told={"happened": "a " * 500_000, "did": "- " * 500_000 + "x"})
@settings(max_examples=examples(100), derandomize=True, deadline=None)
def test_no_answers_make_a_draft_that_the_check_refuses(
    refusals: Callable[[str], list[str]], told: dict[str, str]
) -> None:
    try:
        found = refusals("\n\n".join(f"### {LABELS[name]}\n\n{answer}" for name, answer in told.items()))
    except TellingError as error:
        found = [] if "no answer below a heading" in str(error) else [str(error)]
    assert found == []
