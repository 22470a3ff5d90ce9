"""Step: what machines read: the catalogue with its schema, the feed, the map of the site, robots.txt."""

import json
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as Xml

from handbook import addresses
from handbook.book import Handbook
from handbook.content.data_files import SECURITY
from handbook.content.model import PageModel
from handbook.content.reach import mail_in
from handbook.edition import Edition
from handbook.kinds import KINDS, Kind
from handbook.permalinks import pages
from handbook.site.output import Site

FEED_LENGTH = 30  # entries
SCHEMA = "https://json-schema.org/draft/2020-12/schema"
ADDRESSES = {
    "url": {"type": "string", "description": "the address of its page, from the root of the site"},
    "short_url": {"type": "string", "description": "its permanent short address, from the root of the site"},
}


def machine_files(site: Site) -> None:
    """Write what machines read."""
    book, edition, address = site.book, site.edition, site.address
    site.write("catalogue.json", catalogue(book, edition))
    site.write("catalogue.schema.json", catalogue_schema())
    site.write("feed.xml", feed(book, address, site.name))
    site.write("sitemap.xml", sitemap(book, address))
    site.write("robots.txt", robots(address))
    if text := security(book, edition, address):
        site.write(".well-known/security.txt", text)


def catalogue(book: Handbook, edition: Edition | None) -> str:
    """Return catalogue.json: the front matter of every page of a kind, and the words that stories are sorted by."""
    kinds = {
        kind.folder: [_page(kind, slug, book.pages[kind.name][slug]) for slug in book.in_order(kind)]
        for kind in KINDS.values()
    }
    found = {
        "$schema": "catalogue.schema.json",
        "edition": edition.name if edition else None,
        **kinds,
        "channels": book.vocabulary.channels,
        "moments": {key: moment.name for key, moment in book.vocabulary.moments.items()},
        "sources": {key: source.model_dump(mode="json") for key, source in book.sources.items()},
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"


def catalogue_schema() -> str:
    """Return the JSON Schema of catalogue.json, made from the content model."""
    schemas = {kind.folder: kind.model.model_json_schema(by_alias=True) for kind in KINDS.values()}
    definitions: dict[str, Any] = {}
    for schema in schemas.values():
        definitions |= schema.pop("$defs", {})
        schema["properties"] |= ADDRESSES
        schema["required"] += list(ADDRESSES)
    names = {"type": "object", "additionalProperties": {"type": "string"}}
    properties = {
        "$schema": {"type": "string"},
        "edition": {"type": ["string", "null"], "description": "commit and date of this state of the handbook"},
        **{folder: {"type": "array", "items": schema} for folder, schema in schemas.items()},
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
        _add(entry, "id", address + addresses.short(story.id))
        _add(entry, "link", href=address + addresses.of_page(KINDS["story"].folder, slug))
        _add(entry, "published", _moment(story.added))
        _add(entry, "updated", _moment(story.reviewed))
        _add(entry, "summary", story.summary)
    return _written(root)


def sitemap(book: Handbook, address: str) -> str:
    """Return a site map (sitemaps.org) of every page, with the day on which somebody last checked it."""
    root = Xml.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for path in sorted(pages(book.places)):
        entry = _add(root, "url")
        _add(entry, "loc", address + path)
        if reviewed := getattr(book.page(path), "reviewed", None):
            _add(entry, "lastmod", reviewed.isoformat())
    return _written(root)


def robots(address: str) -> str:
    """Return robots.txt: everything may be read."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n"


def security(book: Handbook, edition: Edition | None, address: str) -> str | None:
    """Return security.txt (RFC 9116), or None without an e-mail address, or an edition to count its year from."""
    mail = security_mail(book)
    if not (mail and edition):
        return None
    return (
        f"Contact: mailto:{mail}\nExpires: {_moment(edition.day + timedelta(days=365))}\n"
        f"Preferred-Languages: en\nCanonical: {address}.well-known/security.txt\n"
    )


def security_mail(book: Handbook) -> str | None:
    """Return the e-mail address for whoever finds a hole, or None where the company file has none."""
    contact = book.company.contacts.get(SECURITY)
    return mail_in(contact.reach) if contact else None


def _page(kind: Kind, slug: str, page: PageModel) -> dict[str, Any]:
    places = {"url": addresses.of_page(kind.folder, slug), "short_url": addresses.short(page.id)}
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
