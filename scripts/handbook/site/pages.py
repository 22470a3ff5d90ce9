"""Step: each page is mended, and says its edition and the policy. A page that lacks a part stops the build."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

from handbook.pages.show import anchors
from handbook.parallel import each
from handbook.site import policy
from handbook.site.assets import named_by_content
from handbook.site.offline import WORKER
from handbook.site.output import Site, SiteError, rewrite
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
UNKNOWN = "not known"
SEARCH_MARK = re.compile(r"<!--(/?)search\b[^>]*-->")

Page = tuple[Path, tuple[str, ...]]  # a file, and the anchors of the parts that it must have


def pages(site: Site) -> None:
    """Mend each page, and write into it the edition, the names of our assets and the policy.

    Raises SiteError where a page lacks one of its parts or holds a script that we do not know.
    """
    names = named_by_content(site.folder / "assets")
    edition = (site.edition_told, site.edition.name if site.edition else UNKNOWN)
    mend = partial(_mend, names=names, edition=edition, worker=site.book.company.offline)
    _report(site, each(mend, list(_all_pages(site))))


def whole(site: Site) -> None:
    """Look whether each page has all its parts, and change nothing. Raises SiteError as `pages` does."""
    _report(site, each(_look, [page for page in _all_pages(site) if page[1]]))


def _all_pages(site: Site) -> Iterator[Page]:
    """Yield each page with the parts that it must have: those of its kind."""
    for name in site.files():
        if name.endswith(".html"):
            address = name.removesuffix("index.html")
            known = anchors(site.book, address) if address in site.book else ()
            yield site.folder / name, tuple(part["url"][1:] for part in known)


def _mend(page: Page, names: dict[str, str], edition: tuple[str, str], worker: bool) -> list[str]:
    """Mend one page; return what is wrong with it. `edition` is as the foot tells it, and as its links write it."""
    path, anchors = page
    told, written = edition
    html = path.read_text(encoding="utf-8")
    above, start, foot = html.rpartition("<footer")
    foot = EDITION_IN_A_LINK.sub(rf"\g<1>{quote(written)}", EDITION.sub(rf"\g<1>{told}", foot))
    text = f"{TOGGLES.sub('', above)}{start}{foot}"
    text = ASSET_IN_PAGE.sub(lambda found: f'{found[1]}{names.get(found[2], found[2])}"', text)
    text = MANIFEST.sub(rf'\1 data-worker="\2{WORKER}">' if worker else r"\1>", text, count=1)
    own_policy = f'<meta http-equiv="Content-Security-Policy" content="{policy.policy()}">'
    text = with_sizes(text, path)
    text = CHARSET.sub(rf"\1{own_policy}", text, count=1)
    if text != html:
        rewrite(path, text)
    scripts = (
        f"a script that we do not know, {script.strip()[:60]!r}; allowed: the files in overrides/inline/"
        for script in policy.unknown_scripts(text)
    )
    return [*(f"{path}: {script}" for script in scripts), *_lacking(path, text, anchors)]


def _look(page: Page) -> list[str]:
    """Return what a page lacks."""
    path, anchors = page
    return list(_lacking(path, path.read_text(encoding="utf-8"), anchors))


def _lacking(path: Path, html: str, anchors: tuple[str, ...]) -> Iterator[str]:
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
        yield f"{path}: the page lacks {', '.join(missing)}; {look}"


def _report(site: Site, found: list[list[str]]) -> None:
    faults = [fault.removeprefix(f"{site.folder}/") for faults in found for fault in faults]
    if faults:
        raise SiteError("\n".join(faults))
