"""Finds runs of words that stand in a source as well, without keeping the sources: only fingerprints of their runs.

scripts/handbook/fingerprints.txt has a line for each source: its key in docs/sources.yml, then a digest of every run of
RUN words. `python scripts/fingerprint.py KEY FILE` adds one. A short spoken line in quotation marks is a quotation.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

RUN = 8  # words; shorter runs are shared by chance
QUOTATION_WORDS = 15
DIGEST = 5  # bytes: one false alarm in about 300 million runs
FILE = Path(__file__).with_name("fingerprints.txt")

WORD = re.compile(r"[a-z0-9']+")
QUOTATION = re.compile(r"[\"“][^\"“”\n]{1,160}[\"”]")


def shared_runs(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line from 0, words, key of the source) for each run of a text that stands in a source."""
    plain = QUOTATION.sub(_without_short_quotation, text)
    words = list(_words(plain))
    known = fingerprints()
    end = 0
    for i, run in enumerate(_runs([word for word, _ in words])):
        if i < end or (source := known.get(run)) is None:
            continue
        end = i + RUN
        yield plain.count("\n", 0, words[i][1]), " ".join(word for word, _ in words[i:end]), source


def digests(text: str) -> list[str]:
    """Return the fingerprint of every run of a source."""
    return sorted(set(_runs([word for word, _ in _words(text)])))


@cache
def fingerprints() -> dict[str, str]:
    """Return the source of each known fingerprint."""
    known = {}
    for line in FILE.read_text(encoding="ascii").splitlines():
        key, _, hexes = line.partition(" ")
        known.update({hexes[i : i + 2 * DIGEST]: key for i in range(0, len(hexes), 2 * DIGEST)})
    return known


def _words(text: str) -> Iterator[tuple[str, int]]:
    lowered = text.lower().replace("’", "'").replace("‘", "'")
    return ((word, match.start()) for match in WORD.finditer(lowered) if (word := match.group().strip("'")))


def _runs(words: list[str]) -> Iterator[str]:
    for i in range(len(words) - RUN + 1):
        yield hashlib.blake2b(" ".join(words[i : i + RUN]).encode(), digest_size=DIGEST).hexdigest()


def _without_short_quotation(match: re.Match[str]) -> str:
    short = len(WORD.findall(match.group().lower())) <= QUOTATION_WORDS
    return " " * len(match.group()) if short else match.group()
