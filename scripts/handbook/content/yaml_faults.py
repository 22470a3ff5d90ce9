"""The words for what is wrong with YAML: libyaml's own messages say what it expected, and not what an author did."""

import re
from collections import defaultdict
from collections.abc import Mapping

import yaml

from handbook.problems import shown

SIGN = 'a text that starts with a sign, such as @ % & or *; put the text in "quotes"'
INDENTED = "a line that is indented otherwise than the lines it belongs to; line the keys up"
BACKSLASH = "a backslash between double quotes; write it twice"

# What YAML reads otherwise than its author means, or obeys.
ODD_CHARACTER = "a character that YAML does not allow; type the text anew"
NO_KEYS = 'no keys found; write them one a line, like "title: The lost parcel"'
NO_KEY = "a list or block where a key should be; write a word followed by a colon"
LONG_KEY = 'a key that goes on over lines, after a "?"; write a word and a colon'
ENDS_THE_TEXT = 'a # after a space, which ends the text for YAML; put the text in "quotes"'

# A space of another kind where YAML wants a plain one: after the colon of a key, after a dash, before both.
OTHER_SPACE = re.compile(r"^ *(?:- *)?(?:[\w-]+:)?(?P<space>[^\S \n\r\t])", re.MULTILINE)

# An author's words for a part of libyaml's own message.
FAULTS = {
    "cannot start any token": SIGN,
    "expected alphabetic or numeric": SIGN,
    "expected node content": SIGN,
    "expected comment or line break": SIGN,
    "expected '-' indicator": INDENTED,
    "expected <document start>": INDENTED,
    "escape c": BACKSLASH,
    "expected hexdecimal number": BACKSLASH,
    "found another document": "a line of ---, as if another file began; take it out",
    "block sequence entries": "a list that starts behind its key; start it on a new line, each item with a dash",
}
# The same where libyaml notices the fault only at the end of what it was reading: it lies at the start of that.
UNCLOSED = {
    "quoted scalar": "a quote that is opened and not closed; end the text with the same quote mark",
    "flow sequence": 'a bracket [ that is opened and not closed; close it with ], or put the text in "quotes"',
    "flow mapping": 'a brace { that is opened and not closed; close it with }, or put the text in "quotes"',
}


def twice(key: str, line: int) -> str:
    """Say that a key is there already, on that line."""
    return f"key {shown(key)} given twice; the first is on line {line}"


def too_deep(most: int) -> str:
    """Say that there are lists in lists in lists."""
    return f"lists inside lists more than {most} deep; take some out"


def command(signs: str) -> str:
    """Say that a text starts with what YAML obeys."""
    return f'a text that starts with {signs}, which YAML takes for a command; put the text in "quotes"'


def odd_space(text: str) -> tuple[int, str] | None:
    """Return (line from 0, fault) for the first space that YAML does not take for one; None where there is none."""
    if (tab := text.find("\t")) >= 0:
        return text.count("\n", 0, tab), "a tab; use spaces instead"
    if found := OTHER_SPACE.search(text):
        code = f"U+{ord(found['space']):04X}"
        return text.count("\n", 0, found.start()), f"a space of another kind ({code}); type a plain space in its place"
    return None


def yaml_fault(text: str, error: yaml.MarkedYAMLError) -> tuple[int, str]:
    """Return (line from 0, fault): a YAML error in an author's words."""
    lines = defaultdict(str, enumerate(text.split("\n")))  # a mark can stand behind the last line
    problem, context = error.problem or "", error.context or ""
    noticed, column = (error.problem_mark.line, error.problem_mark.column) if error.problem_mark else (0, 0)
    started = error.context_mark.line if error.context_mark else noticed
    if "mapping values are not allowed" in problem:
        return _colon(lines, noticed, column)
    if "could not find expected ':'" in problem:
        return started, _without_key(lines[started])
    if "expected key" in problem:
        return _stray(lines, noticed, column)
    if fault := next((fault for part, fault in FAULTS.items() if part in problem), None):
        return noticed, fault
    if fault := next((fault for part, fault in UNCLOSED.items() if part in context), None):
        return started, fault
    return noticed, f"this line cannot be read as YAML ({problem or 'unknown reason'}); compare it with another story"


def _colon(lines: Mapping[int, str], line: int, column: int) -> tuple[int, str]:
    """Say what a colon does where libyaml wants none: it stands in a text, or its line or the one before is wrong."""
    before = lines[line][:column]
    if ": " in before:
        return line, f"a colon inside the text; put the text in quotes: {_quoted(lines[line])}"
    if before.startswith(" "):
        return line, "a line that is indented further than the one above it; line the keys up"
    return line - 1, _without_key(lines[line - 1])


def _stray(lines: Mapping[int, str], line: int, column: int) -> tuple[int, str]:
    """Say what stands where a key should: a line that is indented too little, or what is left behind a quote."""
    if not lines[line][:column].strip():
        return line, INDENTED
    # A quote that is not closed swallows all lines up to the next quote, and only there libyaml stumbles.
    if odd := [i for i in range(line) if lines[i].count('"') % 2]:
        return odd[0], UNCLOSED["quoted scalar"]
    return line, "text after a closing quote or bracket; take one out, or put other quotes around the whole"


def _without_key(line: str) -> str:
    """Say what a line lacks that should be "key: text"."""
    if ":" in line:
        return "a colon without a space after it; write key: text"
    return "a line without a key; write key: text, or indent the line by two more spaces than its key"


def _quoted(line: str) -> str:
    """Return a line of "key: text" with its text in quotes."""
    key, _, value = line.strip().partition(": ")
    return f'{key}: "{value.replace(chr(34), chr(39))}"'
