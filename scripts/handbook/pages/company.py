"""What pages show of the company file: limits, whom to call, when a page is due, and the form to tell a story."""

from datetime import date

from handbook import addresses
from handbook.addresses import CARDS, NOW
from handbook.book import Handbook
from handbook.content import private
from handbook.content.data_files import EMERGENCY, IDEAS, MANAGER, Company
from handbook.content.reach import LEAST, mail_in, ways_in
from handbook.dates import review_by
from handbook.facets import MOMENT
from handbook.kinds import KINDS
from handbook.pages import View

SHORTEST = 2  # digits of an emergency number
KEPT_WHOLE = 300  # stories, 5 MB over the wire: up to here devices keep all of it, to read it without a network


def limits(book: Handbook, moment: str | None = None) -> View:
    """Return what staff may do and whom to call: in full, or the short form for one moment."""
    call = book.vocabulary.moments[moment].call if moment else MANAGER
    short: View = {"may_give": [], "ask_first": []} if moment else {}
    return book.company.model_dump() | short | {"contact": contact(book, call)}


def review(book: Handbook, reviewed: date) -> View:
    """Return by which day a page should be checked again, and after how many months."""
    months = book.company.review_every_months
    return {"months": months, "by": review_by(reviewed, months).isoformat()}


def contact(book: Handbook, name: str) -> View:
    """Return whom to call, by the key of a contact, and how: `reach` in words, and `ways` with what one can press."""
    this = book.company.contacts[name]
    ways = ways_in(this.reach, SHORTEST if name == EMERGENCY else LEAST)
    return this.model_dump() | {"key": name, "ways": [{"words": words, "to": to} for words, to in ways]}


def emergency(book: Handbook) -> View | None:
    """Return whom to call where people come to harm; None where the company file names nobody."""
    return contact(book, EMERGENCY) if EMERGENCY in book.company.contacts else None


def mail_for_ideas(book: Handbook) -> str | None:
    """Return the e-mail address for what is wrong on a page; None where the company file has none."""
    this = book.company.contacts.get(IDEAS)
    return mail_in(this.reach) if this else None


def company_values(book: Handbook) -> list[View]:
    """Return every value of the company file: its key, what it is, its texts, and the pages that show it."""
    every = {name: {"title": f"every {name}", "url": f"{kind.folder}/"} for name, kind in KINDS.items()}
    stories, principles = every["story"], every["principle"]
    now, cards = _called(book, NOW), _called(book, CARDS)
    in_full = [principles, *now]
    places = {"may_give": in_full, "ask_first": in_full, "review_every_months": list(every.values())}
    places["spend_without_asking"] = [stories, *in_full, *cards]
    places["offline"] = _called(book, "offline/")
    rows = []
    for key, field in Company.model_fields.items():
        value = getattr(book.company, key)
        if key == "contacts":
            rows += [_contact_row(book, name, [*in_full, *cards] if name == MANAGER else []) for name in value]
            continue
        texts = value if isinstance(value, list) else [str(value).lower() if isinstance(value, bool) else str(value)]
        shown_on = places.get(key, [stories, *in_full])
        rows.append({"key": key, "what": field.description, "texts": texts, "places": shown_on})
    return rows


def _called(book: Handbook, address: str) -> list[View]:
    """Return one of the handbook's own pages by its title, where the handbook has it."""
    return [{"title": book.page(address).title, "url": address}] if address in book else []


def _contact_row(book: Handbook, name: str, places: list[View]) -> View:
    """Return a contact with the pages whose moments call it and the handbook's own pages that name it."""
    used = MOMENT.stories(book)
    calls = name == EMERGENCY or any(moment.call == name for moment in book.vocabulary.moments.values())
    others = [*_called(book, NOW), *_called(book, CARDS)] if calls and name != MANAGER else []
    if name == IDEAS and mail_for_ideas(book):
        others.append({"title": "the foot of every page", "url": ""})
    moments = [
        {"title": f'stories on "{moment.name}"', "url": addresses.narrowed(KINDS["story"].folder, (MOMENT.name, key))}
        for key, moment in book.vocabulary.moments.items()
        if moment.call == name and key in used
    ]
    pages = [{"title": book.page(address).title, "url": address} for address in book.callers.get(name, [])]
    texts = ["{who} ({reach})".format(**contact(book, name))]
    places = [*places, *others, *moments, *pages]
    return {"key": f"contacts.{name}", "what": "whom to call", "texts": texts, "places": places}


def kept_here(book: Handbook) -> View:
    """Return whether devices keep the handbook, and up to how many stories they keep the whole of it."""
    return {"on": book.company.offline, "most": KEPT_WHOLE}


def tell_form(book: Handbook, to: str) -> View:
    """Return what the form to tell a story needs: the principles, whom to send it to, what looks private."""
    return {
        "principles": [book.principles[slug].title for slug in book.principles_in_order],
        "contact": contact(book, to),
        "private": [{"name": k.name, "pattern": k.pattern, "advice": k.advice} for k in private.KINDS],
    }
