"""Part of the search: which stories and principles have a word only in what they fold, such as choices and evidence.

Pagefind would find this too, but it would take as long again as for all the rest. These words are asked for last, and
need neither places nor ranks, so plain files do: each holds the words of a part of the alphabet.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from pathlib import Path

LETTERS = 16_000  # in a file, about: a few kilobytes over the wire
ALIKE = 3  # words that begin with so many equal letters may be forms of one, and stand in one file


def write_folded(folder: Path, pages: Iterable[list[str]]) -> None:
    """Fill a new folder with the words of the pages, which are known by their numbers in this order.

    `files.json` says with which letters each file begins.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(pages):
        for word in words:
            found[word].append(number)
    folder.mkdir()
    files = []
    for text in _texts(found):
        name = hashlib.sha256(text.encode()).hexdigest()[:8]
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        files.append([text.split(" ")[0][:ALIKE], name])
    (folder / "files.json").write_text(json.dumps(files, ensure_ascii=False), encoding="utf-8")


def _texts(found: Mapping[str, list[int]]) -> Iterator[str]:
    """Yield the text of each file: a line for each word, with its pages, each as the distance from the one before."""
    lines: list[str] = []
    for _, words in groupby(sorted(found), key=lambda word: word[:ALIKE]):
        if sum(map(len, lines)) > LETTERS:
            yield "\n".join(lines)
            lines = []
        for word in words:
            numbers = (number - before for before, number in pairwise([0, *found[word]]))
            lines.append(" ".join([word, *map(str, numbers)]))
    if lines:
        yield "\n".join(lines)
