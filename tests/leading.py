"""A trainer's two windows for the tests: the desk on the laptop, and the wall that the room sees."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, ViewportSize, expect

LAPTOP: ViewportSize = {"width": 1280, "height": 720}
STORY = "stories/root-beer-floats/"
READY = "html[data-led=ready]"

Lead = Callable[..., Page]


def start(page: Page, path: str) -> Page:
    """Go to a desk, a wall or a card, and wait until it stands."""
    page.goto(path)
    page.locator(READY).wait_for(state="attached")
    return page


def open_wall(desk: Page) -> Page:
    """Open the wall from the desk."""
    with desk.expect_popup() as opened:
        desk.get_by_role("link", name="Open the wall").click()
    opened.value.locator(READY).wait_for(state="attached")
    expect(desk.get_by_role("link", name="Show the wall")).to_be_visible()
    return opened.value


def place(page: Page) -> str:
    """The place in the address."""
    return page.url.partition("#")[2]


def at(page: Page, where: str) -> None:
    """Wait until a window is at a place, and shows it."""
    page.wait_for_function("where => location.hash === `#${where}`", arg=where)


def slide(page: Page) -> Locator:
    """What the room sees, on the wall or on the desk."""
    return page.locator(".lt-stage")
