"""What the home page shows of a story: its situation and its choices, to try at once."""

from handbook.book import Handbook
from handbook.pages import View
from handbook.pages.cards import story_card
from handbook.pages.story import choices
from handbook.problems import allowed


def scene_to_try(book: Handbook, slug: str) -> View:
    """Return the card of a story with its choices; raises ValueError with the known ones where there is no such story."""
    if slug not in book.stories:
        raise ValueError(f"story is {allowed(slug, book.stories)}")
    this = book.stories[slug]
    return {"card": story_card(book, slug), "id": this.id, "choices": choices(this)}
