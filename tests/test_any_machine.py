"""What a machine is set to changes nothing: the same handbook gives the same bytes and the same lines everywhere."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import QUIET, ROOT, change, everything

# Each as somebody's machine may be. An empty variable counts as one that is not set.
SETTINGS: dict[str, dict[str, str]] = {
    "far east": {"TZ": "Pacific/Kiritimati"},
    "far west": {"TZ": "Etc/GMT+12"},
    "no locale": {"LC_ALL": "C", "LANG": "C"},
    "another locale": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "empty variables": {"SITE_URL": "", "GITHUB_BASE_REF": "", "TMPDIR": "", "CI": ""},
    "another hash": {"PYTHONHASHSEED": "7"},
    "bytes that are no text": {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
}
ODD = "\u0130stanbul \u201cé\u201d"  # what not every locale can write
UMASK = 0o077  # of somebody who lets nobody else read
CHECK = """import sys
from pathlib import Path
from datetime import date
from handbook.check import load
from handbook.problems import HandbookError
try:
    load(Path(sys.argv[1]), date(2026, 11, 22))
except HandbookError as error:
    sys.stdout.buffer.write(str(error).encode())"""


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory, copy_tiny: Callable[[Path], Path]) -> Path:
    """A repository of two stories, which go through every step of a build, with a site as this machine builds it."""
    root = copy_tiny(tmp_path_factory.mktemp("usual") / "repository")
    change(root / "docs/stories/cold-soup.md", "summary: A waiter", f"summary: A waiter of {ODD}")
    assert built(root, {}) == ""
    return root


def built(root: Path, settings: dict[str, str]) -> str:
    """Build a site under these settings; return what went wrong."""
    done = subprocess.run(
        [sys.executable, "scripts/build.py"], cwd=root, env=os.environ | QUIET | settings, capture_output=True
    )
    return "" if done.returncode == 0 else (done.stdout + done.stderr).decode()


# Several at once, since each build takes seconds.
@pytest.mark.thorough
@pytest.mark.parametrize(
    "names", [("far east", "no locale", "another hash"), ("far west", "another locale", "empty variables")]
)
def test_a_site_has_the_same_bytes(names: tuple[str, ...], usual: Path) -> None:
    before = everything(usual / "site")
    assert built(usual, {key: value for name in names for key, value in SETTINGS[name].items()}) == ""
    assert everything(usual / "site") == before


@pytest.mark.thorough
def test_in_a_path_with_spaces_and_accents_whoever_lets_nobody_read_their_files_builds_a_site_for_everybody(
    usual: Path, tmp_path: Path
) -> None:
    before = everything(usual / "site")
    there = usual.rename(tmp_path / "Büro & Söhne '1'")
    try:
        command = f"umask {UMASK:03o}; exec {sys.executable} scripts/build.py"
        subprocess.run(["sh", "-c", command], cwd=there, env=os.environ | QUIET, check=True, capture_output=True)
        assert [path for path in (there / "site").rglob("*") if not path.stat().st_mode & 0o004] == []
        assert everything(there / "site") == before
    finally:
        there.rename(usual)


def said(root: Path, settings: dict[str, str]) -> bytes:
    """What is wrong with a handbook, as it is told under these settings."""
    command = [sys.executable, "-c", CHECK, str(root)]
    environment = os.environ | {"PYTHONPATH": "scripts"} | settings
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def mistaken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A handbook with a mistake, and how it is told here."""
    root = Path(shutil.copytree(ROOT / "tests/small_handbook", tmp_path_factory.mktemp("mistaken") / "small"))
    change(root / "docs/stories/cold-soup.md", "channel: in-person", f"channel: {ODD}")
    return root, said(root, {})


@pytest.mark.few(3)
@pytest.mark.parametrize("name", SETTINGS)
def test_a_mistake_is_told_in_the_same_words(name: str, mistaken: tuple[Path, bytes]) -> None:
    root, here = mistaken
    assert b"docs/stories/cold-soup.md:" in here
    assert said(root, SETTINGS[name]) == here


# --- A repository where nothing may be written, and a machine without a network

# Root may write anywhere, so it gives that right up. For anybody else the rights of the files are enough.
WITHOUT_RIGHTS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"] if os.getuid() == 0 else []
COMMANDS = {
    "build.py": [],
    "new_page.py": [
        "story",
        "--title=A new story",
        "--principles=look-first",
        "--outcome=good",
        "--channel=phone",
        "--moment=mistake",
        "--sources=old-letter",
    ],
    "story_from_issue.py": [],
    "rename.py": ["stories/cold-soup", "stories/hot-soup"],
    "remove.py": ["stories/cold-soup", "It was told twice.", "stories/cold-tea"],
}
LETTER = "### What happened?\n\nA boy dropped his ice cream.\n\n### What did you do?\n\nI gave him another one.\n"


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory, copy_tiny: Callable[[Path], Path]) -> Iterator[Path]:
    """A repository in which nothing may be written."""
    root = copy_tiny(tmp_path_factory.mktemp("locked") / "repository")
    paths = [root, *root.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield root
    for path in paths:
        path.chmod(0o755)


@pytest.mark.few(2)
@pytest.mark.parametrize("script", COMMANDS)
def test_where_nothing_may_be_written_a_command_says_so_in_one_line(script: str, locked: Path) -> None:
    before = everything(locked)
    command = [*WITHOUT_RIGHTS, sys.executable, "-B", f"scripts/{script}", *COMMANDS[script]]
    done = subprocess.run(command, cwd=locked, env=os.environ | QUIET, input=LETTER, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    said = done.stdout + done.stderr
    assert said.splitlines()[-1].endswith("Permission denied"), said
    assert "Traceback" not in said
    assert everything(locked) == before


def test_where_nothing_may_be_written_the_check_still_checks(locked: Path) -> None:
    command = [*WITHOUT_RIGHTS, sys.executable, "-B", "scripts/check.py"]
    done = subprocess.run(command, cwd=locked, env=os.environ | QUIET, capture_output=True, text=True)
    assert done.returncode == 0
    assert "no problems" in done.stdout


@pytest.mark.few(1)
@pytest.mark.skipif(os.getuid() != 0, reason="only root may take the network away from a command")
@pytest.mark.parametrize("target", ["check", "build"])
def test_after_the_set_up_no_network_is_needed(target: str, usual: Path) -> None:
    shutil.copy(ROOT / "Makefile", usual)
    for name in ("requirements-site.txt", ".venv"):
        if not (usual / name).exists():
            (usual / name).symlink_to(ROOT / name)
    command = ["unshare", "--net", "make", "--silent", target, "SITE_READY="]
    done = subprocess.run(command, cwd=usual, env=os.environ | QUIET, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no problems" in done.stdout or "pages in" in done.stdout
