"""All drawings side by side, for whoever draws another one, and what a drawing may hold."""

from handbook import addresses
from handbook.book import Handbook
from handbook.content import drawings as rules
from handbook.content import pictures
from handbook.kinds import KINDS
from handbook.pages import View

EVERYWHERE = "logo"  # stands in the head of every page
AFTER = "-after"  # ends the name of the drawing that stands with what was done


def drawings(book: Handbook) -> View:
    """Return every drawing with its name and the pages that show it, and what drawings and photos may be."""
    places = {page.id: (kind.folder, slug) for kind in KINDS.values() for slug, page in book.pages[kind.name].items()}
    shown = [
        {"name": name, "drawing": drawing, "pages": _pages(book, name, places)}
        for name, drawing in sorted(book.pictures.items())
    ]
    limits = {"kilobytes": rules.MAX_BYTES // 1024, "elements": rules.ELEMENTS, "attributes": rules.ATTRIBUTES}
    photos = {"kilobytes": pictures.MAX_BYTES // 1024, "pixels": pictures.MAX_PIXELS, "kinds": pictures.ENDINGS}
    return {"drawings": shown, "limits": limits | {"colours": rules.COLOURS}, "photos": photos}


def _pages(book: Handbook, name: str, places: dict[str, tuple[str, str]]) -> list[View]:
    """Return the pages that show a drawing: that with its name as id, and own pages whose doors name it."""
    page_id = name.removesuffix(AFTER)
    found = [addresses.of_page(*places[page_id])] if page_id in places else []
    found += book.showers.get(name, []) if name != EVERYWHERE else [""]
    return [{"title": book.page(address).title, "url": address} for address in found]
