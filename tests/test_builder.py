"""The builder of sessions in real Chromium: what it proposes, what one changes, its link, its sheet, and every reader."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from browsing import Browse
from conftest import Pages
from handbook.book import Handbook
from test_accessibility import AUDIT, CUT, ENLARGED, HEIGHTS, RULES, SCHEMES, prepared, small
from test_schedule import change, items, press, said, titles, total

PATH = "sessions/build/"
CUT_LINK = "This link was cut or changed on its way, so here is an empty builder. Ask for the link once more."

Ask = Callable[..., Page]


@pytest.fixture
def page(page: Page) -> Page:
    """The builder, before anything was asked."""
    page.goto(PATH)
    return page


def proposal(page: Page) -> str:
    return page.locator("[data-says=proposal]").inner_text()


def propose(page: Page, minutes: int = 20, people: int = 6, about: str = "Over-deliver", stories: str = "Good and bad") -> None:
    """Ask, and wait for the answer."""
    page.get_by_label("Minutes", exact=True).first.fill(str(minutes))
    page.get_by_label("People, without you").fill(str(people))
    page.get_by_label("About").select_option(about)
    page.get_by_label("Stories").select_option(stories)
    page.get_by_role("button", name="Propose a session").click()
    expect(page.locator("[data-says=proposal]")).not_to_have_text(re.compile("^(Looking|$)"))


def story_links(page: Page) -> list[str]:
    """The stories of the plan, in order, each once."""
    texts = page.locator(".lt-agenda__shows a").all_inner_texts()
    return list(dict.fromkeys(text.rpartition(": ")[0] for text in texts))


# --- What it asks and proposes


def test_without_javascript_the_page_says_what_it_does_and_leads_to_the_ready_sessions(
    browse: Browse, address: str
) -> None:
    page = browse(address, java_script_enabled=False)
    page.goto(PATH)
    expect(page.get_by_text("You get a session that fits to the minute")).to_be_visible()
    assert page.locator("article :is(input, select, button)").filter(visible=True).count() == 0
    page.get_by_role("link", name="ready sessions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Run a session")


def test_one_can_ask_for_every_principle_and_every_moment(pages: Pages, book: Handbook) -> None:
    options = [option.text for option in pages[PATH].select("#build [name=topic] option")]
    principles = [book.principles[slug].title for slug in book.principles_in_order()]
    assert options == principles + [moment.name for moment in book.vocabulary.moments.values()]


def test_a_session_is_proposed_with_its_reason_and_fits_to_the_minute(page: Page) -> None:
    propose(page)
    assert proposal(page) == (
        "20 minutes are enough for 1 story and the role-play. “Petals on the carpet” is chosen: "
        "its main principle is “Over-deliver”."
    )
    expect(page.locator("[data-says=facts]")).to_have_text("20 minutes · 6 people · Over-deliver")
    expect(page.locator("[data-says=groups]")).to_have_text("Talk in 3 pairs, play in 2 threes.")
    expect(page.get_by_role("heading", name="Your session")).to_be_focused()
    assert total(page) == "20 minutes in all."
    assert story_links(page) == ["Petals on the carpet"]
    assert titles(page)[-1] == "Close"
    page.get_by_role("link", name="Petals on the carpet: Choose alone").click()
    expect(page).to_have_url(re.compile("stories/petals-on-the-carpet/#decide$"))


def test_a_moment_has_its_stories_from_the_page_of_tags(page: Page) -> None:
    propose(page, 45, about="Something is missing")
    assert set(story_links(page)) == {"The forgotten root beer", "Wait for the express"} or len(story_links(page)) == 2
    assert "it's about “Something is missing”" in proposal(page)


def test_what_cannot_be_is_told_and_no_plan_is_left(page: Page) -> None:
    propose(page)
    propose(page, 240, about="Show gratitude")
    assert proposal(page) == (
        "240 minutes are too long: 58 is the most that 1 story about “Show gratitude” can fill. "
        "Choose fewer minutes, or something else."
    )
    expect(page.get_by_role("heading", name="Your session")).to_be_hidden()
    assert page.url.endswith(PATH)


@pytest.mark.parametrize("minutes", ["4", "241", ""])
def test_minutes_that_no_session_has_are_not_sent(minutes: str, page: Page) -> None:
    page.get_by_label("Minutes", exact=True).first.fill(minutes)
    page.get_by_role("button", name="Propose a session").click()
    assert page.locator("#build [name=minutes]:invalid").count() == 1
    assert proposal(page) == ""


def test_without_a_network_one_is_told_to_try_again(page: Page) -> None:
    page.route("**/principles/**", lambda route: route.abort())
    page.on("console", lambda said: None)
    propose(page)
    assert proposal(page) == "Some pages could not be loaded. Look at your network, and try again."
    page.unroute_all()
    propose(page)
    assert story_links(page) == ["Petals on the carpet"]
