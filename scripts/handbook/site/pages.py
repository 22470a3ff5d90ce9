"""How a page is mended, and says its edition and the policy; and what is wrong with one, which stops the build."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

from handbook.pages.show import anchors
from handbook.parallel import each
from handbook.site import policy
from handbook.site.offline import WORKER
from handbook.site.output import PAGE, Site, SiteError
from handbook.site.pictures import with_sizes

# The theme opens its menu and its search by hidden checkboxes, which are no valid HTML. Ours need none.
TOGGLES = re.compile(r'<input class="md-toggle"[^>]*>\s*|<label class="md-overlay"[^>]*></label>\s*')
CHARSET = re.compile(r'(<meta charset="utf-8">)(?:<meta http-equiv="Content-Security-Policy"[^>]*>)?')
EDITION = re.compile(r"(<span data-edition>)[^<]*")  # of the foot, as the next one is
EDITION_IN_A_LINK = re.compile(r"(Edition%3A%20)(?:(?!%0A)[^\"])*")  # what is sent says it as well
# Only in tags, and not where a text says the same: between two tags stands no sign > that is not written as a code.
ASSET_IN_PAGE = re.compile(r'(<(?:script|link)\b[^<>]*?(?:src|href)="[^"<>]*assets/)([a-z-]+\.(?:js|css))"')
# A page that names the worker has the browser keep the handbook (header.js); the live preview names none.
MANIFEST = re.compile(r'(<link rel="manifest" href="([^"<>]*)manifest\.webmanifest")[^<>]*>')
ANCHOR = re.compile(r' id="([^"<>]*)"[^<>]*>')
SEARCH_MARK = re.compile(r"<!--(/?)search\b[^>]*-->")


@dataclass(frozen=True)
class Mending:
    """What is written into each page: the names of our assets, the edition as the foot tells it, and its name."""

    names: dict[str, str]
    told: str
    edition: str
    worker: bool  # whether devices keep the handbook


def whole(site: Site) -> None:
    """Look whether each page of a kind has all its parts. Raises SiteError where one lacks a part."""
    pages = ((name, anchors_of(site, name)) for name in site.files() if name.endswith(PAGE))
    found = each(partial(_look, site.folder), [page for page in pages if page[1]])
    if faults := [fault for faults in found for fault in faults]:
        raise SiteError("\n".join(faults))


def anchors_of(site: Site, name: str) -> tuple[str, ...]:
    """Return the anchors of the parts that a page must have: those of its kind."""
    address = name.removesuffix("index.html")
    known = anchors(site.book, address) if address in site.book else ()
    return tuple(part["url"][1:] for part in known)


def mended(html: str, path: Path, mending: Mending) -> str:
    """Return a page with the edition, the names of our assets and the policy."""
    top, main, rest = html.partition("<main")
    top = MANIFEST.sub(rf'\1 data-worker="\2{WORKER}">' if mending.worker else r"\1>", TOGGLES.sub("", top), count=1)
    top = CHARSET.sub(rf"\1{policy.in_page()}", top, count=1)
    above, footer, foot = f"{top}{main}{rest}".rpartition("<footer")
    if footer:
        foot = EDITION_IN_A_LINK.sub(rf"\g<1>{quote(mending.edition)}", EDITION.sub(rf"\g<1>{mending.told}", foot))
    text = f"{above}{footer}{foot}"
    text = ASSET_IN_PAGE.sub(lambda found: f'{found[1]}{mending.names.get(found[2], found[2])}"', text)
    return with_sizes(text, path)


def faults_of(html: str, anchors: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with a page: a script that we do not know, and each anchor that it lacks."""
    for script in policy.unknown_scripts(html):
        yield f"a script that we do not know, {script.strip()[:60]!r}; allowed: the files in overrides/inline/"
    yield from _lacking(html, anchors)


def _look(folder: Path, page: tuple[str, Sequence[str]]) -> list[str]:
    """Return what a page lacks."""
    name, anchors = page
    return [f"{name}: {fault}" for fault in _lacking((folder / name).read_text(encoding="utf-8"), anchors)]


def _lacking(html: str, anchors: Sequence[str]) -> Iterator[str]:
    """Say which parts a page lacks. The templates set them between rendered headings, which a setting can change."""
    there = set(ANCHOR.findall(html)) if anchors else ()
    missing = [anchor for anchor in anchors if anchor not in there]
    open_marks = 0
    for mark in SEARCH_MARK.findall(html):
        open_marks += -1 if mark else 1
        if open_marks not in (0, 1) and "search" not in missing:
            missing.append("search")
    if missing:
        look = "look at its template in overrides/partials/, and at markdown_extensions in mkdocs.yml"
        yield f"the page lacks {', '.join(missing)}; {look}"
