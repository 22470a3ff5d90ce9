"""Every place that names a page: links, keys of front matter and data, what macros of own pages are called with."""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from pydantic.fields import FieldInfo

from handbook import addresses
from handbook.content.body import LINK, arguments, linked
from handbook.content.data_files import DATA_FILES, SORTED_BY
from handbook.content.files import Files
from handbook.content.macros import MACROS
from handbook.content.model_texts import Naming, namings
from handbook.content.reading import Page
from handbook.content.strict_yaml import Data, Key
from handbook.content.wording import spoken
from handbook.kinds import KINDS, Kind, kind_at
from handbook.moving.edits import RefusedError, source
from handbook.moving.yaml_edits import Yaml
from handbook.moving.yaml_places import places

# What a key of a model names, by its own name: a page of a kind by its slug, or any page by its file from docs/.
NAMES = {"twin": "story"} | {name: kind.name for kind in KINDS.values() for name in (kind.name, kind.several)}
NAMES_A_FILE = ("instead", "read")


@dataclass(frozen=True)
class Target:
    """A page of a kind."""

    kind: Kind
    slug: str

    @property
    def name(self) -> str:
        """Return its file from docs/, without .md."""
        return f"{self.kind.folder}/{self.slug}"

    @property
    def path(self) -> str:
        """Return its file in the repository."""
        return f"docs/{self.name}.md"

    @property
    def address(self) -> str:
        """Return its address."""
        return addresses.of_page(self.kind.folder, self.slug)


@dataclass(frozen=True)
class Mention:
    """A place that names a page: what stands there, and from where to where in its file."""

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Link(Mention):
    """A link of a body: the part of the page that it leads to, if it names one."""

    written: str
    anchor: str


@dataclass(frozen=True)
class Named(Mention):
    """A text under a key, with the field of the model and the YAML that it stands in."""

    key: Key
    field: FieldInfo
    yaml: Yaml

    @property
    def spoken(self) -> str:
        """Return the key in words, without the number of an item."""
        return spoken(self.key[:-1] if isinstance(self.key[-1], int) else self.key)


@dataclass(frozen=True)
class Argument(Mention):
    """What a macro is called with."""

    macro: str


def mentions(files: Files, target: Target) -> Iterator[Mention]:
    """Yield every place that names a page."""
    for page in files.every():
        yield from _links(files, page, target)
    for page in files.own_pages:
        yield from _arguments(files, page, target)
    for data, naming in every_naming(files):
        by_slug = naming.text == target.slug and NAMES.get(naming.under) == target.kind.name
        if by_slug or (naming.text == f"{target.name}.md" and naming.under in NAMES_A_FILE):
            yield named(files, data, naming)


def every_naming(files: Files) -> Iterator[tuple[Data, Naming]]:
    """Yield each text under a key of a model, in pages and in data."""
    for kind in KINDS.values():
        for _, page in files.readable(kind.folder):
            yield from ((page, naming) for naming in namings(kind.model, page.values))
    for name, file in DATA_FILES.items():
        if data := files.data[name]:
            entries = data.values.items() if file.entries else [(None, data.values)]
            for key, values in entries:
                found = namings(file.model, values, () if key is None else (key,))
                yield from ((data, naming) for naming in found)


def named(files: Files, data: Data, naming: Naming) -> Named:
    """Return a text under a key as a mention."""
    yaml = yaml_of(files, data)
    place = yaml.places[naming.key]
    return Named(data.path, place.start, place.end, naming.text, naming.key, naming.field, yaml)


def yaml_of(files: Files, data: Data) -> Yaml:
    """Return a data file, or the front matter of a page, with the place of each value."""
    text, start = source(files.root, data.path).text, 0
    front = text
    if isinstance(data, Page):
        lines = text.split("\n")
        start, front = len(lines[0]) + 1, "\n".join([*lines[1 : data.body_line - 2], ""])
    try:
        return Yaml(data.path, text, places(front, start))
    except yaml.YAMLError:
        raise RefusedError(f"{data.path}:1: no command can change this file; change it by hand") from None


def body_start(files: Files, page: Page) -> int:
    """Return where the body of a page starts in its file."""
    lines = source(files.root, page.path).text.split("\n")
    return len("\n".join(lines[: page.body_line - 1])) + 1


def names_a_key(naming: Naming, facet: str) -> bool:
    """Return whether a text is a key of the vocabulary: a channel or a moment."""
    return naming.under in (facet, SORTED_BY[facet])


def _links(files: Files, page: Page, target: Target) -> Iterator[Link]:
    if target.slug not in page.body:
        return
    start = body_start(files, page)
    for match in LINK.finditer(page.body):
        group = "address" if match["address"] else "apart"
        found = linked(page.path, match[group] or "")
        if found and found[1] == target.path and found[0]:
            written, _, anchor = found
            yield Link(page.path, start + match.start(group), start + match.end(group), match[group], written, anchor)


def _arguments(files: Files, page: Page, target: Target) -> Iterator[Argument]:
    for macro, number, at, text in arguments(page.body):
        wanted = MACROS.get(macro, ())[number : number + 1]
        by_slug = wanted == (target.kind.name,) and text == target.slug
        if by_slug or (wanted == ("address",) and kind_at(text) == (target.kind, target.slug)):
            start = body_start(files, page) + at
            yield Argument(page.path, start, start + len(text), text, macro)
