"""What goes on paper: pocket cards of all principles and moments, and the edition that the code of a page carries."""

from handbook.book import Handbook
from handbook.digest import edition
from handbook.pages import View
from handbook.pages.cards import principle_link
from handbook.pages.now import what_to_say

PAIRS = 3  # of what to say and what not: as many as fit on half a card in type of nine points
LIMITS = ("name", "spend_without_asking", "may_give", "ask_first", "hours", "contact")  # what a page shows of a company


def pocket_cards(book: Handbook) -> View:
    """Return the cards of all principles in order and of all moments, the limits, and whom to call."""
    return what_to_say(book) | {"principles": [_principle(book, slug) for slug in book.principles_in_order()]}


def _principle(book: Handbook, slug: str) -> View:
    this = book.principles[slug]
    pairs = [{"say": say, "not": not_} for say, not_ in zip(this.say, this.not_, strict=True)]
    return principle_link(book, slug) | {"pairs": pairs[:PAIRS]}


def edition_of(book: Handbook, address: str, shown: View) -> str:
    """Return the edition of a page: of its own file, and of the rules and limits that it shows besides."""
    rules = [(principle["title"], principle["rule"]) for principle in shown.get("principles", [])]
    limits = [shown["limits"][key] for key in LIMITS] if "limits" in shown else []
    return edition(book.editions.get(address), rules, limits)
