"""The way out: the same handbook, built by Zensical and finished, is the same to its readers."""

from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag

from conftest import ROOT, Pages, read_pages
from engines import with_zensical
from handbook.check import load
from handbook.edition import edition_of
from handbook.site.finish import finish

pytestmark = pytest.mark.thorough


# What Zensical has and MkDocs has not, each with its reason.
ONLY_THERE = {"__skip"}  # an empty anchor at the start of the content, for a skip link of its own, which ours replaces


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Every page of the real handbook, built by Zensical and finished, by its address."""
    folder = tmp_path_factory.mktemp("zensical") / "site"
    book = load(ROOT)
    with_zensical(ROOT, folder, book)
    finish(folder, book, edition_of(ROOT))
    return read_pages(folder)


def text(element: Tag | BeautifulSoup) -> str:
    return " ".join(element.get_text(" ").split())


def content(page: BeautifulSoup) -> Tag:
    """What a reader reads: the page without its head, menu and foot."""
    found = page.find("main")
    assert isinstance(found, Tag)
    return found


def test_zensical_builds_the_same_pages(pages: Pages, others: Pages) -> None:
    assert others.keys() == pages.keys()


def test_each_page_has_the_same_words_in_the_same_order(pages: Pages, others: Pages) -> None:
    assert {address: text(content(page)) for address, page in others.items()} == {
        address: text(content(page)) for address, page in pages.items()
    }


def test_each_page_has_the_same_title_and_description(pages: Pages, others: Pages) -> None:
    def head(page: BeautifulSoup) -> list[str]:
        return [text(page.title or page), *(str(meta["content"]) for meta in page.select("meta[name=description]"))]

    assert {address: head(page) for address, page in others.items()} == {
        address: head(page) for address, page in pages.items()
    }


def test_each_page_has_the_same_headings(pages: Pages, others: Pages) -> None:
    def headings(page: BeautifulSoup) -> list[tuple[str, str]]:
        return [(heading.name, text(heading)) for heading in page.select("h1, h2, h3, h4")]

    assert {address: headings(page) for address, page in others.items()} == {
        address: headings(page) for address, page in pages.items()
    }


def test_each_page_has_the_same_anchors(pages: Pages, others: Pages) -> None:
    def anchors(page: BeautifulSoup) -> list[str]:
        return [str(element["id"]) for element in content(page).find_all(id=True) if element["id"] not in ONLY_THERE]

    assert {address: anchors(page) for address, page in others.items()} == {
        address: anchors(page) for address, page in pages.items()
    }


def test_each_page_has_the_same_links(pages: Pages, others: Pages) -> None:
    def links(address: str, page: BeautifulSoup) -> list[str]:
        found = page.select("body a[href]:not([data-md-component=skip] a)")
        return [urljoin(f"https://example.com/{address}", str(link["href"])) for link in found]

    assert {address: links(address, page) for address, page in others.items()} == {
        address: links(address, page) for address, page in pages.items()
    }


def test_each_story_has_the_same_principle_summary(pages: Pages, others: Pages) -> None:
    def summaries(pages: Pages) -> dict[str, str]:
        return {address: str(found) for address, page in pages.items() if (found := page.select_one(".lt-summary"))}

    assert len(summaries(pages)) == len(load(ROOT).stories)
    assert summaries(others) == summaries(pages)
