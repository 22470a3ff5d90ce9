"""Step: each file is looked at once, by a process that does all that one file needs.

A page is mended, and the code that leads to it is drawn; a text is compressed; the digest is noted by which a reader's
device knows the file. A step for each of these would read every page again, and start its own processes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from handbook.parallel import each
from handbook.site.codes import code_of
from handbook.site.compress import FORM, already_kept, ready
from handbook.site.offline import LATE
from handbook.site.output import PAGE, Digest, Site, SiteError, rewrite
from handbook.site.pages import Mending, anchors_of, faults_of, mended

UNKNOWN = "not known"  # of an edition, in the links of the foot

Looked = tuple[list[str], dict[str, Digest]]  # what is wrong with a file, and the digests of what it gave


@dataclass(frozen=True)
class File:
    """A file of the site by its name from there; of a page of a kind the anchors that it must have, and its id."""

    name: str
    anchors: tuple[str, ...]
    page_id: str


def each_file(site: Site) -> None:
    """Do what one file needs to all that are there before the search, but for the pages that lead on.

    Raises SiteError where a page lacks one of its parts or holds a script that we do not know.
    """
    edition = site.edition.name if site.edition else UNKNOWN
    mending = Mending(site.names, site.edition_told, edition, site.book.company.offline)
    worth = None if already_kept() else 2  # to compress a module takes a second
    found = each(partial(_look_at, site.folder, site.address, mending), list(_files(site)), worth)
    if faults := [fault for faults, _ in found for fault in faults]:
        raise SiteError("\n".join(faults))
    for _, digests in found:
        site.digests.update(digests)


def _files(site: Site) -> Iterator[File]:
    done = {f"{place.address}index.html" for place in site.book.places if place.to is not None}  # by moved.py
    for name in site.files():
        if name in done or name.startswith(LATE) or name.endswith(FORM):
            continue
        address = name.removesuffix("index.html")
        page = site.book.page(address) if address in site.book else None
        yield File(name, anchors_of(site, name), getattr(page, "id", ""))


def _look_at(site: Path, root: str, mending: Mending, file: File) -> Looked:
    path, faults = site / file.name, list[str]()
    content, drawn = path.read_bytes(), dict[str, bytes]()
    if file.name.endswith(PAGE):
        html = content.decode()
        text = mended(html, path, mending)
        faults = [f"{file.name}: {fault}" for fault in faults_of(text, file.anchors)]
        if text != html:
            rewrite(path, content := text.encode())
        if file.page_id:
            drawn = code_of(site, root, file.page_id, text)
    return faults, {name: ready(site, name, text) for name, text in ({file.name: content} | drawn).items()}
