"""What a page shows of other pages, as plain values for the templates. Nothing here writes HTML.

Addresses are relative to the site's root, as the engine gives them ("stories/little-alien/"); templates make them
relative to their page with the filter `url`.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from handbook import private
from handbook.catalogue import MANAGER, Handbook, contacts_named
from handbook.dates import review_by
from handbook.model import Company, Story
from handbook.permalinks import address_of
from handbook.problems import allowed

View = dict[str, Any]

# The parts of a page for its list "On this page": anchor and name. People link to these anchors, so they never change.
STORY_PARTS = {
    "scene": "Scene",
    "decide": "Decide",
    "what-they-did": "What they did",
    "why": "Why",
    "where-it-stops": "Where it stops",
    "twin": "Told twice",
    "debrief": "Talk it over",
    "if-then": "Your plan",
    "role-play": "Role-play",
    "for-trainers": "For trainers",
    "related": "Related stories",
    "source": "Source",
}
PRINCIPLE_PARTS = {
    "why": "Why",
    "how-to-do-it": "How to do it",
    "say": "Say this, not that",
    "limits": "Your limits",
    "where-it-stops": "Where it stops",
    "stories": "Stories",
    "evidence": "Evidence",
}
VERDICTS = {"best": "Best", "fair": "Fair", "poor": "Poor"}
OUTCOMES = {"good": "Do this", "bad": "Avoid this"}


def story(book: Handbook, slug: str) -> View:
    """Return what the page of a story shows of other pages."""
    this = book.stories[slug]
    return {
        "kind": "story",
        "parts": parts(book, f"stories/{slug}/"),
        "principles": [principle_link(book, name) for name in this.principles],
        "channel": book.vocabulary.channels[this.channel],
        "moment": book.vocabulary.moments[this.moment].name,
        "outcome": OUTCOMES[this.outcome],
        "tags": tags(book, slug),
        "choices": choices(this),
        "limits": limits(book, this.moment),
        "twin": twin(book, slug) if this.twin else None,
        "related": [story_card(book, other) for other in book.related(slug)],
        "source": source(book, this.source),
        "review": review(book, this.reviewed),
    }


def principle(book: Handbook, slug: str) -> View:
    """Return what the page of a principle shows of other pages."""
    cards = [story_card(book, story) for story in book.stories_of(slug)]
    return {
        "kind": "principle",
        "parts": parts(book, f"principles/{slug}/"),
        "good": [card for card in cards if card["outcome"] == "good"],
        "bad": [card for card in cards if card["outcome"] == "bad"],
        "limits": limits(book),
        "review": review(book, book.principles[slug].reviewed),
    }


def choices(this: Story) -> list[View]:
    """Return the choices of a story in an order that gives nothing away and never jumps: by a hash of their text."""
    ordered = sorted(this.choices, key=lambda choice: hashlib.sha256(f"{this.id} {choice.do}".encode()).hexdigest())
    return [choice.model_dump() | {"verdict_name": VERDICTS[choice.verdict]} for choice in ordered]


def twin(book: Handbook, slug: str) -> View:
    """Return the twin of a story, with the steps of both side by side."""
    here, there = book.stories[slug], book.stories[str(book.stories[slug].twin)]
    steps = [
        {"when": ours.when, "turn": ours.turn, "here": ours.what, "there": theirs.what}
        for ours, theirs in zip(here.turns or [], there.turns or [], strict=True)
    ]
    return {"url": f"stories/{here.twin}/", "title": there.title, "steps": steps}


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


def company_values(book: Handbook) -> list[View]:
    """Return every value of the company file: its key, what it is, its texts, and the pages that show it."""
    everywhere = [{"title": "every story", "url": "stories/"}, {"title": "every principle", "url": "principles/"}]
    principles = everywhere[1:]
    places = {"may_give": principles, "ask_first": principles, "example": everywhere}
    rows = []
    for key, field in Company.model_fields.items():
        value = getattr(book.company, key)
        if key == "contacts":
            rows += [_contact_row(book, name, principles if name == MANAGER else []) for name in value]
            continue
        texts = value if isinstance(value, list) else [str(value).lower() if key == "example" else str(value)]
        rows.append({"key": key, "what": field.description, "texts": texts, "places": places.get(key, everywhere)})
    return rows


def _contact_row(book: Handbook, name: str, places: list[View]) -> View:
    """Return a contact with the stories whose moment calls it and the handbook's own pages that name it."""
    contact = book.company.contacts[name]
    used = {story.moment for story in book.stories.values()}
    moments = [
        {"title": f'stories on "{moment.name}"', "url": f"stories/?moment={key}"}
        for key, moment in book.vocabulary.moments.items()
        if moment.call == name and key in used
    ]
    pages = [
        {"title": page.values["title"], "url": address_of(page.path)}
        for page in book.own_pages
        if name in contacts_named(page)
    ]
    who = f"{contact.who} ({contact.reach})"
    return {"key": f"contacts.{name}", "what": "whom to call", "texts": [who], "places": [*places, *moments, *pages]}


def tell_form(book: Handbook, contact: str) -> View:
    """Return what the form to tell a story needs: the principles, whom to send it to, what looks private."""
    return {
        "principles": [book.principles[slug].title for slug in book.principles_in_order()],
        "contact": book.company.contacts[contact].model_dump(),
        "private": [asdict(kind) for kind in private.KINDS],
    }


def tags(book: Handbook, slug: str) -> list[str]:
    """Return the names of a story's tags: made from its principles, channel, moment and outcome."""
    this = book.stories[slug]
    titles = [book.principles[name].title for name in this.principles]
    vocabulary = book.vocabulary
    return [*titles, vocabulary.channels[this.channel], vocabulary.moments[this.moment].name, OUTCOMES[this.outcome]]


def principle_link(book: Handbook, slug: str) -> View:
    """Return what it takes to show a principle in a link or a card."""
    this = book.principles[slug]
    shown = {"slug": slug, "url": f"principles/{slug}/", "id": this.id}
    return shown | {"title": this.title, "rule": this.rule, "core": this.core}


def story_card(book: Handbook, slug: str) -> View:
    """Return what it takes to show a story as a card and to narrow a list of cards."""
    this = book.stories[slug]
    return {
        "url": f"stories/{slug}/",
        "id": this.id,
        "title": this.title,
        "summary": this.summary,
        "outcome": this.outcome,
        "outcome_name": OUTCOMES[this.outcome],
        "principles": this.principles,
        "lead": principle_link(book, this.principles[0]),
        "channel": this.channel,
        "channel_name": book.vocabulary.channels[this.channel],
        "moment": this.moment,
        "moment_name": book.vocabulary.moments[this.moment].name,
        "minutes": this.minutes,
    }


def source(book: Handbook, key: str) -> View:
    """Return a source with its key."""
    return {"key": key} | book.sources[key].model_dump()


def all_sources(book: Handbook) -> list[View]:
    """Return every source with the stories that come from it."""
    return [source(book, key) | {"stories": story_cards(book, book.stories_from(key))} for key in book.sources]


def all_principles(book: Handbook) -> list[View]:
    """Return every principle in order, with its stories."""
    return [
        principle_link(book, slug) | {"stories": story_cards(book, book.stories_of(slug))}
        for slug in book.principles_in_order()
    ]


def stories_by_principle(book: Handbook) -> list[View]:
    """Return the principles that lead a story, in order, each with the stories that it leads."""
    groups = all_principles(book)
    for group in groups:
        group["stories"] = [card for card in group["stories"] if card["lead"]["slug"] == group["slug"]]
    return [group for group in groups if group["stories"]]


def filters(book: Handbook) -> list[View]:
    """Return the ways to narrow the list of stories: name of the parameter, label, and options that match a story."""
    used = book.stories.values()
    principles = {slug: book.principles[slug].title for slug in book.principles_in_order()}
    moments = {key: moment.name for key, moment in book.vocabulary.moments.items()}
    return [
        _filter("principle", "Principle", principles, (name for story in used for name in story.principles)),
        _filter("moment", "What is going on", moments, (story.moment for story in used)),
        _filter("channel", "Where", book.vocabulary.channels, (story.channel for story in used)),
        _filter("outcome", "Good or bad", OUTCOMES, (story.outcome for story in used)),
    ]


def parts(book: Handbook, address: str) -> list[View]:
    """Return the parts of a story or a principle, for a link to each; none for other pages."""
    folder, _, slug = address.strip("/").partition("/")
    if folder == "stories":
        return _parts(STORY_PARTS, without=() if book.stories[slug].twin else ("twin",))
    return _parts(PRINCIPLE_PARTS if folder == "principles" else {})


def title_of(book: Handbook, address: str) -> str:
    """Return the title of a page by its address."""
    titles = {f"stories/{slug}/": story.title for slug, story in book.stories.items()}
    titles |= {f"principles/{slug}/": principle.title for slug, principle in book.principles.items()}
    titles |= {address_of(page.path): str(page.values["title"]) for page in book.own_pages}
    return titles[address]


def _parts(parts: dict[str, str], without: tuple[str, ...] = ()) -> list[View]:
    return [{"url": f"#{anchor}", "title": name} for anchor, name in parts.items() if anchor not in without]


def _filter(name: str, label: str, names: dict[str, str], used: Iterable[str]) -> View:
    found = set(used)
    return {"name": name, "label": label, "options": {key: text for key, text in names.items() if key in found}}


def story_cards(book: Handbook, slugs: Iterable[str]) -> list[View]:
    """Return the cards of several stories; raises ValueError with the known ones where a story does not exist."""
    slugs = list(slugs)
    for slug in slugs:
        if slug not in book.stories:
            raise ValueError(f"story is {allowed(slug, book.stories)}")
    return [story_card(book, slug) for slug in slugs]
