"""What a save changes: the pages that show something else than before, and the files that stay with the others."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from handbook import addresses
from handbook.book import Handbook
from handbook.content.macros import Call
from handbook.content.model import OwnPage, PageModel
from handbook.kinds import KINDS, kind_at
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


def near(old: Handbook, book: Handbook, saved: Collection[str]) -> set[str]:
    """Return the pages of a kind that may show one of these; where stories alone were saved, few of many stories.

    To compare all that thousands of stories show would take seconds.
    """
    kind = KINDS["story"]
    stories = {found[1] for address in saved if (found := kind_at(address)) and found[0] is kind}
    both = old.stories.keys() & book.stories.keys() if len(stories) == len(saved) else ()
    far = (slug for slug in both if _leads_on_as_before(old, book, slug, stories))
    return pages_of(book).keys() - {addresses.of_page(kind.folder, slug) for slug in far}


def _leads_on_as_before(old: Handbook, book: Handbook, slug: str, saved: Collection[str]) -> bool:
    """Return whether the same pages lead on from a story as before, and none of the saved ones."""
    before, now = (around(one, slug, place(one, KINDS["story"].name, slug)) for one in (old, book))
    return before == now and not set(now[1]).intersection(saved)


def beside(book: Handbook, saved: Collection[str]) -> Iterator[str]:
    """Yield the principles and the twin of each story among some pages: they show it, and it shows them."""
    for address in saved:
        found = kind_at(address)
        story = book.stories.get(found[1]) if found and found[0] is KINDS["story"] else None
        if story:
            yield from (addresses.of_page(KINDS["principle"].folder, slug) for slug in story.principles)
            yield from (addresses.of_page(KINDS["story"].folder, slug) for slug in (story.twin,) if slug)


def own_pages(book: Handbook) -> dict[str, object]:
    """Return what each of the handbook's own pages shows of it, by address: what its macros get, and its foot."""
    foot = mail_for_ideas(book)
    return {address: ([_value(book, call) for call in calls], foot) for address, calls in book.calls.items()}


def _value(book: Handbook, call: Call) -> Any:
    work = LISTS[call.name][1] if call.name in LISTS else VALUES[call.name]
    return work(book, *(_value(book, given) if isinstance(given, Call) else given for given in call.arguments))
