"""Two steps: a gzip and a brotli file beside each text, first of the pages, and at the end of all others.

The best compression takes forty times as long, and is for what every reader loads and browsers keep. That needs no
page, so it is compressed while the engine makes these: for a small handbook one core has nothing else to do.
"""

import gzip
import hashlib
import shutil
from functools import partial
from importlib.resources import files as files_of
from pathlib import Path

import brotli

from handbook.parallel import each
from handbook.site.assets import named_by_content
from handbook.site.codes import CODE
from handbook.site.output import Site

COMPRESSIBLE = (".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml")
PAGE = ".html"  # and the compressed forms of one
BEST = (".css", ".js", "/words.json")  # ends of names
THEME = ("material", "templates/assets/stylesheets")
AHEAD = "compressed"  # a folder beside the site that is being made: what is compressed already, by its content
WINDOW = 16  # of brotli for pages, as a power of two: with 64 KB it takes a quarter less time, and most get smaller
WIDE = 22  # for all others
SMALL = 4096  # bytes of a page; what leads on is shorter, and reaches the reader with the first packets as it is


def compress_pages(site: Site) -> None:
    """Write a gzip and a brotli file beside each page, after all that changes it: an old one would be served for it."""
    _compress_each(site, [name for name in site.files() if PAGE in name])


def compress(site: Site) -> None:
    """Do the same for all other texts."""
    _compress_each(site, [name for name in site.files() if PAGE not in name])


def _compress_each(site: Site, files: list[str]) -> None:
    for name in files:
        if name.endswith((".br", ".gz")):
            (site.folder / name).unlink()
    texts = [name for name in files if name.endswith(COMPRESSIBLE) and not name.endswith(f"/{CODE}")]
    each(partial(_compress, site.folder), texts, worth=2)  # one stylesheet takes a quarter of a second


def compress_ahead(ours: Path, site: Path) -> None:
    """Compress our assets, and those of the theme, for a site that is being made. Raises SiteError as `pages` does."""
    folder = site.with_name(AHEAD)
    folder.mkdir()
    for path in _best(ours):
        shutil.copyfile(path, folder / path.name)
    named_by_content(folder)
    package, below = THEME
    for path in [*_best(folder), *_best(Path(str(files_of(package)), below))]:
        text = path.read_bytes()
        for ending, form in FORMS.items():
            (folder / f"{_digest(text)}{ending}").write_bytes(form(text, str(path)))


def _best(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*") if str(path).endswith(BEST)]


def _compress(folder: Path, name: str) -> None:
    path = folder / name
    text = path.read_bytes()
    if path.suffix == PAGE and len(text) < SMALL:
        return
    ahead = folder.with_name(AHEAD) / _digest(text) if str(path).endswith(BEST) else None
    for ending, form in FORMS.items():
        place = Path(f"{path}{ending}")
        if ahead and (made := Path(f"{ahead}{ending}")).exists():
            made.rename(place)
        else:
            place.write_bytes(form(text, str(path)))


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _brotli(text: bytes, name: str) -> bytes:
    return bytes(
        brotli.compress(text, quality=11 if name.endswith(BEST) else 5, lgwin=WINDOW if name.endswith(PAGE) else WIDE)
    )


def _gzip(text: bytes, name: str) -> bytes:
    return gzip.compress(text, 9 if name.endswith(BEST) else 6, mtime=0)


FORMS = {".br": _brotli, ".gz": _gzip}  # each makes bytes of a text and the ending of its name
