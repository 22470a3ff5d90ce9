"""The same work on many things, on all cores where there are enough of them."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
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
    with processes() as pool:
        return list(pool.map(work, things, chunksize=50))


@contextmanager
def uncollected() -> Iterator[None]:
    """Let Python not look for objects that only hold each other: among 10,000 pages that takes a third of the time.

    What is read stays anyway, and holds nothing that holds it; so what the first such block leaves is not looked at
    afterwards, either. Processes that begin within the block do the same.
    """
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            if not gc.get_freeze_count():
                gc.freeze()
            gc.enable()


@contextmanager
def processes(number: int | None = None) -> Iterator[ProcessPoolExecutor]:
    """Offer processes that never outlive the block, whether it ends well, by an error, or by a signal.

    Raises ChildProcessError where one of them was killed.
    """
    with ProcessPoolExecutor(number, initializer=_end_with_parent) as pool:
        try:
            yield pool
        except BaseException as error:
            for process in multiprocessing.active_children():
                process.terminate()
            if isinstance(error, BrokenProcessPool):
                raise ChildProcessError("A process was killed; is there enough memory?") from None
            raise


def _end_with_parent() -> None:
    """Let this process end at once, and without a word, by a signal or with the process that started it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
