"""What happens to the built site before it is finished: one list of steps, each a function of the built site.

The steps know HTML and nothing of the engine, so that they work after any engine. The same input gives the same bytes,
and running them twice changes nothing.
"""

import gzip
import html
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import brotli

from handbook import machines, policy, view
from handbook.assets import named_by_content
from handbook.catalogue import Handbook
from handbook.edition import Edition
from handbook.parallel import each
from handbook.permalinks import leads
from handbook.search_index import NAMED_BY_CONTENT, make_index
from handbook.templates import printed

# The theme opens its menu and its search by hidden checkboxes, which are no valid HTML. Ours need none.
TOGGLES = re.compile(r'<input class="md-toggle"[^>]*>\s*|<label class="md-overlay"[^>]*></label>\s*')
CHARSET = re.compile(r'(<meta charset="utf-8">)(?:<meta http-equiv="Content-Security-Policy"[^>]*>)?')
EDITION = re.compile(r"(<span data-edition>)[^<]*")
META = '<meta property="og:{}" content="([^"]*)"'
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
EVERYTHING = re.compile(r"<!-- everything -->.*?<!-- /everything -->", re.DOTALL)

ASSET_IN_PAGE = re.compile(r'((?:src|href)="[^"]*assets/)([a-z-]+\.(?:js|css))"')

COMPRESSIBLE = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}
SMALL = 4096  # bytes of a page; what leads on is shorter, and reaches the reader with the first packets as it is


@dataclass(frozen=True)
class Site:
    """A built site in a folder, and the handbook that it was built from."""

    folder: Path
    book: Handbook
    edition: Edition | None = None

    @cached_property
    def address(self) -> str:
        """Where the site is published, as its home page says."""
        return self._home(CANONICAL, "/")

    @cached_property
    def name(self) -> str:
        """What the site is called, as its home page says."""
        return self._home(re.compile(META.format("site_name")), "Handbook")

    def _home(self, pattern: re.Pattern[str], otherwise: str) -> str:
        found = pattern.search((self.folder / "index.html").read_text(encoding="utf-8"))
        return html.unescape(found[1]) if found else otherwise

    def write(self, name: str, text: str) -> None:
        """Write a file of the site, where it is not there already with this text."""
        path = self.folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def finish(folder: Path, book: Handbook, edition: Edition | None = None) -> None:
    """Run all steps over a built site of this handbook."""
    site = Site(folder, book, edition)
    for step in STEPS:
        step(site)


def preview(folder: Path, book: Handbook, index: Path) -> None:
    """Run the steps that the live preview needs. The search index is made by the first build, and lent to all others.

    A new index for each save would take longer than the build itself, and could meet with the next build.
    """
    site = Site(folder, book)
    permanent_addresses(site)
    parts_of_everything(site)
    if not index.exists():
        index.parent.mkdir(parents=True, exist_ok=True)
        make_index(folder, book, index)
        print("The search knows the pages as they are now; start the preview anew to index your changes", flush=True)
    if not (folder / "search").exists():
        (folder / "search").symlink_to(index.resolve())


def without_leftovers(site: Site) -> None:
    """Take out what the engine publishes and no page uses: the theme's script, maps of its sources, our own parts."""
    for name in ("assets/javascripts", "inline", "pictures", "sitemap.xml.gz", "search.json"):
        path = site.folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for path in site.folder.glob("assets/**/*.map"):
        path.unlink()


def permanent_addresses(site: Site) -> None:
    """Write a page at each short and old address: it leads on, or says why a story went and where to go instead."""
    book = site.book
    for lead in leads(book):
        page = printed(
            "lists/moved.html",
            lead.address,
            title=lead.title,
            to=lead.to,
            why=lead.why,
            canonical=site.address + lead.to,
            parts=view.parts(book, lead.to),
            instead=view.title_of(book, lead.to) if lead.why else "",
        )
        site.write(f"{lead.address}index.html", page)


def parts_of_everything(site: Site) -> None:
    """Make the other parts of the list of everything out of its first: beside it, so that each link stays right."""
    first = (site.folder / view.part_address(1) / "index.html").read_text(encoding="utf-8")
    for number in range(2, len(view.everything(site.book)) + 1):
        address = view.part_address(number)
        part = printed("lists/everything.html", address, **view.part(site.book, number)).strip()
        page = EVERYTHING.sub(lambda _, part=part: part, first, count=1)  # type: ignore[misc]
        site.write(f"{address}index.html", page.replace(f"{site.address}all/", site.address + address))


def machine_files(site: Site) -> None:
    """Write what machines read."""
    book, edition, address = site.book, site.edition, site.address
    site.write("catalogue.json", machines.catalogue(book, edition))
    site.write("catalogue.schema.json", machines.catalogue_schema())
    site.write("feed.xml", machines.feed(book, address, site.name))
    site.write("sitemap.xml", machines.sitemap(book, address))
    site.write("robots.txt", machines.robots(address))
    if text := machines.security(book, edition, address):
        site.write(".well-known/security.txt", text)


def search(site: Site) -> None:
    """Make the search index."""
    with tempfile.TemporaryDirectory(dir=site.folder.parent) as name:
        make_index(site.folder, site.book, Path(name, "search"))
        shutil.rmtree(site.folder / "search", ignore_errors=True)
        Path(name, "search").rename(site.folder / "search")


def pages(site: Site) -> None:
    """Mend each page, and write into it the edition, the names of our assets and the policy. Raises PolicyError."""
    names = named_by_content(site.folder / "assets")
    mend = partial(_mend, names=names, edition=f"Edition of {site.edition.name}." if site.edition else "")
    paths = sorted(site.folder.rglob("*.html"))
    faults = [
        f"{path.relative_to(site.folder).as_posix()}: a script that we do not know, {script.strip()[:60]!r}; "
        "allowed: the files in overrides/inline/"
        for path, scripts in zip(paths, each(mend, paths), strict=True)
        for script in scripts
    ]
    if faults:
        raise policy.PolicyError("\n".join(faults))


def _mend(path: Path, names: dict[str, str], edition: str) -> list[str]:
    """Mend one page; return the texts of its scripts that are not known."""
    page = path.read_text(encoding="utf-8")
    text = EDITION.sub(rf"\g<1>{edition}", TOGGLES.sub("", page))
    text = ASSET_IN_PAGE.sub(lambda found: f'{found[1]}{names.get(found[2], found[2])}"', text)
    own_policy = f'<meta http-equiv="Content-Security-Policy" content="{policy.policy()}">'
    text = CHARSET.sub(rf"\1{own_policy}", text, count=1)
    if text != page:
        path.write_text(text, encoding="utf-8")
    return policy.unknown_scripts(text)


def headers(site: Site) -> None:
    """Write the headers for hosts that read them from a file (Netlify, Cloudflare Pages)."""
    found = {"Content-Security-Policy": policy.policy(as_header=True)} | policy.HEADERS
    lines = ["/*", *(f"  {name}: {value}" for name, value in found.items())]
    ours = {f"assets/{name}" for name in named_by_content(site.folder / "assets").values()}
    theirs = {path.relative_to(site.folder).as_posix() for path in site.folder.glob("assets/stylesheets/**/*.css")}
    for name in (*sorted(ours | theirs), *NAMED_BY_CONTENT):
        lines += [f"/{name}", "  Cache-Control: public, max-age=31536000, immutable"]
    site.write("_headers", "\n".join(lines) + "\n")


def compress(site: Site) -> None:
    """Write a gzip and a brotli file beside each text. Last of all: an old one would be served for a new page."""
    for old in (*site.folder.rglob("*.br"), *site.folder.rglob("*.gz")):
        old.unlink()
    each(_compress, [path for path in site.folder.rglob("*") if path.suffix in COMPRESSIBLE])


def _compress(path: Path) -> None:
    text = path.read_bytes()
    if path.suffix == ".html" and len(text) < SMALL:
        return
    # The best quality takes forty times as long, so it is for what every reader loads and browsers keep.
    quality, level = (11, 9) if path.suffix in (".css", ".js") else (5, 6)
    path.with_name(path.name + ".br").write_bytes(brotli.compress(text, quality=quality))
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(text, level, mtime=0))


STEPS: tuple[Callable[[Site], None], ...] = (
    without_leftovers,
    permanent_addresses,
    parts_of_everything,
    machine_files,
    search,
    pages,
    headers,
    compress,
)
