"""What the live preview watches: a look at every file that the site is made of, a few times a second.

A look costs a tenth of what MkDocs' own takes, and there is none while the site is being built. Both look rather than
wait to be told by the system: in a container, on a network and on some disks it does not tell.
"""

import time
from pathlib import Path
from threading import Event, Lock
from typing import Any

from watchdog.events import FileModifiedEvent
from watchdog.observers.api import BaseObserver, EventEmitter

from handbook.content.stamps import Stamp, stamp, stamped

EVERY = 0.1  # seconds between two looks
REST = 2  # times as long as a look took, at least: at 10,000 stories it takes most of a tenth of a second

Stamps = dict[str, Stamp]


def watched(root: Path) -> Stamps:
    """Return what tells whether a file changed that the site is made of, by its name from the root.

    Raises OSError where a folder goes away meanwhile, or mkdocs.yml is not there.
    """
    found = {stamp.name: stamp for folder in ("docs", "overrides") for stamp in stamped(root, folder)}
    return found | {"mkdocs.yml": stamp(root / "mkdocs.yml")}


def changed(before: Stamps, now: Stamps) -> set[str]:
    """Return the names of the files that changed, came or went."""
    return {name for name, _ in before.items() ^ now.items()}


class _Looking(EventEmitter):
    """Tells the server of a change since the last look; the first one is of the files that the site was made of."""

    def __init__(self, *given: Any, seen: Stamps, building: Lock, followed: Event, **named: Any) -> None:
        super().__init__(*given, **named)
        self.seen, self.building, self.followed, self.rest = seen, building, followed, EVERY

    def queue_events(self, timeout: float) -> None:
        if self.stopped_event.wait(self.rest):
            return
        with self.building:
            start = time.perf_counter()
            try:
                now = watched(Path(self.watch.path))
            except OSError:  # in the middle of a change: the next look sees it whole
                return
            self.rest = max(EVERY, REST * (time.perf_counter() - start))
        names, self.seen = changed(self.seen, now), now
        if names or self.followed.is_set():
            self.followed.clear()
            self.queue_event(FileModifiedEvent(min(names, default="")))


def looking(seen: Stamps, building: Lock, followed: Event) -> BaseObserver:
    """Return what watches a repository for the live-reload server, but for while something holds `building`.

    It also tells the server when more pages are there, so that those that are open load them: `followed` says so.
    """
    return BaseObserver(_Looking, seen=seen, building=building, followed=followed)
