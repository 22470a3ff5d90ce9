"""Rules on bodies that need other pages: which sections this kind of page has, and where links lead."""

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from handbook.content.body import anchor_of, flood, headings, linked, links
from handbook.content.files import DATA, Files
from handbook.content.reading import Page
from handbook.kinds import kind_of
from handbook.problems import Names, Problem, shown
from handbook.rules.markdown import check_markdown
from handbook.rules.rendering import check_rendering
from handbook.rules.sections import check_sections

OWN_PAGE = 2  # times as many marks as on a page of a kind: the guide is long, and only maintainers write it


CODE_SPAN = re.compile(r"`[^`\n]*`")  # shows a link as it is written


def bodies_are_plain(files: Files) -> Iterator[Problem]:
    """The body has its sections in order, in plain Markdown."""
    for _, page in files.readable():
        yield from page.once(faults_of_body)


def faults_of_body(page: Page) -> list[Problem]:
    """Return what is wrong with the body of a page of a kind."""
    kind = kind_of(page.path)
    return check_body(page, kind.sections_for(page.values)) if kind else []


def check_body(page: Page, sections: tuple[str, ...]) -> list[Problem]:
    """One body has these sections in order, in plain Markdown that shows what it says."""
    if fault := flood(page.body):
        return [Problem(page.path, page.body_line, fault)]
    found = (*check_sections(page.body, sections), *check_markdown(page.body), *check_rendering(page.body))
    return [Problem(page.path, page.body_line + line, fault) for line, fault in found]


class Link(NamedTuple):
    """A link to a file: its line, how it is written, whole and without the part, the file, and the part."""

    line: int
    address: str
    path: str
    target: str
    part: str


def links_lead_somewhere(files: Files) -> Iterator[Problem]:
    """A link to another page or to a picture names a file that is there, and a part that it has."""
    published = files.names - DATA
    pages = {page.path: page for page in files.every()}
    lost = []
    for page in pages.values():
        for link in page.once(links_of):
            parts = pages[link.target].once(parts_of) if link.part and link.target in pages else None
            if link.target not in published:
                lost.append((page, link))
            elif parts and link.part not in parts:
                text = f"link address {shown(link.address)}: that page has no part {parts.allowed(link.part)}"
                yield Problem(page.path, link.line, text)
    by_name = {_called(path): path for path in sorted(published)} if lost else {}
    names = Names(by_name)
    for page, link in lost:
        near = names.nearest(_called(link.target))
        guess = posixpath.relpath(by_name[near], posixpath.dirname(page.path)) if near else ""
        text = f"link address {shown(link.path)} is no file here."
        yield Problem(page.path, link.line, f'{text} Did you mean "{guess}"?' if near else text)


def links_of(page: Page) -> list[Link]:
    """Return each link of a page to a file; the rules on Markdown judge the others. None where there is a flood."""
    if flood(page.body, OWN_PAGE):
        return []
    body = CODE_SPAN.sub(lambda code: " " * len(code[0]), page.body)
    found = ((page.body_line + line, address, linked(page.path, address)) for line, address in links(body))
    return [Link(line, address, *place) for line, address, place in found if place]


def _called(path: str) -> str:
    """Return what a page is called in any folder, with or without its ending; a list of pages like its folder."""
    name = path.removeprefix("docs/").removesuffix("/index.md").rpartition("/")[2]
    return name.removesuffix(".md")


def parts_of(page: Page) -> Names | None:
    """Return the parts of a page that one may link to; None for an own page that calls a macro: it may have any."""
    if kind := kind_of(page.path):
        return Names(kind.anchors_of(page.values))
    return None if "{{" in page.body else Names(anchor_of(heading.title) for heading in headings(page.body))
