"""Practice, and all that is the reader's own, in real Chromium: the right cards on the right days, and copies."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from conftest import Pages
from handbook.book import Handbook
from test_accessibility import AUDIT, OF_SIZE, RULES, prepared
from test_keep import FILL, REFUSED
from visiting import Browse

STORIES = {
    "alien": "stories/little-alien/",
    "onestop": "stories/one-stop-early/",
    "floats": "stories/root-beer-floats/",
}
PLAN = "If a child has lost a toy, then I look for one that is like it."
MINE = "little-things:/:mine"
START = datetime(2027, 3, 20, 9, 30)  # eight days before the clocks change in Berlin
MONTH = {
    1: 3,
    2: 1,
    4: 2,
    5: 2,
    8: 1,
    11: 1,
    12: 1,
    15: 1,
    32: 1,
    33: 1,
    36: 1,
}  # days later, and how many cards are due

each_zone = pytest.mark.parametrize("zone", ["Pacific/Honolulu", "Pacific/Kiritimati", "Europe/Berlin"])


def decide(page: Page, story: str, verdict: str) -> None:
    """Decide on the page of a story, and wait until that is kept."""
    page.goto(STORIES[story])
    page.locator(f"form[data-ranked] .lt-choice--{verdict} input").first.check()
    page.get_by_role("button", name="Decide").click()
    says(page.locator("#read"), "You decided here on")


def answer(page: Page, verdict: str) -> None:
    """Answer the card that is there."""
    page.get_by_role("button", name="Show the choices").click()
    page.locator(f".lt-practice .lt-choice--{verdict} input").first.check()
    page.get_by_role("button", name="Decide").click()


def go_on(page: Page) -> None:
    """Go on to the next card, or to the end."""
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("[data-part=end]:visible, [data-part=card] [data-after][hidden]")).to_have_count(1)


def sit(page: Page, first: str = "best") -> list[str]:
    """Go through a sitting, with one answer to its first card and the best one to all others; return the titles."""
    titles, verdict = [], first
    while not end(page).is_visible():
        titles.append(card(page).locator("h2").first.inner_text())
        answer(page, verdict)
        verdict = "best"
        go_on(page)
    return titles


def begin(page: Page, button: str = "Begin") -> None:
    page.goto("practice/")
    page.get_by_role("button", name=button, exact=True).click()
    expect(card(page).locator("h2").first).to_be_focused()


def card(page: Page) -> Locator:
    return page.locator(".lt-practice article")


def end(page: Page) -> Locator:
    return page.locator("[data-part=end]")


def menu(page: Page) -> Locator:
    return page.locator(".lt-practice__due")


def says(place: Locator, text: str) -> None:
    """Among what one sees in a place is this text; of a place that is not shown yet, a browser gives all it may say."""
    expect(place).to_be_visible()
    expect(place).to_contain_text(text, use_inner_text=True)


def put(page: Page, **record: object) -> None:
    """Let the device keep a record."""
    page.goto("404.html")
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [MINE, json.dumps({"v": 1} | record)])


def kept(page: Page) -> dict[str, dict[str, dict[str, object]]]:
    """The record that the device keeps."""
    return dict(json.loads(page.evaluate("name => localStorage.getItem(name)", MINE) or "{}"))


def read(*stories: str, result: str = "best", **more: object) -> dict[str, dict[str, object]]:
    """Pages that were read and decided on an early day, so that they are due."""
    page = {"lead": "improvise", "read": "2026-11-20", "how": "decided", "result": result, "due": "2026-11-21"}
    return {story: page | {"box": int(result == "best")} | more for story in stories}


# --- The right cards on the right days


@pytest.mark.thorough
@each_zone
def test_in_a_month_the_right_cards_come_on_the_right_days(zone: str, browse: Browse, address: str) -> None:
    """A day begins at four; in Berlin the clocks change on the eighth. One answer is wrong at first, on the fourth."""
    page = browse(address, fresh=True, timezone_id=zone)
    start = START.replace(tzinfo=ZoneInfo(zone))
    page.clock.set_fixed_time(start)
    for number, (story, verdict) in enumerate(zip(STORIES, ("best", "best", "poor"), strict=True), start=1):
        decide(page, story, verdict)
        assert list(kept(page)["pages"]) == [*STORIES][:number], "each decision is kept beside those before it"
    for days, due in MONTH.items():
        day = start + timedelta(days=days)
        page.clock.set_fixed_time(day.replace(hour=3, minute=59))
        page.goto("practice/")
        says(menu(page), f"Nothing is due today. The next comes on {day:%A} {day.day} {day:%B}.")
        assert kept(page)["pages"].keys() == STORIES.keys(), f"what was kept is there {days} days later"
        page.clock.set_fixed_time(day.replace(hour=4, minute=0))
        begin(page)
        expect(card(page).locator(".lt-step")).to_contain_text(f"Card 1 of {due}")
        assert len(sit(page, "fair" if days == 4 else "best")) == due + (days == 4)
    page.goto("practice/")
    says(menu(page), "You know all of these well.")


def test_the_end_of_a_sitting_says_when_the_next_one_is_and_offers_it_to_a_calendar(
    browse: Browse, address: str
) -> None:
    page = browse(address, fresh=True, timezone_id="Pacific/Kiritimati")
    page.clock.set_fixed_time(datetime(2026, 11, 26, 18, 20, tzinfo=ZoneInfo("Pacific/Kiritimati")))
    put(page, pages=read("alien"), told="2026-11-20")
    begin(page)
    sit(page)
    says(end(page), "Next time: Sunday 29 November.")
    with page.expect_download() as download:
        page.get_by_role("link", name="Put it in my calendar").click()
    assert download.value.suggested_filename == "practice.ics"
    lines = Path(download.value.path()).read_bytes().decode().split("\r\n")
    assert {"DTSTART:20261129T182000", "SUMMARY:Five minutes of practice", f"URL:{address}practice/"} <= set(lines)


# --- A sitting


def test_what_is_answered_wrong_comes_again_in_the_same_sitting_and_can_be_practised_alone(page: Page) -> None:
    put(page, pages=read("alien") | read("onestop", "floats", result="fair"))
    begin(page, "Only what I got wrong")
    titles = sit(page, "poor" if card(page).locator("h2").first.inner_text() == "The forgotten root beer" else "fair")
    assert len(titles) == 3
    assert titles[0] == titles[2] != titles[1]
    says(end(page), "That was 3 cards. You chose the best answer at once in 1 of 2.")
    page.get_by_role("button", name="Back to practice").click()
    expect(page.get_by_role("button", name="Only what I got wrong")).to_be_hidden()
    expect(page.locator(".lt-standing li")).to_have_text(
        ["Improvise best answer in 2 of 2", "Over-deliver best answer in 1 of 1"]
    )


def test_a_card_has_the_words_of_its_story_and_my_own_answer_comes_first(page: Page) -> None:
    page.goto(STORIES["alien"])
    words = page.locator("form[data-ranked] label span").all_inner_texts()
    reason = page.locator(".lt-choice--best .lt-reason p").last.text_content()
    put(page, pages=read("alien"))
    begin(page)
    expect(card(page).locator(".lt-choices")).to_have_count(0)
    page.get_by_label("What would you do, and why?").fill("I'd look for socks.")
    page.get_by_role("button", name="Show the choices").click()
    assert card(page).locator("form[data-ranked] label span").all_inner_texts() == words
    expect(card(page).locator(".lt-choice--best .lt-reason")).to_be_hidden()
    page.locator(".lt-practice .lt-choice--best input").check()
    page.get_by_role("button", name="Decide").click()
    expect(card(page).get_by_text(reason or "", exact=True)).to_be_visible()
    expect(page.get_by_label("What would you do, and why?")).to_have_value("I'd look for socks.")
    assert "socks" not in page.evaluate("JSON.stringify([localStorage, sessionStorage])")


def test_a_plan_comes_back_and_asks_whether_i_tried_it(page: Page) -> None:
    put(page, plans={"alien": {"text": PLAN, "on": "2026-11-20", "box": 1, "due": "2026-11-21"}})
    begin(page)
    expect(card(page).locator("h2, blockquote")).to_have_text(["Your plan: did you try it?", PLAN])
    page.get_by_role("button", name="Not yet").click()
    expect(end(page)).to_be_visible()
    assert kept(page)["plans"]["alien"]["box"] == 2
    page.goto("mine/")
    page.get_by_role("button", name="Yes").click()
    says(page.locator("#plans"), "You tried it on")
    assert "tried" in kept(page)["plans"]["alien"]


def test_after_five_minutes_no_other_card_comes_and_what_is_left_waits(browse: Browse, address: str) -> None:
    page = browse(address, fresh=True)
    put(page, pages=read("alien", "onestop", "floats"))
    page.clock.install()
    begin(page)
    answer(page, "best")
    page.clock.fast_forward("05:00")
    go_on(page)
    says(end(page), "Five minutes are over. That was 1 card, and the others can wait.")
    says(end(page), "Next time: today, when you like.")


def test_from_all_stories_a_sitting_has_twelve_cards_and_first_those_that_are_new(page: Page) -> None:
    put(page, pages=read("alien", due="2099-01-01", box=5))
    begin(page, "From all stories")
    expect(card(page).locator(".lt-step")).to_contain_text("Card 1 of 12")
    expect(card(page).locator("h2").first).not_to_have_text("The toy that stayed at home")


def test_a_story_that_is_not_in_the_list_is_found_by_its_permanent_address(page: Page) -> None:
    page.route(
        "**/stories/", lambda route: route.fulfill(response=(got := route.fetch()), body=without_cards(got.text()))
    )
    put(page, pages=read("alien"))
    begin(page)
    expect(card(page).locator("h2").first).to_have_text("The toy that stayed at home")


def without_cards(page: str) -> str:
    """A page without the story of the toy: its card has another id."""
    return page.replace('data-story="alien"', 'data-story="other"')


def test_what_is_kept_by_a_browser_may_be_lost_and_that_is_said_once(page: Page) -> None:
    put(page, pages=read("alien", "floats"))
    for said in (True, False):
        begin(page, "Begin" if said else "From all stories")
        answer(page, "best")
        page.get_by_role("button", name="Stop here").click()
        expect(end(page).get_by_text("One thing, said once.")).to_be_visible(visible=said)


@pytest.mark.few(2)
@pytest.mark.parametrize("refusal", REFUSED.values(), ids=REFUSED)
def test_a_browser_that_keeps_nothing_practises_all_the_same_and_says_so(page: Page, refusal: str) -> None:
    page.add_init_script(refusal)
    begin(page)
    answer(page, "best")
    page.get_by_role("button", name="Stop here").click()
    says(end(page), "Your browser keeps nothing, so next time begins anew.")


def test_where_the_device_is_full_what_was_kept_stays(page: Page) -> None:
    put(page, pages=read("alien", box=5))
    before = kept(page)
    page.evaluate(FILL)
    begin(page, "From all stories")
    answer(page, "best")
    page.get_by_role("button", name="Stop here").click()
    says(end(page), "Your browser keeps nothing")
    assert kept(page) == before


def test_where_a_story_does_not_come_through_practice_says_so_and_goes_on_later(page: Page) -> None:
    """As in a network that answers everything with a page of its own until one has signed in."""
    put(page, pages=read("alien"))
    page.goto("practice/")
    page.route("**/stories/little-alien/", lambda route: route.fulfill(body="Sign in", content_type="text/html"))
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("[data-part=fault]")).to_contain_text("You may be offline.")
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("button", name="Begin").click()
    expect(card(page)).to_be_visible()


# --- Where I am


def test_start_and_home_say_where_i_am_and_cards_are_ticked(page: Page) -> None:
    put(page, pages=read("alien", "onestop", "floats"))
    page.goto("start/")
    says(page.locator("#where-on-path"), "1 of 4 done")
    expect(page.get_by_role("link", name="Continue: Petals on the carpet (8 min)")).to_be_visible()
    expect(page.locator(".lt-card:has(.lt-tick)")).to_have_count(3)
    expect(page.locator("[data-after][open]")).to_have_count(1)
    page.goto("")
    door = page.get_by_role("link", name="I'm new here")
    expect(door).to_contain_text("1 of 4 done. Continue: Petals on the carpet (8 min)")
    door.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Petals on the carpet")


def test_who_has_read_nothing_sees_the_path_as_it_is_printed(page: Page) -> None:
    page.goto("start/")
    expect(page.get_by_role("link", name="Begin: The toy that stayed at home")).to_be_visible()
    expect(page.locator(".lt-tick")).to_have_count(0)


def test_a_story_is_marked_by_hand_and_unmarked(page: Page) -> None:
    page.goto(STORIES["alien"])
    page.get_by_role("button", name="Read on without deciding").click()
    page.get_by_role("button", name="I have read this").click()
    says(page.locator("#read"), "You marked this as read on")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    assert kept(page)["pages"]["alien"]["how"] == "hand"
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="I have read this")).to_be_focused()
    assert kept(page) == {}


def editions(pages: Pages) -> dict[str, str]:
    """The edition of each story, by its id, as its own page says it."""
    stories = [page.select_one(".lt-story[data-story]") for page in pages.values()]
    return {str(story["data-story"]): str(story["data-edition"]) for story in stories if story}


def test_the_list_knows_the_edition_of_each_story_as_its_page_does(pages: Pages) -> None:
    for address in ("stories/", "start/"):
        cards = {card["data-story"]: card["data-edition"] for card in pages[address].select(".lt-card[data-story]")}
        assert cards == {story: edition for story, edition in editions(pages).items() if story in cards}
        assert len(cards) >= 8


def test_an_edit_of_one_story_marks_that_one_alone(page: Page, pages: Pages) -> None:
    read_before = {story: read(story, edition=edition)[story] for story, edition in editions(pages).items()}
    read_before["alien"]["edition"] = "0ld0n"
    put(page, pages=read_before)
    for address in ("start/", "stories/"):
        page.goto(address)
        changed = page.locator(".lt-card:has([data-when=changed]:not([hidden]))")
        expect(changed.locator(".lt-card__title")).to_have_text("The toy that stayed at home")
    page.goto("mine/")
    page.locator("#all-read summary").click()
    expect(page.locator("#all-read li:has([data-when=changed]:not([hidden])) a")).to_have_text(
        "The toy that stayed at home"
    )
    for story, changed_since in (("onestop", False), ("alien", True)):
        page.goto(STORIES[story])
        expect(page.get_by_role("button", name="Switch to")).to_be_visible()
        expect(page.locator("#changed p")).to_be_visible(visible=changed_since)
    says(page.locator("#changed"), "This page has changed since you read it on Friday 20 November.")
    decide(page, "alien", "best")
    page.goto("start/")
    expect(page.locator(".lt-tick")).to_have_count(8)
    expect(changed).to_have_count(0)


# --- All that is mine


def test_a_link_brings_all_of_it_to_another_phone_where_nothing_gets_lost(browse: Browse, address: str) -> None:
    one, other = browse(address), browse(address, locale="en-GB")
    put(one, pages=read("alien", box=3) | read("floats"), plans={"alien": {"text": PLAN}})
    put(other, pages=read("alien") | read("onestop"), plans={"alien": {"text": "Ask."}})
    one.goto("mine/")
    one.get_by_role("button", name="Make a link for my other phone").click()
    expect(one.locator("#link-text")).to_have_value(re.compile(r"/mine/#data=z\."))
    link = one.locator("#link-text").input_value()
    other.goto(link)
    expect(other.get_by_role("heading", name="Something for you has come")).to_be_focused()
    says(other.locator("#arrived"), "It holds 2 stories and 1 plan.")
    assert set(kept(other)["pages"]) == {"alien", "onestop"}
    other.get_by_role("button", name="Add it").click()
    says(
        other.locator("#moved"), "Added: 1 story and 0 plans. 2 things that you had here got further. Nothing was lost."
    )
    assert set(kept(other)["pages"]) == {"alien", "onestop", "floats"}
    assert kept(other)["pages"]["alien"]["box"] == 3
    assert all(text in str(kept(other)["plans"]["alien"]["text"]) for text in (PLAN, "Ask."))
    assert "#" not in other.url


def test_a_link_that_was_cut_and_a_file_that_is_another_say_so(page: Page, tmp_path: Path) -> None:
    put(page, pages=read("alien"))
    before = kept(page)
    page.goto("mine/")
    page.get_by_role("button", name="Make a link for my other phone").click()
    expect(page.locator("#link-text")).not_to_have_value("")
    page.goto(page.locator("#link-text").input_value()[:-9])
    says(page.locator("#arrived"), "But it isn't whole.")
    (tmp_path / "other.json").write_text('{"name": "another app"}', encoding="utf-8")
    page.get_by_label("Add a copy from a file:").set_input_files(tmp_path / "other.json")
    says(
        page.locator("#moved"), "Nothing was added. That file holds no copy from this handbook, or only a part of one."
    )
    assert kept(page) == before


def test_a_file_brings_it_back_after_everything_was_deleted(page: Page) -> None:
    put(page, pages=read("alien"), plans={"alien": {"text": PLAN}})
    page.goto("mine/")
    before = kept(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a copy as a file").click()
    page.get_by_role("button", name="Delete all that's mine").click()
    expect(page.get_by_role("button", name="No, keep it")).to_be_focused()
    page.get_by_role("button", name="Yes, delete all of it").click()
    expect(page.get_by_text("You have none yet.")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
    page.get_by_label("Add a copy from a file:").set_input_files(download.value.path())
    says(page.locator("#moved"), "Added: 1 story and 1 plan. Nothing was lost.")
    assert kept(page) == before
    page.get_by_label("Add a copy from a file:").set_input_files(download.value.path())
    says(page.locator("#moved"), "Nothing new in it: all of that is here already.")


def test_what_is_too_long_for_a_link_is_said(page: Page, book: Handbook) -> None:
    texts = (" ".join(f"{i * j * 7919 % 100003}" for j in range(1, 60)) for i in range(1, 99))
    put(page, plans={story.id: {"text": text} for story, text in zip(book.stories.values(), texts, strict=False)})
    page.goto("mine/")
    page.get_by_role("button", name="Make a link for my other phone").click()
    says(page.locator("#link"), "There's too much for a link")
    expect(page.locator("#link-text")).to_be_hidden()


def test_a_plan_that_an_older_edition_kept_is_there(page: Page) -> None:
    page.goto("404.html")
    page.evaluate("text => localStorage.setItem('little-things:/:plan:alien', text)", PLAN)
    page.goto("mine/")
    expect(page.locator("#plans li")).to_contain_text(PLAN)
    page.get_by_role("button", name="Delete it").click()
    expect(page.locator("#plans li")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("You have none yet.")).to_be_visible()


def test_a_trainer_sees_one_screen_with_plans_only_if_i_choose(page: Page) -> None:
    put(page, pages=read("alien", "floats"), plans={"alien": {"text": PLAN, "tried": "2026-11-25"}})
    page.goto("mine/")
    expect(page.locator("#standing li")).to_have_count(1)
    page.get_by_role("button", name="Show my trainer").click()
    screen = page.get_by_role("dialog", name="What I've done")
    expect(screen).to_contain_text("2 stories read.")
    expect(screen.get_by_text(PLAN)).to_be_hidden()
    screen.get_by_label("Show my plans too").check()
    expect(screen.get_by_text(PLAN)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Show my trainer")).to_be_focused()


# --- Every reader


def test_without_javascript_practice_says_what_it_does_and_leads_to_the_stories(browse: Browse, address: str) -> None:
    page = browse(address, java_script_enabled=False)
    page.goto("practice/")
    expect(page.locator("article button, article form, article input").locator("visible=true")).to_have_count(0)
    page.locator("article").get_by_role("link", name="stories", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stories")
    page.goto("mine/")
    expect(page.locator("article button, article form, article input").locator("visible=true")).to_have_count(0)


def test_one_practises_by_keyboard_alone(page: Page) -> None:
    put(page, pages=read("alien"))
    begin(page)
    while not page.evaluate("document.activeElement.matches('.lt-own button')"):
        page.keyboard.press("Tab")
    for key in ("Enter", "Space", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".lt-practice .lt-choice--mine")).to_be_focused()
    expect(page.locator(".lt-decide [role=status]")).to_contain_text("Your choice:")
    while not page.evaluate("document.activeElement.matches('[data-does=next]')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h2:focus")).to_have_count(1)


@pytest.mark.thorough
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(scheme: str, browse: Browse, address: str) -> None:
    page = prepared(browse(address, color_scheme=scheme))
    put(
        page, pages=read("alien") | read("onestop", result="poor"), plans={"alien": {"text": PLAN, "due": "2026-11-21"}}
    )
    faults = {name: page.evaluate(AUDIT, [RULES, OF_SIZE]) for name in states(page)}
    assert {name: found for name, found in faults.items() if found} == {}
    assert len(faults) == 13


def states(page: Page) -> Iterator[str]:
    """Lead a page through every state of practice and of what is mine; name each."""
    page.goto("practice/")
    page.get_by_role("button", name="Begin").wait_for()
    yield "menu"
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Not yet").wait_for()
    yield "plan"
    page.get_by_role("button", name="Not yet").click()
    page.get_by_role("button", name="Show the choices").wait_for()
    yield "card"
    page.get_by_label("What would you do, and why?").fill("Ask.")
    page.get_by_role("button", name="Show the choices").click()
    yield "choices"
    page.locator(".lt-practice .lt-choice:not(.lt-choice--best) input").first.check()
    page.get_by_role("button", name="Decide").click()
    yield "answered"
    page.get_by_role("button", name="Stop here").click()
    end(page).get_by_role("heading").wait_for()
    yield "end"
    page.goto("start/")
    page.get_by_text("Continue:").wait_for()
    yield "start"
    page.goto("mine/")
    page.locator("#standing li").first.wait_for()
    page.locator("#all-read summary").click()
    page.get_by_role("button", name="Make a link").click()
    page.locator("#link-text").wait_for()
    yield "mine"
    page.get_by_role("button", name="Show my trainer").click()
    page.get_by_label("Show my plans too").check()
    yield "trainer"
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Delete all that's mine").click()
    yield "sure"
    page.goto("mine/#data=z.cut.0000000")
    page.get_by_text("But it isn't whole.").wait_for()
    yield "cut"
    page.goto(STORIES["alien"])
    page.get_by_role("button", name="Read on without deciding").click()
    page.get_by_text("You decided here on").wait_for()
    yield "story"
    page.route("**/stories/", lambda route: route.fulfill(body="Sign in", content_type="text/html"))
    page.goto("practice/")
    page.get_by_role("button", name="Try again").wait_for()
    yield "fault"
