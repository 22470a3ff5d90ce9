"""What to say now: every moment of the vocabulary with its first sentence, for the page on which staff look it up."""

from handbook import addresses
from handbook.book import Handbook
from handbook.content.data_files import MANAGER, Moment
from handbook.facets import MOMENT
from handbook.kinds import KINDS, kind_at
from handbook.pages import View
from handbook.pages.company import contact, emergency, limits

URGENT = "First, if someone is hurt or threatens you"
OTHERS = "What has happened?"


def what_to_say(book: Handbook) -> View:
    """Return the moments in groups, (title, moments), first those of harm; the limits; and whom to call."""
    moments = book.vocabulary.moments.items()
    urgent = [_moment(book, key, moment) for key, moment in moments if moment.urgent]
    others = [_moment(book, key, moment) for key, moment in moments if not moment.urgent]
    return {
        "groups": [(title, found) for title, found in ((URGENT, urgent), (OTHERS, others)) if found],
        "limits": limits(book),
        "manager": contact(book, MANAGER),
        "emergency": emergency(book),
    }


def _moment(book: Handbook, key: str, moment: Moment) -> View:
    """Return a moment with whom to call and the page to read; `old` has the keys that links from before name."""
    address = addresses.of_file(f"docs/{moment.read}")
    kind = kind_at(address)
    return moment.model_dump() | {
        "key": key,
        "old": [old for old, today in MOMENT.old(book).items() if today == key],
        "contact": contact(book, moment.call),
        "read": {"url": address, "title": book.page(address).title},
        "told": kind is not None and kind[0] is KINDS["story"] and not moment.advice,
    }
