"""The story as a lesson, in real Chromium: decide before you read on, and reach every part that waits."""

from collections.abc import Iterable

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Locator, Page, expect

from browsing import Browse
from handbook.book import Handbook
from handbook.content.model import Choice

SLUG = "root-beer-floats"
STORY = f"stories/{SLUG}/"
TWIN = "stories/spilled-coffee/"

# The parts that wait until one has decided; people link to them.
LATER = ["what-they-did", "why", "where-it-stops", "debrief", "if-then", "role-play", "for-trainers"]
CARDS = ["card-customer", "card-staff", "card-observer", "card-twist"]


def decide_form(page: Page) -> Locator:
    return page.locator("form[data-decide]").first


def order(page: Page) -> list[str]:
    """The choices from top to bottom."""
    return decide_form(page).locator("label").all_inner_texts()


def choose(page: Page, choice: Choice) -> None:
    page.get_by_label(choice.do).check()
    page.get_by_role("button", name="Decide").click()


def expect_told(page: Page, told: bool) -> None:
    """All that waits is shown, or nothing of it."""
    for part in [page.locator("#rest"), *decide_form(page).locator(".lt-choice__because").all()]:
        expect(part).to_be_visible(visible=told)


def first(verdict: str, choices: Iterable[Choice]) -> Choice:
    return next(choice for choice in choices if choice.verdict == verdict)


@pytest.fixture
def story(page: Page) -> Page:
    page.goto(STORY)
    return page


@pytest.fixture
def choices(book: Handbook) -> dict[str, Choice]:
    """The choices of the story by their text."""
    return {choice.do: choice for choice in book.stories[SLUG].choices}


def test_a_story_asks_before_it_tells(story: Page, choices: dict[str, Choice]) -> None:
    expect(story.get_by_role("heading", name="Scene")).to_be_visible()
    assert sorted(order(story)) == sorted(choices)
    expect_told(story, False)


@pytest.mark.parametrize("keys", [["Tab", "Enter"], ["Tab", "Space"], ["Enter"]], ids="-".join)
def test_one_decides_by_keyboard_alone(keys: list[str], story: Page, choices: dict[str, Choice]) -> None:
    one, two, three, four = order(story)
    story.locator("#title").click()
    while not story.evaluate("document.activeElement.matches('.lt-choice input')"):
        story.keyboard.press("Tab")
    for key in ["Space", "ArrowDown", "ArrowDown", *keys]:
        story.keyboard.press(key)

    expect_told(story, True)
    assert order(story) == [three, one, two, four]
    mine = decide_form(story).get_by_role("listitem").first
    expect(mine).to_be_focused()
    expect(mine).to_contain_text(choices[three].because)


@pytest.mark.parametrize(("verdict", "name"), [("best", "Best"), ("poor", "Poor"), ("fair", "Fair")])
def test_what_one_chose_is_explained_first_and_then_the_others(
    verdict: str, name: str, story: Page, choices: dict[str, Choice]
) -> None:
    before = order(story)
    mine = first(verdict, choices.values())
    choose(story, mine)

    expected = [mine.do, *(text for text in before if text != mine.do)]
    explained = decide_form(story).get_by_role("listitem").all_inner_texts()
    words = [f"{text}\n\n{choices[text].verdict.capitalize()}. {choices[text].because}" for text in expected]
    assert explained == words
    expect(decide_form(story).get_by_role("status")).to_have_text(
        f"Your choice: {name}. It is explained first, then the others. The page goes on below."
    )


def test_deciding_without_a_choice_asks_for_one(story: Page) -> None:
    story.get_by_role("button", name="Decide").click()
    expect(decide_form(story).get_by_role("status")).to_have_text("Choose one first.")
    expect(decide_form(story).get_by_role("radio").first).to_be_focused()
    expect_told(story, False)


def test_one_may_read_on_without_deciding(story: Page) -> None:
    before = order(story)
    story.get_by_role("button", name="Read on without deciding").click()
    expect_told(story, True)
    assert order(story) == before
    expect(decide_form(story).get_by_role("status")).to_have_text("Everything is shown.")
    expect(decide_form(story).get_by_role("listitem").first).to_be_focused()


def test_one_may_choose_again(story: Page, choices: dict[str, Choice]) -> None:
    before = order(story)
    choose(story, choices[before[2]])
    story.get_by_role("button", name="Choose again").click()

    assert order(story) == before
    expect_told(story, False)
    expect(decide_form(story).get_by_role("radio", checked=True)).to_have_count(0)
    expect(decide_form(story).get_by_role("radio").first).to_be_focused()
    choose(story, choices[before[1]])
    assert order(story)[0] == before[1]


def test_the_message_has_its_place_before_there_is_one(story: Page) -> None:
    """A screen reader announces what changes in a place that it knows, not a place that appears."""
    shown = "places => places.map(place => place.checkVisibility())"
    assert set(story.locator("form[data-decide] [role=status]").evaluate_all(shown)) == {True}


def test_the_choices_stand_in_the_same_order_for_everybody_and_at_each_visit(
    story: Page, browse: Browse, address: str
) -> None:
    first_visit = order(story)
    story.reload()
    another = browse(address)
    another.goto(STORY)
    assert [order(story), order(another)] == [first_visit, first_visit]


def test_the_place_of_the_best_choice_gives_nothing_away(pages: dict[str, BeautifulSoup], book: Handbook) -> None:
    places = []
    for slug in book.stories:
        choices = pages[f"stories/{slug}/"].select("#decide + form .lt-choice")
        places += [i for i, choice in enumerate(choices) if "lt-choice--best" in choice["class"]]
    assert len(places) == len(book.stories)
    assert max(places.count(place) for place in places) < len(places) * 0.6


def test_going_away_and_back_finds_the_story_decided(story: Page, choices: dict[str, Choice]) -> None:
    mine = order(story)[3]
    choose(story, choices[mine])
    decided = order(story)
    story.goto(TWIN)
    expect_told(story, False)
    story.go_back()
    expect_told(story, True)
    assert order(story) == decided
    expect(story.get_by_label(mine)).to_be_checked()


def test_a_new_tab_asks_again(story: Page, choices: dict[str, Choice]) -> None:
    choose(story, choices[order(story)[0]])
    tab = story.context.new_page()
    tab.goto(STORY)
    expect_told(tab, False)


@pytest.mark.parametrize("anchor", [*LATER, *CARDS, "twin", "step-2", "limits", "plan-text", "related", "source"])
def test_a_link_to_a_later_part_shows_it_below_the_header(anchor: str, page: Page) -> None:
    page.goto(f"{TWIN}#{anchor}")
    place = page.locator(f"#{anchor}")
    expect(place).to_be_in_viewport()
    box, header = place.bounding_box(), page.locator(".md-header").bounding_box()
    assert box and header and box["y"] >= header["height"]
    if place.and_(page.locator("details, details *")).count():
        expect(place.locator("xpath=ancestor-or-self::details")).to_have_attribute("open", "")


def test_a_link_to_a_card_opens_no_other_card(page: Page) -> None:
    page.goto(f"{STORY}#card-staff")
    assert page.locator(".lt-role[open]").evaluate_all("cards => cards.map(card => card.id)") == ["card-staff"]


def test_a_link_inside_the_page_shows_what_waits(browse: Browse, address: str) -> None:
    page = browse(address, viewport={"width": 1280, "height": 900})
    page.goto(STORY)
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Where it stops").click()
    expect(page.get_by_role("heading", name="Where it stops")).to_be_in_viewport()


def test_an_address_with_a_broken_anchor_still_asks(page: Page) -> None:
    page.goto(f"{STORY}#100%")
    expect_told(page, False)
    expect(page.get_by_role("button", name="Decide")).to_be_visible()


def test_a_search_hit_shows_everything(page: Page) -> None:
    page.goto(f"{TWIN}?h=coffee")
    expect_told(page, True)
    expect(page.locator("#twin-steps")).to_be_visible()
    assert page.locator("details:not([open])").count() == 0


def test_text_that_the_browser_looks_for_is_shown(page: Page) -> None:
    """A link to a text is the one way to start the browser's own search from here; find-in-page takes the same way."""
    page.goto(f"{STORY}#:~:text=Talk%20it%20over")
    expect_told(page, True)
    expect(page.get_by_role("heading", name="Talk it over")).to_be_in_viewport()


def test_without_javascript_everything_is_there_to_read(browse: Browse, address: str, book: Handbook) -> None:
    page = browse(address, java_script_enabled=False)
    page.goto(TWIN)
    expect_told(page, True)
    for part in [*LATER, "step-1", "source"]:
        expect(page.locator(f"#{part}")).to_be_visible()
    assert page.get_by_role("article").locator("button, textarea").locator("visible=true").count() == 0
    page.get_by_text("Observer", exact=True).click()
    expect(page.get_by_text(book.stories["spilled-coffee"].role_play.observer)).to_be_visible()


def test_where_the_module_never_arrives_the_rest_appears_by_itself(page: Page) -> None:
    page.route("**/decide.*.js", lambda _: None)
    page.goto(STORY, wait_until="commit")
    expect_told(page, True)
    page.unroute_all(behavior="ignoreErrors")
