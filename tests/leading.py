"""A trainer's two windows for the tests: the desk on the laptop, and the wall that the room sees."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect

LAPTOP: ViewportSize = {"width": 1280, "height": 720}
STORY = "stories/root-beer-floats/"
READY = "html[data-led=ready]"

# A code as the real ones are: a square of 29 modules with a quiet zone of four.
CODE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29"><path fill="#fff" d="M0 0h29v29H0z"/>
<path d="M4 4h7v7H4zM18 4h7v7h-7zM4 18h7v7H4z"/></svg>"""

Lead = Callable[..., Page]


@contextmanager
def codes(context: BrowserContext) -> Iterator[None]:
    """Serve a code for every page."""
    context.route("**/code.svg", lambda route: route.fulfill(body=CODE, content_type="image/svg+xml"))
    yield
    for page in context.pages:
        page.goto("about:blank")  # or what still loads would come from elsewhere
    context.unroute("**/code.svg")


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
