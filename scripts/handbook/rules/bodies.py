"""Rules on bodies that need other pages: which sections this kind of page has, and where links lead."""

import posixpath
from collections.abc import Iterator

from handbook import addresses
from handbook.content.body import MACROS_OF_STORIES, anchor_of, arguments, headings, linked, links
from handbook.content.data_files import DATA_FILES
from handbook.content.files import SLUG, Files
from handbook.content.ledger import LEDGER
from handbook.content.reading import Page
from handbook.kinds import KINDS, kind_at
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
    parts = anchors(files)
    for page in (*(page for _, page in files.readable()), *files.own_pages):
        folder = posixpath.dirname(page.path)
        for line, address in links(page.body):
            if (found := linked(page.path, address)) is None:
                continue  # no file; the rules on Markdown judge it
            path, target, anchor = found
            if target not in published:
                guess = did_you_mean(path, (posixpath.relpath(name, folder) for name in published))
                yield Problem(page.path, page.body_line + line, f"link address {shown(path)} is no file here.{guess}")
            elif anchor and target in parts and anchor not in parts[target]:
                text = f"link address {shown(address)}: that page has no part {allowed(anchor, parts[target])}"
                yield Problem(page.path, page.body_line + line, text)


def macros_name_pages(files: Files) -> Iterator[Problem]:
    """What one of the handbook's own pages gives to a macro names a story, or a page, that is there."""
    stories = files.pages[KINDS["story"].folder]
    own = {addresses.of_file(page.path) for page in files.own_pages}
    for page in files.own_pages:
        for macro, at, text in arguments(page.body):
            line = page.body_line + page.body.count("\n", 0, at)
            found = kind_at(text) if text.endswith("/") and text not in own else None
            if macro in MACROS_OF_STORIES and text not in stories:
                yield Problem(page.path, line, f"{macro}: story is {allowed(text, stories)}")
            elif found and SLUG.fullmatch(found[1]) and found[1] not in files.pages[found[0].folder]:
                guess = did_you_mean(found[1], files.pages[found[0].folder])
                yield Problem(page.path, line, f"{macro}: {shown(text)} is the address of no page.{guess}")


def anchors(files: Files) -> dict[str, list[str]]:
    """Return the parts of each page that one may link to; an own page that calls a macro may have any."""
    found = {
        page.path: [anchor_of(heading.title) for heading in headings(page.body)]
        for page in files.own_pages
        if "{{" not in page.body
    }
    for kind in KINDS.values():
        for _, page in files.readable(kind.folder):
            found[page.path] = list(kind.parts_of(page.values))
    return found
