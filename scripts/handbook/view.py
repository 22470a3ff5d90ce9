"""What a page shows of other pages, as plain values for the templates. Nothing here writes HTML.

Addresses are relative to the site's root, as the engine gives them ("stories/little-alien/"); templates make them
relative to their page with the filter `url`.
"""

from collections.abc import Iterable
from typing import Any

from handbook.catalogue import Handbook

View = dict[str, Any]

OUTCOMES = {"good": "Do this", "bad": "Avoid this"}


def story(book: Handbook, slug: str) -> View:
    """Return what the page of a story shows of other pages."""
    this = book.stories[slug]
    return {
        "kind": "story",
        "principles": [principle_link(book, name) for name in this.principles],
        "channel": book.vocabulary.channels[this.channel],
        "moment": book.vocabulary.moments[this.moment].name,
        "outcome": OUTCOMES[this.outcome],
        "tags": tags(book, slug),
        "twin": story_card(book, this.twin) if this.twin else None,
        "related": [story_card(book, other) for other in book.related(slug)],
        "source": source(book, this.source),
    }


def principle(book: Handbook, slug: str) -> View:
    """Return what the page of a principle shows of other pages."""
    cards = [story_card(book, story) for story in book.stories_of(slug)]
    return {
        "kind": "principle",
        "good": [card for card in cards if card["outcome"] == "good"],
        "bad": [card for card in cards if card["outcome"] == "bad"],
        "company": book.company.model_dump(),
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
    return [source(book, key) | {"stories": _cards(book, book.stories_from(key))} for key in book.sources]


def all_principles(book: Handbook) -> list[View]:
    """Return every principle in order, with its stories."""
    return [
        principle_link(book, slug) | {"stories": _cards(book, book.stories_of(slug))}
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


def _filter(name: str, label: str, names: dict[str, str], used: Iterable[str]) -> View:
    found = set(used)
    return {"name": name, "label": label, "options": {key: text for key, text in names.items() if key in found}}


def _cards(book: Handbook, slugs: Iterable[str]) -> list[View]:
    return [story_card(book, slug) for slug in slugs]
