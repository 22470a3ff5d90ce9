"""Copy link: the permanent address of a page, of its parts and of its role cards, into the clipboard or by hand."""

from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from visiting import Browse, move

STORY, PRINCIPLE, SESSION = "stories/root-beer-floats/", "principles/improvise/", "sessions/twenty-minutes-for-six/"


@pytest.fixture
def page(browse: Browse, address: str) -> Page:
    """A reader whose browser lets pages write into the clipboard."""
    return browse(address, permissions=["clipboard-read", "clipboard-write"])


def opened(page: Page, path: str) -> None:
    """Open a page and move in it: the buttons come with the first movement."""
    page.goto(path)
    move(page)
    expect(page.get_by_role("button", name="Copy link: ").first).to_be_attached()


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.few(1)
@pytest.mark.parametrize(("path", "page_id"), [(STORY, "floats"), (PRINCIPLE, "improvise"), (SESSION, "six")])
def test_the_link_of_a_page_is_its_permanent_address(path: str, page_id: str, page: Page, address: str) -> None:
    opened(page, path)
    name = "Copy short link" if path == SESSION else "Copy link"
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("status").filter(has_text=f"Copied: {address}go/{page_id}/")).to_be_attached()
    assert copied(page) == f"{address}go/{page_id}/"
    page.goto(copied(page))
    page.wait_for_url(f"**/{path}")


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("path", "part", "ending"),
    [
        (STORY, "Scene", "floats/#scene"),
        (STORY, "What would you do?", "floats/#decide"),
        (PRINCIPLE, "Say this, not that", "improvise/#say"),
        (SESSION, "Step by step", "six/#steps"),
    ],
)
def test_the_link_of_a_part_leads_to_that_part(path: str, part: str, ending: str, page: Page, address: str) -> None:
    opened(page, path)
    button = page.get_by_role("button", name=f"Copy link: {part}", exact=True)
    button.focus()
    expect(button).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(button).to_have_text("Copied")
    assert copied(page) == urljoin(address, f"go/{ending}")


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("card", "ending"),
    [
        ("Customer", "?role=customer"),
        ("Staff", "?role=staff"),
        ("Observer", "?role=observer"),
        ("Twist for a second round", "#card-twist"),
    ],
)
def test_each_role_card_has_a_link_of_its_own(card: str, ending: str, page: Page, address: str) -> None:
    opened(page, f"{STORY}#role-play")
    page.locator("summary").filter(has_text=card).click()
    page.get_by_role("button", name=f"Copy link to this card: {card}", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Copied:")).to_be_attached()
    assert copied(page) == f"{address}go/floats/{ending}"


def test_what_was_copied_shows_until_the_reader_goes_on(page: Page) -> None:
    opened(page, STORY)
    button = page.get_by_role("button", name="Copy link", exact=True)
    button.click()
    expect(button).to_have_text("Copied")
    page.keyboard.press("Tab")
    expect(button).to_have_text("Copy link")


@pytest.mark.parametrize("refusal", ["() => Promise.reject(new Error('no'))", "undefined"], ids=["refused", "unknown"])
def test_where_the_browser_does_not_copy_the_link_is_marked_to_be_copied_by_hand(
    refusal: str, page: Page, address: str
) -> None:
    page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{value: {{writeText: {refusal}}}}})")
    opened(page, STORY)
    page.get_by_role("button", name="Copy link", exact=True).click()
    field = page.get_by_role("textbox", name="The link")
    expect(field).to_be_focused()
    expect(field).to_have_value(f"{address}go/floats/")
    assert page.evaluate("getSelection().toString()") == f"{address}go/floats/"
    expect(page.get_by_role("status").filter(has_text="Your browser didn't copy it.")).to_be_attached()


@pytest.mark.few(1)
@pytest.mark.parametrize("path", [f"{PRINCIPLE}?lead", f"{PRINCIPLE}?present", f"{SESSION}?role=staff"])
def test_a_page_with_nothing_to_lead_or_to_play_keeps_its_links_and_its_foot(path: str, page: Page) -> None:
    opened(page, path)
    expect(page.locator("html")).not_to_have_attribute("data-led", "ready")
    page.get_by_role("link", name="Tell us on GitHub").scroll_into_view_if_needed()
    expect(page.locator("[data-whole][data-ready]")).to_be_attached()


def test_deciding_works_as_before_beside_the_button_of_its_part(page: Page) -> None:
    opened(page, STORY)
    form = page.get_by_role("group", name="What would you do?")
    form.get_by_role("radio").first.check()
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("heading", name="What they did")).to_be_visible()
    expect(page.get_by_role("button", name="Copy link: What would you do?")).to_be_visible()


@pytest.mark.few(1)
@pytest.mark.parametrize("way", ["lead", "present", "role"])
def test_whoever_leads_or_plays_meets_no_such_button(way: str, page: Page) -> None:
    page.goto(f"{STORY}?{way}")
    expect(page.locator("html[data-led=ready]")).to_be_attached()
    move(page)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("button", name="Copy link")).to_have_count(0)


def test_whoever_only_reads_loads_nothing_of_it(browse: Browse, address: str) -> None:
    page = browse(address, fresh=True)
    page.clock.install()  # no time passes, however long the page takes here
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(STORY, wait_until="networkidle")
    assert [url for url in asked if "copy-link" in url or "print" in url] == []
    page.mouse.move(9, 9)
    expect(page.get_by_role("button", name="Copy link", exact=True)).to_be_visible()
