"""Lists of pages: by principle, by tag, by source, and of everything."""

from collections import defaultdict

from handbook import addresses
from handbook.book import Handbook
from handbook.content.body import anchor_of
from handbook.facets import FACETS, Facet
from handbook.pages import View
from handbook.pages.cards import listed, principle_link, source, story_card

PART = 400  # titles on a page of the list of everything, some 25 bytes each over the wire
FLAT = 60  # cards in the list of stories, some 250 bytes each over the wire; where there are more, the newest


def stories_index(book: Handbook) -> View:
    """Return the stories as cards, those that one principle leads together, with the controls that narrow them.

    The first card of each principle has its slug as `anchor`: people link to these.
    """
    shown = book.newest(book.stories)[:FLAT]
    led: dict[str, list[str]] = defaultdict(list)
    for slug in book.by_title():
        if slug in shown:
            led[book.stories[slug].principles[0]].append(slug)
    cards = [
        story_card(book, slug) | ({"anchor": principle} if slug == led[principle][0] else {})
        for principle in book.principles_in_order()
        for slug in led[principle]
    ]
    return {"cards": cards, "total": len(book.stories), "filters": filters(book)}


def all_principles(book: Handbook) -> View:
    """Return every principle in order, the core ones apart, each with the number of its stories."""
    found = [
        principle_link(book, slug) | {"stories": len(book.stories_of(slug))} for slug in book.principles_in_order()
    ]
    groups = (("core", "Start with these", True), ("others", "Then these", False))
    return {
        "groups": [
            {"anchor": anchor, "title": title, "principles": [this for this in found if this["core"] == core]}
            for anchor, title, core in groups
        ]
    }


def all_sources(book: Handbook) -> list[View]:
    """Return every source with the stories that come from it."""
    return [source(book, key) | {"list": listed(book, book.stories_from(key))} for key in book.sources]


def filters(book: Handbook) -> list[View]:
    """Return the ways to narrow the list of stories: name of the parameter, label, and options that match a story."""
    found = []
    for facet in FACETS:
        used = {value for story in book.stories.values() for value in facet.of(story)}
        options = {value: name for value, name in facet.names(book).items() if value in used}
        found.append({"name": facet.name, "label": facet.label, "options": options})
    return found


def tag_lists(book: Handbook) -> list[View]:
    """Return the tags of stories in groups, each with its stories by title or, where there are many, the newest."""
    return [{"key": facet.name, "title": facet.label, "tags": _tags_of(book, facet)} for facet in FACETS]


def _tags_of(book: Handbook, facet: Facet) -> list[View]:
    found: dict[str, list[str]] = defaultdict(list)
    for slug in book.by_title():
        for value in facet.of(book.stories[slug]):
            found[value].append(slug)
    return [
        listed(book, found[value], (facet.name, value)) | {"name": name, "anchor": tag_anchor(name)}
        for value, name in facet.names(book).items()
        if value in found
    ]


def tag_link(name: str) -> View:
    """Return a tag with its place on the page of tags."""
    return {"name": name, "url": addresses.tag(tag_anchor(name))}


def tag_anchor(name: str) -> str:
    """Return the anchor of a tag on the page of tags. People link to these, so they never change."""
    return f"tag:{anchor_of(name)}"


def everything(book: Handbook) -> list[list[View]]:
    """Return every page of the handbook by title, in parts that stay small however many pages there are."""
    pages = sorted(book.titles(), key=lambda page: page[0].casefold())
    entries = [{"title": title, "url": url} for title, url in pages]
    return [entries[start : start + PART] for start in range(0, len(entries), PART)]


def part(book: Handbook, number: int) -> View:
    """Return one part of the list of everything, from 1, and links to all parts."""
    all_parts = everything(book)
    parts = [
        {"number": i, "url": addresses.part(i), "name": f"{entries[0]['title']} to {entries[-1]['title']}"}
        for i, entries in enumerate(all_parts, start=1)
    ]
    return {"number": number, "entries": all_parts[number - 1], "parts": parts}
