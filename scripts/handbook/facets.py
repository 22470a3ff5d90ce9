"""What stories are sorted by, in one table: tags, filters, the search and lists take it from here."""

from collections.abc import Callable
from dataclasses import dataclass

from handbook.book import Handbook
from handbook.content.model import Story

OUTCOMES = {"good": "Do this", "bad": "Avoid this", "mixed": "A bit of both"}


@dataclass(frozen=True)
class Facet:
    """One way to sort stories: its name in addresses, its label, what a story has of it, the names of all values."""

    name: str
    label: str
    noun: str  # "No such place"
    of: Callable[[Story], list[str]]
    names: Callable[[Handbook], dict[str, str]]

    def stories(self, book: Handbook) -> dict[str, list[str]]:
        """Return the slugs of the stories that have each value, by title."""
        return book.relations.sorted_by(self.of)

    def today(self, book: Handbook, key: str) -> str:
        """Return the key of today for one that may be old; nothing where it is gone for good."""
        return key if key in self.names(book) else book.old_keys.get(self.name, {}).get(key, "")

    def old(self, book: Handbook) -> dict[str, str]:
        """Return the old keys that still lead to a value, each with the key of today."""
        return {old: key for old, key in book.old_keys.get(self.name, {}).items() if key in self.names(book)}


def _principles(book: Handbook) -> dict[str, str]:
    return {slug: book.principles[slug].title for slug in book.principles_in_order}


def _moments(book: Handbook) -> dict[str, str]:
    return {key: moment.name for key, moment in book.vocabulary.moments.items()}


PRINCIPLE = Facet("principle", "Principle", "principle", lambda story: story.principles, _principles)
MOMENT = Facet("moment", "What is going on", "moment", lambda story: [story.moment], _moments)
CHANNEL = Facet("channel", "Where", "place", lambda story: [story.channel], lambda book: book.vocabulary.channels)
OUTCOME = Facet("outcome", "Good or bad", "outcome", lambda story: [story.outcome], lambda book: OUTCOMES)

FACETS = (PRINCIPLE, MOMENT, CHANNEL, OUTCOME)
UNDER_A_STORY = (PRINCIPLE, CHANNEL, MOMENT, OUTCOME)  # its tags: where it was, then what was going on
