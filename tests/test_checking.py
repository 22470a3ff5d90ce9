"""What a check says where a whole file is missing or empty, and of a name among very many.

All other mistakes of authors are situations in tests/bad_stories; what may lie in docs/ is in test_files.py.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT
from handbook.problems import MAX_LISTED, allowed

PICTURE = ROOT / "tests/bad_stories/accepted-picture-beside-its-page.png"

Check = Callable[[Path], str]
TEA = "docs/stories/cold-tea.md"


def test_the_small_handbook_has_no_problems(small: Path, problems_of: Check) -> None:
    assert problems_of(small) == ""


def test_a_story_whose_twin_cannot_be_read_is_not_blamed_for_it(small: Path, problems_of: Check) -> None:
    (small / TEA).write_bytes(b"")

    assert problems_of(small) == (
        f"{TEA}:1: the file is empty; write the page, or delete the file\n1 problem in 1 of 2 stories"
    )


@pytest.mark.parametrize("name", ["company.yml", "sources.yml", "vocabulary.yml"])
def test_a_data_file_that_is_missing(small: Path, problems_of: Check, name: str) -> None:
    (small / "docs" / name).unlink()

    assert problems_of(small) == (
        f"docs/{name}:1: the file is missing; the handbook needs it\n1 problem in 1 of 9 files"
    )


@pytest.mark.parametrize("name", ["sources.yml", "stories/cold-tea.md", "stories/plan.png"])
def test_a_file_that_nobody_may_read(
    small: Path, problems_of: Check, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system administrator may read everything, and a test may run as that: so the refusal is made up."""
    shutil.copy(PICTURE, small / "docs/stories/plan.png")
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == small / "docs" / name:
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)

    found = problems_of(small).splitlines()
    assert f"docs/{name}:1: the file cannot be read (Permission denied); check its permissions" in found


def test_a_long_list_of_allowed_names_is_cut() -> None:
    names = [f"story-{i:03}" for i in range(MAX_LISTED + 470)]

    listed = ", ".join(names[:MAX_LISTED])
    assert allowed("story-499x", names) == f'"story-499x"; allowed: {listed} and 470 more. Did you mean "story-499"?'
