"""Lists of pages: by principle, by tag, by source, and of everything."""

from collections import defaultdict

from handbook import addresses
from handbook.book import Handbook
from handbook.content.body import tag_anchor
from handbook.content.ledger import entry_of_tag
from handbook.facets import FACETS, PRINCIPLE
from handbook.pages import View
from handbook.pages.cards import listed, principle_link, source

PART = 400  # titles on a page of the list of everything, some 25 bytes each over the wire


def stories_by_principle(book: Handbook) -> list[View]:
    """Return the principles that lead a story, in order, each with the stories that it leads."""
    led: dict[str, list[str]] = defaultdict(list)
    for slug in book.by_title():
        led[book.stories[slug].principles[0]].append(slug)
    return [
        principle_link(book, slug) | {"list": listed(book, led[slug], (PRINCIPLE.name, slug))}
        for slug in book.principles_in_order()
        if slug in led
    ]


def stories_index(book: Handbook) -> View:
    """Return all stories, grouped by their lead principle, with the controls that narrow them."""
    groups = stories_by_principle(book)
    return {"groups": groups, "partial": any(group["list"]["more"] for group in groups), "filters": filters(book)}


def all_principles(book: Handbook) -> list[View]:
    """Return every principle in order, with its stories."""
    return [
        principle_link(book, slug) | {"list": listed(book, book.stories_of(slug), (PRINCIPLE.name, slug))}
        for slug in book.principles_in_order()
    ]


def all_sources(book: Handbook) -> list[View]:
    """Return every source with the stories that come from it."""
    return [source(book, key) | {"list": listed(book, book.stories_from(key))} for key in book.sources]


def filters(book: Handbook) -> list[View]:
    """Return the ways to narrow the list of stories: name of the parameter, label, and options that match a story.

    `old` has the keys that an option had before, each with that of today, for links that people keep.
    """
    found = []
    for facet in FACETS:
        used = {value for story in book.stories.values() for value in facet.of(story)}
        options = {value: name for value, name in facet.names(book).items() if value in used}
        old = {was: key for was, key in facet.old(book).items() if key in options}
        found.append({"name": facet.name, "label": facet.label, "noun": facet.noun, "options": options, "old": old})
    return found


def tag_lists(book: Handbook) -> list[View]:
    """Return every tag that a story has or ever had, with its stories by title or, where there are many, the newest.

    `old` has the anchors that lead to it from before its name changed.
    """
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for slug in book.by_title():
        for facet in FACETS:
            for value in facet.of(book.stories[slug]):
                found[facet.name, value].append(slug)
    ever = anchors_ever(book)
    return [
        listed(book, found.get(tag, []), tag) | {"name": name, "anchor": tag_anchor(name), "old": ever.get(tag, [])}
        for facet in FACETS
        for value, name in facet.names(book).items()
        if (tag := (facet.name, value)) in found or tag in ever
    ]


def tags_gone(book: Handbook) -> list[str]:
    """Return the anchors of tags that are gone, such as that of a principle that was taken out."""
    return [anchor for (_, key), anchors in anchors_ever(book).items() for anchor in anchors if not key]


def anchors_ever(book: Handbook) -> dict[tuple[str, str], list[str]]:
    """Return the anchors of tags that have another one now, by facet and key of today, or "" where it is gone."""
    found: dict[tuple[str, str], list[str]] = {}
    for anchor, stands_for in sorted({entry.anchor: entry.stands_for for entry in reversed(book.tags_ever)}.items()):
        facet = next(facet for facet in FACETS if facet.name == stands_for.partition("=")[0])
        key = facet.today(book, stands_for.partition("=")[2])
        anchors = found.setdefault((facet.name, key), [])
        anchors += [anchor] if not key or anchor != tag_anchor(facet.names(book)[key]) else []
    return found


def tag_entries(book: Handbook) -> list[str]:
    """Return the lines of the ledger for the tags that stories have: an address, and what it stands for."""
    found = {(facet.name, value) for story in book.stories.values() for facet in FACETS for value in facet.of(story)}
    return [
        entry_of_tag(addresses.tag(tag_anchor(name)), f"{facet.name}={value}")
        for facet in FACETS
        for value, name in facet.names(book).items()
        if (facet.name, value) in found
    ]


def tag_link(name: str) -> View:
    """Return a tag with its place on the page of tags."""
    return {"name": name, "url": addresses.tag(tag_anchor(name))}


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
