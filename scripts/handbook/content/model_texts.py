"""The texts that a model holds, with the field of each: to find those that name something else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from handbook.content.fields import fields
from handbook.content.strict_yaml import Key


@dataclass(frozen=True)
class Naming:
    """A text of front matter or data: its place, and the key of the model that it stands under."""

    key: Key
    under: str
    text: str
    field: FieldInfo


def namings(model: type[BaseModel], values: Any, key: Key = ()) -> Iterator[Naming]:
    """Yield each text that stands under a key of the model, or in a list under it; pass over what is no such thing."""
    for name, field in fields(model):
        value = values.get(name) if isinstance(values, dict) else None
        inner = next(_models(field.annotation), None)
        for place, item in _items(value, (*key, name), by_key=_is_mapping(field.annotation)):
            if inner:
                yield from namings(inner, item, place)
            elif isinstance(item, str):
                yield Naming(place, name, item, field)


def _items(value: Any, key: Key, by_key: bool) -> Iterator[tuple[Key, Any]]:
    """Yield a value, or each one in a list or in a mapping of free keys."""
    if isinstance(value, list):
        yield from (((*key, number), item) for number, item in enumerate(value))
    elif by_key and isinstance(value, dict):
        yield from (((*key, name), item) for name, item in value.items() if not isinstance(item, str))
    else:
        yield key, value


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models in a type: Turn in `list[Turn] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _is_mapping(annotation: Any) -> bool:
    return get_origin(annotation) is dict
