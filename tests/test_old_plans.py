"""Links to plans, opened when pages have been renamed, removed and changed: what they hold still opens, and is told."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

import remove
import rename
from conftest import change
from handbook.pages.planning import GENERIC
from handbook.pages.session import key_of
from modules import Module, module
from test_schedule import titles, total
from tools.loopback import served
from visiting import Browse

pytestmark = pytest.mark.thorough


GONE = "“No ID, no password”: This story was taken out. It named a customer."
STEPS = {"Hear the scene": 1, "Choose alone": 3, "When not to": 1, "One plan each": 2}


@pytest.fixture(scope="module")
def later(
    copy_repository: Callable[[Path], Path],
    finished: Callable[..., Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of the handbook of another day."""
    root = copy_repository(tmp_path_factory.mktemp("later") / "repository")
    assert remove.main(["stories/no-id-no-password", "It named a customer.", "stories/little-alien"], root) == 0
    assert rename.main(["stories/sports-car-book", "gift-book"], root) == 0
    assert rename.main(["moments/late", "delayed"], root) == 0
    change(root / "docs/stories/cancelled-class.md", "## What they did\n", "It rained.\n\n## What they did\n")
    session = root / "docs/sessions/one-story.md"
    change(session, "\nminutes: 24\n", "\nminutes: 25\n")
    change(session, "  - title: When not to\n    minutes: 1\n", "  - title: Stretch your legs\n    minutes: 2\n")
    with served(finished(root)) as address:
        yield address


@pytest.fixture(scope="module")
def link() -> Iterator[Module]:
    with module("plan-link.js") as opened:
        yield opened


@pytest.fixture(scope="module")
def editions(site: Path) -> dict[str, str]:
    """The editions of today by id, as a link has them."""
    pages = {GENERIC: "sessions/one-story", "class": "stories/cancelled-class", "book": "stories/sports-car-book"}
    texts = {name: (site / page / "index.html").read_text(encoding="utf-8") for name, page in pages.items()}
    roots = {
        name: BeautifulSoup(text, "html.parser").select_one(".lt-story[data-edition]") for name, text in texts.items()
    }
    return {name: str(root["data-edition"])[:4] if root else "" for name, root in roots.items()}


def plan(editions: dict[str, str], *stories: str, topic: str = "p-personal") -> dict[str, Any]:
    """A plan of today for some stories."""
    steps = [
        {"key": key_of(title), "story": story, "minutes": minutes}
        for story in stories
        for title, minutes in STEPS.items()
    ]
    named = {name: editions.get(name, "") for name in (GENERIC, *(story for story in stories if story))}
    return {
        **{"session": GENERIC, "minutes": sum(step["minutes"] for step in steps), "people": 6, "start": 600},
        **{"outcome": "both", "topic": topic, "editions": named, "steps": steps},
    }


def open_plan(page: Page, text: str) -> None:
    page.goto(f"sessions/build/?plan={text}")
    expect(page.locator("[data-says=proposal]")).not_to_have_text("Opening the plan …")


def since(page: Page) -> str:
    return page.locator("[data-says=since]").inner_text()


def test_the_builder_opens_a_plan_of_today_and_has_nothing_to_say(
    browse: Browse, address: str, link: Module, editions: dict[str, str]
) -> None:
    page = browse(address)
    open_plan(page, link.ask("encode", plan(editions, "class", "book")))
    assert titles(page) == list(STEPS) * 2
    assert (since(page), total(page)[:19]) == ("", "14 minutes in all. ")
    expect(page.get_by_label("About")).to_have_value("p-personal")
    expect(page.get_by_label("Start at")).to_have_value("10:00")


def test_an_old_plan_follows_what_was_renamed_and_tells_what_changed_and_what_is_gone(
    browse: Browse, later: str, link: Module, editions: dict[str, str]
) -> None:
    page = browse(later)
    open_plan(page, link.ask("encode", plan(editions, "password", "class", "book")))
    assert since(page) == f"{GONE} Changed since this link was made: “The cancelled class”. 2 steps of it are gone."
    assert titles(page) == ["Hear the scene", "Choose alone", "One plan each"] * 2
    assert total(page).startswith("12 minutes in all, 9 fewer than planned.")
    expect(page.get_by_role("link", name="She pressed send: Choose alone")).to_have_attribute(
        "href", f"{later}stories/gift-book/#decide"
    )


def test_a_plan_about_a_moment_that_has_another_name_now_still_is_about_it(
    browse: Browse, later: str, link: Module, editions: dict[str, str]
) -> None:
    page = browse(later)
    open_plan(page, link.ask("encode", plan(editions, "book", topic="m-late")))
    expect(page.get_by_label("About")).to_have_value("m-delayed")
    assert "No such" not in since(page)


@pytest.mark.parametrize(
    ("story", "told"),
    [("password", GONE), ("nosuch", "The story “nosuch” is not in this handbook.")],
)
def test_a_plan_of_which_nothing_is_left_opens_an_empty_builder(
    story: str, told: str, chromium: Browser, later: str, link: Module, editions: dict[str, str]
) -> None:
    page = chromium.new_page(base_url=later)  # which nobody watches: that there is no such page is a fault to a browser
    open_plan(page, link.ask("encode", plan(editions, story, topic="p-nosuch")))
    expect(page.locator("[data-says=proposal]")).to_have_text(
        f"{told} Nothing of this plan is there any more. Let us propose another one."
    )
    expect(page.get_by_role("heading", name="Your session")).to_be_hidden()
    expect(page.get_by_role("button", name="Propose a session")).to_be_visible()
    page.close()


def test_my_schedule_says_what_is_new_and_what_is_gone_in_the_session(
    browse: Browse, address: str, later: str, link: Module, editions: dict[str, str]
) -> None:
    page = browse(address)
    page.goto("sessions/one-story/")
    page.get_by_role("button", name="Change the steps").click()
    page.get_by_role("button", name="Down: Hear the scene").click()
    query = page.url.partition("?")[2]
    other = browse(later)
    other.goto(f"sessions/one-story/?{query}")
    assert since(other) == (
        "This session was changed since this link was made. New: Stretch your legs (2 minutes). Gone: 1 step, 1 minute."
    )
    assert titles(other)[:2] == ["Choose alone", "Hear the scene"]
    assert titles(other)[titles(other).index("Stretch your legs") - 1] == "Why it went that way"
    assert other.url.endswith(query), "it says the same to whoever opens it again"
