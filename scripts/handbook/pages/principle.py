"""What the page of a principle shows."""

from collections import Counter

from handbook import addresses
from handbook.book import Handbook
from handbook.facets import OUTCOME, PRINCIPLE
from handbook.kinds import KINDS
from handbook.pages import View
from handbook.pages.cards import listed
from handbook.pages.company import limits
from handbook.pages.path import place


def principle(book: Handbook, slug: str) -> View:
    """Return what the page of a principle shows of other pages."""
    stories = listed(book, book.stories_of(slug), (PRINCIPLE.name, slug))
    step = place(book, KINDS["principle"].name, slug)
    return {"step": step, "list": stories, "apart": _apart(book, slug), "limits": limits(book)}


def _apart(book: Handbook, slug: str) -> list[View]:
    """Return for each outcome that a principle's stories have its name, their number, and where they are listed."""
    counts = Counter(value for story in book.stories_of(slug) for value in OUTCOME.of(book.stories[story]))
    return [
        {
            "name": name,
            "total": counts[outcome],
            "url": addresses.narrowed(KINDS["story"].folder, (PRINCIPLE.name, slug), (OUTCOME.name, outcome)),
        }
        for outcome, name in OUTCOME.names(book).items()
        if counts[outcome]
    ]
