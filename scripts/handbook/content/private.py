"""Private data that does not belong in a story: one list for the check, its hints, and the page where staff tell."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handbook.content import private_patterns as patterns


@dataclass(frozen=True)
class Kind:
    """A kind of private data: what it is called, the pattern that finds it, and what to do about it.

    `needs` is a simpler pattern that every such place holds: a text without it is not searched, which saves much time.
    A kind that `stops` leads to a customer by itself, and no page may hold it; a name may be that of a drink.
    """

    name: str
    pattern: str
    advice: str
    needs: str
    stops: bool = True


# The first kind that finds a place keeps it: a card number is also a long number, and an address may hold a name.
KINDS = (
    Kind("an e-mail address", patterns.EMAILS, "take it out", needs=patterns.SPELT_OUT),
    Kind("an account name", patterns.ACCOUNT_NAME, "take it out", needs="@", stops=False),
    Kind("a card or account number", patterns.CARDS, "take it out", needs=patterns.NEEDED_FOR_CARDS),
    Kind("a phone number", patterns.PHONES, "take it out", needs="[0-9](?:[^0-9A-Za-z]{0,6}[0-9]){6}"),
    Kind("a street address", patterns.STREETS, "take it out", needs=patterns.NEEDED_FOR_STREETS),
    Kind("a street address", patterns.STREET_ABROAD, "take it out", needs=patterns.NEEDED_ABROAD),
    Kind(
        "an order or customer number",
        patterns.NUMBERS,
        "take it out, or write how many there are like 3,000,000",
        needs="[A-Z0-9](?:[/-]?[A-Z0-9]){3}",
    ),
    *(
        Kind("a name", pattern, 'write "a customer" or "a colleague" instead', needs=patterns.ANY_NAME, stops=False)
        for pattern in patterns.NAMES
    ),
)


STOPPING = tuple(kind for kind in KINDS if kind.stops)
NAMING = tuple(kind for kind in KINDS if not kind.stops)


DIGIT_OR_SIGN = re.compile("[0-9@\uff20&]")  # a code of a sign may be either
SAID_WITHOUT = ("(at", "(AT", "[at", "[AT", " dot ", " DOT ", "eference ", " code ", "PNR ")


def said_in(whole: str) -> list[str]:
    """Return what is said in some texts, taken together, that may stop without a digit: nearly always nothing."""
    return [words for words in SAID_WITHOUT if words in whole]


def may_stop(text: str, said: Iterable[str]) -> bool:
    """Return whether one of these texts may hold anything that stops. It is asked of all: it takes next to no time."""
    return bool(DIGIT_OR_SIGN.search(text)) or any(words in text for words in said)


def worth_a_search(text: str, kinds: Iterable[Kind]) -> list[Kind]:
    """Return those kinds of which a text may hold anything: of nearly every text none."""
    needed = {needs: re.search(needs, text) for needs in {kind.needs for kind in kinds}}
    return [kind for kind in kinds if needed[kind.needs]]


def find(text: str, kinds: Iterable[Kind] = KINDS) -> Iterator[tuple[int, str, Kind]]:
    """Yield (offset, words, kind) for each place of a text that looks private, in order and without overlaps."""
    taken = bytearray(len(text))
    found: list[tuple[int, str, Kind]] = []
    for kind in worth_a_search(text, kinds):
        for match in re.finditer(kind.pattern, text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((start, match.group(), kind))
    yield from sorted(found, key=lambda place: place[0])
