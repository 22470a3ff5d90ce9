"""The live preview looks at the files itself: each change is told once, and there is no look while a site is built."""

import queue
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Lock

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from watching import EVERY, looking, watched

SECONDS = 30  # long enough for the slowest machine


class Told(FileSystemEventHandler):
    """Keeps the names of the files that it is told of."""

    def __init__(self) -> None:
        self.names: queue.Queue[str] = queue.Queue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.names.put(str(event.src_path))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository as far as the preview watches it."""
    for name in ("docs/stories/one.md", "docs/.hidden", "overrides/main.html", "mkdocs.yml", "README.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("as it was")
    return tmp_path


@pytest.fixture
def building() -> Lock:
    return Lock()


@pytest.fixture
def followed() -> Event:
    return Event()


@pytest.fixture
def told(root: Path, building: Lock, followed: Event) -> Iterator[queue.Queue[str]]:
    """The names of the files of which a watcher tells, from now on."""
    handler, observer = Told(), looking(watched(root), building, followed)
    observer.schedule(handler, root)
    observer.start()
    yield handler.names
    observer.stop()
    observer.join()


def nothing_more(told: queue.Queue[str]) -> bool:
    try:
        told.get(timeout=3 * EVERY)
    except queue.Empty:
        return True
    return False


@pytest.mark.parametrize("name", ["docs/stories/one.md", "docs/two.md", "overrides/main.html", "mkdocs.yml"])
def test_a_file_that_changed_is_told_once(name: str, root: Path, told: queue.Queue[str]) -> None:
    (root / name).write_text("as it is")
    assert told.get(timeout=SECONDS) == name
    assert nothing_more(told)


def test_a_file_that_went_and_one_that_was_renamed_are_told(root: Path, told: queue.Queue[str]) -> None:
    (root / "docs/stories/one.md").rename(root / "docs/stories/two.md")
    assert told.get(timeout=SECONDS) == "docs/stories/one.md"
    (root / "docs/stories/two.md").unlink()
    assert told.get(timeout=SECONDS) == "docs/stories/two.md"


@pytest.mark.parametrize("name", ["docs/.hidden", "README.md"])
def test_a_file_of_which_no_page_is_made_is_not_told(name: str, root: Path, told: queue.Queue[str]) -> None:
    (root / name).write_text("as it is")
    assert nothing_more(told)


def test_what_is_saved_while_the_site_is_built_is_told_after_that(
    root: Path, building: Lock, told: queue.Queue[str]
) -> None:
    with building:
        (root / "docs/stories/one.md").write_text("as it is")
        assert nothing_more(told)
    assert told.get(timeout=SECONDS) == "docs/stories/one.md"


def test_what_was_saved_between_the_first_build_and_the_first_look_is_told(root: Path, building: Lock) -> None:
    handler, observer = Told(), looking(watched(root), building, Event())
    (root / "docs/stories/one.md").write_text("as it is")
    observer.schedule(handler, root)
    with observer:
        assert handler.names.get(timeout=SECONDS) == "docs/stories/one.md"


def test_pages_that_followed_are_told_once(followed: Event, told: queue.Queue[str]) -> None:
    followed.set()
    assert told.get(timeout=SECONDS) == ""
    assert nothing_more(told)


def test_a_file_that_is_away_for_a_moment_ends_no_watch(root: Path, told: queue.Queue[str]) -> None:
    (root / "mkdocs.yml").rename(root / "mkdocs.old")
    assert nothing_more(told)
    (root / "mkdocs.old").write_text("as it is")
    (root / "mkdocs.old").rename(root / "mkdocs.yml")
    assert told.get(timeout=SECONDS) == "mkdocs.yml"
