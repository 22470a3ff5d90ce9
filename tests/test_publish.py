"""A site goes onto a server in one step: whatever the folder is called, whatever the clock says, whatever stops it."""

import fcntl
import os
import resource
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT
from handbook.book import Handbook
from handbook.site.output import Site
from handbook.site.sealed import sealed

UNFINISHED = "{} is no finished site, or has changed since its build; run make build first\n"
STOPPED = "stopped; the site that was published before stays\n"


@pytest.fixture
def new(tmp_path: Path, book: Handbook) -> Path:
    """A small finished site."""
    site = tmp_path / "site"
    (site / "go/toy").mkdir(parents=True)
    for name in ("index.html", "go/toy/index.html", "go/toy/an empty file"):
        (site / name).write_text(name * ("empty" not in name), encoding="utf-8")
    sealed(Site(site, book))
    return site


def publish(site: Path | str, folder: Path | str, **options: object) -> tuple[int, str, str]:
    """Publish a site; return the exit code and what was said, good and bad apart."""
    command = [ROOT / "deploy/publish.sh", site, folder]
    done = subprocess.run(command, capture_output=True, text=True, **options)  # type: ignore[call-overload]
    return done.returncode, done.stdout, done.stderr


def stub(folder: Path, name: str, text: str) -> dict[str, str]:
    """Put a program in place of another; return the environment that finds it first."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    (folder / name).chmod(0o755)
    return os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


def releases(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "releases").iterdir())


def current(folder: Path) -> str:
    """Return the name of the release that readers get."""
    assert (folder / "current/index.html").read_text(encoding="utf-8") == "index.html"
    return (folder / "current").readlink().name


NAMES = ["server", "my site", "bob's", '"', "-rf", "a\nb", "$(touch hacked)", "*", "café", "a;b", "\\"]


@pytest.mark.few(5)
@pytest.mark.parametrize("name", NAMES)
def test_the_last_three_stay_in_a_folder_of_any_name_and_nothing_beside_it_changes(
    name: str, new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pub/my").mkdir(parents=True)
    (tmp_path / "pub/my/own").write_text("Not yours.")
    monkeypatch.chdir(tmp_path / "pub")
    for _ in range(4):
        code, said, wrong = publish("../site", name)
        assert (code, wrong) == (0, "")
        assert len(said.splitlines()) == 1
    assert len(releases(tmp_path / "pub" / name)) == 3
    assert current(tmp_path / "pub" / name) == releases(tmp_path / "pub" / name)[-1]
    assert sorted(path.name for path in (tmp_path / "pub").iterdir()) == sorted(["my", name])
    assert (tmp_path / "pub/my/own").read_text() == "Not yours."


@pytest.mark.parametrize("clock", ["20260101000000", "20200101000000", "20260101000099"])
def test_the_newest_three_stay_whatever_the_clock_says(clock: str, new: Path, tmp_path: Path) -> None:
    for said in ("20260101000000", *[clock] * 4):
        code, _, wrong = publish(new, tmp_path / "server", env=stub(tmp_path / "bin", "date", f"echo {said}"))
        assert (code, wrong) == (0, "")
        assert current(tmp_path / "server") == releases(tmp_path / "server")[-1]
    assert len(releases(tmp_path / "server")) == 3
    assert "20260101T000000" not in releases(tmp_path / "server")


def test_only_what_it_made_is_ever_taken_away(new: Path, tmp_path: Path) -> None:
    made = ["20240101T000000-17", "20250101T000000-4711", "20250102T000000"]
    foreign = ["2024-notes", "20240101", "20240101T00000x", "20240101T000000 copy", "notes.part", "2024\n0101T000000"]
    for name in (*made, *foreign):
        (tmp_path / "server/releases" / name).mkdir(parents=True)
    (tmp_path / "server/releases/20230101T000000").symlink_to(tmp_path / "site")

    assert publish(new, tmp_path / "server")[0] == 0
    kept = [*made[1:], current(tmp_path / "server"), *foreign, "20230101T000000"]
    assert releases(tmp_path / "server") == sorted(kept)


def test_what_a_stopped_one_left_goes_and_does_not_count(new: Path, tmp_path: Path) -> None:
    for name in ("20250101T000000.part", "20250102T000000-4711.part"):
        (tmp_path / "server/releases" / name).mkdir(parents=True)
    (tmp_path / "server/next").symlink_to("releases/20250101T000000")
    for number in (1, 2, 3):
        assert publish(new, tmp_path / "server")[0] == 0
        assert len(releases(tmp_path / "server")) == number
    assert sorted(path.name for path in (tmp_path / "server").iterdir()) == ["current", "releases"]


def break_site(site: Path, how: str) -> None:
    match how:
        case "without its list":
            (site / ".finished").unlink()
        case "without a page":
            (site / "go/toy/index.html").unlink()
        case "with a page cut off":
            (site / "index.html").write_text("index")
        case "with a file from elsewhere":
            (site / "go/password.txt").write_text("secret")
        case "with a link to elsewhere":
            (site / "go/hosts").symlink_to("/etc/hosts")
        case "not there":
            site.rename(site.with_name("other"))


BROKEN = ["without its list", "without a page", "with a page cut off"]
BROKEN += ["with a file from elsewhere", "with a link to elsewhere", "not there"]


@pytest.mark.parametrize("how", BROKEN)
def test_a_site_that_is_not_whole_is_refused_and_the_last_one_stays(how: str, new: Path, tmp_path: Path) -> None:
    publish(new, tmp_path / "server")
    before = current(tmp_path / "server")
    break_site(new, how)

    assert publish(new, tmp_path / "server") == (1, "", UNFINISHED.format(new))
    assert (current(tmp_path / "server"), releases(tmp_path / "server")) == (before, [before])


STOPS = {
    "cp": (
        '/bin/cp "$@" && rm "$3/index.html"',
        1,
        "not published: {} changed while it was copied; publish it again\n",
    ),
    "mkdir": ('test "$1" = -p || kill -TERM $PPID; exec /bin/mkdir "$@"', 143, STOPPED),
    "chmod": ("kill -INT $PPID", 130, STOPPED),
}


@pytest.mark.parametrize("program", STOPS)
def test_whatever_stops_it_the_last_site_stays_and_one_line_says_so(program: str, new: Path, tmp_path: Path) -> None:
    publish(new, tmp_path / "server")
    before = current(tmp_path / "server")
    text, code, line = STOPS[program]

    environment = stub(tmp_path / "bin", program, text)
    assert publish(new, tmp_path / "server", env=environment) == (code, "", line.format(new))
    assert (current(tmp_path / "server"), releases(tmp_path / "server")) == (before, [before])


def test_on_a_full_disk_the_last_site_stays_and_one_line_says_so(new: Path, tmp_path: Path, book: Handbook) -> None:
    publish(new, tmp_path / "server")
    before = current(tmp_path / "server")
    for name in ("one", "two"):
        (new / name).write_bytes(b"x" * 20_000)
    sealed(Site(new, book))

    small = 10_000  # bytes that a file may have
    full = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (small, small)), "restore_signals": False}
    code, said, wrong = publish(new, tmp_path / "server", **full)
    assert (code, said) == (1, "")
    assert wrong.startswith("not published: ")
    assert len(wrong.splitlines()) == 1
    assert (current(tmp_path / "server"), releases(tmp_path / "server")) == (before, [before])


def test_two_at_once_do_not_meet(new: Path, tmp_path: Path) -> None:
    folder = tmp_path / "server"
    publish(new, folder)
    handle = os.open(folder / "releases", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        line = f"another site is being published into {folder} now; wait until that has ended\n"
        assert publish(new, folder) == (1, "", line)
    finally:
        os.close(handle)
    assert publish(new, folder)[0] == 0


def test_a_folder_in_place_of_the_link_is_not_replaced(new: Path, tmp_path: Path) -> None:
    (tmp_path / "server/current").mkdir(parents=True)
    line = f"{tmp_path}/server/current is no link; move it away first\n"
    assert publish(new, tmp_path / "server") == (1, "", line)


def test_everybody_may_read_what_is_published(new: Path, tmp_path: Path) -> None:
    for path in (new, *new.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    assert publish(new, tmp_path / "server", umask=0o077)[0] == 0

    found = [tmp_path / "server", *(tmp_path / "server/releases").rglob("*")]
    assert {oct(path.stat().st_mode & 0o777) for path in found if path.is_dir()} == {"0o755"}
    assert {oct(path.stat().st_mode & 0o777) for path in found if path.is_file()} == {"0o644"}


def test_without_two_names_it_says_how_it_is_called() -> None:
    done = subprocess.run([ROOT / "deploy/publish.sh", "site"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, "usage: publish.sh SITE FOLDER\n")
