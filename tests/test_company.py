"""The company file: each value stands where "Make it yours" says, in the same words, and nowhere else."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from conftest import Build, Pages, read_pages
from handbook.book import Handbook
from handbook.check import load
from handbook.content.data_files import Company
from handbook.content.reach import ways_in
from handbook.kinds import KINDS
from handbook.pages.company import emergency

MAKE_IT_YOURS = "contribute/make-it-yours/"
EXAMPLE_NOTE = "These are example values"
MONTHS = 59

Copy = Callable[[Path], Path]


def change_company(repository: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    file = repository / "docs/company.yml"
    values = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(values)
    file.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return repository


def built(build: Build, repository: Path) -> Pages:
    result = build(repository)
    assert result.returncode == 0, result.stdout + result.stderr
    return read_pages(repository / "site")


def words(page: Tag) -> str:
    return " ".join(page.get_text().split())


@pytest.fixture(scope="module")
def other(build: Build, copy_repository: Copy, tmp_path_factory: pytest.TempPathFactory) -> tuple[Handbook, Pages]:
    """The handbook of a company that has no word of its company file in common with ours, and its pages."""

    def mark(value: Any, name: str) -> Any:
        if isinstance(value, dict):
            return {key: mark(inner, f"{name}-{key}") for key, inner in value.items()}
        if isinstance(value, list):
            return [mark(inner, f"{name}-{i}") for i, inner in enumerate(value)]
        return f"mark{name}" if isinstance(value, str) else value

    def change(values: dict[str, Any]) -> None:
        values.update(mark(values, ""), review_every_months=MONTHS)

    repository = change_company(copy_repository(tmp_path_factory.mktemp("other") / "repository"), change)
    return load(repository), built(build, repository)


@pytest.fixture(scope="module")
def texts(other: tuple[Handbook, Pages]) -> dict[str, str]:
    """The words of each page of that handbook."""
    return {address: words(page) for address, page in other[1].items()}


def contacts(book: Handbook) -> dict[str, str]:
    return {f"contacts.{name}": f"{one.who} ({one.reach})" for name, one in book.company.contacts.items()}


@pytest.mark.parametrize(
    ("reach", "links"),
    [
        ("01632 960100 or support@example.com", ["tel:01632960100", "mailto:support@example.com"]),
        ("+44 (0)1632 960100, extension 12", ["tel:+441632960100"]),
        ("(01632) 960-100", ["tel:01632960100"]),
        ("first.last+desk@shop.example.com.", ["mailto:first.last+desk@shop.example.com"]),
        ("24/7 01632 960100", ["tel:01632960100"]),
        ("desk24@example.com", ["mailto:desk24@example.com"]),
        # On one's own phone these would ring elsewhere, or nowhere.
        ("extension 100", []),
        ("room 12, from 9 to 5", []),
        ("01632 960100 01632 960101", []),
        ("the bell on the counter", []),
    ],
)
def test_a_whole_number_and_an_address_become_links_and_an_extension_stays_text(reach: str, links: list[str]) -> None:
    ways = list(ways_in(reach))
    assert [link for _, link in ways if link] == links
    assert "".join(words for words, _ in ways) == reach


def test_the_emergency_number_is_a_link_however_short(book: Handbook) -> None:
    there = emergency(book)
    assert there
    assert [way["to"] for way in there["ways"]] == ["tel:999", "", "tel:112"]


def test_a_contact_is_pressed_in_the_same_way_on_every_page_that_shows_it(pages: Pages, book: Handbook) -> None:
    shown = {
        (str(place["data-company"]), tuple(str(link["href"]) for link in place.select("a")))
        for page in pages.values()
        for place in page.select("[data-company^=contacts]")
    }
    assert shown == {
        ("contacts.manager", ()),
        ("contacts.support", ("tel:01632960100", "mailto:support@example.com")),
        ("contacts.emergency", ("tel:999", "tel:112")),
    }
    links = [str(link["href"]) for link in pages["privacy/"].select("article a[href^='mailto:']")]
    assert links == ["mailto:privacy@example.com", "mailto:ideas@example.com", "mailto:privacy@example.com"]


def listed(page: BeautifulSoup, book: Handbook) -> dict[str, set[str]]:
    """The pages that "Make it yours" names, by key."""
    every = {
        f"every {kind}": {f"{kinds}/{slug}/" for slug in slugs}
        for kind, kinds, slugs in ((kind.name, kind.folder, book.pages[kind.name]) for kind in KINDS.values())
    }
    return {
        str(name.code.string): {
            address
            for link in name.find_next_siblings("dd")[1].select("a")
            for address in every.get(words(link)) or meant(urljoin(f"/{MAKE_IT_YOURS}", str(link["href"])), book)
        }
        for name in page.select(".lt-company dt")
        if name.code
    }


def meant(link: str, book: Handbook) -> set[str]:
    """The page that a link leads to, or the stories that a narrowed list shows."""
    moments = parse_qs(urlsplit(link).query).get("moment", [])
    stories = {f"stories/{slug}/" for slug, story in book.stories.items() if story.moment in moments}
    return stories or {urlsplit(link).path.removeprefix("/")}


def test_each_value_stands_where_make_it_yours_says_and_nowhere_else(
    other: tuple[Handbook, Pages], texts: dict[str, str]
) -> None:
    book, pages = other
    wholes = {address: str(page) + texts[address] for address, page in pages.items()}
    keys = [*("name", "spend_without_asking", "may_give", "ask_first", "hours"), *contacts(book)]
    marks = {key: f"mark-{key.replace('.', '-')}" for key in keys}
    marks |= {"example": EXAMPLE_NOTE, "offline": "Get rid of it", "review_every_months": f"more than {MONTHS} months"}
    found = {
        key: {address for address, whole in wholes.items() if mark in whole} - {MAKE_IT_YOURS}
        for key, mark in marks.items()
    }
    assert found == listed(pages[MAKE_IT_YOURS], book)


def test_each_value_is_shown_word_for_word(other: tuple[Handbook, Pages]) -> None:
    book, pages = other
    company = book.company
    expected = contacts(book) | {
        "name": company.name,
        "spend_without_asking": company.spend_without_asking,
        "may_give": "".join(company.may_give),
        "ask_first": "".join(company.ask_first),
        "review_every_months": str(MONTHS),
        "hours": company.hours,
    }
    shown = {
        (str(place["data-company"]), place.get_text())
        for page in pages.values()
        for place in page.select("[data-company]")
    }
    assert shown <= expected.items()
    assert expected.keys() - {key for key, _ in shown} == {"contacts.privacy", "contacts.ideas"}


def test_without_an_e_mail_address_the_foot_of_a_page_offers_none(other: tuple[Handbook, Pages]) -> None:
    foot = other[1]["stories/toy-car/"].select_one("footer [data-whole]")
    assert foot
    assert [link.get_text() for link in foot.select("a")] == ["Tell us on GitHub", "Edit this page"]


def test_what_the_foot_of_every_page_shows_make_it_yours_says(pages: Pages) -> None:
    row = next(name for name in pages[MAKE_IT_YOURS].select(".lt-company dt") if "contacts.ideas" in words(name))
    assert "the foot of every page" in words(row.find_next_siblings("dd")[1])


def test_nothing_is_left_of_the_values_that_we_ship(texts: dict[str, str], book: Handbook) -> None:
    company = book.company
    ours = [company.name, company.hours, *company.may_give, *company.ask_first, *contacts(book).values()]
    left = [(address, text) for address, shown in texts.items() for text in ours if text in shown]
    assert left == []


def test_the_limit_is_told_in_one_form_on_every_story_and_every_principle(other: tuple[Handbook, Pages]) -> None:
    book, pages = other
    amount = book.company.spend_without_asking
    told = {
        address: [words(paragraph) for paragraph in page.select("p") if amount in words(paragraph)]
        for address, page in pages.items()
    }
    expected = [*(f"stories/{slug}/" for slug in book.stories), *(f"principles/{slug}/" for slug in book.principles)]
    sentence = f"You may spend up to {amount} without asking."
    wanted = {address: [sentence] for address in expected} | {"now/": [f"Up to {amount} without asking", sentence]}
    on_cards = told.pop("cards/")
    assert {address: those for address, those in told.items() if those} == wanted
    assert len(on_cards) == len(book.principles) + len(book.vocabulary.moments)
    assert [text for text in on_cards if not text.startswith(sentence)] == []


@pytest.mark.thorough
def test_a_handbook_that_is_no_example_says_nothing_of_examples(build: Build, repository: Path, book: Handbook) -> None:
    pages = built(build, change_company(repository, lambda values: values.update(example=False)))
    assert [address for address, page in pages.items() if EXAMPLE_NOTE in words(page)] == []
    named = {address for address, page in pages.items() if page.select_one("[data-company=name]")}
    assert len(named) == len(book.stories) + len(book.principles) + 1  # and what to say now


def test_a_value_taken_out_stops_the_build_with_its_file_and_line(build: Build, tiny: Path) -> None:
    result = build(change_company(tiny, lambda values: values.pop("hours")))
    printed = [line for line in (result.stdout + result.stderr).splitlines() if "company.yml" in line]
    assert printed == ['docs/company.yml:1: key "hours" is missing: when somebody answers']
    assert result.returncode == 1
    assert not (tiny / "site").exists()


@pytest.mark.parametrize("key", [key for key, field in Company.model_fields.items() if field.is_required()])
def test_every_value_must_be_there(key: str, small: Path, problems_of: Callable[[Path], str]) -> None:
    report = problems_of(change_company(small, lambda values: values.pop(key)))
    assert report.startswith(f'docs/company.yml:1: key "{key}" is missing: ')


@pytest.mark.parametrize("name", ["manager", "ideas"])
def test_a_contact_that_pages_name_must_be_there(
    name: str, repository: Path, problems_of: Callable[[Path], str]
) -> None:
    report = problems_of(change_company(repository, lambda values: values["contacts"].pop(name)))
    assert re.search(rf'^docs/company.yml:\d+: key "{name}" is missing in contacts', report, re.MULTILINE)
