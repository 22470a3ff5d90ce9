"""What one prints, by Chromium and read back: a sheet for everybody, role cards, a sheet for the trainer, a principle.

A sheet of paper has two sides. Each fits on A4 and on Letter.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import pairwise, takewhile

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect
from pypdf import PageObject, PdfReader
from pypdfium2 import PdfDocument

from conftest import Pages, slugs
from handbook.book import Handbook
from handbook.content.model import Story
from test_no_spoilers import VERDICTS
from thoroughness import some
from visiting import Browse, move, visitor

TASK, CARDS, ALL = "Sheet for everybody", "Role cards", "Sheet for the trainer"
FORMATS = {"A4": (595, 842), "Letter": (612, 792)}  # points
MILLIMETRE = 72 / 25.4
VERDICT = dict(zip(("best", "fair", "poor"), VERDICTS, strict=True))
TOLD = ("what-they-did", "why", "where-it-stops")
SITE = "https://handbook.example.com"
LINE_END = "\x02"  # how that reader tells a hyphen at the end of a line
NO_WINDOW = "window.print = () => {}"

Print = Callable[..., list[PageObject]]
Prints = tuple[str, dict[str, list[PageObject]]]  # the name of a page, and each of its sheets by button or format

each_format = pytest.mark.parametrize("size", FORMATS)


def sheets(page: Page, size: str = "A4") -> list[PageObject]:
    """What the browser prints, page by page."""
    printed = page.pdf(format=size, prefer_css_page_size=True, print_background=True)
    papers = list(PdfReader(BytesIO(printed)).pages)
    for paper in papers:  # a browser rounds millimetres to points in its own way
        assert (float(paper.mediabox.width), float(paper.mediabox.height)) == pytest.approx(FORMATS[size], abs=1)
    return papers


def text_of(papers: list[PageObject]) -> str:
    """All that stands on sheets of one PDF file, by a reader that takes a twentieth of the time of the other."""
    whole = papers[0].pdf
    assert isinstance(whole, PdfReader) and isinstance(whole.stream, BytesIO)
    with PdfDocument(whole.stream.getvalue()) as pdf:
        numbers = [paper.page_number for paper in papers]
        texts = [pdf[number].get_textpage().get_text_bounded() for number in numbers]
    return squeezed("".join(texts).replace(LINE_END, "-"))


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


@dataclass(frozen=True)
class Text:
    """A piece of text on paper, in points from the lower left corner."""

    words: str
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Box:
    """A filled or drawn shape on paper, in points from the lower left corner."""

    y: float
    width: float
    height: float


def boxes(paper: PageObject) -> list[Box]:
    """Each rectangle of a page; lines are flat ones."""
    found, place, saved = [], (1.0, 1.0, 0.0, 0.0), []  # scale and shift to the right and up: nothing is turned
    contents = paper.get_contents()
    assert contents is not None
    for operands, operator in contents.operations:
        if operator == b"q":
            saved.append(place)
        elif operator == b"Q":
            place = saved.pop()
        elif operator == b"cm":
            right, _, _, up, x, y = map(float, operands)
            place = (place[0] * right, place[1] * up, place[0] * x + place[2], place[1] * y + place[3])
        elif operator == b"re":
            _, y, width, height = map(float, operands)
            found.append(Box(place[1] * y + place[3], abs(place[0] * width), abs(place[1] * height)))
    return found


def written(paper: PageObject) -> list[Text]:
    """Each piece of text of a page."""
    found: list[Text] = []

    def note(words: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        if words.strip():
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            found.append(Text(words, x, y, size * abs(tm[3] * cm[3])))

    paper.extract_text(visitor_text=note)
    return found


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


@pytest.fixture(scope="module")
def printer(chromium: Browser, address: str) -> Iterator[Page]:
    """A tab in which one page after another is opened, and all of its sheets are printed.

    Only the window of the browser that would ask for a printer stays shut.
    """
    with visitor(chromium, address) as page:
        page.add_init_script(NO_WINDOW)
        yield page


@pytest.fixture(scope="module")
def story_on_paper(printer: Page) -> Print:
    """Print a story by one of its buttons, or as the browser's own command does: each sheet once for all tests."""

    @cache
    def story_on_paper(slug: str, button: str, size: str = "A4") -> list[PageObject]:
        if not button:
            printer.goto(f"stories/{slug}/")
            return sheets(printer, size)
        if f"stories/{slug}/" not in printer.url:
            printer.goto(f"stories/{slug}/")
            sheets(printer, size)  # else Chromium waits for two seconds: so long for codes that a script has loaded
        press(printer, slug, button)
        return sheets(printer, size)

    return story_on_paper


def press(page: Page, slug: str, button: str) -> None:
    """Print a story by a button: it waits below the decision, and a trainer goes there at once."""
    page.goto(f"stories/{slug}/#for-trainers")
    move(page)
    page.get_by_role("button", name=button).click()


@pytest.fixture(scope="module", params=some(slugs("stories"), 4))
def story(request: pytest.FixtureRequest, story_on_paper: Print) -> Prints:
    """Each story: all of it by the browser's own command, and its two sheets by the name of their button."""
    wanted = {"": "A4", ALL: "A4", TASK: "Letter"}
    return request.param, {button: story_on_paper(request.param, button, size) for button, size in wanted.items()}


@pytest.fixture(scope="module", params=some(slugs("principles"), 3))
def principle(request: pytest.FixtureRequest, printer: Page) -> Prints:
    """Each principle in each format."""
    printer.goto(f"principles/{request.param}/")
    return request.param, {size: sheets(printer, size) for size in FORMATS}


def task(page: BeautifulSoup, story: Story) -> list[str]:
    """What everybody in the room may read."""
    label = ["Made up for practice"] if story.invented else []
    return [story.title, *label, *below(page, "scene"), *(one.do for one in story.choices), f"{SITE}/go/{story.id}/"]


def answers(page: BeautifulSoup, story: Story) -> list[str]:
    """What only the trainer may read."""
    play, turns = story.role_play, [turn.what for turn in story.turns or []]
    return [
        *below(page, *TOLD, "for-trainers"),
        *(choice.because for choice in story.choices),
        *(story.lesson, story.if_then, story.sure, *story.debrief, *turns),
        *(play.customer, play.staff, play.observer, play.twist),
    ]


def test_the_sheet_for_the_trainer_has_the_whole_story_on_one_sheet(
    story: Prints, pages: Pages, book: Handbook
) -> None:
    slug, papers = story[0], story[1][ALL]
    page, this = pages[f"stories/{slug}/"], book.stories[slug]
    lead = book.principles[this.principles[0]]
    texts = [
        *(*task(page, this), *answers(page, this), lead.title, lead.rule),
        *(f"{choice.do} {VERDICT[choice.verdict]}. {choice.because}" for choice in this.choices),
        f"You may spend up to {book.company.spend_without_asking} without asking.",
    ]
    assert len(papers) <= 2
    assert absent(texts, text_of(papers)) == []


@pytest.mark.thorough
@each_format
@pytest.mark.parametrize("slug", ["wait-for-the-express", "cable-call"])  # the longest, and one without a twin
def test_no_text_for_the_trainer_is_smaller_than_ten_points(slug: str, size: str, story_on_paper: Print) -> None:
    papers = story_on_paper(slug, ALL, size)
    assert len(papers) <= 2
    found = [text for paper in papers for text in written(paper)]
    assert len(found) > 100
    assert [text for text in found if text.size < 9.99] == []


def test_the_browsers_own_command_prints_the_sheet_for_the_trainer(story: Prints) -> None:
    assert text_of(story[1][""]) == text_of(story[1][ALL])


def test_the_sheet_for_everybody_has_the_task_on_one_page_and_no_answer(
    story: Prints, pages: Pages, book: Handbook
) -> None:
    slug, [paper] = story[0], story[1][TASK]
    page, this = pages[f"stories/{slug}/"], book.stories[slug]
    names = [book.principles[name].title for name in this.principles if len(name) > len("improvise")]
    told = [*answers(page, this), *VERDICTS, *names, "What they did", "Do this", "Avoid this", "For trainers"]
    assert absent(task(page, this), text_of([paper])) == []
    assert absent(told, text_of([paper])) == told


@each_format
def test_the_sheet_for_everybody_has_room_to_write_and_a_place_for_a_code(size: str, story_on_paper: Print) -> None:
    [paper] = story_on_paper("wait-for-the-express", TASK, size)  # the longest scene
    width, height = FORMATS[size]
    lines = [box for box in boxes(paper) if box.width > 150 * MILLIMETRE and box.height < MILLIMETRE]
    gaps = sorted(one.y - other.y for one, other in pairwise(sorted(lines, key=lambda box: -box.y)))
    assert len(lines) >= 9
    assert gaps[0] >= 8 * MILLIMETRE
    assert min(box.y for box in lines) < height / 6, "the sheet is filled"
    code = (width - (12 + 24) * MILLIMETRE, height - (10 + 24) * MILLIMETRE)
    assert [text for text in written(paper) if text.x > code[0] and text.y > code[1]] == []


@pytest.mark.few(1)
@each_format
def test_the_role_cards_are_four_of_one_size_with_one_person_each(
    size: str, story_on_paper: Print, book: Handbook
) -> None:
    play = book.stories["toy-car"].role_play  # the longest of all
    [paper] = story_on_paper("toy-car", CARDS, size)
    middle, edge = (12 + 92) * MILLIMETRE, FORMATS[size][1] - (10 + 125) * MILLIMETRE
    quarters: dict[tuple[bool, bool], str] = defaultdict(str)
    for text in sorted(written(paper), key=lambda text: -round(text.y)):
        quarters[text.x > middle, text.y < edge] += text.words
    expected = {
        (False, False): f"Customer {play.customer}",
        (True, False): f"Staff {play.staff}",
        (False, True): f"Observer {play.observer}",
        (True, True): f"Twist for a second round {play.twist}",
    }
    foot = f"A scene invented for practice, after “The wrong toy car” {SITE}/go/toycar/"
    assert {quarter: squeezed(words) for quarter, words in quarters.items()} == {
        quarter: squeezed(f"{words} {foot}") for quarter, words in expected.items()
    }
    assert min(text.size for text in written(paper)) >= 9.99


@pytest.mark.thorough
def test_what_one_decided_does_not_show_on_the_sheet_for_everybody(page: Page, story_on_paper: Print) -> None:
    page.add_init_script(NO_WINDOW)
    page.goto("stories/spilled-coffee/")
    page.get_by_role("group", name="What would you do?").get_by_role("radio").last.check()
    page.get_by_role("button", name="Decide").click()
    page.goto("stories/spilled-coffee/")
    move(page)
    page.get_by_role("button", name=TASK).click()
    assert text_of(sheets(page)) == text_of(story_on_paper("spilled-coffee", TASK))


def test_a_story_is_as_it_was_after_printing(page: Page) -> None:
    page.add_init_script(NO_WINDOW)
    page.goto("stories/spilled-coffee/")
    sheets(page)
    expect(page.locator("body[data-print]")).to_have_count(0)
    expect(page.locator("#rest")).to_be_hidden()
    assert page.locator("details[open]").count() == 0
    press(page, "spilled-coffee", TASK)
    expect(page.locator("body[data-print=task]")).to_be_attached()
    sheets(page)
    expect(page.locator("body[data-print]")).to_have_count(0)


@each_format
def test_a_principle_is_one_page(size: str, principle: Prints, pages: Pages, book: Handbook) -> None:
    slug, [paper] = principle[0], principle[1][size]
    this = book.principles[slug]
    texts = [
        *(this.title, this.rule, f"{SITE}/go/{this.id}/"),
        *below(pages[f"principles/{slug}/"], "why", "how-to-do-it", "where-it-stops"),
        *(f"Say: {say} Not: {no}" for say, no in zip(this.say, this.not_, strict=True)),
        *(book.stories[story].title for story in book.stories_of(slug)),
    ]
    assert absent(texts, text_of([paper])) == []


@pytest.mark.parametrize("slug", ["improvise", "own-the-mistake"])  # one of the shortest, and the longest
def test_a_principle_prints_its_evidence_where_that_is_open(slug: str, page: Page, pages: Pages) -> None:
    page.goto(f"principles/{slug}/#evidence")
    texts = [*below(pages[f"principles/{slug}/"], "evidence-for", "evidence-against")]
    assert len(texts) > 2
    assert absent(texts, text_of(sheets(page))) == []


@pytest.mark.few(1)
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
