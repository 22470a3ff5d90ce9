"""Rules on the values of front matter: names that exist, nothing used twice, dates in order."""

from collections.abc import Callable, Collection, Iterator
from datetime import date

from handbook.content.fields import folded
from handbook.content.files import SLUG, Files
from handbook.content.reading import Page
from handbook.content.strict_yaml import Key
from handbook.dates import to_come
from handbook.kinds import KINDS, kind_of, kinds_with
from handbook.problems import MARK, Names, Problem, shown

# What names something else, and what there is of that; None where it cannot be known.
NAMING: dict[str, Callable[[Files], Collection[str] | None]] = {
    "principles": lambda files: files.pages[KINDS["principle"].folder],
    "channel": lambda files: files.keys("vocabulary.yml", "channels"),
    "moment": lambda files: files.keys("vocabulary.yml", "moments"),
    "sources": lambda files: files.keys("sources.yml"),
    "twin": lambda files: files.pages[KINDS["story"].folder],
}


def known_names(files: Files) -> Iterator[Problem]:
    """Principles, channel, moment, sources and twin name something that exists."""
    known = {name: there_are(files) for name, there_are in NAMING.items()}
    choices = {name: Names(keys) for name, keys in known.items() if keys is not None}
    for _, page in files.readable():
        for name, key, value in page.once(names_in):
            if name in choices and value not in choices[name]:
                yield page.problem(key, f"{name} is {choices[name].allowed(value)}")


def one_of_each(files: Files) -> Iterator[Problem]:
    """No two pages share a title or an id, and no two of a kind an order."""
    # Stories come last: of a story and a principle with one name, the story is the one to change.
    every = [page for kind in reversed(KINDS.values()) for _, page in files.readable(kind.folder)]
    ordered = [[page for _, page in files.readable(kind.folder)] for kind in kinds_with("order")]
    for name, pages in (("title", every), ("id", every), *(("order", pages) for pages in ordered)):
        first: dict[str, Page] = {}
        for page in pages:
            value = page.once(_folded, name)
            if value is not None and (other := first.setdefault(value, page)) is not page:
                text = f"{name} is {shown(page.values[name])}, and so it is in {other.path}; choose another"
                yield page.problem((name,), text)


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


def names_in(page: Page) -> list[tuple[str, Key, str]]:
    """Return each text of a page that names something, as far as it is written: key, place, and text."""
    kind = kind_of(page.path)
    found = ((name, key, value) for name in NAMING if kind and kind.has_key(name) for key, value in _texts(page, name))
    return [(name, key, value) for name, key, value in found if not value.startswith(MARK)]


def _folded(page: Page, name: str) -> str | None:
    value = page.values.get(name)
    return folded(str(value)) if isinstance(value, str | int) else None


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
