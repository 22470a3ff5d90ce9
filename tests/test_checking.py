"""What a check says where a whole file is missing or empty, and of a name among very many.

All other mistakes of authors are situations in tests/bad_stories; what may lie in docs/ is in test_files.py.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.problems import MAX_LISTED, allowed

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


def test_a_long_list_of_allowed_names_is_cut() -> None:
    names = [f"story-{i:03}" for i in range(MAX_LISTED + 470)]

    listed = ", ".join(names[:MAX_LISTED])
    assert allowed("story-499x", names) == f'"story-499x"; allowed: {listed} and 470 more. Did you mean "story-499"?'
