"""The real content: one test for each page and data file, so that a faulty one fails by its own name."""

from pathlib import Path

import pytest

from handbook.check import load
from handbook.problems import HandbookError

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    path.relative_to(ROOT).as_posix() for kind in ("md", "yml") for path in (ROOT / "docs").rglob(f"*.{kind}")
)


@pytest.fixture(scope="module")
def problems() -> list[str]:
    """What `make check` says now, without its last line."""
    try:
        load(ROOT)
    except HandbookError as error:
        return str(error).splitlines()[:-1]
    return []


@pytest.mark.parametrize("page", PAGES)
def test_the_page_has_no_problems(page: str, problems: list[str]) -> None:
    assert [problem for problem in problems if problem.startswith(f"{page}:")] == []


def test_no_other_file_has_problems(problems: list[str]) -> None:
    assert [problem for problem in problems if problem.partition(":")[0] not in PAGES] == []
