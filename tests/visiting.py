"""A real Chromium for the tests, with one tab for each handbook, which test after test finds as if it were new.

To open a page takes half a second of a core. In a new tab it takes one, and in a new profile two: this has a window and
processes of its own.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Error, Page, Request, ViewportSize, expect, sync_playwright

from tools import browsers

Browse = Callable[..., Page]

FRESH = "fresh: "
expect.set_options(timeout=20_000)  # milliseconds, for a busy machine; what is awaited takes a tenth of a second
PHONE: ViewportSize = {"width": 390, "height": 844}


class Profile:
    """What a browser keeps for one reader of a handbook, and the tab in which it is read."""

    def __init__(self, chromium: Browser, address: str, options: dict[str, Any]) -> None:
        """Open the tab, and watch every page from then on."""
        self.address = address
        self.faults: list[str] = []
        self.scripts = ExitStack()
        self.context = chromium.new_context(base_url=address, reduced_motion="reduce", **options)
        self.context.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.context.on("weberror", lambda error: self.faults.append(error.error.stack or str(error.error)))
        self.context.on("request", self.watch)
        self.page = self.context.new_page()
        self.devtools = self.context.new_cdp_session(self.page)
        self.add_init_script = self.page.add_init_script
        self.page.add_init_script = self.add_for_one_test  # type: ignore[method-assign, assignment]

    def watch(self, request: Request) -> None:
        """Note a request to anywhere else."""
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(request.url)

    def add_for_one_test(self, *script: Any, **named: Any) -> None:
        """Let a script run at the start of every page, until `leave`."""
        self.scripts.enter_context(self.add_init_script(*script, **named))

    def leave(self) -> bool:
        """Make the tab as if it were new; False where it cannot be, closed by the test or left at another address."""
        origin = self.address.rstrip("/")
        try:
            for page in self.context.pages:
                if page is not self.page:
                    page.close()
            self.scripts.close()
            self.page.unroute_all(behavior="ignoreErrors")
            self.context.set_offline(False)
            # In this order: of what is kept for a tab, only the page can be asked, and the rest it could write anew.
            self.devtools.send("DOMStorage.clear", {"storageId": {"securityOrigin": origin, "isLocalStorage": False}})
            self.page.goto("about:blank")
            self.devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
            for disabled in (True, False):  # this forgets what the test answered for the server, such as a stylesheet
                self.devtools.send("Network.setCacheDisabled", {"cacheDisabled": disabled})
        except Error:
            return False
        return True


def move(page: Page) -> None:
    """Move the mouse a little, as whoever is about to press something: what is for the hand comes at once then."""
    for place in (1, 2):
        page.mouse.move(place, place)


@contextmanager
def visitor(chromium: Browser, address: str) -> Iterator[Page]:
    """A tab of its own for one visit, whose findings many tests share; nothing may go wrong there."""
    profile = Profile(chromium, address, {})
    yield profile.page
    profile.context.close()
    assert profile.faults == []


Profiles = dict[str, Profile]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium; the tests fail where there is none."""
    path = browsers.installed()
    assert path, "no browser; run `make test`, which gets one"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--disable-background-networking"])
        # Pages come from the server, and never from what a worker kept; tests/test_offline.py asks for workers.
        running.new_context = partial(running.new_context, service_workers="block")  # type: ignore[method-assign]
        running.new_page = partial(running.new_page, service_workers="block")  # type: ignore[method-assign]
        yield running
        running.close()


@pytest.fixture(scope="session")
def profiles() -> Profiles:
    """The profile of each reader whom a test has met, by address and options."""
    return {}


@pytest.fixture
def browse(chromium: Browser, profiles: Profiles) -> Iterator[Browse]:
    """Open a page of the site at an address, phone-sized unless told; fail on a console error or a foreign request.

    Who asks again gets another tab of the same reader. With other options it is another reader, who shares nothing.
    What outlives the pages of a test, such as a clock, needs a `fresh` reader, whom no other test meets.
    """
    met: dict[str, Profile] = {}

    def browse(
        address: str,
        viewport: ViewportSize = PHONE,
        color_scheme: Literal["light", "dark"] = "light",
        fresh: bool = False,
        **options: Any,
    ) -> Page:
        reader = f"{FRESH if fresh else ''}{address} {options}"
        if reader not in profiles:
            profiles[reader] = Profile(chromium, address, options)
        page = profiles[reader].context.new_page() if reader in met else profiles[reader].page
        met[reader] = profiles[reader]
        page.set_viewport_size(viewport)
        page.emulate_media(media="null", color_scheme=color_scheme)
        return page

    yield browse
    faults: list[str] = []
    for reader, profile in met.items():
        if not profile.leave() or reader.startswith(FRESH):
            profiles.pop(reader).context.close()
        faults += profile.faults
        profile.faults.clear()
    assert faults == []


@pytest.fixture
def page(browse: Browse, address: str) -> Page:
    """A page of the real handbook, watched as `browse` says."""
    return browse(address)
