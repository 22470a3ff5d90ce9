"""Whether a page has changed for whoever printed it or read it before: its edition."""

from handbook.book import Handbook
from handbook.edition import page_edition
from handbook.pages import View

LIMITS = ("name", "spend_without_asking", "may_give", "ask_first", "hours", "contact")  # what a page shows of a company


def edition(book: Handbook, address: str, more: View) -> str:
    """Return the edition of a page: of its own file, and of the rules and limits that it shows besides."""
    rules = [(principle["title"], principle["rule"]) for principle in more.get("principles", [])]
    limits = [more["limits"][key] for key in LIMITS] if "limits" in more else []
    return page_edition(book.said.get(address), rules, limits)
