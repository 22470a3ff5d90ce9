"""Step, the last one: a gzip and a brotli file beside each text."""

import gzip
from functools import partial
from pathlib import Path

import brotli

from handbook.parallel import each
from handbook.site.codes import CODE
from handbook.site.output import Site

COMPRESSIBLE = (".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml")
WINDOW = 16  # of brotli for pages, as a power of two: with 64 KB it takes a quarter less time, and most get smaller
WIDE = 22  # for all others
SMALL = 4096  # bytes of a page; what leads on is shorter, and reaches the reader with the first packets as it is


def compress(site: Site) -> None:
    """Write a gzip and a brotli file beside each text. Last of all: an old one would be served for a new page."""
    files = site.files()
    for name in files:
        if name.endswith((".br", ".gz")):
            (site.folder / name).unlink()
    texts = [name for name in files if name.endswith(COMPRESSIBLE) and not name.endswith(f"/{CODE}")]
    each(partial(_compress, site.folder), texts, worth=2)  # one stylesheet takes a quarter of a second


def _compress(folder: Path, name: str) -> None:
    path = folder / name
    text = path.read_bytes()
    if path.suffix == ".html" and len(text) < SMALL:
        return
    # The best quality takes forty times as long, so it is for what every reader loads and browsers keep.
    quality, level = (11, 9) if path.suffix in (".css", ".js") else (5, 6)
    window = WINDOW if path.suffix == ".html" else WIDE
    path.with_name(path.name + ".br").write_bytes(brotli.compress(text, quality=quality, lgwin=window))
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(text, level, mtime=0))
