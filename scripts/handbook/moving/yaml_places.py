"""Where each key and value of YAML stands, to the character."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from handbook.content.strict_yaml import Key

Node = Any  # of PyYAML, whose type stubs lack the places


@dataclass(frozen=True)
class Place:
    """A value, with its key where it has one; from the start of the text in which they stand."""

    start: int
    end: int
    text: str | None = None  # of a scalar
    inline: bool = True  # a list or mapping in brackets, or a scalar
    key: tuple[int, int] | None = None
    lines: tuple[int, int] = (0, 0)  # from the start of the first one, its key included, to the end of the last one


def places(text: str, offset: int = 0) -> dict[Key, Place]:
    """Return the place of each value in a YAML text that starts at `offset` of its file. Raises yaml.YAMLError."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    return dict(_below(text, offset, root, ())) if root else {}


def _below(text: str, offset: int, node: Node, key: Key) -> Iterator[tuple[Key, Place]]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield (*key, name.value), _place(text, offset, value, name)
            yield from _below(text, offset, value, (*key, name.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield (*key, number), _place(text, offset, item, None)
            yield from _below(text, offset, item, (*key, number))


def _place(text: str, offset: int, node: Node, name: Node | None) -> Place:
    start, end = node.start_mark.index, _end(node)
    first = text.rfind("\n", 0, (name or node).start_mark.index) + 1
    last = text.find("\n", max(start, end - 1))
    return Place(
        start=offset + start,
        end=offset + end,
        text=node.value if isinstance(node, yaml.ScalarNode) else None,
        inline=isinstance(node, yaml.ScalarNode) or bool(node.flow_style),
        key=(offset + name.start_mark.index, offset + name.end_mark.index) if name else None,
        lines=(offset + first, offset + (last + 1 if last >= 0 else len(text))),
    )


def _end(node: Node) -> int:
    """Return where a value ends: for a block, where its last scalar does, since libyaml goes on to what comes next."""
    while not isinstance(node, yaml.ScalarNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return int(node.end_mark.index)
