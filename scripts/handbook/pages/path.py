"""The path for new staff: its steps, and what comes next on it. Which they are, docs/vocabulary.yml says."""

from handbook import addresses
from handbook.book import Handbook
from handbook.kinds import KINDS
from handbook.pages import View
from handbook.pages.cards import principle_link, story_card


def steps(book: Handbook) -> list[View]:
    """Return the steps in order: number (from 1), how many there are, the principle, and the cards of the stories."""
    path = book.vocabulary.path
    return [
        {
            "number": number,
            "of": len(path),
            "principle": principle_link(book, step.principle),
            "stories": [story_card(book, slug) for slug in step.stories],
        }
        for number, step in enumerate(path, start=1)
    ]


def cards(book: Handbook) -> list[View]:
    """Return the cards of all stories on the path, in order."""
    return [card for step in steps(book) for card in step["stories"]]


def place(book: Handbook, address: str) -> View | None:
    """Return where a page stands on the path, and what comes next on it; None for a page that is not on it.

    A step is its stories and then its principle. `next` is None at the end, else the title, address and kind of the
    page that comes next, with the number of its step.
    """
    way = _way(book)
    here = next((i for i, (_, _, there) in enumerate(way) if there == address), None)
    if here is None:
        return None
    after = None
    if here + 1 < len(way):
        number, kind, there = way[here + 1]
        after = {"number": number, "kind": kind, "url": there, "title": book.page(there).title}
    return {"number": way[here][0], "of": len(book.vocabulary.path), "next": after}


def _way(book: Handbook) -> list[tuple[int, str, str]]:
    """Return the pages of the path in order: number of their step, name of their kind, address."""
    return [
        (number, kind, addresses.of_page(KINDS[kind].folder, slug))
        for number, step in enumerate(book.vocabulary.path, start=1)
        for kind, slug in (*(("story", slug) for slug in step.stories), ("principle", step.principle))
    ]
