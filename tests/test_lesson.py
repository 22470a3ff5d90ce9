"""The story as a lesson, in real Chromium: decide before you read on, and reach every part that waits."""

from collections.abc import Iterable

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Locator, Page, expect

from handbook.book import Handbook
from handbook.content.parts import Choice
from visiting import Browse

SLUG = "root-beer-floats"
STORY = f"stories/{SLUG}/"
TWIN = "stories/spilled-coffee/"

# The parts that wait until one has decided; people link to them.
LATER = [
    *("what-they-did", "principle", "why", "where-it-stops", "debrief", "plan", "next", "related", "role-play"),
    *("for-trainers", "source"),
]
FORMER = ["if-then", "why-it-worked", "why-it-went-wrong", "what-to-make-of-it"]  # names that places had before
CARDS = ["card-customer", "card-staff", "card-observer", "card-twist"]


def decide_form(page: Page) -> Locator:
    return page.locator("form[data-decide]").first


def order(page: Page) -> list[str]:
    """The choices from top to bottom."""
    return decide_form(page).locator("label").all_inner_texts()


def explained(page: Page) -> list[str]:
    """The choices whose reasons are open, from top to bottom."""
    return decide_form(page).locator("li:has(details[open]) label").all_inner_texts()


def choose(page: Page, choice: Choice) -> None:
    page.get_by_label(choice.do).check()
    page.get_by_role("button", name="Decide").click()


def expect_told(page: Page, told: bool) -> None:
    """All that waits is shown, or nothing of it."""
    for part in [page.locator("#rest"), *decide_form(page).locator(".lt-reason").all()]:
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


@pytest.mark.few(1)
@pytest.mark.parametrize("keys", [["Tab", "Enter"], ["Tab", "Space"], ["Enter"]], ids="-".join)
def test_one_decides_by_keyboard_alone(keys: list[str], story: Page, choices: dict[str, Choice]) -> None:
    before = order(story)
    story.locator("#title").click()
    while not story.evaluate("document.activeElement.matches('.lt-choice input')"):
        story.keyboard.press("Tab")
    for key in ["Space", "ArrowDown", "ArrowDown", *keys]:
        story.keyboard.press(key)

    expect_told(story, True)
    assert order(story)[0] == before[2]
    mine = decide_form(story).get_by_role("listitem").first
    expect(mine).to_be_focused()
    expect(mine).to_contain_text(choices[before[2]].because)


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("verdict", "name"), [("best", "Works best here"), ("poor", "Misses the need"), ("fair", "Helps in part")]
)
def test_what_one_chose_comes_first_then_what_works_best_and_the_others_stay_folded(
    verdict: str, name: str, story: Page, choices: dict[str, Choice]
) -> None:
    before = order(story)
    mine, best = first(verdict, choices.values()), first("best", choices.values())
    choose(story, mine)

    shown = [mine.do] if mine is best else [mine.do, best.do]
    assert order(story) == shown + [text for text in before if text not in shown]
    assert explained(story) == shown
    my_own = decide_form(story).get_by_role("listitem").first
    letter = "ABCD"[before.index(mine.do)]
    assert my_own.inner_text().split("\n\n") == [f"You chose {letter}", mine.do, name, mine.because]


def test_the_verdict_on_my_choice_is_larger_than_the_others(story: Page, choices: dict[str, Choice]) -> None:
    choose(story, first("fair", choices.values()))
    size = "verdicts => verdicts.map(verdict => parseFloat(getComputedStyle(verdict).fontSize))"
    mine, best, *others = decide_form(story).locator(".lt-verdict").evaluate_all(size)
    assert mine == best > max(others)


def test_what_a_screen_reader_says_is_not_shown(story: Page, choices: dict[str, Choice]) -> None:
    choose(story, first("poor", choices.values()))
    status = decide_form(story).get_by_role("status")
    expect(status).to_have_text("Your choice: Misses the need. The page goes on below.")
    box = status.bounding_box()
    assert box and box["width"] <= 1 and box["height"] <= 1


def test_a_decision_stands_until_one_chooses_again(story: Page, choices: dict[str, Choice]) -> None:
    mine, other = first("poor", choices.values()), first("best", choices.values())
    choose(story, mine)
    story.get_by_text(other.do, exact=True).click(force=True)
    assert [radio.is_disabled() for radio in decide_form(story).get_by_role("radio").all()] == [True] * len(choices)
    expect(story.get_by_label(mine.do)).to_be_checked()
    assert order(story)[0] == mine.do


def test_deciding_without_a_choice_asks_for_one(story: Page) -> None:
    story.get_by_role("button", name="Decide").click()
    expect(decide_form(story).get_by_role("status")).to_have_text("Choose one first.")
    expect(decide_form(story).get_by_role("radio").first).to_be_focused()
    expect_told(story, False)


def test_one_may_read_on_without_deciding(story: Page, choices: dict[str, Choice]) -> None:
    before, best = order(story), first("best", choices.values()).do
    story.get_by_role("button", name="Read on without deciding").click()
    expect_told(story, True)
    assert order(story) == [best, *(text for text in before if text != best)]
    assert explained(story) == [best]
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
    assert decide_form(story).get_by_role("status").evaluate("place => place.checkVisibility()")


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
        choices = pages[f"stories/{slug}/"].select("form[data-ranked] .lt-choice")
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


@pytest.mark.few(3)
@pytest.mark.parametrize("anchor", [*LATER, *FORMER, *CARDS, "twin", "step-2", "limits", "plan-text", "print"])
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
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="When not to do this").click()
    expect(page.get_by_role("heading", name="When not to do this")).to_be_in_viewport()


def test_a_trainer_gets_to_the_notes_from_the_top(story: Page) -> None:
    story.get_by_text("On this page", exact=True).locator("visible=true").click()
    story.get_by_role("link", name="For trainers").click()
    expect(story.get_by_role("heading", name="For trainers")).to_be_in_viewport()
    expect(story.locator("details:has(#for-trainers)")).to_have_attribute("open", "")


def test_without_scripts_who_leads_a_story_gets_to_the_notes(browse: Browse, address: str) -> None:
    page = browse(address, java_script_enabled=False)
    page.goto(STORY)
    page.locator(".lt-head").get_by_role("link", name="Lead this story").click()
    expect(page.get_by_role("heading", name="For trainers")).to_be_in_viewport()


def test_an_address_with_a_broken_anchor_still_asks(page: Page) -> None:
    page.goto(f"{STORY}#100%")
    expect_told(page, False)
    expect(page.get_by_role("button", name="Decide")).to_be_visible()


def test_a_search_hit_shows_everything_but_the_list_of_what_is_on_the_page(page: Page) -> None:
    page.goto(f"{TWIN}?h=coffee")
    expect_told(page, True)
    expect(page.locator("#twin-steps")).to_be_visible()
    expect(page.locator("details:not([open]) summary")).to_have_text(["On this page"])


def test_text_that_the_browser_looks_for_is_shown(page: Page) -> None:
    """A link to a text is the one way to start the browser's own search from here; find-in-page takes the same way."""
    page.goto(f"{STORY}#:~:text=a%20boy%20of%2017%20or%2018%20knocked")
    expect_told(page, True)
    expect(page.get_by_text("a boy of 17 or 18 knocked")).to_be_in_viewport()


def test_without_javascript_everything_is_there_to_read(browse: Browse, address: str, book: Handbook) -> None:
    page, story = browse(address, java_script_enabled=False), book.stories["spilled-coffee"]
    page.goto(TWIN)
    expect_told(page, True)
    for part in [*LATER, "step-1"]:
        expect(page.locator(f"#{part}")).to_be_visible()
    assert page.get_by_role("article").locator("button, textarea").locator("visible=true").count() == 0
    for text, fold in ((story.role_play.observer, "Observer"), (story.choices[0].because, "Why, or why not?")):
        expect(page.get_by_text(text)).to_be_hidden()
        for summary in page.locator("summary").get_by_text(fold, exact=True).all():
            summary.click()
        expect(page.get_by_text(text)).to_be_visible()


@pytest.mark.few(1)
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_parts_stand_below_each_other_in_the_order_of_the_lesson(
    width: int, scripts: bool, browse: Browse, address: str
) -> None:
    page = browse(address, viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    page.goto(TWIN)
    if scripts:
        page.get_by_role("button", name="Read on without deciding").click()
    boxes = [page.locator(f"#{part}").bounding_box() for part in ["title", "scene", "decide", *LATER]]
    tops = [box["y"] for box in boxes if box]
    assert len(tops) == len(boxes) and tops == sorted(set(tops))


@pytest.mark.thorough
def test_where_the_module_never_arrives_the_rest_appears_by_itself(page: Page) -> None:
    page.route("**/decide.*.js", lambda _: None)
    page.goto(STORY, wait_until="commit")
    expect_told(page, True)
    page.unroute_all(behavior="ignoreErrors")


# --- The principle: the strongest thing after the title, and then at the side

RULE = ".lt-summary__rule"
SIZES = """() => [...document.querySelectorAll("article *")]
  .filter((element) => element.checkVisibility() && [...element.childNodes].some((node) => node.data?.trim()))
  .map((element) => [element.className || element.localName, parseFloat(getComputedStyle(element).fontSize)])
  .toSorted(([, one], [, other]) => other - one)"""


@pytest.mark.parametrize("width", [390, 1280])
def test_the_rule_is_the_largest_text_after_the_title(width: int, browse: Browse, address: str) -> None:
    page = browse(address, viewport={"width": width, "height": 900})
    page.goto(STORY)
    page.get_by_role("button", name="Read on without deciding").click()
    (title, largest), (rule, second), (_, third) = page.evaluate(SIZES)[:3]
    assert (title, rule) == ("h1", RULE[1:])
    assert largest > second > third


def beside(page: Page) -> Locator:
    return page.locator(".lt-beside blockquote")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_principle_stays_in_view_at_the_side_of_a_wide_window(
    scripts: bool, browse: Browse, address: str, book: Handbook
) -> None:
    page = browse(address, viewport={"width": 1280, "height": 900}, java_script_enabled=scripts)
    page.goto(STORY)
    if scripts:
        expect(beside(page)).to_be_hidden()
        page.get_by_role("button", name="Read on without deciding").click()
    lead = book.principles[book.stories[SLUG].principles[0]]
    expect(beside(page)).to_have_text(f"{lead.title}{lead.rule}")
    contents = page.get_by_role("navigation", name="On this page").locator("visible=true")
    for anchor in ("where-it-stops", "plan", "role-play"):
        page.goto(f"{STORY}#{anchor}")
        expect(beside(page)).to_be_in_viewport(ratio=1)
        expect(page.locator(RULE)).not_to_be_in_viewport()
        side, text, above = (part.bounding_box() for part in (beside(page), page.locator(f"#{anchor}"), contents))
        assert side and text and above
        assert side["x"] > text["x"] + text["width"]
        assert side["y"] >= above["y"] + above["height"]


@pytest.mark.parametrize("height", [600, 1100])
def test_the_principle_at_the_side_never_covers_the_contents(height: int, browse: Browse, address: str) -> None:
    page = browse(address, viewport={"width": 1280, "height": height})
    page.goto(f"{STORY}#plan")
    side = beside(page).bounding_box()
    contents = page.locator(".lt-side").bounding_box()
    assert side and contents
    assert contents["y"] + contents["height"] <= side["y"] and side["y"] + side["height"] <= height


def test_what_stays_at_the_side_is_said_once_and_is_not_there_on_a_phone(story: Page) -> None:
    story.get_by_role("button", name="Read on without deciding").click()
    expect(beside(story)).to_be_hidden()
    expect(story.locator(".lt-beside")).to_have_attribute("aria-hidden", "true")
    expect(story.locator(".lt-beside a")).to_have_count(0)


@pytest.mark.few(1)
@pytest.mark.parametrize("path", ["stories/toy-car/", "principles/improvise/", "sessions/five-minute-huddle/"])
def test_a_page_says_on_the_day_of_reading_that_it_is_due_for_a_check(path: str, browse: Browse, address: str) -> None:
    page = browse(address, fresh=True)
    for year, due in ((2026, False), (2036, True)):
        page.clock.set_fixed_time(f"{year}-11-27T09:30:00")
        page.goto(path)
        expect(page.locator(".lt-stale")).to_have_js_property("hidden", not due)
