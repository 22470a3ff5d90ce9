"""What is worked out about a thing once, and kept with it."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Once:
    """A thing that does not change, with what was worked out about it."""

    known: dict[object, Any]

    def once(self, work: Callable[..., T], *more: Any) -> T:
        """Return what some work makes of this, which must depend on nothing else but `more`: it is done once.

        The live preview keeps what it read while the file is the same, and so all that was worked out about it.
        """
        if (work, more) not in self.known:
            self.known[work, more] = work(self, *more)
        return cast(T, self.known[work, more])
