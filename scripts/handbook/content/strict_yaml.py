"""YAML as authors write it, read strictly: one mapping, no key twice, nothing that YAML obeys, each key with its line.

The engine's own reader takes a key given twice and prints what it cannot read on the page, so it cannot be relied on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from handbook.content import yaml_faults as say
from handbook.content.invisible import INVISIBLE, invisible
from handbook.content.once import Once
from handbook.content.scalars import scalar
from handbook.problems import Problem

MAX_DEPTH = 6  # nested lists and mappings in YAML; the content model needs 4

COMMENT = re.compile(r"\s+#")
STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
NODES = (yaml.ScalarEvent, *STARTS)

Event = Any  # an event of libyaml: unlike what the type stubs say, each has its place in the text
Key = tuple[str | int, ...]  # the way to a value: ("choices", 0, "verdict")


@dataclass(frozen=True)
class Data(Once):
    """YAML values with the line (from 1) of each key and list item."""

    path: str
    values: dict[str, Any]
    lines: dict[Key, int] = field(repr=False)
    known: dict[object, Any] = field(default_factory=dict, repr=False, compare=False, kw_only=True)

    def line(self, *key: str | int) -> int:
        """Return the line of a key, or of the nearest enclosing one where that key is not in the file."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines[key]

    def problem(self, key: Key, text: str) -> Problem:
        """Return a Problem at the line of `key`."""
        return Problem(self.path, self.line(*key), text)


def read_yaml(name: str, text: str, problems: list[Problem], first_line: int = 1) -> Data | None:
    """Parse YAML strictly: one mapping, no key twice, no anchors or tags, at most MAX_DEPTH deep.

    `first_line` is the line of the file on which `text` starts. Returns None where there is nothing to check further.
    """
    if odd := say.odd_space(text):
        problems.append(Problem(name, first_line + odd[0], odd[1]))
        return None
    reader = _Reader(text, first_line)
    try:
        values = reader.document()
    except _TooDeepError:
        values = None
    except yaml.MarkedYAMLError as error:
        reader.unwanted = [say.yaml_fault(text, error)]
    except yaml.YAMLError:
        reader.unwanted = [(0, say.ODD_CHARACTER)]
    if not reader.unwanted and not isinstance(values, dict):
        reader.unwanted = [(0, say.NO_KEYS)]
    problems.extend(Problem(name, first_line + line, fault) for line, fault in reader.unwanted or reader.faults)
    return None if reader.unwanted else Data(name, values, reader.lines)


class _TooDeepError(Exception):
    """There is no use in reading on."""


class _Reader:
    """Builds values from YAML's events in one pass, and notes the line of each key and item.

    `unwanted` is what YAML would obey or hide, and makes a file unusable; `faults` is what it would read otherwise than
    its author means. Both hold (line from 0, fault).
    """

    def __init__(self, text: str, first_line: int) -> None:
        self.events: Iterator[Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.written, self.first_line, self.depth = text.split("\n"), first_line, 0
        self.lines: dict[Key, int] = {(): max(1, first_line - 1)}
        self.unwanted: list[tuple[int, str]] = []
        self.faults: list[tuple[int, str]] = []

    def document(self) -> Any:
        """Return the value of the whole text; None where it has none."""
        value, documents = None, 0
        for event in self.events:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise yaml.MarkedYAMLError(problem="but found another document", problem_mark=event.start_mark)
            if isinstance(event, yaml.NodeEvent):
                value = self._value(event, ())
        return value

    def _value(self, event: Event, key: Key) -> Any:
        """Return the value that starts with an event."""
        self._check(event)
        if isinstance(event, yaml.ScalarEvent):
            return scalar(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(key)
        return self._sequence(key) if isinstance(event, yaml.SequenceStartEvent) else None

    def _mapping(self, key: Key) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line, name = event.start_mark.line, getattr(event, "value", None)
            self._check(event)
            if name is None:
                self.faults.append((line, say.NO_KEY))
                self._skip(event)
            elif event.start_mark.line != event.end_mark.line:
                self.unwanted.append((line, say.LONG_KEY))
                name = None
            elif name in values:
                self.faults.append((line, say.twice(name, self.lines[*key, name])))
            if name is None or name in values:
                self._check(value := next(self.events))
                self._skip(value)
                continue
            self.lines[*key, name] = line + self.first_line
            values[name] = self._value(next(self.events), (*key, name))
        self.depth -= 1
        return values

    def _sequence(self, key: Key) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            here = (*key, len(items))
            self.lines[here] = event.start_mark.line + self.first_line
            items.append(self._value(event, here))
        self.depth -= 1
        return items

    def _skip(self, event: Event) -> None:
        """Pass over the rest of a value. Flat, so that no depth can break it."""
        if not isinstance(event, yaml.CollectionStartEvent):
            return
        outside = self.depth - 1
        while self.depth > outside:
            self._check(event := next(self.events))
            self.depth -= isinstance(event, yaml.CollectionEndEvent)

    def _check(self, event: Event) -> None:
        """Note what YAML allows and a story never needs; count how deep lists and blocks lie."""
        kind = type(event)
        if kind is yaml.ScalarEvent and not (event.anchor or event.tag):
            self._check_text(event)
            return
        line = event.start_mark.line
        if kind in STARTS:
            self.depth += 1
        if self.depth > MAX_DEPTH:
            self.unwanted.append((line, say.too_deep(MAX_DEPTH)))
            raise _TooDeepError
        if kind is yaml.AliasEvent or (kind in NODES and event.anchor):
            self.unwanted.append((line, say.command("& or *")))
        elif kind in NODES and event.tag:
            self.unwanted.append((line, say.command("!")))

    def _check_text(self, event: Event) -> None:
        """Note what stands in a text as a code, and what stands behind it."""
        if event.style == '"' and (hidden := INVISIBLE.search(event.value)):
            self.unwanted.append((event.start_mark.line, invisible(event.value, hidden)))  # "\u202e"
        elif event.value and not event.style:
            end = event.end_mark
            if COMMENT.match(self.written[end.line], end.column):
                self.unwanted.append((end.line, say.ENDS_THE_TEXT))
