"""Rules on the values of front matter: names that exist, nothing used twice, dates in order."""

from collections.abc import Iterator
from datetime import date

from handbook.content.fields import folded
from handbook.content.files import SLUG, Files
from handbook.content.reading import Page
from handbook.content.strict_yaml import Key
from handbook.dates import to_come
from handbook.kinds import KINDS, kinds_with
from handbook.problems import MARK, Names, Problem, shown


def known_names(files: Files) -> Iterator[Problem]:
    """Principles, channel, moment, sources and twin name something that exists."""
    known = {
        "principles": set(files.pages[KINDS["principle"].folder]),
        "channel": files.keys("vocabulary.yml", "channels"),
        "moment": files.keys("vocabulary.yml", "moments"),
        "sources": files.keys("sources.yml"),
        "twin": set(files.pages[KINDS["story"].folder]),
    }
    for name, keys in known.items():
        choices = None if keys is None else Names(keys)
        for _, page in _pages_with(files, name):
            for key, value in _texts(page, name):
                if choices is not None and value not in choices and not value.startswith(MARK):
                    yield page.problem(key, f"{name} is {choices.allowed(value)}")


def one_of_each(files: Files) -> Iterator[Problem]:
    """No two pages share a title or an id, and no two of a kind an order."""
    # Stories come last: of a story and a principle with one name, the story is the one to change.
    every = [page for kind in reversed(KINDS.values()) for _, page in files.readable(kind.folder)]
    ordered = [[page for _, page in files.readable(kind.folder)] for kind in kinds_with("order")]
    for name, pages in (("title", every), ("id", every), *(("order", pages) for pages in ordered)):
        first: dict[str, Page] = {}
        for page in pages:
            if not isinstance(value := page.values.get(name), str | int):
                continue
            other = first.setdefault(folded(str(value)), page)
            if other is not page:
                yield page.problem((name,), f"{name} is {shown(value)}, and so it is in {other.path}; choose another")


def dates_in_order(files: Files) -> Iterator[Problem]:
    """No date lies in the future, and no page was reviewed before it was added."""
    for _, page in files.readable():
        added, reviewed = (_date(page, name) for name in ("added", "reviewed"))
        for name, day in (("added", added), ("reviewed", reviewed)):
            if day and to_come(day, files.today):
                yield page.problem((name,), f"{name} is {day}, which lies in the future; today is {files.today}")
        if added and reviewed and reviewed < added:
            yield page.problem(("reviewed",), f"reviewed is {reviewed}, before the story was added ({added})")


def former_names_are_free(files: Files) -> Iterator[Problem]:
    """An old name of a page is a file name that no page uses now, and belongs to one page only."""
    for kind in kinds_with("former"):
        owner: dict[str, Page] = {}
        for _, page in files.readable(kind.folder):
            for key, value in _texts(page, "former"):
                if not SLUG.fullmatch(value):
                    yield page.problem(key, f"former is {shown(value)}; allowed: an old file name without .md")
                elif value in files.pages[kind.folder] or value in kind.own:
                    text = f'former is "{value}", but docs/{kind.folder}/{value}.md exists; take it out'
                    yield page.problem(key, text)
                elif owner.setdefault(value, page) is not page:
                    yield page.problem(key, f'former is "{value}", and so it is in {owner[value].path}; keep one')


def _pages_with(files: Files, name: str) -> Iterator[tuple[str, Page]]:
    """Yield slug and page of each page of the kinds that have a key."""
    for kind in kinds_with(name):
        yield from files.readable(kind.folder)


def _texts(page: Page, name: str) -> Iterator[tuple[Key, str]]:
    """Yield (key, text) for a key that holds a text or a list of texts; pass over anything else."""
    value = page.values.get(name)
    if isinstance(value, str):
        yield (name,), value
    elif isinstance(value, list):
        yield from (((name, i), item) for i, item in enumerate(value) if isinstance(item, str))


def _date(page: Page, name: str) -> date | None:
    value = page.values.get(name)
    return value if type(value) is date else None
