"""Codes: what they hold, how they look, when they load, and what the page says to whoever comes from old paper."""

import re
import xml.etree.ElementTree as Xml
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from conftest import TODAY, Pages, change
from handbook.book import Handbook
from handbook.check import load
from handbook.kinds import KINDS
from handbook.pages import show
from handbook.site.codes import code
from reading_codes import PRINTER, Codes, pictures
from visiting import Browse

SITE = "https://handbook.example.com/"
SCREEN = 96  # pixels an inch
PAGES = {"stories/root-beer-floats/": "floats", "principles/improvise/": "improvise", "sessions/one-story/": "onestory"}

Scheme = Literal["light", "dark"]

each_page = pytest.mark.parametrize(("path", "page_id"), PAGES.items())


def expected(pages: Pages, path: str, page_id: str) -> str:
    """The whole address that the code of a page must hold, as the page's own edition says."""
    [page] = pages[path].select("[data-id]")
    return f"{SITE}go/{page_id}/?e={page['data-edition']}"


# --- The picture


def test_every_page_of_a_kind_has_a_code_at_its_short_address(site: Path, book: Handbook) -> None:
    ids = {page.id for kind in KINDS for page in book.pages[kind].values()}
    assert {path.parent.name for path in site.glob("go/*/code.svg")} == ids


def test_a_code_is_dark_on_light_with_square_modules_and_four_of_them_quiet_on_every_side() -> None:
    picture = Xml.fromstring(code("https://handbook.example.com/go/floats/?e=1a2b3"))
    ground, drawn = picture
    side = int(picture.attrib["width"])
    assert picture.attrib["viewBox"] == f"0 0 {side} {side}" == f"0 0 {picture.attrib['height']} {side}"
    assert ground.attrib == {"fill": "#fff", "d": f"M0 0h{side}v{side}H0z"}
    assert set(drawn.attrib) == {"d"}  # black, as every shape is that has no colour
    dark = [tuple(map(int, run)) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1H\1", drawn.attrib["d"])]
    assert re.sub(r"M(\d+) (\d+)h(\d+)v1H\1", "", drawn.attrib["d"]) == ""
    assert min(x for x, _, _ in dark) == min(y for _, y, _ in dark) == 4
    assert max(x + length for x, _, length in dark) == max(y for _, y, _ in dark) + 1 == side - 4


def test_an_address_of_any_length_has_modules_of_more_than_0_4_millimetres_in_24() -> None:
    sub_path = "https://handbook.customer-service.example.co.uk/little-things/go/abcdefghijkl/?e=1a2b3"
    assert 24 / int(Xml.fromstring(code(sub_path)).attrib["width"]) > 0.4


# --- What it says


@pytest.mark.few(1)
@each_page
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_code_is_read_from_the_page_as_it_is_printed_and_from_paper(
    path: str,
    page_id: str,
    scheme: Scheme,
    browse: Browse,
    address: str,
    codes_in: Codes,
    pages: Pages,
) -> None:
    page = browse(address, fresh=True, color_scheme=scheme, device_scale_factor=PRINTER / SCREEN)
    page.goto(path)
    first, *_ = pictures(page.pdf(format="A4", prefer_css_page_size=True, print_background=True))
    page.emulate_media(media="print", color_scheme=scheme)
    assert codes_in(first) == codes_in(page.screenshot()) == [expected(pages, path, page_id)]


def test_a_code_leads_to_its_page_and_the_page_says_nothing_of_it(page: Page, pages: Pages) -> None:
    path = "stories/root-beer-floats/"
    page.goto(expected(pages, path, "floats").removeprefix(SITE))
    page.wait_for_url(f"**/{path}")
    expect(page.locator("html[data-decide=ready]")).to_be_attached()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("has changed since your print")).to_have_count(0)


def test_a_code_on_the_wall_leads_on_to_the_choice_of_parts(page: Page, pages: Pages) -> None:
    page.goto(expected(pages, "stories/root-beer-floats/", "floats").removeprefix(SITE))
    page.get_by_role("link", name="Which part do you play?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which part do you play?")


@pytest.mark.few(1)
@each_page
def test_a_page_says_that_it_has_changed_since_the_print(path: str, page_id: str, page: Page) -> None:
    page.goto(f"go/{page_id}/?e=00000")
    page.wait_for_url(f"**/{path}")
    note = page.get_by_role("status").filter(has_text="This page has changed since your print.")
    expect(note).to_be_visible()
    expect(note.get_by_role("link", name="What it says now")).to_have_attribute("href", "#title")


def test_the_edition_leaves_the_address_and_all_else_in_it_stays(page: Page) -> None:
    page.goto("go/floats/?role=staff&e=00000&v=2#role-play")
    page.wait_for_url("**/stories/root-beer-floats/?role=staff&v=2#role-play")
    expect(page.locator("html[data-led=ready]")).to_be_attached()
    page.goto("go/floats/?e=00000")
    page.wait_for_url("**/stories/root-beer-floats/")


# --- The edition

Edition = Callable[..., str]


@pytest.fixture
def edition(small: Path) -> Edition:
    """The edition of a story of the small handbook, after a change of one of its files."""

    def edition(file: str = "", old: str = "", new: str = "") -> str:
        if file:
            change(small / "docs" / file, old, new)
        return str(show.page(load(small, TODAY), "stories/cold-soup/")["handbook"]["edition"])

    return edition


def test_an_edition_is_five_characters_that_stay_while_nothing_changes(edition: Edition) -> None:
    assert re.fullmatch("[0-9a-f]{5}", edition())
    assert edition() == edition()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("stories/cold-soup.md", "title: The cold soup", "title: A colder soup"),
        ("stories/cold-soup.md", "brought her hot soup.", "brought her hot tea."),
        ("principles/look-first.md", "rule: Look at", "rule: Look twice at"),
        ("company.yml", "£5", "£30"),
    ],
    ids=["front matter", "body", "rule of its principle", "limit"],
)
def test_an_edition_changes_with_all_that_the_sheet_says(edition: Edition, file: str, old: str, new: str) -> None:
    assert edition() != edition(file, old, new)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("stories/cold-soup.md", "reviewed: 2026-11-01", "reviewed: 2026-11-22"),
        ("stories/cold-soup.md", "lukewarm", "broth"),
        ("stories/cold-tea.md", "title: The cold tea", "title: A colder tea"),
    ],
    ids=["day of review", "words for the search", "another story"],
)
def test_an_edition_stays_when_nothing_of_the_sheet_changes(edition: Edition, file: str, old: str, new: str) -> None:
    assert edition() == edition(file, old, new)


# --- Bytes


@pytest.mark.few(1)
@each_page
def test_a_reader_on_a_screen_loads_no_code(path: str, page_id: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path, wait_until="networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if url.endswith(".svg") and "/go/" in url] == []
    page.pdf()
    assert [url for url in asked if url.endswith(".svg") and "/go/" in url] != []
