"""My schedule on the page of a session: times, order, lengths, breaks, what is left out, and a link to all of it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from modules import module
from test_accessibility import AUDIT, CUT, ENLARGED, HEIGHTS, RULES, SCHEMES, prepared, press_through, small
from visiting import Browse

PATH = "sessions/one-story/"
CUT_LINK = "This link was cut or changed on its way, so here is the session as it is. Ask for the link once more."


@pytest.fixture
def page(browse: Browse, address: str) -> Page:
    """The page of a session, for somebody whose clock has 24 hours."""
    page = browse(address, locale="de-DE")
    page.goto(PATH)
    return page


def items(page: Page) -> Locator:
    return page.locator(".lt-agenda > li")


def titles(page: Page) -> list[str]:
    return page.locator(".lt-agenda__title").all_inner_texts()


def times(page: Page) -> list[str]:
    """When each step begins and ends, with plain spaces."""
    return [
        re.sub(r"\s", " ", text)
        for text in page.locator("[data-clock], .lt-agenda__break span:first-child").all_inner_texts()
    ]


def total(page: Page) -> str:
    return re.sub(r"\s", " ", page.locator("[data-says=sum]").inner_text())


def said(page: Page) -> Locator:
    return page.locator("[data-says=schedule]")


def change(page: Page) -> None:
    page.get_by_role("button", name="Change the steps").click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def last_for(page: Page, title: str, minutes: int) -> None:
    field = page.get_by_role("spinbutton", name=f"Minutes: {title}", exact=True)
    field.fill(str(minutes))
    field.press("Enter")


# --- Times


def test_without_javascript_the_minutes_and_running_totals_are_there(browse: Browse, address: str) -> None:
    page = browse(address, java_script_enabled=False)
    page.goto(PATH)
    assert times(page)[:3] == ["0 to 1", "1 to 4", "4 to 5"]
    assert page.locator("[data-length]").all_inner_texts()[:2] == ["1 min", "3 min"]
    assert page.locator(".lt-session :is(button, input)").filter(visible=True).count() == 0


def test_a_start_time_shows_when_each_step_begins_and_ends(page: Page) -> None:
    page.get_by_label("Start at").fill("08:55")
    assert times(page)[:4] == ["08:55 to 08:56", "08:56 to 08:59", "08:59 to 09:00", "09:00 to 09:01"]
    assert total(page) == "24 minutes in all. It ends at 09:19."
    expect(said(page)).to_have_text(re.compile("24 minutes in all. It ends at 09:19."))
    page.get_by_label("Start at").fill("")
    assert times(page)[:2] == ["0 to 1", "1 to 4"]


def test_the_clock_is_that_of_the_reader(browse: Browse, address: str) -> None:
    page = browse(address, locale="en-US")
    page.goto(PATH)
    page.get_by_label("Start at").fill("11:57")
    assert times(page)[:3] == ["11:57 AM to 11:58 AM", "11:58 AM to 12:01 PM", "12:01 PM to 12:02 PM"]


def test_a_session_may_go_on_past_midnight(page: Page) -> None:
    page.get_by_label("Start at").fill("23:56")
    assert times(page)[1:4] == ["23:57 to 00:00 (next day)", "00:00 to 00:01", "00:01 to 00:02"]
    assert total(page) == "24 minutes in all. It ends at 00:20 (next day)."
    page.reload()
    assert times(page)[0] == "23:56 to 23:57"
    expect(page.get_by_label("Start at")).to_have_value("23:56")


def test_midnight_is_a_start_as_well(page: Page) -> None:
    page.get_by_label("Start at").fill("00:00")
    page.reload()
    assert times(page)[0] == "00:00 to 00:01"


# --- Steps


def test_a_step_moves_by_buttons_which_keep_the_focus(page: Page) -> None:
    change(page)
    press(page, "Down: Hear the scene")
    assert titles(page)[:3] == ["Choose alone", "Hear the scene", "What they did"]
    assert times(page)[:2] == ["0 to 3", "3 to 4"]
    expect(said(page)).to_have_text("Hear the scene is now step 2 of 10. 24 minutes in all.")
    expect(page.get_by_role("button", name="Down: Hear the scene")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    assert titles(page)[:2] == ["Hear the scene", "Choose alone"]
    expect(page.get_by_role("button", name="Up: Hear the scene")).to_be_focused()
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("Hear the scene is first already.")


def test_a_step_that_is_longer_or_shorter_changes_the_sum_and_what_it_differs_by(page: Page) -> None:
    change(page)
    last_for(page, "Play it in threes", 15)
    assert total(page) == "31 minutes in all, 7 more than planned."
    assert times(page)[-1] == "29 to 31"
    last_for(page, "Play it in threes", 7)
    assert total(page) == "23 minutes in all, 1 fewer than planned."
    expect(said(page)).to_have_text("Play it in threes: 7 minutes. 23 minutes in all, 1 fewer than planned.")
    expect(page.get_by_role("spinbutton", name="Minutes: Play it in threes")).to_be_focused()


@pytest.mark.few(2)
@pytest.mark.parametrize(("typed", "means"), [("0", 1), ("-3", 1), ("2.4", 2), ("9999", 240), ("", 8)])
def test_a_step_lasts_from_one_minute_to_240(typed: str, means: int, page: Page) -> None:
    change(page)
    field = page.get_by_role("spinbutton", name="Minutes: Play it in threes")
    field.fill(typed)
    field.press("Enter")
    expect(field).to_have_value(str(means))


def test_a_step_that_is_left_out_can_be_brought_back_to_its_place(page: Page) -> None:
    before = titles(page)
    change(page)
    press(page, "Leave out: When not to")
    assert titles(page) == [title for title in before if title != "When not to"]
    expect(said(page)).to_have_text("When not to is left out. 23 minutes in all, 1 fewer than planned.")
    expect(page.get_by_role("button", name="Leave out: Talk it over")).to_be_focused()
    page.reload()
    assert "When not to" not in titles(page)
    press(page, "Bring back: When not to")
    assert titles(page) == before
    assert total(page) == "24 minutes in all."
    expect(page.get_by_role("heading", name="Left out")).to_be_hidden()


def test_all_steps_can_be_left_out(page: Page) -> None:
    change(page)
    for title in titles(page):
        press(page, f"Leave out: {title}")
    expect(items(page)).to_have_count(0)
    assert total(page) == "0 minutes in all, 24 fewer than planned."
    page.reload()
    expect(page.get_by_role("button", name=re.compile("^Bring back"))).to_have_count(10)


def test_breaks_are_put_in_moved_and_taken_out(page: Page) -> None:
    change(page)
    press(page, "Break after: Talk it over")
    expect(said(page)).to_have_text("A break of 5 minutes after Talk it over. 29 minutes in all, 5 more than planned.")
    expect(page.get_by_role("spinbutton", name="Minutes: Break")).to_be_focused()
    assert (titles(page)[7], times(page)[7]) == ("Break", "12 to 17")
    press(page, "Up: Break")
    assert titles(page)[6] == "Break"
    page.reload()
    assert titles(page)[6] == "Break"
    change(page)
    press(page, "Leave out: Break")
    assert total(page) == "24 minutes in all."
    expect(page.get_by_role("heading", name="Left out")).to_be_hidden()


# --- The link


def test_the_address_holds_the_whole_schedule_and_whatever_else_it_held(page: Page) -> None:
    page.goto(f"{PATH}?lead-note=1#steps")
    page.get_by_label("Start at").fill("09:30")
    change(page)
    press(page, "Down: Hear the scene")
    press(page, "Leave out: Close")
    last_for(page, "Play it in threes", 40)
    press(page, "Break after: Play it in threes")
    shown = items(page).all_inner_texts()
    assert re.search(r"/\?lead-note=1&plan=[a-z0-9.-]+#steps$", page.url)
    page.reload()
    change(page)
    assert items(page).all_inner_texts() == shown
    assert page.locator('a[href^="?lead&plan="]').count() == 1


def test_a_link_that_is_copied_opens_the_same_for_somebody_else(browse: Browse, address: str) -> None:
    page = browse(address, permissions=["clipboard-read", "clipboard-write"])
    page.goto(PATH)
    page.get_by_label("Start at").fill("09:30")
    press(page, "Copy link to plan")
    expect(said(page)).to_have_text("Link copied.")
    link = str(page.evaluate("navigator.clipboard.readText()"))
    assert link == page.url
    other = browse(address)
    other.goto(f"{link}.")
    expect(other.get_by_label("Start at")).to_have_value("09:30")


def test_without_permission_one_is_told_where_the_link_is(browse: Browse, address: str) -> None:
    page = browse(address, permissions=[])
    page.goto(PATH)
    press(page, "Copy link to plan")
    expect(said(page)).to_have_text(
        "The browser does not let us copy. The link is the address of this page: copy it there."
    )


def test_reset_brings_back_the_session_as_it_is(page: Page) -> None:
    shown = items(page).all_inner_texts()
    page.get_by_label("Start at").fill("09:30")
    change(page)
    press(page, "Leave out: Close")
    press(page, "Reset")
    expect(said(page)).to_have_text("As it was. 24 minutes in all.")
    change(page)
    assert items(page).all_inner_texts() == shown
    expect(page.get_by_label("Start at")).to_have_value("")
    assert page.url.endswith(PATH)


def test_a_link_that_was_cut_shows_the_session_as_it_is_and_says_so(page: Page) -> None:
    page.get_by_label("Start at").fill("09:30")
    link, shown = page.url, titles(page)
    for damaged in (link[:-3], link.replace("plan=1", "plan=2"), link.partition("?")[0] + "?plan="):
        page.goto(damaged)
        expect(page.locator("[data-says=since]")).to_have_text(CUT_LINK)
        assert (titles(page), times(page)[0]) == (shown, "0 to 1")


def test_a_plan_that_does_not_fit_into_a_link_is_not_made(page: Page) -> None:
    steps = read(page)
    base = len(page.url) + len("?plan=")
    edition = str(page.locator(".lt-session").get_attribute("data-edition"))[:4]
    with module("plan-link.js") as link:
        plan = {"session": "onestory", "minutes": 24, "people": 0, "start": None, "outcome": "both", "topic": ""}
        plan |= {"editions": {"onestory": edition}, "steps": steps}
        room = 499 - base - len(link.ask("encode", plan))
        pause = {"key": "", "story": "", "minutes": 5}
        page.goto(f"{PATH}?plan={link.ask('encode', plan | {'steps': steps + [pause] * (room // 3)})}")
    change(page)
    number = len(titles(page))
    press(page, "Break after: Hear the scene")
    expect(said(page)).to_have_text(
        "That does not fit: the link to this plan would be so long that chat programs cut it."
    )
    assert 496 < len(page.url) < 500
    page.reload()
    assert len(titles(page)) == number > 60


def read(page: Page) -> list[dict[str, Any]]:
    """The steps that the page shows, as a plan has them."""
    return [
        {
            "key": str(item.get_attribute("data-step")),
            "story": "",
            "minutes": int(str(item.get_attribute("data-minutes"))),
        }
        for item in items(page).all()
    ]


# --- Every reader


def test_the_sum_stays_in_sight(page: Page) -> None:
    items(page).last.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 100)")
    expect(page.locator("[data-says=sum]")).to_be_in_viewport(ratio=1)


def test_what_changes_is_said_by_a_status(page: Page) -> None:
    for place in ("schedule", "since"):
        expect(page.locator(f"[data-says={place}]")).to_have_role("status")


@pytest.mark.few(1)
@pytest.mark.parametrize("width", HEIGHTS)
def test_nothing_is_wrong_for_any_reader_while_one_changes_the_steps(width: int, browse: Browse, address: str) -> None:
    page = prepared(browse(address, viewport={"width": width, "height": HEIGHTS[width]}))
    page.goto(PATH)
    page.get_by_label("Start at").fill("23:50")
    change(page)
    press(page, "Leave out: Close")
    press(page, "Break after: Talk it over")
    assert wrong_with(page, width) == {}


def wrong_with(page: Page, width: int) -> dict[str, Any]:
    """What is wrong with a page for any reader, by what was looked at: sizes, both colour schemes, large text."""
    page.evaluate("scrollTo(0, 0)")  # what lies under the sum just now, axe takes for small
    found: dict[str, Any] = {"small": small(page, width)}
    for name, scheme in SCHEMES.items():
        page.evaluate("scheme => (document.body.dataset.mdColorScheme = scheme)", scheme)
        found[name] = page.evaluate(AUDIT, [RULES, []])
    for name, (wide, high, spacing) in ENLARGED.items():
        page.set_viewport_size({"width": wide, "height": high})
        found[name] = page.evaluate(CUT, spacing)
    return {name: faults for name, faults in found.items() if faults}


@pytest.mark.thorough
@pytest.mark.parametrize("width", HEIGHTS)
def test_the_tab_key_goes_through_all_tools_in_order_and_in_sight(width: int, browse: Browse, address: str) -> None:
    page = prepared(browse(address, viewport={"width": width, "height": HEIGHTS[width]}))
    page.goto(PATH)
    change(page)
    for key in ("Tab", "Shift+Tab"):  # from that button to the end of the page, and back from there
        assert press_through(page, key) == []
        assert [name for name in page.evaluate("reader.skipped()") if "data-tool" in name] == []
    assert page.get_by_role("button", name="Down").count() == 10


def test_paper_shows_the_schedule_as_it_stands_without_its_tools(page: Page) -> None:
    page.get_by_label("Start at").fill("09:30")
    change(page)
    press(page, "Leave out: Close")
    page.emulate_media(media="print")
    printed = re.sub(r"\s", " ", page.locator(".lt-session").inner_text())
    page.emulate_media(media="screen")
    assert "22 minutes in all, 2 fewer than planned. It ends at 09:52." in printed
    assert "Play it in threes" in printed
    assert not re.search("Close|Leave out|Up|Copy link|Start at", printed)
