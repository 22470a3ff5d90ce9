"""Step: a page at each short and old address, and at that of each page that is gone."""

from collections.abc import Iterator
from dataclasses import dataclass

from handbook import addresses
from handbook.book import Handbook
from handbook.kinds import KINDS, removed_page
from handbook.pages import View
from handbook.pages.show import anchors
from handbook.site.compress import ready
from handbook.site.output import Site
from handbook.site.policy import in_page
from handbook.templates import printed


@dataclass(frozen=True)
class Gone:
    """A page that was removed: its kind, its title, and why it went."""

    kind: str
    title: str
    why: str


def permanent_addresses(site: Site) -> None:
    """Write a page at each short and old address: it leads on, or says why a page went and where to go instead.

    There are as many of these as of all others, so each is printed as it stays, and not looked at again.
    """
    for address, shown in leading_on(site):
        name, text = write(site, address, shown, in_page())
        site.digests[name] = ready(site.folder, name, text)


def write(site: Site, address: str, shown: View, policy: str = "") -> tuple[str, bytes]:
    """Write the page at one of these addresses; return its file, and what is in it. The live preview has no policy."""
    style, script = (f"assets/{site.names.get(name, name)}" for name in ("handbook.css", "moved.js"))
    text = printed("lists/moved.html", address, **shown, style=style, script=script, policy=policy)
    site.write(name := f"{address}index.html", text)
    return name, text.encode()


def leading_on(site: Site) -> Iterator[tuple[str, View]]:
    """Yield each short and old address, with what its page shows."""
    gone = dict(_gone(site.book))
    for place in site.book.places:
        if place.to is None:
            continue
        went = gone.get(place.address)
        title = site.book.page(place.to).title
        yield (
            place.address,
            {
                "title": went.title if went else title,
                "kind": went.kind if went else "",
                "why": went.why if went else "",
                "to": place.to,
                "canonical": site.address + place.to,
                "parts": anchors(site.book, place.to),
                "instead": title if went else "",
            },
        )


def _gone(book: Handbook) -> Iterator[tuple[str, Gone]]:
    """Yield the addresses of each page that was removed, with what is said of it."""
    for key, entry in book.removed.items():
        kind, slug = removed_page(key) or (KINDS["story"], key)
        names = (addresses.of_page(kind.folder, name) for name in (slug, *entry.former))
        for address in (*names, addresses.short(entry.id)):
            yield address, Gone(kind.name, entry.title, entry.why)
