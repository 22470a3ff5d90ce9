"""From Markdown to the paragraphs and sentences that a reader reads: no headings, no addresses, no marks.

No pattern begins a search that another one has made already, so that a text takes no longer than its length.
"""

import re
from functools import cache

LONGEST_SENTENCE = 25  # words
LONGEST_PARAGRAPH = 80  # words

MACRO = re.compile(r"\{\{[^{}]*\}\}")
PICTURE = re.compile(r"!\[[^\[\]]*\]\([^\s()]*\)")
LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^\s()]|\([^\s()]*\))*\)")
EMPHASIS = re.compile(r"[*`]+|(?<!\w)_+|(?<!_)_+(?!\w)")
BLOCK_START = re.compile(r"[ \t]*(?:[-*+]|\d+\.)[ \t]+")
QUOTATION = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”'’)\]]*[ ]+(?=[\"“'‘(\[]*[A-Z0-9])")
LETTER = re.compile(r"\w")


def paragraphs(markdown: str) -> list[str]:
    """Return the text of each paragraph and list item, each on one line."""
    text = QUOTATION.sub("", MACRO.sub("", markdown))
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        item = BLOCK_START.match(line)
        if not line.strip() or line.startswith("#") or item:
            blocks.append([])
        if not line.startswith("#"):
            blocks[-1].append(line[item.end() :] if item else line)
    return [found for block in blocks if (found := _without_marks(" ".join(block)))]


def sentences(markdown: str) -> list[str]:
    """Return each sentence; a paragraph or list item ends one, whatever its last sign."""
    return [sentence for paragraph in paragraphs(markdown) for sentence in _split(paragraph)]


def count_words(text: str) -> int:
    """Return the number of words: whatever stands between spaces and holds a letter or digit."""
    return sum(1 for part in text.split() if LETTER.search(part))


def runs_of(signs: str, text: str) -> list[bytes]:
    """Return the runs of some signs in a text, all of ASCII. Bytes take a part of the time of a pattern."""
    return text.encode("ascii", "replace").translate(_others_as_spaces(signs)).split()


@cache
def _others_as_spaces(signs: str) -> bytes:
    return bytes(code if chr(code) in signs else ord(" ") for code in range(256))


def _split(paragraph: str) -> list[str]:
    ends = [match.end() for match in SENTENCE_END.finditer(paragraph)]
    return [paragraph[start:end].strip() for start, end in zip([0, *ends], [*ends, None], strict=True)]


def _without_marks(text: str) -> str:
    return " ".join(EMPHASIS.sub("", LINK.sub(r"\1", PICTURE.sub("", text))).split())
