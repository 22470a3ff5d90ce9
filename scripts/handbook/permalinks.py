"""Addresses that never die: what answers, and what must answer for ever because it was published.

The ledger, docs/permalinks.txt, holds every address. One binds from the day on which it stands in the ledger on the
main branch; a draft on a branch may change its mind. Where git cannot tell, everything in the ledger binds.

An address may come to answer in another way: a renamed page leads on from its old name (`former`), and a removed one
leaves a page that says where to go instead (docs/removed.yml). `make build` keeps the ledger.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from handbook import addresses
from handbook.content.data_files import SORTED_BY
from handbook.content.files import SLUG, Files
from handbook.content.ledger import FILE, read_ledger
from handbook.content.model import Story
from handbook.content.reading import Page
from handbook.git import Published, published
from handbook.kinds import KINDS, Kind, kind_at, kind_of, removed_page
from handbook.writing import write

INTRODUCTION = """\
# Every address of the handbook, one a line; `make build` keeps this list. What it holds on the main branch stays for
# ever, because somebody may have printed it. To rename or remove a page: `make rename`, `make remove`.
"""


@dataclass(frozen=True)
class Place:
    """An address that answers, from the root of the site, and the file that says so.

    It is that of a page itself, or leads on to the page at the address `to`. An old one belongs to no page any more.
    """

    address: str
    file: str
    to: str | None = None
    old: bool = False


def places(files: Files) -> list[Place]:
    """Return every address that answers: pages, their short addresses and old names, and pages that are gone."""
    found = [Place(addresses.of_file(page.path), page.path) for page in files.own_pages]
    found += (place for _, page in files.readable() for place in page.once(places_of))
    return [*found, *_of_removed(files)]


def answering(files: Files) -> frozenset[str]:
    """Return every line of the ledger that answers: pages, what leads on to them, and tags of what is still known."""
    return files.once(_answering)


def _answering(files: Files) -> frozenset[str]:
    old, now = old_keys(files), keys_of_today(files)
    tags = frozenset(
        entry.text
        for entry in files.ledger or ()
        for facet, _, key in [entry.stands_for.partition("=")]
        if key in now.get(facet, ()) or key in old.get(facet, ())
    )
    return tags | {f"/{place.address}" for place in files.once(places)}


def known_addresses(files: Files) -> dict[str, Any]:
    """Return what the handbook knows of addresses: of today and of before."""
    answers = answering(files)
    tags = (entry for entry in files.ledger or () if entry.stands_for and entry.text in answers)
    return {
        "places": tuple(files.once(places)),
        "answering": answers,
        "tags_ever": tuple(tags),
        "old_keys": old_keys(files),
    }


def keys_of_today(files: Files) -> dict[str, set[str]]:
    """Return the keys of what stories are sorted by: `{"moment": {"late"}, ...}`."""
    vocabulary = {facet: files.keys("vocabulary.yml", part) or set() for facet, part in SORTED_BY.items()}
    outcomes = set(get_args(Story.model_fields["outcome"].annotation))
    return {"principle": set(files.pages[KINDS["principle"].folder]), "outcome": outcomes, **vocabulary}


def old_keys(files: Files) -> dict[str, dict[str, str]]:
    """Return the old keys of what stories are sorted by, each with that of today, or with nothing where it is gone."""
    principle, found = KINDS["principle"], {}
    of_principles = (place for _, page in files.readable(principle.folder) for place in page.once(places_of))
    for place in (*of_principles, *_of_removed(files)):
        was, now = kind_at(place.address), kind_at(place.to or "")
        if place.old and was and was[0] is principle:
            found[was[1]] = now[1] if now and now[0] is principle else ""
    data = files.data["vocabulary.yml"]
    former = data.values.get("former") if data else None
    parts = {facet: former.get(part) if isinstance(former, dict) else None for facet, part in SORTED_BY.items()}
    return {principle.name: found} | {facet: part for facet, part in parts.items() if isinstance(part, dict)}


def pages(places: Iterable[Place]) -> list[str]:
    """Return the addresses of the pages themselves."""
    return [place.address for place in places if place.to is None]


def history(root: Path) -> Published | None:
    """Return the lines that the ledger holds or held on the main branch; None where git cannot tell."""
    return published(root, FILE)


def binding(files: Files) -> set[str]:
    """Return every line of the ledger that binds, since it was published, or may have been."""
    past = history(files.root)
    return set(past.ever) if past else {entry.text for entry in files.ledger or ()}


def taken(files: Files) -> set[str]:
    """Return every address that answers or binds: none of them may be used for another page."""
    return {f"/{place.address}" for place in places(files)} | binding(files)


def taken_ids(files: Files) -> set[str]:
    """Return every id that a page has or ever had: none of them may be used again."""
    return {page_id for address in taken(files) if (page_id := addresses.id_in(address))}


def kept(lines: Iterable[str], past: Published | None, answering: Collection[str]) -> list[str]:
    """Return those lines of the ledger that bind or answer, in order; the others are of drafts that changed."""
    return sorted({line for line in lines if past is None or line in past.ever or line in answering})


def renew(root: Path, answering: Collection[str], now: Iterable[str]) -> tuple[list[str], list[str]]:
    """Write the ledger: `now` is what each page has today, `answering` also what leads on. Return what came and went.

    Raises OSError where it cannot be written.
    """
    listed = [entry.text for entry in read_ledger(root, []) or ()]
    lines = sorted({*kept(listed, history(root), answering), *now})
    if lines != listed:
        write(root / FILE, written(lines))
    return sorted(set(lines) - set(listed)), sorted(set(listed) - set(lines))


def written(lines: Iterable[str]) -> str:
    """Return the text of a ledger."""
    return INTRODUCTION + "".join(f"{line}\n" for line in lines)


def places_of(page: Page) -> list[Place]:
    """Return the address of a page of a kind, its short one, and its old names."""
    address, kind = addresses.of_file(page.path), kind_of(page.path)
    own = _leading_on(kind, page.values, page.path, address, old_id=False) if kind else ()
    return [Place(address, page.path), *own]


def _of_removed(files: Files) -> Iterator[Place]:
    """Yield the addresses of each page that was removed."""
    data = files.data["removed.yml"]
    for key, entry in data.values.items() if data else ():
        page = removed_page(key)
        if data and page and SLUG.fullmatch(page[1]) and isinstance(entry, dict):
            to = addresses.of_file(f"docs/{entry.get('instead')}")
            yield Place(addresses.of_page(page[0].folder, page[1]), data.path, to, old=True)
            yield from _leading_on(page[0], entry, data.path, to, old_id=True)


def _leading_on(kind: Kind, values: dict[str, Any], file: str, to: str, old_id: bool) -> Iterator[Place]:
    """Yield the short address of a page that is there or gone, and its old names."""
    if isinstance(page_id := values.get("id"), str):
        yield Place(addresses.short(page_id), file, to, old=old_id)
    former = values.get("former")
    for name in former if isinstance(former, list) else []:
        yield Place(addresses.of_page(kind.folder, name), file, to, old=True)
