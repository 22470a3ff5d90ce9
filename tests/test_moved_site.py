"""After renaming and removing something of each kind: the handbook is right, and every old address leads on."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import expect

import remove
import rename
from conftest import QUIET, Pages, change, read_pages
from handbook.book import Handbook
from handbook.check import load
from tools.loopback import served
from visiting import Browse

WHY = "It said nothing that others do not say better."


def run(root: Path, script: str, *arguments: str) -> list[str]:
    command = [sys.executable, f"scripts/{script}.py", *arguments]
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, env=os.environ | QUIET, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def free(book: Handbook, own_pages: str) -> tuple[str, str]:
    """A principle and a story that nothing needs: no story has that principle alone, no session or page names them."""
    needed = {story.principles[0] for story in book.stories.values() if len(story.principles) == 1}
    principle = next(
        slug for slug in reversed(book.principles_in_order) if slug not in needed and slug not in own_pages
    )
    story = next(slug for slug in sorted(book.stories) if slug not in own_pages and slug != "toy-car")
    return principle, story


@pytest.fixture(scope="module")
def before(book: Handbook) -> Handbook:
    return book


@pytest.fixture(scope="module")
def gone(before: Handbook) -> tuple[str, str]:
    docs = Path(__file__).resolve().parent.parent / "docs"
    own = (docs / "start.md", docs / "index.md", docs / "vocabulary.yml", *docs.glob("sessions/*.md"))
    return free(before, "".join(path.read_text("utf-8") for path in own))


@pytest.fixture(scope="module")
def root(
    copy_repository: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory, gone: tuple[str, str]
) -> Path:
    """A copy of the repository in which something of each kind has another name, or is gone."""
    root = copy_repository(tmp_path_factory.mktemp("moved") / "repository")
    principle, story = gone
    for old, new in (
        ("stories/toy-car", "toy-race"),
        ("principles/improvise", "make-do"),
        ("moments/our-mistake", "our-fault"),
        ("channels/phone", "telephone"),
    ):
        assert rename.main([old, new], root) == 0
    change(root / "docs/vocabulary.yml", "name: We made a mistake", "name: It's our fault")
    change(root / "docs/principles/make-do.md", "title: Improvise", "title: Make do")
    assert remove.main([f"stories/{story}", WHY, "stories/toy-race"], root) == 0
    assert remove.main([f"principles/{principle}", WHY, "principles/make-do"], root) == 0
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    run(root, "build")
    return root / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    return read_pages(site)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


def ids(page: BeautifulSoup) -> set[str]:
    return {str(tag["id"]) for tag in page.find_all(id=True)}


def led_to(page: Tag) -> str | None:
    """Where a page at an old address leads to, from the root; None where it is a page of the handbook."""
    link = page.select_one("body.lt-moved main a")
    return str(link["href"]).replace("../", "") if link else None


def test_the_check_finds_nothing(root: Path) -> None:
    assert "no problems" in run(root, "check")[-1]


def test_every_address_that_was_ever_published_answers_with_each_of_its_anchors(before: Handbook, pages: Pages) -> None:
    for place in before.places:
        page = pages[place.address]
        target = led_to(page)
        if target is None:
            continue
        assert target.partition("#")[0] in pages
        for link in page.select(".lt-moved__part a"):
            there, _, anchor = str(link["href"]).replace("../", "").partition("#")
            assert anchor in ids(pages[there]), f"/{place.address} leads to /{there}#{anchor}"


def test_every_tag_that_was_ever_published_has_its_place(before: Handbook, pages: Pages) -> None:
    anchors = {entry.anchor for entry in before.tags_ever}

    assert {"tag:we-made-a-mistake", "tag:improvise", "tag:phone"} <= anchors
    assert anchors - ids(pages["tags/"]) == set()
    assert {"tag:its-our-fault", "tag:make-do"} <= ids(pages["tags/"])


def test_places_in_lists_keep_their_old_anchors(pages: Pages) -> None:
    assert {"improvise", "make-do"} <= ids(pages["stories/"])
    assert {"improvise", "make-do"} <= ids(pages["principles/"])


def test_no_id_stands_on_a_page_twice(pages: Pages) -> None:
    for name, page in pages.items():
        found = [tag["id"] for tag in page.find_all(id=True)]
        assert len(found) == len(set(found)), name


def test_a_renamed_page_leads_on_from_its_old_address(pages: Pages) -> None:
    assert led_to(pages["stories/toy-car/"]) == "stories/toy-race/"
    assert led_to(pages["principles/improvise/"]) == "principles/make-do/"
    assert led_to(pages["go/toycar/"]) == "stories/toy-race/"


def test_a_removed_page_says_why_and_what_to_read_instead(
    pages: Pages, before: Handbook, gone: tuple[str, str]
) -> None:
    principle, story = gone
    for address, kind, page, instead in (
        (f"stories/{story}/", "story", before.stories[story], "stories/toy-race/"),
        (f"principles/{principle}/", "principle", before.principles[principle], "principles/make-do/"),
    ):
        for stone in (pages[address], pages[f"go/{page.id}/"]):
            said = [found.text for found in stone.select("h1, main p")]
            assert said[:2] == [page.title, f"This {kind} was taken out. {WHY}"]
            assert led_to(stone) == instead


def test_the_ledger_keeps_every_line(root: Path, before: Handbook) -> None:
    lines = set((root / "docs/permalinks.txt").read_text("utf-8").splitlines())

    assert {f"/{place.address}" for place in before.places} <= lines
    assert {"/tags/#tag:make-do principle=make-do", "/tags/#tag:improvise principle=improvise"} <= lines


def test_old_links_to_the_list_of_stories_are_read_right(
    browse: Browse, address: str, root: Path, gone: tuple[str, str]
) -> None:
    book = load(root)
    fitting = [story for story in book.stories.values() if "make-do" in story.principles]
    page = browse(address)
    page.goto(f"{address}stories/?principle=improvise")
    expect(page.get_by_label("Principle")).to_have_value("make-do")
    expect(page.get_by_role("status")).to_contain_text(f"{len(fitting)} of {len(book.stories)} stories")
    page.goto(f"{address}stories/?principle={gone[0]}&channel=phone&moment=our-mistake")
    expect(page.get_by_label("Principle")).to_have_value("make-do")
    expect(page.get_by_label("Where")).to_have_value("telephone")
    expect(page.get_by_label("What is going on")).to_have_value("our-fault")


def test_old_links_to_the_search_are_read_right(browse: Browse, address: str) -> None:
    page = browse(address)
    page.goto(f"{address}?q=car&channel=phone&outcome=lovely")
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_label("Where")).to_have_value("telephone")
    expect(dialog.get_by_label("Good or bad")).to_have_value("")
    expect(dialog.get_by_role("status")).to_have_text(
        re.compile(r"^No such outcome here: lovely\. \d+ pages? found\.$")
    )
