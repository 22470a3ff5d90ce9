"""Lists of pages: by principle, by tag, by source, and of everything."""

from collections import defaultdict

from handbook import addresses
from handbook.book import Handbook
from handbook.content.body import tag_anchor
from handbook.content.ledger import entry_of_tag
from handbook.facets import FACETS, Facet
from handbook.pages import View
from handbook.pages.cards import listed, principle_link, session_card, source, story_card
from handbook.pages.changed import of_story

PART = 400  # titles on a page of the list of everything, some 25 bytes each over the wire
Anchors = dict[tuple[str, str], list[str]]  # on the page of tags, by facet and key
FLAT = 60  # cards in the list of stories, some 250 bytes each over the wire; where there are more, the newest


def stories_index(book: Handbook) -> View:
    """Return the stories as cards, those that one principle leads together, with the controls that narrow them.

    The first card of each principle has its slug as `anchor` and its old ones under `former`: people link to these.
    """
    led: dict[str, list[str]] = defaultdict(list)
    for slug in sorted(book.newest(book.stories)[:FLAT], key=book.relations.title_order.__getitem__):
        led[book.stories[slug].principles[0]].append(slug)
    cards = [
        story_card(book, slug)
        | {"edition": of_story(book, slug)}
        | ({"anchor": principle, "former": book.principles[principle].former} if slug == led[principle][0] else {})
        for principle in book.principles_in_order
        for slug in led[principle]
    ]
    return {"cards": cards, "total": len(book.stories), "filters": filters(book)}


def all_principles(book: Handbook) -> View:
    """Return every principle in order, the core ones apart, each with the number of its stories."""
    found = [principle_link(book, slug) | {"stories": len(book.stories_of(slug))} for slug in book.principles_in_order]
    groups = (("core", "Start with these", True), ("others", "Then these", False))
    return {
        "groups": [
            {"anchor": anchor, "title": title, "principles": [this for this in found if this["core"] == core]}
            for anchor, title, core in groups
        ]
    }


def all_sessions(book: Handbook) -> View:
    """Return every session as a card, the shortest first."""
    order = sorted(book.sessions, key=lambda slug: (book.sessions[slug].minutes, book.sessions[slug].title))
    return {"sessions": [session_card(book, slug) for slug in order]}


def all_sources(book: Handbook) -> list[View]:
    """Return every source with the stories that come from it."""
    return [source(book, key) | {"list": listed(book, book.stories_from(key))} for key in book.sources]


def filters(book: Handbook) -> list[View]:
    """Return the ways to narrow the list of stories: name of the parameter, label, and options that match a story.

    `old` has the keys that an option had before, each with that of today, for links that people keep.
    """
    found = []
    for facet in FACETS:
        used = facet.stories(book)
        options = {value: name for value, name in facet.names(book).items() if value in used}
        old = {was: key for was, key in facet.old(book).items() if key in options}
        found.append({"name": facet.name, "label": facet.label, "noun": facet.noun, "options": options, "old": old})
    return found


def tag_lists(book: Handbook) -> View:
    """Return the tags of stories in groups, each with its stories by title or, where there are many, the newest.

    A tag that a story once had is there too. Its anchors from before its name changed are under `old`, and those of
    tags that are gone for good under `gone`.
    """
    ever = anchors_ever(book)
    groups = [{"key": facet.name, "title": facet.label, "tags": _tags_of(book, facet, ever)} for facet in FACETS]
    return {"groups": groups, "gone": [anchor for (_, key), found in ever.items() for anchor in found if not key]}


def _tags_of(book: Handbook, facet: Facet, ever: Anchors) -> list[View]:
    found = facet.stories(book)
    return [
        listed(book, found.get(value, []), tag) | {"name": name, "anchor": tag_anchor(name), "old": ever.get(tag, [])}
        for value, name in facet.names(book).items()
        if value in found or (facet.name, value) in ever
        for tag in [(facet.name, value)]
    ]


def anchors_ever(book: Handbook) -> Anchors:
    """Return the anchors of tags that have another one now, by facet and key of today, or "" where it is gone."""
    found: Anchors = {}
    for anchor, stands_for in sorted({entry.anchor: entry.stands_for for entry in reversed(book.tags_ever)}.items()):
        facet = next(facet for facet in FACETS if facet.name == stands_for.partition("=")[0])
        key = facet.today(book, stands_for.partition("=")[2])
        anchors = found.setdefault((facet.name, key), [])
        anchors += [anchor] if not key or anchor != tag_anchor(facet.names(book)[key]) else []
    return found


def tag_entries(book: Handbook) -> list[str]:
    """Return the lines of the ledger for the tags that stories have: an address, and what it stands for."""
    return [
        entry_of_tag(addresses.tag(tag_anchor(name)), f"{facet.name}={value}")
        for facet in FACETS
        for value, name in facet.names(book).items()
        if value in facet.stories(book)
    ]


def tag_link(name: str) -> View:
    """Return a tag with its place on the page of tags."""
    return {"name": name, "url": addresses.tag(tag_anchor(name))}


def everything(book: Handbook) -> list[list[View]]:
    """Return every page of the handbook by title, in parts that stay small however many pages there are."""
    pages = sorted(book.titles(), key=lambda page: page[0].casefold())
    entries = [{"title": title, "url": url} for title, url in pages]
    return [entries[start : start + PART] for start in range(0, len(entries), PART)]


def part(all_parts: list[list[View]], number: int) -> View:
    """Return one part of the list of everything, from 1, and links to all parts."""
    parts = [
        {"number": i, "url": addresses.part(i), "name": f"{entries[0]['title']} to {entries[-1]['title']}"}
        for i, entries in enumerate(all_parts, start=1)
    ]
    return {"number": number, "entries": all_parts[number - 1], "parts": parts}
