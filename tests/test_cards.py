"""The page of cards: what stands on each, in which place of a sheet, how small its type is, and one card alone."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import astuple
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pydantic import BaseModel
from pypdf import PageObject

from conftest import Pages, slugs
from handbook.book import Handbook
from handbook.content.data_files import Company, Contact, Moment
from handbook.content.fields import limits
from handbook.content.model import Principle
from handbook.pages.paper import PAIRS
from reading_codes import Codes, pictures
from test_codes import expected
from test_paper import (
    FORMATS,
    MILLIMETRE,
    NO_WINDOW,
    Box,
    absent,
    boxes,
    each_format,
    painted,
    sheets,
    squeezed,
    text_of,
    written,
)
from tools.loopback import served
from visiting import Browse, visitor

WIDTH, HEIGHT, TOP, ON_A_SHEET = 85, 60, 10 + 7, 4  # millimetres of half a card; below the edge of the paper; cards
SMALLEST = 9  # points

Print = Callable[..., list[PageObject]]
Half = tuple[int, int, int]  # sheet, row, left or right

# What lies outside of its half of a card, or over another part of it.
OVERLAPS = """halves => halves.flatMap((half) => {
  const parts = [...half.children].map((part) => [part, part.getBoundingClientRect()])
  const around = half.getBoundingClientRect()
  const out = parts.filter(([, r]) => r.top < around.top || r.bottom > around.bottom || r.right > around.right)
  const over = parts.flatMap(([one, a], i) => parts.slice(i + 1)
    .filter(([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).map(() => [one]))
  return [...out, ...over].map(([part]) => part.textContent || part.outerHTML)
})"""


@pytest.fixture(scope="module")
def printed(chromium: Browser, address: str) -> Iterator[Print]:
    """What one gets by a link of the page, once for all tests; only the window that asks for a printer stays shut."""
    with visitor(chromium, address) as page:
        page.add_init_script(NO_WINDOW)

        @cache
        def printed(word: str, size: str = "A4") -> list[PageObject]:
            page.goto("about:blank")
            page.goto("cards/")
            page.get_by_role("link", name=word, exact=True).click()
            expect(page.locator("body[data-print]")).to_be_attached()
            return sheets(page, size)

        yield printed


def halves(papers: list[PageObject], size: str) -> dict[Half, str]:
    """The text on each half of each card, by its place."""
    left = (FORMATS[size][0] - 2 * WIDTH * MILLIMETRE) / 2
    found: dict[Half, str] = defaultdict(str)
    for number, paper in enumerate(papers):
        for text in sorted(written(paper), key=lambda text: -round(text.y)):
            down = FORMATS[size][1] - text.y - TOP * MILLIMETRE
            if down > 0:  # "fold" stands above the cards
                place = number, int(down // (HEIGHT * MILLIMETRE)), int((text.x - left) // (WIDTH * MILLIMETRE))
                found[place] += text.words
    return {place: squeezed(words) for place, words in found.items()}


def limit(book: Handbook, call: str) -> str:
    contact, spend = book.company.contacts[call], book.company.spend_without_asking
    return f"You may spend up to {spend} without asking. If that is not enough, call {contact.who} ({contact.reach})."


def same(found: str, wanted: str) -> bool:
    """Whether a half of a card has these words: in which order lines beside the code come, paper does not say.

    Where people come to harm, a sentence stands before them.
    """
    more = Counter(found)
    more.subtract(Counter(squeezed(wanted)))
    return min(more.values()) >= 0 and (not +more or found.startswith("Helpfirst."))


def marks(paper: PageObject) -> list[Box]:
    """The short lines of a sheet: those of the code are fewer than a millimetre long."""
    return [box for box in boxes(paper) if 3 * MILLIMETRE < max(box.width, box.height) < 5 * MILLIMETRE]


def places(number: int, first: int) -> list[tuple[int, int]]:
    """The sheet and the row of so many cards, from a sheet on."""
    return [(first + i // ON_A_SHEET, i % ON_A_SHEET) for i in range(number)]


@pytest.mark.few(1)
@each_format
def test_each_principle_and_each_moment_has_a_card_in_its_place(size: str, printed: Print, book: Handbook) -> None:
    found = halves(printed("Print all pocket cards", size), size)
    wanted: dict[Half, str] = {}
    principles = [book.principles[slug] for slug in book.principles_in_order]
    for (sheet, row), this in zip(places(len(principles), 0), principles, strict=True):
        pairs = list(zip(this.say, this.not_, strict=True))[:PAIRS]
        wanted[sheet, row, 0] = f"{this.title} {this.rule} {limit(book, 'manager')}"
        wanted[sheet, row, 1] = " ".join(f"Say {say} Not {not_}" for say, not_ in pairs)
    moments = sorted(book.vocabulary.moments.values(), key=lambda moment: not moment.urgent)
    for (sheet, row), moment in zip(places(len(moments), -(-len(principles) // ON_A_SHEET)), moments, strict=True):
        wanted[sheet, row, 0] = f"{moment.name} “{moment.say}” Not: “{moment.not_}”"
        wanted[sheet, row, 1] = f"What helps: {moment.offer} {limit(book, moment.call)}"
    assert {place: words for place, words in found.items() if not same(words, wanted[place])} == {}
    assert set(found) == set(wanted)


def test_where_people_come_to_harm_help_comes_first(printed: Print, book: Handbook) -> None:
    found = halves(printed("Print all pocket cards"), "A4").values()
    urgent = [moment for moment in book.vocabulary.moments.values() if moment.urgent]
    backs = [words for words in found if squeezed("Help first. If anyone is in danger, call") in words]
    assert len(backs) == len(urgent) > 0


@pytest.mark.few(1)
@each_format
def test_nothing_on_a_card_is_smaller_than_nine_points_or_of_a_colour(size: str, printed: Print) -> None:
    papers = printed("Print all pocket cards", size)
    assert min(text.size for paper in papers for text in written(paper)) >= SMALLEST - 0.01
    assert all(red == green == blue for paper in papers for _, (red, green, blue) in painted(paper))


def overlaps_on_paper(page: Page) -> list[str]:
    page.goto("cards/")
    page.set_viewport_size({"width": 720, "height": 1000})
    page.emulate_media(media="print")
    found = page.locator(".lt-pocket__half")
    overlaps = list(found.evaluate_all(OVERLAPS))
    page.emulate_media(media="screen")
    assert found.count() > 40
    return overlaps


def test_nothing_on_a_card_lies_outside_of_it_or_over_another_part(page: Page) -> None:
    assert overlaps_on_paper(page) == []


def crammed(file: Path, share: float, **models: type[BaseModel]) -> None:
    """Put as many words into some keys of a file as their models allow, or a share of these; no two are the same."""
    numbers = count(10)

    def words(most: int) -> str:
        return json.dumps(f"{next(numbers)} {'tell them when it comes ' * 9}"[:most].strip())

    def filled(line: re.Match[str]) -> str:
        return f"{line[1]} {words(int(share * limits(models[line[2]], line[2])[1]))}"

    text = re.sub(rf"^( *({'|'.join(models)}):) .*", filled, file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = re.sub(r"^  - \".*", lambda _: f"  - {words(3 * next(numbers))}", text, flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")


@pytest.mark.thorough
@pytest.mark.parametrize("share", [1, 0.7])
def test_the_longest_words_that_the_check_allows_fit_as_well(
    share: float, repository: Path, finished: Callable[..., Path], browse: Browse
) -> None:
    docs = repository / "docs"
    crammed(docs / "company.yml", share, spend_without_asking=Company, who=Contact, reach=Contact)
    crammed(docs / "vocabulary.yml", share, name=Moment, say=Moment, offer=Moment, **{"not": Moment})
    for slug in slugs("principles"):
        crammed(docs / f"principles/{slug}.md", share, rule=Principle)
    with served(finished(repository)) as address:
        page = browse(address, fresh=True)
        assert overlaps_on_paper(page) == []
        page.close()  # before its server, of which it may still want a script


@pytest.mark.few(1)
@each_format
def test_marks_for_the_cuts_stand_outside_of_the_cards_at_the_same_places_on_each_sheet(
    size: str, printed: Print
) -> None:
    papers = printed("Print all pocket cards", size)
    one, other = (
        [
            value
            for mark in sorted(marks(paper), key=lambda mark: (round(mark.y), mark.width))
            for value in astuple(mark)
        ]
        for paper in papers[:2]
    )
    assert one == pytest.approx(other, abs=MILLIMETRE / 4)
    assert len(marks(papers[0])) >= 2 * (ON_A_SHEET + 1)


def test_the_code_of_a_card_is_read_from_paper(page: Page, pages: Pages, codes_in: Codes, book: Handbook) -> None:
    page.goto("cards/")
    first, *_ = pictures(page.pdf(format="A4", prefer_css_page_size=True, print_background=True))
    slugs = book.principles_in_order[:ON_A_SHEET]
    assert set(codes_in(first)) == {expected(pages, f"principles/{slug}/", book.principles[slug].id) for slug in slugs}


@pytest.mark.few(1)
@pytest.mark.parametrize("name", ["Own the mistake", "It's late"])
def test_one_card_alone_is_printed_by_its_link_in_the_first_place(name: str, printed: Print) -> None:
    found = halves(printed(f"Print this card alone {name}"), "A4")
    assert set(found) == {(0, 0, 0), (0, 0, 1)}
    assert found[0, 0, 0].startswith(squeezed(name))


def test_one_card_alone_is_printed_without_a_script(browse: Browse, address: str) -> None:
    page = browse(address, java_script_enabled=False)
    page.goto("cards/")
    page.get_by_role("link", name="Print this card alone Follow up").click()
    [chosen] = page.locator(".lt-pocket__chosen:visible").all()
    assert chosen.inner_text() == "Chosen: your browser now prints this card and no other. All cards"
    [paper] = sheets(page)
    assert {place[:2] for place in halves([paper], "A4")} == {(0, 0)}
    page.get_by_role("link", name="All cards").click()
    assert len(sheets(page)) > 5


@each_format
def test_the_sheet_to_sign_off_is_one_page_with_blank_lines(size: str, printed: Print) -> None:
    [paper] = printed("Print the sheet to sign off", size)
    assert (
        absent(
            ["Date", "Led by", "Session", "Stories", "Name", "My plan", "Signed", "Next week, we ask"], text_of([paper])
        )
        == []
    )
    assert len(text_of([paper])) < 200


def test_the_page_names_no_story_so_that_it_never_grows_with_them(pages: Pages, book: Handbook) -> None:
    text = pages["cards/"].get_text()
    assert [story.title for story in book.stories.values() if story.title in text] == []
