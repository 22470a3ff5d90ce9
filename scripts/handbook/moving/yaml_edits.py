"""Edits of YAML that keep its layout: an item more or less in a list, a key less, an entry more in a mapping."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from handbook.content.strict_yaml import Key
from handbook.moving.edits import Edit
from handbook.moving.yaml_places import Place


@dataclass(frozen=True)
class Yaml:
    """A data file or the front matter of a page: its path, its text, and the place of each value."""

    path: str
    text: str = field(repr=False)
    places: Mapping[Key, Place]

    def replaced(self, key: Key, new: str, told: str) -> Edit:
        """Return the edit that writes another text in place of a value, in quotes where that has some."""
        place = self.places[key]
        in_quotes = self.text[place.start : place.start + 1] in ("'", '"')
        return self.written(key, quoted(new) if in_quotes else scalar(new), told)

    def written(self, key: Key, new: str, told: str) -> Edit:
        """Return the edit that writes other YAML in place of a value."""
        place = self.places[key]
        gap = " " if place.start == place.end else ""  # nothing stands there, right behind the colon
        return Edit(self.path, place.start, place.end, f"{gap}{new}", told)

    def holds(self, key: Key) -> bool:
        """Return whether something stands in a list or mapping."""
        return any(inner[:-1] == key for inner in self.places)

    def dropped_key(self, key: Key, told: str) -> Edit:
        """Return the edit that takes out a key with all that stands under it."""
        return Edit(self.path, *self.places[key].lines, "", told)

    def added_item(self, key: Key, new: str, told: str) -> Edit:
        """Return the edit that adds a text at the end of a list that is there."""
        last = self._last(key)
        if self.places[key].inline:
            at = last.end if last else self.places[key].start + 1
            return Edit(self.path, at, at, f"{', ' if last else ''}{scalar(new)}", told)
        assert last, "a list without brackets has an item"
        start, end = last.lines
        return Edit(self.path, end, end, f"{self.text[start : last.start]}{scalar(new)}\n", told)

    def dropped_item(self, key: Key, number: int, told: str) -> Edit:
        """Return the edit that takes an item out of a list, or the whole list where it is the only one."""
        item, after = self.places[*key, number], self.places.get((*key, number + 1))
        if number == 0 and not after:
            return self.dropped_key(key, told)
        if not self.places[key].inline:
            return Edit(self.path, *item.lines, "", told)
        if after:
            return Edit(self.path, item.start, after.start, "", told)
        return Edit(self.path, self.places[*key, number - 1].end, item.end, "", told)

    def added_entry(self, key: Key, name: str, value: str, told: str) -> Edit:
        """Return the edit that adds a key with its value, in YAML, to a mapping that is there and holds something."""
        last = [place for inner, place in self.places.items() if inner[:-1] == key][-1]
        entry = f"{scalar(name)}: {value}"
        if self.places[key].inline:
            return Edit(self.path, last.end, last.end, f", {entry}", told)
        start, end = last.lines
        indent = self.text[start : last.key[0] if last.key else start]
        return Edit(self.path, end, end, f"{indent}{entry}\n", told)

    def _last(self, key: Key) -> Place | None:
        """Return the last item of a list."""
        numbers = [inner[-1] for inner in self.places if inner[:-1] == key and isinstance(inner[-1], int)]
        return self.places[*key, max(numbers)] if numbers else None


def scalar(text: str) -> str:
    """Return a text as YAML: in quotes where it is no plain name, or YAML would take it for more, such as 2026."""
    plain = re.fullmatch(r"[A-Za-z0-9][\w./-]*", text, re.ASCII) and yaml.safe_load(text) == text
    return text if plain else quoted(text)


def quoted(text: str) -> str:
    """Return a text in YAML's double quotes, on one line, whatever is in it."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
