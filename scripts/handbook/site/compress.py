"""A file compressed by brotli beside each text; that of what is made last is a step of its own.

Every browser of today reads it, but only over https; a server makes gzip for the others as they ask for it. The best
compression takes eighty times as long, and is for what every reader loads. Our modules and stylesheets seldom change,
so theirs is kept for the builds to come.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

import brotli

from handbook.site.codes import CODE
from handbook.site.offline import FILES, WORKER, digest_of
from handbook.site.output import PAGE, Digest, Site
from handbook.writing import write_if_allowed

COMPRESSIBLE = (".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml")
SELDOM = (".css", ".js")  # ends of names: what seldom changes
OFTEN = "/words.json"  # what every search loads, and most builds change
FINEST, FINE, QUICK = 11, 10, 4  # qualities: for these, and for all else; 5 takes twice as long as 4, for a twentieth
KEPT = Path(__file__).resolve().parents[3] / ".cache/compressed" / f"{brotli.__version__}-{FINEST}"
FORM = ".br"  # ends the name of a compressed text
WINDOW = 16  # for pages, as a power of two: with 64 KB it takes a quarter less time, and most get smaller
WIDE = 22  # for all others
SMALL = 4096  # bytes of a page; what leads on is shorter, and reaches the reader with the first packets as it is


def compress(site: Site) -> None:
    """Compress each text that is made last."""
    for name in FILES:
        if (site.folder / name).exists():
            compress_one(site.folder, name, (site.folder / name).read_bytes())


def ready(folder: Path, name: str, text: bytes) -> Digest:
    """Compress a text of the site, and return the digest by which a reader's device knows it."""
    compress_one(folder, name, text)
    return digest_of(name, text)


def compress_one(folder: Path, name: str, text: bytes) -> None:
    """Write the compressed form of a text of the site beside it; where it needs none, that of an older one goes."""
    path = folder / f"{name}{FORM}"
    if not name.endswith(COMPRESSIBLE) or name.endswith(f"/{CODE}") or (name.endswith(PAGE) and len(text) < SMALL):
        path.unlink(missing_ok=True)
        return
    keep = name.endswith(SELDOM) and name != WORKER  # the worker is another one with each edition
    path.write_bytes(_kept(text, name) if keep else _brotli(text, name))


def already_kept() -> bool:
    """Return whether the best compression of what seldom changes was kept by a build before."""
    return KEPT.is_dir()


def _kept(text: bytes, name: str) -> bytes:
    """Return a compressed text as it was made before; else make it, and keep it where somebody may write.

    It is kept by a digest of the text, apart for each way to make it.
    """
    place = KEPT / hashlib.sha256(text).hexdigest()
    with suppress(OSError):
        return place.read_bytes()
    made = _brotli(text, name)
    write_if_allowed(place, made)
    return made


def _brotli(text: bytes, name: str) -> bytes:
    quality = FINEST if name.endswith(SELDOM) else FINE if name.endswith(OFTEN) else QUICK
    return bytes(brotli.compress(text, quality=quality, lgwin=WINDOW if name.endswith(PAGE) else WIDE))
