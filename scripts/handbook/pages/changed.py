"""Which edition a page is: its printed code carries it, and the device of who has read it keeps it."""

from handbook import addresses
from handbook.book import Handbook
from handbook.edition import page_edition
from handbook.kinds import KINDS
from handbook.pages import View
from handbook.pages.cards import principle_link
from handbook.pages.company import limits

LIMITS = ("name", "spend_without_asking", "may_give", "ask_first", "hours", "contact")  # what a page shows of a company


def edition(book: Handbook, address: str, more: View) -> str:
    """Return the edition of a page: of its own file, and of the rules and limits that it shows besides."""
    rules = [(principle["title"], principle["rule"]) for principle in more.get("principles", [])]
    limits = [more["limits"][key] for key in LIMITS] if "limits" in more else []
    return page_edition(book.said.get(address), rules, limits)


def of_story(book: Handbook, slug: str) -> str:
    """Return the edition of the page of a story, for its card in a list that says what has changed."""
    this = book.stories[slug]
    shown = {
        "principles": [principle_link(book, name) for name in this.principles],
        "limits": limits(book, this.moment),
    }
    return edition(book, addresses.of_page(KINDS["story"].folder, slug), shown)
