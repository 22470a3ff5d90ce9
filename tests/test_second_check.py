"""A check after another, by the same command or the next: what it takes from the first is what a fresh one finds."""

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
from handbook.content import kept as keeping_files
from handbook.content.reading import Page, read_page
from handbook.parallel import each, uncollected
from handbook.problems import Problem

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


@pytest.fixture
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what was read of a small handbook, too, and at once: real ones have many pages, written some time ago."""
    monkeypatch.setattr(reading, "WORTH_KEEPING", 1)
    monkeypatch.setattr(keeping_files, "SETTLED", 0)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, in order."""
    names: list[str] = []

    def noted(root: Path, path: Path, problems: list[Problem]) -> Page | None:
        names.append(path.relative_to(root).as_posix())
        return read_page(root, path, problems)

    monkeypatch.setattr(reading, "read_page", noted)
    return names


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


@pytest.mark.few(1)
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.usefixtures("keeping")
def test_after_any_row_of_saves_another_command_finds_what_a_fresh_check_finds(small: Path, seed: int) -> None:
    any_of = random.Random(seed)
    for _ in range(15):
        save_something(small, any_of)
        forget()
        kept = found(small)
        forget()
        shutil.rmtree(small / ".cache")
        assert kept == found(small)


@pytest.mark.usefixtures("keeping")
def test_another_command_reads_only_what_was_saved_since(small: Path, reads: list[str]) -> None:
    found(small)
    assert len(reads) == len(list((small / "docs").rglob("*.md")))
    (small / "docs/stories/cold-tea.md").touch()
    reads.clear()

    forget()
    found(small)

    assert reads == ["docs/stories/cold-tea.md"]


@pytest.mark.usefixtures("keeping")
def test_a_file_that_could_not_be_read_is_read_again(small: Path, reads: list[str]) -> None:
    (small / "docs/stories/cold-tea.md").write_text("no front matter", "utf-8")
    found(small)
    reads.clear()

    forget()
    found(small)

    assert reads == ["docs/stories/cold-tea.md"]


@pytest.mark.usefixtures("keeping")
def test_a_file_that_was_saved_a_moment_ago_is_read_again(
    small: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping_files, "SETTLED", 3600 * 10**9)
    found(small)
    first = reads[:]

    forget()
    found(small)

    assert reads == first * 2


@pytest.mark.usefixtures("keeping")
def test_other_code_reads_all_anew(
    small: Path, reads: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "code").mkdir()
    (tmp_path / "code/rule.py").write_text("MOST = 3\n")
    monkeypatch.setattr(keeping_files, "OURS", tmp_path / "code")
    found(small)
    first = reads[:]

    (tmp_path / "code/rule.py").write_text("MOST = 4\n")
    forget()
    found(small)

    assert reads == first * 2


@pytest.mark.usefixtures("keeping")
@pytest.mark.parametrize("part", [0, 30, 65, 80, 2000, -1])
def test_what_is_not_whole_is_not_taken(small: Path, part: int) -> None:
    fresh = found(small)
    [kept] = (small / ".cache/read").iterdir()
    kept.write_bytes(kept.read_bytes()[:part])

    forget()

    assert found(small) == fresh


@pytest.mark.usefixtures("keeping")
def test_where_nothing_can_be_kept_all_is_read_each_time(small: Path) -> None:
    (small / ".cache").write_text("a file where the folder would be", "utf-8")
    fresh = found(small)

    forget()

    assert found(small) == fresh


def test_a_small_handbook_keeps_nothing(small: Path) -> None:
    found(small)
    assert not (small / ".cache").exists()


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
