"""One question about a new page: what it asks, what can be answered, and what an answer means."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from handbook.content.invisible import INVISIBLE, invisible
from handbook.problems import MAX_LISTED, shown
from handbook.telling.choosing import NEW, Option, chosen

Answer = str | list[str]  # a text or a key; of questions with several answers a list of keys
Answers = dict[str, Answer]  # by the names of the questions

UNREADABLE = re.compile("[\ud800-\udfff\ufffd]")  # what stands for bytes that are no text


@dataclass(frozen=True)
class Heard:
    """What a line means: an answer, whether that is sure, what is none of the options, and what is wrong with it."""

    answer: Answer = ""
    sure: bool = True
    unknown: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question. One that is `needed` cannot be left for later; a `proposal` is what it takes without an answer."""

    name: str  # of its answer, and of its option on the command line
    label: str
    text: str
    faults: Callable[[Answer], list[str]]
    options: tuple[Option, ...] | None = None  # where the text is free
    several: bool = False
    needed: bool = False
    optional: bool = False  # a page may well be without it
    proposal: str = ""
    mended: Callable[[str], str] = str  # a text as it could have been meant

    def hear(self, line: str, strictly: bool = False) -> Heard:
        """Return what a line means; `strictly`, what is not sure is none of the options, or wrong."""
        text = " ".join(line.split())
        if found := INVISIBLE.search(text):
            return Heard(faults=(invisible(text, found),))
        if UNREADABLE.search(text):
            return Heard(faults=("a character that cannot be read; type the line anew",))
        return self._text(text, strictly) if self.options is None else self._choice(text, self.options, strictly)

    def accepts(self, answer: object) -> bool:
        """Return whether something that was kept is an answer, as `hear` returns them, and still a right one."""
        parts = answer if isinstance(answer, list) and self.several else [answer]
        if not all(isinstance(part, str) for part in parts):
            return False
        if self.options is None:
            return self.hear(str(answer)) == Heard(str(answer))
        known = {option.key for option in self.options}
        each = [NEW.key if re.fullmatch(r"\+[1-9]", part) else part for part in parts]
        return known.issuperset(each) and not self.faults(parts if self.several else str(answer))

    def shown(self, answer: Answer) -> str:
        """Return an answer as readers would say it."""
        names = {option.key: option.name for option in self.options or ()}
        keys = answer if isinstance(answer, list) else [answer]
        return "; ".join(names.get(key, "a new one" if key.startswith(NEW.key) else key) for key in keys)

    def listed(self) -> list[str]:
        """Return the lines that show what can be chosen, each with its number."""
        numbered = [f"{number:4}  {option.name}" for number, option in enumerate(self.options or (), start=1)]
        if len(numbered) <= MAX_LISTED:
            return numbered
        more = f"      and {len(numbered) - MAX_LISTED} more: write a part of the name"
        return [*numbered[: MAX_LISTED - 1], more, numbered[-1]]

    def _text(self, text: str, strictly: bool) -> Heard:
        if not (faults := self.faults(text)):
            return Heard(text)
        meant = self.mended(text)
        if meant != text and not strictly and not self.faults(meant):
            return Heard(meant, sure=False)
        return Heard(faults=tuple(faults))

    def _choice(self, text: str, options: tuple[Option, ...], strictly: bool) -> Heard:
        parts = chosen(text, options, self.several)
        if unknown := tuple(text for text, option, sure in parts if not option or (strictly and not sure)):
            return Heard(unknown=unknown)
        keys = [option.key for _, option, _ in parts if option]
        new = iter(range(1, len(keys) + 1))
        each = list(dict.fromkeys(f"{key}{next(new)}" if key == NEW.key else key for key in keys))
        answer: Answer = each if self.several else "".join(each)
        return Heard(answer, all(sure for _, _, sure in parts), faults=tuple(self.faults(answer)))


def none_of_these(unknown: str, question: Question) -> str:
    """Say that a part of an answer is none of the options that were shown."""
    new = f', or write "{NEW.also[0]}" for one that is not here yet' if NEW in (question.options or ()) else ""
    return f'{shown(unknown)} is none of these; answer by number or name{new}; "?" shows them again'
