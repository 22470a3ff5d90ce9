"""What anybody wrote, as plain text that the rules on bodies let pass: paragraphs, flat lists and emphasis stay.

Whatever Markdown, HTML, YAML or a template would take for more than words is replaced.
"""

import re
from collections.abc import Iterable, Iterator

from handbook.content.body import HEADING, MAX_MARKS
from handbook.content.invisible import INVISIBLE
from handbook.rules.markdown import CODE, NESTED
from handbook.rules.rendering import BARE, LEVEL

# Five answers must fit into a page of 32 KB, and so must the signs in them, beside those of the draft itself.
MAX_RAW = 20_000  # characters of an answer that are looked at
MAX_BYTES = 4_500  # of an answer in a draft
MAX_SIGNS = {sign: (most - 50) // 5 for sign, most in MAX_MARKS.items()}  # of each in an answer

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
UNUSABLE = re.compile(f"{INVISIBLE.pattern}|[\ud800-\udfff]")  # and halves of a sign, which no file can hold
SIGNS = str.maketrans("<>{}[]`\\|", "‹›()()'//")
QUOTED = "› \t"  # what stands before each line of a quotation
STAR = re.compile(rf"^([{QUOTED}]*)\*(?=[ \t])", re.MULTILINE)
ITEM = re.compile(r"([-+*•‣▪◦●·])(?:[ \t]+|$)|(\d{1,2})[.)][ \t]+")
MARK_OF_ITEM = re.compile(r"^ *(?:[-+*]|\d+\.) ", re.MULTILINE)
EMPHASIS = re.compile(r"\*+|\b_+|_+\b")
ONLY_SIGNS = re.compile(r"[\s*_=~#+-]*")
SCHEME = re.compile(r"(?:https?://|www\.)+", re.IGNORECASE)
# What other Markdown has, and ours would show as it is: words struck out or marked, and the names of signs.
UNUSED = (
    (re.compile("~{2,}"), "~"),
    (re.compile("={2,}"), "="),
    (re.compile(r"(?<![\w:]):([a-z][a-z0-9_+-]*):(?![\w:])"), r"(\1)"),
)
BOX = re.compile(r"^(?:!!!|\?\?\?\+?)(?= *\w)")
LEADING = re.compile(r"^(?:[#>=~:\s]|--+|[-+*•](?=\s|$))+")
NUMBERED = re.compile(r"^(\d+)[.)](?=\s|$)")
ENTITY = re.compile("&(?=[#A-Za-z])")
RUNNING = re.compile("(j ?a ?v ?a ?|v ?b ?)(s ?c ?r ?i ?p ?t)(?: ?:)+ ?", re.IGNORECASE)


def plain(text: str) -> str:
    """Return a text as paragraphs and lists, without what is too much."""
    return start(words(text), MAX_BYTES)


def words(text: str) -> str:
    """Return a text as paragraphs and lists in which nothing means more than it says."""
    text = UNUSABLE.sub("", LINE_ENDS.sub("\n", text[:MAX_RAW])).translate(SIGNS)
    if text.count("*") > MAX_SIGNS["*"]:
        text = STAR.sub(r"\1-", text)
    for sign, most in MAX_SIGNS.items():
        parts = text.split(sign)
        text = " ".join([sign.join(parts[: most + 1]), *parts[most + 1 :]])
    return "\n".join(_lines((mark, block) for mark, written in _blocks(text) if (block := _paragraph(written))))


def on_one_line(text: str) -> str:
    """Return a plain text without its marks of lists, on one line."""
    return " ".join(MARK_OF_ITEM.sub("", text).split())


def bare(text: str) -> str:
    """Return a plain text on one line and without emphasis, as front matter needs it."""
    return " ".join(EMPHASIS.sub("", on_one_line(text)).split())


def start(text: str, limit: int) -> str:
    """Return a text, or its start up to the last whole word, of at most `limit` bytes."""
    written = text.encode()
    if len(written) <= limit:
        return text
    cut = written[:limit].decode(errors="ignore")
    return (cut.rpartition(" ")[0] or cut).rstrip("-+* \n")


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield (mark, text) of paragraphs, without a mark, and items. Other lines are one: mail programs break them."""
    mark, block = "", list[str]()
    for line in (line.lstrip(QUOTED).rstrip() for line in text.split("\n")):
        item = ITEM.match(line)
        if not line or item or line.startswith("#"):
            yield mark, " ".join(block)
            mark, block = _mark(item) if item else "", []
        block.append(line[item.end() :] if item else line)
    yield mark, " ".join(block)


def _lines(blocks: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of paragraphs and lists. A list starts with 1, and one of another kind lies inside of it."""
    first, above = "", False  # the mark with which the list began that goes on, and whether there is a line above
    for mark, block in blocks:
        if mark[:-2].isdecimal() and not first and mark != "1. ":
            mark, block = "", f"({mark[:-2]}) {block}"
        if above and not (mark and first):
            yield ""
        first, above = (first or mark) if mark else "", True
        inside = mark[:-2].isdecimal() != first[:-2].isdecimal()
        yield f"{' ' * LEVEL if inside else ''}{mark}{block}"


def _mark(item: re.Match[str]) -> str:
    """Return the mark of an item as Markdown knows it."""
    return f"{item[2]}. " if item[2] else f"{item[1] if item[1] in '-+*' else '-'} "


def _paragraph(block: str) -> str:
    """Return a paragraph that starts with a word and in which nothing is more than a word."""
    text, before = " ".join(block.split()), ""
    while text != before:  # what one replacement leaves may be something for another
        text, before = _plainer(text), text
    return "" if ONLY_SIGNS.fullmatch(text) else ENTITY.sub("&amp;", text)


def _plainer(text: str) -> str:
    text = NUMBERED.sub(r"(\1)", BOX.sub("", LEADING.sub("", text)).lstrip())
    if HEADING.match(text) or NESTED.match(text) or CODE.match(text):
        text = re.sub(r"^[\W\d_]+", "", text)
    for pattern, plainly in UNUSED:
        text = pattern.sub(plainly, text)
    text = BARE.sub(lambda address: SCHEME.sub("", address[0], count=1), text)
    return RUNNING.sub(r"\1\2 ", text).strip()
