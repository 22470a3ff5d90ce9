"""What a reader does, in a real Chromium of the size of a phone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from handbook.book import Handbook
from visiting import Browse

# Each control of the list of stories: its label, the name of its parameter, and a value to try.
CONTROLS = {
    "Principle": ("principle", "own-the-mistake"),
    "What is going on": ("moment", "accident"),
    "Where": ("channel", "phone"),
    "Good or bad": ("outcome", "bad"),
}

KINDS_OF_PAGES = [
    "",
    "start/",
    "stories/",
    "stories/little-alien/",
    "stories/dropped-cone/",
    "principles/",
    "principles/improvise/",
    "sessions/",
    "tags/",
    "sources/",
    "contribute/",
    "404.html",
]


def fitting(book: Handbook, *values: str) -> list[str]:
    """The slugs of the stories that have all these values."""
    return sorted(
        slug
        for slug, story in book.stories.items()
        if {*values} <= {*story.principles, story.moment, story.channel, story.outcome}
    )


def stories_shown(page: Page) -> list[str]:
    """The slugs of the stories that the reader can see, by slug."""
    links = page.get_by_role("article").get_by_role("link")
    found = links.evaluate_all("links => links.map(link => link.pathname)")
    return sorted(name[1] for name in (re.fullmatch(r"/stories/([^/]+)/", path) for path in found) if name)


@pytest.mark.few(2)
@pytest.mark.parametrize("label", CONTROLS)
def test_the_list_of_stories_can_be_narrowed_by(label: str, page: Page, book: Handbook) -> None:
    name, value = CONTROLS[label]
    page.goto("stories/")
    page.get_by_label(label).select_option(value)
    expected = fitting(book, value)
    expect(page.get_by_role("status")).to_have_text(f"{len(expected)} of {len(book.stories)} stories")
    assert 0 < len(expected) < len(book.stories)
    assert stories_shown(page) == expected
    expect(page).to_have_url(re.compile(rf"/stories/\?{name}={value}$"))


def test_a_shared_address_shows_the_same_stories_to_somebody_else(page: Page, book: Handbook) -> None:
    page.goto("stories/?principle=no-upselling&outcome=bad")
    expect(page.get_by_label("Principle")).to_have_value("no-upselling")
    expect(page.get_by_label("Good or bad")).to_have_value("bad")
    assert stories_shown(page) == fitting(book, "no-upselling", "bad")


def test_an_address_with_a_name_that_no_longer_exists_shows_every_story_and_says_why(
    page: Page, book: Handbook
) -> None:
    page.goto("stories/?principle=long-gone&colour=red")
    expect(page.get_by_role("status")).to_have_text(f"No such principle here: long-gone. {len(book.stories)} stories")
    assert stories_shown(page) == sorted(book.stories)


def test_what_the_list_does_not_have_is_said_beside_what_it_has(page: Page, book: Handbook) -> None:
    everything, good, bad = len(book.stories), len(fitting(book, "good")), len(fitting(book, "bad"))
    status = page.get_by_role("status")
    page.goto("stories/?channel=shoop&outcome=bad&moment=constructor")
    expect(status).to_have_text(
        f"No such moment here: constructor. No such place here: shoop. {bad} of {everything} stories"
    )
    page.get_by_label("Good or bad").select_option("good")
    expect(status).to_have_text(f"{good} of {everything} stories")


def test_a_choice_that_no_story_fits_says_so(page: Page, book: Handbook) -> None:
    moment, channel = next(
        (moment, channel)
        for moment in {story.moment for story in book.stories.values()}
        for channel in {story.channel for story in book.stories.values()}
        if not fitting(book, moment, channel)
    )
    page.goto(f"stories/?moment={moment}")
    page.get_by_label("Where").select_option(channel)
    expect(page.get_by_role("status")).to_have_text("No story fits. Clear a filter, or tell us a story like that.")
    assert stories_shown(page) == []


def test_all_stories_come_back_with_one_press(page: Page, book: Handbook) -> None:
    page.goto("stories/?outcome=bad")
    page.get_by_role("button", name="Clear filters").click()
    expect(page.get_by_role("status")).to_have_text(f"{len(book.stories)} stories")
    expect(page).to_have_url(re.compile("/stories/$"))
    assert stories_shown(page) == sorted(book.stories)
    expect(page.get_by_role("button", name="Clear filters")).to_be_hidden()
    expect(page.get_by_label("Principle")).to_be_focused()


def test_going_back_from_a_story_finds_the_list_as_it_was_and_forward_the_story(page: Page, book: Handbook) -> None:
    page.goto("stories/")
    page.get_by_label("Where").select_option("email")
    page.get_by_role("link", name="She pressed send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("She pressed send")
    page.go_back()
    expect(page.get_by_label("Where")).to_have_value("email")
    assert stories_shown(page) == fitting(book, "email")
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text("She pressed send")


def test_without_javascript_the_list_is_whole_and_has_no_dead_controls(
    browse: Browse, address: str, book: Handbook
) -> None:
    page = browse(address, java_script_enabled=False)
    page.goto("stories/")
    expect(page.locator("#count")).to_have_text(f"{len(book.stories)} stories")
    assert stories_shown(page) == sorted(book.stories)
    expect(page.get_by_role("article").locator("select, button").locator("visible=true")).to_have_count(0)


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until something has the focus."""
    for _ in range(50):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached by fifty presses of Tab")


def follow_by_keyboard(page: Page, name: str) -> None:
    """Go to a link, see that one sees where one is, and follow it."""
    link = page.get_by_role("article").get_by_role("link", name=name, exact=True).first
    tab_to(page, link)
    expect(link).to_be_in_viewport()
    expect(link).to_have_css("outline-style", "solid")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_reader_goes_from_a_story_to_its_principle_and_to_another_story_by_keyboard_alone(page: Page) -> None:
    page.goto("stories/little-alien/")
    tab_to(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Decide"))
    page.keyboard.press("Enter")
    follow_by_keyboard(page, "Improvise")
    follow_by_keyboard(page, "The wrong toy car")


@pytest.mark.few(5)
@pytest.mark.parametrize("place", KINDS_OF_PAGES)
def test_a_page_opens_in_peace_and_its_first_stop_leads_past_the_header_on(place: str, page: Page) -> None:
    """Without an error on the console, and without a request to another host: `page` sees to both."""
    page.goto(place)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    title = page.get_by_role("heading", level=1)
    expect(title).to_be_in_viewport()
    expect(page).to_have_url(re.compile(f"#{title.get_attribute('id')}$"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('article').contains(document.activeElement)")


def test_dark_and_light_are_switched_by_keyboard_and_remembered(page: Page) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    page.goto("")
    light = page.evaluate(background)
    tab_to(page, page.get_by_role("button", name="Switch to dark mode"))
    page.keyboard.press("Enter")
    expect(page.locator("body")).not_to_have_css("background-color", light)
    dark = page.evaluate(background)
    page.goto("stories/little-alien/")
    assert page.evaluate(background) == dark
    tab_to(page, page.get_by_role("button", name="Switch to light mode"))
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_css("background-color", light)


def test_dark_follows_the_device_until_the_reader_switches(browse: Browse, address: str) -> None:
    page = browse(address, color_scheme="dark")
    page.goto("")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.get_by_role("button", name="Switch to light mode")).to_be_visible()
