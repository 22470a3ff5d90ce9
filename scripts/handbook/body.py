"""The rules for the Markdown below the front matter: sections in order, plain Markdown only, nothing that runs."""

import html
import re
from collections.abc import Iterator

from handbook.problems import MARK, did_you_mean, shown
from handbook.reading import Page
from handbook.strict_yaml import INVISIBLE

STORY_SECTIONS = {
    "good": ("Scene", "What they did", "Why it worked", "Where it stops", "For trainers"),
    "bad": ("Scene", "What they did", "Why it went wrong", "Where it stops", "For trainers"),
}
PRINCIPLE_SECTIONS = ("Why", "How to do it", "Where it stops", "Evidence for", "Evidence against")

# What a page shows, by its anchor: those sections, and what comes from the front matter and from other pages.
# People link to these anchors, so they never change.
STORY_PARTS = {
    "scene": "Scene",
    "decide": "Decide",
    "what-they-did": "What they did",
    "why": "Why",
    "where-it-stops": "Where it stops",
    "twin": "Told twice",
    "debrief": "Talk it over",
    "if-then": "Your plan",
    "role-play": "Role-play",
    "for-trainers": "For trainers",
    "related": "Related stories",
    "source": "Source",
}
PRINCIPLE_PARTS = {
    "why": "Why",
    "how-to-do-it": "How to do it",
    "say": "Say this, not that",
    "limits": "Your limits",
    "where-it-stops": "Where it stops",
    "stories": "Stories",
    "evidence": "Evidence",
}

# Rendering time grows with the square of some patterns: 20,000 brackets take 83 seconds. Real pages have under 40.
MAX_MARKS = 200
MAX_INDENT = 16  # deeper lists break the renderer at some hundred levels; four levels are plenty
MAX_NESTING = 4

Fault = tuple[int, str]  # line of the body from 0, what is wrong

# What may stand before a text: spaces, and the marks of quotations and lists.
BEFORE = r"[ \t]*(?:(?:>|[-*+](?=[ \t])|\d+[.)])[ \t]*)"
HEADING = re.compile(rf"(?P<before>{BEFORE}*)(?P<marks>#{{1,6}})(?P<title>.*)")
UNDERLINE = re.compile(rf"{BEFORE}*(=+|-+)[ \t]*$")
CODE = re.compile(r"[ \t]*(```|~~~)")
TABLE = re.compile(r"(?=.*\|)[ \t>|:-]+$")  # the line below the head of a table
TAG = re.compile(r"<[A-Za-z/!?]")
# Attribute lists can add a handler to any element. Doubled braces are text, as long as they cannot be read as one.
BRACES = re.compile(r"(?<![^\s(\"'])\{\{[^{}=#]*\}\}|(\{)")
# One plain form only: the renderer knows others, with spaces, line breaks and titles, that are hard to see through.
LINK = re.compile(r"\]\((?:(?P<address>(?:[^\s()<>]|\([^\s()<>]*\))*)\))?|\]:\s*(?P<apart>\S*)")
PICTURE = re.compile(r"!\[(?!\s*[^\s\[\]][^\[\]]*\]\([^\s():<>]+\))")  # one that is not ![words](file)
RUNNING = re.compile(r"(?:java|vb)script:", re.IGNORECASE)
# Most lines are none of these, and need no closer look.
ODD_START = re.compile(r"[\s>*+`~-]|\d+[.)]")
ODD_SIGN = re.compile(r"[&\\|]|\[TOC\]|t\s*:", re.IGNORECASE)
NESTED = re.compile(rf"{BEFORE}{{{MAX_NESTING + 1},}}")


def check_body(page: Page, sections: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield (line of the file, what is wrong) for the body of a page that must have these sections."""
    lines = page.body.split("\n")
    for line, fault in [*_sections(lines, sections), *_markdown(page.body)]:
        yield page.body_line + line, fault


def sections_of(body: str) -> dict[str, str]:
    """Return the text below each second-level heading, by heading."""
    parts = re.split(r"^##[ \t]+(.+?)[ \t]*$", body, flags=re.MULTILINE)
    return {title: text.strip() for title, text in zip(parts[1::2], parts[2::2], strict=True)}


def links(body: str) -> Iterator[tuple[int, str]]:
    """Yield (line of the body from 0, address) for each link and picture; an empty address where it is unreadable."""
    for match in LINK.finditer(body):
        yield _line(body, match), match["address"] or match["apart"] or ""


def headings(body: str) -> Iterator[str]:
    """Yield the anchor of each heading of an own page."""
    return (anchor_of(match["title"]) for line in body.split("\n") if (match := HEADING.match(line)))


def anchor_of(name: str) -> str:
    """Return a name as an anchor: "Be proactive, not reactive" is "be-proactive-not-reactive"."""
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", name).strip().lower())


def _sections(lines: list[str], wanted: tuple[str, ...]) -> Iterator[Fault]:
    """The body has exactly the wanted sections, in order, each with text, and nothing before the first."""
    expected = ", ".join(wanted)
    found: list[tuple[int, str]] = []
    for i, written in enumerate(lines):
        if heading := HEADING.match(written):
            title = heading["title"].strip().rstrip("#").strip()
            if title not in wanted:
                known = f"allowed: {expected}.{did_you_mean(title, wanted)}"
                yield i, f"heading {shown(title or '(empty)')} is not a section of this page; {known}"
                continue
            found.append((i, title))
            if heading["before"] or heading["marks"] != "##":
                yield i, f'this heading must start its line with two signs, like this: "## {title}"'
        elif i > 0 and UNDERLINE.match(written) and lines[i - 1].strip(" \t>") and not HEADING.match(lines[i - 1]):
            yield i, "a line of dashes right under a text makes it a heading; leave an empty line between them"
    titles = [title for _, title in found]
    if missing := [f'"## {title}"' for title in wanted if title not in titles]:
        yield 0, f"{'sections' if missing[1:] else 'section'} missing: {', '.join(missing)}; the order is: {expected}"
    if found and (early := [i for i in range(found[0][0]) if lines[i].strip() and not HEADING.match(lines[i])]):
        yield early[0], f'text before the first section; move it below "## {wanted[0]}"'
    for i, (line, title) in enumerate(found):
        if title in titles[:i]:
            yield line, f'section "{title}" stands here twice; keep one'
        end = found[i + 1][0] if i + 1 < len(found) else len(lines)
        for hint in (number for number in range(line + 1, end) if lines[number].startswith(MARK)):
            yield hint, f"{title}: write this: {lines[hint].removeprefix(MARK).strip()}"
        if not "".join(lines[line + 1 : end]).strip():
            yield line, f'section "{title}" is empty; write at least one sentence'
    once = list(dict.fromkeys(titles))
    right = [title for title in wanted if title in once]
    if once != right:
        moved = next(i for i, title in enumerate(once) if title != right[i])
        line = next(line for line, title in found if title == once[moved])
        yield line, f'section "{once[moved]}" is out of order; the order is: {expected}'


def _markdown(body: str) -> Iterator[Fault]:
    """Plain Markdown only: no HTML, no attribute lists, no strange links, no hostile nesting."""
    if flood := next((mark for mark in "[]()*_`<>!&\\~|:" if body.count(mark) > MAX_MARKS), None):
        yield 0, f"more than {MAX_MARKS} times the character {flood}; write plain sentences"
        return
    for match in TAG.finditer(body):
        yield _line(body, match), "HTML is not allowed; write plain Markdown, and links as [words](address)"
    for match in BRACES.finditer(body):
        if match[1]:
            yield _line(body, match), "a brace { that is not part of {{ words }}; take it out"
    for line, address in links(body):
        if fault := _target(address):
            yield line, fault
    for match in PICTURE.finditer(body):
        form = "write it as ![what it shows](file.png), with the file next to this page"
        yield _line(body, match), f"a picture without words, or from another place; {form}"
    for i, written in enumerate(body.split("\n")):
        if not (ODD_START.match(written) or ODD_SIGN.search(written)):
            continue
        plain = html.unescape(written)
        if RUNNING.search(re.sub(r"[\s\\]", "", plain)):
            yield i, 'the text holds "javascript:"; take it out'
        if INVISIBLE.search(plain):
            yield i, "the code of an invisible character; take it out"
        if CODE.match(written):
            yield i, "a block of code; write plain sentences"
        if TABLE.match(written):
            yield i, "a table; write a list"
        if "[TOC]" in written:
            yield i, "[TOC], which the engine replaces by a list of all sections; take it out"
        indent = written.expandtabs(4)
        if len(indent) - len(indent.lstrip()) > MAX_INDENT or NESTED.match(written):
            yield i, f"lists or quotations more than {MAX_NESTING} deep; make them flatter"


def _target(address: str) -> str | None:
    """A link leads to https, to an e-mail address, or to a page by its relative file name."""
    if not address:
        return "a link that cannot be read; write it as [words](address), with no space in the address"
    plain = html.unescape(address.strip("<>"))
    scheme = re.match(r"\s*([A-Za-z][A-Za-z0-9+.-]*)\s*:", plain)
    if re.search(r"[\x00-\x20\\\[\]\"<>]", plain) or (plain != address.strip("<>") and scheme):
        return f"link address {shown(address)} holds characters that an address has not; write it plainly"
    if scheme and scheme[1].lower() not in ("https", "mailto"):
        return (
            f"link address {shown(address)}; allowed: https://, mailto:, or a file such as ../principles/improvise.md"
        )
    if plain.startswith("/"):
        return f"link address {shown(address)} starts with /; write it from this file: ../principles/improvise.md"
    return None


def _line(body: str, match: re.Match[str]) -> int:
    return body.count("\n", 0, match.start())
