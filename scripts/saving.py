"""What a save changes: the pages that show something else than before, and the files that stay with the others."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from handbook import addresses
from handbook.book import Handbook
from handbook.content.macros import Call, calls
from handbook.content.model import OwnPage, PageModel
from handbook.kinds import KINDS, Kind, kind_at
from handbook.pages.company import mail_for_ideas
from handbook.pages.lists import everything
from handbook.pages.path import place
from handbook.pages.show import page as shown
from handbook.pages.story import around
from handbook.site.codes import CODE
from macros import LISTS, VALUES


def pages_of(book: Handbook) -> dict[str, None]:
    """Return the addresses of all pages of a kind, in order."""
    return {addresses.of_page(kind.folder, slug): None for kind in KINDS.values() for slug in book.pages[kind.name]}


def files_of(book: Handbook) -> Iterator[str]:
    """Yield the files of the site that stay while the handbook has their page."""
    parts = (addresses.part(number) for number in range(1, len(everything(book)) + 1))
    yield from (f"{address}index.html" for address in (*pages_of(book), *book.own_pages, *parts))
    yield from (f"{addresses.short(page.id)}{CODE}" for pages in book.pages.values() for page in pages.values())


def leads_to(book: Handbook) -> tuple[object, ...]:
    """Return what the pages that lead on are made of."""
    return book.places, book.pages, book.own_pages, book.removed


def of_a_kind(book: Handbook, address: str) -> PageModel | OwnPage | None:
    """Return a page by its address, as far as other pages may show it; None where there is none."""
    return book.page(address) if address in book else None


def shown_anew(old: Handbook, book: Handbook, pages: Iterable[str]) -> set[str]:
    """Return those pages of a kind that show something else than before, in their middle or by their foot."""
    foot = mail_for_ideas(old) != mail_for_ideas(book)
    return {address for address in pages if foot or shown(old, address) != shown(book, address)}


def near(old: Handbook, book: Handbook, saved: Collection[str]) -> Iterator[str]:
    """Yield the pages of a kind that may show one of these, where stories alone were saved: few of many stories.

    To compare all that thousands of stories show would take seconds.
    """
    stories = {found[1] for address in saved if (found := kind_at(address)) and found[0] is KINDS["story"]}
    for address in pages_of(book):
        kind, slug = cast(tuple[Kind, str], kind_at(address))
        if len(stories) == len(saved) and kind is KINDS["story"] and slug in old.stories:
            before, now = (around(book, slug, place(book, kind.name, slug)) for book in (old, book))
            if before == now and stories.isdisjoint(now[1]):
                continue
        yield address


def beside(book: Handbook, saved: Collection[str]) -> Iterator[str]:
    """Yield the principles and the twin of each story among some pages: they show it, and it shows them."""
    for address in saved:
        found = kind_at(address)
        story = book.stories.get(found[1]) if found and found[0] is KINDS["story"] else None
        if story:
            yield from (addresses.of_page(KINDS["principle"].folder, slug) for slug in story.principles)
            yield from (addresses.of_page(KINDS["story"].folder, slug) for slug in (story.twin,) if slug)


def own_pages(root: Path, book: Handbook) -> dict[str, object]:
    """Return what each of the handbook's own pages is made of, by address: its text, and what its macros get."""
    texts = {address: text_of(root, address) for address in book.own_pages}
    foot = mail_for_ideas(book)
    return {address: (text, _values(book, text.partition("\n---\n")[2]), foot) for address, text in texts.items()}


def text_of(root: Path, address: str) -> str:
    """Return the file of a page; nothing where somebody deletes it just now."""
    places = [root / "docs" / name for name in files_at(address)]
    return next((place.read_text(encoding="utf-8") for place in places if place.exists()), "")


def files_at(address: str) -> tuple[str, str]:
    """Return the two files in docs/ of which a page can be made, by its address."""
    return f"{address}index.md", f"{address.rstrip('/')}.md"


def _values(book: Handbook, body: str) -> list[Any]:
    """Return what the macros that an own page calls get of the handbook: while it is the same, so is the page."""
    return [_value(book, call) for call in calls(body)]


def _value(book: Handbook, call: Call) -> Any:
    work = LISTS[call.name][1] if call.name in LISTS else VALUES[call.name]
    return work(book, *(_value(book, given) if isinstance(given, Call) else given for given in call.arguments))
