"""Rules on bodies that need other pages: which sections this kind of page has, and where links lead."""

import posixpath
import re
from collections.abc import Iterator

from handbook.content.body import anchor_of, flood, headings, linked, links
from handbook.content.data_files import DATA_FILES
from handbook.content.files import Files
from handbook.content.ledger import LEDGER
from handbook.content.reading import Page
from handbook.kinds import KINDS, kind_of
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


def links_lead_somewhere(files: Files) -> Iterator[Problem]:
    """A link to another page or to a picture names a file that is there, and a part that it has."""
    published = files.names - {f"docs/{name}" for name in (*DATA_FILES, LEDGER)}
    by_name = {_called(path): path for path in sorted(published)}
    names, parts = Names(by_name), anchors(files)
    for page, line, address in _links(files):
        if (found := linked(page.path, address)) is None:
            continue  # no file; the rules on Markdown judge it
        (path, target, anchor), folder = found, posixpath.dirname(page.path)
        if target not in published:
            near = names.nearest(_called(target))
            guess = f' Did you mean "{posixpath.relpath(by_name[near], folder)}"?' if near else ""
            yield Problem(page.path, line, f"link address {shown(path)} is no file here.{guess}")
        elif anchor and target in parts and anchor not in parts[target]:
            text = f"link address {shown(address)}: that page has no part {parts[target].allowed(anchor)}"
            yield Problem(page.path, line, text)


def _links(files: Files) -> Iterator[tuple[Page, int, str]]:
    """Yield page, line and address of each link, on pages that have no flood of them."""
    for page in (*(page for _, page in files.readable()), *files.own_pages):
        yield from ((page, line, address) for line, address in page.once(links_of))


def links_of(page: Page) -> list[tuple[int, str]]:
    """Return line and address of each link of a page; none where there is a flood of them."""
    if flood(page.body, OWN_PAGE):
        return []
    body = CODE_SPAN.sub(lambda code: " " * len(code[0]), page.body)
    return [(page.body_line + line, address) for line, address in links(body)]


def _called(path: str) -> str:
    """Return what a page is called in any folder, with or without its ending; a list of pages like its folder."""
    name = path.removeprefix("docs/").removesuffix("/index.md").rpartition("/")[2]
    return name.removesuffix(".md")


def anchors(files: Files) -> dict[str, Names]:
    """Return the parts of each page that one may link to; an own page that calls a macro may have any."""
    found = {page.path: page.once(_headed) for page in files.own_pages if "{{" not in page.body}
    for kind in KINDS.values():
        for _, page in files.readable(kind.folder):
            found[page.path] = page.once(_parted, kind.name)
    return found


def _headed(page: Page) -> Names:
    return Names(anchor_of(heading.title) for heading in headings(page.body))


def _parted(page: Page, kind: str) -> Names:
    return Names(KINDS[kind].anchors_of(page.values))
