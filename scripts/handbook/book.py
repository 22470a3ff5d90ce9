"""The handbook: every page as a model, and the shared data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from handbook import addresses
from handbook.content.data_files import Company, Removed, Source, Vocabulary
from handbook.content.ledger import Entry
from handbook.content.macros import Call
from handbook.content.model import OwnPage, PageModel, Principle, Story
from handbook.content.session import Session
from handbook.kinds import KINDS, Kind
from handbook.permalinks import Place
from handbook.relating import Relations, relations_of


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
    calls: dict[str, list[Call]] = field(default_factory=dict)  # of macros, on each own page, by its address
    callers: dict[str, list[str]] = field(default_factory=dict)  # own pages, by the key of the contact whom they name
    showers: dict[str, list[str]] = field(default_factory=dict)  # own pages, by the name of a drawing that they show
    said: dict[str, str] = field(default_factory=dict)  # the edition of each file of a page of a kind, by address
    pictures: dict[str, str] = field(default_factory=dict)  # the drawings in overrides/pictures/, by the id of a page

    @property
    def stories(self) -> dict[str, Story]:
        """Return the stories by slug."""
        return cast(dict[str, Story], self.pages["story"])

    @property
    def principles(self) -> dict[str, Principle]:
        """Return the principles by slug."""
        return cast(dict[str, Principle], self.pages["principle"])

    @property
    def sessions(self) -> dict[str, Session]:
        """Return the sessions by slug."""
        return cast(dict[str, Session], self.pages["session"])

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

    @cached_property
    def principles_in_order(self) -> list[str]:
        """Return the slugs of all principles by their `order`."""
        return self.in_order(KINDS["principle"])

    def stories_of(self, principle: str) -> list[str]:
        """Return the slugs of a principle's stories: those that it leads first, then by title."""
        return self.relations.with_principle.get(principle, [])

    def stories_from(self, source: str) -> list[str]:
        """Return the slugs of the stories that come from a source, by title."""
        return self.relations.from_source.get(source, [])

    def newest(self, slugs: Iterable[str]) -> list[str]:
        """Return the slugs of some stories, those first that joined the handbook last, then by title."""
        return sorted(slugs, key=self.relations.newness.__getitem__)

    @cached_property
    def relations(self) -> Relations:
        """Return how its stories are related."""
        return relations_of(self.stories)

    @cached_property
    def _by_address(self) -> dict[str, PageModel | OwnPage]:
        return {
            addresses.of_page(kind.folder, slug): page
            for kind in KINDS.values()
            for slug, page in self.pages[kind.name].items()
        } | self.own_pages
