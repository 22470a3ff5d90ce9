"""A new entry in docs/sources.yml: written where its key belongs, with every other line and comment left as it is."""

import json
from collections.abc import Mapping

from handbook.content.data_files import Source
from handbook.content.strict_yaml import Data, read_yaml
from handbook.content.validate import validate
from handbook.problems import HandbookError, Problem

FILE = "docs/sources.yml"


def with_entries(text: str, entries: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text of docs/sources.yml with new entries.

    Each stands behind the last one whose key comes before its own in the alphabet, so that two people who add at once
    seldom write into the same place. Raises HandbookError where the file or an entry is not right.
    """
    for key, entry in entries.items():
        text = _with_entry(text, key, entry)
    return text


def _with_entry(text: str, key: str, entry: Mapping[str, str]) -> str:
    before = _read(text)
    if key in before.values:
        raise HandbookError(
            f'{FILE}:{before.line(key)}: key "{key}" is there by now; choose another for the new source'
        )
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.rstrip().replace("\r\n", "\n").split("\n")
    place = _place(before, key, lines)
    block = [f"{key}:", *(f"  {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in entry.items())]
    gap = [""] if place and lines[place - 1].strip() else []
    written = end.join([*lines[:place], *gap, *block, *([""] if lines[place:] else []), *lines[place:], ""])
    after, problems = _parsed(written, []), list[Problem]()
    if after:
        validate(Source, after, problems, (key,))
    if problems or not after or after.values != {**before.values, key: dict(entry)}:
        raise HandbookError("\n".join(map(str, problems)) or f"{FILE}:1: its form is unusual; add the source by hand")
    return written


def _place(data: Data, key: str, lines: list[str]) -> int:
    """Return the line, from 0, before which an entry belongs. Comments right above an entry stay with it."""
    in_file = sorted(data.values, key=lambda known: data.line(known))
    earlier = [known for known in in_file if known < key]
    following = in_file[in_file.index(max(earlier)) + 1 :] if earlier else in_file
    if not following:
        return len(lines)
    place = first = data.line(following[0]) - 1
    while place > 0 and lines[place - 1].startswith("#"):
        place -= 1
    return place or first  # what stands at the top of the file is about all of it


def _read(text: str) -> Data:
    problems: list[Problem] = []
    data = _parsed(text, problems)
    if data is None or problems:
        raise HandbookError("\n".join(map(str, problems)))
    return data


def _parsed(text: str, problems: list[Problem]) -> Data | None:
    return read_yaml(FILE, text.removeprefix("\ufeff").replace("\r\n", "\n"), problems)
