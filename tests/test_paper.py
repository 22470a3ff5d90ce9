"""A story is one sheet of A4, with the answers on it or without: printed by Chromium and read back."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import takewhile

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect
from pypdf import PageObject, PdfReader

from browsing import Browse
from conftest import Pages, slugs
from handbook.book import Handbook
from handbook.content.model import Story

WITH, WITHOUT = "Print with the answers", "Print without them"
A4 = (595, 842)  # points
TOLD = ("what-they-did", "why", "where-it-stops")

Print = Callable[[str, str], str]


each_story = pytest.mark.parametrize("slug", slugs("stories"))


def sheets(page: Page) -> list[PageObject]:
    return list(PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True))).pages)


def squeezed(text: str) -> str:
    """Text without spaces, line ends and ligatures: paper breaks lines elsewhere."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def painted(paper: PageObject) -> Iterator[tuple[bytes, tuple[float, ...]]]:
    """Each use of a colour on a page: the operator (b"Tj" shows text, b"f" fills a shape), and red, green, blue."""
    colour, saved = (0.0, 0.0, 0.0), []
    contents = paper.get_contents()
    assert contents is not None
    for operands, operator in contents.operations:
        if operator == b"q":
            saved.append(colour)
        elif operator == b"Q":
            colour = saved.pop()
        elif operator == b"rg":
            red, green, blue = map(float, operands)
            colour = (red, green, blue)
        elif operator in (b"Tj", b"TJ", b"f", b"f*"):
            yield operator, colour


def absent(texts: list[str], paper: str) -> list[str]:
    return [text for text in texts if squeezed(text) not in paper]


def below(page: BeautifulSoup, *anchors: str) -> Iterator[str]:
    """The paragraphs and list items below these headings, each up to the next heading."""
    for anchor in anchors:
        heading = page.select_one(f"#{anchor}")
        assert heading
        start = heading.find_parent("summary") or heading
        for part in takewhile(lambda element: element.name in ("p", "ul", "ol"), start.find_next_siblings()):
            yield from (item.get_text() for item in part.select("li") or [part])


@pytest.fixture
def story_on_paper(page: Page) -> Print:
    """Print a story by one of its buttons, or as the browser's own command does; return its one sheet as text.

    Only the window of the browser that would ask for a printer stays shut.
    """
    page.add_init_script("window.print = () => {}")

    def story_on_paper(slug: str, button: str) -> str:
        page.goto(f"stories/{slug}/")
        if button:
            page.get_by_role("button", name=button).click()
        [paper] = sheets(page)
        assert (round(float(paper.mediabox.width)), round(float(paper.mediabox.height))) == A4
        return squeezed(paper.extract_text())

    return story_on_paper


@each_story
def test_the_sheet_with_the_answers_has_the_whole_story(
    slug: str, story_on_paper: Print, pages: Pages, book: Handbook
) -> None:
    page, story = pages[f"stories/{slug}/"], book.stories[slug]
    texts = [
        *task(page, story),
        *answers(page, story),
        *(f"{choice.do} {choice.verdict.capitalize()}. {choice.because}" for choice in story.choices),
        f"You may spend up to {book.company.spend_without_asking} without asking.",
        story.sure,
    ]
    assert absent(texts, story_on_paper(slug, WITH)) == []


@pytest.mark.parametrize("slug", ["spilled-coffee", "cable-call"])  # a twin, and another
def test_the_browsers_own_command_prints_the_sheet_with_the_answers(slug: str, story_on_paper: Print) -> None:
    assert story_on_paper(slug, "") == story_on_paper(slug, WITH)


@each_story
def test_the_sheet_without_the_answers_has_the_task_and_no_answer(
    slug: str, story_on_paper: Print, pages: Pages, book: Handbook
) -> None:
    page, story = pages[f"stories/{slug}/"], book.stories[slug]
    told = [*answers(page, story), "Best.", "Fair.", "Poor.", *("What they did", "Why it", "Where it stops")]
    paper = story_on_paper(slug, WITHOUT)
    assert absent(task(page, story), paper) == []
    assert absent([*told, "For trainers"], paper) == [*told, "For trainers"]


def task(page: BeautifulSoup, story: Story) -> list[str]:
    """What everybody in the room may read."""
    play = story.role_play
    choices = [choice.do for choice in story.choices]
    scenes = [*below(page, "scene"), play.customer, play.staff, play.observer, play.twist]
    return [story.title, story.lesson, *scenes, *choices, *story.debrief, story.if_then]


def answers(page: BeautifulSoup, story: Story) -> list[str]:
    """What only the trainer may read."""
    turns = [turn.what for turn in story.turns or []]
    return [*below(page, *TOLD, "for-trainers"), *(choice.because for choice in story.choices), *turns]


def test_what_one_decided_does_not_show_on_the_sheet_without_the_answers(page: Page, story_on_paper: Print) -> None:
    expected = story_on_paper("spilled-coffee", WITHOUT)
    page.get_by_role("group", name="What would you do?").get_by_role("radio").last.check()
    page.get_by_role("button", name="Decide").click()
    assert story_on_paper("spilled-coffee", WITHOUT) == expected


def test_a_story_is_as_it_was_after_printing(page: Page, story_on_paper: Print) -> None:
    story_on_paper("spilled-coffee", WITHOUT)
    expect(page.locator("body[data-print]")).to_have_count(0)
    expect(page.locator("#rest")).to_be_hidden()
    assert page.locator("details[open]").count() == 0


@pytest.mark.parametrize("slug", ["improvise", "own-the-mistake"])  # one of the shortest, and the longest
def test_a_principle_prints_with_its_evidence(slug: str, page: Page, pages: Pages) -> None:
    page.goto(f"principles/{slug}/")
    texts = [*below(pages[f"principles/{slug}/"], "evidence-for", "evidence-against")]
    assert len(texts) > 2
    assert absent(texts, squeezed("".join(paper.extract_text() for paper in sheets(page)))) == []


@pytest.mark.parametrize("path", ["stories/spilled-coffee/", "principles/improvise/"])
def test_paper_is_black_on_white_whatever_the_colour_scheme(path: str, browse: Browse, address: str) -> None:
    used = {}
    for scheme in ("light", "dark"):
        page = browse(address, color_scheme=scheme)
        page.goto(path)
        used[scheme] = {use for paper in sheets(page) for use in painted(paper)}
    assert used["dark"] == used["light"]
    assert all(red == green == blue for _, (red, green, blue) in used["dark"])
    assert max(red for operator, (red, _, _) in used["dark"] if operator in (b"Tj", b"TJ")) <= 1 / 3
