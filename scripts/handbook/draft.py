"""A new story: everything in its place, valid but for the prose, with a hint at each text that is still to be written.

A hint is a text that starts with MARK. The check reports each one as "write this", and nothing else about it.
"""

import json
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

import yaml

from handbook.body import STORY_SECTIONS
from handbook.problems import MARK

SMALL_WORDS = {"a", "an", "and", "at", "for", "in", "of", "on", "our", "the", "to", "with"}

SECTION_HINTS = {
    "Scene": "who it was and what went wrong, in the first two sentences",
    "What they did": "what was done, in order, with nothing added",
    "Why it worked": "what made the difference for the customer",
    "Why it went wrong": "what the customer needed and did not get, and what could have been said (say: invented)",
    "Where it stops": "when one should not do this, and what we do not know",
    "For trainers": "how to lead a talk on this story, and which doubt to be open about",
}


@dataclass(frozen=True)
class Draft:
    """What is known of a new story. `sections` may hold texts that somebody has told already, by section."""

    title: str
    id: str
    principles: tuple[str, ...]
    channel: str
    moment: str
    outcome: str
    source: str
    owner: str
    day: date
    sections: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """Return the file: front matter with every key, and the sections in order."""
        day = self.day.isoformat()
        sections = "\n".join(self._section(name) for name in STORY_SECTIONS[self.outcome])
        return f"""---
title: {_quoted(self.title)}
id: {_name(self.id)}
summary: {_hint("one sentence that makes one want to read it, 40 to 160 characters")}
principles: [{", ".join(self.principles)}]
lesson: {_hint("the rule in the words of this story, one sentence, up to 140 characters")}
outcome: {self.outcome}
channel: {_name(self.channel)}
moment: {_name(self.moment)}
keywords: []
choices:
  - do: {_hint("one thing that one could do")}
    verdict: fair
    because: {_hint("why somebody would do this, and what it costs")}
  - do: {_hint("another thing that one could do")}
    verdict: best
    because: {_hint("why this serves the customer best")}
  - do: {_hint("a third thing that a thoughtful person might do")}
    verdict: poor
    because: {_hint("why somebody would do this, and what it costs")}
debrief:
  - {_hint("a question about what happened")}
  - {_hint("a question about where you work")}
role_play:
  customer: {_hint("what only the customer knows")}
  staff: {_hint("what only the member of staff knows")}
  observer: {_hint("what to look for")}
  twist: {_hint("what changes in the second round")}
if_then: {_hint("If a customer ..., then I ...")}
minutes: 5
source: {self.source}
sure: {_hint("how sure we are of the facts, and why, in one or two sentences")}
owner: {_quoted(self.owner)}
added: {day}
reviewed: {day}
---

{sections}"""

    def _section(self, name: str) -> str:
        told = self.sections.get(name, "").strip()
        hint = f"{MARK} {SECTION_HINTS[name]}"
        return f"## {name}\n\n{told + chr(10) * 2 if told else ''}{hint}\n"


def slug_of(title: str) -> str:
    """Return the file name that a title suggests: "The café, late!" is "cafe-late"."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")
    return re.sub(r"^(?:the|an?)-", "", name) or "story"


def free_id(title: str, taken: Collection[str]) -> str:
    """Return a permanent short name that is not taken: the longest word of 3 to 12 letters, or one with a number."""
    words = [word for word in slug_of(title).split("-") if word not in SMALL_WORDS]
    names = sorted((word for word in words if 3 <= len(word) <= 12), key=len, reverse=True)
    joined = "".join(words)[:12]
    names += [joined] if len(joined) >= 2 else ["story"]
    for name in names:
        if name not in taken:
            return name
    stem = names[0][:9]
    return next(name for number in range(2, 1000) if (name := f"{stem}{number}") not in taken)


def _name(text: str) -> str:
    """Return a name, in quotes where YAML would take it for something else: a hint, an id such as 2026 or "no"."""
    return text if re.fullmatch("[a-z0-9-]+", text) and yaml.safe_load(text) == text else _quoted(text)


def _hint(text: str) -> str:
    return _quoted(f"{MARK} {text}")


def _quoted(text: str) -> str:
    """Return a text in YAML's double quotes, whatever is in it."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
