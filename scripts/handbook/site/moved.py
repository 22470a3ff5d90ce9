"""Step: a page at each short and old address, and at that of each page that is gone."""

from collections.abc import Iterator

from handbook import addresses
from handbook.book import Handbook
from handbook.kinds import KINDS
from handbook.pages.show import anchors
from handbook.site.built import Site
from handbook.templates import printed


def permanent_addresses(site: Site) -> None:
    """Write a page at each short and old address: it leads on, or says why a page went and where to go instead."""
    gone = dict(_gone(site.book))
    for place in site.book.places:
        if place.to is None:
            continue
        went = gone.get(place.address)
        title = site.book.page(place.to).title
        page = printed(
            "lists/moved.html",
            place.address,
            title=went[0] if went else title,
            to=place.to,
            why=went[1] if went else "",
            canonical=site.address + place.to,
            parts=anchors(site.book, place.to),
            instead=title if went else "",
        )
        site.write(f"{place.address}index.html", page)


def _gone(book: Handbook) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the addresses of each page that was removed, with the title that it had and why it went."""
    for slug, entry in book.removed.items():
        for address in (addresses.of_page(KINDS["story"].folder, slug), addresses.short(entry.id)):
            yield address, (entry.title, entry.why)
