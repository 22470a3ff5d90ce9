"""Addresses that never die: docs/permalinks.txt holds every one that was ever published, and is only ever added to.

An address may come to answer in another way: a renamed page leads on from its old name (`former`), and a removed one
leaves a page that says where to go instead (docs/removed.yml). `make build` adds new addresses to the file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handbook import addresses, git
from handbook.content.files import LEDGER, Files
from handbook.content.reading import Page
from handbook.kinds import KINDS, Kind
from handbook.writing import write

FILE = f"docs/{LEDGER}"
INTRODUCTION = """\
# Every address that was ever published, one a line. `make build` adds new ones; nothing is ever taken out,
# because somebody may have printed it. A page that moved or went leads on: see Contribute, "Rename or remove a page".
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
    for kind in KINDS.values():
        for slug, page in files.readable(kind.folder):
            found += _of_page(kind, slug, page)
    removed = files.data["removed.yml"]
    for slug, entry in (removed.values if removed else {}).items():
        found += _of_removed(KINDS["story"], slug, entry)
    return found


def pages(places: Iterable[Place]) -> list[str]:
    """Return the addresses of the pages themselves."""
    return [place.address for place in places if place.to is None]


def published(root: Path) -> list[tuple[int, str]]:
    """Return (line, address) for each address in the file; none where there is no file yet."""
    path = root / FILE
    lines = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
    return [(number, line.strip()) for number, line in enumerate(lines, start=1) if line.strip() and line[0] != "#"]


def ever_published(root: Path) -> set[str]:
    """Return every address that any commit ever added to the file; none where there is no git history to ask."""
    try:
        return {line for line in git.added_lines(root, FILE) if line.startswith("/")}
    except git.GitError:
        return set()


def taken(files: Files) -> set[str]:
    """Return every address that answers or was ever published: none of them may be used for another page."""
    answering = {f"/{place.address}" for place in places(files)}
    return answering | ever_published(files.root) | {address for _, address in published(files.root)}


def taken_ids(files: Files) -> set[str]:
    """Return every id that a page has or ever had: none of them may be used again."""
    return {page_id for address in taken(files) if (page_id := addresses.id_in(address))}


def add_new(root: Path, places: Iterable[Place]) -> list[str]:
    """Add every address that a page has now and the file lacks, in order; return those that were added."""
    known = {address for _, address in published(root)}
    new = sorted({f"/{place.address}" for place in places if not place.old} - known)
    if new:
        text = INTRODUCTION + "\n".join(sorted({*known, *new})) + "\n"
        write(root / FILE, text)
    return new


def _of_page(kind: Kind, slug: str, page: Page) -> Iterator[Place]:
    """Yield the address of a page, its short one, and its old names."""
    address = addresses.of_page(kind.folder, slug)
    yield Place(address, page.path)
    if isinstance(page_id := page.values.get("id"), str):
        yield Place(addresses.short(page_id), page.path, address)
    former = page.values.get("former")
    for name in former if isinstance(former, list) else []:
        yield Place(addresses.of_page(kind.folder, name), page.path, address, old=True)


def _of_removed(kind: Kind, slug: str, entry: object) -> Iterator[Place]:
    """Yield the addresses of a page that was removed."""
    values = entry if isinstance(entry, dict) else {}
    to = addresses.of_file(f"docs/{values.get('instead')}")
    yield Place(addresses.of_page(kind.folder, slug), "docs/removed.yml", to, old=True)
    if isinstance(page_id := values.get("id"), str):
        yield Place(addresses.short(page_id), "docs/removed.yml", to, old=True)
