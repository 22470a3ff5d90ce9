"""The foot of every page: "Something wrong on this page?" and "Edit this page". They send nothing themselves."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from conftest import ROOT, Pages
from handbook.edition import edition_of
from visiting import Browse

SITE = "https://handbook.example.com/"
REPOSITORY = "https://github.com/example/little-things"
TOY = "stories/toy-car/"


def sent(address: str) -> dict[str, str]:
    """What a link of the foot fills in."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query, strict_parsing=True).items()}


def links(page: BeautifulSoup) -> dict[str, str]:
    return {link.get_text(): str(link["href"]) for link in page.select("footer [data-whole] a")}


# --- Without a script


def test_both_ways_say_page_and_edition(read_by_people: Pages) -> None:
    edition = edition_of(ROOT)
    assert edition
    for address, page in read_by_people.items():
        if address == "404.html":
            continue
        found = links(page)
        issue, mail = sent(found["Tell us on GitHub"]), sent(found["by e-mail"])
        wanted = f"Page: {SITE}{address}\nPart: the whole page\nEdition: {edition.name}\n\nWhat is wrong:\n"
        assert issue["body"] == mail["body"] == wanted
        assert issue["title"] == mail["subject"]
        assert issue["title"].startswith("Something is wrong on: ")
        assert found["Tell us on GitHub"].startswith(f"{REPOSITORY}/issues/new?")
        assert found["by e-mail"].startswith("mailto:ideas@example.com?")


def test_edit_this_page_opens_the_file_that_it_is_made_of(read_by_people: Pages) -> None:
    for address, page in read_by_people.items():
        if address != "404.html":
            path = links(page)["Edit this page"].removeprefix(f"{REPOSITORY}/edit/main/")
            assert path in (f"docs/{address}index.md", f"docs/{address.rstrip('/')}.md")
            assert (ROOT / path).is_file()


def test_an_address_that_leads_nowhere_has_no_page_to_mend(pages: Pages) -> None:
    assert links(pages["404.html"]) == {}


def test_what_is_not_true_without_a_script_is_not_said_there(browse: Browse, address: str) -> None:
    page = browse(address, java_script_enabled=False)
    page.goto(TOY)
    assert page.get_by_text("Mark the words first").is_hidden()


# --- With one: the part that is meant goes along


def pressed(page: Page, name: str) -> dict[str, str]:
    """What a link fills in when somebody presses it; nothing is opened."""
    page.evaluate("addEventListener('click', (event) => event.preventDefault())")
    link = page.get_by_role("contentinfo").get_by_role("link", name=name)
    link.scroll_into_view_if_needed()  # what the foot needs comes with it into sight
    expect(page.locator("footer [data-ready]")).to_be_visible()
    link.click()
    return sent(str(link.get_attribute("href")))


MARK = """([place, text]) => {
  const node = [...document.querySelector(place).childNodes].find((node) => node.textContent.includes(text))
  const start = node.textContent.indexOf(text)
  getSelection().setBaseAndExtent(node, start, node, start + text.length)
}"""


@pytest.mark.parametrize("name", ["Tell us on GitHub", "by e-mail"])
def test_marked_words_go_along_with_the_part_that_they_stand_in(name: str, page: Page) -> None:
    page.goto(TOY)
    text = str(page.locator("#scene ~ p").first.text_content())[:20]
    page.evaluate(MARK, ["#scene ~ p", text])
    assert sent_part(pressed(page, name)) == f"Scene #scene “{text.strip()}”"


def sent_part(filled: dict[str, str]) -> str:
    return filled["body"].split("\nPart: ")[1].split("\nEdition: ")[0]


def test_who_came_to_a_part_of_a_page_means_that(page: Page) -> None:
    page.goto("principles/improvise/#where-it-stops")
    assert sent_part(pressed(page, "Tell us on GitHub")) == "Where it stops #where-it-stops"


def test_otherwise_the_whole_page_is_meant(page: Page) -> None:
    page.goto("principles/improvise/")
    assert sent_part(pressed(page, "Tell us on GitHub")) == "the whole page"


def test_a_long_mark_and_half_a_sign_are_cut(page: Page) -> None:
    page.goto(TOY)
    page.evaluate("place => (document.querySelector(place).textContent = 'a'.repeat(199) + '😀 more')", "#scene ~ p")
    page.evaluate(MARK, ["#scene ~ p", "a" * 199 + "😀 more"])
    assert sent_part(pressed(page, "by e-mail")) == f"Scene #scene “{'a' * 199}”"


@pytest.mark.thorough
def test_below_a_path_the_page_is_named_with_it(finished: Callable[..., Path], repository: Path) -> None:
    site = finished(repository, SITE_URL="https://example.com/shop/handbook/")
    page = BeautifulSoup((site / "stories/toy-car/index.html").read_text(encoding="utf-8"), "html.parser")
    body = sent(links(page)["Tell us on GitHub"])["body"]
    assert body.startswith("Page: https://example.com/shop/handbook/stories/toy-car/\n")
