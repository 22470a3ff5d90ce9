"""The built site, page by page: what its HTML says and where its links lead, whatever it looks like."""

import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise, takewhile
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from conftest import ROOT, Pages, slugs
from handbook.book import Handbook
from handbook.content.fields import fields
from handbook.content.model import OwnPage, Principle, Story

OUTCOMES = {"good": "Do this", "bad": "Avoid this", "mixed": "A bit of both"}

# People link to these; they stay for ever, in this order.
PARTS = [
    *("scene", "decide", "what-they-did", "principle", "why", "where-it-stops", "debrief", "plan", "role-play"),
    *("for-trainers", "source"),
]


ADDRESSES = {
    f"{path.relative_to(ROOT / 'docs').with_suffix('').as_posix()}/".removesuffix("index/")
    for path in (ROOT / "docs").rglob("*.md")
}

each_story = pytest.mark.parametrize("slug", slugs("stories"))


def at(page: BeautifulSoup, anchor: str) -> Tag:
    """The element that a link to #anchor leads to."""
    found = page.find_all(id=anchor)
    assert len(found) == 1, f"{len(found)} times #{anchor}"
    return found[0]


def headings(page: BeautifulSoup) -> list[Tag]:
    return page.find_all(re.compile("^h[1-6]$"))


def between(start: Tag, end: Tag | None) -> list[PageElement]:
    """Everything from the start of one element to the start of another."""
    return list(takewhile(lambda element: element is not end, start.next_elements))


def below(page: BeautifulSoup, name: str) -> list[PageElement]:
    """Everything between the heading with this name and the next heading."""
    found = headings(page)
    place = [words(heading.descendants) for heading in found].index(name)
    return between(found[place], next(iter(found[place + 1 :]), None))


def words(elements: Iterable[PageElement]) -> str:
    return " ".join("".join(e for e in elements if type(e) is NavigableString).split())


def links(address: str, elements: Iterable[PageElement]) -> list[str]:
    """Where the links among some elements of a page lead, from the root of the site."""
    found = [element for element in elements if isinstance(element, Tag) and element.name == "a"]
    return [urljoin(f"/{address}", str(link["href"])).removeprefix("/") for link in found if "href" in link.attrs]


def stories(addresses: list[str]) -> list[str]:
    """The slugs of the stories among some addresses."""
    return re.findall("^stories/([^/]+)/$", "\n".join(addresses), re.MULTILINE)


def content(page: BeautifulSoup) -> list[PageElement]:
    """Everything but header, navigation and footer."""
    return [element for article in page.find_all("article") for element in article.descendants]


def test_a_build_prints_no_warning(built: subprocess.CompletedProcess[str]) -> None:
    printed = [line for line in (built.stdout + built.stderr).splitlines() if not line.startswith("INFO ")]
    assert (built.returncode, printed) == (0, [])


def test_every_page_is_one_of_the_handbook_or_leads_on_to_one(pages: Pages) -> None:
    assert ADDRESSES - pages.keys() == set()
    others = {address: links(address, page.descendants) for address, page in pages.items() if address not in ADDRESSES}
    assert [address for address, found in others.items() if not ADDRESSES & set(found)] == []


def test_no_source_file_is_published(site: Path) -> None:
    assert [path for path in site.rglob("*") if path.suffix in (".md", ".yml", ".py")] == []


@each_story
def test_a_story_has_every_fixed_anchor_once_and_in_order(slug: str, pages: Pages) -> None:
    found = [str(element["id"]) for element in pages[f"stories/{slug}/"].find_all(id=True)]
    assert [anchor for anchor in found if anchor in PARTS] == PARTS


@each_story
def test_a_story_shows_its_principle_after_what_they_did(slug: str, pages: Pages, book: Handbook) -> None:
    page, story = pages[f"stories/{slug}/"], book.stories[slug]
    lead = book.principles[story.principles[0]]
    title = at(page, "title")
    assert (title.name, words(title.descendants)) == ("h1", story.title)
    summary = words(between(at(page, "principle"), at(page, "why")))
    places = [summary.find(part) for part in (lead.title, lead.rule, story.lesson)]
    assert -1 not in places and places == sorted(places)


@each_story
def test_a_story_shows_each_text_of_its_front_matter_in_its_part(slug: str, pages: Pages, book: Handbook) -> None:
    page, story = pages[f"stories/{slug}/"], book.stories[slug]
    play, ends = story.role_play, dict(pairwise(PARTS))
    expected = {
        "decide": [text for choice in story.choices for text in (choice.do, choice.because)],
        "what-they-did": [story.sure],
        "debrief": story.debrief,
        "plan": [story.if_then],
        "role-play": [play.customer, play.staff, play.observer, play.twist],
        "source": [str(story.added), str(story.reviewed), book.sources[story.sources[0]].title],
    }
    for anchor, texts in expected.items():
        part = words(between(at(page, anchor), at(page, ends[anchor]) if anchor in ends else None))
        assert [text for text in texts if text not in part] == [], anchor


@each_story
def test_a_story_links_its_principles_in_order_in_the_summary(slug: str, pages: Pages, book: Handbook) -> None:
    address = f"stories/{slug}/"
    found = links(address, between(at(pages[address], "principle"), at(pages[address], "why")))
    assert found == [f"principles/{name}/" for name in book.stories[slug].principles]


@each_story
def test_a_story_links_each_of_its_tags_to_the_list_of_that_tag(slug: str, pages: Pages, book: Handbook) -> None:
    address = f"stories/{slug}/"
    found = [link.split("#")[1] for link in links(address, content(pages[address])) if "tags/#" in link]
    assert sorted(name_of(at(pages["tags/"], tag)) for tag in found) == sorted(tags(book, slug))


def name_of(tag: Tag) -> str:
    """The name of a tag out of its heading, without the number of its stories."""
    return words(tag.descendants).rpartition(" (")[0]


@each_story
def test_a_story_links_its_sources(slug: str, pages: Pages, book: Handbook) -> None:
    page = pages[f"stories/{slug}/"]
    found = links(f"stories/{slug}/", between(at(page, "source"), None))
    assert [f"sources/#{key}" for key in book.stories[slug].sources if f"sources/#{key}" not in found] == []


@each_story
def test_a_story_links_its_related_stories_in_order_and_never_itself(slug: str, pages: Pages, book: Handbook) -> None:
    address = f"stories/{slug}/"
    next_ = stories(links(address, between(at(pages[address], "next"), at(pages[address], "related"))))
    but = next_[0] if next_ else None
    assert stories(links(address, below(pages[address], "Or another story"))) == book.relations.related(slug, but)
    assert slug not in stories(links(address, content(pages[address])))


def test_twins_link_each_other_and_no_other_story_has_a_twin(pages: Pages, book: Handbook) -> None:
    found = {}
    for slug in book.stories:
        address = f"stories/{slug}/"
        if pages[address].find(id="twin"):
            found[slug] = stories(links(address, between(at(pages[address], "twin"), at(pages[address], "role-play"))))
    assert found == {slug: [story.twin] for slug, story in book.stories.items() if story.twin}
    assert found["dropped-cone"] == ["spilled-coffee"]


def tags(book: Handbook, slug: str) -> list[str]:
    """The names of a story's tags, as design.md says: its principles, its channel, its moment and its outcome."""
    story = book.stories[slug]
    channel, moment = book.vocabulary.channels[story.channel], book.vocabulary.moments[story.moment].name
    return [*(book.principles[name].title for name in story.principles), channel, moment, OUTCOMES[story.outcome]]


def test_the_tags_page_lists_each_story_under_each_of_its_tags(pages: Pages, book: Handbook) -> None:
    expected: dict[str, list[str]] = defaultdict(list)
    for slug in sorted(book.stories):
        for tag in tags(book, slug):
            expected[tag].append(slug)
    page = pages["tags/"]
    found = {}
    for heading in page.select("h3"):
        tagged = below(page, words(heading.descendants))
        found[name_of(heading)] = sorted(stories(links("tags/", tagged)))
    assert found == expected


def test_the_sources_page_names_the_stories_of_each_source(pages: Pages, book: Handbook) -> None:
    found = {key: stories(links("sources/", below(pages["sources/"], book.sources[key].title))) for key in book.sources}
    assert found == {key: book.stories_from(key) for key in book.sources}


@pytest.mark.parametrize("name", ["I'm new here", "I'm running a session", "I have a story"])
def test_the_home_page_has_a_door_for(name: str, pages: Pages) -> None:
    doors = [door for door in pages[""].select("article a") if name in words(door.descendants)]
    assert len(doors) == 1 and links("", doors)[0] in pages


def test_every_story_is_three_clicks_or_fewer_from_the_home_page(pages: Pages, book: Handbook) -> None:
    reached = {""}
    for _ in range(3):
        found = {link.split("#")[0] for address in reached for link in links(address, content(pages[address]))}
        reached |= found & pages.keys()
    assert {f"stories/{slug}/" for slug in book.stories} - reached == set()


def test_the_page_for_a_wrong_address_leads_on(pages: Pages) -> None:
    assert links("404.html", content(pages["404.html"])) == ["stories/", "principles/", "start/"]


def test_no_id_is_used_twice_on_a_page(pages: Pages) -> None:
    for address, page in pages.items():
        used = Counter(str(element["id"]) for element in page.find_all(id=True))
        assert [name for name, times in used.items() if times > 1] == [], address


def test_no_page_shows_a_macro_or_the_message_of_one(pages: Pages) -> None:
    assert [address for address, page in pages.items() if re.search(r"\{\{|\{%|Macro", str(page))] == []


def test_no_page_prints_its_front_matter(pages: Pages) -> None:
    keys = {name for model in (Story, Principle, OwnPage) for name, _ in fields(model)}
    printed = re.compile(rf"^\s*({'|'.join(keys)}): ", re.MULTILINE)
    assert [address for address, page in pages.items() if printed.search(page.get_text())] == []


def test_every_link_inside_the_site_is_relative(pages: Pages) -> None:
    """Only the page for wrong addresses, which is shown at any depth, must start from the root."""
    for address in pages.keys() - {"404.html"}:
        used = [str(e.get("href") or e.get("src")) for e in pages[address].select("[href]:not([rel=canonical]), [src]")]
        used = [
            link.partition("?body=")[0].partition("&body=")[0] for link in used
        ]  # what the foot writes for a letter
        assert [link for link in used if link.startswith("/") or "handbook.example.com" in link] == [], address


def test_every_page_says_its_language(pages: Pages) -> None:
    assert [address for address, page in pages.items() if not page.select("html[lang=en]")] == []


@pytest.mark.parametrize("what", ["title", "meta[name=description]"])
def test_every_page_has_its_own(what: str, pages: Pages) -> None:
    owner: dict[str, str] = {}
    for address in sorted(ADDRESSES | {"404.html"}):
        found = [str(e.get("content") or e.string or "") for e in pages[address].select(f"head {what}")]
        assert len(found) == 1 and found[0].strip(), address
        assert owner.setdefault(found[0], address) == address


def test_whoever_links_to_a_story_shows_its_title_and_its_summary(pages: Pages, book: Handbook) -> None:
    for slug, story in book.stories.items():
        head = pages[f"stories/{slug}/"].select(
            "meta[name=description], [property='og:title'], [property$=description]"
        )
        found = [str(meta["content"]) for meta in head]
        assert found == [story.summary, story.title, story.summary], slug
