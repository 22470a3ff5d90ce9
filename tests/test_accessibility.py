"""Every reader: the built site in real Chromium, seen by axe-core and by visitor.js (focus, size, reflow, motion)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from conftest import Pages
from test_policy import WATCH, violations
from thoroughness import THOROUGH, some
from visiting import Browse, move, visitor

TESTS = Path(__file__).resolve().parent
AXE = TESTS.parent / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]  # all that dark mode can change: it swaps the colours of one page
OF_SIZE = ["target-size"]  # on fewer elements, and less strict than `small`, which looks at every page
AUDIT = """([rules, but]) => axe.run({
  runOnly: rules, rules: Object.fromEntries(but.map(rule => [rule, {enabled: false}])), resultTypes: ['violations'],
  preload: false, selectors: false, // style sheets and films, which no rule of ours asks for; a name for each element
}).then(({violations}) =>
  violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id} at ${html.slice(0, 100)}`)))"""

CUT = "spacing => { document.body.style.letterSpacing = spacing; return reader.cut() }"

HEIGHTS = {390: 844, 1280: 900}
WIDTHS = some(HEIGHTS, 1)  # in which every state is looked at
SCHEMES = {"light": "default", "dark": "slate"}
ENLARGED = {"wide letters": (390, 844, "0.12em"), "200 %": (640, 450, "0"), "400 %": (320, 256, "0")}
TWIN = "stories/spilled-coffee/"  # a story with every part that a story can have

# What one presses most, with a thumb.
MAIN_ACTIONS = ".lt-button, .lt-link, .lt-card, .lt-door, .lt-choice label, .lt-filter select, summary"

Visit = dict[str, dict[str, list[str]]]  # what was looked at, page, faults
Open = Callable[..., Page]  # width, height, options of the context

each_width = pytest.mark.parametrize("width", HEIGHTS)
each_view = pytest.mark.parametrize(("width", "scheme"), [(w, s) for w in HEIGHTS for s in SCHEMES])


def prepared(page: Page) -> Page:
    """A page that knows axe and visitor.js wherever it goes."""
    for script in (AXE, TESTS / "visitor.js"):
        page.add_init_script(path=script)
    return page


@pytest.fixture
def open_at(browse: Browse, address: str) -> Open:
    """A window of one size."""

    def open_at(width: int, height: int, **options: Any) -> Page:
        return prepared(browse(address, viewport={"width": width, "height": height}, **options))

    return open_at


@pytest.fixture(scope="module")
def visit(chromium: Browser, host: str, pages: Pages, read_by_people: Pages) -> Visit:
    """What is wrong with each page, by what was looked at: one visit to each for all tests of every page."""
    faults: Visit = defaultdict(dict)
    examples = with_every_element(pages)
    with visitor(chromium, host) as page:
        prepared(page).add_init_script(WATCH)
        page.route("**/moved.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        for place in sorted(pages) if THOROUGH else examples[:5]:
            page.goto(place)
            faults["policy"][place] = violations(page)
            if place not in read_by_people and place not in examples:
                continue
            for width, height in reversed(HEIGHTS.items()):  # each new size is work: the last page ended with this one
                page.set_viewport_size({"width": width, "height": height})
                for scheme in SCHEMES:
                    if place in examples or (width, scheme) == (390, "light"):
                        but = [] if place in examples else OF_COLOUR + OF_SIZE
                        faults[f"axe, {width}, {scheme}"][place] = audited(page, scheme, but)
                faults[f"small, {width}"][place] = small(page, width)
            if place in read_by_people:
                look_at_everything(page, place, faults)
    least = len(examples) if THOROUGH else 3
    assert len(examples) > 10
    assert [what for what, those in faults.items() if len(those) < least] == []
    return {what: found(those) for what, those in faults.items()}


def with_every_element(pages: Pages) -> list[str]:
    """A few pages that have all that there is: every element within each that it stands in, by names and classes.

    The first have most of it.

    Colours and places follow from these, so that another width and the dark need no more pages; words do not.
    """
    wanted = {address: elements(page) for address, page in pages.items()}
    examples = list[str]()
    while most := max(wanted.values(), key=len):
        examples.append(next(address for address, left in sorted(wanted.items()) if left == most))
        wanted = {address: left - most for address, left in wanted.items()}
    return examples


def elements(page: BeautifulSoup) -> frozenset[tuple[str, ...]]:
    """Every element of a page within the one that it stands in, each as its name, classes and attributes."""
    described = {id(tag): f"{tag.name} {tag.get('class')} {sorted(tag.attrs)}" for tag in page.find_all(True)}
    return frozenset((described[id(tag)], described.get(id(tag.parent), "")) for tag in page.find_all(True))


def audited(page: Page, scheme: str, but: Sequence[str] = ()) -> list[str]:
    """What axe finds in one colour scheme, but for some rules: in the dark only what that can change."""
    page.evaluate("scheme => (document.body.dataset.mdColorScheme = scheme)", SCHEMES[scheme])
    return list(page.evaluate(AUDIT, [RULES if scheme == "light" else OF_COLOUR, list(but)]))


def look_at_everything(page: Page, place: str, faults: Visit) -> None:
    """Show all parts of a page, and look at what that may have made too small, or cut off."""
    show_everything(page)
    faults["small, 390"][place] += small(page, 390)
    for name, (wide, high, spacing) in ENLARGED.items():
        page.set_viewport_size({"width": wide, "height": high})
        faults[f"cut off, {name}"][place] = page.evaluate(CUT, spacing)
    page.set_viewport_size({"width": 1280, "height": HEIGHTS[1280]})
    faults["small, 1280"][place] += small(page, 1280)


@pytest.fixture(scope="module")
def walk(chromium: Browser, address: str) -> Visit:
    """What is wrong with a page in each state, by what was looked at: one walk for all tests of every state."""
    faults: Visit = defaultdict(dict)
    for width in WIDTHS:
        with visitor(chromium, address) as page:
            prepared(page)
            page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            for state in states(page):
                for scheme in SCHEMES:
                    faults[f"axe, {width}, {scheme}"][state] = audited(page, scheme)
                faults[f"moving, {width}"][state] = page.evaluate("reader.moving()")
    assert all(those.keys() == {state.__name__ for state in STATES} for those in faults.values())
    return {what: found(those) for what, those in faults.items()}


def small(page: Page, width: int) -> list[str]:
    """What of the page can be pressed on too few pixels: 24, and on a phone 44 for what one presses most."""
    least = {"*": 24} | ({MAIN_ACTIONS: 44} if width == 390 else {})
    check = "least => Object.entries(least).flatMap(([selector, size]) => reader.small(selector, size))"
    return list(page.evaluate(check, least))


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
    expect(page.get_by_role("dialog").get_by_role("listitem").first).to_be_visible()


def narrow_the_search(page: Page) -> None:
    page.get_by_role("dialog").get_by_text("Narrow").click()
    page.get_by_role("dialog").get_by_label("Good or bad").select_option("good")


def search_for_nothing(page: Page) -> None:
    page.get_by_role("textbox", name="Search").fill("zxqv")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("Nothing found")


def narrow_to_nothing(page: Page) -> None:
    page.get_by_label("Where").select_option("letter")
    page.get_by_label("Good or bad").select_option("good")
    expect(page.locator("#count")).to_contain_text("No story fits")


# Each state follows from the one before it where it is on the same page.
STATES: dict[Callable[[Page], None], str] = {
    decide: TWIN,
    keep_plan: TWIN,
    show_everything: TWIN,
    open_menu: "",
    search: "start/",
    narrow_the_search: "start/",
    search_for_nothing: "start/",
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
def test_axe_finds_nothing_on_any_page(width: int, scheme: str, visit: Visit) -> None:
    assert visit[f"axe, {width}, {scheme}"] == {}


@each_width
def test_what_one_presses_is_large_enough(width: int, visit: Visit) -> None:
    assert visit[f"small, {width}"] == {}


@pytest.mark.parametrize("how", ENLARGED)
def test_nothing_is_cut_off_at(how: str, visit: Visit) -> None:
    assert visit[f"cut off, {how}"] == {}


def test_no_page_breaks_the_policy(visit: Visit) -> None:
    assert visit["policy"] == {}


@pytest.mark.parametrize(("width", "scheme"), [(w, s) for w in WIDTHS for s in SCHEMES])
def test_axe_finds_nothing_in_any_state_of_a_page(width: int, scheme: str, walk: Visit) -> None:
    assert walk[f"axe, {width}, {scheme}"] == {}


def test_axe_would_find_a_fault(open_at: Open) -> None:
    page = open_at(390, 844)
    page.goto("tags/")
    page.locator("h1").evaluate("title => (title.innerHTML = '<img src=data:,>pale', title.style.color = '#bbb')")
    assert {fault.split()[0] for fault in page.evaluate(AUDIT, [RULES, []])} == {"image-alt", "color-contrast"}


@each_width
@pytest.mark.few(2)
@pytest.mark.parametrize("start", [TWIN, "", "now/", "stories/"])
def test_the_tab_key_goes_through_all_of_a_page_in_order_and_in_sight(start: str, width: int, open_at: Open) -> None:
    page = open_at(width, HEIGHTS[width])
    page.goto(start)
    move(page)
    if page.locator("[data-id]").count():  # such a page gets buttons for the hand, all at once
        page.get_by_role("button", name="Copy link: ").first.wait_for(state="attached")
    faults = press_through(page, "Tab")
    assert page.evaluate("[reader.skipped(), reader.disordered()]") == [[], []]
    assert faults + press_through(page, "Shift+Tab") == []


def press_through(page: Page, key: str) -> list[str]:
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
    menu, links = page.get_by_role("button", name="Menu"), page.get_by_role("navigation", name="Main")
    menu.press("Enter")
    expect(links).to_be_visible()
    page.keyboard.press("Tab")
    expect(links.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(links).to_be_hidden()
    expect(menu).to_be_focused()


def test_the_tab_key_goes_through_the_open_menu_and_then_closes_it(page: Page) -> None:
    page.goto("")
    page.get_by_role("button", name="Menu").press("Enter")
    menu = page.get_by_role("navigation", name="Main")
    for link in menu.get_by_role("link").all():
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
    page.keyboard.press("Tab")
    expect(menu).to_be_hidden()
    expect(page.get_by_role("banner").get_by_role("link", name="Little Things")).to_be_focused()


def test_without_javascript_the_menu_opens_and_the_list_of_all_pages_stands_in_for_the_search(
    browse: Browse, address: str
) -> None:
    page = browse(address, java_script_enabled=False)
    page.goto("stories/toy-car/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Principles").click()
    page.get_by_role("banner").get_by_role("link", name="All pages").click()
    page.get_by_role("article").get_by_role("link", name="The wrong toy car").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The wrong toy car")


@pytest.mark.parametrize("width", WIDTHS)
def test_who_wants_less_motion_gets_none(width: int, walk: Visit) -> None:
    assert walk[f"moving, {width}"] == {}


def test_every_page_has_one_title_and_its_headings_skip_no_level(pages: Pages) -> None:
    for address, page in pages.items():
        levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4, h5, h6")]
        assert levels.count(1) == 1 and levels[0] == 1, address
        assert [(one, other) for one, other in pairwise(levels) if other > one + 1] == [], address
