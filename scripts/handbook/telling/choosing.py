"""What can be chosen for a key of a new page, by the names that readers see, and what somebody meant who chose."""

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args, get_origin

from handbook.content.fields import fields, folded
from handbook.content.files import Files
from handbook.facets import OUTCOMES
from handbook.kinds import KINDS, Kind
from handbook.problems import MARK, MAX_LISTED
from handbook.telling.names import spelt

Part = tuple[str, "Option | None", bool]

NUMBERS = re.compile(r"[\d\s,;&+]+")
MOST = 40  # parts of an answer that are looked at
LONG = 200  # characters of a part that are looked at
NEAR = 0.6  # how alike two names must be


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen: its key in files, its name as readers see it, and other words for it."""

    key: str
    name: str
    also: tuple[str, ...] = ()

    @cached_property
    def forms(self) -> frozenset[str]:
        """Return all that it can be called, without what makes no difference."""
        return frozenset(_form(text) for text in (self.key, self.name, *self.also))


NEW = Option("+", "One that is not here yet", ("new", "a new one", "a new source"))
ENDINGS = (
    Option("good", "Good: worth doing again", ("well", OUTCOMES["good"])),
    Option("bad", "Bad: it shows what to avoid", ("badly", OUTCOMES["bad"])),
    Option("mixed", "Both: some of it was right, and some was wrong", ("both", OUTCOMES["mixed"])),
)


def options_for(kind: Kind, key: str, files: Files) -> tuple[Option, ...] | None:
    """Return what can be chosen for a key of a kind, or None where its text is free.

    A fault elsewhere in the handbook does not stop a new page: what cannot be read is not offered.
    """
    if key in OFFERED:
        return tuple(OFFERED[key](files))
    annotation = dict(fields(kind.model))[key].annotation
    if get_origin(annotation) is Literal:
        named = {option.key: option for option in ENDINGS}
        return tuple(named.get(value, Option(value, value)) for value in get_args(annotation))
    return None


def chosen(answer: str, options: Sequence[Option], several: bool) -> list[Part]:
    """Return (what was written, what it means, whether that is sure) for each part of an answer.

    A part is a number of the list from 1, a key or a name; several parts have commas between them, which names may
    hold as well. What is nearly a name, or only its start, is not sure.
    """
    pieces = _pieces(answer, several)
    found = list[Part]()
    while pieces:
        size, part = next(_fitting(pieces, options), (1, (pieces[0], None, False)))
        found.append(part)
        pieces = pieces[size:]
    return found


def exact(text: str, options: Iterable[Option]) -> Option | None:
    """Return the one option that is called so."""
    form = _form(text)
    found = [option for option in options if form in option.forms]
    return found[0] if len(found) == 1 else None


def hint(what: str, options: Collection[Option]) -> str:
    """Return what stands in a draft where nothing was chosen yet: it names what can be."""
    keys = sorted(option.key for option in options if option is not NEW)
    more = f" and {len(keys) - MAX_LISTED} more" if len(keys) > MAX_LISTED else ""
    return f"{MARK} {what}: {', '.join(keys[:MAX_LISTED])}{more}"


def _pieces(answer: str, several: bool) -> list[str]:
    if NUMBERS.fullmatch(answer):
        return re.findall(r"\d+", answer)[:MOST]
    pieces = re.split("[,;]", answer) if several else [answer]
    return [piece.strip()[:LONG] for piece in pieces if piece.strip()][:MOST]


def _fitting(pieces: list[str], options: Sequence[Option]) -> Iterator[tuple[int, Part]]:
    """Yield (how many pieces it takes, part) for each option that the first pieces name: those that are sure first."""
    if pieces[0].isdecimal() and 0 < int(pieces[0]) <= len(options):
        yield 1, (pieces[0], options[int(pieces[0]) - 1], True)
    named: dict[int, list[Option]] = {1: list(options)}
    for option in options:
        if size := option.name.count(","):
            named.setdefault(size + 1, []).append(option)
    sizes = [size for size in sorted(named, reverse=True) if size <= len(pieces)]
    for find in (exact, _near):
        for size in sizes:
            text = ", ".join(pieces[:size])
            if meant := find(text, named[size]):
                yield size, (text, meant, find is exact)


def _near(text: str, options: Collection[Option]) -> Option | None:
    """Return the one option of which a word starts so, or else the likeliest one."""
    form = _form(text)
    for start in ("^", "(?:^|-)"):
        starts = re.compile(start + re.escape(form))
        found = [option for option in options if any(starts.search(name) for name in option.forms)]
        if form and len(found) == 1:
            return found[0]
    names = {name: option for option in options for name in option.forms}
    near = difflib.get_close_matches(form, names, n=1, cutoff=NEAR)
    return names[near[0]] if near else None


def _principles(files: Files) -> Iterator[Option]:
    """Yield the principles in their order."""
    pages = files.readable(KINDS["principle"].folder)
    found = [(slug, page.values) for slug, page in pages]
    ordered = sorted(found, key=lambda page: order if isinstance(order := page[1].get("order"), int) else MOST)
    yield from (Option(slug, _text(values, "title", slug)) for slug, values in ordered)


def _entries(files: Files, file: str, *path: str, name: str = "") -> Iterator[Option]:
    """Yield the entries of a data file, each by its text or by the one at `name`."""
    data = files.data[file]
    values: Any = data.values if data else {}
    for step in path:
        values = values.get(step) if isinstance(values, dict) else None
    for key, entry in values.items() if isinstance(values, dict) else ():
        yield Option(key, _text(entry, name, key) if name else _text({"": entry}, "", key))


def _text(values: Any, key: str, otherwise: str) -> str:
    value = values.get(key) if isinstance(values, dict) else None
    return " ".join(value.split()) if isinstance(value, str) else otherwise


def _form(text: str) -> str:
    return spelt(text[:LONG]) or folded(text[:LONG])


OFFERED: dict[str, Callable[[Files], Iterable[Option]]] = {
    "principles": _principles,
    "channel": lambda files: _entries(files, "vocabulary.yml", "channels"),
    "moment": lambda files: _entries(files, "vocabulary.yml", "moments", name="name"),
    "sources": lambda files: _entries(files, "sources.yml", name="title"),
}
