"""Rules on bodies that need other pages: which sections this kind of page has, and where links lead."""

import html
import posixpath
from collections.abc import Iterator

from handbook.content.body import anchor_of, headings, links
from handbook.content.data_files import DATA_FILES
from handbook.content.files import LEDGER, Files
from handbook.content.reading import Page
from handbook.kinds import KINDS
from handbook.problems import Problem, allowed, did_you_mean, shown
from handbook.rules.markdown import check_markdown
from handbook.rules.sections import check_sections


def bodies_are_plain(files: Files) -> Iterator[Problem]:
    """The body has its sections in order, in plain Markdown."""
    for kind in KINDS.values():
        for _, page in files.readable(kind.folder):
            yield from check_body(page, kind.sections_for(page.values))


def check_body(page: Page, sections: tuple[str, ...]) -> Iterator[Problem]:
    """One body has these sections in order, in plain Markdown."""
    for line, fault in (*check_sections(page.body, sections), *check_markdown(page.body)):
        yield Problem(page.path, page.body_line + line, fault)


def links_lead_somewhere(files: Files) -> Iterator[Problem]:
    """A link to another page or to a picture names a file that is there, and a part that it has."""
    published = files.names - {f"docs/{name}" for name in (*DATA_FILES, LEDGER)}
    anchors = _anchors(files)
    for page in (*(page for _, page in files.readable()), *files.own_pages):
        folder = posixpath.dirname(page.path)
        for line, address in links(page.body):
            path, _, anchor = html.unescape(address).partition("#")
            if ":" in path or path.startswith("/"):
                continue  # no file; the rules on Markdown judge it
            target = posixpath.normpath(posixpath.join(folder, path)) if path else page.path
            if target not in published:
                guess = did_you_mean(path, (posixpath.relpath(name, folder) for name in published))
                yield Problem(page.path, page.body_line + line, f"link address {shown(path)} is no file here.{guess}")
            elif anchor and target in anchors and anchor not in anchors[target]:
                text = f"link address {shown(address)}: that page has no part {allowed(anchor, anchors[target])}"
                yield Problem(page.path, page.body_line + line, text)


def _anchors(files: Files) -> dict[str, list[str]]:
    """The parts of each page that one may link to; an own page that calls a macro may have any."""
    anchors = {
        page.path: [anchor_of(heading.title) for heading in headings(page.body)]
        for page in files.own_pages
        if "{{" not in page.body
    }
    for kind in KINDS.values():
        for _, page in files.readable(kind.folder):
            anchors[page.path] = list(kind.anchors_of(page.values))
    return anchors
