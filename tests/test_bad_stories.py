"""What an author sees for each mistake: a story as docs/stories/late-parcel.md, and the whole report beside it.

After a change of words, `.venv/bin/python tests/test_bad_stories.py` rewrites all the reports; read the difference.
"""

import shutil
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))  # for the command above

from handbook.check import load  # noqa: E402
from handbook.problems import HandbookError  # noqa: E402

PAIRS = ROOT / "tests/bad_stories"
SITUATIONS = sorted({path.stem for path in PAIRS.iterdir()})
NOTHING = "(nothing: accepted)\n"


def seen_by_the_author(situation: str, folder: Path) -> str:
    """Return what checking the small handbook with this story prints on 22 November 2026; nothing if all is well."""
    small = shutil.copytree(ROOT / "tests/small_handbook", folder / situation)
    shutil.copy(PAIRS / f"{situation}.md", small / "docs/stories/late-parcel.md")
    try:
        load(small, date(2026, 11, 22))
    except HandbookError as error:
        return f"{error}\n"
    return ""


@pytest.mark.parametrize("situation", SITUATIONS)
def test_an_author_sees_all_that_is_wrong(situation: str, tmp_path: Path) -> None:
    seen = seen_by_the_author(situation, tmp_path)

    wanted = (PAIRS / f"{situation}.txt").read_text("utf-8")
    assert seen == wanted, (
        f"\n--- tests/bad_stories/{situation}.txt says:\n{wanted or NOTHING}"
        f"--- the author sees:\n{seen or NOTHING}"
        "--- if that is better: .venv/bin/python tests/test_bad_stories.py"
    )


def test_only_a_situation_named_accepted_is_accepted() -> None:
    silent = [name for name in SITUATIONS if not (PAIRS / f"{name}.txt").read_bytes()]

    assert silent == [name for name in SITUATIONS if name.startswith("accepted-")]


if __name__ == "__main__":
    with TemporaryDirectory() as scratch:
        for story in PAIRS.glob("*.md"):
            story.with_suffix(".txt").write_text(seen_by_the_author(story.stem, Path(scratch)), "utf-8")
