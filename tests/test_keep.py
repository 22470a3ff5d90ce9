"""What the reader's device keeps, in real Chromium: for this handbook alone, checked, and never needed."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from test_search import results, search
from thoroughness import some
from tools.loopback import served
from visiting import Browse

STORY = "stories/root-beer-floats/"  # its short name is "floats"
TELL = "contribute/tell-a-story/"
PLAN = "If it is lost, then I look under the till."
DRAFT = '{"happened": "It rained.", "principle": "Improvise", "title": "The umbrella"}'

NOT_KEPT = "Your browser did not keep it. Copy it, or write it on paper."
NO_DRAFT = "Your browser keeps no draft. Send your story before you leave this page."

# The ways in which a browser lets a page keep nothing.
REFUSED = {
    "asking throws": """for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, {
        get() { throw new DOMException("denied", "SecurityError") } })""",
    "there is none": """for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, { value: null })""",
    "every use throws": """for (const name of ["getItem", "setItem", "removeItem"])
        Storage.prototype[name] = () => { throw new DOMException("denied", "SecurityError") }""",
    "nothing happens": "Storage.prototype.setItem = () => {}",
}

each_refusal = pytest.mark.parametrize("refusal", some(REFUSED.values(), 2), ids=some(REFUSED, 2))

# Fills the storage of the site to the last letter.
FILL = """() => {
  let size = 2 ** 22
  for (let i = 0; size; i++) {
    try {
      localStorage.setItem(`other:${i}`, "x".repeat(size))
    } catch {
      size = Math.floor(size / 2)
    }
  }
}"""


@pytest.fixture
def put(page: Page) -> Callable[..., None]:
    """Puts a value where the handbook looks for it, before it does."""

    def put(key: str, value: str, storage: str = "localStorage") -> None:
        page.goto("404.html")
        page.evaluate("([storage, key, value]) => window[storage].setItem(key, value)", [storage, key, value])

    return put


def plan(page: Page) -> Locator:
    return page.get_by_label("Now in your own words:")


def plan_status(page: Page) -> Locator:
    return page.locator(".lt-plan [role=status]")


def keep_plan(page: Page, text: str) -> None:
    plan(page).fill(text)
    page.get_by_role("button", name="Keep my plan").click()


def told(page: Page) -> Locator:
    """What waits until one has decided."""
    return page.locator("#rest")


def read_on(page: Page) -> None:
    page.get_by_role("button", name="Read on without deciding").click()
    expect(told(page)).to_be_visible()


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


def switch_colours(page: Page) -> None:
    page.get_by_role("button", name="Switch to").click()


def keys(page: Page) -> list[str]:
    """Where something is kept on the device."""
    return sorted(page.evaluate("Object.keys(localStorage)"))


# --- Two handbooks on one host


@pytest.fixture(scope="module")
def host_of_two(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a host with the handbook twice, under /one/ and /one/more/."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "one").mkdir()
    for path in site.iterdir():
        (folder / "one" / path.name).symlink_to(path)
    (folder / "one/more").symlink_to(site)
    with served(folder) as address:
        yield address


def test_two_handbooks_on_one_host_share_neither_plan_nor_decision(browse: Browse, host_of_two: str) -> None:
    page = browse(host_of_two)
    page.goto(f"one/{STORY}")
    read_on(page)
    keep_plan(page, PLAN)
    expect(plan_status(page)).to_have_text("Kept on this device.")
    page.goto(f"one/more/{STORY}")
    expect(told(page)).to_be_hidden()
    read_on(page)
    expect(plan(page)).to_have_value("")
    keep_plan(page, "Another plan.")
    page.get_by_role("button", name="Delete it").click()
    page.goto(f"one/{STORY}")
    expect(told(page)).to_be_visible()
    expect(plan(page)).to_have_value(PLAN)


@pytest.mark.thorough
def test_two_handbooks_on_one_host_share_neither_draft_nor_colours(browse: Browse, host_of_two: str) -> None:
    page = browse(host_of_two)
    page.goto(f"one/{TELL}")
    page.get_by_label("What happened?").fill("It rained.")
    switch_colours(page)
    page.goto(f"one/more/{TELL}")
    expect(page.get_by_label("What happened?")).to_have_value("")
    assert scheme(page) == "default"
    page.goto(f"one/{TELL}")
    expect(page.get_by_label("What happened?")).to_have_value("It rained.")
    assert scheme(page) == "slate"


@pytest.mark.few(2)
@pytest.mark.parametrize("path", ["", "404.html", STORY, "go/floats/"])
def test_the_colours_are_known_before_any_module_is_there(page: Page, path: str) -> None:
    page.goto("")
    switch_colours(page)
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(path)
    assert scheme(page) == "slate"


# --- What was kept by an older edition


def test_what_an_older_edition_kept_is_still_found(page: Page, put: Callable[..., None]) -> None:
    put("little-things:colours", "slate")
    put("little-things:plan:floats", PLAN)
    put("little-things:decided:floats", "skipped", "sessionStorage")
    put("little-things:tell", DRAFT)
    page.goto(STORY)
    assert scheme(page) == "slate"
    expect(told(page)).to_be_visible()
    expect(plan(page)).to_have_value(PLAN)
    expect(page.get_by_role("button", name="Delete it")).to_be_visible()
    page.goto(TELL)
    expect(page.get_by_label("What happened?")).to_have_value("It rained.")
    expect(page.get_by_text("Your draft is back.")).to_be_visible()


def test_what_is_kept_now_comes_before_what_an_older_edition_kept(page: Page, put: Callable[..., None]) -> None:
    put("little-things:colours", "slate")
    put("little-things:plan:floats", "An old plan.")
    page.goto(STORY)
    switch_colours(page)
    read_on(page)
    keep_plan(page, PLAN)
    page.reload()
    assert scheme(page) == "default"
    expect(plan(page)).to_have_value(PLAN)


def test_a_plan_of_an_older_edition_can_be_deleted_for_good(page: Page, put: Callable[..., None]) -> None:
    put("little-things:plan:floats", "An old plan.")
    page.goto(STORY)
    read_on(page)
    keep_plan(page, PLAN)
    page.get_by_role("button", name="Delete it").click()
    assert keys(page) == []
    page.reload()
    expect(plan(page)).to_have_value("")


def test_a_decision_of_an_older_edition_can_be_taken_back(page: Page, put: Callable[..., None]) -> None:
    put("little-things:decided:floats", "2", "sessionStorage")
    page.goto(STORY)
    page.get_by_role("button", name="Choose again").click()
    page.reload()
    expect(told(page)).to_be_hidden()


# --- What nobody can have kept


def test_unknown_colours_count_as_none(page: Page, put: Callable[..., None]) -> None:
    values = ("", "purple", "constructor", "null", "slate ")
    seen = {}
    for key, value in some(product(("little-things:/:colours", "little-things:colours"), values), 4):
        put(key, value)
        page.reload()
        seen[key, value] = scheme(page)
    assert set(seen.values()) == {"default"}
    switch_colours(page)
    page.reload()
    assert scheme(page) == "slate"


def test_where_the_new_place_holds_nothing_of_worth_the_old_one_counts(page: Page, put: Callable[..., None]) -> None:
    put("little-things:/:colours", "purple")
    put("little-things:colours", "slate")
    put("little-things:/:decided:floats", "99", "sessionStorage")
    put("little-things:decided:floats", "1", "sessionStorage")
    page.goto(STORY)
    assert scheme(page) == "slate"
    expect(told(page)).to_be_visible()


def test_a_choice_that_does_not_exist_counts_as_none(page: Page, put: Callable[..., None]) -> None:
    for value in some(["99", "", "0", "-1", "1.5", "NaN", "length", "{}", "decided", "constructor"], 3):
        put("little-things:/:decided:floats", value, "sessionStorage")
        page.goto(STORY)
        expect(page.get_by_role("button", name="Decide"), value).to_be_visible()
        expect(told(page), value).to_be_hidden()
    read_on(page)


def test_an_empty_plan_counts_as_none(page: Page, put: Callable[..., None]) -> None:
    put("little-things:/:plan:floats", " \n ")
    page.goto(STORY)
    read_on(page)
    expect(plan(page)).to_have_value("")
    expect(page.get_by_role("button", name="Delete it")).to_be_hidden()


DRAFTS = ("", "{", "null", "3", '"text"', '["x"]', '{"happened": {"a": 1}}', '{"title": null, "principle": "Gone"}')


def test_a_draft_that_no_form_can_have_made_counts_as_none(page: Page, put: Callable[..., None]) -> None:
    for draft in some(DRAFTS, 3):
        put("little-things:/:tell", draft)
        page.goto(TELL)
        expect(page.get_by_role("button", name="Check and send"), draft).to_be_visible()
        fields = page.locator("#tell :is(textarea, select, input)")
        values = fields.evaluate_all("fields => fields.map((field) => field.value)")
        chosen = page.locator("#principle").evaluate("list => list.selectedIndex")
        assert (values, chosen) == ([""] * fields.count(), 0), draft
        expect(page.get_by_text("Your draft is back."), draft).to_be_hidden()


# --- Storage that is refused, or full


@pytest.mark.few(1)
@each_refusal
def test_a_browser_that_keeps_nothing_still_decides_and_says_that_a_plan_is_not_kept(page: Page, refusal: str) -> None:
    page.add_init_script(refusal)
    page.goto(STORY)
    expect(told(page)).to_be_hidden()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Decide").click()
    expect(told(page)).to_be_visible()
    expect(page.locator("[data-decide=floats] [role=status]")).to_contain_text("Your choice:")
    keep_plan(page, PLAN)
    expect(plan_status(page)).to_have_text(NOT_KEPT)
    expect(plan(page)).to_have_value(PLAN)
    expect(page.get_by_role("button", name="Delete it")).to_be_hidden()
    page.get_by_role("button", name="Choose again").click()
    expect(told(page)).to_be_hidden()


@pytest.mark.few(1)
@each_refusal
def test_a_browser_that_keeps_nothing_still_switches_colours_and_searches(page: Page, refusal: str) -> None:
    page.add_init_script(refusal)
    page.goto("")
    switch_colours(page)
    assert scheme(page) == "slate"
    search(page, "gallon")
    expect(results(page)).to_have_text(["The forgotten root beer", "Over-deliver"])


@pytest.mark.few(1)
@each_refusal
def test_a_browser_that_keeps_nothing_still_tells_and_says_once_that_there_is_no_draft(
    page: Page, refusal: str
) -> None:
    page.add_init_script(refusal)
    page.goto(TELL)
    expect(page.get_by_text(NO_DRAFT)).to_be_hidden()
    page.evaluate(COUNT)
    page.get_by_label("What happened?").press_sequentially("It rained.")
    page.get_by_label("What did you do?").press_sequentially("I ran.")
    expect(page.get_by_text(NO_DRAFT)).to_be_visible()
    assert page.evaluate("said") == 1
    page.get_by_role("button", name="Check and send").click()
    expect(page.get_by_role("link", name="Write the e-mail")).to_be_visible()
    page.get_by_role("button", name="Delete my draft").click()
    expect(page.get_by_text("Your draft is deleted.")).to_be_visible()


# Counts how often the page says something of the draft.
COUNT = """() => {
  globalThis.said = 0
  new MutationObserver((changes) => (said += changes.length))
    .observe(document.querySelector("[data-says=restored]"), { childList: true })
}"""


def test_where_the_device_is_full_the_earlier_plan_stays_and_the_reader_is_told(page: Page) -> None:
    page.goto(STORY)
    read_on(page)
    keep_plan(page, PLAN)
    page.evaluate(FILL)
    keep_plan(page, PLAN * 3)
    expect(plan_status(page)).to_have_text(NOT_KEPT)
    expect(page.get_by_role("button", name="Delete it")).to_be_visible()
    page.reload()
    expect(plan(page)).to_have_value(PLAN)


def test_a_draft_that_has_room_again_is_kept_again(page: Page) -> None:
    page.goto(TELL)
    page.evaluate(FILL)
    page.get_by_label("What happened?").fill("It rained.")
    expect(page.get_by_text(NO_DRAFT)).to_be_visible()
    page.evaluate("localStorage.removeItem('other:0')")
    page.get_by_label("What did you do?").fill("I ran.")
    expect(page.get_by_text(NO_DRAFT)).to_be_hidden()
    page.reload()
    expect(page.get_by_label("What did you do?")).to_have_value("I ran.")
