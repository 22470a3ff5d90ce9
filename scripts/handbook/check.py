"""The walk from files to the handbook: read, validate, rules, book. Every command begins with it."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from handbook import addresses
from handbook.book import Handbook
from handbook.content.body import contacts_named
from handbook.content.data_files import DATA_FILES
from handbook.content.fields import Model
from handbook.content.files import Advise, Files, no_advice, read_files, stamps
from handbook.content.macros import drawings_named
from handbook.content.model import OwnPage
from handbook.content.strict_yaml import Data
from handbook.content.validate import validate
from handbook.dates import today as today_in_utc
from handbook.kinds import KINDS, folders
from handbook.permalinks import answering, old_keys, places
from handbook.problems import HandbookError, Problem, first_of_each_file, report
from handbook.rules.every import RULES
from handbook.said import said

T = TypeVar("T")
M = TypeVar("M", bound=Model)


def load(root: Path, today: date | None = None) -> Handbook:
    """Return the handbook in `root`/docs; raises HandbookError with the whole report where anything is wrong.

    The last one is remembered while its files are the same: a build asks several times, some engines once a page.
    """
    if (known := _remembered.get(_stamp(root, today))) is not None:
        return known
    files, book = check(root, today)
    if book is None:
        raise HandbookError(report(files.problems, len(files.pages[KINDS["story"].folder]), len(files.names)))
    return book


_remembered: dict[tuple[object, ...], Handbook] = {}


def _stamp(root: Path, today: date | None) -> tuple[object, ...]:
    """Return what tells whether anything changed since a handbook was read."""
    return root, today or today_in_utc(), *stamps(root)


def check(root: Path, today: date | None = None, advise: Advise = no_advice) -> tuple[Files, Handbook | None]:
    """Read and check `root`/docs. Returns what was read, with all problems, and the handbook where there is none."""
    stamp = _stamp(root, today)
    files = read(root, today, advise)
    values = _validated(files)
    for rule in RULES:
        files.problems.extend(rule(files))
    files.problems, files.advice = map(first_of_each_file, (files.problems, files.advice))
    if files.problems:
        return files, None
    named: dict[str, Any] = {"callers": _naming(files, contacts_named), "showers": _naming(files, drawings_named)}
    book = Handbook(**values, **named, **_addresses(files), pictures=files.drawings, said=said(files))
    _remembered.clear()
    _remembered[stamp] = book
    return files, book


def _addresses(files: Files) -> dict[str, Any]:
    """Return what the handbook knows of addresses: of today and of before."""
    answers = answering(files)
    tags = (entry for entry in files.ledger or () if entry.stands_for and entry.text in answers)
    return {
        "places": tuple(places(files)),
        "answering": frozenset(answers),
        "tags_ever": tuple(tags),
        "old_keys": old_keys(files),
    }


def read(root: Path, today: date | None = None, advise: Advise = no_advice) -> Files:
    """Read every file in `root`/docs, whether it is right or not."""
    return read_files(root, today or today_in_utc(), folders(), advise)


def _validated(files: Files) -> dict[str, Any]:
    """Return what the handbook is made of, as models; what is wrong is left out, and added to the problems."""
    found: dict[str, Any] = {"pages": {}}
    for kind in KINDS.values():
        models = {slug: page.once(_as, kind.model) for slug, page in files.readable(kind.folder)}
        files.problems += (problem for _, problems in models.values() for problem in problems)
        found["pages"][kind.name] = _whole({slug: model for slug, (model, _) in models.items()})
    own = {addresses.of_file(page.path): validate(OwnPage, page, files.problems) for page in files.own_pages}
    found["own_pages"] = _whole(own)
    for name, file in DATA_FILES.items():
        data = files.data[name]
        if data and file.entries:
            entries = {key: validate(file.model, data, files.problems, (key,)) for key in data.values}
            found[name.removesuffix(".yml")] = _whole(entries)
        elif data:
            found[name.removesuffix(".yml")] = validate(file.model, data, files.problems)
    return found


def _as(page: Data, model: type[M]) -> tuple[M | None, list[Problem]]:
    """Return a page as a model, and what is wrong with it."""
    problems: list[Problem] = []
    return validate(model, page, problems), problems


def _naming(files: Files, names_in: Callable[[str], set[str]]) -> dict[str, list[str]]:
    """Return the addresses of the own pages by the names that stand in their bodies."""
    found: dict[str, list[str]] = defaultdict(list)
    for page in files.own_pages:
        for name in names_in(page.body):
            found[name].append(addresses.of_file(page.path))
    return dict(found)


def _whole(found: dict[str, T | None]) -> dict[str, T]:
    return {key: value for key, value in found.items() if value is not None}
