"""What fields of the content model are made of: texts, lists, numbers and dates, each with its limits.

Each field says what it is for (`description`) and, where a bare type does not, what is allowed (`allowed`). Both reach
authors: in messages (wording.py), in drafts, and wherever the model is shown.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any

from annotated_types import MaxLen, MinLen
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from handbook.content.invisible import shows_something

MARKUP = re.compile(r"<[A-Za-z/!?]|javascript:", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.?!][\"')]*\s+(?=[\"'(]?[A-Z])")


class Model(BaseModel):
    """A mapping in YAML: no unknown keys, no guessing of types."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def plain(value: str) -> str:
    """Refuse markup, emptiness and several lines in any text of the front matter."""
    if MARKUP.search(value):
        raise ValueError("HTML is not allowed here; write plain words")
    if not value.strip():
        raise ValueError("empty; write it, or take the line out if it is optional")
    if not shows_something(value):
        raise ValueError("shows nothing, because all its characters are invisible; write words that one can see")
    if "\n" in value.strip():
        raise ValueError("goes on over several lines; allowed: one line of plain text")
    return value


Words = Annotated[str, AfterValidator(plain)]


def text(low: int, high: int, description: str, **more: Any) -> Any:
    """Return a field for a text of `low` to `high` characters."""
    return _between(low, high, "characters", description, **more)


def some(low: int, high: int, description: str, **more: Any) -> Any:
    """Return a field for a list of `low` to `high` items."""
    return _between(low, high, "items", description, **more)


def title(description: str) -> Any:
    """Return a field for the title of a page."""
    return text(3, 60, description)


def short_name(description: str) -> Any:
    """Return a field for the permanent short name of a page."""
    return pattern("^[a-z0-9]{2,12}$", description, "2 to 12 of a-z and 0-9")


def pattern(form: str, description: str, allowed: str) -> Any:
    """Return a field for a text of a certain form, which `allowed` says in words."""
    return _field(description, allowed, pattern=form)


def day(description: str) -> Any:
    """Return a field for a date."""
    return _field(description, "a date like 2026-11-22, without quotes")


def yes_or_no(description: str, **more: Any) -> Any:
    """Return a field for true or false."""
    return _field(description, "true, false", **more)


def whole(low: int, high: int, description: str) -> Any:
    """Return a field for a whole number from `low` to `high`."""
    return _field(description, f"a whole number from {low} to {high}", ge=low, le=high)


def keywords() -> Any:
    """Return a field for the words that lead a search to a page."""
    about = "words that staff search for and the text lacks"
    return _field(about, "up to 12 items", default=[], max_length=12)


def former() -> Any:
    """Return a field for the old names of a page. Each is a page that leads on, so that there are not too many."""
    about = "old file names that must keep working, without .md"
    return _field(about, "up to 20 items", default=[], max_length=20)


def fine() -> Any:
    """Return a field for what hints need not ask about again."""
    about = 'words that a hint asked about and somebody looked at, as they stand in the text; or "school grade"'
    return some(1, 12, about, default=None)


def fields(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    """Yield (key as authors write it, pydantic field) for each field of a model."""
    for name, info in model.model_fields.items():
        yield info.alias or name, info


@cache
def keys(model: type[BaseModel]) -> frozenset[str]:
    """Return the keys of a model, as authors write them."""
    return frozenset(name for name, _ in fields(model))


def allowed_in(field: Any) -> str:
    """Return what a field allows, in an author's words; nothing where its type says all."""
    extra = field.json_schema_extra
    return str(extra.get("allowed", "")) if isinstance(extra, dict) else ""


def limits(model: type[BaseModel], key: str) -> tuple[int, int]:
    """Return the least and the most characters of a text, or items of a list."""
    found = dict(fields(model))[key].metadata
    low = next((limit.min_length for limit in found if isinstance(limit, MinLen)), 0)
    return low, next(limit.max_length for limit in found if isinstance(limit, MaxLen))


def folded(title: str) -> str:
    """Return a title without what makes no difference between two of them: capitals and spaces."""
    return " ".join(title.casefold().split())


def count_sentences(value: str) -> int:
    """Return how many sentences a text has: an end mark counts where a capital letter follows it."""
    return len(SENTENCE_END.findall(value.strip())) + 1


def _between(low: int, high: int, unit: str, description: str, **more: Any) -> Any:
    return _field(description, f"{low} to {high} {unit}", min_length=low, max_length=high, **more)


def _field(description: str, allowed: str, **more: Any) -> Any:
    return Field(description=description, json_schema_extra={"allowed": allowed}, **more)
