"""What pages show of the company file: limits, whom to call, when a page is due, and the form to tell a story."""

from datetime import date

from handbook import addresses
from handbook.book import Handbook
from handbook.content import private
from handbook.content.data_files import MANAGER, Company
from handbook.dates import review_by
from handbook.facets import MOMENT
from handbook.kinds import KINDS
from handbook.pages import View

KEPT_WHOLE = 300  # stories, 3 MB over the wire: up to here devices keep all of it, to read it without a network


def limits(book: Handbook, moment: str | None = None) -> View:
    """Return what staff may do and whom to call: in full, or the short form for one moment."""
    company = book.company.model_dump()
    call = book.vocabulary.moments[moment].call if moment else MANAGER
    short: View = {"may_give": [], "ask_first": []} if moment else {}
    return company | short | {"call": call, "contact": company["contacts"][call]}


def review(book: Handbook, reviewed: date) -> View:
    """Return by which day a page should be checked again, and after how many months."""
    months = book.company.review_every_months
    return {"months": months, "by": review_by(reviewed, months).isoformat()}


def called(book: Handbook, name: str) -> str:
    """Return whom to call and how, in a few words."""
    contact = book.company.contacts[name]
    return f"{contact.who} ({contact.reach})"


def company_values(book: Handbook) -> list[View]:
    """Return every value of the company file: its key, what it is, its texts, and the pages that show it."""
    everywhere = [
        {"title": f"every {kind.name}", "url": f"{kind.folder}/"} for kind in (KINDS["story"], KINDS["principle"])
    ]
    principles = everywhere[1:]
    kept = [{"title": book.page("offline/").title, "url": "offline/"}] if "offline/" in book else []
    places = {"may_give": principles, "ask_first": principles, "example": everywhere, "offline": kept}
    rows = []
    for key, field in Company.model_fields.items():
        value = getattr(book.company, key)
        if key == "contacts":
            rows += [_contact_row(book, name, principles if name == MANAGER else []) for name in value]
            continue
        texts = value if isinstance(value, list) else [str(value).lower() if isinstance(value, bool) else str(value)]
        rows.append({"key": key, "what": field.description, "texts": texts, "places": places.get(key, everywhere)})
    return rows


def _contact_row(book: Handbook, name: str, places: list[View]) -> View:
    """Return a contact with the stories whose moment calls it and the handbook's own pages that name it."""
    used = {story.moment for story in book.stories.values()}
    moments = [
        {"title": f'stories on "{moment.name}"', "url": addresses.narrowed(KINDS["story"].folder, (MOMENT.name, key))}
        for key, moment in book.vocabulary.moments.items()
        if moment.call == name and key in used
    ]
    pages = [{"title": book.page(address).title, "url": address} for address in book.callers.get(name, [])]
    texts = [called(book, name)]
    return {"key": f"contacts.{name}", "what": "whom to call", "texts": texts, "places": [*places, *moments, *pages]}


def kept_here(book: Handbook) -> View:
    """Return whether devices keep the handbook, and up to how many stories they keep the whole of it."""
    return {"on": book.company.offline, "most": KEPT_WHOLE}


def tell_form(book: Handbook, to: str) -> View:
    """Return what the form to tell a story needs: the principles, whom to send it to, what looks private."""
    return {
        "principles": [book.principles[slug].title for slug in book.principles_in_order()],
        "contact": book.company.contacts[to].model_dump(),
        "private": [{"name": k.name, "pattern": k.pattern, "advice": k.advice} for k in private.KINDS],
    }
