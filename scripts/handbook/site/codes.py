"""Beside each permanent short address the code that leads there, as a small picture for paper and for the wall.

The code (a QR code, ISO/IEC 18004) holds the whole address with the edition of what the page shows, so that the page
can tell whoever comes from old paper that it has changed. It is dark on light, whatever the colours around it.
"""

import re
from functools import cache, partial
from pathlib import Path

import zxingcpp

from handbook import addresses
from handbook.kinds import KINDS
from handbook.parallel import each
from handbook.site.output import Site

CODE = "code.svg"
EDITION = re.compile(r' data-edition="(\w+)"')
LEVEL = "M"  # it can be read when 15 % of it are lost
DARK = re.compile(b"\0+")


def codes(site: Site) -> None:
    """Draw the code of each page of a kind that is there. The live preview makes a few of many pages."""
    files = set(site.files())
    places = [
        (page.id, name)
        for kind in KINDS.values()
        for slug, page in site.book.pages[kind.name].items()
        if (name := f"{addresses.of_page(kind.folder, slug)}index.html") in files
    ]
    each(partial(_draw, site.folder, site.address), places)


def _draw(folder: Path, root: str, place: tuple[str, str]) -> None:
    page_id, name = place
    code_of(folder, root, page_id, (folder / name).read_text(encoding="utf-8"))


def code_of(folder: Path, root: str, page_id: str, html: str) -> dict[str, bytes]:
    """Draw the code of a page into a site that is published at `root`; return its file, with what is in it."""
    short = addresses.short(page_id)
    edition = EDITION.search(html)
    drawn = code(f"{root}{short}{f'?e={edition[1]}' if edition else ''}").encode()
    (folder / short).mkdir(parents=True, exist_ok=True)
    (folder / short / CODE).write_bytes(drawn)
    return {f"{short}{CODE}": drawn}


@cache
def _pieces(side: int) -> tuple[list[str], list[str]]:
    """Return how the drawing of a run of dark modules starts and ends, by its first module: a code has 300 of them."""
    places = [divmod(number, side) for number in range(side * side)]
    return [f"M{x} {y}h" for y, x in places], [f"v1H{x}" for _, x in places]


@cache
def code(text: str) -> str:
    """Return the code of a text as SVG, one unit a module. The live preview asks for the same ones again and again."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=LEVEL)
    image = made.to_image(scale=1, add_quiet_zones=True)  # a byte a module, 0 where it is dark
    side, rows = image.shape[0], bytes(memoryview(image))  # type: ignore[arg-type]  # Python 3.11 has no type of buffers
    starts, ends = _pieces(side)
    runs = [run.span() for run in DARK.finditer(rows)]  # light stands around all of it
    drawn = "".join([f"{starts[start]}{end - start}{ends[start]}" for start, end in runs])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{drawn}"/></svg>\n'
    )
