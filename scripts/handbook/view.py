"""What a page shows of other pages, as plain values for the templates. Nothing here writes HTML.

Addresses are relative to the site's root, as the engine gives them ("stories/little-alien/"); templates make them
relative to their page with the filter `url`.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from handbook import private
from handbook.body import PRINCIPLE_PARTS, STORY_PARTS, anchor_of
from handbook.catalogue import MANAGER, Handbook, contacts_named
from handbook.dates import review_by
from handbook.model import Company, Story
from handbook.permalinks import address_of
from handbook.problems import allowed

View = dict[str, Any]

LISTED = 12  # stories in a list; where there are more, the newest are shown, and the search knows the others
PART = 400  # titles on a page of the list of everything, some 25 bytes each over the wire
VERDICTS = {"best": "Best", "fair": "Fair", "poor": "Poor"}
OUTCOMES = {"good": "Do this", "bad": "Avoid this"}


def page(book: Handbook, address: str) -> View:
    """Return what the front matter of a story or a principle gets besides its own keys; nothing for other pages."""
    folder, _, slug = address.strip("/").partition("/")
    if folder == "stories" and slug in book.stories:
        return {"handbook": story(book, slug), "description": book.stories[slug].summary}
    if folder == "principles" and slug in book.principles:
        return {"handbook": principle(book, slug), "description": book.principles[slug].rule}
    return {}


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
        "picture": book.pictures.get(this.id, ""),
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
    this = book.principles[slug]
    return {
        "kind": "principle",
        "parts": parts(book, f"principles/{slug}/"),
        "picture": book.pictures.get(this.id, ""),
        "lists": _by_outcome(book, slug),
        "limits": limits(book),
        "review": review(book, this.reviewed),
    }


def _by_outcome(book: Handbook, principle: str) -> list[View]:
    """Return the stories of a principle as one list for the good ones and one for the bad, without an empty one."""
    slugs = book.stories_of(principle)
    return [
        listed(book, found, f"principle={principle}&outcome={outcome}") | {"name": name, "anchor": anchor_of(name)}
        for outcome, name in OUTCOMES.items()
        if (found := [slug for slug in slugs if book.stories[slug].outcome == outcome])
    ]


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
        "private": [{"name": k.name, "pattern": k.pattern, "advice": k.advice} for k in private.KINDS],
    }


def tags(book: Handbook, slug: str) -> list[View]:
    """Return a story's tags, each with its place on the tags page: principles, channel, moment and outcome."""
    this, names = book.stories[slug], tag_names(book)
    keys = [("principle", name) for name in this.principles]
    keys += [("channel", this.channel), ("moment", this.moment), ("outcome", this.outcome)]
    return [{"name": names[key], "url": f"tags/#{tag_anchor(names[key])}"} for key in keys]


def tag_names(book: Handbook) -> dict[tuple[str, str], str]:
    """Return the name of every tag that a story can have, by what it is and its key: ("moment", "accident")."""
    names = {("principle", slug): book.principles[slug].title for slug in book.principles_in_order()}
    names |= {("moment", key): moment.name for key, moment in book.vocabulary.moments.items()}
    names |= {("channel", key): name for key, name in book.vocabulary.channels.items()}
    return names | {("outcome", key): name for key, name in OUTCOMES.items()}


def tag_lists(book: Handbook) -> list[View]:
    """Return every tag that a story has, with its stories by title or, where there are many, the newest."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for slug in book.by_title():
        this = book.stories[slug]
        for name in this.principles:
            found["principle", name].append(slug)
        for key in (("channel", this.channel), ("moment", this.moment), ("outcome", this.outcome)):
            found[key].append(slug)
    return [
        listed(book, found[key], "=".join(key)) | {"name": name, "anchor": tag_anchor(name)}
        for key, name in tag_names(book).items()
        if key in found
    ]


def tag_anchor(name: str) -> str:
    """Return the anchor of a tag on the tags page. People link to these, so they never change."""
    return f"tag:{anchor_of(name)}"


def listed(book: Handbook, slugs: list[str], query: str = "") -> View:
    """Return a list of stories as cards: all of them in their order or, where there are many, the newest.

    `query` says how the list of stories shows exactly these, after the question mark in its address.
    """
    shown = slugs if len(slugs) <= LISTED else book.newest(slugs)[:LISTED]
    more = len(slugs) - len(shown)
    return {"cards": story_cards(book, shown), "total": len(slugs), "more": more, "url": f"stories/?{query}"}


def everything(book: Handbook) -> list[list[View]]:
    """Return every page of the handbook by title, in parts that stay small however many pages there are."""
    pages = [(this.title, f"stories/{slug}/") for slug, this in book.stories.items()]
    pages += [(this.title, f"principles/{slug}/") for slug, this in book.principles.items()]
    pages += [(str(page.values["title"]), address_of(page.path)) for page in book.own_pages]
    entries = [{"title": title, "url": url} for title, url in sorted(pages, key=lambda page: page[0].casefold())]
    return [entries[start : start + PART] for start in range(0, len(entries), PART)]


def part(book: Handbook, number: int) -> View:
    """Return one part of the list of everything, from 1, and links to all parts."""
    all_parts = everything(book)
    parts = [
        {"number": i, "url": part_address(i), "name": f"{entries[0]['title']} to {entries[-1]['title']}"}
        for i, entries in enumerate(all_parts, start=1)
    ]
    return {"number": number, "entries": all_parts[number - 1], "parts": parts}


def part_address(number: int) -> str:
    """Return the address of a part of the list of everything."""
    return "all/" if number == 1 else f"all-{number}/"


def principle_link(book: Handbook, slug: str) -> View:
    """Return what it takes to show a principle in a link or a card."""
    this = book.principles[slug]
    shown = {"slug": slug, "url": f"principles/{slug}/", "id": this.id, "picture": book.pictures.get(this.id, "")}
    return shown | {"title": this.title, "rule": this.rule, "core": this.core}


def story_card(book: Handbook, slug: str) -> View:
    """Return what it takes to show a story as a card and to narrow a list of cards."""
    this = book.stories[slug]
    return {
        "url": f"stories/{slug}/",
        "picture": book.pictures.get(this.id, ""),
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
    return [source(book, key) | {"list": listed(book, book.stories_from(key))} for key in book.sources]


def all_principles(book: Handbook) -> list[View]:
    """Return every principle in order, with its stories."""
    return [
        principle_link(book, slug) | {"list": listed(book, book.stories_of(slug), f"principle={slug}")}
        for slug in book.principles_in_order()
    ]


def stories_by_principle(book: Handbook) -> list[View]:
    """Return the principles that lead a story, in order, each with the stories that it leads."""
    led: dict[str, list[str]] = defaultdict(list)
    for slug in book.by_title():
        led[book.stories[slug].principles[0]].append(slug)
    return [
        principle_link(book, slug) | {"list": listed(book, led[slug], f"principle={slug}")}
        for slug in book.principles_in_order()
        if slug in led
    ]


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
