"""Shared pieces of the tests: a small handbook to break, and the real one, built once. The browser: visiting.py."""

import fcntl
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date
from itertools import takewhile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from handbook.book import Handbook
from handbook.check import load
from handbook.edition import edition_of
from handbook.problems import HandbookError
from handbook.site.finish import finish
from tools.loopback import served
from tools.nginx import served_by_nginx

pytest_plugins = ["visiting", "reading_codes", "thoroughness", "terminals"]

ROOT = Path(__file__).resolve().parent.parent

Build = Callable[..., subprocess.CompletedProcess[str]]
Pages = dict[str, BeautifulSoup]

# Whoever starts the tests in the background starts them deaf to Ctrl-C, and so all that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

QUIET = {"NO_MKDOCS_2_WARNING": "1"}

TODAY = date(2026, 11, 22)


def slugs(folder: str) -> list[str]:
    """Return the names of the real stories or principles, without their list."""
    return sorted(path.stem for path in (ROOT / "docs" / folder).glob("*.md") if path.stem != "index")


def change(file: Path, old: str, new: str) -> None:
    """Replace the one place in a file where `old` stands."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def everything(folder: Path) -> dict[str, bytes]:
    """Return what is in every file below a folder, by its path in there."""
    start = len(f"{folder}/")  # by text: a Path for each of hundreds of files takes longer than to read them
    paths = [f"{where}/{name}" for where, _, names in os.walk(folder) for name in names]
    found = {}
    for path in paths:
        with suppress(FileNotFoundError), open(path, "rb") as file:  # noqa: PTH123  # a link may lead nowhere
            found[path[start:]] = file.read()
    return dict(sorted(found.items()))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of tests/small_handbook: a whole handbook of two stories, free to break."""
    return Path(shutil.copytree(ROOT / "tests/small_handbook", tmp_path / "small"))


@pytest.fixture
def problems_of() -> Callable[[Path], str]:
    """What an author sees after checking a handbook on 22 November 2026; nothing where all is well."""

    def check(root: Path) -> str:
        try:
            load(root, TODAY)
        except HandbookError as error:
            return str(error)
        return ""

    return check


@pytest.fixture(scope="session")
def copy_repository() -> Callable[[Path], Path]:
    """Copy everything that a build needs into a new folder."""

    def copy(folder: Path) -> Path:
        for name in ("docs", "overrides", "scripts"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "mkdocs.yml", folder)
        return folder

    return copy


@pytest.fixture
def repository(copy_repository: Callable[[Path], Path], tmp_path: Path) -> Path:
    """A copy of everything that a build needs, free to break."""
    return copy_repository(tmp_path / "repository")


@pytest.fixture(scope="session")
def copy_tiny() -> Callable[[Path], Path]:
    """Copy the small handbook into a new folder, with everything that a build needs: it takes half as long."""

    def copy(root: Path) -> Path:
        shutil.copytree(ROOT / "tests/small_handbook", root)
        for name in ("overrides", "scripts", "docs/assets", ".vscode"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("docs/all.md", "mkdocs.yml", ".github/ISSUE_TEMPLATE/tell-us-a-story.yml"):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)
        settings = (root / "mkdocs.yml").read_text("utf-8")
        nav = settings[settings.index("nav:\n") : settings.index("theme:\n")]
        (root / "mkdocs.yml").write_text(settings.replace(nav, ""), "utf-8")
        return root

    return copy


@pytest.fixture
def tiny(copy_tiny: Callable[[Path], Path], tmp_path: Path) -> Path:
    """A repository of the small handbook, with everything that a build needs, free to break."""
    return copy_tiny(tmp_path / "tiny")


@pytest.fixture(scope="session")
def build() -> Build:
    """Build the site of a repository into its site/ with the engine, as `make build` does, and keep what it prints."""

    def run(root: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", *options]
        everything = os.environ | QUIET | environment
        return subprocess.run(command, cwd=root, env=everything, capture_output=True, text=True)

    return run


# The same command, but for values of our modules, which are given as "handbook.content.fields.MARKUP": "None".
BUILD_WITH = """import importlib, re, runpy, sys
sys.path.insert(0, "scripts")
for place, value in {}.items():
    module, _, name = place.rpartition(".")
    assert hasattr(importlib.import_module(module), name), place
    setattr(sys.modules[module], name, eval(value))
runpy.run_path("scripts/build.py", run_name="__main__")"""


@pytest.fixture(scope="session")
def run_build() -> Callable[..., tuple[int, str]]:
    """Build and finish the site of a copied repository by its own command; return exit code and what it printed."""

    def run(root: Path, *options: str, values: Mapping[str, str] | None = None, **environment: str) -> tuple[int, str]:
        everything = os.environ | QUIET | environment
        script = ["-c", BUILD_WITH.format(values)] if values else ["scripts/build.py"]
        command = [sys.executable, *script, *options]
        result = subprocess.run(command, cwd=root, env=everything, capture_output=True, text=True)
        return result.returncode, result.stdout + result.stderr

    return run


@pytest.fixture(scope="session")
def finished(run_build: Callable[..., tuple[int, str]]) -> Callable[..., Path]:
    """Build and finish the site of a copied repository; return its folder."""

    def run(root: Path, values: Mapping[str, str] | None = None, **environment: str) -> Path:
        code, printed = run_build(root, values=values, **environment)
        assert code == 0, printed
        return root / "site"

    return run


@pytest.fixture
def full_disk() -> Callable[[], AbstractContextManager[None]]:
    """No file can grow beyond some bytes for a while, as where the disk is full."""

    @contextmanager
    def full(left: int = 0) -> Iterator[None]:
        usual = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (left, usual[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, usual)

    return full


@pytest.fixture
def new_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git as on a machine where nobody has set anything, not even a name."""
    for key in [key for key in os.environ if key.startswith("GIT_")]:
        monkeypatch.delenv(key)
    for key in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(key, os.devnull)


@pytest.fixture(scope="session")
def book() -> Handbook:
    """The real handbook."""
    return load(ROOT)


@pytest.fixture(scope="session")
def of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of these tests share, for what one of them makes for all."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def built(build: Build, of_this_run: Path, book: Handbook) -> subprocess.CompletedProcess[str]:
    """What the engine says while it builds the real handbook, once; where it could, the site is then finished."""
    site, said = of_this_run / "site", of_this_run / "site.json"
    with (of_this_run / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            done = build(ROOT, "--site-dir", str(site))
            if done.returncode == 0:
                finish(site, book, edition_of(ROOT))
            said.write_text(json.dumps([done.returncode, done.stdout, done.stderr]), encoding="utf-8")
    return subprocess.CompletedProcess("build", *json.loads(said.read_text("utf-8")))


@pytest.fixture(scope="session")
def site(built: subprocess.CompletedProcess[str], of_this_run: Path) -> Path:
    """The real handbook, built and finished."""
    assert built.returncode == 0, built.stdout + built.stderr
    return of_this_run / "site"


def readable(site: Path) -> Path:
    """Open a site in one of our temporary folders to a server that runs as another user."""
    for folder in takewhile(lambda folder: folder != Path(tempfile.gettempdir()), (site, *site.parents)):
        folder.chmod(0o755)
    return site


@pytest.fixture(scope="session")
def readable_site(site: Path) -> Path:
    """The same for a server that runs as another user."""
    return readable(site)


@pytest.fixture(scope="session")
def host(readable_site: Path) -> Iterator[str]:
    """The address of the real handbook, served by nginx with our own configuration."""
    with served_by_nginx(readable_site) as address:
        yield address


@pytest.fixture(scope="session")
def pages(site: Path) -> Pages:
    """Every page of the real handbook, by its address from the root: "stories/little-alien/"."""
    return read_pages(site)


@pytest.fixture(scope="session")
def read_by_people(pages: Pages) -> Pages:
    """Every page that one reads: those at a short or old address only lead on to one of them."""
    return {address: page for address, page in pages.items() if not page.select("script[data-to]")}


def read_pages(site: Path) -> Pages:
    """Every page of a built site, by its address from the root."""
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*.html")}
    return {
        name.removesuffix("index.html"): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for name, path in files.items()
    }


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the real handbook on loopback."""
    with served(site) as base:
        yield base
