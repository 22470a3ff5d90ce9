"""What the page of a session shows."""

import hashlib
from itertools import accumulate

from handbook import addresses
from handbook.book import Handbook
from handbook.content.session import Session, Step
from handbook.kinds import KINDS
from handbook.pages import View
from handbook.pages.cards import principle_link

KEY_LENGTH = 4  # of 36 letters and digits: of two dozen steps, two have one key once in 6,000 sessions


def session(book: Handbook, slug: str) -> View:
    """Return what the page of a session shows of other pages."""
    this = book.sessions[slug]
    return {"principles": [principle_link(book, name) for name in this.principles], "steps": steps(book, this)}


def steps(book: Handbook, this: Session) -> list[View]:
    """Return the steps of a session in order, each with its key and the minutes from and to which it lasts."""
    ends = accumulate(step.minutes for step in this.steps)
    return [_step(book, step, end) for step, end in zip(this.steps, ends, strict=True)]


def _step(book: Handbook, step: Step, end: int) -> View:
    times = {"starts": end - step.minutes, "ends": end}
    return step.model_dump() | times | {"key": key_of(step.title), "shows": shows(book, step)}


def key_of(title: str) -> str:
    """Return the permanent key of a step, by which links name it: it stays when steps move, or their texts change."""
    number = int.from_bytes(hashlib.sha256(title.casefold().encode()).digest()[:8], "big")
    return "".join("0123456789abcdefghijklmnopqrstuvwxyz"[number // 36**place % 36] for place in range(KEY_LENGTH))


def shows(book: Handbook, step: Step) -> View | None:
    """Return the part of a page that the room sees in a step, as a link; None where it sees the step's own words."""
    for kind in (KINDS["story"], KINDS["principle"]):
        if name := getattr(step, kind.name):
            url = f"{addresses.of_page(kind.folder, name)}#{step.part}"
            return {"url": url, "title": book.pages[kind.name][name].title, "part": kind.parts[str(step.part)]}
    return None
