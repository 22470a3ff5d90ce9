"""A reader with Firefox or WebKit, for test_engines.py: one browser for all tests, and what a reader does and sees."""

from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

from selenium.common.exceptions import NoSuchFrameException, StaleElementReferenceException
from selenium.webdriver import Firefox, Keys, WebKitGTK
from selenium.webdriver.common.by import By
from selenium.webdriver.common.print_page_options import PrintOptions
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tools.other_browsers import firefox, webkit

SECONDS = 20  # until what is awaited must be there; it takes a tenth of one
SEEN = """const [element] = arguments
return element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().height > 0"""
EDGES = "const box = arguments[0].getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]"
ERRORS = """return Services.console.getMessageArray().filter((message) => message instanceof Ci.nsIScriptError
  && !(message.flags & Ci.nsIScriptError.warningFlag) && message.sourceName.startsWith(arguments[0])).map(String)"""

# How each engine is told: preferences of Firefox while it runs; another WebKit, with options or an environment.
PREFERENCES: dict[str, dict[str, bool | int]] = {
    "no scripts": {"javascript.enabled": False},
    "a dark device": {"layout.css.prefers-color-scheme.content-override": 0},
    "no storage": {"dom.storage.enabled": False},
    "forced colours": {"browser.display.document_color_use": 2},
    "large text": {"browser.zoom.full": False, "browser.zoom.siteSpecific": False},
}
OPTIONS = {
    "no scripts": ["--enable-javascript=FALSE"],
    "no storage": ["--enable-html5-local-storage=FALSE"],
    "no popover": ["--features=-PopoverAttribute"],
}
ENVIRONMENT = {"a dark device": {"GTK_THEME": "Adwaita:dark"}}


class Reader:
    """Somebody with one tab of a browser."""

    def __init__(self, driver: Firefox | WebKitGTK, address: str) -> None:
        """Read the handbook at an address."""
        self.driver = driver
        self.address = address
        self.run = driver.execute_script

    def forget(self) -> None:
        """Be somebody new, with a phone."""
        self.open("robots.txt")
        self.run("for (const kept of [localStorage, sessionStorage]) kept?.clear()")
        self.resize(390)

    def resize(self, width: int, height: int = 844) -> None:
        """Have a window whose inside is so large; Firefox alone cannot make its window itself so narrow."""
        if isinstance(self.driver, Firefox):
            tab, size = self.driver.current_window_handle, {"width": width, "height": height}
            self.driver.browsing_context.set_viewport(context=tab, viewport=size)
        else:
            self.driver.set_window_rect(0, 0, width, height)
        self.wait(lambda: self.run("return innerWidth") == width, f"a window of {width} pixels")

    def open(self, path: str) -> None:
        self.driver.get(self.address + path)

    def wait(self, condition: Callable[[], Any], what: str) -> Any:
        """Wait until something is so, and return it. WebKit calls a page that is just going a frame that is gone."""
        going = [StaleElementReferenceException, NoSuchFrameException]
        patience = WebDriverWait(self.driver, SECONDS, 0.05, going)
        return patience.until(lambda _: condition(), what)

    def all(self, place: str) -> list[WebElement]:
        """All that one sees at a place: a CSS selector, or the name of a button or link as "button Decide"."""
        kind, _, name = place.partition(" ")
        if kind not in ("button", "link") or not name:
            found = self.driver.find_elements(By.CSS_SELECTOR, place)
        else:
            says = f"[normalize-space()='{name}' or @aria-label='{name}']"
            found = self.driver.find_elements(By.XPATH, f"//{'a' if kind == 'link' else kind}{says}")
        return [element for element in found if self.run(SEEN, element)]

    def see(self, place: str, text: str = "") -> WebElement:
        """Wait for something to be seen, with this text in it, and return it."""
        found: list[WebElement] = self.wait(lambda: [e for e in self.all(place) if text in e.text], f"{place}: {text}")
        return found[0]

    def see_no(self, place: str) -> None:
        """Wait until nothing of this is seen."""
        self.wait(lambda: not self.all(place), f"no {place}")

    def press(self, place: str) -> None:
        """Press what one sees at a place; it fails where something else covers it."""
        self.tap(self.see(place))

    def tap(self, element: WebElement) -> None:
        """Press an element in the middle of the window; WebKit's driver does not bring into view what is just below."""
        self.run("arguments[0].scrollIntoView({ block: 'center' })", element)
        element.click()

    def write(self, place: str, text: str) -> None:
        self.see(place).send_keys(text)

    def key(self, key: str = Keys.TAB) -> None:
        self.driver.switch_to.active_element.send_keys(key)

    def at(self, element: WebElement) -> tuple[float, float, float, float]:
        """Return the edges of an element in the window: left, top, right, bottom."""
        box = self.run(EDGES, element)
        left, top, right, bottom = map(float, box)
        return left, top, right, bottom

    def style(self, place: str, name: str) -> str:
        return str(self.run("return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]", place, name))

    def in_firefox(self, script: str, *values: Any) -> Any:
        """Run a script in Firefox itself."""
        assert isinstance(self.driver, Firefox)
        with self.driver.context(self.driver.CONTEXT_CHROME):
            return self.driver.execute_script(script, *values)

    def faults(self) -> list[str]:
        """Return the errors of our pages on the console, where the engine tells them: Firefox does."""
        return list(self.in_firefox(ERRORS, self.address)) if isinstance(self.driver, Firefox) else []

    def paper(self) -> bytes:
        """What Firefox prints: a PDF of A4 sheets with our margins, in centimetres."""
        wish = PrintOptions()
        wish.page_width, wish.page_height = 21, 29.7
        wish.margin_top = wish.margin_bottom = 1
        wish.margin_left = wish.margin_right = 1.2
        return b64decode(self.driver.print_page(wish))


@contextmanager
def reader(engine: str, address: str, *, workers: bool = False) -> Iterator[Reader]:
    """Yield somebody who reads by an engine; with workers it keeps the handbook, so that it needs no network."""
    run: Callable[..., AbstractContextManager[Firefox | WebKitGTK]] = firefox if engine == "Firefox" else webkit
    with run(workers=workers) as driver:
        yield Reader(driver, address)


@contextmanager
def changed(someone: Reader, way: str) -> Iterator[Reader]:
    """Yield somebody whose browser has another setting: the same Firefox, or another WebKit."""
    with ExitStack() as stack:
        if not isinstance(someone.driver, Firefox):
            driver = stack.enter_context(webkit(*OPTIONS.get(way, ()), environment=ENVIRONMENT.get(way, {})))
            someone = Reader(driver, someone.address)
            someone.resize(390)
        for name, value in PREFERENCES[way].items() if isinstance(someone.driver, Firefox) else ():
            kind = "Bool" if isinstance(value, bool) else "Int"
            someone.in_firefox(f"Services.prefs.set{kind}Pref(...arguments)", name, value)
            stack.callback(someone.in_firefox, "Services.prefs.clearUserPref(arguments[0])", name)
        yield someone
