"""What the builder of sessions asks, and which pages it reads."""

from handbook import addresses
from handbook.book import Handbook
from handbook.content.body import tag_anchor
from handbook.facets import MOMENT, PRINCIPLE, Facet
from handbook.kinds import KINDS
from handbook.pages import View

GENERIC = "onestory"  # the id of the session whose steps it builds with: what one does with any one story


def builder(book: Handbook) -> View:
    """Return what a session can be about, and where its steps come from: None where the generic session is missing.

    A principle goes by its id and a moment by its key, so that a link lives on; `old` has the keys of moments that had
    another name, each with that of today.
    """
    folder = KINDS["session"].folder
    blocks = next((addresses.of_page(folder, slug) for slug, this in book.sessions.items() if this.id == GENERIC), None)
    groups = {
        "A principle": [
            _topic(PRINCIPLE, slug, this.title, this.id, addresses.of_page(KINDS["principle"].folder, slug))
            for slug in book.principles_in_order
            for this in [book.principles[slug]]
        ],
        "What is going on": [
            _topic(MOMENT, key, name, key, addresses.tag(tag_anchor(name))) for key, name in MOMENT.names(book).items()
        ],
    }
    old = {_value(MOMENT, was): _value(MOMENT, key) for was, key in MOMENT.old(book).items()}
    return {"generic": GENERIC, "blocks": blocks, "groups": groups, "old": old, "shown": {"steps": []}}


def _topic(facet: Facet, key: str, name: str, permanent: str, page: str) -> View:
    """Return something to choose: its name, what links call it, and the page that lists its stories."""
    return {"value": _value(facet, permanent), "name": name, "page": page, "facet": facet.name, "key": key}


def _value(facet: Facet, permanent: str) -> str:
    return f"{facet.name[0]}-{permanent}"
