"""Our own line drawings in overrides/pictures/: they stand inside pages as they are, so they may hold very little.

What is allowed is what the drawings need and the policy of the pages lets pass: shapes, in the colours of the handbook,
which change with light and dark. A style, a link or a script would do nothing there, or harm.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from handbook.content.pictures import ENDINGS
from handbook.content.reading import read_text
from handbook.problems import Problem, shown

FOLDER = "overrides/pictures"
MAX_BYTES = 16 * 1024  # the largest of ours has 1.5 KB, and each stands in every page that shows it

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
REFUSED = {
    "CommentHandler": "a comment",
    "StartCdataSectionHandler": "CDATA",
    "ProcessingInstructionHandler": "an instruction <? ... ?>",
    "XmlDeclHandler": "the line <?xml ... ?>",
    "StartDoctypeDeclHandler": "<!DOCTYPE ... >",
}
PAINTS = ("fill", "stroke")
PAINT = re.compile(r"none|currentColor|var\(--lt-pic-(?:paper|soft|accent), ?#[0-9a-fA-F]{3,6}\)")
COLOURS = "none, currentColor, or var(--lt-pic-paper, #fffdf9), where paper may be soft or accent"
ATTRIBUTES = (
    *("viewBox", *PAINTS, "fill-rule", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray"),
    *("opacity", "transform", "d", "points", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "rx", "ry"),
    *("cx", "cy", "r", "aria-hidden", "focusable"),
)
NEEDED = {"viewBox": "0 0 160 120", "aria-hidden": "true"}  # of the whole drawing, with what ours have
VALUE = re.compile(r"(?!.*url\()[\w\s.,()+-]*", re.ASCII | re.IGNORECASE | re.DOTALL)


def read_drawings(root: Path, problems: list[Problem]) -> dict[str, str]:
    """Return the drawings of the handbook, by their names: pages use those that are called like their ids.

    What is wrong with a file is added to `problems`, and its drawing left out.
    """
    found = {}
    for path in sorted((root / FOLDER).glob("[!.]*")):
        name = path.relative_to(root).as_posix()
        if path.suffix != ".svg":
            where = "; a picture goes into docs/, next to its page" if path.suffix in ENDINGS else ""
            problems.append(Problem(name, 1, f"no drawing; allowed in {FOLDER}/: .svg{where}"))
        elif (text := read_text(root, path, problems, MAX_BYTES)) is not None:
            problems += (faults := [Problem(name, line, fault) for line, fault in drawing_faults(text)])
            if not faults:
                found[path.stem] = text
    return found


def drawing_faults(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, fault) for the first thing that a drawing must not hold, or lacks."""
    reader = expat.ParserCreate("utf-8", " ")
    reader.buffer_text = True
    reader.StartElementHandler = _element
    reader.CharacterDataHandler = _text
    reader.StartNamespaceDeclHandler = _space
    for name, what in REFUSED.items():
        setattr(reader, name, partial(_refuse, what))
    try:
        reader.Parse(text.encode("utf-8", "replace"), True)
    except _RefusedError as error:
        yield reader.CurrentLineNumber, str(error)
    except expat.ExpatError as error:
        yield error.lineno, f"no drawing that can be read ({expat.ErrorString(error.code)}); save it as plain SVG"


def _refuse(what: str, *_: object) -> NoReturn:
    raise _RefusedError(f"{what} in a drawing; take it out")


def _text(words: str) -> None:
    if words.strip():
        _refuse(f"the text {shown(words)}")


def _space(prefix: str | None, _: str) -> None:
    if prefix:
        _refuse(f"xmlns:{prefix}, of another program,")


def _element(name: str, attributes: Mapping[str, str]) -> None:
    """Refuse an element that is not allowed, or has an attribute that is not."""
    space, _, plain = name.rpartition(" ")
    if space != SVG or plain not in ELEMENTS:
        raise _RefusedError(f'<{plain}> in a drawing; allowed inside <svg xmlns="{SVG}">: {", ".join(ELEMENTS)}')
    for key, value in attributes.items():
        if key not in ATTRIBUTES:
            raise _RefusedError(f"{key.rpartition(' ')[2]} in a drawing; allowed: {', '.join(ATTRIBUTES)}")
        if key in PAINTS and not PAINT.fullmatch(value):
            raise _RefusedError(f"{key} is {shown(value)}; allowed: {COLOURS}")
        if key not in PAINTS and not VALUE.fullmatch(value):
            raise _RefusedError(f"{key} is {shown(value)}; allowed: words and numbers")
    for key, value in NEEDED.items():
        if plain == "svg" and key not in attributes:
            raise _RefusedError(f'<svg> lacks {key}; write {key}="{value}" into it')


class _RefusedError(Exception):
    """A drawing holds what it must not; the text says what, and what is allowed."""
