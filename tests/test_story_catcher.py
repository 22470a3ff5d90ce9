"""The page where staff tell a story, in real Chromium on a phone: what it warns about, keeps, makes, and never does."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from handbook.telling.answers import FORM
from test_accessibility import AUDIT, AXE, RULES, TESTS
from visiting import Browse

ROOT = Path(__file__).resolve().parent.parent
PATH = "contribute/tell-a-story/"
ANSWERS = {
    "happened": "A woman left her umbrella & bag.\nIt rained: 100 % wet, + cold?",
    "expected": "To come back.",
    "did": "I ran after her #fast.",
    "cost": "£0",
    "said": '"Thank you ☂!"',
    "ended": "Good",
    "principle": "Be proactive, not reactive",
    "title": "The umbrella",
}
PRIVATE = {
    "happened": "Mrs Jones rang from 01632 960100.",
    "did": "I ran. Mrs Jones, mind you, ran too. Mrs Jones won.",
}
NEXT_TO_IT = [
    '“Mrs Jones” looks like a name: write "a customer" or "a colleague" instead.',
    "“01632 960100” looks like a phone number: take it out.",
]


def form_fields() -> dict[str, dict[str, Any]]:
    """The fields of the issue form that have an id, in order."""
    form = yaml.safe_load((ROOT / FORM).read_text(encoding="utf-8"))
    return {field["id"]: field for field in form["body"] if "id" in field}


def tell(page: Page, **answers: str) -> None:
    """Open the page and answer."""
    page.goto(PATH)
    for name, answer in answers.items():
        field = page.locator(f"#{name}")
        field.select_option(answer) if name in ("ended", "principle") else field.fill(answer)


def send(page: Page) -> None:
    page.get_by_role("button", name="Check and send").click()


def ways(page: Page) -> list[str]:
    """What leads out of the page with the answers: addresses anywhere on it but in its foot, and the text to copy."""
    links = page.locator("a:is([href^='mailto:'][href*='?'], [href*='/issues/new']):not(.md-footer a)")
    found = links.evaluate_all("links => links.map(a => a.href)")
    return [*found, *filter(None, [page.locator("#whole").input_value()])]


# --- The questions


def test_the_page_asks_what_the_issue_form_asks(pages: dict[str, BeautifulSoup]) -> None:
    page, fields = pages[PATH], form_fields()
    asked = page.select("#tell :is(textarea, select, input)")
    assert [field["id"] for field in asked] == [field["name"] for field in asked] == list(fields)
    for field in asked:
        theirs = fields[str(field["id"])]
        label = page.select_one(f"label[for={field['id']}]")
        assert label and label.text == theirs["attributes"]["label"]
        assert field.has_attr("required") == theirs.get("validations", {}).get("required", False)
    for name in ("ended", "principle"):
        options = [option.text for option in page.select(f"#{name} option")]
        assert options == ["Choose one", *fields[name]["attributes"]["options"]]


def test_without_javascript_the_page_says_what_to_write_and_to_whom(browse: Browse, address: str) -> None:
    page = browse(address, java_script_enabled=False)
    page.goto(PATH)
    expect(
        page.get_by_text("Write to the handbook team (ideas@example.com) and answer these questions")
    ).to_be_visible()
    for field in form_fields().values():
        expect(page.locator("label", has_text=field["attributes"]["label"])).to_be_visible()
    assert page.locator("article :is(textarea, select, input, button)").filter(visible=True).count() == 0


def test_an_answer_that_we_need_is_asked_for(page: Page) -> None:
    tell(page, happened=" ", cost="Nothing.")
    send(page)
    happened = page.get_by_label("What happened?")
    expect(happened).to_be_focused()
    expect(happened).to_have_attribute("aria-invalid", "true")
    expect(happened).to_have_accessible_description(re.compile("^Please write a line or two here. Who was it"))
    expect(page.get_by_text("Still missing: What happened? What did you do?")).to_be_visible()
    expect(page.get_by_role("heading", name="Before you send it")).to_be_hidden()
    happened.fill("It rained.")
    expect(happened).to_have_attribute("aria-invalid", "false")
    send(page)
    expect(page.get_by_label("What did you do?")).to_be_focused()


# --- What looks private


def test_a_warning_stands_next_to_the_answer_while_it_is_written_and_goes_with_its_cause(page: Page) -> None:
    tell(page)
    happened, warning = page.get_by_label("What happened?"), page.locator("#happened-private")
    happened.press_sequentially(PRIVATE["happened"])
    expect(warning.locator("p")).to_have_text(NEXT_TO_IT)
    expect(warning).to_have_role("status")
    expect(happened).to_have_accessible_description(re.compile(re.escape(" ".join(NEXT_TO_IT))))
    happened.fill("A customer rang.")
    expect(warning.locator("p")).to_have_count(0)


def test_nothing_can_leave_before_the_reader_has_seen_what_looks_private(page: Page) -> None:
    tell(page, **PRIVATE)
    assert ways(page) == []
    send(page)
    expect(page.get_by_role("heading", name="Before you send it")).to_be_focused()
    expect(page.locator("#found li")).to_have_text(
        ["What happened?" + "".join(NEXT_TO_IT), "What did you do?" + NEXT_TO_IT[0]], use_inner_text=False
    )
    assert ways(page) == []
    page.get_by_label("I have looked at these").check()
    assert len(ways(page)) == 3
    expect(page.get_by_text("You can send it now, in one of these ways.")).to_be_visible()
    page.get_by_label("I have looked at these").uncheck()
    assert ways(page) == []


def test_a_warning_leads_to_its_answer_and_a_changed_answer_is_checked_again(page: Page) -> None:
    tell(page, **PRIVATE)
    send(page)
    page.get_by_label("I have looked at these").check()
    page.get_by_role("link", name="What did you do?").press("Enter")
    expect(page.get_by_label("What did you do?")).to_be_focused()
    page.keyboard.type("!")
    assert ways(page) == []
    expect(page.get_by_text("You changed something. Check it again before you send it.")).to_be_visible()
    send(page)
    expect(page.get_by_label("I have looked at these")).not_to_be_checked()


def test_where_nothing_looks_private_the_ways_are_open_at_once(page: Page) -> None:
    tell(page, happened="It rained.", did="I ran.")
    send(page)
    expect(page.get_by_text("We found nothing private, but a name can hide from us")).to_be_visible()
    expect(page.get_by_label("I have looked at these")).to_be_hidden()
    assert len(ways(page)) == 3


# --- The draft


def test_a_draft_survives_a_reload_and_is_deleted_for_good(page: Page) -> None:
    tell(page, **ANSWERS)
    page.reload()
    assert {name: page.locator(f"#{name}").input_value() for name in ANSWERS} == ANSWERS
    expect(page.get_by_text("Your draft is back. It was kept on this device only.")).to_be_visible()
    send(page)
    page.get_by_role("button", name="Delete my draft").click()
    expect(page.get_by_text("Your draft is deleted.")).to_be_visible()
    assert ways(page) == []
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('tell'))") == []
    page.reload()
    assert {page.locator(f"#{name}").input_value() for name in ANSWERS} == {""}
    expect(page.get_by_text("Your draft is back.")).to_be_hidden()


@pytest.mark.few(2)
@pytest.mark.parametrize("draft", ["{", "null", "3", '["x"]', '{"other": "x"}'])
def test_a_draft_that_cannot_be_read_is_no_draft(page: Page, draft: str) -> None:
    page.goto(PATH)
    page.evaluate("draft => localStorage.setItem('little-things:tell', draft)", draft)
    page.reload()
    expect(page.get_by_role("button", name="Check and send")).to_be_visible()
    assert {page.locator(f"#{name}").input_value() for name in ANSWERS} == {""}


def test_a_browser_that_keeps_nothing_still_tells(page: Page) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")
    tell(page, happened="It rained.", did="I ran.")
    send(page)
    assert len(ways(page)) == 3


# --- Every reader


def test_a_warning_never_moves_the_button_that_is_being_pressed(browse: Browse, address: str) -> None:
    page = browse(address, fresh=True)
    page.clock.install()
    tell(page, happened="It rained.", did="I ran.")
    page.clock.pause_at(datetime.now() + timedelta(hours=1))
    page.get_by_label("What did the customer say?").fill("Thank you, Anna")
    button = page.get_by_role("button", name="Check and send")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    assert button.bounding_box() == box
    page.mouse.up()
    expect(page.get_by_role("heading", name="Before you send it")).to_be_focused()


def test_a_story_can_be_told_and_sent_by_keyboard_alone(page: Page) -> None:
    tell(page)
    page.get_by_label("What happened?").focus()
    for answer in ("Mrs Jones rang.", "", "I ran.", "", "", "B", "I", ""):
        page.keyboard.type(answer)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Before you send it")).to_be_focused()
    for key in ("Tab", "Tab", "Space", "Tab"):
        page.keyboard.press(key)
    expect(page.get_by_role("link", name="Open the form on GitHub")).to_be_focused()
    assert "ended=Bad&principle=Improvise" in ways(page)[0]


@pytest.mark.few(1)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(browse: Browse, address: str, scheme: str) -> None:
    page = browse(address, color_scheme=scheme)
    page.add_init_script(path=AXE)
    tell(page)
    found = [page.evaluate(AUDIT, [RULES, []])]
    send(page)
    found.append(page.evaluate(AUDIT, [RULES, []]))
    tell(page, **PRIVATE)
    send(page)
    found.append(page.evaluate(AUDIT, [RULES, []]))
    page.get_by_label("I have looked at these").check()
    page.get_by_text("See the whole text").click()
    page.evaluate("scrollTo(0, 0)")  # axe takes what lies below the header, which stays in the window, for too small
    found.append(page.evaluate(AUDIT, [RULES, []]))
    assert found == [[], [], [], []]


@pytest.mark.few(1)
@pytest.mark.parametrize(("width", "height"), [(390, 844), (640, 450), (320, 256)])
def test_everything_fits_and_is_large_enough_to_press(browse: Browse, address: str, width: int, height: int) -> None:
    page = browse(address, viewport={"width": width, "height": height})
    page.add_init_script(path=TESTS / "visitor.js")
    tell(page, **(PRIVATE | {"said": f"Write to {'a' * 80}@example.com"}))
    send(page)
    page.get_by_label("I have looked at these").check()
    page.get_by_text("See the whole text").click()
    assert page.evaluate("reader.cut()") == []
    controls = ".lt-tell :is(textarea, select, input, button), .lt-check :is(a:not(p a), button, summary, label)"
    assert page.evaluate("controls => reader.small(controls, 44)", controls) == []
    assert page.evaluate("reader.small('#seen', 24)") == []
