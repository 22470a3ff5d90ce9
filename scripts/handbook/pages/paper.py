"""What the page of cards shows: a pocket card for each principle and each moment. Two halves, folded back to back."""

from handbook.book import Handbook
from handbook.pages import View
from handbook.pages.cards import principle_link
from handbook.pages.now import what_to_say

PAIRS = 3  # of what to say and what not: as many as fit on half a card in type of nine points


def pocket_cards(book: Handbook) -> View:
    """Return the cards of all principles in order and of all moments, the limits, and whom to call."""
    return what_to_say(book) | {"principles": [_principle(book, slug) for slug in book.principles_in_order()]}


def _principle(book: Handbook, slug: str) -> View:
    this = book.principles[slug]
    pairs = [{"say": say, "not": not_} for say, not_ in zip(this.say, this.not_, strict=True)]
    return principle_link(book, slug) | {"pairs": pairs[:PAIRS]}
