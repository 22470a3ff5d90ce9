"""What YAML takes a text for: a number, a date, true or false, nothing."""

import re
from dataclasses import dataclass
from typing import Any

import yaml

MAX_NUMBER = 40  # characters of a number or date; Python refuses to print numbers of some thousand digits
PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)")
TEXT = "tag:yaml.org,2002:str"

# What YAML takes for more than text, by the first sign of the value.
RESOLVER: Any = yaml.resolver.Resolver()
LONGEST_WORD = len("false")
MORE_THAN_TEXT = frozenset(yaml.SafeLoader.yaml_implicit_resolvers)


@dataclass(frozen=True)
class NoValue:
    """What YAML takes for a number or a date, and its author does not: `2026-02-30`, and `010`, which it reads as 8.

    No field of the content model accepts it. `why` says what YAML does with it, where that is no use to anybody.
    """

    written: str
    why: str = ""

    def __str__(self) -> str:
        return self.written


def _is_long(text: str) -> bool:
    """Return whether a text starts with a letter and goes on after what is more than text: true, false, yes, null."""
    return len(text) > LONGEST_WORD and text[0].isalpha()


def scalar(event: Any) -> Any:
    """Return the value of one of libyaml's scalars; NoValue where YAML reads it otherwise than its author."""
    if not event.implicit[0] or event.value[:1] not in MORE_THAN_TEXT or _is_long(event.value):
        return event.value
    tag = RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit)
    if tag == TEXT:
        return event.value
    try:
        # The engine, too, fails on what cannot be constructed, and then prints the front matter on the page.
        value = yaml.constructor.SafeConstructor().construct_object(yaml.ScalarNode(tag, event.value))
    except (ValueError, ArithmeticError, yaml.YAMLError):
        return NoValue(event.value)
    if len(event.value) > MAX_NUMBER:
        return NoValue(event.value)
    if type(value) is int and not PLAIN_NUMBER.fullmatch(event.value):
        return NoValue(event.value, f"which YAML reads as {value}; write the number plainly, or a text in quotes")
    return value
