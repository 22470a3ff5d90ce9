"""Step: reading without a network, and from the home screen: the worker, the list of what it keeps, the manifest.

A handbook of up to KEPT_WHOLE stories is kept as a whole after the first visit. Of a larger one that is the core, which
is all but the stories and the search; what somebody read is added, and everything where the reader asks for it.
"""

import hashlib
import json
import re
from pathlib import Path

from handbook.kinds import KINDS, kind_at
from handbook.pages.company import KEPT_WHOLE
from handbook.site.output import NOT_READ, PAGE, Digest, Site

FILES = WORKER, LIST, MANIFEST = "sw.js", "kept.json", "manifest.webmanifest"  # what this step writes
SEARCH = "search/"
LATE = (SEARCH, *FILES)  # what is made after all pages
DIGITS = 12  # of a digest: no two editions of a file share them by chance
HERE = Path(__file__).parent
EDITION = re.compile(rb"(<span data-edition>)[^<]*")  # in the foot of each page: that alone makes no page another one

# What is on paper, and what the theme brings along and no page shows.
NOT_KEPT = re.compile(rf"{NOT_READ}|paper/|assets/images/favicon\.png$|.*\.(?:pdf|zip)$")
PAPER = "#fbf7f0"  # --lt-paper of the light colours in handbook.css; main.html says that of the dark ones, too
ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable.png", 512, "maskable"))


def offline(site: Site) -> None:
    """Write the manifest, and the worker with its list, where the company wants one."""
    without_worker(site)
    if not site.book.company.offline:
        return
    text = json.dumps(kept(site), separators=(",", ":"))
    site.write(LIST, text)
    edition = hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
    site.write(WORKER, f'const EDITION = "{edition}"\n{(HERE / WORKER).read_text(encoding="utf-8")}')


def without_worker(site: Site) -> None:
    """Write the manifest, and a worker that leaves devices. The live preview needs it where a built site was before."""
    site.write(MANIFEST, manifest(site.name))
    site.write(WORKER, (HERE / "sw-off.js").read_text(encoding="utf-8"))


def manifest(name: str) -> str:
    """Return the web app manifest. Its addresses are relative, so that it is right below a path as well."""
    icons = [
        {"src": f"assets/{file}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for file, size, purpose in ICONS
    ]
    about = {"name": name, "short_name": name, "lang": "en", "start_url": "./", "scope": "./"}
    shown = {"display": "standalone", "display_override": ["minimal-ui"]}  # with a way back, where a browser has it
    colours = {"theme_color": PAPER, "background_color": PAPER}
    return json.dumps(about | shown | colours | {"icons": icons}, ensure_ascii=False, indent=1) + "\n"


def kept(site: Site) -> dict[str, object]:
    """Return the list for the worker: the files of the core and all others, each with the start of its digest.

    Beside them the edition, as the foot of each page names it, whether the whole is small, and its size in bytes.
    """
    for name in (MANIFEST,) if site.digests else site.files():  # the others are noted as they are made
        site.digests[name] = digest_of(name, (site.folder / name).read_bytes())
    of_stories = stories(site)
    lists: dict[str, dict[str, str]] = {"core": {}, "more": {}}
    listed = {name: noted for name, noted in sorted(site.digests.items()) if not NOT_KEPT.match(name)}
    for name, (digest, _) in listed.items():
        address = name.removesuffix("index.html") if name.endswith(("/index.html", "index.html")) else name
        folder = address[: address.rfind("/") + 1]
        lists["more" if folder in of_stories or name.startswith(SEARCH) else "core"][address] = digest
    return lists | {
        "edition": site.edition_told,
        "small": len(site.book.stories) <= KEPT_WHOLE,
        "bytes": sum(size for _, size in listed.values()),
    }


def stories(site: Site) -> set[str]:
    """Return the addresses of all stories, the short and old ones as well."""
    found = ((place.address, kind_at(place.to or place.address)) for place in site.book.places)
    return {address for address, kind in found if kind and kind[0] is KINDS["story"]}


def digest_of(name: str, text: bytes) -> Digest:
    """Return the start of the digest of a file, of a page without the name of the edition, and its size in bytes."""
    told = EDITION.sub(rb"\1", text) if name.endswith(PAGE) else text
    return hashlib.sha256(told).hexdigest()[:DIGITS], len(text)
