"""Characters that nobody can see, and that change what is read or shown."""

import re

from handbook.problems import shown

# Characters that a reader cannot see and that change what is shown: controls, and marks that reverse the text.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def invisible(text: str, found: re.Match[str]) -> str:
    """Say which character it is, and show the text before it, since nobody can see it."""
    before = text[: found.start()].rpartition("\n")[2][-20:].strip()
    where = f" after {shown(before)}" if before else ""
    return f"an invisible character (U+{ord(found.group()):04X}){where}; delete it, or type the line anew"
