"""Words as they are written on a page, and as people type them."""

import re
import unicodedata

WORD = re.compile(r"[^\W\d_]{3,20}")
ACCENTED = re.compile(r"[^\W\d_]*[^\W\d_a-zA-Z][^\W\d_]*")


def plainly(text: str) -> str:
    """Return the words of a text that have accents, once each and without them."""
    words = dict.fromkeys(ACCENTED.findall(text))
    folded = (unicodedata.normalize("NFKD", word) for word in words)
    return " ".join("".join(sign for sign in word if not unicodedata.combining(sign)) for word in folded)
