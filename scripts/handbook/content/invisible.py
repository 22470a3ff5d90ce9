"""Characters that nobody can see, and that change what is read or shown."""

import re
import unicodedata

from handbook.problems import shown

# Characters that a reader cannot see and that change what is shown: controls, and marks that reverse the text.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


# Letters and signs that are drawn as nothing: the fillers of Hangul and Braille, a musical rest.
DRAWN_AS_NOTHING = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159")


def shows_something(text: str) -> bool:
    """Return whether a reader sees anything of a text: no spaces, joiners, tags and selectors of variants alone."""
    kinds = ((sign, unicodedata.category(sign)) for sign in text)
    return any(kind[0] not in "CZ" and kind != "Mn" and sign not in DRAWN_AS_NOTHING for sign, kind in kinds)


def invisible(text: str, found: re.Match[str]) -> str:
    """Say which character it is, and show the text before it, since nobody can see it."""
    before = text[: found.start()].rpartition("\n")[2][-20:].strip()
    where = f" after {shown(before)}" if before else ""
    return f"an invisible character (U+{ord(found.group()):04X}){where}; delete it, or type the line anew"
