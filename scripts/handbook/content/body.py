"""What stands in the Markdown below the front matter: headings, sections, links. Whether it may, rules/ say."""

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# What may stand before a text: spaces, and the marks of quotations and lists.
BEFORE = r"[ \t]*(?:(?:>|[-*+](?=[ \t])|\d+[.)])[ \t]*)"
HEADING = re.compile(rf"(?P<before>{BEFORE}*)(?P<marks>#{{1,6}})(?P<title>.*)")
# One plain form only: the renderer knows others, with spaces, line breaks and titles, that are hard to see through.
LINK = re.compile(r"\]\((?:(?P<address>(?:[^\s()<>]|\([^\s()<>]*\))*)\))?|\]:\s*(?P<apart>\S*)")

# Rendering time grows with the square of some patterns: 20,000 brackets take 83 seconds. Real pages have 30 links.
MAX_MARKS = dict.fromkeys("[]<!", 100) | dict.fromkeys("()*_`>&\\~|:#", 200)

# The texts that the handbook's own pages give to macros; handbook.content.macros reads the same more strictly.
CALL = re.compile(r"\{\{.*?\}\}", re.DOTALL)
IN_A_CALL = re.compile(
    r"""(?P<name>\w+)\s*\(|(?P<end>\))|(?P<next>,)|(?P<quote>["'])(?P<text>(?:(?!(?P=quote))[^\\]|\\.)*)(?P=quote)"""
)

CODE_OF_A_SIGN = re.compile(r"&#0*([0-9]{1,8})[0-9]*")
CONTACT_NAMED = re.compile(r'\b(?:contact|tell_form)\("([^"]*)"\)')  # by a macro of the handbook's own pages


@dataclass(frozen=True)
class Heading:
    """A heading, or what the renderer would take for one: its line from 0, its title, and what stands before that."""

    line: int
    title: str
    before: str
    marks: str


@lru_cache(maxsize=2)  # of one page it is asked several times in a row
def flood(body: str, times: int = 1) -> str | None:
    """Return what is wrong with a text that has so many marks that one must not look at it more closely.

    `times` as many as usual are allowed on pages that are long by nature.
    """
    for mark, most in MAX_MARKS.items():
        if body.count(mark) > times * most:
            return f"more than {times * most} times the character {mark}; write plain sentences"
    return None


def unescaped(text: str) -> str:
    """Return a text with its codes of signs read. Python counts no further than 4,300 digits, which a code may have."""
    return html.unescape(CODE_OF_A_SIGN.sub(r"&#\1", text)) if "&" in text else text


def headings(body: str) -> Iterator[Heading]:
    """Yield every heading that starts with signs."""
    for number, line in enumerate(body.split("\n")):
        if "#" in line and (found := HEADING.match(line)):
            yield Heading(number, found["title"].strip().rstrip("#").strip(), found["before"], found["marks"])


def sections_of(body: str) -> dict[str, str]:
    """Return the text below each second-level heading, by heading."""
    parts = re.split(r"^##[ \t]+(.+?)[ \t]*$", body, flags=re.MULTILINE)
    return {title: text.strip() for title, text in zip(parts[1::2], parts[2::2], strict=True)}


def links(body: str) -> Iterator[tuple[int, str]]:
    """Yield (line of the body from 0, address) for each link and picture; an empty address where it is unreadable.

    A footnote, [^1]: some words, is none: it is refused by a rule of its own.
    """
    for match in LINK.finditer(body):
        if match["apart"] is None or body[body.rfind("[", 0, match.start()) + 1 :][:1] != "^":
            yield line_of(body, match), match["address"] or match["apart"] or ""


def arguments(body: str) -> Iterator[tuple[str, int, int, str]]:
    """Yield (macro, number of the argument from 0, place in the body, text) for each text that a macro is given."""
    for call in CALL.finditer(body):
        within: list[tuple[str, int]] = []
        for part in IN_A_CALL.finditer(body, call.start(), call.end()):
            if part["name"]:
                within.append((part["name"], 0))
            elif part["end"]:
                within = within[:-1]
            elif part["next"] and within:
                within[-1] = (within[-1][0], within[-1][1] + 1)
            elif part["quote"] and within:
                yield *within[-1], part.start("text"), part["text"]


def contacts_named(body: str) -> set[str]:
    """Return the keys of the contacts that one of the handbook's own pages names."""
    return set(CONTACT_NAMED.findall(body))


def linked(page: str, address: str) -> tuple[str, str, str] | None:
    """Return what a link on the page of a file leads to: as it is written, the file, and the part; None elsewhere."""
    path, _, anchor = unescaped(address).partition("#")
    if ":" in path or path.startswith("/"):
        return None
    file = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return path, file, anchor


def anchor_of(name: str) -> str:
    """Return a name as an anchor: "Be proactive, not reactive" is "be-proactive-not-reactive"."""
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", name).strip().lower())


@lru_cache(1000)  # each story asks for each of its tags
def tag_anchor(name: str) -> str:
    """Return the anchor of a tag on the page of tags, by its name."""
    return f"tag:{anchor_of(name)}"


def line_of(body: str, match: re.Match[str]) -> int:
    """Return the line of the body, from 0, on which something was found."""
    return body.count("\n", 0, match.start())
