"""What do I say now: every answer in three taps, help before words, the limit and a number always in sight."""

from dataclasses import replace
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Page, expect

from conftest import Pages
from handbook.book import Handbook
from handbook.pages.now import what_to_say
from handbook.templates import printed
from test_accessibility import prepared, press_through, show_everything
from test_paper import each_format, sheets, squeezed, text_of
from visiting import Browse

NOW = "now/"
LATE = "It's late, and I'm sorry. It'll be here at four."

# One page of each kind and of each form, the home page, and the page for a wrong address.
ANYWHERE = ["", "start/", "stories/", "stories/toy-car/", "principles/", "principles/improvise/", "sessions/", "tags/",
            "all/", "contribute/", "contribute/tell-a-story/", "privacy/", "404.html"]  # fmt: skip


def words(element: Tag) -> str:
    return " ".join(element.get_text().split())


def moment(page: BeautifulSoup, key: str) -> Tag:
    """The fold of a moment."""
    fold = page.select_one(f"details:has(> #{key})")
    assert fold
    return fold


# --- What stands there


def test_each_moment_has_what_to_say_what_not_what_helps_and_whom_to_call(pages: Pages, book: Handbook) -> None:
    for key, one in book.vocabulary.moments.items():
        fold, contact = moment(pages[NOW], key), book.company.contacts[one.call]
        told = words(fold)
        assert fold.summary and words(fold.summary) == one.name
        for text in (f"“{one.say}”", f"Not: “{one.not_}”", one.offer, f"{contact.who} ({contact.reach})"):
            assert text in told, key


def test_there_are_eighteen_moments_and_those_of_harm_stand_first(pages: Pages, book: Handbook) -> None:
    urgent = [key for key, one in book.vocabulary.moments.items() if one.urgent]
    shown = [str(fold.div["id"]) for fold in pages[NOW].select(".lt-now details") if fold.div]
    assert urgent == ["hurt", "abusive"]
    assert shown == [*urgent, *(key for key in book.vocabulary.moments if key not in urgent)]
    assert len(shown) == 18


def test_each_moment_leads_to_a_page_and_says_whether_a_story_told_it(pages: Pages, book: Handbook) -> None:
    for key, one in book.vocabulary.moments.items():
        note = moment(pages[NOW], key).select(".lt-note")[-1]
        link = urljoin(f"/{NOW}", str(note.select("a")[0]["href"]))
        assert link == f"/{one.read.removesuffix('.md')}/"
        assert words(note).startswith("Our advice, not from a story. Read on: " if one.advice else "From a story: "), (
            key
        )


def test_what_is_from_a_story_names_one_of_such_a_moment_or_says_that_it_is_advice(book: Handbook) -> None:
    """Stories that only touch a moment may be read as well, but what is told nowhere is advice."""
    used = {story.moment for story in book.stories.values()}
    told = {key for key, one in book.vocabulary.moments.items() if not one.advice}
    assert told - used == {"angry"}  # the customer of "sports-car-book" is angry, and that story is about our mistake


def test_where_people_come_to_harm_help_comes_before_words(pages: Pages) -> None:
    for key in ("hurt", "abusive"):
        first, then = moment(pages[NOW], key).select("div > p")[:2]
        assert words(first) == ("Help first. If anyone is in danger, call the emergency services (999 or 112) at once.")
        assert [link["href"] for link in first.select("a")] == ["tel:999", "tel:112"]
        assert then.get("class") == ["lt-now__say"]


def test_a_company_that_names_no_emergency_number_still_leads_to_help_first(book: Handbook) -> None:
    contacts = {key: one for key, one in book.company.contacts.items() if key != "emergency"}
    company = book.company.model_copy(update={"contacts": contacts})
    page = printed("lists/now.html", NOW, **what_to_say(replace(book, company=company)))
    first = moment(BeautifulSoup(page, "html.parser"), "hurt").select("div > p")[0]
    assert words(first) == "Help first. If anyone is in danger, call the emergency number at once."


def test_a_key_of_before_is_a_place_as_well(book: Handbook) -> None:
    page = printed("lists/now.html", NOW, **what_to_say(replace(book, old_keys={"moment": {"delayed": "late"}})))
    place = BeautifulSoup(page, "html.parser").find(id="delayed")
    assert place and place.find_parent(id="late")


# --- How fast one is there


@pytest.mark.few(3)
@pytest.mark.parametrize("start", ANYWHERE)
def test_every_answer_is_three_taps_from(start: str, page: Page, book: Handbook) -> None:
    page.goto(start)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Say now").click()
    names = page.locator("summary h3")
    expect(names).to_have_count(len(book.vocabulary.moments))
    assert sorted(names.all_inner_texts()) == sorted(one.name for one in book.vocabulary.moments.values())
    names.filter(has_text="It's late").click()
    expect(page.get_by_text(LATE)).to_be_in_viewport()


def test_from_the_home_page_it_is_two(page: Page) -> None:
    page.goto("")
    page.get_by_role("link", name="What do I say now?").click()
    page.locator("summary", has_text="Someone is hurt").click()
    expect(page.get_by_text("I'm getting help")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_to_a_moment_opens_it_with_its_name_in_sight(scripts: bool, browse: Browse, address: str) -> None:
    page = browse(address, java_script_enabled=scripts)
    page.goto(f"{NOW}#late")
    expect(page.get_by_text(LATE)).to_be_in_viewport()
    name, bar = (page.locator(place).bounding_box() for place in ("summary:has(+ #late)", ".lt-now__bar"))
    assert name and bar and name["y"] >= bar["y"] + bar["height"]
    expect(page.get_by_text("That was us.")).to_be_hidden()


def test_without_javascript_every_moment_opens(browse: Browse, address: str, book: Handbook) -> None:
    page = browse(address, java_script_enabled=False)
    page.goto(NOW)
    for one in book.vocabulary.moments.values():
        page.locator("summary", has_text=one.name).click()
        expect(page.get_by_text(f"“{one.say}”")).to_be_visible()


# --- The limit and whom to call


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_limit_and_whom_to_call_stay_in_sight_below_the_header(width: int, browse: Browse, address: str) -> None:
    page = browse(address, viewport={"width": width, "height": 640})
    page.goto(NOW)
    bar, header = page.locator(".lt-now__bar"), page.locator(".md-header")
    for place in ("#hurt", "#late", "#no-shared-language"):
        page.goto(f"{NOW}{place}")
        expect(bar.get_by_text("£20")).to_be_in_viewport(ratio=1)
        expect(bar.get_by_text("the manager on shift (extension 100)")).to_be_in_viewport(ratio=1)
        below, above = bar.bounding_box(), header.bounding_box()
        assert below and above and below["y"] >= above["y"] + above["height"] - 1


def test_in_a_window_with_no_room_to_spare_the_bar_scrolls_away(browse: Browse, address: str) -> None:
    page = browse(address, viewport={"width": 320, "height": 256})
    page.goto(f"{NOW}#late")
    expect(page.locator(".lt-now__bar")).not_to_be_in_viewport()
    expect(page.get_by_text(LATE)).to_be_in_viewport()


@pytest.mark.thorough
def test_the_bar_covers_nothing_that_has_the_focus(browse: Browse, address: str) -> None:
    page = prepared(browse(address, viewport={"width": 320, "height": 640}))
    page.goto(NOW)
    show_everything(page)
    assert press_through(page, "Tab") + press_through(page, "Shift+Tab") == []


# --- On paper


@each_format
def test_the_page_prints_as_a_list_of_all_moments(size: str, page: Page, book: Handbook) -> None:
    page.goto(NOW)
    papers = sheets(page, size)
    text = text_of(papers)
    for one in book.vocabulary.moments.values():
        for said in (one.name, one.say, one.not_, one.offer):
            assert squeezed(said) in text, one.name
    assert len(papers) == 2
