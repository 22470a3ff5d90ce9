"""The builder of sessions in real Chromium: what it proposes, what one changes, its link, its sheet, every reader."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from conftest import Pages
from handbook.book import Handbook
from test_accessibility import HEIGHTS, prepared
from test_schedule import change, items, press, said, titles, total, wrong_with
from visiting import Browse

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


def propose(
    page: Page, minutes: int = 20, people: int = 6, about: str = "Over-deliver", stories: str = "Good and bad"
) -> None:
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


@pytest.mark.thorough
def test_one_can_ask_for_every_principle_and_every_moment(pages: Pages, book: Handbook) -> None:
    options = [option.text for option in pages[PATH].select("#build [name=topic] option")]
    principles = [book.principles[slug].title for slug in book.principles_in_order]
    assert options == principles + [moment.name for moment in book.vocabulary.moments.values()]


def test_a_session_is_proposed_with_its_reason_and_fits_to_the_minute(page: Page) -> None:
    propose(page)
    assert proposal(page) == (
        "20 minutes are enough for one story and the role-play. “Petals on the carpet” is chosen: "
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
    assert story_links(page) == ["The forgotten root beer", "The toy that stayed at home"]
    assert "“The forgotten root beer” comes first: it's about “Something is missing”." in proposal(page)


def test_what_cannot_be_is_told_and_no_plan_is_left(page: Page) -> None:
    propose(page)
    propose(page, 240, about="Show gratitude")
    assert proposal(page) == (
        "240 minutes are too long: 58 is the most that one story about “Show gratitude” can fill. "
        "Choose fewer minutes, or something else. Back to the plan before"
    )
    expect(page.get_by_role("heading", name="Your session")).to_be_hidden()
    assert page.url.endswith(PATH)


@pytest.mark.few(1)
@pytest.mark.parametrize("minutes", ["4", "241", ""])
def test_minutes_that_no_session_has_are_not_sent(minutes: str, page: Page) -> None:
    page.get_by_label("Minutes", exact=True).first.fill(minutes)
    page.get_by_role("button", name="Propose a session").click()
    assert page.locator("#build [name=minutes]:invalid").count() == 1
    assert proposal(page) == ""


def test_without_a_network_one_is_told_to_try_again(chromium: Browser, address: str) -> None:
    page = chromium.new_page(base_url=address)  # which nobody watches: to a browser, no network is a fault
    page.goto(PATH)
    page.context.set_offline(True)
    propose(page)
    assert proposal(page) == "Some pages could not be loaded. Look at your network, and try again."
    page.context.set_offline(False)
    propose(page)
    assert story_links(page) == ["Petals on the carpet"]
    page.close()


# --- What one changes


def test_a_story_is_swapped_for_another_one_in_all_its_steps(page: Page) -> None:
    propose(page, 45)
    first, second = story_links(page)
    lengths = page.locator("[data-step]").evaluate_all("steps => steps.map(step => step.dataset.minutes)")
    page.get_by_label("Story 1").select_option(label="The pack of four cables (a bit of both)")
    assert story_links(page) == ["The pack of four cables", second]
    assert page.locator("[data-step]").evaluate_all("steps => steps.map(step => step.dataset.minutes)") == lengths
    expect(said(page)).to_have_text(f"“The pack of four cables” instead of “{first}”. 45 minutes in all.")
    expect(page.get_by_label("Story 1")).to_be_focused()
    options = page.get_by_label("Story 2").locator("option").all_inner_texts()
    assert f"{first} (went badly)" in options
    assert "The pack of four cables (a bit of both)" not in options


@pytest.mark.few(2)
@pytest.mark.parametrize(
    "link",
    ["go/autocare/", "stories/automated-care/", "go/autocare/?lead#decide", "stories/automated-care/?h=toy#plan"],
)
def test_any_story_of_the_handbook_joins_the_list_by_its_link(link: str, page: Page, address: str) -> None:
    propose(page)
    assert "On hold (went badly)" not in page.locator("#swaps select").locator("option").all_inner_texts()
    page.get_by_label("Another story, by its link").fill(f" {address}{link}")
    page.get_by_role("button", name="Add it to the list").click()
    expect(page.locator("[data-says=more]")).to_have_text("“On hold” is in the list now.")
    expect(page.locator("#swaps select")).to_be_focused()
    page.locator("#swaps select").select_option(label="On hold")
    assert story_links(page) == ["On hold"]
    page.reload()
    expect(page.locator(".lt-agenda__shows a").first).to_contain_text("On hold")


@pytest.mark.few(2)
@pytest.mark.parametrize(
    "link",
    ["principles/improvise/", "sessions/be-first/", "go/nobody/", "hello", "https://example.com/", "http://["],
)
def test_a_link_to_anything_else_is_told(link: str, chromium: Browser, address: str) -> None:
    page = chromium.new_page(
        base_url=address
    )  # which nobody watches: to a browser, a page that is not there is a fault
    page.goto(PATH)
    propose(page)
    page.get_by_label("Another story, by its link").fill(link if link.startswith("h") else address + link)
    page.get_by_role("button", name="Add it to the list").click()
    expect(page.locator("[data-says=more]")).to_have_text(
        "That link leads to no story of this handbook. Open the story, and copy its link there."
    )
    assert story_links(page) == ["Petals on the carpet"]
    page.close()


def test_the_plan_is_arranged_as_a_session_is_and_comes_back_by_its_link(page: Page) -> None:
    propose(page, 45, people=5)
    page.get_by_label("Start at").fill("16:30")
    change(page)
    press(page, "Leave out: Play it in threes (Petals on the carpet)")
    press(page, "Down: Hear the scene (Petals on the carpet)")
    press(page, "Break after: One plan each (Petals on the carpet)")
    press(page, "Change the steps")
    shown = items(page).all_inner_texts()
    assert "Break" in titles(page)
    assert re.fullmatch(r".*/sessions/build/\?plan=[a-z0-9.-]+", page.url)
    page.goto(page.url)
    expect(items(page)).to_have_count(len(shown))
    assert items(page).all_inner_texts() == shown
    expect(page.get_by_label("Minutes", exact=True).first).to_have_value("45")
    expect(page.get_by_label("People, without you")).to_have_value("5")
    expect(page.get_by_label("About")).to_have_value("p-overdeliver")
    expect(page.locator("[data-says=groups]")).to_have_text(
        "Talk in one pair and one three, play in one three and a pair, without an observer."
    )
    press(page, "Bring back: Play it in threes (Petals on the carpet)")
    assert titles(page).count("Play it in threes") == 2


def test_who_asks_again_can_go_back_to_the_plan_that_was_arranged_before(page: Page) -> None:
    propose(page)
    expect(page.get_by_role("link", name="Back to the plan before")).to_have_count(0)
    change(page)
    press(page, "Break after: Hear the scene (Petals on the carpet)")
    arranged, link = items(page).all_inner_texts(), page.url
    propose(page, 10, about="Improvise")
    assert items(page).all_inner_texts() != arranged
    page.get_by_role("link", name="Back to the plan before").click()
    expect(page).to_have_url(link)
    change(page)
    assert items(page).all_inner_texts() == arranged


def test_the_desk_calls_a_plan_a_session_and_not_by_the_page_that_builds_it(page: Page) -> None:
    propose(page)
    page.get_by_role("link", name="Lead this session").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your session")


def test_the_steps_are_marked_as_those_of_a_session_each_for_one_story(page: Page) -> None:
    propose(page, 45)
    steps = page.locator(".lt-session[data-session=onestory] > .lt-agenda > li[data-minutes]")
    keys = [str(step.get_attribute("data-step")) for step in steps.all()]
    assert keys == [step.get_attribute("id") for step in steps.all()]
    assert len(set(keys)) == len(keys) > 15
    assert [key for key in keys if not re.fullmatch("[a-z0-9]{4}(-petals|-floats)?", key)] == []
    assert page.locator(".lt-session a.lt-button").get_attribute("href") == f"?lead&{page.url.partition('?')[2]}"


@pytest.mark.few(1)
@pytest.mark.parametrize("damage", [lambda text: text[:-2], lambda text: text.replace("0", "o", 1), lambda text: ""])
def test_a_link_that_was_cut_or_changed_opens_an_empty_builder_and_says_so(
    damage: Callable[[str], str], page: Page
) -> None:
    propose(page)
    base, _, text = page.url.partition("?plan=")
    page.goto(f"{base}?plan={damage(text)}")
    assert proposal(page) == CUT_LINK
    expect(page.get_by_role("heading", name="Your session")).to_be_hidden()
    propose(page)
    assert story_links(page) == ["Petals on the carpet"]


def test_a_schedule_of_a_session_is_no_plan_of_the_builder(page: Page) -> None:
    page.goto("sessions/twenty-minutes-for-six/")
    page.get_by_label("Start at").fill("16:30")
    page.goto(f"{PATH}?{page.url.partition('?')[2]}")
    assert proposal(page) == CUT_LINK


# --- Paper, and every reader


@pytest.mark.few(1)
@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize(
    ("minutes", "about"), [(20, "Over-deliver"), (60, "No upselling during a problem"), (240, "Make it personal")]
)
def test_a_plan_is_one_sheet_of_paper(minutes: int, about: str, size: str, page: Page) -> None:
    propose(page, minutes, about=about)
    page.get_by_label("Start at").fill("08:00")
    number = len(titles(page))
    [paper] = PdfReader(BytesIO(page.pdf(format=size, prefer_css_page_size=True, print_background=True))).pages
    printed = " ".join(paper.extract_text().split())
    assert all(f"{title}" in printed for title in story_links(page))
    assert printed.count(" min") >= number
    assert "Propose a session" not in printed


@pytest.mark.few(1)
@pytest.mark.parametrize("width", HEIGHTS)
def test_nothing_is_wrong_for_any_reader_of_a_plan(width: int, browse: Browse, address: str) -> None:
    page = prepared(browse(address, viewport={"width": width, "height": HEIGHTS[width]}))
    page.goto(PATH)
    propose(page, 45)
    change(page)
    assert wrong_with(page, width) == {}
