"""What each page of a kind gets besides its own front matter: `page.meta.handbook` in the templates."""

from collections.abc import Callable

from handbook.book import Handbook
from handbook.kinds import kind_at
from handbook.pages import View
from handbook.pages.changed import edition
from handbook.pages.company import review
from handbook.pages.principle import principle
from handbook.pages.session import session
from handbook.pages.story import story

# What a page of a kind shows of other pages. A kind that is not here shows only what is its own.
SHOWN: dict[str, Callable[[Handbook, str], View]] = {"story": story, "principle": principle, "session": session}


def page(book: Handbook, address: str) -> View:
    """Return what the front matter of a page of a kind gets besides its own keys; nothing for other pages."""
    found = kind_at(address)
    if not found or found[1] not in book.pages[found[0].name]:
        return {}
    kind, slug = found
    this = book.pages[kind.name][slug]
    more = SHOWN[kind.name](book, slug) if kind.name in SHOWN else {}
    common = {
        "kind": kind.name,
        "template": f"partials/{kind.name}.html",
        "parts": parts(book, address),
        "picture": book.pictures.get(this.id, ""),
        "review": review(book, this.reviewed),
        "edition": edition(book, address, more),
    }
    return {"handbook": common | more, "description": getattr(this, kind.described_by)}


def front_matter(book: Handbook, address: str) -> View:
    """Return the keys of a page of a kind as its file has them, for an engine that does not read them; else nothing."""
    found = address in book and kind_at(address)
    return book.page(address).model_dump(by_alias=True, exclude_unset=True) if found else {}


def parts(book: Handbook, address: str) -> list[View]:
    """Return the parts of a page of a kind that its list of contents names; none for other pages."""
    found = kind_at(address)
    return [place for place in anchors(book, address) if found and place["url"][1:] in found[0].parts]


def anchors(book: Handbook, address: str) -> list[View]:
    """Return every place in a page of a kind that one may link to; none for other pages."""
    found = kind_at(address)
    if not found:
        return []
    kind, slug = found
    this = book.pages[kind.name][slug]
    shown = kind.anchors_of({part: getattr(this, part, None) for part in kind.optional})
    return [{"url": f"#{anchor}", "title": name} for anchor, name in shown.items()]
