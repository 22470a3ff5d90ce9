"""A new page: everything in its place, valid but for the prose, with a hint at each text that is still to be written.

It is made from the content model of its kind: each hint says what a key is for, and what is allowed. A hint is a text
that starts with MARK. The check reports each one as "write this", and nothing else about it.
"""

import json
import re
from collections.abc import Mapping
from types import UnionType
from typing import Any, Literal, get_args, get_origin

import yaml
from annotated_types import Ge, MinLen
from pydantic import BaseModel

from handbook.content.fields import allowed_in, fields
from handbook.kinds import Kind
from handbook.problems import MARK

STARTED: dict[str, Any] = {"keywords": [], "minutes": 5}  # what a story may begin with
ITEMS = 2  # of a list whose least number the model does not say


def draft(kind: Kind, values: Mapping[str, Any], told: Mapping[str, str] | None = None) -> str:
    """Return the file of a new page of a kind: front matter with every key that it must have, and its sections.

    `values` are those that are known, by key. `told` may hold texts that somebody has told already, by section.
    """
    front = {}
    for key, field in fields(kind.model):
        if key in values:
            front[key] = values[key]
        elif field.is_required():
            front[key] = _unwritten(field, field.annotation)
    head = "".join(f"{_line(key, value, '  ')}\n" for key, value in front.items())
    sections = "\n".join(_section(kind, name, told or {}) for name in kind.sections_for(values))
    return f"---\n{head}---\n\n{sections}"


def _unwritten(field: Any, kind: Any, turn: int | None = None) -> Any:
    """Return a value with a hint at each of its texts. Of words to choose from, items of a list take one in `turn`."""
    if isinstance(kind, UnionType):
        kind = get_args(kind)[0]
    if get_origin(kind) is list:
        number = next((limit.min_length for limit in field.metadata if isinstance(limit, MinLen)), ITEMS)
        return [_unwritten(field, get_args(kind)[0], turn) for turn in range(number)]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        required = ((key, inner) for key, inner in fields(kind) if inner.is_required())
        return {key: _unwritten(inner, inner.annotation, turn) for key, inner in required}
    if get_origin(kind) is Literal and turn is not None:
        return get_args(kind)[turn % len(get_args(kind))]
    if kind is int:  # a text in its place would be put in quotes
        return next(limit.ge for limit in field.metadata if isinstance(limit, Ge))
    about = [field.description, *([] if "items" in allowed_in(field) else [allowed_in(field)])]
    return f"{MARK} {', '.join(filter(None, about))}"


def _line(key: str, value: Any, indent: str) -> str:
    """Return a key with its value as YAML; what stands on further lines is indented."""
    written = _written(value, indent)
    return f"{key}:{'' if written.startswith(chr(10)) else ' '}{written}"


def _written(value: Any, indent: str) -> str:
    """Return a value as YAML: a name, a number and a short list on one line, anything else on lines of its own."""
    deeper = indent + "  "
    if isinstance(value, dict):
        return "".join(f"\n{indent}{_line(key, inner, deeper)}" for key, inner in value.items())
    if isinstance(value, list | tuple) and any(isinstance(item, dict) or item.startswith(MARK) for item in value):
        return "".join(f"\n{indent}- {_written(item, deeper).lstrip()}" for item in value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_written(item, deeper) for item in value)}]"
    return _name(value) if isinstance(value, str) else str(value)


def _section(kind: Kind, name: str, told: Mapping[str, str]) -> str:
    text = told.get(name, "").strip()
    return f"## {name}\n\n{text + chr(10) * 2 if text else ''}{MARK} {kind.sections[name]}\n"


def _name(text: str) -> str:
    """Return a text, in quotes where it is no plain name or YAML would take it for something else: 2026 or "no"."""
    return text if re.fullmatch("[a-z0-9-]+", text) and yaml.safe_load(text) == text else _quoted(text)


def _quoted(text: str) -> str:
    """Return a text in YAML's double quotes, whatever is in it."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
