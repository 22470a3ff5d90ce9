"""Every reader: the built site in real Chromium, seen by axe-core and by reader.js (focus, size, reflow, motion)."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from conftest import Browse

TESTS = Path(__file__).resolve().parent
AXE = TESTS.parent / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AUDIT = """rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(({violations}) =>
  violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id} at ${target}`)))"""

HEIGHTS = {390: 844, 1280: 900}
TWIN = "stories/spilled-coffee/"  # a story with every part that a story can have

# What one presses most, with a thumb.
MAIN_ACTIONS = ".lt-button, .lt-link, .lt-card, .lt-door, .lt-choice label, .lt-filter select, summary"

Pages = dict[str, BeautifulSoup]
Open = Callable[..., Page]  # width, height, options of the context

each_width = pytest.mark.parametrize("width", HEIGHTS)
each_view = pytest.mark.parametrize(("width", "scheme"), [(w, s) for w in HEIGHTS for s in ("light", "dark")])


@pytest.fixture
def open_at(browse: Browse, address: str) -> Open:
    """A window of one size in which every page knows axe and reader.js."""

    def open_at(width: int, height: int, **options: Any) -> Page:
        page = browse(address, viewport={"width": width, "height": height}, **options)
        for script in (AXE, TESTS / "reader.js"):
            page.add_init_script(path=script)
        return page

    return open_at


@pytest.fixture
def addresses(pages: Pages) -> list[str]:
    """Every page that one reads: those at a short or old address only lead on to one of them."""
    return [address for address, page in pages.items() if not page.select("script[data-to]")]


def found(faults: dict[str, list[str]]) -> dict[str, list[str]]:
    """Only the places where something was found."""
    return {place: those for place, those in faults.items() if those}


def decide(page: Page) -> None:
    page.get_by_role("group", name="What would you do?").get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Decide").click()


def show_everything(page: Page) -> None:
    page.evaluate("reader.showEverything()")


def keep_plan(page: Page) -> None:
    page.get_by_label("Now in your own words:").fill("If a cup falls, then I bring a cloth.")
    page.get_by_role("button", name="Keep my plan").click()


def open_menu(page: Page) -> None:
    menu = page.get_by_role("button", name="Menu")
    if menu.is_visible():  # a wide window shows the links instead
        menu.click()


def search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("refund")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def narrow_to_nothing(page: Page) -> None:
    page.get_by_label("Good or bad").select_option("bad")
    principle, status = page.get_by_label("Principle"), page.locator("#filters [role=status]")
    for option in principle.locator("option").all():
        principle.select_option(option.get_attribute("value"))
        if "No story fits" in status.inner_text():
            return
    raise AssertionError("each principle has a bad story; narrow by something else")


# Each state follows from the one before it where it is on the same page.
STATES: dict[Callable[[Page], None], str] = {
    decide: TWIN,
    keep_plan: TWIN,
    show_everything: TWIN,
    open_menu: "",
    search: "start/",
    narrow_to_nothing: "stories/",
}


def states(page: Page) -> Iterator[str]:
    """Bring a page into each state, and name it."""
    last = None
    for bring_about, path in STATES.items():
        if path != last:
            page.goto(path)
        bring_about(page)
        yield bring_about.__name__
        last = path


@each_view
def test_axe_finds_nothing_on_any_page(width: int, scheme: str, open_at: Open, addresses: list[str]) -> None:
    page = open_at(width, HEIGHTS[width], color_scheme=scheme)
    faults = {}
    for address in addresses:
        page.goto(address)
        faults[address] = page.evaluate(AUDIT, RULES)
    assert found(faults) == {}


@each_view
def test_axe_finds_nothing_on_a_page_that_leads_on(
    width: int, scheme: str, open_at: Open, pages: Pages, addresses: list[str]
) -> None:
    page = open_at(width, HEIGHTS[width], color_scheme=scheme)
    page.route("**/moved.js", lambda route: route.fulfill(body=""))
    faults = {}
    for address in pages.keys() - set(addresses):
        page.goto(address)
        faults[address] = page.evaluate(AUDIT, RULES) + page.evaluate("[...reader.small('*', 24), ...reader.cut()]")
    assert len(faults) > 10
    assert found(faults) == {}


@each_view
def test_axe_finds_nothing_in_any_state_of_a_page(width: int, scheme: str, open_at: Open) -> None:
    page = open_at(width, HEIGHTS[width], color_scheme=scheme)
    assert found({state: page.evaluate(AUDIT, RULES) for state in states(page)}) == {}


def test_axe_would_find_a_fault(open_at: Open) -> None:
    page = open_at(390, 844)
    page.goto("tags/")
    page.locator("h1").evaluate("title => title.innerHTML = '<img src=data:,><span style=\"color: #bbb\">pale</span>'")
    assert {fault.split()[0] for fault in page.evaluate(AUDIT, RULES)} == {"image-alt", "color-contrast"}


@each_width
@pytest.mark.parametrize("start", ["", "stories/", TWIN])
def test_the_tab_key_goes_through_all_of_a_page_in_order_and_in_sight(start: str, width: int, open_at: Open) -> None:
    page = open_at(width, HEIGHTS[width])
    page.goto(start)
    faults = walk(page, "Tab")
    assert page.evaluate("[reader.skipped(), reader.disordered()]") == [[], []]
    assert faults + walk(page, "Shift+Tab") == []


def walk(page: Page, key: str) -> list[str]:
    """Press a key until the focus comes round; what was wrong with its stops."""
    page.evaluate("reader.visited = []")
    faults = []
    page.keyboard.press(key)
    while (fault := page.evaluate("reader.stop()")) is not None:
        faults += [fault] if fault else []
        page.keyboard.press(key)
    return faults


def test_the_menu_opens_by_keyboard_and_escape_closes_it_and_gives_the_focus_back(page: Page) -> None:
    page.goto("")
    menu = page.get_by_role("button", name="Menu")
    menu.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("navigation", name="Navigation").get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()


def test_the_tab_key_goes_through_the_open_menu_and_then_closes_it(page: Page) -> None:
    page.goto("")
    page.get_by_role("button", name="Menu").press("Enter")
    links = page.get_by_role("navigation", name="Navigation").get_by_role("link")
    for link in links.all():
        expect(link).to_be_focused()
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Menu")).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("link", name="I'm new here")).to_be_focused()


@pytest.mark.parametrize(
    ("width", "least"), [(390, {"*": 24, MAIN_ACTIONS: 44}), (1280, {"*": 24})], ids=["390", "1280"]
)
def test_what_one_presses_is_large_enough(
    width: int, least: dict[str, int], open_at: Open, addresses: list[str]
) -> None:
    page = open_at(width, HEIGHTS[width])
    check = "least => Object.entries(least).flatMap(([selector, size]) => reader.small(selector, size))"
    faults = {}
    for address in addresses:
        page.goto(address)
        faults[address] = page.evaluate(check, least)
        show_everything(page)
        faults[address] += page.evaluate(check, least)
    assert found(faults) == {}


@pytest.mark.parametrize(
    ("width", "height", "spacing"),
    [(640, 450, "0"), (320, 256, "0"), (390, 844, "0.12em")],
    ids=["200-percent", "400-percent", "wide-letters"],
)
def test_nothing_is_cut_off_at(width: int, height: int, spacing: str, open_at: Open, addresses: list[str]) -> None:
    page = open_at(width, height)
    faults = {}
    for address in addresses:
        page.goto(address)
        show_everything(page)
        page.locator("body").evaluate("(body, spacing) => (body.style.letterSpacing = spacing)", spacing)
        faults[address] = page.evaluate("reader.cut()")
    assert found(faults) == {}


def test_who_wants_less_motion_gets_none(open_at: Open) -> None:
    page = open_at(390, 844)
    assert found({state: page.evaluate("reader.moving()") for state in states(page)}) == {}


def test_every_page_has_one_title_and_its_headings_skip_no_level(pages: Pages) -> None:
    for address, page in pages.items():
        levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4, h5, h6")]
        assert levels.count(1) == 1 and levels[0] == 1, address
        assert [(one, other) for one, other in pairwise(levels) if other > one + 1] == [], address
