"""The one place where pydantic's findings become an author's words: what is wrong, then what is allowed."""

from collections.abc import Callable
from dataclasses import dataclass
from types import UnionType
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from handbook.content.fields import allowed_in, fields
from handbook.content.scalars import NoValue
from handbook.content.strict_yaml import Key
from handbook.problems import allowed, count, did_you_mean, shown

# Keys that the engine or the theme would obey. Pages are data: none of these may change how a page is built.
NEVER = {
    "render_macros": "pages never run code",
    "ignore_macros": "pages never run code",
    "template": "the handbook chooses the template",
    "hide": "every page shows all its parts",
    "search": "every page can be found",
    "tags": "tags are made from principles, channel, moment and outcome",
}


# Keys that had another name: what they are called now, and how that is written.
RENAMED = {"source": ("sources", "sources: [{}]")}


@dataclass(frozen=True)
class Finding:
    """What pydantic found at a key: the value there, the model of the key, and its field if there is one."""

    key: Key
    value: Any
    owner: type[BaseModel]
    field: FieldInfo | None
    reason: object  # what a validator of ours said

    @property
    def name(self) -> str:
        """Return the way to the value in words."""
        return spoken(self.key)

    @property
    def about(self) -> str:
        """Return what the field is for."""
        return (self.field.description or "") if self.field else ""

    @property
    def then(self) -> str:
        """Return what is allowed, as the end of a sentence; nothing for an item, whose list allows other things."""
        if self.key and isinstance(self.key[-1], int):
            return ""
        limits = allowed_in(self.field) if self.field else ""
        return f"; allowed: {limits}" if limits else f"; it is {self.about}" if self.about else ""


def sentence(model: type[BaseModel], key: Key, details: ErrorDetails, skip: int) -> str:
    """Say what is wrong at a key, then what is allowed. The first `skip` steps of the key lie outside of the model."""
    owner, field = _field(model, key[skip:])
    finding = Finding(key, details["input"], owner, field, details.get("ctx", {}).get("error"))
    if isinstance(finding.value, NoValue) and finding.value.why:
        return f"{finding.name} is {shown(finding.value)}, {finding.value.why}"
    if words := FIRST.get(details["type"]):
        return words(finding)
    if finding.value is None:
        return f"{finding.name} is empty{finding.then or '; write it, or take the line out'}"
    return WORDS.get(details["type"], _other)(finding)


def spoken(key: Key) -> str:
    """Return the way to a value in words: "choices, number 1, verdict"."""
    return ", ".join(f"number {step + 1}" if isinstance(step, int) else step for step in key)


def _unknown_key(found: Finding) -> str:
    """Say that a key is not known, and which one it could be."""
    name = str(found.key[-1])
    if name in NEVER:
        return f'key "{name}" is not allowed: {NEVER[name]}; take the line out'
    if name in RENAMED and RENAMED[name][0] in dict(fields(found.owner)):
        new, form = RENAMED[name]
        return f'key "{name}" is now "{new}", a list; write: {form.format(found.value)}'
    known = [known for known, _ in fields(found.owner)]
    guess = did_you_mean(name, known).strip()
    return f"unknown key {shown(name)}; {guess[0].lower() + guess[1:] if guess else 'allowed: ' + ', '.join(known)}"


def _our_own(found: Finding) -> str:
    """Pass on what a validator of the content model says."""
    return f"{found.name}: {found.reason}" if found.name else str(found.reason)


def _no_choice(found: Finding) -> str:
    """Say what can be chosen."""
    choices = get_args(found.field.annotation) if found.field else ()
    return f"{found.name} is {allowed(found.value, choices)}"


def _missing(found: Finding) -> str:
    """Say which key is missing, and what it is for."""
    where = f" in {spoken(found.key[:-1])}" if found.key[:-1] else ""
    return f'key "{found.key[-1]}" is missing{where}: {found.about}'


def _length(noun: str) -> Callable[[Finding], str]:
    """Return what says how long a text or a list is."""
    return lambda found: f"{found.name} has {count(len(found.value), noun)}{found.then}"


def _no_text(found: Finding) -> str:
    """Say how a value becomes a text."""
    if isinstance(found.value, dict):
        return f'{found.name} has a colon in its text; put "quotes" around the text'
    return f'{found.name} must be text{", not a list" if isinstance(found.value, list) else ""}; put "quotes" around it'


def _form(wanted: str) -> Callable[[Finding], str]:
    """Return what says which form a value must have."""
    return lambda found: f"{found.name} must be {wanted}{found.then}"


def _other(found: Finding) -> str:
    """Show the value."""
    return f"{found.name} is {shown(found.value)}{found.then}"


LIST = 'a list, each item on a line that starts with "- "'
BLOCK = 'a block of lines like "key: text"'

# By pydantic's types of errors: those that are said of an empty value as well, and the others.
FIRST: dict[str, Callable[[Finding], str]] = {
    "extra_forbidden": _unknown_key,
    "value_error": _our_own,
    "literal_error": _no_choice,
    "missing": _missing,
}
WORDS: dict[str, Callable[[Finding], str]] = {
    "string_too_short": _length("character|characters"),
    "string_too_long": _length("character|characters"),
    "too_short": _length("item|items"),
    "too_long": _length("item|items"),
    "string_type": _no_text,
    "list_type": _form(LIST),
    "dict_type": _form(BLOCK),
    "model_type": _form(BLOCK),
}


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
