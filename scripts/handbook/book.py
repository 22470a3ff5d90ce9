"""The handbook: every page as a model, the shared data, and how pages are related."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import cast

from handbook import addresses
from handbook.content.data_files import Company, Removed, Source, Vocabulary
from handbook.content.ledger import Entry
from handbook.content.model import OwnPage, PageModel, Principle, Story
from handbook.kinds import KINDS, Kind
from handbook.permalinks import Place

RELATED = 2  # stories at the foot of a story besides the next one; whoever wants more goes to the lists
OTHER = {"good": ("bad", "mixed"), "bad": ("good", "mixed"), "mixed": ("good", "bad")}  # outcomes, to see both sides


@dataclass(frozen=True)
class Handbook:
    """All that pages need to know of each other."""

    pages: Mapping[str, Mapping[str, PageModel]]  # of each kind, by its name and by slug
    own_pages: dict[str, OwnPage]  # the handbook's own pages, by address
    vocabulary: Vocabulary
    sources: dict[str, Source]
    company: Company
    removed: dict[str, Removed]
    places: tuple[Place, ...]  # every address that answers
    answering: frozenset[str] = frozenset()  # the same and the tags, as lines of the ledger
    tags_ever: tuple[Entry, ...] = ()  # of the ledger: each anchor on the page of tags, with what it stands for
    old_keys: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # of what stories are sorted by
    callers: dict[str, list[str]] = field(default_factory=dict)  # own pages, by the key of the contact whom they name
    showers: dict[str, list[str]] = field(default_factory=dict)  # own pages, by the name of a drawing that they show
    pictures: dict[str, str] = field(default_factory=dict)  # the drawings in overrides/pictures/, by the id of a page

    @property
    def stories(self) -> dict[str, Story]:
        """Return the stories by slug."""
        return cast(dict[str, Story], self.pages["story"])

    @property
    def principles(self) -> dict[str, Principle]:
        """Return the principles by slug."""
        return cast(dict[str, Principle], self.pages["principle"])

    def __contains__(self, address: str) -> bool:
        """Return whether a page stands at an address."""
        return address in self._by_address

    def page(self, address: str) -> PageModel | OwnPage:
        """Return the page at an address."""
        return self._by_address[address]

    def titles(self) -> list[tuple[str, str]]:
        """Return title and address of every page."""
        return [(page.title, address) for address, page in self._by_address.items()]

    def in_order(self, kind: Kind) -> list[str]:
        """Return the slugs of all pages of a kind: by their `order` where they have one, else by file name."""
        found = self.pages[kind.name]
        return sorted(found, key=lambda slug: getattr(found[slug], "order", 0))

    def principles_in_order(self) -> list[str]:
        """Return the slugs of all principles by their `order`."""
        return self.in_order(KINDS["principle"])

    def stories_of(self, principle: str) -> list[str]:
        """Return the slugs of a principle's stories: those that it leads first, then by title."""
        slugs = self._by_principle.get(principle, [])
        return sorted(slugs, key=lambda slug: (self.stories[slug].principles[0] != principle, *self._by_title(slug)))

    def stories_from(self, source: str) -> list[str]:
        """Return the slugs of the stories that come from a source, by title."""
        return sorted((slug for slug, story in self.stories.items() if source in story.sources), key=self._by_title)

    def by_title(self) -> list[str]:
        """Return the slugs of all stories by title."""
        return sorted(self.stories, key=self._by_title)

    def newest(self, slugs: Iterable[str]) -> list[str]:
        """Return the slugs of some stories, those first that joined the handbook last, then by title."""
        return sorted(slugs, key=lambda slug: (-self.stories[slug].added.toordinal(), *self._by_title(slug)))

    def after(self, slug: str) -> str | None:
        """Return the story to read after one: it has the same lead principle and, where there is one, another outcome.

        Of several it is the next by title, and after the last comes the first, so that each has its turn. Where there
        is none, it is the nearest related one. A twin is left out: the page shows it apart.
        """
        story = self.stories[slug]
        for outcome in (*OTHER[story.outcome], story.outcome):
            led = self._led.get((story.principles[0], outcome), [])
            start = bisect_right(led, self._by_title(slug), key=self._by_title)
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
                found += sorted(new, key=self._by_title)[: RELATED - len(found)]
        return found

    def _by_title(self, slug: str) -> tuple[str, str]:
        return self.stories[slug].title.casefold(), slug

    @cached_property
    def _by_address(self) -> dict[str, PageModel | OwnPage]:
        return {
            addresses.of_page(kind.folder, slug): page
            for kind in KINDS.values()
            for slug, page in self.pages[kind.name].items()
        } | self.own_pages

    @cached_property
    def _by_principle(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = defaultdict(list)
        for slug, story in self.stories.items():
            for principle in story.principles:
                groups[principle].append(slug)
        return dict(groups)

    @cached_property
    def _led(self) -> dict[tuple[str, str], list[str]]:
        """The stories that each principle leads, by title: one list for each outcome."""
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for slug in self.by_title():
            groups[self.stories[slug].principles[0], self.stories[slug].outcome].append(slug)
        return dict(groups)

    @cached_property
    def _nearest(self) -> dict[tuple[frozenset[str], str], list[str]]:
        """The first stories by title for each group of principles that stories share, with a moment and with any ("").

        The heads are long enough for `related`, which leaves out up to RELATED + 2 of each. So its cost does not grow
        with the number of stories.
        """
        nearest: dict[tuple[frozenset[str], str], list[str]] = defaultdict(list)
        for slug in self.by_title():
            story = self.stories[slug]
            for number in range(len(story.principles) + 1):
                for group in combinations(story.principles, number):
                    for moment in (story.moment, ""):
                        if len(heads := nearest[frozenset(group), moment]) < 2 * RELATED + 2:
                            heads.append(slug)
        return dict(nearest)
