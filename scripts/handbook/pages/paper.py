"""What the page of cards shows: a pocket card for each principle and each moment. Two halves, folded back to back."""

from collections.abc import Iterable, Iterator
from math import ceil

from handbook.book import Handbook
from handbook.pages import View
from handbook.pages.cards import principle_link
from handbook.pages.now import what_to_say

# What to say and what not, on half a card in type of nine points, as measured (tests/test_cards.py): how many pairs, in
# how many lines, of how many letters.
PAIRS, LINES, LETTERS = 3, 13, 40


def pocket_cards(book: Handbook) -> View:
    """Return the cards of all principles in order and of all moments, the limits, and whom to call."""
    return what_to_say(book) | {"principles": [_principle(book, slug) for slug in book.principles_in_order]}


def _principle(book: Handbook, slug: str) -> View:
    this = book.principles[slug]
    pairs = zip(this.say, this.not_, strict=True)
    return principle_link(book, slug) | {"pairs": [{"say": say, "not": not_} for say, not_ in _fitting(pairs)][:PAIRS]}


def _fitting(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield those that half a card has lines for, in their order."""
    left = LINES
    for pair in pairs:
        lines = sum(ceil(len(words) / LETTERS) for words in pair)
        if lines <= left:
            left -= lines
            yield pair
