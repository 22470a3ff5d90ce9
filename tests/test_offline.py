"""Reading without a network, in real browsers: the server is stopped, cut off, and given another edition."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import ROOT
from handbook.book import Handbook
from handbook.content.pictures import size_of
from handbook.edition import Edition
from handbook.site import offline as step
from handbook.site.finish import LAST
from handbook.site.output import Site
from other_readers import reader as another
from thoroughness import some
from tools.loopback import Handler
from tools.other_browsers import ENGINES, missing, required

STORY, OTHER = "stories/toy-car/", "stories/little-alien/"
FEW = ("toy-car", "little-alien")  # stories of a small site, of which the worker has little to load
OLD, NEW, NEWEST = (Edition(name * 8, date(2026, 11, day)) for name, day in (("a", 20), ("b", 21), ("c", 22)))

# Waits until a worker has an edition here, as one that is read or that waits; the browser tells when it is done.
SETTLED = """async () => {
  const registration = await navigator.serviceWorker.ready
  const { installing } = registration
  if (installing) await new Promise((settle) => installing.addEventListener("statechange", settle))
  while (registration.active.state !== "activated") await new Promise((settle) =>
    registration.active.addEventListener("statechange", settle, { once: true }))
}"""
# Waits until a page has asked for nothing for two seconds.
QUIET = """async () => {
  const last = () => Math.max(...performance.getEntriesByType("resource").map(({ responseEnd }) => responseEnd))
  while (performance.now() - last() < 2000) await new Promise((next) => setTimeout(next, 100))
}"""
# Looks for a new edition, and waits until that is here or has failed; and until no worker is left.
UPDATED = f"navigator.serviceWorker.ready.then((found) => found.update()).then({SETTLED})"
# Waits until the list of an edition is kept, which comes last; asks for it again, since the network may have failed.
WHOLE = """async (edition) => {
  const registration = await navigator.serviceWorker.ready
  const kept = async () => {
    const name = (await caches.keys()).find((name) => name.endsWith(edition))
    return name && (await caches.open(name)).match(new URL("kept.json", registration.scope))
  }
  while (!await kept()) {
    await registration.update()
    await new Promise((next) => setTimeout(next, 100))
  }
}"""
GONE = """async () => {
  while ((await navigator.serviceWorker.getRegistrations()).length) await new Promise((next) => setTimeout(next, 10))
}"""
KEPT = """async () => {
  const answers = []
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const { status, redirected } = await cache.match(request)
      answers.push([new URL(request.url).pathname, status, redirected])
    }
  }
  return answers
}"""


@dataclass
class Network:
    """A site below a prefix on a port of its own, and the line to it."""

    folder: Path
    prefix: str = "/"
    asked: list[str] = field(default_factory=list)  # the paths that a browser asked for
    broken: Callable[[str], bool] = lambda path: False  # paths for which the line breaks
    portal: bool = False  # whether the page of a hotel's network answers everything
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    def start(self) -> "Network":
        network = self

        class Line(Handler):
            def do_GET(self) -> None:  # noqa: N802
                network.asked.append(self.path.removeprefix(network.prefix))
                del self.headers["If-Modified-Since"]  # in whole seconds: two editions can come within one
                if network.broken(self.path):
                    self.connection.close()
                elif network.portal:
                    self.send_response(200)
                    self.send_header("Content-Type", "text/html")
                    self.end_headers()
                    self.wfile.write(b"<!doctype html><title>Welcome to our hotel</title>")
                else:
                    super().do_GET()

        handler = partial(Line, directory=str(self.folder), prefix=self.prefix)
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_port
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def handbook(site: Path, tmp_path: Path) -> Path:
    """A copy of the built site, free to change, without its compressed files."""
    return Path(shutil.copytree(site, tmp_path / "site", ignore=shutil.ignore_patterns("*.br", "*.gz")))


@pytest.fixture
def small_site(handbook: Path, book: Handbook) -> Path:
    """The same with few stories and no search."""
    for folder in handbook.glob("stories/*/"):
        if folder.is_dir() and folder.name not in FEW:
            shutil.rmtree(folder)
    shutil.rmtree(handbook / "search")
    publish(handbook, book, OLD)
    return handbook


def publish(folder: Path, book: Handbook, edition: Edition, *changes: tuple[str, str, str]) -> None:
    """Make another edition of a built site: in each changed page, some words in place of others."""
    for address, old, new in changes:
        page = folder / address / "index.html"
        text = page.read_text(encoding="utf-8")
        assert old in text
        page.write_text(text.replace(old, new), encoding="utf-8")
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub("(<span data-edition>)[^<]*", rf"\1Edition of {edition.name}.", text), encoding="utf-8")
    step.offline(Site(folder, book, edition))


def published(folder: Path) -> str:
    """Return which edition the worker of a site keeps."""
    return (folder / "sw.js").read_text(encoding="utf-8").split('"')[1]


@pytest.fixture
def network(small_site: Path) -> Iterator[Network]:
    network = Network(small_site).start()
    yield network
    network.stop()


@pytest.fixture
def reader(chromium: Browser) -> Iterator[BrowserContext]:
    """Somebody whose browser keeps what it is given, and nothing yet."""
    context = chromium.new_context(service_workers="allow", reduced_motion="reduce")
    yield context
    context.close()


def visit(reader: BrowserContext, network: Network, address: str = STORY) -> Page:
    """Open a page for the first time, and stay until the handbook is kept."""
    page = reader.new_page()
    page.goto(network.address + address)
    page.evaluate(SETTLED)
    return page


def notice(page: Page) -> Any:
    return page.locator(".lt-notice--low")


def show_it(page: Page) -> None:
    """Ask for the new edition, once the page asks for nothing more.

    While Chromium is watched by its tools, a worker that has just answered stays the one in charge; by itself it goes.
    """
    expect(page.get_by_role("button", name="Copy link", exact=True)).to_be_visible()
    page.evaluate(QUIET)
    notice(page).get_by_role("button", name="Show it").click()


# --- One visit


@pytest.mark.few(1)
@pytest.mark.parametrize("prefix", ["/", "/shop/handbook/"])
def test_after_one_visit_every_page_opens_without_a_network(
    prefix: str, handbook: Path, book: Handbook, reader: BrowserContext
) -> None:
    publish(handbook, book, OLD)
    network = Network(handbook, prefix).start()
    page = visit(reader, network)
    network.stop()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    files = [path for path in handbook.rglob("index.html") if prefix == "/" or "go" not in path.parts]
    for path in some(files, len(files) // (8 if prefix == "/" else 16)):
        address = path.parent.relative_to(handbook).as_posix().removeprefix(".")
        answer = page.goto(f"{network.address}{address}/".replace(f"{prefix}/", prefix), wait_until="domcontentloaded")
        assert answer and answer.ok and answer.from_service_worker, path
    assert faults == []
    assert [entry for entry in page.evaluate(KEPT) if entry[1:] != [200, False]] == []

    page.goto(network.address + OTHER)
    page.get_by_role("group", name="What would you do?").get_by_role("radio").first.check()
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("#principle")).to_be_visible()
    page.get_by_role("button", name="Search").click()
    page.get_by_role("textbox", name="Search").press_sequentially("towel")
    page.get_by_role("dialog").locator("h2 + ul a").first.click()
    expect(page).to_have_url(re.compile(r"\?h="))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{network.address}practice/")
    page.locator("[data-from=all]:visible").click()
    expect(page.get_by_role("button", name="Show the choices")).to_be_visible()
    assert faults == []


# What one asks for, and where one is then.
ASKED = {
    "stories/toy-car": STORY,
    "stories/toy-car/index.html": "stories/toy-car/index.html",
    "stories/toy-car?x=12ab#decide": f"{STORY}?x=12ab#decide",
    f"{STORY}?x=12ab&plan=x#decide": f"{STORY}?x=12ab&plan=x#decide",
    "go/toycar/?x=12ab#scene": f"{STORY}?x=12ab#scene",
    "go/toycar": STORY,
    "?h=coffee": "?h=coffee",
}


@pytest.mark.thorough
def test_addresses_lead_where_the_server_would_lead(network: Network, reader: BrowserContext) -> None:
    page = visit(reader, network)
    network.stop()
    for asked, there in ASKED.items():
        page.goto(network.address + asked)
        expect(page).to_have_url(network.address + there)
        expect(page.locator("h1").first).to_be_visible()
    page.goto(f"{network.address}go/toycar/?lead")
    expect(page.get_by_role("button", name="Next: Scene")).to_be_visible()
    network.start()


@pytest.mark.parametrize("way", ["lead", "present", "role"])
def test_whoever_leads_is_told_nothing_and_nothing_fails(way: str, network: Network, reader: BrowserContext) -> None:
    page, faults = visit(reader, network), list[str]()
    reader.on("weberror", lambda error: faults.append(str(error.error)))
    # The desk is there before the browser has nothing else to do, as it often is.
    page.add_init_script("globalThis.requestIdleCallback = (work) => addEventListener('idle', work)")
    page.goto(f"{network.address}{STORY}?{way}")
    page.locator("html[data-led=ready]").wait_for()
    network.stop()
    with page.expect_event("requestfailed", lambda request: request.method == "HEAD"):
        page.evaluate("dispatchEvent(new Event('idle'))")
    page.evaluate("new Promise((done) => setTimeout(done))")
    assert faults == []
    expect(notice(page)).to_have_count(0)


def test_a_browser_that_never_says_that_it_has_nothing_to_do_keeps_the_handbook_as_well(
    network: Network, reader: BrowserContext
) -> None:
    reader.add_init_script("globalThis.requestIdleCallback = (work, { timeout } = {}) => timeout && setTimeout(work)")
    page = reader.new_page()
    page.goto(network.address + STORY)
    kept = "Promise.race([navigator.serviceWorker.ready, new Promise((done) => setTimeout(done, 9000))]).then(Boolean)"
    assert page.evaluate(kept)


def test_a_page_that_is_not_kept_leads_to_what_is_kept(network: Network, reader: BrowserContext) -> None:
    page = visit(reader, network)
    network.stop()
    page.goto(f"{network.address}stories/no-such-story/?h=x")
    expect(page.get_by_text("You are offline, and this page is not kept on your device:")).to_be_visible()
    expect(page.get_by_role("link", name="/stories/no-such-story/")).to_have_attribute(
        "href", f"{network.address}stories/no-such-story/?h=x"
    )
    page.get_by_role("main").get_by_role("link", name="Stories", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Stories")).to_be_visible()
    network.start()


@pytest.mark.thorough
def test_only_an_address_of_this_handbook_is_offered_again(network: Network, reader: BrowserContext) -> None:
    page = visit(reader, network)
    for foreign in ("https://evil.example/", "javascript:alert(1)", network.address.replace("127", "evil.example/127")):
        page.goto(f"{network.address}offline/?for={foreign}")
        expect(page.get_by_text("The whole handbook is kept on this device.")).to_be_visible()
        expect(page.locator("[data-kept=away]")).to_be_hidden()


def test_a_fault_of_the_line_is_never_kept(network: Network, reader: BrowserContext) -> None:
    network.portal = True
    page = reader.new_page()
    page.goto(network.address)
    network.portal = False
    page = visit(reader, network)
    network.portal = True
    page.goto(network.address + OTHER)
    expect(page.locator("[data-story]").first).to_be_visible()
    answered = page.evaluate("async (url) => (await fetch(url)).text()", f"{network.address}not-there/")
    assert "hotel" in answered
    assert not [path for path, *_ in page.evaluate(KEPT) if "not-there" in path]


@pytest.mark.thorough
def test_an_old_edition_is_named_once_when_the_network_is_gone(network: Network, reader: BrowserContext) -> None:
    page = visit(reader, network)
    network.stop()
    page.goto(network.address + OTHER)
    expect(notice(page)).to_have_text("You are offline. This is the edition of 20 November 2026.")
    page.goto(network.address + STORY, wait_until="networkidle")
    expect(notice(page)).to_be_empty()
    network.start()


# --- A new edition


def test_a_new_edition_is_offered_and_shown_when_the_reader_asks_for_it(
    network: Network, book: Handbook, reader: BrowserContext
) -> None:
    page = visit(reader, network)
    publish(network.folder, book, NEW, (STORY, "The wrong toy car", "The right toy car"))
    network.asked.clear()
    page.goto(network.address + STORY)
    expect(notice(page)).to_have_text("A newer edition is here. Show it Later")
    expect(page.get_by_role("heading", level=1)).to_have_text("The wrong toy car")
    assert set(network.asked) == {"sw.js", "kept.json", STORY}

    show_it(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("The right toy car")
    expect(notice(page)).to_be_empty()
    network.stop()
    for address in (STORY, OTHER):
        page.goto(network.address + address)
        expect(page.locator(".lt-footer [data-edition]")).to_have_text(f"Edition of {NEW.name}.")
    assert len(page.evaluate("caches.keys()")) == 1
    network.start()


@pytest.mark.thorough
def test_who_wants_it_later_is_not_asked_again_today(network: Network, book: Handbook, reader: BrowserContext) -> None:
    page = visit(reader, network)
    page.clock.install()
    publish(network.folder, book, NEW, (STORY, "The wrong toy car", "The right toy car"))
    page.goto(network.address + STORY)
    notice(page).get_by_role("button", name="Later").click()
    for address, days, asked in ((OTHER, 0, False), (STORY, 1, True)):
        page.clock.fast_forward(days * 24 * 60 * 60 * 1000)
        page.goto(network.address + address)
        page.evaluate(UPDATED)
        expect(notice(page).get_by_role("button", name="Show it")).to_have_count(int(asked))
    expect(page.get_by_role("heading", level=1)).to_have_text("The wrong toy car")


@pytest.mark.thorough
def test_a_new_edition_that_came_while_a_reader_was_offline_waits_for_the_network(
    network: Network, book: Handbook, reader: BrowserContext
) -> None:
    page = visit(reader, network)
    network.stop()
    publish(network.folder, book, NEW, (STORY, "The wrong toy car", "The right toy car"))
    page.goto(network.address + STORY)
    expect(page.get_by_role("heading", level=1)).to_have_text("The wrong toy car")
    network.start()
    page.goto(network.address + OTHER)
    expect(notice(page)).to_have_text("A newer edition is here. Show it Later")


def test_nobody_is_disturbed_while_writing(network: Network, book: Handbook, reader: BrowserContext) -> None:
    visit(reader, network).close()
    page = reader.new_page()
    page.goto(f"{network.address}contribute/tell-a-story/")
    field = page.get_by_role("main").get_by_role("textbox").first
    field.fill("A man came in")
    publish(network.folder, book, NEW, (STORY, "The wrong toy car", "The right toy car"))
    page.evaluate(UPDATED)
    expect(notice(page)).to_be_empty()
    expect(field).to_be_focused()
    field.press("Tab")
    page.get_by_role("heading", level=1).click()
    expect(notice(page)).to_have_text("A newer edition is here. Show it Later")
    expect(field).to_have_value("A man came in")


@pytest.mark.thorough
def test_what_is_cut_off_halfway_leaves_the_old_edition_whole_and_goes_on_later(
    network: Network, book: Handbook, reader: BrowserContext
) -> None:
    page = visit(reader, network)
    changes = [(address, "<h1", "<h1 data-new") for address in (STORY, OTHER, "start/")]
    publish(network.folder, book, NEW, *changes)
    network.broken = lambda path: path.endswith(OTHER)
    page.goto(network.address + STORY)
    page.evaluate(UPDATED)
    network.stop()
    for address in (STORY, OTHER, "start/"):
        page.goto(network.address + address)
        expect(page.locator("h1[data-new]")).to_have_count(0)
    network.broken = lambda path: False
    network.asked.clear()
    network.start()
    page.goto(network.address + STORY)
    expect(notice(page)).to_contain_text("A newer edition is here.")
    assert set(network.asked) == {"sw.js", "kept.json", OTHER}


@pytest.mark.thorough
def test_of_two_new_editions_the_newest_is_shown(network: Network, book: Handbook, reader: BrowserContext) -> None:
    page = visit(reader, network)
    for edition, old, new in ((NEW, "The wrong toy car", "The next toy car"), (NEWEST, "The next", "The last")):
        publish(network.folder, book, edition, (STORY, old, new))
        page.goto(network.address + STORY)
        page.evaluate(WHOLE, published(network.folder))
        expect(notice(page)).to_contain_text("A newer edition is here.")
    expect(page.get_by_role("heading", level=1)).to_have_text("The wrong toy car")
    show_it(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("The last toy car")
    assert len(page.evaluate("caches.keys()")) == 1


def test_switched_off_it_leaves_the_device_and_what_others_keep_stays(
    network: Network, book: Handbook, reader: BrowserContext
) -> None:
    page = visit(reader, network)
    page.evaluate("caches.open('little-things:/other/:1')")
    off = replace(book, company=book.company.model_copy(update={"offline": False}))
    for path in network.folder.rglob("*.html"):
        path.write_text(re.sub(' data-worker="[^"]*"', "", path.read_text("utf-8")), "utf-8")
    publish(network.folder, off, NEW)
    page.goto(network.address + OTHER)
    page.evaluate(GONE)
    assert page.evaluate("caches.keys()") == ["little-things:/other/:1"]
    network.asked.clear()
    page.goto(network.address + STORY, wait_until="networkidle")
    assert STORY in network.asked
    assert "sw.js" not in network.asked
    assert page.evaluate("caches.keys()") == ["little-things:/other/:1"]


# --- Other engines


@pytest.mark.thorough
@pytest.mark.parametrize("engine", ENGINES)
def test_another_engine_keeps_the_handbook_and_shows_a_new_edition(
    engine: str, network: Network, book: Handbook
) -> None:
    if missing(engine) and not required(engine):
        pytest.skip(missing(engine))
    with another(engine, network.address, workers=True) as someone:
        someone.open(STORY)
        someone.driver.execute_async_script(f"({SETTLED})().then(arguments[0])")
        network.stop()
        someone.open("go/alien/?x=1#decide")
        someone.wait(lambda: someone.driver.current_url == f"{network.address}{OTHER}?x=1#decide", "the page itself")
        someone.press(".lt-choice label")
        someone.press("button Decide")
        someone.see("#principle")
        someone.open(STORY.rstrip("/"))
        someone.see("h1", "The wrong toy car")
        someone.open("stories/no-such-story/")
        someone.see(".lt-kept", "You are offline, and this page is not kept on your device:")

        publish(network.folder, book, NEW, (STORY, "The wrong toy car", "The right toy car"))
        network.start()
        someone.open(STORY)
        someone.see("h1", "The wrong toy car")
        someone.see("button Show it")
        someone.driver.execute_async_script(f"({QUIET})().then(arguments[0])")  # what is cut off would be an error
        someone.press("button Show it")
        someone.see("h1", "The right toy car")
        assert someone.faults() == []


# --- A large handbook


def test_of_a_large_handbook_the_core_is_kept_what_one_read_and_on_a_button_everything(
    network: Network, book: Handbook, reader: BrowserContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, "KEPT_WHOLE", 5)
    publish(network.folder, book, OLD)
    page = visit(reader, network, "")
    page.goto(network.address + STORY)
    page.goto(f"{network.address}offline/")
    expect(page.get_by_text("Part of the handbook is kept on this device:")).to_be_visible()
    expect(page.get_by_role("link", name="The wrong toy car")).to_be_visible()
    network.stop()
    page.goto(network.address + STORY)
    expect(page.get_by_role("heading", level=1)).to_have_text("The wrong toy car")
    page.goto(network.address + OTHER)
    expect(page.get_by_text("You are offline, and this page is not kept on your device:")).to_be_visible()

    page.get_by_role("button", name="Keep everything").click()
    expect(page.locator("[data-says=keeping]")).to_contain_text("It was cut off. What came is still here")
    network.start()
    page.get_by_role("button", name="Keep everything").click()
    expect(page.locator("[data-says=keeping]")).to_have_text("Everything is kept now.")
    expect(page.get_by_text("The whole handbook is kept on this device.")).to_be_visible()
    network.stop()
    page.goto(network.address + OTHER)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    network.start()


# --- The home screen


def test_a_phone_can_put_the_handbook_on_its_home_screen(network: Network, reader: BrowserContext) -> None:
    page = visit(reader, network)
    devtools = reader.new_cdp_session(page)
    found = devtools.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"] == f"{network.address}manifest.webmanifest"
    errors = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error for error in errors if error["errorId"] != "in-incognito"] == []


def test_each_icon_is_there_in_the_size_that_the_manifest_names(site: Path) -> None:
    icons = json.loads((site / "manifest.webmanifest").read_text(encoding="utf-8"))["icons"]
    sizes = {icon["src"]: icon["sizes"] for icon in icons} | {"assets/icon-apple.png": "180x180"}
    assert len(sizes) == 4
    for name, expected in sizes.items():
        size = size_of((site / name).read_bytes())
        assert size and f"{size.width}x{size.height}" == expected


# --- The list


def test_the_list_holds_what_a_reader_needs_and_nothing_else(site: Path) -> None:
    found = json.loads((site / "kept.json").read_text(encoding="utf-8"))
    files = found["core"] | found["more"]
    assert {"", STORY, "go/toycar/", "offline/", "search/words.json", "manifest.webmanifest"} <= files.keys()
    assert {"kept.json", "sw.js", "404.html", "feed.xml", "catalogue.json", "_headers"} & files.keys() == set()
    assert not [name for name in files if name.endswith((".br", ".gz", ".pdf", ".finished"))]
    assert {name for name in files if name.startswith("search/")} <= found["more"].keys()
    assert {STORY, "go/toycar/"} <= found["more"].keys()
    assert {"", "stories/", "principles/improvise/", "go/improvise/"} & found["more"].keys() == set()


def test_another_edition_of_the_same_words_is_the_same_list_but_for_its_name(small_site: Path, book: Handbook) -> None:
    lists = []
    for edition in (OLD, NEW, NEW):
        publish(small_site, book, edition)
        lists.append((small_site / "kept.json").read_text(encoding="utf-8"))
    assert lists[0].replace(OLD.name, NEW.name) == lists[1] == lists[2]


def test_the_list_is_made_after_all_that_changes_a_file() -> None:
    assert [step.__name__ for step in LAST] == ["offline", "compress", "sealed"]
    assert (ROOT / "scripts/handbook/site/sw.js").read_text(encoding="utf-8").count("EDITION") > 1
