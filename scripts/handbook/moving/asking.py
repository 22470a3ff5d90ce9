"""What a person says that they want to rename or remove, in any of the forms in which one meets it."""

import re
import sys
from collections.abc import Callable, Iterator
from typing import TypeVar

from handbook import addresses
from handbook.content.data_files import SORTED_BY
from handbook.content.files import Files
from handbook.content.ledger import FILE
from handbook.content.reading import Page
from handbook.kinds import KINDS
from handbook.moving.edits import RefusedError
from handbook.moving.mentions import Target
from handbook.moving.rename_key import KeyTarget
from handbook.problems import did_you_mean, printable, shown

T = TypeVar("T")


def target_of(files: Files, said: str) -> Target | KeyTarget:
    """Return what is meant by a file, an address or a name: a page of a kind, or a key of the vocabulary."""
    name = _plain(said)
    known = {target.name: target for target in _targets(files)}
    found = [target for target in known.values() if name in (target.name, target.name.partition("/")[2])]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(target.name for target in found)
        raise RefusedError(f"{shown(name)} may be {names}; write which one")
    if own := next(
        (page.path for page in files.own_pages if name and addresses.of_file(page.path) == f"{name}/"), None
    ):
        raise RefusedError(f"{own} is one of the handbook's own pages, which mkdocs.yml names; change it by hand")
    forms = ", ".join(f"{folder}/..." for folder in (*(kind.folder for kind in KINDS.values()), *SORTED_BY.values()))
    raise RefusedError(f"there is no {shown(name)}; allowed: {forms}.{did_you_mean(name, known)}")


def page_of(files: Files, said: str) -> tuple[Target, Page]:
    """Return the page of a kind that is meant. Raises RefusedError where it is another thing."""
    target = target_of(files, said)
    if isinstance(target, KeyTarget):
        raise RefusedError(f"{target.name} is no page; a key of the vocabulary can only be renamed")
    page = files.pages[target.kind.folder][target.slug]
    assert page, "whether all can be read was asked before"
    return target, page


def file_to_read(files: Files, said: str) -> str:
    """Return the file from docs/ of a page that is to be read instead of another one."""
    name = _plain(said)
    every = {addresses.of_file(path).strip("/"): path for path in sorted(files.names) if path.endswith(".md")}
    called = [path for known, path in every.items() if name and name == known.rpartition("/")[2]]
    if found := every.get(name) or (called[0] if len(called) == 1 else None):
        return found.removeprefix("docs/")
    guess = did_you_mean(name, every)
    raise RefusedError(f"there is no page {shown(said)} to read instead; write it like stories/toy-car.{guess}")


def plain_name(said: str, folder: str) -> str:
    """Return the new name alone, if somebody wrote it with the folder that it stays in."""
    name = _plain(said)
    if "/" in name and name.partition("/")[0] != folder:
        raise RefusedError(f"the new name is {shown(said)}; it stays in {folder}/, so write the name alone")
    return name.removeprefix(f"{folder}/")


def all_can_be_read(files: Files) -> None:
    """Raise RefusedError where a file cannot be read: nobody knows whether it names what is to change."""
    readable = {page.path for page in files.every()}
    readable |= {data.path for data in files.data.values() if data} | ({FILE} if files.ledger is not None else set())
    unread = {problem.path for problem in files.problems} - readable
    faults = [problem for problem in sorted(files.problems) if problem.path in unread and _may_name(problem.path)]
    if faults:
        raise RefusedError(*(f"{problem}; mend this first, since it may name the page" for problem in faults))


def answered(given: str, name: str, question: str, judge: Callable[[str], T]) -> T:
    """Return what is made of an answer: of one that was given, or else of the first one in a terminal that can be used.

    `name` is how it is given. Raises RefusedError where it cannot be used, or where there is nobody to ask.
    """
    if given.strip():
        return judge(given.strip())
    if not sys.stdin.isatty():
        raise RefusedError(f"{name} is missing; give it, or run the command in a terminal")
    while True:
        try:
            return judge(input(f"{question} ").strip())
        except RefusedError as error:
            print(on_lines(error))


def on_lines(said: object) -> str:
    """Return what is said with only the line ends that are ours, whatever characters somebody typed."""
    return "\n".join(map(printable, str(said).split("\n")))


def _plain(said: str) -> str:
    """Return a page as "stories/toy-car", whatever one calls it: its file, its address, with the site or without."""
    path = re.sub(r"^[a-z]+://[^/]*", "", said.strip()).partition("#")[0].partition("?")[0]
    path = re.sub(r"(?:^|/)index\.md$|\.md$", "", path.strip("/").removeprefix("docs/"))
    return path.strip("/")


def _targets(files: Files) -> Iterator[Target | KeyTarget]:
    """Yield everything that can have another name."""
    for kind in KINDS.values():
        yield from (Target(kind, slug) for slug in files.pages[kind.folder])
    for facet, part in SORTED_BY.items():
        yield from (KeyTarget(facet, key) for key in sorted(files.keys("vocabulary.yml", part) or ()))


def _may_name(path: str) -> bool:
    """Return whether a file could name a page: Markdown and data do, pictures do not."""
    return path.endswith((".md", ".yml", ".txt"))
