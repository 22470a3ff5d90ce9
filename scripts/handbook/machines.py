"""What machines read of the handbook: the catalogue with its schema, the feed, the map of the site, robots.txt."""

import json
import re
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as Xml

from handbook.catalogue import SECURITY, Handbook
from handbook.edition import Edition
from handbook.model import Principle, Story
from handbook.permalinks import address_of

FEED_LENGTH = 30  # entries
SCHEMA = "https://json-schema.org/draft/2020-12/schema"
ADDRESSES = {
    "url": {"type": "string", "description": "the address of its page, from the root of the site"},
    "short_url": {"type": "string", "description": "its permanent short address, from the root of the site"},
}


def catalogue(book: Handbook, edition: Edition | None) -> str:
    """Return catalogue.json: the front matter of every story and principle, and the words that they are sorted by."""
    found = {
        "$schema": "catalogue.schema.json",
        "edition": edition.name if edition else None,
        "stories": [_page("stories", slug, story) for slug, story in book.stories.items()],
        "principles": [_page("principles", slug, book.principles[slug]) for slug in book.principles_in_order()],
        "channels": book.vocabulary.channels,
        "moments": {key: moment.name for key, moment in book.vocabulary.moments.items()},
        "sources": {key: source.model_dump(mode="json") for key, source in book.sources.items()},
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"


def catalogue_schema() -> str:
    """Return the JSON Schema of catalogue.json, made from the content model."""
    story, principle = (model.model_json_schema(by_alias=True) for model in (Story, Principle))
    definitions = story.pop("$defs", {}) | principle.pop("$defs", {})
    for schema in (story, principle):
        schema["properties"] |= ADDRESSES
        schema["required"] += list(ADDRESSES)
    names = {"type": "object", "additionalProperties": {"type": "string"}}
    properties = {
        "$schema": {"type": "string"},
        "edition": {"type": ["string", "null"], "description": "commit and date of this state of the handbook"},
        "stories": {"type": "array", "items": story},
        "principles": {"type": "array", "items": principle},
        "channels": names | {"description": "where a story happens: key and name"},
        "moments": names | {"description": "what is going on for the customer: key and name"},
        "sources": {"type": "object", "description": "where stories come from, by key"},
    }
    about = {"$schema": SCHEMA, "title": "The catalogue of the handbook", "type": "object", "$defs": definitions}
    return json.dumps(about | {"properties": properties, "required": list(properties)}, indent=1) + "\n"


def feed(book: Handbook, address: str, name: str) -> str:
    """Return an Atom feed (RFC 4287) of the stories that were added or checked last; `address` is the site's root."""
    order = sorted(book.newest(book.stories), key=lambda slug: book.stories[slug].reviewed, reverse=True)[:FEED_LENGTH]
    root = Xml.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _add(root, "title", f"{name}: new and changed stories")
    _add(root, "id", address)
    _add(root, "link", rel="self", href=f"{address}feed.xml")
    _add(root, "link", rel="alternate", href=address)
    _add(root, "updated", _moment(max((book.stories[slug].reviewed for slug in order), default=date.min)))
    _add(_add(root, "author"), "name", name)
    for slug in order:
        story = book.stories[slug]
        entry = _add(root, "entry")
        _add(entry, "title", story.title)
        _add(entry, "id", f"{address}go/{story.id}/")
        _add(entry, "link", href=f"{address}stories/{slug}/")
        _add(entry, "published", _moment(story.added))
        _add(entry, "updated", _moment(story.reviewed))
        _add(entry, "summary", story.summary)
    return _written(root)


def sitemap(book: Handbook, address: str) -> str:
    """Return a site map (sitemaps.org) of every page, with the day on which somebody last checked it."""
    root = Xml.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    pages = {address_of(page.path): None for page in book.own_pages} | {
        f"{folder}/{slug}/": page.reviewed
        for folder, found in (("principles", book.principles), ("stories", book.stories))
        for slug, page in found.items()
    }
    for path, reviewed in sorted(pages.items()):
        entry = _add(root, "url")
        _add(entry, "loc", address + path)
        if reviewed:
            _add(entry, "lastmod", reviewed.isoformat())
    return _written(root)


def robots(address: str) -> str:
    """Return robots.txt: everything may be read."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n"


def security(book: Handbook, edition: Edition | None, address: str) -> str | None:
    """Return security.txt (RFC 9116), or None where the company file has no contact with an e-mail address for it."""
    contact = book.company.contacts.get(SECURITY)
    found = re.search(r"[\w.+-]+@[\w.-]+\w", contact.reach) if contact else None
    if not (found and edition):
        return None
    return (
        f"Contact: mailto:{found[0]}\nExpires: {_moment(edition.day + timedelta(days=365))}\n"
        f"Preferred-Languages: en\nCanonical: {address}.well-known/security.txt\n"
    )


def _page(folder: str, slug: str, page: Story | Principle) -> dict[str, Any]:
    places = {"url": f"{folder}/{slug}/", "short_url": f"go/{page.id}/"}
    return places | page.model_dump(mode="json", by_alias=True, exclude_none=True)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
    made = Xml.SubElement(parent, name, attributes)
    made.text = text
    return made


def _written(root: Xml.Element) -> str:
    Xml.indent(root, "")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'
