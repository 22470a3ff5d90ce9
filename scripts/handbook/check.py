"""The walk from files to the handbook: read, validate, rules, book. Every command begins with it."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from handbook import addresses
from handbook.alone import Advise, advice_on, as_model, find_out
from handbook.book import Handbook
from handbook.content.body import contacts_named
from handbook.content.data_files import DATA_FILES
from handbook.content.files import Files, read_files
from handbook.content.macros import drawings_named
from handbook.content.stamps import Stamps, stamps_of
from handbook.content.validate import validate
from handbook.dates import today as today_in_utc
from handbook.kinds import KINDS, folders
from handbook.parallel import uncollected
from handbook.permalinks import known_addresses
from handbook.problems import HandbookError, first_of_each_file, report
from handbook.rules.every import RULES
from handbook.rules.own_pages import read_calls
from handbook.said import said

T = TypeVar("T")


@uncollected()
def load(root: Path, today: date | None = None) -> Handbook:
    """Return the handbook in `root`/docs; raises HandbookError with the whole report where anything is wrong.

    The last one is remembered while its files are the same: a build asks several times, some engines once a page.
    """
    stamps, day = stamps_of(root), today or today_in_utc()
    if (known := _remembered.get((root, day, *stamps))) is not None:
        return known
    files, book = _checked(root, day, stamps, None)
    if book is None:
        raise HandbookError(report(files.problems, len(files.pages[KINDS["story"].folder]), len(files.names)))
    return book


_remembered: dict[tuple[object, ...], Handbook] = {}


@uncollected()
def check(root: Path, today: date | None = None, advise: Advise | None = None) -> tuple[Files, Handbook | None]:
    """Read and check `root`/docs. Returns what was read, with all problems, and the handbook where there is none."""
    return _checked(root, today or today_in_utc(), stamps_of(root), advise)


def _checked(root: Path, today: date, stamps: Stamps, advise: Advise | None) -> tuple[Files, Handbook | None]:
    """Return the same of files with these stamps."""
    files = read_files(root, today, folders(), partial(find_out, advise), stamps[0])
    values = _validated(files)
    for rule in RULES:
        files.problems.extend(rule(files))
    advice = (hint for _, page in files.readable() for hint in page.once(advice_on, advise)) if advise else ()
    files.problems, files.advice = map(first_of_each_file, (files.problems, advice))
    if files.problems:
        return files, None
    named: dict[str, Any] = {"callers": _naming(files, contacts_named), "showers": _naming(files, drawings_named)}
    named["calls"] = {addresses.of_file(page.path): page.once(read_calls)[0] for page in files.own_pages}
    book = Handbook(**values, **named, **known_addresses(files), pictures=files.drawings, said=said(files))
    remember(root, book, today, stamps)
    return files, book


def remember(root: Path, book: Handbook, today: date, stamps: Stamps) -> None:
    """Let `load` know a handbook of files with these stamps, such as one that another process has read."""
    _remembered.clear()
    _remembered[root, today, *stamps] = book


def read(root: Path, today: date | None = None) -> Files:
    """Read every file in `root`/docs, whether it is right or not."""
    return read_files(root, today or today_in_utc(), folders())


def _validated(files: Files) -> dict[str, Any]:
    """Return what the handbook is made of, as models; what is wrong is left out, and added to the problems."""
    found: dict[str, Any] = {"pages": {}}
    for kind in KINDS.values():
        models = {slug: page.once(as_model) for slug, page in files.readable(kind.folder)}
        files.problems += (problem for _, problems in models.values() for problem in problems)
        found["pages"][kind.name] = _whole({slug: model for slug, (model, _) in models.items()})
    own = {addresses.of_file(page.path): page.once(as_model) for page in files.own_pages}
    files.problems += (problem for _, problems in own.values() for problem in problems)
    found["own_pages"] = _whole({address: model for address, (model, _) in own.items()})
    for name, file in DATA_FILES.items():
        data = files.data[name]
        if data and file.entries:
            entries = {key: validate(file.model, data, files.problems, (key,)) for key in data.values}
            found[name.removesuffix(".yml")] = _whole(entries)
        elif data:
            found[name.removesuffix(".yml")] = validate(file.model, data, files.problems)
    return found


def _naming(files: Files, names_in: Callable[[str], set[str]]) -> dict[str, list[str]]:
    """Return the addresses of the own pages by the names that stand in their bodies."""
    found: dict[str, list[str]] = defaultdict(list)
    for page in files.own_pages:
        for name in names_in(page.body):
            found[name].append(addresses.of_file(page.path))
    return dict(found)


def _whole(found: dict[str, T | None]) -> dict[str, T]:
    return {key: value for key, value in found.items() if value is not None}
