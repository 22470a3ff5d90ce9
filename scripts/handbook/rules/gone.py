"""Rules on docs/removed.yml: pages that are gone, and where readers go instead."""

from collections.abc import Iterator
from typing import Any

from handbook.content.files import SLUG, Files
from handbook.content.strict_yaml import Data, Key
from handbook.kinds import KINDS, Kind, removed_page
from handbook.problems import Problem, shown
from handbook.rules.shared import no_page


def removed_pages_have_an_address(files: Files) -> Iterator[Problem]:
    """An entry is named like a page of a kind: by its file from docs/ without .md."""
    data = files.data["removed.yml"]
    *others, last = (f"{kind.folder}/" for kind in KINDS.values())
    folders = f"{', '.join(others)} or {last}"
    for key in data.values if data else ():
        page = removed_page(key)
        if data and not (page and SLUG.fullmatch(page[1])):
            text = f'{shown(key)} is no page; write {folders} and its old file name, such as "stories/late-parcel"'
            yield data.problem((key,), text)


def removed_pages_are_gone(files: Files) -> Iterator[Problem]:
    """A removed page has no file any more, and no other page has or had its name; the same goes for its old names."""
    first: dict[tuple[str, str], str] = {}
    for data, key, entry, kind, slug in _entries(files):
        for place, name in _names(key, entry, slug):
            path, owner = f"docs/{kind.folder}/{name}.md", _named_before(files, kind, name)
            if not SLUG.fullmatch(name):
                yield data.problem(place, f"{key}, former is {shown(name)}; allowed: an old file name without .md")
            elif name in files.pages[kind.folder]:
                yield data.problem(place, f"{path} is still there; delete it, or take this entry out")
            elif owner:
                yield data.problem(place, f'"{name}" is an old name of {owner}; keep it there, or here')
            elif first.setdefault((kind.folder, name), key) != key:
                yield data.problem(place, f"{kind.folder}/{name} stands here twice; keep one")


def removed_ids_were_theirs(files: Files) -> Iterator[Problem]:
    """The id of a removed page is that of no other page, there or gone."""
    ids = ((page.values.get("id"), page.path) for _, page in files.readable())
    owner = {page_id: path for page_id, path in ids if isinstance(page_id, str)}
    for data, key, entry, _, _ in _entries(files):
        page_id = entry.get("id")
        if isinstance(page_id, str) and owner.setdefault(page_id, key) != key:
            text = f"{key}, id is {shown(page_id)}, and so it is in {owner[page_id]}; write the id that this page had"
            yield data.problem((key, "id"), text)


def something_else_to_read(files: Files) -> Iterator[Problem]:
    """A removed page names a page to read instead that is there."""
    for data, key, entry, _, _ in _entries(files):
        instead = entry.get("instead")
        if isinstance(instead, str) and (fault := no_page(files, instead)):
            yield data.problem((key, "instead"), f"{key}, instead is {fault}")


def _entries(files: Files) -> Iterator[tuple[Data, str, dict[str, Any], Kind, str]]:
    """Yield each entry that can be judged: the file, its key, what it holds, and the page that it names."""
    data = files.data["removed.yml"]
    for key, entry in (data.values if data else {}).items():
        page = removed_page(key)
        if data and page and SLUG.fullmatch(page[1]) and isinstance(entry, dict):
            yield data, key, entry, *page


def _names(key: str, entry: dict[str, Any], slug: str) -> Iterator[tuple[Key, str]]:
    """Yield the name of a removed page and its old ones, each with its place."""
    former = entry.get("former")
    yield (key,), slug
    for number, name in enumerate(former if isinstance(former, list) else ()):
        if isinstance(name, str):
            yield (key, "former", number), name


def _named_before(files: Files, kind: Kind, slug: str) -> str | None:
    """Return the page that had a name before, if there is one."""
    old = ((page.values.get("former"), page.path) for _, page in files.readable(kind.folder))
    return next((path for former, path in old if isinstance(former, list) and slug in former), None)
