"""From a file to a page: its text, its front matter with the line of every key, and its body.

Our own reader is needed because the engine accepts broken front matter without a word and prints it on the page,
and because YAML takes a key given twice. Every way in which a file can be wrong comes back as a Problem.
"""

import re
import stat
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from handbook.problems import Problem, shown

MAX_BYTES = 32 * 1024  # a story has about 5 KB; rendering time grows with the square of hostile input
MAX_DATA_BYTES = 1024 * 1024  # a list of sources grows with the stories, and is never rendered as Markdown
MAX_DEPTH = 6  # nested lists and mappings in YAML; the content model needs 4
MAX_NUMBER = 40  # characters of a number or date; Python refuses to print numbers of some thousand digits

NOT_PLAIN = "not a plain file but a link to another place; put a copy of the file here instead"

# Characters that a reader cannot see and that change what is shown: controls, and marks that reverse the text.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
FENCE = re.compile(r"(---|\.\.\.)[ \t]*$")

Key = tuple[str | int, ...]  # the way to a value: ("choices", 0, "verdict")


@dataclass(frozen=True)
class NoValue:
    """What YAML takes for a number or a date, and is none: `2026-02-30`. No field of the content model accepts it."""

    written: str

    def __str__(self) -> str:
        return self.written


@dataclass(frozen=True)
class Data:
    """YAML values with the line (from 1) of each key and list item."""

    path: str
    values: dict[str, Any]
    lines: dict[Key, int] = field(repr=False)

    def line(self, *key: str | int) -> int:
        """Return the line of a key, or of the nearest enclosing one where that key is not in the file."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines[key]

    def problem(self, key: Key, text: str) -> Problem:
        """Return a Problem at the line of `key`."""
        return Problem(self.path, self.line(*key), text)


@dataclass(frozen=True)
class Page(Data):
    """A Markdown page: front matter, and a body that starts at line `body_line` of the file."""

    body: str = field(repr=False)
    body_line: int


def read_page(root: Path, path: Path, problems: list[Problem]) -> Page | None:
    """Read a Markdown file below `root`; add what is wrong to `problems`.

    Returns None where there is nothing to check further: an unreadable file or broken front matter.
    """
    name = path.relative_to(root).as_posix()
    text = read_text(root, path, problems)
    if text is None:
        return None
    lines = text.split("\n")
    if not FENCE.match(lines[0]) or lines[0].startswith("."):
        problems.append(
            Problem(name, 1, "no front matter, the keys at the top; start the file with a line of only ---")
        )
        return None
    end = next((i for i, line in enumerate(lines[1:], start=1) if FENCE.match(line)), None)
    if end is None:
        problems.append(Problem(name, 1, "the front matter has no end; close it with a line of only ---"))
        return None
    data = read_yaml(name, "\n".join(lines[1:end]), problems, first_line=2)
    if data is None:
        return None
    return Page(name, data.values, data.lines, body="\n".join(lines[end + 1 :]), body_line=end + 2)


def read_data(root: Path, path: Path, problems: list[Problem], optional: bool = False) -> Data | None:
    """Read a YAML file below `root`; add what is wrong to `problems`. Returns None where it cannot be read.

    An optional file may be missing, or hold nothing but comments.
    """
    name = path.relative_to(root).as_posix()
    if optional and not path.exists():
        return Data(name, {}, {(): 1})
    text = read_text(root, path, problems, MAX_DATA_BYTES)
    if text is not None and optional and all(line.startswith("#") for line in text.split("\n") if line.strip()):
        return Data(name, {}, {(): 1})
    return None if text is None else read_yaml(name, text, problems)


def read_text(root: Path, path: Path, problems: list[Problem], limit: int = MAX_BYTES) -> str | None:
    """Return the text of a file with plain line ends, or None after adding to `problems` why it cannot be used."""
    name = path.relative_to(root).as_posix()

    def refuse(line: int, text: str) -> str | None:
        problems.append(Problem(name, line, text))
        return None

    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return refuse(1, NOT_PLAIN)
        if status.st_size > limit:
            return refuse(1, f"the file is too long, {status.st_size:,} bytes; allowed: up to {limit:,}")
        raw = path.read_bytes()
    except FileNotFoundError:
        return refuse(1, "the file is missing; the handbook needs it")
    except OSError as error:
        return refuse(1, f"the file cannot be read ({error.strerror}); check its permissions")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return refuse(line, 'not saved as UTF-8; in your editor, choose "Save with encoding" and UTF-8')
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if hidden := INVISIBLE.search(text):
        return refuse(text.count("\n", 0, hidden.start()) + 1, _invisible(text, hidden))
    if not text.strip():
        return refuse(1, "the file is empty; write the page, or delete the file")
    return text


def read_yaml(name: str, text: str, problems: list[Problem], first_line: int = 1) -> Data | None:
    """Parse YAML strictly: one mapping, no key twice, no anchors or tags, at most MAX_DEPTH deep.

    `first_line` is the line of the file on which `text` starts. Returns None where there is nothing to check further.
    """
    if "\t" in text:
        line = text.count("\n", 0, text.index("\t")) + first_line
        problems.append(Problem(name, line, "a tab; use spaces instead"))
        return None
    try:
        faults = [Problem(name, first_line + line, fault) for line, fault in _unwanted(text)]
        node = None if faults else yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line, fault = _yaml_fault(text, error)
        problems.append(Problem(name, first_line + line, fault))
        return None
    except yaml.YAMLError:
        faults = [Problem(name, first_line, "a character that YAML does not allow; type the text anew")]
        node = None
    if faults:
        problems.extend(faults)
        return None
    if not isinstance(node, yaml.MappingNode):
        problems.append(
            Problem(name, first_line, 'no keys found; write them one a line, like "title: The lost parcel"')
        )
        return None
    lines: dict[Key, int] = {(): max(1, first_line - 1)}
    faults = []
    values = _values(node, (), lines, first_line, lambda line, fault: faults.append(Problem(name, line, fault)))
    problems.extend(faults)
    return Data(name, values, lines)


def _invisible(text: str, found: re.Match[str]) -> str:
    """Say which character it is, and show the text before it, since nobody can see it."""
    before = text[: found.start()].rpartition("\n")[2][-20:].strip()
    where = f" after {shown(before)}" if before else ""
    return f"an invisible character (U+{ord(found.group()):04X}){where}; delete it, or type the line anew"


def _unwanted(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line from 0, fault) for what YAML allows and a story never needs. Flat, so that no depth can break it."""
    depth, lines = 0, text.split("\n")
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line if event.start_mark else 0
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            yield line, f"lists inside lists more than {MAX_DEPTH} deep; take some out"
            return
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield line, 'a text that starts with & or *, which YAML takes for a command; put the text in "quotes"'
        elif getattr(event, "tag", None):
            yield line, 'a text that starts with !, which YAML takes for a command; put the text in "quotes"'
        elif isinstance(event, yaml.ScalarEvent) and (hidden := INVISIBLE.search(event.value)):
            yield line, _invisible(event.value, hidden)  # written as a code: "\u202e"
        elif (
            isinstance(event, yaml.ScalarEvent)
            and (event.value and not event.style)  # a text without quotes
            and (end := event.end_mark)
            and re.match(r"\s+#", lines[end.line][end.column :])
        ):
            yield end.line, 'a # after a space, which ends the text for YAML; put the text in "quotes"'


def _values(node: yaml.Node, key: Key, lines: dict[Key, int], first_line: int, fault: Any) -> Any:
    """Return the Python value of a node; note the line of each key and item, and report keys given twice."""
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for name_node, value_node in node.value:
            line = name_node.start_mark.line + first_line
            if not isinstance(name_node, yaml.ScalarNode):
                fault(line, "a list or block where a key should be; write a word followed by a colon")
                continue
            name = name_node.value
            if name in values:
                fault(line, f"key {shown(name)} given twice; the first is on line {lines[*key, name]}")
                continue
            lines[*key, name] = line
            values[name] = _values(value_node, (*key, name), lines, first_line, fault)
        return values
    if isinstance(node, yaml.SequenceNode):
        for i, item in enumerate(node.value):
            lines[*key, i] = item.start_mark.line + first_line
        return [_values(item, (*key, i), lines, first_line, fault) for i, item in enumerate(node.value)]
    if node.tag == "tag:yaml.org,2002:str":
        return node.value
    try:
        # The engine, too, fails on what cannot be constructed, and then prints the front matter on the page.
        value = yaml.constructor.SafeConstructor().construct_object(node)
    except (ValueError, ArithmeticError, yaml.YAMLError):
        return NoValue(node.value)
    return NoValue(node.value) if len(node.value) > MAX_NUMBER else value


SIGN = 'a text that starts with a sign, such as @ % & or *; put the text in "quotes"'
INDENTED = "a line that is indented otherwise than the lines it belongs to; line the keys up"
BACKSLASH = "a backslash between double quotes; write it twice"

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
    "block sequence entries": "a list that starts behind its key; start it on a new line, each item with a dash",
}
# The same where libyaml notices the fault only at the end of what it was reading: it lies at the start of that.
UNCLOSED = {
    "quoted scalar": "a quote that is opened and not closed; end the text with the same quote mark",
    "flow sequence": 'a bracket [ that is opened and not closed; close it with ], or put the text in "quotes"',
    "flow mapping": 'a brace { that is opened and not closed; close it with }, or put the text in "quotes"',
}


def _yaml_fault(text: str, error: yaml.MarkedYAMLError) -> tuple[int, str]:
    """Return (line from 0, fault): a YAML error in an author's words."""
    lines = defaultdict(str, enumerate(text.split("\n")))  # a mark can stand behind the last line
    problem, context = error.problem or "", error.context or ""
    noticed, column = (error.problem_mark.line, error.problem_mark.column) if error.problem_mark else (0, 0)
    started = error.context_mark.line if error.context_mark else noticed
    before = lines[noticed][:column]
    if "mapping values are not allowed" in problem:
        if ": " in before:
            return noticed, f"a colon inside the text; put the text in quotes: {_quoted(lines[noticed])}"
        if before.startswith(" "):
            return noticed, "a line that is indented further than the one above it; line the keys up"
        return noticed - 1, _without_key(lines[noticed - 1])
    if "could not find expected ':'" in problem:
        return started, _without_key(lines[started])
    if "expected key" in problem:
        if not before.strip():
            return noticed, INDENTED
        # A quote that is not closed swallows all lines up to the next quote, and only there libyaml stumbles.
        if odd := [i for i in range(noticed) if lines[i].count('"') % 2]:
            return odd[0], UNCLOSED["quoted scalar"]
        return noticed, "text after a closing quote or bracket; take one out, or put other quotes around the whole"
    for part, fault in FAULTS.items():
        if part in problem:
            return noticed, fault
    for part, fault in UNCLOSED.items():
        if part in context:
            return started, fault
    return noticed, f"this line cannot be read as YAML ({problem or 'unknown reason'}); compare it with another story"


def _without_key(line: str) -> str:
    """Say what a line lacks that should be "key: text"."""
    if ":" in line:
        return "a colon without a space after it; write key: text"
    return "a line without a key; write key: text, or indent the line by two more spaces than its key"


def _quoted(line: str) -> str:
    """Return a line of "key: text" with its text in quotes."""
    key, _, value = line.strip().partition(": ")
    return f'{key}: "{value.replace(chr(34), chr(39))}"'
