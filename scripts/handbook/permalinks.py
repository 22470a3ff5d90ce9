"""Addresses that never die: docs/permalinks.txt holds every one that was ever published, and is only ever added to.

An address may come to answer in another way: a renamed story leads on from its old name (`former`), and a removed one
leaves a page that says where to go instead (docs/removed.yml). `make build` adds new addresses to the file.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from handbook.catalogue import Files, Handbook

FILE = "docs/permalinks.txt"
ADDRESS = re.compile(r"/(?:[a-z0-9-]+/)*")
INTRODUCTION = """\
# Every address that was ever published, one a line. `make build` adds new ones; nothing is ever taken out,
# because somebody may have printed it. A page that moved or went leads on: see Contribute, "Rename or remove a page".
"""


@dataclass(frozen=True)
class Leads:
    """An old or short address, and the page that it leads to; `why` says why a removed page went."""

    address: str
    to: str
    title: str
    why: str = ""


def published(root: Path) -> list[tuple[int, str]]:
    """Return (line, address) for each address in the file; none where there is no file yet."""
    path = root / FILE
    lines = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
    return [(number, line.strip()) for number, line in enumerate(lines, start=1) if line.strip() and line[0] != "#"]


def ever_published(root: Path) -> set[str]:
    """Return every address that any commit ever added to the file; none where there is no git history to ask."""
    command = ["git", "-C", str(root), "log", "--format=", "--patch", "--unified=0", "--", FILE]
    try:
        found = subprocess.run(command, capture_output=True, text=True, errors="replace")
    except FileNotFoundError:
        return set()
    return {line[1:].strip() for line in found.stdout.split("\n") if line.startswith("+/")}


def current(files: "Files") -> dict[str, str]:
    """Return every address that a page of docs/ has now, and the file that it comes from."""
    addresses = {"/" + address_of(page.path): page.path for page in files.own_pages}
    for page in files.pages():
        addresses["/" + address_of(page.path)] = page.path
        if isinstance(short := page.values.get("id"), str):
            addresses[f"/go/{short}/"] = page.path
    return addresses


def old(files: "Files") -> dict[str, str]:
    """Return every address that leads on from a renamed or removed page, and the file that says so."""
    addresses = {}
    for page in files.stories.values():
        former = page.values.get("former") if page else None
        for name in former if page and isinstance(former, list) else []:
            addresses[f"/stories/{name}/"] = page.path if page else ""
    removed = files.data["removed.yml"]
    for name, entry in (removed.values if removed else {}).items():
        addresses[f"/stories/{name}/"] = "docs/removed.yml"
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            addresses[f"/go/{entry['id']}/"] = "docs/removed.yml"
    return addresses


def addresses_answer(files: "Files") -> Iterator[Problem]:
    """Every address that was ever published is in docs/permalinks.txt and still answers."""
    listed = published(files.root)
    answering = current(files) | old(files)
    for line, address in listed:
        if not ADDRESS.fullmatch(address):
            yield Problem(FILE, line, f'"{address}" is no address; write it like /stories/little-alien/')
        elif address not in answering:
            yield Problem(FILE, line, f"{address} no longer answers; {_remedy(address, answering)}")
    for address in sorted(ever_published(files.root) - {address for _, address in listed}):
        yield Problem(FILE, 1, f"{address} was taken out; put the line back, because somebody may have printed it")


def taken_ids(root: Path, files: "Files") -> set[str]:
    """Return every id that a page has or ever had: none of them may be used again."""
    addresses = {*current(files), *old(files), *ever_published(root), *(address for _, address in published(root))}
    return {address.split("/")[2] for address in addresses if address.startswith("/go/")}


def add_new(root: Path, book: "Handbook") -> list[str]:
    """Add every address that a page has now and the file lacks, in order; return those that were added."""
    known = {address for _, address in published(root)}
    now = {f"/{address}" for address in pages(book)}
    now |= {f"/go/{story.id}/" for story in book.stories.values()}
    now |= {f"/go/{principle.id}/" for principle in book.principles.values()}
    new = sorted(now - known)
    if new:
        text = INTRODUCTION + "\n".join(sorted({*known, *new})) + "\n"
        (root / FILE).write_text(text, encoding="utf-8", newline="\n")
    return new


def pages(book: "Handbook") -> list[str]:
    """Return the address of every page from the root of the site; of the home page it is empty."""
    own = [address_of(page.path) for page in book.own_pages]
    return own + [f"{folder}/{slug}/" for folder in ("principles", "stories") for slug in getattr(book, folder)]


def leads(book: "Handbook") -> list[Leads]:
    """Return every address that leads on to a page: short ones, old names, removed pages."""
    found = [Leads(f"go/{page.id}/", f"principles/{slug}/", page.title) for slug, page in book.principles.items()]
    for slug, story in book.stories.items():
        old_names = [f"go/{story.id}/", *(f"stories/{name}/" for name in story.former)]
        found += [Leads(address, f"stories/{slug}/", story.title) for address in old_names]
    for slug, entry in book.removed.items():
        to = entry.instead.removesuffix(".md") + "/"
        found += [Leads(name, to, entry.title, entry.why) for name in (f"stories/{slug}/", f"go/{entry.id}/")]
    return found


def address_of(path: str) -> str:
    """Return the address of a page from the site's root: docs/stories/x.md is stories/x/."""
    return re.sub(r"(?:(?:^|(?<=/))index)?\.md$", "/", path.removeprefix("docs/")).replace("//", "/").lstrip("/")


def _remedy(address: str, answering: dict[str, str]) -> str:
    """Say how an address can be made to answer again."""
    if address.startswith("/go/"):
        return "an id never changes: put it back, or name it in docs/removed.yml if its page was removed"
    if address.startswith("/stories/"):
        name = address.split("/")[2]
        return f'if renamed, add "former: [{name}]" to the new file; if removed, add "{name}" to docs/removed.yml'
    return f"put the page back.{did_you_mean(address, answering)}"
