"""The command that turns a story that somebody told into a draft, run as the workflow runs it."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import change
from handbook.check import read as read_handbook
from handbook.content.model import Story
from handbook.content.reading import read_page
from handbook.content.validate import validate
from handbook.kinds import KINDS
from handbook.problems import Problem
from handbook.rules.bodies import check_body
from handbook.telling.answers import FORM, TellingError, plain, questions, read
from handbook.telling.draft import draft
from story_from_issue import values_of

ROOT = Path(__file__).resolve().parent.parent
NEXT = "Next: write each text that starts with WRITE:, and run `make check` until nothing is left.\n"
UMBRELLA = """\
### What happened?

A woman left her umbrella in the shop.

### What did you do?

I ran after her.

### Which of our principles does it show?

Be proactive, not reactive

### What would you call it?

The umbrella
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(repository: Path) -> Run:
    """Run the command in a copy of the repository, with a text on standard input."""
    (repository / FORM).parent.mkdir(parents=True)
    shutil.copy(ROOT / FORM, repository / FORM)

    def run(text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "scripts/story_from_issue.py", *arguments]
        return subprocess.run(command, cwd=repository, input=text, capture_output=True, text=True, encoding="utf-8")

    return run


def stories(repository: Path) -> set[str]:
    return {path.name for path in (repository / "docs/stories").iterdir()}


def keys(repository: Path, name: str) -> dict[str, object]:
    """The front matter of a story."""
    text = (repository / "docs/stories" / name).read_text(encoding="utf-8")
    found = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(found, dict)
    return found


def test_an_issue_becomes_a_draft_and_its_path_is_printed_last(run: Run, repository: Path) -> None:
    result = run(UMBRELLA, "--owner", "Ann")
    assert (result.returncode, result.stdout, result.stderr) == (0, f"{NEXT}docs/stories/umbrella.md\n", "")
    found = keys(repository, "umbrella.md")
    expected = {
        "title": "The umbrella",
        "id": "umbrella",
        "principles": ["be-proactive"],
        "outcome": "good",
        "channel": "WRITE: where it happened: chat, delivery, email, in-person, phone, social",
        "source": "told-to-us",
        "owner": "Ann",
        "added": date.today(),
    }
    assert {key: found[key] for key in expected} == expected


def test_only_what_is_still_to_be_written_is_wrong_with_a_draft(run: Run, repository: Path) -> None:
    assert run(UMBRELLA).returncode == 0
    command = [sys.executable, "scripts/check.py"]
    result = subprocess.run(command, cwd=repository, capture_output=True, text=True, encoding="utf-8")
    lines = (repository / "docs/stories/umbrella.md").read_text(encoding="utf-8").split("\n")
    hints = [f"docs/stories/umbrella.md:{i}" for i, line in enumerate(lines, start=1) if "WRITE: " in line]
    assert re.findall("^(.*?): .*write this: ", result.stdout, re.MULTILINE) == hints
    assert result.stdout.splitlines()[len(hints) :] == ["23 problems in 1 of 21 stories"]


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
    assert (found["title"], found["id"], found["owner"]) == ("2026", "2026", "the handbook team")


@pytest.mark.parametrize("answer", ["I am not sure", "Being nice"])
def test_without_a_principle_the_first_core_principle_stands_in(run: Run, repository: Path, answer: str) -> None:
    result = run(UMBRELLA.replace("Be proactive, not reactive", answer))
    assert result.stderr == (
        "docs/stories/umbrella.md:5: the principle is a guess, since the story came without one; look whether it fits\n"
    )
    assert keys(repository, "umbrella.md")["principles"] == ["improvise"]


def test_each_place_that_looks_private_is_said_with_its_line(run: Run) -> None:
    result = run(UMBRELLA.replace("A woman", "Mrs Jones, 01632 960100,").replace("after her", "after @jones_"))
    assert result.returncode == 0
    assert result.stderr.splitlines() == [
        'docs/stories/umbrella.md:40: "Mrs Jones" looks like a name; write "a customer" or "a colleague" instead',
        'docs/stories/umbrella.md:40: "01632 960100" looks like a phone number; take it out',
        'docs/stories/umbrella.md:46: "@jones" looks like an account name; take it out',
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


def test_faults_elsewhere_in_the_handbook_do_not_stop_a_draft(run: Run, repository: Path) -> None:
    (repository / "docs/principles/follow-up.md").write_bytes(b"\xff")
    assert run(UMBRELLA).returncode == 0


# --- Whatever somebody sends

LABELS = {name: label for label, name in questions(ROOT).items()}
HOSTILE = [
    "# ", "## ", "---", "- ", "1. ", "> ", "`", "<b>", "</", "&#x202e;", "&colon;", "{", "}}", "[a](b)", "![", "](",
    "*", "_", "\\", "|", "~~~", "javascript:", "java script :", "vbſcript:", "ja\u200bvascript:", "\u202e", "\r", "\n",
    "\n\n", "    ", "\t", '"', "'", ": ", "WRITE:", "Scene", "### What did it cost?", "😀",
]  # fmt: skip
part = st.sampled_from(HOSTILE) | st.text(max_size=5)
answers = st.lists(part, max_size=40).map("".join) | st.builds(
    lambda text, times: text * times, part, st.integers(1, 3000)
)
everything = dict.fromkeys(("happened", "did", "expected", "cost", "said", "title"))


@pytest.fixture(scope="session")
def refusals(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[str]]:
    """What the check says of the draft that comes of a text, but for what is still to be written."""
    folder = tmp_path_factory.mktemp("drafts")
    files = read_handbook(ROOT)

    def refusals(text: str) -> list[str]:
        telling = read(text, questions(ROOT))
        written = draft(KINDS["story"], values_of(telling, files, plain(text)), telling.sections())
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
@example(told={"happened": "a " * 500_000, "did": "- " * 500_000 + "x"})
@settings(max_examples=100, derandomize=True, deadline=None)
def test_no_answers_make_a_draft_that_the_check_refuses(
    refusals: Callable[[str], list[str]], told: dict[str, str]
) -> None:
    try:
        found = refusals("\n\n".join(f"### {LABELS[name]}\n\n{answer}" for name, answer in told.items()))
    except TellingError as error:
        found = [] if "no answer below a heading" in str(error) else [str(error)]
    assert found == []
