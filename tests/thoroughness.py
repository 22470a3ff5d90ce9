"""How much the tests look at: everything with THOROUGH=1, else examples of it, so that `make test` takes minutes.

What the short run leaves out is more of the same, such as other pages, widths, moments and random inputs, and what few
readers or machines meet: tests marked `thorough`, and all but so many of the rows of tests marked `few`.
"""

import os
from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

import pytest

T = TypeVar("T")

THOROUGH = bool(os.environ.get("THOROUGH"))


def some(things: Iterable[T], number: int) -> list[T]:
    """Return all of these, or so many, spread from the first to the last."""
    every = list(things)
    if THOROUGH or number >= len(every):
        return every
    return [every[i * (len(every) - 1) // max(number - 1, 1)] for i in range(number)]


def examples(number: int) -> int:
    """Return how many random inputs to try where a thorough run tries so many."""
    return number if THOROUGH else number // 5 + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is for a thorough run."""
    if THOROUGH:
        return
    rows: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        rows[item.nodeid.partition("[")[0]].append(item)
    wanted = {id(item) for those in rows.values() for item in some(those, _wanted(those))}
    config.hook.pytest_deselected(items=[item for item in items if id(item) not in wanted])
    items[:] = [item for item in items if id(item) in wanted]


def _wanted(rows: list[pytest.Item]) -> int:
    """Return how many rows of a test the short run has."""
    if rows[0].get_closest_marker("thorough"):
        return 0
    few = rows[0].get_closest_marker("few")
    return int(few.args[0]) if few else len(rows)
