"""A check after a save: what it takes from the check before is what a fresh check would find."""

import gc
import os
import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT
from handbook import check as checking
from handbook.advice.hints import hints
from handbook.content import files as reading
from handbook.parallel import each, uncollected

TODAY = date(2026, 11, 22)
LINES = (
    *("It was amazing.", "Call Mrs Brown on 020 7946 0958.", "[Tea](cold-tea.md#scene)", "[Gone](gone.md)", "<b>"),
    *(
        "## Scene",
        "twin: cold-tea",
        "id: tea",
        "title: The cold tea",
        "former: [old-soup]",
        "WRITE: this",
        "- item",
        "",
    ),
    *(
        "principles: [look-first]",
        "moment: nothing",
        'fine: ["amazing"]',
        "added: 2030-01-01",
        "<<<<<<< HEAD",
        "a: b: c",
    ),
)


def found(root: Path) -> tuple[object, ...]:
    """What a check finds in a handbook: the problems, the hints, and the handbook where nothing is wrong."""
    files, book = checking.check(root, TODAY, hints)
    return files.problems, files.advice, book


def process_of(_: int) -> int:
    return os.getpid()


def forget() -> None:
    reading._known.clear()
    checking._remembered.clear()


def save_something(root: Path, any_of: random.Random) -> None:
    """Change a file in docs/ as an author may: a line more, less or moved, a file that is gone, new, or back."""
    original = ROOT / "tests/small_handbook"
    names = sorted(path.relative_to(original) for path in (original / "docs").rglob("*.*"))
    path = root / any_of.choice(names)
    lines = path.read_text("utf-8").split("\n") if path.exists() else []
    place, kind = (
        any_of.randrange(len(lines) + 1),
        any_of.choice(["line", "line", "less", "back", "back", "gone", "new"]),
    )
    if kind == "new":
        shutil.copy(
            root / "docs/index.md", root / any_of.choice(["docs/stories.md", "docs/all-3.md", "docs/stories/x.md"])
        )
    elif kind == "gone":
        path.unlink(missing_ok=True)
    elif kind == "back" or not lines:
        shutil.copy(original / path.relative_to(root), path)
    else:
        path.write_text(
            "\n".join([*lines[:place], *[any_of.choice(LINES)] * (kind == "line"), *lines[place + 1 :]]), "utf-8"
        )


@pytest.mark.few(1)
@pytest.mark.parametrize("seed", range(4))
def test_after_any_row_of_saves_a_check_finds_what_a_fresh_one_finds(small: Path, seed: int) -> None:
    any_of = random.Random(seed)
    for _ in range(15):
        save_something(small, any_of)
        kept = found(small)
        forget()
        assert kept == found(small)


def test_a_page_in_a_folder_that_comes_later_takes_the_address_of_one_that_was_fine(small: Path) -> None:
    shutil.copy(small / "docs/index.md", small / "docs/more.md")
    assert found(small)[0] == []

    (small / "docs/more").mkdir()
    shutil.copy(small / "docs/index.md", small / "docs/more/index.md")

    assert [str(problem) for problem in checking.check(small, TODAY)[0].problems] == [
        "docs/more.md:1: it has the same address as more/index.md; keep one of the two"
    ]


def test_what_processes_find_out_is_what_one_finds_out(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = found(small)
    forget()
    monkeypatch.setattr("handbook.parallel.WORTH_SPLITTING", 1)
    monkeypatch.setattr("handbook.parallel.has_threads", lambda: False)

    assert found(small) == alone
    assert os.getpid() not in each(process_of, [1, 2])


def test_the_collector_works_again_after_a_check_that_breaks() -> None:
    with pytest.raises(ValueError, match="broken"), uncollected():
        assert not gc.isenabled()
        raise ValueError("broken")
    assert gc.isenabled()
