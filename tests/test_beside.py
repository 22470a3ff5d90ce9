"""The new site takes the place of the last one in one step, or not at all; and nothing else is ever replaced."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT
from handbook.site import beside
from handbook.site.beside import made_beside
from handbook.site.output import SiteError
from handbook.site.sealed import SEAL


def finished(folder: Path, text: str) -> None:
    """Leave in a folder what a finished build leaves."""
    (folder / "index.html").write_text(text, encoding="utf-8")
    (folder / SEAL).write_text("", encoding="utf-8")


def make(site: Path, text: str) -> None:
    with made_beside(site) as new:
        finished(new, text)


def shown(site: Path) -> str:
    return (site / "index.html").read_text("utf-8")


@pytest.fixture(params=["in one step", "by two renames"])
def site(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the site is, on a file system that lets folders change names in one step, and on one that does not."""
    if request.param == "by two renames":
        monkeypatch.setattr(beside, "exchange", lambda one, other: False)
    return tmp_path / "site"


def test_the_new_site_takes_the_place_of_the_last_one_and_leaves_nothing_beside_it(site: Path) -> None:
    for text in ("first", "second", "third"):
        make(site, text)
        assert shown(site) == text
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_build_that_fails_leaves_the_last_site_and_nothing_beside_it(site: Path) -> None:
    make(site, "first")
    with pytest.raises(ValueError, match="half"), made_beside(site) as new:
        finished(new, "second")
        raise ValueError("half")
    assert shown(site) == "first"
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_where_the_second_rename_fails_the_last_site_comes_back(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(site, "first")
    monkeypatch.setattr(beside, "exchange", lambda one, other: False)
    rename: Callable[[Path, Path], Path] = Path.rename

    def full(path: Path, to: Path) -> Path:
        if path.name == "site" and path.parent.name == ".site.new":
            raise OSError(28, "No space left on device")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="No space left"):
        make(site, "second")
    assert shown(site) == "first"


def test_a_site_that_stood_aside_when_somebody_killed_the_build_is_brought_back(site: Path) -> None:
    make(site, "first")
    site.rename(site.with_name(".site.last"))
    with pytest.raises(ValueError, match="half"), made_beside(site):
        raise ValueError("half")
    assert shown(site) == "first"


def test_what_a_killed_build_left_goes(site: Path) -> None:
    left = site.with_name(".site.new") / "site/stories"
    left.mkdir(parents=True)
    (left / "index.html").write_text("half")
    make(site, "first")
    assert sorted(path.name for path in site.iterdir()) == sorted(["index.html", SEAL])


@pytest.mark.parametrize("name", ["notes.txt", "index.html", ".hidden"])
def test_a_folder_that_no_build_made_is_refused_and_stays(site: Path, name: str) -> None:
    site.mkdir()
    (site / name).write_text("mine")
    with pytest.raises(
        SiteError, match="holds files that no finished build made; move them away, or name another folder"
    ):
        make(site, "first")
    assert (site / name).read_text() == "mine"


def test_a_file_in_place_of_the_folder_is_refused_and_stays(site: Path) -> None:
    site.write_text("mine")
    with pytest.raises(SiteError, match="is no folder; name one for the site"):
        make(site, "first")
    assert site.read_text() == "mine"


def test_an_empty_folder_is_welcome(site: Path) -> None:
    site.mkdir()
    make(site, "first")
    assert shown(site) == "first"


def test_a_link_to_a_folder_stays_a_link(site: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    site.symlink_to(tmp_path / "elsewhere")
    make(site, "first")
    assert site.is_symlink()
    assert shown(tmp_path / "elsewhere") == "first"


ANOTHER = """import sys
from pathlib import Path
from handbook.site.beside import made_beside
from handbook.site.output import SiteError
try:
    with made_beside(Path(sys.argv[1])):
        print("made")
except SiteError as error:
    print(error)"""


def test_a_second_build_waits_for_nobody_and_says_why(site: Path) -> None:
    with made_beside(site) as new:
        finished(new, "first")
        command = [sys.executable, "-c", ANOTHER, str(site)]
        said = subprocess.run(command, cwd=ROOT / "scripts", capture_output=True, text=True, check=True).stdout
    assert said == f"another build is making {site} now; wait until it has ended\n"
    assert shown(site) == "first"
