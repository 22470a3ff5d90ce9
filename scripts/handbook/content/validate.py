"""From values to a model: pydantic judges them, and each of its findings becomes a problem at its line."""

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import ValidationError

from handbook.content.fields import Model
from handbook.content.strict_yaml import Data, Key
from handbook.content.wording import RENAMED, sentence, spoken
from handbook.problems import MARK, Problem

M = TypeVar("M", bound=Model)


def validate(model: type[M], data: Data, problems: list[Problem], key: Key = ()) -> M | None:
    """Return the values under `key` as a model, or None after adding to `problems` all that is wrong with them."""
    values: Any = data.values
    for step in key:
        values = values[step]
    unwritten = dict(_unwritten(values, key))
    problems.extend(data.problem(place, f"{spoken(place)}: write this: {hint}") for place, hint in unwritten.items())
    try:
        valid = model.model_validate(values)
        return None if unwritten else valid
    except ValidationError as error:
        for details in error.errors(include_url=False):
            place = (*key, *details["loc"])
            told = details["type"] == "missing" and any(
                new == place[-1] and old in values for old, (new, _) in RENAMED.items()
            )
            if place not in unwritten and not told:
                problems.append(data.problem(place, sentence(model, place, details, skip=len(key))))
        return None


def faults_in(model: type[Model], key: str, value: object) -> list[str]:
    """Return what is wrong with one value, whatever the others are: one line each."""
    try:
        model.model_validate({key: value})
    except ValidationError as error:
        found = error.errors(include_url=False)
        return [sentence(model, details["loc"], details, skip=0) for details in found if details["loc"][:1] == (key,)]
    return []


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
