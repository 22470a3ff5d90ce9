"""Finds runs of words that stand in a source as well, without keeping the sources: only fingerprints of their runs.

scripts/handbook/fingerprints.txt has a line for each source: its key in docs/sources.yml, then a digest of every run of
RUN words. `python scripts/fingerprint.py KEY FILE` adds one. A short spoken line in quotation marks is a quotation.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from zlib import crc32

from handbook.advice.prose import runs_of

RUN = 8  # words; shorter runs are shared by chance
QUOTATION_WORDS = 15
FILE = Path(__file__).with_name("fingerprints.txt")

WORD = re.compile(r"[a-z0-9]+(?:'+[a-z0-9]+)*")
IN_WORDS = "abcdefghijklmnopqrstuvwxyz0123456789'"
QUOTATION = re.compile(r"[\"“][^\"“”\n]{1,160}[\"”]")


def shared_runs(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line from 0, words, key of the source) for each run of a text that stands in a source."""
    plain = _lowered(QUOTATION.sub(_without_short_quotation, text))
    known, end, runs = fingerprints(), 0, _runs(plain)
    if known.keys().isdisjoint(map(crc32, runs)):
        return  # as nearly every text does
    starts: list[int] = []  # of the words, once it is worth it
    for i, run in enumerate(runs):
        if i >= end and (found := known.get(crc32(run))) and found[0] == _digest(run):
            end = i + RUN
            starts = starts or [word.start() for word in WORD.finditer(plain)]
            yield plain.count("\n", 0, starts[i]), run.decode(), found[1]


def prints(text: str) -> list[str]:
    """Return the fingerprints of every run of a source: eight digits to look it up quickly, and eight to be sure."""
    return sorted({f"{crc32(run):08x}{_digest(run)}" for run in _runs(_lowered(text))})


@cache
def fingerprints() -> dict[int, tuple[str, str]]:
    """Return (digest, key of the source) by the checksum of each known run."""
    known = {}
    for line in FILE.read_text(encoding="ascii").splitlines():
        key, _, found = line.partition(" ")
        for i in range(0, len(found), 16):
            known[int(found[i : i + 8], 16)] = (found[i + 8 : i + 16], key)
    return known


def _lowered(text: str) -> str:
    """Return a text in which each word is written in one way only; every sign keeps its place."""
    return text.lower().replace("’", "'").replace("‘", "'")


def _runs(lowered: str) -> list[bytes]:
    """Return each run of RUN words, with one space between them."""
    words = [word for run in runs_of(IN_WORDS, lowered) if (word := run.strip(b"'"))]  # what WORD finds
    joined, ends = b" ".join(words), list(accumulate(len(word) + 1 for word in words))
    return [joined[start : end - 1] for start, end in zip([0, *ends], ends[RUN - 1 :], strict=False)]


def _digest(run: bytes) -> str:
    return hashlib.blake2b(run, digest_size=4).hexdigest()


def _without_short_quotation(match: re.Match[str]) -> str:
    short = len(WORD.findall(match.group().lower())) <= QUOTATION_WORDS
    return " " * len(match.group()) if short else match.group()
