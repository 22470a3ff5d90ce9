"""Two steps: a gzip and a brotli file beside each text, first of what the search does not change, then of the rest.

The best compression takes forty times as long, and is for what every reader loads. Our modules and stylesheets seldom
change, so theirs is kept for the builds to come.
"""

import gzip
import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import brotli

from handbook.parallel import each
from handbook.site.codes import CODE
from handbook.site.offline import FILES, WORKER
from handbook.site.output import Site
from handbook.writing import UNFINISHED

COMPRESSIBLE = (".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml")
PAGE = ".html"
LATE = ("search/", *FILES)  # what is made after all pages
SELDOM = (".css", ".js")  # ends of names: what seldom changes
BEST = (*SELDOM, "/words.json")
FINEST, QUICK = (11, 9), (5, 4)  # qualities of brotli and of gzip: for what ends so, and for all else
KEPT = Path(__file__).resolve().parents[3] / ".cache/compressed" / "-".join(map(str, (brotli.__version__, *FINEST)))
WINDOW = 16  # of brotli for pages, as a power of two: with 64 KB it takes a quarter less time, and most get smaller
WIDE = 22  # for all others
SMALL = 4096  # bytes of a page; what leads on is shorter, and reaches the reader with the first packets as it is


def compress_early(site: Site) -> None:
    """Write both files beside each text that no later step changes: an old one would be served for it."""
    _compress_each(site, [name for name in site.files() if not name.startswith(LATE)])


def compress(site: Site) -> None:
    """Do the same for the others."""
    _compress_each(site, [name for name in site.files() if name.startswith(LATE)])


def _compress_each(site: Site, files: list[str]) -> None:
    for name in files:
        if name.endswith((".br", ".gz")):
            (site.folder / name).unlink()
    texts = [name for name in files if name.endswith(COMPRESSIBLE) and not name.endswith(f"/{CODE}")]
    each(partial(_compress, site.folder), texts, worth=None if KEPT.is_dir() else 2)


def _compress(folder: Path, name: str) -> None:
    text = (folder / name).read_bytes()
    if name.endswith(PAGE) and len(text) < SMALL:
        return
    for ending, form in FORMS.items():
        keep = name.endswith(SELDOM) and name != WORKER  # the worker is another one with each edition
        made = _kept(text, name, ending) if keep else form(text, name)
        (folder / f"{name}{ending}").write_bytes(made)


def _kept(text: bytes, name: str, ending: str) -> bytes:
    """Return a compressed text as it was made before; else make it, and keep it where somebody may write.

    It is kept by a digest of the text, apart for each way to make it.
    """
    place = KEPT / f"{hashlib.sha256(text).hexdigest()}{ending}"
    with suppress(OSError):
        return place.read_bytes()
    made = FORMS[ending](text, name)
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        written = place.with_name(f"{place.name}.{os.getpid()}{UNFINISHED}")
        written.write_bytes(made)
        written.replace(place)
    return made


def _brotli(text: bytes, name: str) -> bytes:
    window = WINDOW if name.endswith(PAGE) else WIDE
    return bytes(brotli.compress(text, quality=_qualities(name)[0], lgwin=window))


def _gzip(text: bytes, name: str) -> bytes:
    return gzip.compress(text, _qualities(name)[1], mtime=0)


def _qualities(name: str) -> tuple[int, int]:
    return FINEST if name.endswith(BEST) else QUICK


# What makes bytes of a text and the ending of its name.
FORMS: dict[str, Callable[[bytes, str], bytes]] = {".br": _brotli, ".gz": _gzip}
