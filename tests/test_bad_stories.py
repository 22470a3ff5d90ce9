"""What an author sees for each mistake. A file of tests/bad_stories/ is one situation: what changes, then the report.

    @ docs/company.yml          the file that changes; without this line it is the story docs/stories/late-parcel.md
     the line above             a space: this line stays, and shows the place
    -the line as it was         a minus: this line goes; every space after the sign counts
    +the line with a mistake    a plus: this line comes, and an empty one is a plus alone
                                an empty line ends one change; the next may be in another file

    docs/company.yml:2: what is wrong; what is allowed

The lines that stay and go must stand in one place of the file, in this order; pluses alone make a new file. Where bytes
matter, or little is left of the story, the whole of it stands beside the situation, with the same name and .md; a
picture with the same name and .png becomes docs/stories/plan.png.

To add a situation, write its changes. `.venv/bin/python tests/test_bad_stories.py` then adds its report, and after a
change of words it rewrites all the reports; read the difference.
"""

import re
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

FOLDER = ROOT / "tests/bad_stories"
SITUATIONS = sorted(path.stem for path in FOLDER.glob("*.txt"))
STORY = "docs/stories/late-parcel.md"
NOTHING = "(nothing: accepted)\n"


def read(situation: str) -> tuple[str, str]:
    """Return what changes in a situation, and the report that its author sees."""
    text = (FOLDER / f"{situation}.txt").read_bytes().decode()  # read_text() would mend line ends
    changes = re.match(r"(?:(?:[@+ -].*)?\n)*", text)
    assert changes
    report = text[changes.end() :]
    assert report in ("", NOTHING) or report.startswith(("docs/", "overrides/")), (
        f"no sign before a line of {situation}:\n{report}"
    )
    return changes[0].strip("\n"), report


def apply(change: str, root: Path) -> None:
    """Make one change, in the one place of the file that it means."""
    lines = [(line[0], f"{line[1:]}\n") for line in change.split("\n")]
    path = root / next((name.strip() for sign, name in lines if sign == "@"), STORY)
    old, new = ("".join(line for sign, line in lines if sign in signs) for signs in (" -", " +"))
    text = path.read_bytes().decode() if path.exists() else ""
    places = [found.start() for found in re.finditer(f"^(?={re.escape(old)})", text, re.MULTILINE)]
    assert len(places) == 1, f"{len(places)} places in {path.relative_to(root)}, and not one, have these lines:\n{old}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((text[: places[0]] + new + text[places[0] + len(old) :]).encode())


def broken(situation: str, folder: Path) -> Path:
    """Return a small handbook with the story and the changes of a situation."""
    small = Path(shutil.copytree(ROOT / "tests/small_handbook", folder / situation))
    whole = FOLDER / f"{situation}.md"
    shutil.copy(whole if whole.exists() else FOLDER / "late-parcel.md", small / STORY)
    if (picture := FOLDER / f"{situation}.png").exists():
        shutil.copy(picture, small / "docs/stories/plan.png")
    for change in filter(None, re.split("\n\n+", read(situation)[0])):
        apply(change, small)
    return small


def seen_by_the_author(situation: str, folder: Path) -> str:
    """Return what checking such a handbook prints on 22 November 2026."""
    try:
        load(broken(situation, folder), date(2026, 11, 22))
    except HandbookError as error:
        return f"{error}\n"
    return NOTHING


@pytest.mark.parametrize("situation", SITUATIONS)
def test_an_author_sees_all_that_is_wrong(situation: str, tmp_path: Path) -> None:
    seen = seen_by_the_author(situation, tmp_path)

    _, wanted = read(situation)
    assert seen == wanted, (
        f"\n--- tests/bad_stories/{situation}.txt says:\n{wanted}"
        f"--- the author sees:\n{seen}"
        "--- if that is better: .venv/bin/python tests/test_bad_stories.py"
    )


def test_only_a_situation_named_accepted_is_accepted() -> None:
    silent = [name for name in SITUATIONS if read(name)[1] == NOTHING]

    assert silent == [name for name in SITUATIONS if name.startswith("accepted-")]


@pytest.mark.parametrize(("lines", "places"), [("----", 2), ("-title: The early parcel", 0), ("+owner: Sam", 55)])
def test_a_change_that_does_not_mean_one_place_is_refused(lines: str, places: int, tmp_path: Path) -> None:
    handbook = broken("accepted-as-it-is", tmp_path)

    with pytest.raises(AssertionError, match=f"^{places} places in {STORY}, and not one"):
        apply(lines, handbook)


if __name__ == "__main__":
    with TemporaryDirectory() as scratch:
        for situation in SITUATIONS:
            changes, _ = read(situation)
            report = seen_by_the_author(situation, Path(scratch))
            (FOLDER / f"{situation}.txt").write_bytes("\n\n".join(filter(None, [changes, report])).encode())
