"""A story as somebody told it: from the text of an issue, an e-mail or a copied text to the parts of a draft.

Anybody can send such a text, so every answer becomes plain text: what is left passes the rules on bodies.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from handbook.content.fields import limits
from handbook.content.invisible import shows_something
from handbook.content.model import Story
from handbook.problems import MARK
from handbook.telling.plain import LINE_ENDS, MARK_OF_ITEM, MAX_BYTES, MAX_RAW, bare, on_one_line, start, words

FORM = ".github/ISSUE_TEMPLATE/tell-us-a-story.yml"
REQUIRED = ("happened", "did")
NO_ANSWER = "_No response_"  # what GitHub writes for an empty answer, and the page after it

NOT_SURE = "I am not sure"  # one of the answers that can be chosen

SHORTEST, LONGEST = limits(Story, "title")

DECORATION = " \t#>*_=~-•–—:"  # around a heading
NUMBER = re.compile(r"(?:Q(?:uestion)? ?)?\d{1,2}[.:)][ \t]*", re.IGNORECASE)
SIGNED = re.compile(r"(?:> ?)*-- $")  # what mail programs put between a letter and its signature


class TellingError(Exception):
    """A text that tells no story; its own text says why, in one line."""


@dataclass(frozen=True)
class Telling:
    """The answers as plain text, by the ids of the form; `cut` names those of which only the start is here."""

    happened: str
    did: str
    expected: str = ""
    cost: str = ""
    said: str = ""
    ended: str = ""
    principle: str = ""
    title: str = ""
    cut: frozenset[str] = frozenset()

    def sections(self) -> dict[str, str]:
        """Return the sections of a story that the answers can fill, by heading."""
        quoted = on_one_line(self.said).strip("\"'“”‘’ ").replace('"', "'")
        quote = f'"{quoted}"' if quoted else ""
        return {
            "Scene": self._joined(happened=self.happened, expected=_led("What the customer expected", self.expected)),
            "What they did": self._joined(
                did=self.did, cost=_led("What it cost", self.cost), said=_led("What the customer said", quote)
            ),
        }

    def working_title(self) -> str:
        """Return the title that the story came with, or else its first words."""
        first = re.split(r"(?<=[.?!])\s", self.happened, maxsplit=1)[0].rstrip(".,;: ")
        found = (start(bare(text), LONGEST) for text in (self.title, first))
        return next(
            (title for title in found if len(title) >= SHORTEST and shows_something(title)), "A story without a title"
        )

    def _joined(self, **answers: str) -> str:
        parts = [answer for answer in answers.values() if answer]
        if self.cut & answers.keys():
            parts.append(f"{MARK} what is missing here; the answer was too long, and the rest stands where it was sent")
        return "\n\n".join(parts)


def questions(root: Path) -> dict[str, str]:
    """Return the questions of the issue form: label and id. A question without an id has its label for one."""
    try:
        form = yaml.safe_load((root / FORM).read_text(encoding="utf-8"))
        labels = {field["attributes"]["label"]: field for field in form["body"] if "label" in field["attributes"]}
        asked = {label: field.get("id", label) for label, field in labels.items()}
    except (OSError, ValueError, LookupError, TypeError, yaml.YAMLError) as error:
        raise TellingError(f"{FORM} cannot be read ({type(error).__name__}); the questions are in it") from None
    if missing := [name for name in REQUIRED if name not in asked.values()]:
        raise TellingError(f'{FORM} has no question with the id "{missing[0]}"; put it back')
    return asked


def read(text: str, asked: Mapping[str, str]) -> Telling:
    """Return what a text tells: each question is a heading of any style, and its answer stands below it or behind it.

    The first heading of each question counts; any other heading is part of an answer. Signatures are not.
    """
    labels = {name: _spelling(label) for label, name in asked.items()}
    answers: dict[str, list[str]] = {}
    current: list[str] = []  # what stands before the first question belongs to none
    for line in LINE_ENDS.sub("\n", text).split("\n"):
        found = _heading(line, {name: label for name, label in labels.items() if name not in answers})
        if found:
            name, rest = found
            current = answers[name] = [rest]
        elif SIGNED.fullmatch(line):
            current = []
        else:
            current.append(line.lstrip("> \t"))
    raw = {name: "\n".join(lines) for name, lines in answers.items()}
    told = {name: text for name, answer in raw.items() if (text := words(answer)) not in ("", NO_ANSWER)}
    if missing := [label for label, name in asked.items() if name in REQUIRED and name not in told]:
        raise TellingError(f'this text tells no story: there is no answer below a heading "### {missing[0]}"')
    known = {name: start(told[name], MAX_BYTES) for name in Telling.__dataclass_fields__ if name in told}
    cut = frozenset(name for name, text in known.items() if len(raw[name]) > MAX_RAW or text != told[name])
    return Telling(**known, cut=cut)


def _spelling(label: str) -> re.Pattern[str]:
    """Return a pattern for a question however its words are set apart, and for what stands behind it on its line."""
    between = r"[\W_]{1,6}".join(re.findall(r"[^\W_]+", label))
    return re.compile(rf"{between}(?:(?P<end>[\W_]*)|(?P<sign>[\W_]*[?:][*_]*)[ \t]+(?P<rest>.*))", re.IGNORECASE)


def _heading(line: str, labels: Mapping[str, re.Pattern[str]]) -> tuple[str, str] | None:
    """Return the question that a line asks, and what stands behind it; None where it asks none."""
    if not line or line.isspace():
        return None
    text = line.strip().lstrip(DECORATION)
    if number := NUMBER.match(text):
        text = text[number.end() :].lstrip(DECORATION)
    for name, label in labels.items():
        if found := label.fullmatch(text):
            return name, (found["rest"] or "").strip()
    return None


def _led(by: str, answer: str) -> str:
    """Return an answer with what it is about; a list stands below that."""
    between = "\n\n" if MARK_OF_ITEM.match(answer) else " "
    return f"{by}:{between}{answer}" if answer else ""
