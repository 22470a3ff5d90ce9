"""Phones in a role-play, in real Chromium: one card alone, who begins, and the same round for the same link."""

import re

import pytest
from playwright.sync_api import Page, expect

from conftest import slugs
from handbook.book import Handbook
from leading import STORY, start
from test_accessibility import audited, prepared, small
from thoroughness import some
from visiting import Browse

PARTS = ("customer", "staff", "observer")
SLUG = "root-beer-floats"

each_story = pytest.mark.parametrize("slug", some(slugs("stories"), 4))
each_part = pytest.mark.parametrize("part", PARTS)


@pytest.mark.few(1)
@each_part
def test_a_card_stands_alone_and_large(part: str, page: Page, book: Handbook) -> None:
    start(page, f"{STORY}?role={part}")
    play = book.stories[SLUG].role_play.model_dump()
    expect(page.get_by_role("heading", level=1)).to_have_text(part.capitalize())
    text = page.get_by_text(play[part])
    expect(text).to_be_visible()
    assert float(text.evaluate("card => parseFloat(getComputedStyle(card).fontSize)")) >= 20
    there = page.locator("html").inner_html()
    assert [name for name in (*PARTS, "twist") if name != part and play[name][20:80] in there] == []


@pytest.mark.few(2)
@each_story
def test_each_card_says_who_begins(slug: str, page: Page, book: Handbook) -> None:
    play = book.stories[slug].role_play
    first = "customer" if re.search(r"\byou begin\b", play.customer, re.IGNORECASE) else "staff"
    for part in PARTS:
        start(page, f"stories/{slug}/?role={part}")
        expected = "You begin." if part == first else f"{first.capitalize()} begins."
        expect(page.locator(".lt-part__begins")).to_have_text(expected)


def test_a_story_leads_to_the_choice_of_parts(page: Page) -> None:
    page.goto(f"{STORY}#role-play")
    page.get_by_role("link", name="On a phone, open one card alone").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which part do you play?")


def test_one_chooses_a_part_and_may_choose_another(page: Page) -> None:
    start(page, f"{STORY}?role")
    expect(page.get_by_role("heading", level=1)).to_have_text("Which part do you play?")
    assert page.get_by_role("listitem").all_inner_texts() == ["Customer", "Staff", "Observer"]
    page.get_by_role("link", name="Observer").click()
    expect(page).to_have_url(re.compile(r"\?role=observer$"))
    page.get_by_role("link", name="Another part").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which part do you play?")


@pytest.mark.few(1)
@each_part
def test_in_the_second_round_each_card_has_the_twist(part: str, page: Page, book: Handbook) -> None:
    start(page, f"{STORY}?role={part}")
    page.get_by_role("link", name="Twist for a second round").click()
    expect(page).to_have_url(re.compile(rf"\?role={part}&v=2$"))
    play = book.stories[SLUG].role_play
    for text in (getattr(play, part), play.twist):
        expect(page.get_by_text(text)).to_be_visible()
    page.get_by_role("link", name="Back to the first round").click()
    expect(page.get_by_text(play.twist)).to_have_count(0)


def test_two_phones_with_the_same_link_see_the_same(browse: Browse, address: str) -> None:
    phones = [start(browse(address, locale=locale), f"{STORY}?role=staff&v=2") for locale in ("en-GB", "de-DE")]
    one, other = (phone.locator("main").inner_text() for phone in phones)
    assert one == other


def test_the_choice_of_parts_keeps_the_round(page: Page) -> None:
    start(page, f"{STORY}?role&v=2")
    page.get_by_role("link", name="Staff").click()
    expect(page).to_have_url(re.compile(r"\?role=staff&v=2$"))


@pytest.mark.few(2)
@pytest.mark.parametrize("query", ["role=king", "role=", "role=customer&v=9", "role=__proto__"])
def test_whatever_stands_in_the_address_a_page_comes(query: str, page: Page) -> None:
    start(page, f"{STORY}?{query}")
    name = "Customer" if "customer" in query else "Which part do you play?"
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator(".lt-part__twist")).to_have_count(0)


def test_the_short_address_leads_to_the_choice_of_parts(page: Page) -> None:
    page.goto("go/floats/?role")
    expect(page.get_by_role("heading", level=1)).to_have_text("Which part do you play?")


def test_one_gets_back_to_the_story(page: Page) -> None:
    start(page, f"{STORY}?role=staff")
    page.get_by_role("link", name="The whole story").click()
    expect(page.get_by_role("heading", name="Role-play")).to_be_in_viewport()


def test_without_scripts_the_folded_cards_are_there(browse: Browse, address: str) -> None:
    page = browse(address, java_script_enabled=False)
    page.goto(f"{STORY}?role=customer#card-customer")
    expect(page.locator("#card-customer summary")).to_be_visible()


def test_a_page_without_parts_to_play_stays_as_it_is(page: Page) -> None:
    page.goto("principles/improvise/?role=customer", wait_until="networkidle")
    expect(page.get_by_role("heading", level=1)).to_have_text("Improvise")


def test_axe_finds_nothing_on_a_card_and_all_is_large_enough_for_a_thumb(page: Page) -> None:
    faults = {}
    prepared(page)
    for query in ("role", "role=customer", "role=observer&v=2"):
        start(page, f"{STORY}?{query}")
        for scheme in ("light", "dark"):
            faults[f"{query}, {scheme}"] = audited(page, scheme) + page.evaluate("reader.small('*', 24)")
        faults[f"{query}, small"] = small(page, 390) + page.evaluate("reader.cut()")
    assert {state: those for state, those in faults.items() if those} == {}
