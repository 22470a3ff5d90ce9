"""Whatever one asks of `make rename` and `make remove`: it is done, or one is told why and nothing has changed."""

import contextlib
import io
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import remove
import rename
from conftest import everything
from handbook.check import check
from test_any_input import BYTES, bounded
from test_moving import TODAY, handbook, lines  # noqa: F401 (a fixture)
from thoroughness import examples

Base = Callable[[], Path]

NAMES = ["stories/cold-soup", "cold-tea", "principles/look-first", "say-when", "moments/mistake", "channels/in-person"]
ODD = ["", " ", "index", "stories/index", "stories/", "..", "../../x", "docs/stories/cold-soup.md", "/go/soup/", "late"]
ODD += [
    "cold-soup/",
    "STORIES/COLD-SOUP",
    "lukewarm-tea",
    "no",
    "2026",
    "null",
    "1e3",
    "a\nb",
    "\x1b[2J",
    "\udcff",
    "é",
    "*",
]
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
NAMED = st.sampled_from(NAMES)
ASKED = NAMED | st.sampled_from(ODD) | SLUGS | st.text(max_size=20)
GOOD = st.sampled_from(["It said nothing new.", 'He said: "No" # never', "{a: [b]} & *c !d"])
WHY = GOOD | st.sampled_from(["<b>bold</b> words", "WRITE: why it goes", "javascript:a()"]) | st.text(max_size=250)


def ask(root: Path, command: Callable[..., int], *arguments: str) -> tuple[int, str]:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        return command(arguments, root), printed.getvalue()


def answers(root: Path) -> set[str]:
    _, book = check(root, TODAY)
    assert book, "the handbook has problems"
    return set(book.answering)


def all_or_nothing(root: Path, command: Callable[..., int], *arguments: str) -> bool:
    """Run a command; return whether it did what it was asked for."""
    before, book = everything(root), check(root, TODAY)[1]
    code, printed = ask(root, command, *arguments)
    after = everything(root)

    assert code in (0, 1)
    assert printed.endswith("\n")
    assert [line for line in printed.splitlines() if not line or not line.isprintable()] == []
    if code == 1:
        assert after == before
    elif book:
        assert set(book.answering) <= answers(root)
    assert [path for path in after if Path(path).name.startswith(".")] == []
    return code == 0


@pytest.fixture
def copies(handbook: Path) -> Base:  # noqa: F811
    """Make a copy of the small handbook, as often as one likes."""

    def copy() -> Path:
        return Path(shutil.copytree(handbook, Path(tempfile.mkdtemp(dir=handbook.parent), "copy")))

    return copy


@pytest.fixture(autouse=True)
def without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())


def test_no_name_leads_to_half_a_renaming(copies: Base) -> None:
    done = []

    @bounded(50)
    @given(st.tuples(NAMED, SLUGS) | st.tuples(ASKED, ASKED))
    def each(arguments: tuple[str, ...]) -> None:
        done.append(all_or_nothing(copies(), rename.main, *arguments))

    each()
    assert sum(done) > examples(5), "too few were renamed for the test to say anything"


def test_no_name_leads_to_half_a_removal(copies: Base) -> None:
    done = []

    @bounded(160)
    @given(st.tuples(NAMED, GOOD, NAMED) | st.tuples(ASKED, WHY, ASKED))
    def each(arguments: tuple[str, ...]) -> None:
        root = copies()
        index = root / "docs/index.md"
        index.write_text(index.read_text("utf-8").partition("{{")[0], "utf-8")
        done.append(all_or_nothing(root, remove.main, *arguments))

    each()
    assert sum(done) > examples(5), "too few were removed for the test to say anything"


FILES = [
    "stories/cold-soup.md",
    "stories/cold-tea.md",
    "principles/say-when.md",
    "vocabulary.yml",
    "permalinks.txt",
    "index.md",
]

DEEDS: list[tuple[Callable[..., int], tuple[str, ...]]] = [
    (rename.main, ("stories/cold-soup", "hot-soup")),
    (rename.main, ("principles/look-first", "look-twice")),
    (rename.main, ("moments/mistake", "our-fault")),
    (rename.main, ("channels/in-person", "here")),
    (remove.main, ("stories/cold-soup", "It said nothing new.", "stories/cold-tea")),
]


def test_no_damage_to_a_file_leads_to_half_a_change(copies: Base) -> None:
    done = []

    @bounded(50)
    @given(st.data())
    def each(data: st.DataObject) -> None:
        root = copies()
        path = root / "docs" / data.draw(st.sampled_from(FILES))
        content = path.read_bytes()
        at = data.draw(st.integers(0, len(content)))
        piece = data.draw(BYTES | st.binary(max_size=4))
        path.write_bytes(content[:at] + piece + content[at + data.draw(st.integers(0, 30)) :])
        command, arguments = data.draw(st.sampled_from(DEEDS))
        done.append(all_or_nothing(root, command, *arguments))

    each()
    assert sum(done) > examples(10), "too few were done for the test to say anything"
