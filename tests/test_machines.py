"""What machines read: the catalogue and its schema, the feed, the map of the site, robots.txt, security.txt."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from conftest import ROOT, Pages
from handbook.book import Handbook
from handbook.edition import edition_of

HOST = "https://handbook.example.com/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def catalogue(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "catalogue.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def schema(site: Path, catalogue: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / catalogue["$schema"]).read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def entries(site: Path) -> list[ElementTree.Element]:
    return ElementTree.parse(site / "feed.xml").getroot().findall(f"{ATOM}entry")


def test_the_catalogue_keeps_to_the_schema_that_it_names(catalogue: dict[str, Any], schema: dict[str, Any]) -> None:
    jsonschema.validate(catalogue, schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("key", "value", "complaint"),
    [
        ("outcome", "fine", "'fine' is not one of ['good', 'bad', 'mixed']"),
        ("mood", "bright", "Additional properties are not allowed ('mood' was unexpected)"),
    ],
)
def test_the_schema_refuses(
    key: str, value: str, complaint: str, catalogue: dict[str, Any], schema: dict[str, Any]
) -> None:
    first, *others = catalogue["stories"]
    with pytest.raises(jsonschema.ValidationError) as refusal:
        jsonschema.validate(catalogue | {"stories": [first | {key: value}, *others]}, schema)
    assert refusal.value.message == complaint


def test_every_key_of_a_story_is_described_in_the_schema(schema: dict[str, Any]) -> None:
    keys = schema["properties"]["stories"]["items"]["properties"]
    assert [name for name, key in keys.items() if not key.get("description")] == []


def test_the_catalogue_has_every_story_and_principle_with_addresses_that_answer(
    catalogue: dict[str, Any], book: Handbook, pages: Pages
) -> None:
    listed = [*catalogue["stories"], *catalogue["principles"]]
    assert {page["id"] for page in listed} == {
        page.id for pages in (book.stories, book.principles) for page in pages.values()
    }
    assert [page["id"] for page in listed if not {page["url"], page["short_url"]} <= pages.keys()] == []


def test_the_feed_has_the_stories_that_were_added_or_checked_last_first(
    entries: list[ElementTree.Element], book: Handbook
) -> None:
    by_address = {f"{HOST}go/{story.id}/": story for story in book.stories.values()}
    found = [by_address[str(entry.findtext(f"{ATOM}id"))] for entry in entries]
    assert sorted(story.id for story in found) == sorted(story.id for story in book.stories.values())
    assert [story.reviewed for story in found] == sorted((story.reviewed for story in found), reverse=True)
    texts = [
        [entry.findtext(ATOM + name) for name in ("title", "summary", "updated", "published")] for entry in entries
    ]
    assert texts == [
        [story.title, story.summary, f"{story.reviewed}T00:00:00Z", f"{story.added}T00:00:00Z"] for story in found
    ]


def test_every_page_names_the_feed(read_by_people: Pages) -> None:
    links = [page.select_one("link[rel=alternate][type='application/atom+xml']") for page in read_by_people.values()]
    assert len(links) > 30
    assert [link for link in links if not link or not str(link["href"]).endswith("feed.xml")] == []


def test_the_map_of_the_site_has_every_page_that_one_reads_and_no_other(site: Path, read_by_people: Pages) -> None:
    found = [place.text for place in ElementTree.parse(site / "sitemap.xml").getroot().iter(f"{MAP}loc")]
    assert found == sorted(HOST + address for address in read_by_people if address != "404.html")


def test_robots_may_read_everything_and_are_told_of_the_map(site: Path) -> None:
    assert (site / "robots.txt").read_text() == f"User-agent: *\nAllow: /\n\nSitemap: {HOST}sitemap.xml\n"


def test_whoever_finds_a_hole_can_read_whom_to_tell_for_a_year(site: Path, book: Handbook) -> None:
    lines = (site / ".well-known/security.txt").read_text().splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert fields["Contact"].removeprefix("mailto:") in book.company.contacts["privacy"].reach
    edition = edition_of(ROOT)
    assert edition and (date.fromisoformat(fields["Expires"][:10]) - edition.day).days == 365


def test_every_page_says_which_edition_it_is(read_by_people: Pages) -> None:
    edition = edition_of(ROOT)
    assert edition
    assert [a for a, page in read_by_people.items() if edition.name not in page.select("footer")[0].get_text()] == []
