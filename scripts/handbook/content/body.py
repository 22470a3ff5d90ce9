"""What stands in the Markdown below the front matter: headings, sections, links. Whether it may, rules/ say."""

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

# What may stand before a text: spaces, and the marks of quotations and lists.
BEFORE = r"[ \t]*(?:(?:>|[-*+](?=[ \t])|\d+[.)])[ \t]*)"
HEADING = re.compile(rf"(?P<before>{BEFORE}*)(?P<marks>#{{1,6}})(?P<title>.*)")
# One plain form only: the renderer knows others, with spaces, line breaks and titles, that are hard to see through.
LINK = re.compile(r"\]\((?:(?P<address>(?:[^\s()<>]|\([^\s()<>]*\))*)\))?|\]:\s*(?P<apart>\S*)")

# What the handbook's own pages call: macros that are given stories by their slugs, and how they write a text.
MACROS_OF_STORIES = ("first_steps", "scene_to_try")
CALL = re.compile(r"\{\{.*?\}\}", re.DOTALL)
IN_A_CALL = re.compile(r"""(?P<name>\w+)\s*\(|(?P<end>\))|"(?P<text>(?:[^"\\]|\\.)*)"|'(?P<other>(?:[^'\\]|\\.)*)'""")

CONTACT_NAMED = re.compile(r'\b(?:contact|tell_form)\("([^"]*)"\)')  # by a macro of the handbook's own pages


@dataclass(frozen=True)
class Heading:
    """A heading, or what the renderer would take for one: its line from 0, its title, and what stands before that."""

    line: int
    title: str
    before: str
    marks: str


def headings(body: str) -> Iterator[Heading]:
    """Yield every heading that starts with signs."""
    for number, line in enumerate(body.split("\n")):
        if found := HEADING.match(line):
            yield Heading(number, found["title"].strip().rstrip("#").strip(), found["before"], found["marks"])


def sections_of(body: str) -> dict[str, str]:
    """Return the text below each second-level heading, by heading."""
    parts = re.split(r"^##[ \t]+(.+?)[ \t]*$", body, flags=re.MULTILINE)
    return {title: text.strip() for title, text in zip(parts[1::2], parts[2::2], strict=True)}


def links(body: str) -> Iterator[tuple[int, str]]:
    """Yield (line of the body from 0, address) for each link and picture; an empty address where it is unreadable."""
    for match in LINK.finditer(body):
        yield line_of(body, match), match["address"] or match["apart"] or ""


def arguments(body: str) -> Iterator[tuple[str, int, str]]:
    """Yield (macro, place in the body, text) for each text that one of the handbook's own pages gives to a macro."""
    for call in CALL.finditer(body):
        within: list[str] = []
        for part in IN_A_CALL.finditer(body, call.start(), call.end()):
            if part["name"]:
                within.append(part["name"])
            elif part["end"]:
                within = within[:-1]
            elif within:
                group = "text" if part["text"] is not None else "other"
                yield within[-1], part.start(group), part[group]


def contacts_named(body: str) -> set[str]:
    """Return the keys of the contacts that one of the handbook's own pages names."""
    return set(CONTACT_NAMED.findall(body))


def linked(page: str, address: str) -> tuple[str, str, str] | None:
    """Return what a link on the page of a file leads to: as it is written, the file, and the part; None elsewhere."""
    path, _, anchor = html.unescape(address).partition("#")
    if ":" in path or path.startswith("/"):
        return None
    file = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return path, file, anchor


def anchor_of(name: str) -> str:
    """Return a name as an anchor: "Be proactive, not reactive" is "be-proactive-not-reactive"."""
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", name).strip().lower())


def tag_anchor(name: str) -> str:
    """Return the anchor of a tag on the page of tags, by its name."""
    return f"tag:{anchor_of(name)}"


def line_of(body: str, match: re.Match[str]) -> int:
    """Return the line of the body, from 0, on which something was found."""
    return body.count("\n", 0, match.start())
