"""Work on all cores: the same on many things, or one thing beside others."""

import gc
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from typing import IO, Any, TypeVar, cast

WORTH_SPLITTING = 400  # more processes take a tenth of a second to start
AT_ONCE = 50  # things that a process is given at a time, of many; of few less, so that all end at about the same time
BEHIND = 5  # steps of priority: so far behind, two processes leave one of two cores to a third that ends first
FOLLOWER = "ends with its parent"  # the name of a thread
KILLED = "A process was killed; is there enough memory?"

T = TypeVar("T")
R = TypeVar("R")


def each(work: Callable[[T], R], things: Sequence[T], worth: int | None = None) -> list[R]:
    """Return the result for each thing, in order. The work may be done in another process, so it must not remember.

    `worth` is the number of things that are worth to be split, where it is another than for most work. A process of
    several threads does it alone: a copy of it could wait for a lock for ever.
    """
    if len(things) < (worth or WORTH_SPLITTING) or has_threads():
        return [work(thing) for thing in things]
    with processes() as pool:
        return list(pool.map(work, things, chunksize=min(AT_ONCE, len(things) // 20 + 1)))


@contextmanager
def beside(work: Callable[[], T]) -> Iterator[list[T]]:
    """Do some work in another process while the block runs; then raise what it raised, or give its result to the list.

    A process of several threads does the work first, and alone, as in `each`.
    """
    if has_threads():
        yield [work()]
        return
    found: list[T] = []
    ours, theirs = map(open, os.pipe(), ("rb", "wb"))
    process = multiprocessing.Process(target=_answer, args=(work, theirs))
    with _frozen():
        process.start()
    theirs.close()
    try:
        _hear(ours)  # that it is ready
        yield found
        found.append(_hear(ours))
    except BaseException:
        with suppress(OSError):  # it may have ended already
            os.killpg(cast(int, process.pid), signal.SIGTERM)
        raise
    finally:
        process.join()
        ours.close()


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
            if not _left.is_set():
                gc.freeze()
                _left.set()
            gc.enable()


_left = threading.Event()  # set once something is left like that; to ask the collector takes a tenth of a second


@contextmanager
def processes(number: int | None = None) -> Iterator[ProcessPoolExecutor]:
    """Offer processes that never outlive the block, whether it ends well, by an error, or by a signal.

    Where something is done beside them, all wait for that in the end: it goes first, and they get the rest.
    Raises ChildProcessError where one of them was killed.
    """
    begin = _give_way if multiprocessing.active_children() else _end_with_parent
    with _frozen(), ProcessPoolExecutor(number, initializer=begin) as pool:
        try:
            yield pool
        except BaseException as error:
            for process in multiprocessing.active_children():
                process.terminate()
            if isinstance(error, BrokenProcessPool):
                raise ChildProcessError(KILLED) from None
            raise


@contextmanager
def _frozen() -> Iterator[None]:
    """Keep the collector of garbage from what is there already: a process that it visits needs a copy of its own."""
    gc.freeze()
    try:
        yield
    finally:
        if not _left.is_set():
            gc.unfreeze()


def has_threads() -> bool:
    """Return whether this process has several threads, such as the live preview: then it can have no copy of itself.

    The one that waits for the end of its parent holds nothing that a copy could miss.
    """
    return any(thread.name != FOLLOWER for thread in threading.enumerate() if thread is not threading.main_thread())


def _answer(work: Callable[[], object], to: IO[bytes]) -> None:
    """Tell that it is ready, then what some work returns or raises. What it starts is one group with it, to end."""
    os.setpgid(0, 0)
    _end_with_parent()
    _tell(to, (None, None))
    try:
        found = work()
    except Exception as error:
        _tell(to, (None, error))
    else:
        _tell(to, (found, None))


def _tell(to: IO[bytes], answer: tuple[object, Exception | None]) -> None:
    """Write an answer as it is pickled: the other process reads the beginning of a large one meanwhile."""
    pickle.dump(answer, to, pickle.HIGHEST_PROTOCOL)
    to.flush()


def _hear(answers: IO[bytes]) -> Any:
    """Wait until another process tells what it found, and return that, or raise what it raised."""
    try:
        found, error = pickle.load(answers)  # of a process of ours
    except (EOFError, pickle.UnpicklingError):
        raise ChildProcessError(KILLED) from None
    if error:
        raise error
    return found


def _give_way() -> None:
    os.nice(BEHIND)
    _end_with_parent()


def _end_with_parent() -> None:
    """Let this process end at once, and without a word, by a signal or with the process that started it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    threading.Thread(target=_follow_parent, name=FOLLOWER, daemon=True).start()


def _follow_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        with suppress(OSError):  # it may lead no group
            os.killpg(os.getpid(), signal.SIGTERM)
        os._exit(1)
