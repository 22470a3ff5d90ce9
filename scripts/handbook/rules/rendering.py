"""Rules on what renders otherwise than it reads: what looks like a list, a table or a link in the file, and is none.

Each yields (line of the body from 0, fault); its docstring is the rule.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from handbook.content.body import BEFORE, HEADING

Fault = tuple[int, str]

UNDERLINE = re.compile(rf"{BEFORE}*(=+|-+)[ \t]*$")
LEVEL = 4  # spaces that put a line into the item above it
ITEM = re.compile(r" *(?P<mark>[-*+]|(?P<number>\d+)[.)]) +\S")

UNDER_A_TEXT = "a list right under a text, which shows as one text; leave an empty line above it"
BETWEEN = f"a line between two levels of a list; indent it by {LEVEL} spaces for each level, or not at all"
AS_CODE = f"a line indented by {LEVEL} spaces, which shows as a block of code; take the spaces away"
WITH_BRACKETS = 'a list with 1) and 2), which shows as one text; write "1." and "2."'
TWO_LISTS = "a list right behind another one, which shows as one list; put a sentence between them"
BEHIND_A_QUOTATION = "a text right under a quotation, which shows as a part of it; leave an empty line between them"

# What other Markdown has and ours has not, so that a page would show the signs; and how to write it instead.
UNUSED = {
    re.compile(pattern): fault
    for pattern, fault in (
        (r"\[\^[^\]]*\]", "a footnote; footnotes are not used here, so write the note into the text"),
        (r"^\s*\|.*\||^(?=.*\|)[ \t>|:-]+$", "a table, which does not fit a phone; write a list"),
        (r"^ {0,3}\[[^\]^][^\]]*\]:", "an address apart from its link; write [words](address) where the link belongs"),
        (r"\]\[", "a link in two parts; write [words](address)"),
        (r"^\s*(?:[-*+]|\d+\.) +\[[ xX]\]", "a box to tick, which shows as brackets; write a plain list"),
        (r"^(?:!!!|\?\?\?\+?) *\w", "a box with a title, which shows its signs; write a plain paragraph"),
        (r"^:[ \t]+\S", "the meaning of a word, which shows its colon; write a plain list"),
        (r"~~[^~]+~~", "words struck out, which show their ~~; take them out"),
        (r"==[^=]+==", "marked words, which show their ==; write **words**"),
        (r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])", "the name of a sign, which shows as it is; type the sign itself"),
    )
}
# Most lines have none of these, and need no closer look.
ODD = ("|", "~~", "==", "][", "[^", "]:", "[ ]", "[x]", "[X]", "!!!", "???", ":")
LINK_OR_CODE = re.compile(r"`[^`]*`|\[[^\[\]]*\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)")
BARE = re.compile(r"(?<![\w@./<-])(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)


def check_rendering(body: str) -> Iterator[Fault]:
    """What one reads in the file is what the page shows."""
    lines = body.expandtabs(LEVEL).split("\n")
    for rule in RENDERING_RULES:
        yield from rule(lines)


def lists_are_lists(lines: list[str]) -> Iterator[Fault]:
    """A list has an empty line above it, levels of four spaces, and numbers that start with 1."""
    above, mark = "", ""  # the line above, and the mark of the list that goes on here
    for i, line in enumerate(lines):
        item = ITEM.match(line)
        if fault := _of_item(item, above, mark) if item else _of_text(line, above, mark):
            yield i, fault
        if item and (not mark or not _indent(line)):
            mark = item["mark"][-1]
        elif not item and _ends_a_list(line, above):
            mark = ""
        above = line.strip() and line


def quotations_end(lines: list[str]) -> Iterator[Fault]:
    """A text does not stand right under a quotation."""
    for i, (above, line) in enumerate(pairwise(lines), start=1):
        if (
            ">" in above
            and above.lstrip().startswith(">")
            and line.strip()
            and not line.lstrip().startswith((">", "#"))
        ):
            yield i, BEHIND_A_QUOTATION


def no_line_is_under_a_text(lines: list[str]) -> Iterator[Fault]:
    """No line of dashes makes a heading of the text above it."""
    for i, (above, line) in enumerate(pairwise(lines), start=1):
        if UNDERLINE.match(line) and above.strip(" >") and not (HEADING.match(above) or HEADING.match(line)):
            yield i, "a line of dashes right under a text makes it a heading; leave an empty line between them"


def nothing_is_unused(lines: list[str]) -> Iterator[Fault]:
    """Nothing is written that other Markdown has and ours has not. What goes on over lines is said once."""
    before: list[str] = []
    whole = "\n".join(lines)
    signs = [sign for sign in ODD if sign in whole]
    for i, line in enumerate(lines):
        odd = LINK_OR_CODE.sub("x", line) if any(sign in line for sign in signs) else ""
        found = _unused(odd) if any(sign in odd for sign in signs) else []
        yield from ((i, fault) for fault in found if fault not in before)
        before = found if line.strip() else before


def _unused(line: str) -> list[str]:
    return [fault for pattern, fault in UNUSED.items() if pattern.search(line)]


def addresses_can_be_pressed(lines: list[str]) -> Iterator[Fault]:
    """A web address is a link."""
    for i, line in enumerate(lines):
        if "://" in line or "www." in line:
            for found in BARE.finditer(LINK_OR_CODE.sub("x", line)):
                yield i, f"{found[0].rstrip('.,;:!?)')} shows as text that one cannot press; write [words](https://...)"


RENDERING_RULES: tuple[Callable[[list[str]], Iterable[Fault]], ...] = (
    lists_are_lists,
    quotations_end,
    no_line_is_under_a_text,
    nothing_is_unused,
    addresses_can_be_pressed,
)


def _of_item(item: re.Match[str], above: str, mark: str) -> str | None:
    """Return what is wrong with an item: the line above it and the mark of the list that goes on say whether it is one.

    A line that starts with a year, "2009. Then", may be the end of a sentence, and shows as such where a text goes on.
    """
    number, indent = item["number"], _indent(item.string)
    in_a_text = above and not above.startswith("#") and not mark
    if in_a_text and number not in (None, "1"):
        return None
    if item["mark"].endswith(")"):
        return None if mark == ")" else WITH_BRACKETS
    if in_a_text:
        return UNDER_A_TEXT
    if not mark and indent >= LEVEL:
        return AS_CODE
    if not mark and number not in (None, "1"):
        return f'a list that starts with {number}, and would show 1; start with 1, or write "{number}\\." if it is none'
    if mark and indent % LEVEL:
        return BETWEEN
    return TWO_LISTS if mark and not indent and (mark == ".") != (number is not None) else None


def _of_text(line: str, above: str, mark: str) -> str | None:
    """Return what is wrong with a line that is no item."""
    if not line.strip() or (above and not above.startswith("#")):
        return None
    if not mark and _indent(line) >= LEVEL:
        return AS_CODE
    return BETWEEN if mark and 0 < _indent(line) < LEVEL else None


def _ends_a_list(line: str, above: str) -> bool:
    return line.startswith("#") or (line.strip() != "" and not above and _indent(line) < LEVEL)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
