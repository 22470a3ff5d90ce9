"""A story as somebody told it: from the text of an issue, an e-mail or a copied text to the parts of a draft.

Anybody can send such a text, so every answer becomes plain text here: whatever Markdown, HTML, YAML or a template would
take for more than words is replaced, and what is left passes the rules on bodies.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from handbook.content.body import HEADING
from handbook.content.fields import limits
from handbook.content.invisible import INVISIBLE
from handbook.content.model import Story
from handbook.problems import MARK
from handbook.rules.markdown import CODE, NESTED

FORM = ".github/ISSUE_TEMPLATE/tell-us-a-story.yml"
REQUIRED = ("happened", "did")
NO_ANSWER = "_No response_"  # what GitHub writes for an empty answer, and the page after it

# Five answers must fit into a page of 32 KB that may hold the same sign 200 times.
MAX_RAW = 20_000  # characters of an answer that are looked at
MAX_BYTES = 4_500  # of an answer in a draft
MAX_SIGNS = 25  # of one kind in an answer
SHORTEST, LONGEST = limits(Story, "title")

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
UNUSABLE = re.compile(f"{INVISIBLE.pattern}|[\ud800-\udfff]")  # and halves of a sign, which no file can hold
SIGNS = str.maketrans("<>{}[]`\\|", "‹›()()'//")
COUNTED = "()!&~:_"
EMPHASIS = re.compile(r"\*+|\b_+|_+\b")
ITEM = re.compile(r"(?:[-+*]|#+)[ \t]|\d+[.)][ \t]")
LEADING = re.compile(r"^(?:[#>=~\s]|--+|[-+](?=\s|$))+")
NUMBERED = re.compile(r"^(\d+)[.)](?=\s|$)")
ENTITY = re.compile("&(?=[#A-Za-z])")
RUNNING = re.compile("(j ?a ?v ?a ?|v ?b ?)(s ?c ?r ?i ?p ?t)(?: ?:)+ ?", re.IGNORECASE)


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
    principle: str = ""
    title: str = ""
    cut: frozenset[str] = frozenset()

    def sections(self) -> dict[str, str]:
        """Return the sections of a story that the answers can fill, by heading."""
        words = " ".join(self.said.split()).strip("\"'“”‘’ ").replace('"', "'")
        quote = f'"{words}"' if words else ""
        return {
            "Scene": self._joined(happened=self.happened, expected=_led("What the customer expected", self.expected)),
            "What they did": self._joined(
                did=self.did, cost=_led("What it cost", self.cost), said=_led("What the customer said", quote)
            ),
        }

    def working_title(self) -> str:
        """Return the title that the story came with, or else its first words."""
        first = re.split(r"(?<=[.?!])\s", self.happened, maxsplit=1)[0].rstrip(".,;: ")
        found = (_start(" ".join(words.split()), LONGEST) for words in (self.title, first))
        return next((title for title in found if len(title) >= SHORTEST), "A story without a title")

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
    """Return what a text tells: each question is a heading, and its answer stands below it.

    The first heading of each question counts; any other heading is part of an answer.
    """
    names = {_key(label): name for label, name in asked.items()}
    answers: dict[str, list[str]] = {}
    current: list[str] = []  # what stands before the first question belongs to none
    for line in (line.lstrip("> \t") for line in LINE_ENDS.sub("\n", text).split("\n")):
        name = names.get(_key(line)) if line.startswith("#") else None
        if name and name not in answers:
            current = answers[name] = []
        else:
            current.append(line)
    told = {name: answer for name, lines in answers.items() if (answer := "\n".join(lines).strip()) != NO_ANSWER}
    for label, name in asked.items():
        if name in REQUIRED and not plain(told.get(name, "")):
            raise TellingError(f'this text tells no story: there is no answer below a heading "### {label}"')
    known = {name: told[name] for name in Telling.__dataclass_fields__ if name in told}
    cut = frozenset(name for name, answer in known.items() if len(answer) > MAX_RAW or plain(answer) != _words(answer))
    return Telling(**{name: plain(answer) for name, answer in known.items()}, cut=cut)


def plain(text: str) -> str:
    """Return a text as paragraphs of words, without what is too much."""
    return _start(_words(text), MAX_BYTES)


def _words(text: str) -> str:
    """Return a text as paragraphs in which nothing means more than it says."""
    text = UNUSABLE.sub("", LINE_ENDS.sub("\n", text[:MAX_RAW])).translate(SIGNS)
    for sign in COUNTED:
        parts = text.split(sign)
        text = " ".join([sign.join(parts[: MAX_SIGNS + 1]), *parts[MAX_SIGNS + 1 :]])
    return "\n\n".join(filter(None, map(_paragraph, _blocks(text))))


def _blocks(text: str) -> Iterator[str]:
    """Yield paragraphs and items of lists. Other lines that follow each other are one: mail programs break them."""
    block: list[str] = []
    for line in (line.lstrip("› \t").rstrip() for line in text.split("\n")):
        if not line or ITEM.match(line):
            yield " ".join(block)
            block = []
        block.append(line)
    yield " ".join(block)


def _paragraph(block: str) -> str:
    """Return a paragraph that starts with a word, holds no code of a sign, and no word that runs."""
    words = LEADING.sub("", " ".join(EMPHASIS.sub("", block).split()))
    words = NUMBERED.sub(r"(\1)", words)
    if HEADING.match(words) or NESTED.match(words) or CODE.match(words):
        words = re.sub(r"^[\W\d_]+", "", words)
    return RUNNING.sub(r"\1\2 ", ENTITY.sub("&amp;", words)).strip()


def _start(text: str, limit: int) -> str:
    """Return a text, or its start up to the last whole word, of at most `limit` bytes."""
    written = text.encode()
    if len(written) <= limit:
        return text
    start = written[:limit].decode(errors="ignore")
    return (start.rpartition(" ")[0] or start).strip()


def _led(by: str, answer: str) -> str:
    return f"{by}: {answer}" if answer else ""


def _key(line: str) -> str:
    """Return the letters and digits of a heading or label, which survive whatever a mail program does to it."""
    return re.sub(r"[^a-z0-9]+", "", line[:200].casefold())
