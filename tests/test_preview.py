"""The live preview: a real `make serve` in a copy of the repository, which lives through an author's mistakes."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import QUIET, change, slugs
from tools.nginx import free_place

SECONDS = 60  # long enough for the slowest machine; what is waited for takes one or two


class Preview:
    """A running preview: what it prints, and what it serves."""

    def __init__(self, root: Path) -> None:
        self.place = free_place()
        self.lines: queue.Queue[str | None] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "scripts/serve.py", self.place.partition(":")[2]],
            cwd=root,
            env=os.environ | QUIET | {"PYTHONUNBUFFERED": "1", "TMPDIR": str(root.parent)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as output:
            for line in output:
                self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def until(self, text: str) -> list[str]:
        """Return what it prints up to the line that holds a text."""
        deadline, printed = time.monotonic() + SECONDS, [""]
        while text not in printed[-1]:
            try:
                line = self.lines.get(timeout=max(0, deadline - time.monotonic()))
            except queue.Empty:
                line = None
            assert line is not None, "\n".join([f"the preview ended, or waits, without {text!r}:", *printed])
            printed.append(line)
        return printed

    def stop(self) -> None:
        """End it and all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.reader.join()


@contextmanager
def serving(root: Path) -> Iterator[Preview]:
    """Yield the preview of a repository, up and serving."""
    running = Preview(root)
    try:
        running.until("Serving on")
        yield running
    finally:
        running.stop()


@pytest.fixture
def preview(repository: Path) -> Iterator[Preview]:
    """The preview of `repository`."""
    with serving(repository) as running:
        yield running


@pytest.fixture
def with_mistakes(repository: Path) -> Path:
    """A repository in which an author made mistakes in two files."""
    change(repository / "docs/stories/little-alien.md", "channel: in-person", "channel: in-persson\nmood: bright")
    change(repository / "docs/vocabulary.yml", "  phone: Phone\n", "  phone: Phone\n  phone: Telephone\n")
    return repository


def run(root: Path, *command: str) -> tuple[int, list[str]]:
    """Run a command in a repository; return its exit code and the lines that are about the content."""
    done = subprocess.run([sys.executable, *command], cwd=root, env=os.environ | QUIET, capture_output=True, text=True)
    return done.returncode, about_content((done.stdout + done.stderr).splitlines())


def about_content(lines: list[str]) -> list[str]:
    return [line for line in lines if re.match(r"docs/|\d+ problems? in ", line)]


@pytest.mark.few(1)
@pytest.mark.parametrize("command", ["scripts/build.py", "-m mkdocs build", "scripts/serve.py"])
def test_the_same_mistakes_give_the_same_lines_and_exit_code_as_in_the_check(command: str, with_mistakes: Path) -> None:
    expected = run(with_mistakes, "scripts/check.py")
    assert (expected[0], len(expected[1])) == (1, 4), expected
    assert run(with_mistakes, *command.split()) == expected


def test_a_mistake_saved_while_the_preview_runs_is_told_as_in_the_check_and_the_preview_lives_on(
    repository: Path, preview: Preview
) -> None:
    change(repository / "docs/stories/little-alien.md", "minutes: 6", "minutes: sixty")
    printed = preview.until("An error happened during the rebuild")
    assert about_content(printed) == [
        'docs/stories/little-alien.md:35: minutes is "sixty"; allowed: a whole number from 3 to 15',
        f"1 problem in 1 of {len(slugs('stories'))} stories",
    ]
    assert run(repository, "scripts/check.py") == (1, about_content(printed))
    assert preview.process.poll() is None


@pytest.mark.thorough
def test_a_mended_mistake_brings_the_preview_back_with_the_new_text(repository: Path, preview: Preview) -> None:
    story = repository / "docs/stories/little-alien.md"
    change(story, "title: The toy that stayed at home", "title: The toy: at home")
    preview.until("An error happened during the rebuild")
    change(story, "title: The toy: at home", "title: The brave alien")
    preview.until("Reloading browsers")
    with urlopen(f"http://{preview.place}/stories/little-alien/", timeout=SECONDS) as answer:
        assert "<title>The brave alien - Little Things</title>" in answer.read().decode()


@pytest.mark.thorough
def test_the_search_works_in_the_preview_before_and_after_a_save_with_the_index_of_its_start(
    repository: Path, preview: Preview
) -> None:
    index = repository / ".cache/search"
    made = {path: path.stat().st_mtime_ns for path in index.rglob("*")}
    assert index / "1/pagefind.js" in made
    for word in ("first", "second"):
        for name in ("words.json", "1/pagefind.js"):
            with urlopen(f"http://{preview.place}/search/{name}", timeout=SECONDS) as answer:
                assert answer.read() == (index / name).read_bytes(), word
        change(repository / "docs/stories/little-alien.md", "title: The ", f"title: The {word} ")
        printed = preview.until("Reloading browsers")
        assert "The search knows" not in "".join(printed)
    assert {path: path.stat().st_mtime_ns for path in index.rglob("*")} == made


# Each kind of file that one saves: the file, what it says and what it then says, the page that is open, and what
# is on it once the change is there.
SAVES = {
    "a story": ("docs/stories/toy-car.md", "\ntitle: ", "\ntitle: Zebra ", "stories/toy-car/", 'h1:has-text("Zebra")'),
    "a principle": (
        "docs/principles/follow-up.md",
        '\nrule: "Check',
        '\nrule: "Zebra',
        "principles/follow-up/",
        "text=Zebra once",
    ),
    "a session": ("docs/sessions/be-first.md", "\ngoal: ", "\ngoal: Zebra ", "sessions/be-first/", "text=Zebra You"),
    "a page of our own": ("docs/managers.md", "\n# For", "\n# Zebra for", "managers/", "text=Zebra for"),
    "a moment": ("docs/vocabulary.yml", "say: \"I'm listening. ", 'say: "Zebra? ', "now/", "text=Zebra?"),
    "the company": (
        "docs/company.yml",
        '\nspend_without_asking: "',
        '\nspend_without_asking: "Zebra ',
        "now/",
        "text=Zebra £20",
    ),
    "a source": ("docs/sources.yml", 'title: "Aliens', 'title: "Zebra aliens', "sources/", "text=Zebra aliens"),
    "a template": ("overrides/partials/footer.html", "<ul>", "<p>Zebra</p><ul>", "start/", 'footer:has-text("Zebra")'),
    "a drawing": (
        "overrides/pictures/toycar.svg",
        '<path d="M84 12C76',
        '<path opacity="0.99" d="M84 12C76',
        "stories/toy-car/",
        "path[opacity='0.99']",
    ),
    "a script": (
        "docs/assets/header.js",
        "\nimport",
        "\ndocument.body.dataset.zebra = 1\nimport",
        "start/",
        "[data-zebra]",
    ),
}


@pytest.fixture(scope="module")
def saving(
    copy_repository: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Preview]]:
    """A repository that one save after another changes, and its preview."""
    root = copy_repository(tmp_path_factory.mktemp("saving") / "repository")
    with serving(root) as running:
        yield root, running


@pytest.fixture
def page(saving: tuple[Path, Preview], chromium: Browser) -> Iterator[Page]:
    """A tab whose addresses are those of the preview."""
    page = chromium.new_page(base_url=f"http://{saving[1].place}/")
    yield page
    page.close()


def shows_once_it_is_saved(page: Page, address: str, there: str, file: Path, old: str, new: str) -> None:
    """Open a page, which shows something only once a file says something else."""
    page.goto(address)
    expect(page.locator(there)).to_have_count(0)
    change(file, old, new)
    expect(page.locator(there).first).to_be_attached(timeout=SECONDS * 1000)


@pytest.mark.few(2)
@pytest.mark.parametrize("kind", SAVES)
def test_an_open_page_shows_by_itself_what_was_saved_in(kind: str, saving: tuple[Path, Preview], page: Page) -> None:
    file, old, new, address, there = SAVES[kind]
    shows_once_it_is_saved(page, address, there, saving[0] / file, old, new)


def test_an_open_page_that_follows_a_save_of_another_shows_it_by_itself_as_well(
    saving: tuple[Path, Preview], page: Page
) -> None:
    principle = saving[0] / "docs/principles/follow-up.md"
    shows_once_it_is_saved(
        page, "stories/four-cables/", "text=Zebra up", principle, "title: Follow up", "title: Zebra up"
    )


def test_an_open_page_wears_by_itself_what_was_saved_in_a_stylesheet(saving: tuple[Path, Preview], page: Page) -> None:
    page.goto("start/")
    change(saving[0] / "docs/assets/handbook.css", "\nhtml {", "\nhtml { outline-color: rgb(1, 2, 3);")
    expect(page.locator("html")).to_have_css("outline-color", "rgb(1, 2, 3)", timeout=SECONDS * 1000)
