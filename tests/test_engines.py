"""The essential ways of a reader in Firefox and WebKit; all else is tested in Chromium, by the other tests."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader
from selenium.webdriver import Keys
from selenium.webdriver.support.ui import Select

from conftest import ROOT, Pages
from handbook.book import Handbook
from other_readers import Reader, changed, reader
from test_keep import FILL
from test_lesson import LATER
from test_paper import absent, answers, painted, task, text_of
from thoroughness import some
from tools.other_browsers import ENGINES, PYTHON, missing, required, screen

STORY = "stories/root-beer-floats/"
TWIN = "stories/spilled-coffee/"
TELL = "contribute/tell-a-story/"
READER = (ROOT / "tests/visitor.js").read_text(encoding="utf-8")
READ_ON = "button Read on without deciding"


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of an engine that is installed; where it is not, its tests are skipped, if they may be."""
    name = str(request.param)
    if (why_not := missing(name)) and not required(name):
        pytest.skip(why_not)
    assert not why_not
    return name


@pytest.fixture(scope="module")
def somebody(engine: str, host: str) -> Iterator[Reader]:
    """The one reader of all tests of an engine; no page may leave an error on the console."""
    with reader(engine, host) as somebody:
        yield somebody
        assert somebody.faults() == []


@pytest.fixture
def page(somebody: Reader) -> Reader:
    """Somebody with a phone, who was never here before."""
    somebody.forget()
    return somebody


# --- The lesson


def test_one_decides_and_then_reads_my_verdict_first_and_all_that_waited(page: Reader, book: Handbook) -> None:
    choices = {choice.do: choice for choice in book.stories["root-beer-floats"].choices}
    page.open(STORY)
    page.see("#decide")
    page.see_no("#rest")
    label = page.all(".lt-choice label")[2]
    mine = choices[label.text]
    page.tap(label)
    page.press("button Decide")

    page.see("#rest")
    first = page.all(".lt-choice")[0]
    assert "You chose C" in first.text and mine.do in first.text and mine.because in first.text
    assert page.run("return document.activeElement === arguments[0]", first)
    assert page.run("return document.querySelector('.lt-decide [role=status]').textContent").startswith("Your choice: ")
    assert page.at(first)[1] >= page.at(page.see(".md-header"))[3]
    page.driver.refresh()
    page.see("#rest")


def test_one_decides_by_keyboard_alone(page: Reader) -> None:
    page.open(STORY)
    page.run("document.querySelector('#title').setAttribute('tabindex', -1); document.querySelector('#title').focus()")
    for _ in range(10):
        page.key()
        if page.run("return document.activeElement.matches('.lt-choice input')"):
            break
    page.key(Keys.SPACE)
    page.key(Keys.ENTER)
    page.see("#rest")


@pytest.mark.thorough
def test_the_parts_come_in_the_order_of_the_lesson_and_a_link_to_each_shows_it_below_the_header(page: Reader) -> None:
    page.open(TWIN)
    page.press(READ_ON)
    tops = [page.at(page.see(f"#{part}"))[1] for part in ("title", "scene", "decide", *LATER)]
    assert tops == sorted(set(tops))
    for part in LATER:
        page.open(f"{TWIN}?{part}#{part}")
        header = page.at(page.see(".md-header"))[3]
        _, top, _, bottom = page.at(page.see(f"#{part}"))
        assert header <= top and bottom <= 844, part


@pytest.mark.thorough
def test_the_rule_stays_in_view_at_the_side_of_a_wide_window(page: Reader, book: Handbook) -> None:
    page.resize(1280)
    page.open(STORY)
    page.see_no(".lt-beside blockquote")
    page.press(READ_ON)
    rule = book.principles["over-deliver"].rule
    for part in ("where-it-stops", "plan", "role-play"):
        page.run("document.getElementById(arguments[0]).scrollIntoView()", part)
        left, top, right, bottom = page.at(page.see(".lt-beside blockquote", rule))
        assert 0 < top < bottom <= 844 and right <= 1280
        assert left > page.at(page.see(f"#{part}"))[2]


PLAN = "If it is lost, then I look."


def keep(page: Reader, plan: str) -> None:
    """Keep a plan on the page of the story."""
    page.open(STORY)
    page.press(READ_ON)
    page.write("#plan-text", plan)
    page.press("button Keep my plan")
    page.see(".lt-plan [role=status]", "Kept on this device.")


def test_a_plan_is_kept_and_found_again(page: Reader) -> None:
    keep(page, PLAN)
    page.driver.refresh()
    assert page.see("#plan-text").get_property("value") == PLAN


@pytest.mark.thorough
def test_the_path_leads_from_step_to_step(page: Reader, book: Handbook) -> None:
    first, second = book.vocabulary.path[:2]
    page.open("start/")
    page.press(f"link Begin: {book.stories[first.stories[0]].title}")
    ways = [*(book.stories[slug].title for slug in first.stories), book.principles[first.principle].title]
    for title in ways:
        page.see("h1", title)
        page.see(".lt-step", f"Step 1 of {len(book.vocabulary.path)}")
        if page.all(READ_ON):
            page.press(READ_ON)
        page.press(".lt-next .lt-button")
    page.see("h1", book.stories[second.stories[0]].title)


# --- Practice, what is mine, and what a trainer leads


@pytest.mark.thorough
def test_what_is_answered_wrong_comes_again_before_the_end_of_a_sitting(page: Reader, book: Handbook) -> None:
    page.open(STORY)
    page.tap(page.all(".lt-choice:not(.lt-choice--best) label")[0])
    page.press("button Decide")
    page.see("#read", "You decided here on")
    page.open("practice/")
    page.see(".lt-practice__due", "Nothing is due today.")
    page.press("[data-from=read][data-when~=later]")
    page.see(".lt-practice article h2", book.stories["root-beer-floats"].title)
    page.press("button Show the choices")
    for verdict in ("lt-choice:not(.lt-choice--best)", "lt-choice--best"):
        page.tap(page.see(f".lt-practice .{verdict} label"))
        page.press("button Decide")
        page.press("button Go on")
        if verdict != "lt-choice--best":
            page.press("button Show the choices")
    page.see("#done", "That's it for today")
    assert page.see("a[download]").get_attribute("download") == "practice.ics"


@pytest.mark.thorough
def test_a_plan_goes_by_a_link_to_another_phone(page: Reader) -> None:
    keep(page, PLAN)
    page.open("mine/")
    page.see("#plans blockquote", PLAN)
    page.press("button Make a link for my other phone")
    link = page.see("#link-text").get_property("value")
    page.forget()
    page.driver.get(str(link))
    page.press("button Add it")
    page.see("#moved", "Nothing was lost.")
    page.see("#plans blockquote", PLAN)
    assert page.run("return location.hash") == ""


@pytest.mark.thorough
def test_a_session_is_led_from_the_desk_by_keys(page: Reader) -> None:
    page.resize(1280)
    page.open("sessions/five-minute-huddle/?lead")
    page.see(".lt-desk__large", "0:00")
    page.key(Keys.ARROW_RIGHT)
    page.see(".lt-desk__where", "Step 1 of 5: Hear the scene")
    page.see(".lt-desk__say", "One story, five minutes")
    page.key(Keys.ARROW_RIGHT)
    page.press("button One more for A")
    page.see(".lt-hands output", "1")


@pytest.mark.thorough
def test_the_wall_shows_one_part_at_a_time_and_fits(page: Reader) -> None:
    page.resize(1280, 720)
    page.open(f"{STORY}?present#decide")
    page.see(".lt-stage .lt-option")
    assert len(page.all(".lt-stage .lt-option")) == 4
    size = page.run("const page = document.documentElement; return [page.scrollWidth, page.scrollHeight]")
    assert size == [1280, 720]
    page.key(Keys.ARROW_RIGHT)
    page.see_no(".lt-stage .lt-option")


# --- Finding and telling


@pytest.mark.thorough
def test_a_link_to_a_moment_opens_it_below_the_limit_and_whom_to_call(page: Reader, book: Handbook) -> None:
    page.open("now/#late")
    page.see(".lt-now__say", book.vocabulary.moments["late"].say)
    name, bar = page.see("summary:has(+ #late)"), page.see(".lt-now__bar", "£20 without asking")
    assert page.at(page.see(".md-header"))[3] <= page.at(bar)[1] + 1 < page.at(bar)[3] <= page.at(name)[1]


def test_the_list_of_stories_is_filtered_and_keeps_that_in_its_address(page: Reader, book: Handbook) -> None:
    page.open("stories/")
    Select(page.see("#filters [name=outcome]")).select_by_value("bad")
    bad = {story.title for story in book.stories.values() if story.outcome == "bad"}
    page.see("#count", f"{len(bad)} of {len(book.stories)} stories")
    assert {link.text for link in page.all("#story-list .lt-card__title")} == bad
    page.driver.refresh()
    page.see("#count", f"{len(bad)} of")
    page.press("button Clear filters")
    page.see("#count", f"{len(book.stories)} stories")


def test_a_search_finds_what_was_meant_in_spite_of_slips(page: Reader, book: Handbook) -> None:
    page.open("")
    page.press("button Search")
    page.write(".lt-find input", "rootbeer flaot")
    page.see(".lt-find__results li", book.stories["root-beer-floats"].title)
    page.key(Keys.ARROW_DOWN)
    page.key(Keys.ENTER)
    page.see("h1", book.stories["root-beer-floats"].title)
    page.see("#rest")


def test_a_search_is_narrowed_by_a_filter(page: Reader, book: Handbook) -> None:
    page.open("?q=call&outcome=bad")
    page.see(".lt-find__results a")
    page.see(".lt-find [name=outcome]")
    titles = {link.text for link in page.all(".lt-find__results li > a")}
    assert titles and titles <= {story.title for story in book.stories.values() if story.outcome == "bad"}
    page.press("button Close")
    page.see_no(".lt-find")


def test_a_told_story_keeps_its_draft_and_warns_of_what_is_private(page: Reader) -> None:
    page.open(TELL)
    page.write("#happened", "Mrs Jones left an umbrella.")
    page.write("#did", "I ran.")
    page.driver.refresh()
    assert page.see("#happened").get_property("value") == "Mrs Jones left an umbrella."
    page.press("button Check and send")
    page.see("#found", "“Mrs Jones” looks like a name")
    page.press(".lt-check__seen")
    assert str(page.see("#mail a").get_attribute("href")).startswith("mailto:")


# --- Header, addresses, settings

# Focuses a link at the end of a page; how far that has scrolled to it. One that has just come may have no height yet.
TO_THE_END = """const link = document.querySelector(".lt-footer a")
link.blur()
link.focus()
return link.getBoundingClientRect().bottom <= innerHeight ? scrollY : 0"""


def test_the_menu_of_a_phone_opens_and_closes_and_then_covers_nothing(page: Reader) -> None:
    page.open("stories/")
    page.see_no("#menu a")
    page.press("button Menu")
    page.see("#menu a", "Principles")
    page.key(Keys.ESCAPE)
    page.see_no("#menu a")
    page.press("button Menu")
    page.see("#menu a", "Principles").click()
    page.see("h1", "Principles")
    page.see_no("#menu a")
    page.press("button Menu")
    page.press("button Switch to dark mode")
    page.see_no("#menu a")
    page.see("h1").click()


def test_the_colours_are_switched_and_remembered(page: Reader) -> None:
    page.open("")
    light = page.style("body", "backgroundColor")
    page.press("button Switch to dark mode")
    page.see("button Switch to light mode")
    dark = page.style("body", "backgroundColor")
    page.open(STORY)
    assert page.style("body", "backgroundColor") == dark != light
    assert page.style("html", "colorScheme") == "dark"


def test_a_short_address_leads_on_with_its_part_and_its_question(page: Reader, book: Handbook) -> None:
    page.open("go/floats/?lead#plan")
    page.see("h1", book.stories["root-beer-floats"].title)
    assert page.driver.current_url == f"{page.address}{STORY}?lead#plan"
    page.see("main", "Your plan")


@pytest.mark.thorough
def test_a_device_that_is_dark_gets_dark_pages(page: Reader) -> None:
    with changed(page, "a dark device") as other:
        other.open(STORY)
        other.see("button Switch to light mode")
        assert other.style("html", "colorScheme") == "dark"
        assert other.style("body", "backgroundColor") == "rgb(27, 24, 21)"


@pytest.mark.thorough
def test_where_nothing_is_kept_a_page_says_so_and_works(page: Reader) -> None:
    with changed(page, "no storage") as other:
        other.open(STORY)
        other.press(".lt-choice label")
        other.press("button Decide")
        other.write("#plan-text", "If it is lost, then I look.")
        other.press("button Keep my plan")
        other.see(".lt-plan [role=status]", "Your browser did not keep it.")
        other.press("button Switch to dark mode")
        other.see("button Switch to light mode")


@pytest.mark.thorough
def test_where_the_device_is_full_a_plan_is_not_said_to_be_kept(page: Reader) -> None:
    page.open(STORY)
    page.press(READ_ON)
    page.run(f"({FILL})()")
    page.write("#plan-text", "If it is lost, then I look.")
    page.press("button Keep my plan")
    page.see(".lt-plan [role=status]", "Your browser did not keep it.")


def test_what_has_the_focus_is_never_under_the_header(page: Reader, engine: str) -> None:
    """Backwards, where a page scrolls up to what comes next."""
    page.open("stories/")
    start = page.wait(lambda: page.run(TO_THE_END), "the end of the page")
    for _ in range(20):
        page.key(Keys.SHIFT + Keys.TAB)
        fault = page.run(f"{READER}; return reader.stop()")
        # An outline shows in the window that has the focus of the screen, which this WebKit has not.
        assert fault == "" or (engine == "WebKit" and fault.endswith(": without an outline"))
    assert page.run("return scrollY") < start - 2 * 844


def test_without_scripts_everything_is_there_in_order_and_the_menu_opens(page: Reader, book: Handbook) -> None:
    with changed(page, "no scripts") as other:
        other.open(TWIN)
        tops = [other.at(other.see(f"#{part}"))[1] for part in ("title", "scene", "decide", *LATER)]
        assert tops == sorted(set(tops))
        assert other.all("article button") == []
        other.press("button Menu")
        other.see("#menu a", "Stories").click()
        other.see("#count", f"{len(book.stories)} stories")
        other.press("link All pages")
        other.see("h1", "All pages")


# --- What not every engine can be told

only = {name: pytest.mark.parametrize("engine", [name], indirect=True) for name in ENGINES}

# Words of what one reads that are broken in two, but for addresses.
BROKEN = r"""const broken = []
for (const element of document.querySelectorAll("main :is(h1, h2, h3, p, a, label, summary, button)")) {
  if (!element.checkVisibility({ visibilityProperty: true })) continue
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) for (const { 0: word, index } of texts.currentNode.data.matchAll(/(?<!\S)[\p{L}’']+/gu)) {
    const range = new Range()
    range.setStart(texts.currentNode, index)
    range.setEnd(texts.currentNode, index + word.length)
    if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) broken.push(word)
  }
}
return broken"""


@pytest.mark.thorough
@only["Firefox"]
def test_text_alone_can_be_twice_as_large_on_a_phone(page: Reader) -> None:
    """The header keeps its buttons in the window, nothing sticks out, and no word is broken."""
    with changed(page, "large text") as other:
        for path in ("", "start/", STORY, "stories/", "principles/own-the-mistake/", TELL):
            other.open(path)
            other.in_firefox("gBrowser.selectedBrowser.browsingContext.textZoom = 2")
            if path == STORY:
                other.tap(other.all(".lt-choice label")[0])
                other.press("button Decide")
            assert 0 < other.at(other.see("button Search"))[0] < other.at(other.see("button Search"))[2] <= 390
            assert other.run(f"{READER}; return reader.cut()") == [], path
            assert other.run(BROKEN) == [], path


@only["Firefox"]
def test_in_forced_colours_what_one_chose_and_what_can_be_pressed_is_seen(page: Reader) -> None:
    with changed(page, "forced colours") as other:
        other.open(STORY)
        other.tap(other.all(".lt-choice label")[0])
        chosen, another = (other.run(PAINT, ring) for ring in other.all(".lt-choice input")[:2])
        assert chosen != another
        assert float(other.style(".lt-decide button", "borderTopWidth").removesuffix("px")) > 0


PAINT = "return getComputedStyle(arguments[0]).backgroundColor"


@pytest.mark.thorough
@only["WebKit"]
def test_where_there_is_no_popover_the_places_are_a_row_that_covers_nothing(page: Reader) -> None:
    with changed(page, "no popover") as other:
        other.open("stories/")
        assert other.run("return 'popover' in HTMLElement.prototype") is False
        other.see_no("button Menu")
        places = [other.at(place) for place in other.all("#menu a")]
        assert len(places) == 6
        assert max(bottom for _, _, _, bottom in places) <= other.at(other.see("h1"))[1]
        other.see("h1").click()
        other.see("#menu a", "Principles").click()
        other.see("h1", "Principles")


# --- Paper

# Presses a button of a page as soon as it is there; what is behind `then` follows once that is there.
PRESS = """const press = (place, then) => {
  const button = document.querySelector(place)
  if (!button) return setTimeout(press, 50, place, then)
  button.click()
  then?.()
}
"""
TRAINER, TASK, CARDS = (
    f"{PRESS} press('[data-printing]:not([hidden]) [data-print={wish}]')" for wish in ("all", "task", "cards")
)
# Whoever prints by the browser's own menu has the code of the page on paper once it is there.
SEARCHING = f"""{PRESS}
const codes = [...document.querySelectorAll(".lt-code")].map((code) => ((code.loading = "eager"), code.decode()))
Promise.all(codes).then(() => press("button.lt-search", () => press(".lt-find[open] input", () => print())))"""

# Each page, what prints it, and how many pages it may have: a sheet has two.
# The short run prints the first and the last.
SHEETS = {
    "the trainer": (TWIN, TRAINER, 2),
    "the trainer of the longest story": ("stories/wait-for-the-express/", TRAINER, 2),
    "role cards": ("stories/toy-car/", CARDS, 1),
    "who is searching": (TWIN, SEARCHING, 2),
    "a principle": ("principles/improvise/", "print()", 1),
    "the longest principle": ("principles/own-the-mistake/", "print()", 1),
    "everybody": (TWIN, TASK, 1),
}
PRINTED = some(SHEETS, 2)


@pytest.fixture(scope="module")
def printed(somebody: Reader, engine: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files that an engine prints, one for each of SHEETS."""
    folder = tmp_path_factory.mktemp("paper")
    files = {name: folder / f"{i}.pdf" for i, name in enumerate(PRINTED)}
    if engine == "Firefox":
        for name, file in files.items():
            somebody.open(SHEETS[name][0])
            somebody.run("window.print = () => { window.asked = true }; " + SHEETS[name][1])
            somebody.wait(lambda: somebody.run("return window.asked"), name)
            file.write_bytes(somebody.paper())
        return files
    jobs = [(somebody.address + SHEETS[name][0], file, SHEETS[name][1]) for name, file in files.items()]
    command = [PYTHON, ROOT / "scripts/tools/webkit_paper.py", *(part for job in jobs for part in job)]
    with screen() as environment:
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return files


def papers(file: Path) -> list[PageObject]:
    return list(PdfReader(BytesIO(file.read_bytes())).pages)


@pytest.mark.parametrize("name", PRINTED)
def test_one_sheet_is_enough_and_no_line_is_cut_in_two(name: str, printed: dict[str, Path]) -> None:
    lines = [paper.extract_text().splitlines() for paper in papers(printed[name])]
    assert 1 <= len(lines) <= SHEETS[name][2]
    assert [
        line for one, other in pairwise(lines) for line in one[-2:] if line.strip() in map(str.strip, other[:2])
    ] == []


@pytest.mark.few(2)
@pytest.mark.parametrize("name", ["the trainer", "the trainer of the longest story", "everybody"])
def test_paper_has_all_for_the_trainer_and_no_answer_for_everybody(
    name: str, printed: dict[str, Path], pages: Pages, book: Handbook
) -> None:
    address = SHEETS[name][0]
    story, text = book.stories[address.split("/")[1]], text_of(papers(printed[name]))
    assert absent(task(pages[address], story), text) == []
    told = answers(pages[address], story)
    assert absent(told, text) == (told if name == "everybody" else [])


@pytest.mark.thorough
def test_an_open_search_leaves_no_trace_on_paper(printed: dict[str, Path]) -> None:
    usual, searching = (papers(printed[name]) for name in ("the trainer", "who is searching"))
    assert text_of(searching) == text_of(usual)
    assert [list(painted(paper)) for paper in searching] == [list(painted(paper)) for paper in usual]


# --- Sessions


@pytest.mark.thorough
def test_a_session_is_built_and_arranged_and_comes_back_by_its_link(page: Reader) -> None:
    page.open("sessions/build/")
    Select(page.see("[name=topic]")).select_by_visible_text("Over-deliver")
    page.press("button Propose a session")
    page.see("[data-says=proposal]", "20 minutes are enough for one story and the role-play.")
    page.press("button Change the steps")
    page.press("button Down: Hear the scene (Petals on the carpet)")
    page.see("[data-says=schedule]", "Hear the scene (Petals on the carpet) is now step 2 of 10.")
    assert page.run("return document.activeElement.ariaLabel") == "Down: Hear the scene (Petals on the carpet)"
    page.press("button Leave out: Close")
    page.see("[data-says=sum]", "18 minutes in all, 2 fewer than planned.")
    shown = [title.text for title in page.all(".lt-agenda__title")]
    page.driver.get(str(page.run("return location.href")))
    page.see(".lt-agenda__title")
    assert [title.text for title in page.all(".lt-agenda__title")] == shown
    page.see("button Bring back: Close")
