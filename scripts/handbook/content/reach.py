"""How to reach somebody, as a company writes it: which words are numbers to dial, and which are e-mail addresses."""

import re
from collections.abc import Iterator

MAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")
NUMBER = re.compile(r"(?<![\w/])\+?[(0-9](?:[0-9 ().\u00a0-]*[0-9])?")
WAYS = re.compile(f"(?P<mail>{MAIL.pattern})|(?P<number>{NUMBER.pattern})")

# Digits. A shorter number is an extension: dialled on one's own phone, it would ring at a stranger's, or at the police.
# A longer one is no number of the world (ITU-T E.164).
LEAST, MOST = 6, 15


def mail_in(reach: str) -> str | None:
    """Return the first e-mail address in how to reach somebody; None where there is none."""
    found = MAIL.search(reach)
    return found[0] if found else None


def ways_in(reach: str, least: int = LEAST) -> Iterator[tuple[str, str]]:
    """Yield (words, address of a link) for each part of how to reach somebody; the address of plain words is empty.

    A number of fewer than `least` digits is plain words.
    """
    end = 0
    for found in WAYS.finditer(reach):
        if address := f"mailto:{found['mail']}" if found["mail"] else _dialled(found["number"], least):
            yield from ((words, "") for words in [reach[end : found.start()]] if words)
            yield found[0], address
            end = found.end()
    yield from ((words, "") for words in [reach[end:]] if words)


def _dialled(number: str, least: int) -> str:
    """Return the address that dials a number; nothing where it cannot be dialled. Abroad one leaves its (0) out."""
    plus = "+" if number.startswith("+") else ""
    digits = re.sub(r"[^0-9]", "", number.replace("(0)", "") if plus else number)
    return f"tel:{plus}{digits}" if least <= len(digits) <= MOST else ""
