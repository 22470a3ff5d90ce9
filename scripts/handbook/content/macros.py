"""The calls of macros on the handbook's own pages. They are read here, and never run; scripts/macros.py runs them."""

from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import Environment, TemplateSyntaxError, nodes

# Every macro, and what each of its arguments names: any text, a contact of the company file, a drawing, a page by its
# address, a story by its file name, a door. With an asterisk: as many as one likes.
MACROS: dict[str, tuple[str, ...]] = {
    "builder": (),
    "company_values": (),
    "contact": ("contact",),
    "coverage_tables": (),
    "door": ("drawing", "text", "address", "text"),
    "doors": ("door*",),
    "drawings": (),
    "everything": (),
    "first_steps": (),
    "kept_here": (),
    "key_table": (),
    "mine": (),
    "path_minutes": (),
    "path_stories": (),
    "pocket_cards": (),
    "practice": (),
    "principle_count": (),
    "principles_index": (),
    "sessions_index": (),
    "scene_to_try": ("story",),
    "search_field": ("text",),
    "sign_off": (),
    "sources_list": (),
    "stories_index": (),
    "story_count": (),
    "tag_lists": (),
    "tell_form": ("contact",),
    "what_to_say": (),
    "where_on_path": (),
}
EXAMPLE = '{{ contact("ideas") }}'

READER = Environment()


class Call(NamedTuple):
    """A call of a macro: its line of the body, from 0, its name, and its arguments, of which None is no plain text."""

    line: int
    name: str
    arguments: list["str | Call | None"]


class NoCallError(Exception):
    """What stands between braces is no call of a macro."""

    def __init__(self, line: int, why: str) -> None:
        """Keep the line of the body, from 0, and why."""
        super().__init__(f"{why}; allowed: a call of a macro, such as {EXAMPLE}")
        self.line = line


def calls(body: str) -> list[Call]:
    """Return every call on an own page, the inner ones too; raises NoCallError where there is anything else."""
    try:
        for line, kind, _ in READER.lex(body):
            if kind in ("block_begin", "comment_begin", "raw_begin"):
                raise NoCallError(line - 1, "a command or a comment in braces")
        outputs = READER.parse(body).find_all(nodes.Output)
    except TemplateSyntaxError as error:
        raise NoCallError(error.lineno - 1, f"braces that cannot be read ({error.message})") from None
    except (RecursionError, ValueError):  # brackets in brackets, a number of thousands of digits
        raise NoCallError(0, "braces that cannot be read") from None
    parts = [part for output in outputs for part in output.nodes if not isinstance(part, nodes.TemplateData)]
    return [inner for part in parts for inner in _all_of(_call(part))]


def drawings_named(body: str) -> set[str]:
    """Return the names of the drawings that one of the handbook's own pages shows by its doors."""
    try:
        return {str(call.arguments[0]) for call in calls(body) if call.name == "door" and call.arguments}
    except NoCallError:
        return set()


def without_calls(body: str) -> str:
    """Return an own page with a letter in place of each call, and every line in its place."""
    parts = []
    for _, kind, value in READER.lex(body):
        start = "x" if kind == "variable_begin" else ""
        parts.append(value if kind == "data" else start + "\n" * value.count("\n"))
    return "".join(parts)


def _call(node: nodes.Node) -> Call:
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)):
        raise NoCallError(node.lineno - 1, "something in braces that is no call of a macro")
    if node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise NoCallError(node.lineno - 1, f"{node.node.name}() with a name before one of its texts")
    return Call(node.lineno - 1, node.node.name, [_argument(argument) for argument in node.args])


def _argument(node: nodes.Node) -> "str | Call | None":
    if isinstance(node, nodes.Const):
        return node.value if isinstance(node.value, str) else None
    return _call(node)


def _all_of(call: Call) -> Iterator[Call]:
    yield call
    for inner in call.arguments:
        if isinstance(inner, Call):
            yield from _all_of(inner)
