"""Who leads, in real browsers: the desk and the wall stay in step, and the wall shows one part at a time."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, ViewportSize, expect
from selenium.webdriver import Keys

from conftest import Pages, slugs
from handbook.book import Handbook
from handbook.content.model import Story
from leading import LAPTOP, READY, STORY, Lead, at, open_wall, place, slide, start
from other_readers import Reader, reader
from reading_codes import Codes
from test_accessibility import audited, prepared, press_through, small
from test_keep import REFUSED
from test_paper import below, sheets, squeezed, text_of
from thoroughness import some
from tools.other_browsers import missing, required
from visiting import PHONE, Browse, Profile

SESSION = "sessions/one-story/"
LEADABLE = [
    *(f"stories/{slug}/" for slug in slugs("stories")),
    *(f"sessions/{slug}/" for slug in slugs("sessions") if slug != "build"),
]
WALKED = [STORY, *(path for path in some(LEADABLE, 3) if path != STORY)]
WALLS = {"1280x720": LAPTOP, "1920x1080": ViewportSize(width=1920, height=1080), "390x844": PHONE}
PARTS = [
    *("title", "scene", "decide", "what-they-did", "principle"),
    *("why", "where-it-stops", "debrief", "plan", "role-play"),
]

# Walks over a wall from its beginning to its end, key by key, and notes each screen.
WALK = """() => {
  const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }))
  const screens = []
  const texts = () => [...document.querySelectorAll(".lt-slide__text > *")].map((block) => block.textContent)
  const least = () => {
    const shown = [...document.querySelectorAll(".lt-stage *")].filter((one) =>
      [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
    return Math.min(...shown.map((one) => parseFloat(getComputedStyle(one).fontSize)))
  }
  const { scrollingElement: page } = document
  press("Home")
  for (let before = null; before !== location.hash; press("ArrowRight")) {
    before = location.hash
    const scrolls = page.scrollHeight > innerHeight || page.scrollWidth > innerWidth
    const cut = [...reader.cut(), ...(scrolls ? ["it scrolls"] : [])]
    const html = document.documentElement.outerHTML
    const kind = /lt-stage--(\\w+)/.exec(document.querySelector(".lt-stage").className)[1]
    screens.push({ place: before.slice(1), kind, texts: texts(), least: least(), cut, html })
  }
  return screens
}"""

DRAWN = "([width, height]) => document.querySelector('.lt-stage').offsetWidth === width && innerHeight === height"
# Waits until the desk has fitted its slide to another window, which it does once that is drawn.
FITTED = """([width, height]) => innerWidth === width && innerHeight === height
  && new Promise((fitted) => requestAnimationFrame(() => requestAnimationFrame(() => fitted(true))))"""


@dataclass
class Screen:
    """One screen of a wall."""

    place: str
    kind: str  # of its slide
    texts: list[str]
    least: float  # the smallest type, in CSS pixels
    cut: list[str]  # what is outside of the window, or cut off
    html: str  # all that the document holds

    @property
    def part(self) -> str:
        return self.place.partition(".")[0]


Walls = dict[str, dict[str, list[Screen]]]  # by size and page


@pytest.fixture(scope="module")
def walls(chromium: Browser, address: str) -> Walls:
    """Every screen of every wall in every size: one tab walks over all of them."""
    found: Walls = defaultdict(dict)
    profile = Profile(chromium, address, {})
    page = prepared(profile.page)
    for path in WALKED:
        start(page, f"{path}?present")
        for name, size in WALLS.items():
            page.set_viewport_size(size)
            page.wait_for_function(DRAWN, arg=[*size.values()])
            found[name][path] = [Screen(**screen) for screen in page.evaluate(WALK)]
    profile.context.close()
    assert profile.faults == []
    return found


def walked(book: Handbook) -> list[tuple[str, Story]]:
    """The stories whose walls were walked over, by slug."""
    return [(slug, story) for slug, story in book.stories.items() if f"stories/{slug}/" in WALKED]


each_size = pytest.mark.parametrize("size", WALLS)


@each_size
def test_nothing_overflows_on_any_screen_of_any_wall(size: str, walls: Walls) -> None:
    faults = {f"{path}#{screen.place}": screen.cut for path, found in walls[size].items() for screen in found}
    assert len(faults) > 10 * len(WALKED)
    assert {where: those for where, those in faults.items() if those} == {}


def test_no_type_on_a_projector_is_smaller_than_36_pixels(walls: Walls) -> None:
    least = {f"{path}#{screen.place}": screen.least for path, found in walls["1280x720"].items() for screen in found}
    assert {where: pixels for where, pixels in least.items() if pixels < 35.999} == {}


def test_the_type_grows_with_the_wall(walls: Walls) -> None:
    for path in WALKED:
        assert min(screen.least for screen in walls["1920x1080"][path]) >= 53.9
        assert min(screen.least for screen in walls["390x844"][path]) >= 21


@each_size
def test_the_choices_stand_together_on_one_screen(size: str, walls: Walls) -> None:
    for path, found in walls[size].items():
        screens = [screen for screen in found if screen.kind == "decide"]
        assert len(screens) == len({screen.part for screen in screens}), path
        assert all(len(screen.texts) >= 3 for screen in screens), path
        assert screens or path == SESSION, path


@each_size
def test_a_wall_never_holds_what_comes_later(size: str, walls: Walls) -> None:
    for path, found in walls[size].items():
        for i, screen in enumerate(found):
            seen = "\n".join(text for one in found[: i + 1] for text in one.texts)
            later = {
                text for one in found[i + 1 :] for text in one.texts if len(text.strip()) > 12 and text not in seen
            }
            held = readable(screen.html)
            assert [text for text in later if squeezed(text) in held] == [], f"{path}#{screen.place}"


def readable(html: str) -> str:
    """All that a document says, in its text and in its attributes."""
    page = BeautifulSoup(html, "html.parser")
    attributes = (str(value) for tag in page.find_all(True) for value in tag.attrs.values())
    return squeezed(page.get_text() + " ".join(attributes))


def test_a_wall_never_holds_what_the_room_does_not_get_to_see(walls: Walls, book: Handbook) -> None:
    for slug, story in walked(book):
        play = story.role_play
        secret = [*(one.because for one in story.choices), play.customer, play.staff, play.observer, play.twist]
        for screen in walls["1280x720"][f"stories/{slug}/"]:
            held = readable(screen.html)
            assert [text for text in secret if squeezed(text) in held] == [], f"{slug}#{screen.place}"


@each_size
def test_a_wall_shows_all_of_each_part_in_order(size: str, walls: Walls, pages: Pages, book: Handbook) -> None:
    for slug, story in walked(book):
        path = f"stories/{slug}/"
        parts = {part: list(screens) for part, screens in groupby(walls[size][path], lambda screen: screen.part)}
        assert [part for part in parts if part in PARTS] == PARTS
        for part in ("scene", "why", "where-it-stops", "debrief"):
            shown = squeezed("".join(text for screen in parts[part] for text in screen.texts))
            assert shown == squeezed("".join(below(pages[path], part))), f"{path}#{part}"
        told = squeezed("".join(text for screen in parts["what-they-did"] for text in screen.texts))
        assert told.endswith(squeezed("".join(paragraphs_of_the_deed(pages[path]))))
        assert [story.title, story.if_then] == [parts["title"][0].texts[1], parts["plan"][0].texts[0]]
        lead = book.principles[story.principles[0]]
        assert parts["principle"][0].texts == [lead.rule, f"In this story: {story.lesson}"]


def paragraphs_of_the_deed(page: BeautifulSoup) -> Iterator[str]:
    told = page.select_one(".lt-told")
    assert told
    for part in told.find_next_siblings():
        if part.name != "p":
            return
        yield part.get_text()


def test_a_text_is_cut_only_where_a_sentence_or_a_paragraph_ends(walls: Walls) -> None:
    for size in ("1280x720", "1920x1080"):
        for path, found in walls[size].items():
            ends = [screen.texts[-1].strip() for screen in found if screen.part in ("scene", "what-they-did", "why")]
            assert [end for end in ends if not re.search(r"[.!?:][\"”’')]*$", end)] == [], path


# --- Two windows


@pytest.fixture
def lead(browse: Browse, address: str) -> Lead:
    """Open a desk or a wall, in a window as wide as a laptop unless told; a script runs before all others.

    With a time the clock of the browser stands still ten seconds after it.
    """

    def lead(path: str, script: str = "", time: str = "", **options: Any) -> Page:
        page = browse(address, **{"viewport": LAPTOP, "fresh": bool(time), **options})
        if time:
            page.clock.install(time=time)
            page.clock.pause_at(f"{time}:10")
        page.add_init_script(script)
        return start(page, path)

    return lead


@pytest.fixture
def desk(lead: Lead) -> Page:
    """The desk of a story, at its title."""
    return lead(f"{STORY}?lead")


@pytest.fixture
def wall(desk: Page) -> Page:
    """The wall, opened from the desk."""
    return open_wall(desk)


def press(page: Page, key: str, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def both_at(desk: Page, wall: Page, where: str) -> None:
    """Both windows are at a place, and show the same."""
    for page in (desk, wall):
        at(page, where)
    assert slide(desk).inner_text() == slide(wall).inner_text()


def test_a_key_in_either_window_moves_both(desk: Page, wall: Page) -> None:
    press(desk, "ArrowRight")
    both_at(desk, wall, "scene")
    press(wall, "PageDown")
    both_at(desk, wall, "decide")
    press(wall, "ArrowLeft")
    both_at(desk, wall, "scene")
    press(desk, "End")
    desk.wait_for_function("location.hash.length === 5")  # the key of the last step
    both_at(desk, wall, place(desk))
    press(wall, "Home")
    both_at(desk, wall, "title")


def test_a_wall_opens_where_the_desk_is_and_in_a_window_of_its_own(desk: Page) -> None:
    press(desk, "ArrowRight", 2)
    wall = open_wall(desk)
    both_at(desk, wall, "decide")
    assert wall.evaluate("opener !== null && !menubar.visible")


@pytest.mark.thorough
@pytest.mark.parametrize("who", ["desk", "wall"])
def test_either_window_may_be_reloaded_and_is_in_step_again(who: str, desk: Page, wall: Page) -> None:
    press(desk, "ArrowRight", 2)
    desk.get_by_role("button", name="One more for B").click()
    both_at(desk, wall, "decide")
    again = desk if who == "desk" else wall
    again.reload()
    again.locator(READY).wait_for(state="attached")
    both_at(desk, wall, "decide")
    expect(desk.get_by_role("status", name="Hands for B")).to_have_text("1")
    press(wall, "ArrowRight")
    both_at(desk, wall, "what-they-did")
    press(desk, "ArrowRight")
    wall.wait_for_function("location.hash !== '#what-they-did'")
    both_at(desk, wall, place(wall))


def test_twenty_keys_within_a_second_are_twenty_screens(desk: Page, wall: Page, walls: Walls) -> None:
    screens = [screen.place for screen in walls["1280x720"][STORY]]
    assert wall.evaluate("[innerWidth, innerHeight]") == [1280, 720]
    keys = """([key, times]) => {
      for (let i = 0; i < times; i++) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }))
    }"""
    wall.evaluate(keys, ["ArrowRight", 10])
    both_at(desk, wall, screens[10])
    desk.evaluate(keys, ["ArrowLeft", 9])
    both_at(desk, wall, screens[1])
    wall.evaluate(keys, ["PageUp", 20])
    both_at(desk, wall, "title")


@pytest.mark.thorough
def test_keys_in_both_windows_at_once_all_count(desk: Page, wall: Page, walls: Walls) -> None:
    screens = [screen.place for screen in walls["1280x720"][STORY]]
    for _ in range(5):
        press(desk, "ArrowRight")
        press(wall, "ArrowRight")
    both_at(desk, wall, screens[10])
    for _ in range(10):
        press(wall, "ArrowRight")
        press(desk, "ArrowLeft")
    both_at(desk, wall, screens[10])


@pytest.mark.thorough
def test_a_window_that_is_covered_follows_without_timers_and_frames(desk: Page, lead: Lead) -> None:
    asleep = "for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame']) globalThis[name] = () => 0"
    wall = lead(f"{STORY}?present", asleep)
    desk.bring_to_front()
    press(desk, "ArrowRight", 2)
    both_at(desk, wall, "decide")


@pytest.mark.few(1)
@pytest.mark.parametrize("lost", ["storage", "channel"])
def test_one_way_of_the_two_is_enough_to_stay_in_step(lost: str, lead: Lead) -> None:
    script = REFUSED["every use throws"] if lost == "storage" else "delete globalThis.BroadcastChannel"
    desk, wall = (lead(f"{STORY}?{way}", script) for way in ("lead", "present"))
    press(desk, "ArrowRight", 2)
    both_at(desk, wall, "decide")
    press(wall, "ArrowLeft")
    both_at(desk, wall, "scene")


GARBAGE = [
    "{",
    "[]",
    '{"count": 1, "state": null, "moves": []}',
    '{"count": -1, "state": {}, "moves": 7}',
    '{"count": 5, "state": {"place": 7, "size": "x"}, "moves": [{"count": 6, "from": 1, "by": "no"}]}',
]
SPOIL = """text => {
  const keys = Object.keys(localStorage).filter((key) => key.includes("room:"))
  for (const key of keys) localStorage.setItem(key, text)
  return keys.length
}"""


@pytest.mark.thorough
@pytest.mark.parametrize("garbage", GARBAGE)
def test_whatever_is_kept_a_desk_begins(garbage: str, desk: Page) -> None:
    press(desk, "ArrowRight")
    at(desk, "scene")
    assert desk.evaluate(SPOIL, garbage) == 1
    desk.reload()
    desk.locator(READY).wait_for(state="attached")
    press(desk, "Home")
    press(desk, "ArrowRight")
    at(desk, "scene")


@pytest.mark.thorough
def test_two_stories_are_led_apart(desk: Page, wall: Page, lead: Lead) -> None:
    other = lead("stories/toy-car/?present")
    press(desk, "ArrowRight")
    both_at(desk, wall, "scene")
    assert place(other) in ("", "title")


@pytest.mark.thorough
def test_the_desk_shows_the_wall_in_its_true_proportions(desk: Page, wall: Page) -> None:
    wall.set_viewport_size(PHONE)
    desk.wait_for_function("document.querySelector('.lt-stage').offsetHeight === 844")
    for where in ("scene", "decide", "what-they-did"):
        press(desk, "ArrowRight")
        both_at(desk, wall, where)
    box = slide(desk).bounding_box()
    assert box and abs(box["width"] / box["height"] - 390 / 844) < 0.01


@pytest.mark.thorough
def test_a_wall_that_was_closed_can_be_opened_again(desk: Page, wall: Page) -> None:
    press(desk, "ArrowRight")
    wall.close(run_before_unload=True)
    both_at(desk, open_wall(desk), "scene")


@pytest.mark.few(1)
@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["projector", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_on_the_wall_is_read_from_a_picture_of_it(
    scheme: str, viewport: ViewportSize, lead: Lead, codes_in: Codes, pages: Pages
) -> None:
    page = lead(f"{STORY}?present#role-play", color_scheme=scheme, viewport=viewport)
    edition = pages[STORY].select("[data-id]")[0]["data-edition"]
    assert codes_in(page.screenshot()) == [f"https://handbook.example.com/go/floats/?e={edition}"]


# --- Keys, taps, places


def test_the_wall_goes_blank_and_comes_back(desk: Page, wall: Page) -> None:
    press(desk, "ArrowRight")
    both_at(desk, wall, "scene")
    for page, key in ((desk, "."), (wall, "b")):
        press(page, key)
        expect(slide(wall).locator("p").first).to_be_hidden()
        expect(desk.get_by_role("button", name="Blank the wall")).to_have_attribute("aria-pressed", "true")
        press(page, key)
        expect(slide(wall).locator("p").first).to_be_visible()


@pytest.mark.thorough
def test_moving_on_ends_the_blank(desk: Page, wall: Page) -> None:
    press(desk, ".")
    expect(wall.locator(".lt-wall--blank")).to_be_visible()
    press(desk, "ArrowRight")
    expect(wall.locator(".lt-wall--blank")).to_have_count(0)


@pytest.mark.few(1)
@pytest.mark.parametrize("way", ["lead", "present"])
def test_escape_leaves_to_the_page_itself_at_its_part(way: str, lead: Lead) -> None:
    page = lead(f"{STORY}?{way}#plan")
    press(page, "Escape")
    expect(page).to_have_url(re.compile(rf"/{STORY}#plan$"))
    expect(page.get_by_role("heading", name="Your plan")).to_be_in_viewport()


@pytest.mark.parametrize("way", ["lead", "present"])
def test_the_place_is_in_the_address_and_opens_there(way: str, lead: Lead) -> None:
    page = lead(f"{STORY}?{way}#debrief")
    expect(slide(page).get_by_role("heading")).to_have_text("Talk it over")
    before = page.evaluate("history.length")
    press(page, "ArrowRight")
    at(page, "plan")
    assert page.evaluate("history.length") == before


@pytest.mark.few(1)
@pytest.mark.parametrize("way", ["lead", "present", "role"])
def test_words_that_were_searched_for_are_not_marked_and_nothing_fails(way: str, lead: Lead) -> None:
    page = lead(f"{STORY}?{way}&h=coffee")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("[...CSS.highlights.keys()]") == []


def test_an_unknown_place_opens_at_the_beginning(lead: Lead, book: Handbook) -> None:
    page = lead(f"{STORY}?lead#for-trainers")
    expect(slide(page)).to_contain_text(book.stories["root-beer-floats"].title)


def test_the_browsers_own_keys_are_left_alone(desk: Page) -> None:
    taken = """keys => keys.filter((key) => {
      const [name, ctrlKey] = [key.replace("Control+", ""), key.startsWith("Control+")]
      const pressed = new KeyboardEvent("keydown", { key: name, ctrlKey, bubbles: true, cancelable: true })
      return !document.body.dispatchEvent(pressed)
    })"""
    ours = [" ", "PageUp", "PageDown", "Home", "End", ".", "b", "ArrowUp", "ArrowDown"]
    assert desk.evaluate(taken, ["F5", "F11", "Tab", "Enter", "r", "Control+r", "Control+Home", *ours]) == ours


def test_on_the_wall_a_slash_opens_no_search(wall: Page) -> None:
    press(wall, "/")
    press(wall, "Control+k")
    press(wall, "ArrowRight")
    at(wall, "scene")
    expect(wall.get_by_role("dialog")).to_have_count(0)


def test_a_tap_on_the_right_moves_on_and_one_on_the_left_back(wall: Page) -> None:
    wall.mouse.click(700, 300)
    at(wall, "scene")
    wall.mouse.click(1270, 10)
    at(wall, "decide")
    wall.mouse.click(300, 300)
    at(wall, "scene")


@pytest.mark.thorough
def test_a_tap_that_nearly_hits_a_button_moves_nothing(wall: Page) -> None:
    box = wall.get_by_role("link", name="Leave").bounding_box()
    assert box
    wall.mouse.click(box["x"] + 5, box["y"] - 15)
    wall.mouse.click(700, 300)
    at(wall, "scene")


def test_a_swipe_turns_the_page(lead: Lead) -> None:
    page = lead(f"{STORY}?present", viewport=PHONE, has_touch=True)
    swipe = """([from, to]) => {
      const wall = document.querySelector(".lt-wall")
      const touch = (clientX) => new Touch({ identifier: 1, target: wall, clientX, clientY: 400 })
      wall.dispatchEvent(new TouchEvent("touchstart", { touches: [touch(from)], bubbles: true }))
      wall.dispatchEvent(new TouchEvent("touchend", { changedTouches: [touch(to)], bubbles: true, cancelable: true }))
    }"""
    for start_at, end_at, where in ((300, 100, "scene"), (300, 290, "scene"), (100, 320, "title")):
        page.evaluate(swipe, [start_at, end_at])
        at(page, where)


AWAKE = "globalThis.asked = 0; if (navigator.wakeLock) navigator.wakeLock.request = async () => { asked++ }"


def test_the_screen_stays_awake_and_is_asked_again_after_it_was_covered(lead: Lead) -> None:
    page = lead(f"{STORY}?present", AWAKE)
    assert page.evaluate("asked") == 1
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate("asked") == 2


# --- The desk


def test_the_desk_says_what_to_say_in_the_words_of_the_agenda(desk: Page, book: Handbook) -> None:
    steps = {step.part: step for step in book.sessions["one-story"].steps}
    press(desk, "ArrowRight", 2)
    words = desk.get_by_role("region", name="What to say")
    decide = steps["decide"]
    expect(words).to_have_text(
        f"Say{decide.say}You hope to hear{decide.hear}If it goes quiet{decide.quiet}"
        f"NextWhat they did ({steps['what-they-did'].minutes} min)"
    )


def test_the_notes_of_the_story_lie_beside_the_words(desk: Page, pages: Pages) -> None:
    press(desk, "ArrowRight")
    desk.get_by_text("For trainers").click()
    for note in below(pages[STORY], "for-trainers"):
        expect(desk.get_by_text(note)).to_be_visible()


def test_the_desk_tells_the_step_politely_and_jumps_to_any(desk: Page) -> None:
    where = desk.locator("[aria-live=polite]")
    press(desk, "ArrowRight")
    expect(where).to_have_text("Step 1 of 10: Scene")
    desk.get_by_role("navigation", name="Steps").get_by_role("button", name="Talk it over").click()
    expect(where).to_have_text("Step 7 of 10: Talk it over")
    expect(desk.locator("[aria-current=step]")).to_have_text("Talk it over")
    at(desk, "debrief")


def test_hands_are_counted_and_the_wall_shows_them_when_asked(desk: Page, wall: Page) -> None:
    press(desk, "ArrowRight", 2)
    for letter, times in (("A", 2), ("D", 3)):
        for _ in range(times):
            desk.get_by_role("button", name=f"One more for {letter}").click()
    desk.get_by_role("button", name="One fewer for D").click()
    desk.get_by_role("button", name="One fewer for C").click()
    both_at(desk, wall, "decide")
    counts = wall.locator(".lt-option__hands")
    assert counts.all_inner_texts() == [""] * 4
    desk.get_by_role("button", name="Show the room").click()
    expect(counts).to_have_text(["2", "0", "0", "2"])
    desk.get_by_role("button", name="One more for B").click()
    expect(counts).to_have_text(["2", "1", "0", "2"])
    press(desk, "ArrowRight")
    expect(desk.get_by_role("region", name="Hands up")).to_be_hidden()


def test_the_time_of_a_step_runs_down_and_then_counts_on_kindly(lead: Lead) -> None:
    page = lead(f"{STORY}?lead", time="2026-11-26T09:00")
    timer, time = page.get_by_role("timer"), page.get_by_role("region", name="Time")
    expect(timer).to_have_text("0:00")
    press(page, "ArrowRight", 2)
    expect(time).to_contain_text("left of 3 min")
    page.clock.run_for(50_000)
    expect(timer).to_have_text("2:10")
    page.clock.run_for(170_000)
    expect(timer).to_have_text("+0:40")
    expect(time).to_contain_text("over 3 min. Take the time that it needs.")
    press(page, "ArrowRight")
    expect(timer).to_have_text("1:00")
    press(page, "ArrowLeft")
    expect(timer).to_have_text("+0:40")
    expect(time).to_contain_text(re.compile(r"9:03.* ends about 9:2\d"))


def test_who_starts_anew_begins_at_the_title_with_no_hands_and_no_time(desk: Page) -> None:
    press(desk, "ArrowRight", 2)
    desk.get_by_role("button", name="One more for A").click()
    desk.get_by_role("button", name="Start anew").click()
    at(desk, "title")
    expect(desk.get_by_role("timer")).to_have_text("0:00")
    press(desk, "ArrowRight", 2)
    expect(desk.get_by_role("status", name="Hands for A")).to_have_text("0")


def test_the_desk_alone_is_enough_for_one_screen(desk: Page) -> None:
    desk.get_by_role("button", name="Next: Scene").click()
    expect(slide(desk).get_by_role("heading")).to_have_text("Scene")
    desk.get_by_role("button", name="Back").click()
    expect(desk.get_by_role("button", name="Back")).to_be_disabled()
    press(desk, "End")
    last = desk.get_by_role("button", name="That was the last step")
    expect(last).to_be_disabled()
    last.focus()
    press(desk, "Home")
    at(desk, "title")


def test_all_of_the_desk_works_by_keyboard(desk: Page) -> None:
    prepared(desk)
    desk.goto("about:blank")
    start(desk, f"{STORY}?lead#decide")
    assert press_through(desk, "Tab") == []
    assert desk.evaluate("[reader.skipped(), reader.disordered()]") == [[], []]
    more = desk.get_by_role("button", name="One more for C")
    more.focus()
    press(desk, "Space")
    press(desk, "Enter")
    expect(desk.get_by_role("status", name="Hands for C")).to_have_text("2")
    expect(more).to_be_focused()
    assert place(desk) == "decide"


STATES = [
    *(f"{STORY}?lead", f"{STORY}?lead#decide", f"{SESSION}?lead"),
    *(f"{STORY}?present#{part}" for part in ("title", "decide", "what-they-did", "principle", "role-play")),
]


@pytest.mark.thorough
def test_axe_finds_nothing_on_desk_and_wall(lead: Lead) -> None:
    faults = {}
    page = prepared(lead(STATES[0]))
    for where in STATES:
        start(page, where)
        for scheme in ("light", "dark"):
            faults[f"{where} {scheme}"] = audited(page, scheme)
        press(page, ".")
        faults[f"{where} blank"] = audited(page, "light")
    assert {state: those for state, those in faults.items() if those} == {}


@pytest.mark.thorough
def test_the_desk_fits_a_phone_and_large_text(lead: Lead) -> None:
    faults = {}
    page = prepared(lead(f"{STORY}?lead"))
    page.goto("about:blank")
    start(page, f"{STORY}?lead#decide")
    for width, height in ((390, 844), (640, 450), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(FITTED, arg=[width, height])
        faults[width] = page.evaluate("reader.cut()") + small(page, width)
    assert {width: those for width, those in faults.items() if those} == {}


@pytest.mark.thorough
def test_paper_has_the_page_and_nothing_of_desk_or_wall(lead: Lead) -> None:
    page = lead(f"{STORY}?lead#decide")
    papers = [text_of(sheets(page))]
    expect(slide(page)).to_be_visible()
    expect(page.locator("#rest")).to_have_count(0)
    for path in (f"{STORY}?present#decide", STORY):
        page.goto("about:blank")
        page.goto(path, wait_until="networkidle")
        papers.append(text_of(sheets(page)))
    assert papers[0] == papers[1] == papers[2]
    assert "Talkitover" in papers[0]


# --- Sessions, and who does not lead


def test_a_session_is_led_step_by_step_in_its_own_words(lead: Lead, book: Handbook) -> None:
    page = lead(f"{SESSION}?lead")
    session = book.sessions["one-story"]
    expect(slide(page)).to_contain_text(session.title)
    for step in session.steps:
        press(page, "ArrowRight")
        expect(slide(page).get_by_role("heading")).to_have_text(step.title)
        expect(slide(page)).to_contain_text(step.do)
        expect(page.get_by_role("region", name="What to say")).to_contain_text(step.say)


@pytest.mark.thorough
def test_a_step_of_a_session_shows_its_part_of_another_page(lead: Lead, book: Handbook, pages: Pages) -> None:
    session = book.sessions["twenty-minutes-for-six"]
    page = lead("sessions/twenty-minutes-for-six/?lead")
    shown = []
    for step in session.steps:
        press(page, "ArrowRight")
        expect(page.locator("[aria-live=polite]")).to_contain_text(step.title)
        if step.story and step.part == "scene":
            shown.append(step.story)
            expect(slide(page)).to_contain_text(next(below(pages[f"stories/{step.story}/"], "scene")))
        if step.story and step.part == "decide":
            expect(page.get_by_role("region", name="Hands up")).to_be_visible()
        while "screen" in page.locator("[aria-live=polite]").inner_text() and not last_screen(page):
            press(page, "ArrowRight")
    assert shown


def last_screen(page: Page) -> bool:
    """Whether the desk is at the last of several screens of a step."""
    found = re.search(r"screen (\d+) of (\d+)$", page.locator("[aria-live=polite]").inner_text())
    return found is None or found[1] == found[2]


def test_hands_stand_for_a_story_in_each_step_that_shows_its_choices(lead: Lead) -> None:
    page = lead("sessions/five-minute-huddle/?lead")
    steps = page.get_by_role("navigation", name="Steps")
    steps.get_by_role("button", name="Choose alone").click()
    page.get_by_role("button", name="One more for B").click()
    steps.get_by_role("button", name="Give one reason").click()
    expect(page.get_by_role("status", name="Hands for B")).to_have_text("1")


def test_a_break_in_my_schedule_is_a_step_of_its_own(lead: Lead) -> None:
    """The module of the schedule draws the steps of a plan, and says so."""
    drawn = """addEventListener("load", () => {
      const list = document.querySelector(".lt-agenda") ?? document.createElement("ol")
      list.innerHTML = '<li data-step="break1" data-minutes="5"><h3 class="lt-agenda__title">Break</h3></li>'
      setTimeout(() => dispatchEvent(new CustomEvent("handbook:agenda")), 300)
    })"""
    page = lead(f"{SESSION}?lead&plan=abc", drawn)
    press(page, "ArrowRight")
    at(page, "break1")
    expect(slide(page)).to_have_text("Break")
    expect(page.get_by_role("region", name="Time")).to_contain_text("left of 5 min")
    expect(page.get_by_role("link", name="Leave")).to_have_attribute("href", re.compile(r"\?plan=abc#break1$"))


def test_who_does_not_lead_loads_nothing_of_it(browse: Browse, address: str) -> None:
    asked: list[str] = []
    page = browse(address)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(STORY, wait_until="networkidle")
    ours = ("trainer", "lead", "wall", "stage", "slides", "room", "role", "session", "state", "both")
    assert [url for url in asked if url.rpartition("/")[2].startswith(ours)] == []
    assert len(asked) > 5


def test_without_scripts_the_story_is_there(browse: Browse, address: str, book: Handbook) -> None:
    page = browse(address, java_script_enabled=False)
    page.goto(f"{STORY}?present#decide")
    expect(page.get_by_role("heading", level=1)).to_have_text(book.stories["root-beer-floats"].title)


# --- Firefox


@pytest.fixture(scope="module")
def firefox(address: str) -> Iterator[Reader]:
    """Somebody with Firefox."""
    if (why_not := missing("Firefox")) and not required("Firefox"):
        pytest.skip(why_not)
    with reader("Firefox", address) as somebody:
        yield somebody
        assert somebody.faults() == []


@pytest.mark.thorough
def test_in_firefox_two_windows_move_each_other_and_survive_a_reload(firefox: Reader) -> None:
    driver = firefox.driver
    firefox.open(f"{STORY}?lead")
    firefox.see("link Open the wall")
    desk = driver.current_window_handle
    firefox.press("link Open the wall")
    firefox.wait(lambda: len(driver.window_handles) == 2, "the wall")
    [wall] = set(driver.window_handles) - {desk}

    def both_are_at(where: str) -> None:
        for window in (desk, wall):
            driver.switch_to.window(window)
            firefox.wait(lambda: driver.current_url.endswith(f"#{where}"), f"the place {where}")

    for window, key, where in ((desk, Keys.ARROW_RIGHT, "scene"), (wall, Keys.PAGE_DOWN, "decide")):
        driver.switch_to.window(window)
        firefox.see(".lt-stage")
        firefox.key(key)
        both_are_at(where)
    for _ in range(5):
        firefox.key(Keys.ARROW_LEFT)
    both_are_at("title")
    for window, where in ((desk, "scene"), (wall, "decide")):
        driver.switch_to.window(window)
        driver.refresh()
        firefox.wait(lambda: firefox.run("return document.documentElement.dataset.led") == "ready", "the window again")
        firefox.key(Keys.ARROW_RIGHT)
        both_are_at(where)
    driver.switch_to.window(wall)
    driver.close()
    driver.switch_to.window(desk)
