"""The path for new staff: its steps, and what comes next on it. Which they are, docs/vocabulary.yml says."""

from handbook.book import Handbook
from handbook.pages import View
from handbook.pages.cards import page_link, principle_link, story_card
from handbook.pages.changed import of_story


def steps(book: Handbook) -> list[View]:
    """Return the steps in order: number (from 1), how many there are, the principle, and the cards of the stories."""
    path = book.vocabulary.path
    return [
        {
            "number": number,
            "of": len(path),
            "principle": principle_link(book, step.principle),
            "stories": [story_card(book, slug) | {"edition": of_story(book, slug)} for slug in step.stories],
        }
        for number, step in enumerate(path, start=1)
    ]


def cards(book: Handbook) -> list[View]:
    """Return the cards of all stories on the path, in order."""
    return [card for step in steps(book) for card in step["stories"]]


def place(book: Handbook, kind: str, slug: str) -> View | None:
    """Return where a page stands on the path: the number of its step, how many there are, and the page that is next.

    A step is its stories and then its principle. `next` is a link as `page_link` returns it with the number of its own
    step, and None after the last page. A page that is not on the path has no place.
    """
    way = _way(book)
    here = next((i for i, (_, *page) in enumerate(way) if page == [kind, slug]), None)
    if here is None:
        return None
    after = [page_link(book, kind, slug) | {"number": number} for number, kind, slug in way[here + 1 : here + 2]]
    return {"number": way[here][0], "of": len(book.vocabulary.path), "next": after[0] if after else None}


def _way(book: Handbook) -> list[tuple[int, str, str]]:
    """Return the pages of the path in order: number of their step, name of their kind, slug."""
    return [
        (number, kind, slug)
        for number, step in enumerate(book.vocabulary.path, start=1)
        for kind, slug in (*(("story", slug) for slug in step.stories), ("principle", step.principle))
    ]
