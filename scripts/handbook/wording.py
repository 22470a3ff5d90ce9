"""The one place where pydantic's findings become an author's words."""

from collections.abc import Iterator
from types import UnionType
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from handbook.model import Model, fields
from handbook.problems import MARK, Problem, allowed, count, did_you_mean, shown
from handbook.strict_yaml import Data, Key

M = TypeVar("M", bound=Model)

# Keys that the engine or the theme would obey. Pages are data: none of these may change how a page is built.
NEVER = {
    "render_macros": "pages never run code",
    "ignore_macros": "pages never run code",
    "template": "the handbook chooses the template",
    "hide": "every page shows all its parts",
    "search": "every page can be found",
    "tags": "tags are made from principles, channel, moment and outcome",
}

WANTED = {
    "list_type": 'a list, each item on a line that starts with "- "',
    "dict_type": 'a block of lines like "key: text"',
    "model_type": 'a block of lines like "key: text"',
}


def validate(model: type[M], data: Data, problems: list[Problem], key: Key = ()) -> M | None:
    """Return the values under `key` as a model, or None after adding to `problems` all that is wrong with them."""
    values: Any = data.values
    for step in key:
        values = values[step]
    unwritten = dict(_unwritten(values, key))
    problems.extend(data.problem(place, f"{_spoken(place)}: write this: {hint}") for place, hint in unwritten.items())
    try:
        valid = model.model_validate(values)
        return None if unwritten else valid
    except ValidationError as error:
        faults = [details for details in error.errors(include_url=False) if (*key, *details["loc"]) not in unwritten]
        problems.extend(_problem(model, data, key, details) for details in faults)
        return None


def _unwritten(value: Any, key: Key) -> Iterator[tuple[Key, str]]:
    """Yield (key, hint) for each text of a draft that is still to be written."""
    if isinstance(value, str) and value.startswith(MARK):
        yield key, value.removeprefix(MARK).strip()
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _unwritten(inner, (*key, name))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _unwritten(inner, (*key, i))


def _problem(model: type[Model], data: Data, key: Key, details: ErrorDetails) -> Problem:
    """Return one of pydantic's errors as a Problem at its line."""
    return data.problem((*key, *details["loc"]), _sentence(model, (*key, *details["loc"]), details, skip=len(key)))


def _sentence(model: type[Model], key: Key, details: ErrorDetails, skip: int) -> str:
    """Say what is wrong, then what is allowed."""
    kind, value = details["type"], details["input"]
    owner, field = _field(model, key[skip:])
    name = _spoken(key)
    if kind == "extra_forbidden":
        return _unknown_key(owner, key)
    if kind == "value_error":
        return f"{name}: {details['ctx']['error']}" if name else str(details["ctx"]["error"])
    if kind == "literal_error" and field:
        return f"{name} is {allowed(value, get_args(field.annotation))}"
    about = field.description if field else ""
    extra = field.json_schema_extra if field else None
    limits = extra.get("allowed") if isinstance(extra, dict) else ""
    then = f"; allowed: {limits}" if limits else f"; it is {about}" if about else ""
    if key and isinstance(key[-1], int):  # an item: what its list allows is no help
        then = ""
    if kind == "missing":
        where = f" in {_spoken(key[:-1])}" if key[:-1] else ""
        return f'key "{key[-1]}" is missing{where}: {about}'
    if value is None:
        return f"{name} is empty{then or '; write it, or take the line out'}"
    if kind in ("string_too_short", "string_too_long"):
        return f"{name} has {count(len(value), 'character|characters')}{then}"
    if kind in ("too_short", "too_long"):
        return f"{name} has {count(len(value), 'item|items')}{then}"
    if kind == "string_type":
        if isinstance(value, dict):
            return f'{name} has a colon in its text; put "quotes" around the text'
        return f'{name} must be text{", not a list" if isinstance(value, list) else ""}; put "quotes" around it'
    if kind in WANTED:
        return f"{name} must be {WANTED[kind]}{then}"
    return f"{name} is {shown(value)}{then}"


def _unknown_key(owner: type[BaseModel], key: Key) -> str:
    """Say that a key is not known, and which one it could be."""
    name = str(key[-1])
    if name in NEVER:
        return f'key "{name}" is not allowed: {NEVER[name]}; take the line out'
    known = [known for known, _ in fields(owner)]
    guess = did_you_mean(name, known).strip()
    return f"unknown key {shown(name)}; {guess[0].lower() + guess[1:] if guess else 'allowed: ' + ', '.join(known)}"


def _field(model: type[BaseModel], key: Key) -> tuple[type[BaseModel], FieldInfo | None]:
    """Return the model that a key belongs to and the field that describes it: for a list item, the list's field."""
    kind: Any = model
    owner, field = model, None
    for step in key:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            owner, field = kind, dict(fields(kind)).get(str(step))
            kind = field.annotation if field else None
        else:
            kind = get_args(kind)[-1] if get_args(kind) else None
        if isinstance(kind, UnionType):
            kind = get_args(kind)[0]
    return owner, field


def _spoken(key: Key) -> str:
    """Return the way to a value in words: "choices, number 1, verdict"."""
    return ", ".join(f"number {step + 1}" if isinstance(step, int) else step for step in key)
