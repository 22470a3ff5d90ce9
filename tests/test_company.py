"""The company file: each value stands where "Make it yours" says, in the same words, and nowhere else."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from conftest import ROOT, Build

from handbook.catalogue import Handbook, load
from handbook.model import Company
from handbook.problems import HandbookError

MAKE_IT_YOURS = "contribute/make-it-yours/"
EXAMPLE_NOTE = "These are example values"

Copy = Callable[[Path], Path]
Pages = dict[str, BeautifulSoup]


def change_company(repository: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    file = repository / "docs/company.yml"
    values = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(values)
    file.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return repository


def built(build: Build, repository: Path) -> Pages:
    result = build(repository)
    assert result.returncode == 0, result.stdout + result.stderr
    files = (repository / "site").rglob("*.html")
    return {
        path.relative_to(repository / "site").as_posix().removesuffix("index.html"): BeautifulSoup(
            path.read_text(encoding="utf-8"), "html.parser"
        )
        for path in files
    }


def words(page: Tag) -> str:
    return " ".join(page.get_text().split())


def texts(company: Company) -> dict[str, list[str]]:
    """Each value as readers see it."""
    contacts = {f"contacts.{name}": [f"{one.who} ({one.reach})"] for name, one in company.contacts.items()}
    return contacts | {
        "name": [company.name],
        "spend_without_asking": [company.spend_without_asking],
        "may_give": company.may_give,
        "ask_first": company.ask_first,
        "review_every_months": [str(company.review_every_months)],
        "hours": [company.hours],
    }


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
        values.update(mark(values, ""), review_every_months=59)

    repository = change_company(copy_repository(tmp_path_factory.mktemp("other") / "repository"), change)
    return load(repository), built(build, repository)


def listed(page: BeautifulSoup, book: Handbook) -> dict[str, set[str]]:
    """The pages that "Make it yours" names, by key."""
    every = {f"every {kind}": {f"{kinds}/{slug}/" for slug in slugs} for kind, kinds, slugs in (
        ("story", "stories", book.stories), ("principle", "principles", book.principles))}
    return {
        str(name.code.string): {
            address for link in name.find_next_siblings("dd")[1].select("a")
            for address in every.get(words(link)) or meant(urljoin(f"/{MAKE_IT_YOURS}", str(link["href"])), book)
        }
        for name in page.select(".lt-company dt") if name.code
    }


def meant(link: str, book: Handbook) -> set[str]:
    """The page that a link leads to, or the stories that a narrowed list shows."""
    moments = parse_qs(urlsplit(link).query).get("moment", [])
    stories = {f"stories/{slug}/" for slug, story in book.stories.items() if story.moment in moments}
    return stories or {urlsplit(link).path.removeprefix("/")}


def test_each_value_stands_where_make_it_yours_says_and_nowhere_else(other: tuple[Handbook, Pages]) -> None:
    book, pages = other
    marks = {key: f"mark-{key.replace('.', '-')}" for key in texts(book.company)} | {
        "example": EXAMPLE_NOTE,
        "review_every_months": "59 months",
    }
    found = {
        key: {address for address, page in pages.items() if mark in str(page) + words(page)} - {MAKE_IT_YOURS}
        for key, mark in marks.items()
    }
    assert found == listed(pages[MAKE_IT_YOURS], book)
