"""What a fresh machine needs: pinned packages, commands that explain themselves, a browser or a clear word."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import ROOT
from tools import other_browsers
from tools.loopback import served
from tools.other_browsers import ENGINES

GROUPS = ["site", "test"]  # of packages, each with a lock file

NO_BROWSER = "No browser for the tests; install Chromium or Google Chrome, then run this again\n"
DOWNLOADING = "Setting up: Playwright's Chromium (about 170 MB, once)\n"


def run(*command: str, **environment: str) -> tuple[int, str, str]:
    """Run Python with these arguments; return its exit code and what it printed, good and bad apart."""
    changed = os.environ | environment
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=changed, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def locked(group: str) -> list[tuple[str, list[str]]]:
    """Each entry of a lock file: what is required, and its hashes."""
    text = (ROOT / f"requirements-{group}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    found = [line.split(" --hash=") for line in text.splitlines() if line and not line.startswith("#")]
    return [(required.strip(), [part.strip() for part in hashes]) for required, *hashes in found]


def versions(group: str) -> dict[tuple[str, str], str]:
    """The version of each package in a lock file, by its name and the machines that it is for."""
    required = [Requirement(text) for text, _ in locked(group)]
    return {(canonicalize_name(r.name), str(r.marker)): str(r.specifier).removeprefix("==") for r in required}


@pytest.mark.parametrize("group", GROUPS)
def test_every_package_is_pinned_to_one_version_with_hashes(group: str) -> None:
    exact = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^ *,;]+( ; .+)?")
    whole = re.compile("sha256:[0-9a-f]{64}")
    loose = [
        required
        for required, hashes in locked(group)
        if not exact.fullmatch(required) or not hashes or not all(map(whole.fullmatch, hashes))
    ]
    assert loose == []


def test_the_two_lock_files_agree_on_every_package_that_both_hold() -> None:
    site, test = map(versions, GROUPS)
    assert site.items() - test.items() == set()


@pytest.mark.parametrize("group", GROUPS)
def test_every_package_of_the_project_is_in_its_lock_file_in_an_allowed_version(group: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [Requirement(item) for item in project["dependency-groups"][group] if isinstance(item, str)]
    found = {name: version for (name, _), version in versions(group).items()}
    assert [str(w) for w in wanted if not w.specifier.contains(found.get(canonicalize_name(w.name), "none"))] == []


def test_make_alone_lists_every_command_with_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = re.findall("^.PHONY: (.*)$", makefile, re.MULTILINE)[0].split()
    printed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert [re.sub(r"^  make ([a-z]+) +[A-Z].{5,}$", r"\1", line) for line in printed[1:]] == commands


def test_the_library_reads_the_handbook_without_mkdocs() -> None:
    program = """if True:
        import importlib, pathlib, sys
        sys.modules["mkdocs"] = sys.modules["material"] = sys.modules["mkdocs_macros"] = None
        for path in pathlib.Path("scripts/handbook").rglob("*.py"):
            importlib.import_module(".".join(path.relative_to("scripts").with_suffix("").parts))
        from handbook.check import load
        load(pathlib.Path("."))
    """
    assert run("-c", program, PYTHONPATH="scripts") == (0, "", "")


def test_a_browser_that_is_installed_is_found() -> None:
    code, printed, complaint = run("-m", "tools.browsers", PYTHONPATH="scripts")
    found = re.fullmatch("Browser: (.+)\n", printed)
    assert (code, complaint) == (0, "") and found and os.access(found[1], os.X_OK)


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """A machine without a browser: downloads fail, and the path holds only what Ubuntu has in place of one."""
    stub = tmp_path / "bin/chromium-browser"
    stub.parent.mkdir()
    stub.write_text("#!/bin/sh\necho please install a snap\nexit 1\n", encoding="utf-8")
    stub.chmod(0o755)
    return {
        "PATH": str(stub.parent),
        "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "browsers"),
        "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",
    }


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="a Mac finds its browsers by their folder as well")


@pytest.mark.thorough
@on_linux
def test_where_no_browser_can_be_had_one_line_says_what_to_install(bare: dict[str, str]) -> None:
    assert run("-m", "tools.browsers", PYTHONPATH="scripts", **bare) == (1, DOWNLOADING, NO_BROWSER)


@pytest.mark.thorough
@on_linux
def test_the_browser_that_playwright_downloads_is_found(bare: dict[str, str], tmp_path: Path) -> None:
    """Its download is real; what it gets is a stand-in of one line, from this machine."""
    ask = "from playwright import sync_api as it\nwith it.sync_playwright() as p: print(p.chromium.executable_path)"
    own = run("-c", ask, **bare)[1].strip()
    inside = Path(own).relative_to(bare["PLAYWRIGHT_BROWSERS_PATH"])
    program = zipfile.ZipInfo(str(inside.relative_to(inside.parts[0])))
    program.external_attr = 0o100755 << 16
    with served(tmp_path / "host") as host:
        bare["PLAYWRIGHT_DOWNLOAD_HOST"] = host.rstrip("/")
        plan = run("-m", "playwright", "install", "--dry-run", "--no-shell", "chromium", **bare)[1]
        for place in re.findall(f"Download url: +{host}(.+)", plan):
            archive = tmp_path / "host" / place
            archive.parent.mkdir(parents=True)
            with zipfile.ZipFile(archive, "w") as file:
                file.writestr(program, "#!/bin/sh\nexit 0\n")
        assert run("-m", "tools.browsers", PYTHONPATH="scripts", **bare) == (0, f"{DOWNLOADING}Browser: {own}\n", "")


@pytest.mark.parametrize(("name", "packages"), [(name, packages) for name, (_, packages) in ENGINES.items()])
@pytest.mark.parametrize(
    ("user", "offered", "ci", "expected"),
    [(1000, True, "", 0), (0, False, "", 0), (0, True, "", 1), (1000, False, "true", 1)],
)
def test_an_engine_that_is_missing_is_named_in_one_line_and_is_a_fault_in_ci_or_where_it_could_be_had(
    name: str,
    packages: tuple[str, ...],
    user: int,
    offered: bool,
    ci: str,
    expected: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """On a machine that lacks an engine; whether apt offers it depends on the machine."""
    monkeypatch.setattr(other_browsers, "apt", lambda *_: None)
    monkeypatch.setattr(other_browsers, "succeeds", lambda *_: offered)
    monkeypatch.setitem(ENGINES, name, (lambda: None, packages))
    monkeypatch.setattr("os.geteuid", lambda: user)
    monkeypatch.setenv("CI", ci)

    assert other_browsers.main([]) == expected
    printed, complaint = capsys.readouterr()
    line = f"No {name}; its tests are skipped. To run them, install {', '.join(packages)}"
    assert [said for said in printed.splitlines() if said.startswith(f"No {name}")] == [line]
    assert complaint == ""
