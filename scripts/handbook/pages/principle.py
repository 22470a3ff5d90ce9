"""What the page of a principle shows."""

from handbook.book import Handbook
from handbook.content.body import anchor_of
from handbook.facets import OUTCOME, PRINCIPLE
from handbook.pages import View
from handbook.pages.cards import listed
from handbook.pages.company import limits
from handbook.pages.path import place


def principle(book: Handbook, slug: str) -> View:
    """Return what the page of a principle shows of other pages."""
    return {"step": place(book, "principle", slug), "lists": _by_outcome(book, slug), "limits": limits(book)}


def _by_outcome(book: Handbook, slug: str) -> list[View]:
    """Return the stories of a principle as one list for each outcome, without an empty one."""
    slugs = book.stories_of(slug)
    return [
        listed(book, found, (PRINCIPLE.name, slug), (OUTCOME.name, outcome)) | {"name": name, "anchor": anchor_of(name)}
        for outcome, name in OUTCOME.names(book).items()
        if (found := [story for story in slugs if outcome in OUTCOME.of(book.stories[story])])
    ]
