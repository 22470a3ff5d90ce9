"""The same work on many things, on all cores where there are enough of them."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

WORTH_SPLITTING = 400  # more processes take a tenth of a second to start

T = TypeVar("T")
R = TypeVar("R")


def each(work: Callable[[T], R], things: Sequence[T]) -> list[R]:
    """Return the result for each thing, in order. The work may be done in another process, so it must not remember.

    A process of several threads, such as the live preview, does it alone: a copy of it could wait for a lock for ever.
    """
    if len(things) < WORTH_SPLITTING or threading.active_count() > 1:
        return [work(thing) for thing in things]
    with ProcessPoolExecutor() as processes:
        return list(processes.map(work, things, chunksize=50))
