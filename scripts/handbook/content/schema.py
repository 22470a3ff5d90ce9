"""The content model for others than the check: JSON Schemas for editors, and the table of keys in the guide."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from handbook.content.data_files import DATA_FILES
from handbook.content.fields import allowed_in, fields

Models = Mapping[str, type[BaseModel]]  # of the kinds of page, by their names


def schemas(kinds: Models) -> dict[str, str]:
    """Return the text of each JSON Schema, by its name: one for each kind of page and each data file."""
    found = {name: model.model_json_schema() for name, model in kinds.items()}
    for file, data in DATA_FILES.items():
        name, schema = file.removesuffix(".yml"), data.model.model_json_schema()
        about = {"title": name, "description": f"docs/{file}: one entry for each key."}
        found[name] = about | {"type": "object", "additionalProperties": schema} if data.entries else schema
    return {
        name: json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema, indent=2) + "\n"
        for name, schema in found.items()
    }


def key_tables(kinds: Models) -> list[dict[str, Any]]:
    """Return each part of the front matter with its keys, for the contributor guide."""
    tables: list[tuple[str, str, type[BaseModel]]] = []
    for name, model in kinds.items():
        tables.append((name, f"A {name}", model))
        tables += ((_anchor(part), part.called, part) for part in parts(model))
    return [
        {
            "anchor": anchor,
            "title": title,
            "about": (model.__doc__ or "").split("\n")[0],
            "keys_": [_key(name, field) for name, field in fields(model)],
        }
        for anchor, title, model in tables
    ]


def parts(model: type[BaseModel]) -> Iterator[Any]:
    """Yield the models that the keys of a model hold, in order."""
    for _, field in fields(model):
        yield from (kind for kind in _kinds(field.annotation) if issubclass(kind, BaseModel))


def _kinds(annotation: Any) -> Iterator[type]:
    """Yield the classes in a type: of `list[Turn] | None` that are Turn and NoneType."""
    if inner := get_args(annotation):
        for part in inner:
            yield from _kinds(part)
    elif isinstance(annotation, type):
        yield annotation


def _anchor(model: type[BaseModel]) -> str:
    """Return the name of a model as an anchor: RolePlay is "role-play"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", model.__name__).lower()


def _key(name: str, field: FieldInfo) -> dict[str, Any]:
    literal = ", ".join(get_args(field.annotation)) if get_origin(field.annotation) is Literal else ""
    return {
        "name": name,
        "what": field.description,
        "allowed": allowed_in(field) or literal,
        "required": field.is_required(),
    }
