"""How stories are related: which one to read after another, and which ones stand at its foot.

The handbook is asked once for each story, so that no answer may cost more where there are more stories.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property, partial
from itertools import combinations
from typing import Any, TypeVar

from handbook.content.model import Story

RELATED = 2  # stories at the foot of a story besides the next one; whoever wants more goes to the lists
K = TypeVar("K")
OTHER = {"good": ("bad", "mixed"), "bad": ("good", "mixed"), "mixed": ("good", "bad")}  # outcomes, to see both sides


def relations_of(stories: dict[str, Story]) -> "Relations":
    """Return how stories are related; of the same ones, which most saves of a text leave, it is known already."""
    if not (_known and _known[0].stories == stories):
        _known[:] = [Relations(stories)]
    return _known[0]


_known: list["Relations"] = []


class Relations:
    """The relations of all stories of a handbook."""

    def __init__(self, stories: dict[str, Story]) -> None:
        """Keep the stories by slug."""
        self.stories = stories
        self._sorted: dict[Callable[[Story], list[Any]], dict[Any, list[str]]] = {}

    @cached_property
    def by_title(self) -> list[str]:
        """Return the slugs of all stories by title."""
        return sorted(self.stories, key=lambda slug: (self.stories[slug].title.casefold(), slug))

    @cached_property
    def title_order(self) -> dict[str, int]:
        """Return the place of each story among all, by title: numbers are sorted in half the time of titles."""
        return {slug: number for number, slug in enumerate(self.by_title)}

    def sorted_by(self, of: Callable[[Story], list[K]]) -> dict[K, list[str]]:
        """Return the slugs of the stories by title, for each key that `of` gives to any of them; the answer is kept."""
        if of not in self._sorted:
            self._sorted[of] = self._grouped(of)
        return self._sorted[of]

    def after(self, slug: str) -> str | None:
        """Return the story to read after one: it has the same lead principle and, where there is one, another outcome.

        Of several it is the next by title, and after the last comes the first, so that each has its turn. Where there
        is none, it is the nearest related one. A twin is left out: the page shows it apart.
        """
        story = self.stories[slug]
        for outcome in (*OTHER[story.outcome], story.outcome):
            led = self._led.get((story.principles[0], outcome), [])
            start = bisect_right(led, self.title_order[slug], key=self.title_order.__getitem__)
            turn = (led[(start + i) % len(led)] for i in range(min(3, len(led))))
            if found := next((other for other in turn if other not in (slug, story.twin)), None):
                return found
        return next(iter(self.related(slug)), None)

    def related(self, slug: str, but: str | None = None) -> list[str]:
        """Return up to RELATED other stories: most shared principles first, then the same moment, then by title.

        A story is related when it shares a principle or the moment. `but` is one that the page shows already, as it
        does a twin.
        """
        story, found = self.stories[slug], list[str]()
        for number in range(len(story.principles), -1, -1):
            shared = [frozenset(group) for group in combinations(story.principles, number)]
            near = [self._nearest.get((group, story.moment), []) for group in shared]
            others = [self._nearest.get((group, ""), []) for group in shared if group]
            for heads in (near, others):
                new = set().union(*heads) - {slug, story.twin, but, *found}
                found += sorted(new, key=self.title_order.__getitem__)[: RELATED - len(found)]
        return found

    @cached_property
    def newness(self) -> dict[str, int]:
        """Return the place of each story among all, those first that joined the handbook last, then by title."""
        order = sorted(self.by_title, key=lambda slug: self.stories[slug].added, reverse=True)
        return {slug: number for number, slug in enumerate(order)}

    @cached_property
    def with_principle(self) -> dict[str, list[str]]:
        """Return the slugs of the stories of each principle: those that it leads first, then by title."""
        found = self._grouped(lambda story: story.principles)
        return {name: sorted(slugs, key=partial(self._led_by_another, name)) for name, slugs in found.items()}

    @cached_property
    def from_source(self) -> dict[str, list[str]]:
        """Return the slugs of the stories from each source, by title."""
        return self._grouped(lambda story: story.sources)

    def _led_by_another(self, principle: str, slug: str) -> bool:
        return self.stories[slug].principles[0] != principle

    def _grouped(self, keys_of: Callable[[Story], list[K]]) -> dict[K, list[str]]:
        groups: dict[K, list[str]] = defaultdict(list)
        for slug in self.by_title:
            for key in keys_of(self.stories[slug]):
                groups[key].append(slug)
        return dict(groups)

    @cached_property
    def _led(self) -> dict[tuple[str, str], list[str]]:
        """The stories that each principle leads, by title: one list for each outcome."""
        return self._grouped(lambda story: [(story.principles[0], story.outcome)])

    @cached_property
    def _nearest(self) -> dict[tuple[frozenset[str], str], list[str]]:
        """The first stories by title for each group of principles that stories share, with a moment and with any ("").

        The heads are long enough for `related`, which leaves out up to RELATED + 2 of each. So its cost does not grow
        with the number of stories.
        """
        nearest: dict[tuple[frozenset[str], str], list[str]] = defaultdict(list)
        for slug in self.by_title:
            story = self.stories[slug]
            for number in range(len(story.principles) + 1):
                for group in combinations(story.principles, number):
                    for moment in (story.moment, ""):
                        if len(heads := nearest[frozenset(group), moment]) < 2 * RELATED + 2:
                            heads.append(slug)
        return dict(nearest)
