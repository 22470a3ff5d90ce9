"""Rules on the Markdown of one page: plain Markdown only, nothing that runs.

Each yields (line of the body from 0, fault); its docstring is the rule. They hold for the text as it is written: what
the renderer would make of it is not looked at, because it can be made to read one text in many ways.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from handbook.content.body import BEFORE, line_of, links, unescaped
from handbook.content.invisible import INVISIBLE
from handbook.problems import shown

MAX_INDENT = 16  # deeper lists break the renderer at some hundred levels; four levels are plenty
MAX_NESTING = 4

Fault = tuple[int, str]

CODE = re.compile(r"[ \t]*(```|~~~)")
TAG = re.compile(r"<[A-Za-z/!?]")
# Attribute lists can add a handler to any element. Doubled braces are text, as long as they cannot be read as one.
BRACES = re.compile(r"(?<![^\s(\"'])\{\{[^{}=#]*\}\}|(\{)")
PICTURE = re.compile(r"!\[(?!\s*[^\s\[\]][^\[\]]*\]\([^\s():<>]+\))")  # one that is not ![words](file)
RUNNING = re.compile(r"(?:java|vb)script:", re.IGNORECASE)
# Most lines are none of these, and need no closer look.
ODD_START = re.compile(r"[\s>*+`~-]|\d+[.)]")
ODD_SIGN = re.compile(r"[&\\\[:]")
NESTED = re.compile(rf"{BEFORE}{{{MAX_NESTING + 1},}}")
SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*)\s*:")


def check_markdown(body: str) -> Iterator[Fault]:
    """Plain Markdown only: no HTML, no attribute lists, no strange links, no hostile nesting."""
    for rule in TEXT_RULES:
        yield from rule(body)
    for i, line in enumerate(body.split("\n")):
        if ODD_START.match(line) or ODD_SIGN.search(line):
            yield from ((i, fault) for judge in LINE_RULES if (fault := judge(line)))


def no_html(body: str) -> Iterator[Fault]:
    """Nothing is written in HTML."""
    for match in TAG.finditer(body):
        yield line_of(body, match), "HTML is not allowed; write plain Markdown, and links as [words](address)"


def no_braces(body: str) -> Iterator[Fault]:
    """No brace adds anything to an element."""
    for match in BRACES.finditer(body) if "{" in body else ():
        if match[1]:
            yield line_of(body, match), "a brace { that is not part of {{ words }}; take it out"


def links_are_plain(body: str) -> Iterator[Fault]:
    """A link leads to https, to an e-mail address, or to a page by its relative file name."""
    for line, address in links(body):
        if fault := _target(address):
            yield line, fault


def pictures_have_words(body: str) -> Iterator[Fault]:
    """A picture is a file beside its page, and says what it shows."""
    for match in PICTURE.finditer(body):
        form = "write it as ![what it shows](file.png), with the file next to this page"
        yield line_of(body, match), f"a picture without words, or from another place; {form}"


def nothing_runs(line: str) -> str | None:
    """No address is a program, however it is spelt."""
    plain = re.sub(r"[\s\\]", "", unescaped(line))
    return 'the text holds "javascript:"; take it out' if RUNNING.search(plain) else None


def nothing_is_hidden(line: str) -> str | None:
    """No code stands for a character that nobody can see, or for none at all."""
    hidden = INVISIBLE.search(plain := unescaped(line)) or plain.count("\ufffd") > line.count("\ufffd")
    return "the code of an invisible character; take it out" if hidden else None


def no_code(line: str) -> str | None:
    """There are no blocks of code."""
    return "a block of code; write plain sentences" if CODE.match(line) else None


def no_contents(line: str) -> str | None:
    """The engine's own mark for a list of contents does not stand there."""
    return "[TOC], which the engine replaces by a list of all sections; take it out" if "[TOC]" in line else None


def nothing_is_deep(line: str) -> str | None:
    """Lists and quotations are flat."""
    indent = line.expandtabs(4)
    deep = len(indent) - len(indent.lstrip()) > MAX_INDENT or NESTED.match(line)
    return f"lists or quotations more than {MAX_NESTING} deep; make them flatter" if deep else None


TEXT_RULES: tuple[Callable[[str], Iterable[Fault]], ...] = (no_html, no_braces, links_are_plain, pictures_have_words)
LINE_RULES: tuple[Callable[[str], str | None], ...] = (
    nothing_runs,
    nothing_is_hidden,
    no_code,
    no_contents,
    nothing_is_deep,
)


def _target(address: str) -> str | None:
    """Return what is wrong with the address of a link."""
    if not address:
        return "a link that cannot be read; write it as [words](address), with no space in the address"
    plain = unescaped(address.strip("<>"))
    scheme = SCHEME.match(plain)
    if re.search(r"[\x00-\x20\\\[\]\"<>]", plain) or (plain != address.strip("<>") and scheme):
        return f"link address {shown(address)} holds characters that an address has not; write it plainly"
    allowed = "allowed: https://, mailto:, or a file such as ../principles/improvise.md"
    if scheme and scheme[1].lower() not in ("https", "mailto"):
        return f"link address {shown(address)}; {allowed}"
    if plain.startswith("/"):
        return f"link address {shown(address)} starts with /; write it from this file: ../principles/improvise.md"
    return None
