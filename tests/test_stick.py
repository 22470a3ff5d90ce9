"""The handbook on a stick: made from the finished site, unpacked, and opened from the disk in real browsers."""

import html
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import ROOT
from handbook.site.stick import StickError, file, plain
from other_readers import reader
from thoroughness import some
from tools.other_browsers import missing, required

LINK = re.compile(r'<(?:a|link|script|img)\b[^<>]*?\s(?:href|src|data-to)="([^"]*)"')


def pack(site: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, ROOT / "scripts/stick.py", site], capture_output=True, text=True)


@pytest.fixture(scope="module")
def stick(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one finds on the stick."""
    place = tmp_path_factory.mktemp("a stick")
    (place / "site").symlink_to(site)
    done = pack(place / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(place / "handbook.zip") as packed:
        packed.extractall(place)
    return place / "handbook"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that fails on any error of the console."""
    context = chromium.new_context(reduced_motion="reduce", viewport={"width": 390, "height": 844})
    faults: list[str] = []
    context.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert faults == []


def test_every_page_opens_from_the_disk_with_its_style_and_its_modules(stick: Path, page: Page) -> None:
    pages = sorted(path for path in stick.rglob("*.html") if "data-to=" not in path.read_text("utf-8"))
    assert len(pages) > 40
    for path in some(pages, 8):
        page.goto(path.as_uri())
        assert page.evaluate("document.styleSheets.length") > 1, path
        expect(page.get_by_role("button", name="Search")).to_be_visible()


def test_every_link_names_a_file_that_is_there(stick: Path) -> None:
    lost = []
    for path in stick.rglob("*.html"):
        for link in LINK.findall(path.read_text("utf-8")):
            target = urljoin(path.as_uri(), html.unescape(link)).partition("#")[0].partition("?")[0]
            if target.startswith("file:") and not Path(unquote(target.removeprefix("file://"))).is_file():
                lost.append(f"{path.relative_to(stick)}: {link}")
    assert lost == []


def test_one_decides_keeps_a_plan_and_goes_on_from_page_to_page(stick: Path, page: Page) -> None:
    page.goto((stick / "index.html").as_uri())
    page.locator(".lt-nav a", has_text="Stories").evaluate("link => link.click()")
    page.get_by_role("main").get_by_role("link", name="The wrong toy car").first.click()
    page.get_by_role("group", name="What would you do?").get_by_role("radio").first.check()
    expect(page.locator("#principle")).to_be_hidden()
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("#principle")).to_be_visible()
    page.get_by_label("Now in your own words:").fill("If a toy is lost, then I bring one.")
    page.get_by_role("button", name="Keep my plan").click()
    page.reload()
    expect(page.get_by_label("Now in your own words:")).to_have_value("If a toy is lost, then I bring one.")


def test_a_short_address_leads_on_with_its_part(stick: Path, page: Page) -> None:
    page.goto(f"{(stick / 'go/toycar/index.html').as_uri()}#scene")
    expect(page).to_have_url(f"{(stick / 'stories/toy-car/index.html').as_uri()}#scene")


def test_one_practises_and_leads_from_a_stick(stick: Path, page: Page) -> None:
    page.goto((stick / "practice/index.html").as_uri())
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("button", name="Show the choices")).to_be_visible()
    page.goto(f"{(stick / 'stories/toy-car/index.html').as_uri()}?lead")
    expect(page.get_by_role("button", name="Next: Scene")).to_be_visible()


def test_the_search_says_what_it_needs(stick: Path, page: Page) -> None:
    page.goto((stick / "index.html").as_uri())
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_text("The search needs the handbook on the web.")).to_be_visible()
    page.get_by_role("link", name="all pages", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All pages")


def test_a_module_can_be_loaded_later_and_fetch_a_page(stick: Path, page: Page) -> None:
    page.goto((stick / "index.html").as_uri())
    words = next((stick / "assets").glob("words.*.js")).name
    assert page.evaluate("async (name) => (await handbook.load(name)).words('Tea, please')", f"./{words}")
    text = page.evaluate("async () => (await fetch('stories/toy-car/?x#y')).text()")
    assert "The wrong toy car</h1>" in text


@pytest.mark.thorough
@pytest.mark.skipif(bool(missing("Firefox")) and not required("Firefox"), reason=missing("Firefox"))
def test_one_decides_in_firefox_as_well(stick: Path) -> None:
    with reader("Firefox", f"{stick.as_uri()}/") as someone:
        someone.open("stories/toy-car/index.html")
        someone.see_no("#principle")
        someone.press(".lt-choice label")
        someone.press("button Decide")
        someone.see("#principle")
        assert someone.faults() == []


@pytest.mark.parametrize(
    ("address", "there"),
    [
        (".", "./index.html"),
        ("../", "../index.html"),
        ("../..", "../../index.html"),
        ("stories/", "stories/index.html"),
        ("a.svg", "a.svg"),
        ("../x/y.z", "../x/y.z"),
    ],
)
def test_the_address_of_a_folder_names_its_file(address: str, there: str) -> None:
    assert file(address) == there


def test_a_module_becomes_a_plain_script_that_hands_out_the_same_names() -> None:
    text = (
        'import { a as b } from "./a.js"\nexport const c = b\nexport async function d() { return import("./e.js") }\n'
    )
    assert plain("x.js", text) == (
        'handbook.modules["x.js"] = ((ownAddress) => {\n"use strict"\nconst { a: b } = handbook.modules["a.js"]\n'
        'const c = b\nasync function d() { return handbook.load("./e.js") }\n\nreturn { c, d }\n'
        "})(document.currentScript.src)\n"
    )


def test_a_module_that_exports_in_another_way_is_named() -> None:
    for line in ("export default 1", "export { a }", 'import * as all from "./dom.js"'):
        with pytest.raises(StickError, match=r"^docs/assets/x\.js: (im|ex)port .*; allowed: "):
            plain("x.js", f"const a = 1\n{line}\n")


def test_without_a_finished_site_one_line_says_so(tmp_path: Path) -> None:
    done = pack(tmp_path / "site")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{tmp_path / 'site'} is no finished site; run `make build` first\n"
    assert list(tmp_path.iterdir()) == []
