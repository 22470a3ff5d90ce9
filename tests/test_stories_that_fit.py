"""Stories as they come: with two sources and an old web address, mixed, hard to read, made up, and told three times."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser

from conftest import ROOT, Build
from handbook.check import load
from tools.loopback import served

TOLD = (ROOT / "tests/bad_stories/late-parcel.md").read_text("utf-8")
OLD_PAGE = """
old-page:
  author: "Ann Example"
  title: "The umbrella"
  site: "An old blog"
  date: "2004"
  address: "http://example.com/umbrella.html"
  note: "Invented for the tests."
"""
TURNS = '[{when: "She asks", what: "They listen."}, {when: "The answer", what: "They look.", turn: true}]'
# File, title and id of one moment told three times, in three scripts, and of a scene that is made up, in a fourth.
MIXED, WELL, BADLY, MADE_UP = (
    ("poteriannyi-zont", "Потерянный зонт", "zont"),
    ("e-khamene-omprela", "Η χαμένη ομπρέλα", "omprela"),
    ("ilheobeorin-usan", "잃어버린 우산", "usan"),
    ("umbrella-made-up", "L’ombrelle cassée", "ombrelle"),
)


def told(root: Path, name: tuple[str, str, str], **values: str) -> None:
    """Write a story with other values of its front matter."""
    slug, title, page_id = name
    known = {
        "title": title,
        "id": page_id,
        "principles": "[be-proactive, follow-up]",
        "sources": "[told-to-us]",
    } | values
    fence = TOLD.index("---\n", 4)
    rows = [line for line in TOLD[4:fence].splitlines() if line.partition(":")[0] not in known]
    rows += [f"{key}: {value}" for key, value in known.items()]
    body = TOLD[fence:]
    if values.get("outcome") in ("mixed", "bad"):
        why = {"mixed": "What to make of it", "bad": "Why it went wrong"}[values["outcome"]]
        body = body.replace("## Why it worked", f"## {why}")
    (root / f"docs/stories/{slug}.md").write_text("\n".join(["---", *rows, body]), "utf-8")


@pytest.fixture(scope="module")
def with_them(copy_repository: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository with such stories."""
    root = copy_repository(tmp_path_factory.mktemp("told") / "repository")
    with (root / "docs/sources.yml").open("a", encoding="utf-8") as sources:
        sources.write(OLD_PAGE)
    both = {"sources": "[old-page, told-to-us]", "care": "Somebody is hurt in this story."}
    told(root, MIXED, outcome="mixed", **both)
    told(root, WELL, twin=BADLY[0], turns=TURNS)
    told(root, BADLY, outcome="bad", twin=WELL[0], turns=TURNS)
    told(root, MADE_UP, invented="true", principles="[follow-up]", moment="accident")
    (root / "overrides/pictures/followup.svg").unlink()
    return root


@pytest.fixture(scope="module")
def page_of(with_them: Path, build: Build) -> Callable[[str], BeautifulSoup]:
    """The page at an address of the built site."""
    done = build(with_them)
    assert done.returncode == 0, done.stdout + done.stderr

    def page(address: str) -> BeautifulSoup:
        return BeautifulSoup((with_them / "site" / address / "index.html").read_text("utf-8"), "html.parser")

    return page


Pages = Callable[[str], BeautifulSoup]


def story(page_of: Pages, name: tuple[str, str, str]) -> Tag:
    found = page_of(f"stories/{name[0]}").find("article")
    assert found
    return found


@pytest.mark.few(2)
@pytest.mark.parametrize("name", [MIXED, WELL, BADLY, MADE_UP])
def test_a_title_in_any_script_has_its_page_and_its_card(page_of: Pages, name: tuple[str, str, str]) -> None:
    slug, title, _ = name

    assert [heading.get_text(strip=True) for heading in story(page_of, name)("h1")] == [title]
    assert title in [a.get_text(strip=True) for a in page_of("stories").find_all("a", href=f"../stories/{slug}/")]


def test_a_story_that_is_both_right_and_wrong_says_so_after_the_decision(page_of: Pages) -> None:
    headings = [heading.get_text(strip=True) for heading in story(page_of, MIXED)("h2")]

    assert headings.index("What they did") < headings.index("What to make of it")
    assert "A bit of both" in story(page_of, MIXED).get_text()


def test_each_of_two_sources_is_named_and_an_old_address_stays_as_it_is(page_of: Pages) -> None:
    named = [a["href"] for a in story(page_of, MIXED).select('a[href*="/sources/#"]')]
    entry = page_of("sources").find(id="old-page")

    assert named == ["../../sources/#old-page", "../../sources/#told-to-us"]
    assert entry and entry.find_next("a", href="http://example.com/umbrella.html")


def test_a_hard_story_warns_before_its_scene(page_of: Pages) -> None:
    warning = story(page_of, MIXED).select_one(".lt-before:not([data-when])")

    assert warning and warning.get_text() == "Before you read: Somebody is hurt in this story."
    assert "scene" in [tag["id"] for tag in warning.find_all_next(id=True)]


def test_a_scene_that_is_made_up_says_so(page_of: Pages) -> None:
    assert "Made up for practice: nobody has lived this scene." in story(page_of, MADE_UP).get_text()
    assert "Made up for practice" not in story(page_of, MIXED).get_text()


def test_a_story_without_a_drawing_shows_that_of_its_principle(page_of: Pages, with_them: Path) -> None:
    drawing = BeautifulSoup((with_them / "overrides/pictures/proactive.svg").read_text("utf-8"), "html.parser").svg
    shown = story(page_of, MIXED).select_one(".lt-picture svg")

    assert drawing and shown
    assert [path.get("d") for path in shown("path")] == [path.get("d") for path in drawing("path")]


@pytest.mark.parametrize("width", [390, 1280])
def test_where_there_is_no_drawing_at_all_no_room_is_kept_for_one(
    page_of: Pages, with_them: Path, chromium: Browser, width: int
) -> None:
    page_of("stories")
    window = chromium.new_page(viewport={"width": width, "height": 800})
    with served(with_them / "site") as address:
        for place, whole, text in (
            ("stories/", f'.lt-card:has(a[href$="/{MADE_UP[0]}/"])', ".lt-card__text"),
            (f"stories/{MADE_UP[0]}/", ".lt-head", "h1"),
        ):
            window.goto(f"{address}{place}")
            boxes = [window.locator(chosen).first.bounding_box() for chosen in (whole, f"{whole} {text}")]
            assert boxes[0] and boxes[1]
            assert boxes[1]["x"] - boxes[0]["x"] < 20
    window.close()


def test_the_third_telling_of_a_moment_stands_beside_the_pair_without_a_twin(with_them: Path) -> None:
    book = load(with_them)
    pair = {WELL[0], BADLY[0]}

    assert {book.stories[slug].twin for slug in pair} == pair
    assert book.stories[MIXED[0]].twin is None
    assert pair <= {*book.relations.related(MIXED[0]), book.relations.after(MIXED[0])}
