"""`make story` and `make session` as people run it: in a real terminal, or with options in a script."""

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given as any_of
from hypothesis import strategies as st

from conftest import ROOT, TODAY, everything
from handbook.check import check, read
from handbook.kinds import KINDS
from handbook.telling.beginning import begin
from handbook.telling.form import Form
from new_page import given, talk, write
from terminals import Terminal, Terminals
from test_any_input import bounded
from test_conversation import LINES

NAMED_BY_GIT = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.name", "GIT_CONFIG_VALUE_0": "Secret Person"}


QUESTION = "\n> "
STORY = KINDS["story"]


@pytest.fixture
def make_story(repository: Path, terminals: Terminals) -> Callable[[], Terminal]:
    """Run `make story` in a terminal, on a copy of the repository."""
    shutil.copy(ROOT / "Makefile", repository)
    make = ["make", "--silent", "--old-file=.venv/ready-site", f"PYTHON={sys.executable}", "story"]
    return lambda: terminals.open(repository, *make, **NAMED_BY_GIT)


def test_a_story_with_a_new_source_is_begun_in_a_terminal(make_story: Callable[[], Terminal], repository: Path) -> None:
    before = everything(repository / "docs")
    window = make_story()
    window.answer(
        QUESTION, "Ruff, ruff’s extra night", "follow up, 4", "it went well", "well", "In person", "They have to wait"
    )
    window.answer(
        QUESTION,
        "told to us, new",
        "Ann Example",
        "The kennel’s letter",
        "A blog",
        "2019",
        "",
        "We read all of it.",
        "",
    )
    window.answer(QUESTION, "", "", "", "")
    code, text = window.ends()
    assert code == 0
    assert "Wrote docs/stories/ruff-ruffs-extra-night.md. Its permanent short name is ruff;" in text
    assert "Wrote what is new into docs/sources.yml." in text
    after = everything(repository / "docs")
    assert [name for name in after if after[name] != before.get(name)] == [
        "sources.yml",
        "stories/ruff-ruffs-extra-night.md",
    ]
    draft = after["stories/ruff-ruffs-extra-night.md"].decode()
    found = yaml.safe_load(draft.split("---\n")[1])
    assert {
        key: found.get(key) for key in ("title", "id", "principles", "outcome", "channel", "moment", "sources")
    } == {
        "title": "Ruff, ruff’s extra night",
        "id": "ruff",
        "principles": ["follow-up", "be-proactive"],
        "outcome": "good",
        "channel": "in-person",
        "moment": "waiting",
        "sources": ["told-to-us", "kennels-letter"],
    }
    assert "Secret Person" not in draft
    assert "owner" not in found
    files, _ = check(repository)
    assert [problem for problem in files.problems if "write this: " not in problem.text] == []
    assert not (repository / ".cache/story.json").exists()


def test_whoever_stops_goes_on_next_time(make_story: Callable[[], Terminal], repository: Path) -> None:
    before = everything(repository / "docs")
    window = make_story()
    window.answer(QUESTION, "The late parcel", "follow up")
    _, text = window.interrupt(QUESTION)
    assert "Stopped, and nothing was written. Your answers are kept: `make story` goes on with them." in text
    assert "Traceback" not in text

    window = make_story()
    assert 'Go on with "The late parcel"? Enter for yes' in window.read("anew.")
    window.answer(QUESTION, "", "bad")
    window.close(QUESTION)
    assert everything(repository / "docs") == before

    window = make_story()
    window.answer(QUESTION, "", "phone", "", "", "", "", "")
    assert "   3  Outcome: Bad: it shows what to avoid\n   4  Channel: Phone\n" in window.read(QUESTION)
    window.text = QUESTION
    window.answer(QUESTION, "")
    assert window.ends()[0] == 0
    draft = (repository / "docs/stories/late-parcel.md").read_text("utf-8")
    assert "principles: [follow-up]" in draft
    assert "outcome: bad" in draft


def test_a_page_that_cannot_be_begun_changes_nothing(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = Form(STORY, read(small, TODAY))
    new = {"+1 author": "Ann", "+1 title": "Her letter", "+1 site": "A drawer", "+1 date": "2019"}
    (small / "docs/sources.yml").write_text("{a: {author: b}}\n", "utf-8")
    before = everything(small)

    assert write(form, {"title": "The late parcel", "sources": ["+1"], **new}) == 1
    assert capsys.readouterr().err.splitlines() == [
        "docs/sources.yml:1: its form is unusual; add the source by hand",
        "Nothing was written.",
    ]
    assert everything(small) == before


def test_answers_that_cannot_be_kept_are_said_to_be_lost(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = iter(["The late parcel"])
    monkeypatch.setattr("new_page.ROOT", small / "docs/index.md")
    monkeypatch.setattr("builtins.input", lambda prompt: next(lines, None) or interrupt())

    assert talk(Form(STORY, read(small, TODAY)), {}) == 1
    assert (
        capsys.readouterr().err
        == f"\nStopped, and nothing was written. {small}/docs/index.md/.cache/story.json cannot be written.\n"
    )


def interrupt() -> str:
    raise KeyboardInterrupt


# --- With options

RIGHT = {
    "title": "The late parcel", "principles": "say-when, Look first", "outcome": "both", "channel": "in person",
    "moment": "late", "sources": "old-letter", "owner": "Sam", "slug": "so-late", "id": "van",
}  # fmt: skip


@bounded(100)
@any_of(changes=st.dictionaries(st.sampled_from([*RIGHT]), LINES | st.none(), max_size=3))
def test_options_begin_a_page_or_are_refused_in_one_line_each(small: Path, changes: dict[str, str | None]) -> None:
    before = everything(small)
    form = Form(STORY, read(small, TODAY), new=False)
    answers, missing, wrong = given(form, {name: line for name, line in (RIGHT | changes).items() if line})
    assert [line for line in wrong if not line or re.search(r"[\n\x1b]", line)] == []
    if missing or wrong:
        assert everything(small) == before
        return
    *_, path = begin(form, form.completed(answers))
    files, _ = check(small, TODAY)
    assert [problem for problem in files.problems if "write this: " not in problem.text] == []
    (small / path).unlink()
    assert everything(small) == before
