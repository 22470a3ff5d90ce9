"""What the home page shows of a story: its situation and its choices, to try at once."""

from handbook.book import Handbook
from handbook.pages import View
from handbook.pages.cards import story_card
from handbook.pages.story import choices
from handbook.problems import allowed


def scene_to_try(book: Handbook, slug: str) -> View:
    """Return the card of a story with its choices; raises ValueError with the known ones where it does not exist."""
    if slug not in book.stories:
        raise ValueError(f"story is {allowed(slug, book.stories)}")
    return {"card": story_card(book, slug), "choices": choices(book.stories[slug])}
