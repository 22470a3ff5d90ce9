"""Step, the last one: a gzip and a brotli file beside each text."""

import gzip
from pathlib import Path

import brotli

from handbook.parallel import each
from handbook.site.built import Site
from handbook.site.codes import CODE

COMPRESSIBLE = {".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"}
SMALL = 4096  # bytes of a page; what leads on is shorter, and reaches the reader with the first packets as it is


def compress(site: Site) -> None:
    """Write a gzip and a brotli file beside each text. Last of all: an old one would be served for a new page."""
    for old in (*site.folder.rglob("*.br"), *site.folder.rglob("*.gz")):
        old.unlink()
    each(_compress, [path for path in site.folder.rglob("*") if path.suffix in COMPRESSIBLE], worth=2)


def _compress(path: Path) -> None:
    text = path.read_bytes()
    if path.name == CODE or (path.suffix == ".html" and len(text) < SMALL):
        return
    # The best quality takes forty times as long, so it is for what every reader loads and browsers keep.
    quality, level = (11, 9) if path.suffix in (".css", ".js") else (5, 6)
    path.with_name(path.name + ".br").write_bytes(brotli.compress(text, quality=quality))
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(text, level, mtime=0))
