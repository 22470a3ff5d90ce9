"""`make story` as people run it: in a real terminal, or with options in a script."""

import codecs
import os
import pty
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given as any_of
from hypothesis import strategies as st

from conftest import ROOT, TODAY
from handbook.check import check, read
from handbook.telling.beginning import begin
from handbook.telling.form import Form
from new_story import STORY, given
from test_any_input import bounded
from test_conversation import LINES, state

PATIENCE = 120  # seconds for one answer, on a busy machine
LEADER = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
NAMED_BY_GIT = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.name", "GIT_CONFIG_VALUE_0": "Secret Person"}


class Terminal:
    """A terminal in which `make story` runs."""

    def __init__(self, folder: Path) -> None:
        self.screen, inside = pty.openpty()
        self.text, self.decode = "", codecs.getincrementaldecoder("utf-8")().decode
        make = ["make", "--silent", "--old-file=.venv/ready-site", f"PYTHON={sys.executable}", "story"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", LEADER, *make],
            cwd=folder,
            env=os.environ | NAMED_BY_GIT | {"TERM": "dumb", "LC_ALL": "C.UTF-8"},
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
        )
        os.close(inside)

    def type(self, *lines: str) -> None:
        """Type each line, once its question stands there."""
        for line in lines:
            self.read("\n> ")
            os.write(self.screen, f"{line}\r".encode())

    def press_control_c(self) -> None:
        self.read("\n> ")
        os.write(self.screen, b"\x03")

    def close(self) -> None:
        """Close the window."""
        self.read("\n> ")
        os.close(self.screen)
        self.process.wait(PATIENCE)

    def read(self, end: str = "") -> str:
        """Return what is shown up to a text, or to the end of the program."""
        while not end or end not in self.text:
            ready, _, _ = select.select([self.screen], [], [], PATIENCE)
            assert ready, f"nothing more came after: {self.text}"
            try:
                more = os.read(self.screen, 10_000)
            except OSError:  # what Linux says where the program has ended
                more = b""
            if not more:
                break
            self.text += self.decode(more).replace("\r", "")
        before, found, self.text = self.text.partition(end) if end else (self.text, "", "")
        return before + found

    def ends(self) -> tuple[int, str]:
        """Return the exit code and the last words."""
        text = self.read()
        os.close(self.screen)
        return self.process.wait(PATIENCE), text


@pytest.fixture
def terminal(repository: Path) -> Iterator[Callable[[], Terminal]]:
    """Open a terminal on a copy of the repository."""
    shutil.copy(ROOT / "Makefile", repository)
    opened: list[Terminal] = []

    def open_one() -> Terminal:
        opened.append(Terminal(repository))
        return opened[-1]

    yield open_one
    for window in opened:
        window.process.kill()
        window.process.wait()


def test_a_story_with_a_new_source_is_begun_in_a_terminal(terminal: Callable[[], Terminal], repository: Path) -> None:
    before = state(repository / "docs")
    window = terminal()
    window.type("Ruff, ruff’s extra night", "follow up, 4", "it went well", "well", "In person", "They have to wait")
    window.type("told to us, new", "Ann Example", "The kennel’s letter", "A blog", "2019", "", "We read all of it.", "")
    window.type("", "", "", "")
    code, text = window.ends()
    assert code == 0
    assert "Wrote docs/stories/ruff-ruffs-extra-night.md. Its permanent short name is ruff;" in text
    assert "Wrote what is new into docs/sources.yml." in text
    after = state(repository / "docs")
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


def test_whoever_stops_goes_on_next_time(terminal: Callable[[], Terminal], repository: Path) -> None:
    before = state(repository / "docs")
    window = terminal()
    window.type("The late parcel", "follow up")
    window.press_control_c()
    _, text = window.ends()
    assert "Stopped, and nothing was written. Your answers are kept: `make story` goes on with them." in text
    assert "Traceback" not in text

    window = terminal()
    assert 'Go on with "The late parcel"? Enter for yes' in window.read("anew.")
    window.type("", "bad")
    window.close()
    assert state(repository / "docs") == before

    window = terminal()
    window.type("", "phone", "", "", "", "", "")
    assert "   3  Outcome: Bad: it shows what to avoid\n   4  Channel: Phone\n" in window.read("\n> ")
    window.text = "\n> "
    window.type("")
    assert window.ends()[0] == 0
    draft = (repository / "docs/stories/late-parcel.md").read_text("utf-8")
    assert "principles: [follow-up]" in draft
    assert "outcome: bad" in draft


# --- With options

RIGHT = {
    "title": "The late parcel", "principles": "say-when, Look first", "outcome": "both", "channel": "in person",
    "moment": "late", "sources": "old-letter", "owner": "Sam", "slug": "so-late", "id": "van",
}  # fmt: skip


@bounded(100)
@any_of(changes=st.dictionaries(st.sampled_from([*RIGHT]), LINES | st.none(), max_size=3))
def test_options_begin_a_page_or_are_refused_in_one_line_each(small: Path, changes: dict[str, str | None]) -> None:
    before = state(small)
    form = Form(STORY, read(small, TODAY), new=False)
    answers, missing, wrong = given(form, {name: line for name, line in (RIGHT | changes).items() if line})
    assert [line for line in wrong if not line or re.search(r"[\n\x1b]", line)] == []
    if missing or wrong:
        assert state(small) == before
        return
    *_, path = begin(form, form.completed(answers))
    files, _ = check(small, TODAY)
    assert [problem for problem in files.problems if "write this: " not in problem.text] == []
    (small / path).unlink()
    assert state(small) == before
