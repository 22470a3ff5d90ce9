"""Rules on the handbook's own pages: plain Markdown as in a story, with headings as one likes, and calls of macros."""

from collections.abc import Iterator

from handbook import addresses
from handbook.content.body import HEADING, flood
from handbook.content.files import Files
from handbook.content.macros import MACROS, Call, NoCallError, calls, without_calls
from handbook.content.reading import Page
from handbook.kinds import KINDS
from handbook.problems import Names, Problem, count
from handbook.rules.markdown import check_markdown
from handbook.rules.rendering import check_rendering
from handbook.rules.whole_body import OWN_PAGE

Fault = tuple[int, str]


def own_pages_are_plain(files: Files) -> Iterator[Problem]:
    """The body of each of the handbook's own pages is plain Markdown that shows what it says, and calls of macros."""
    known = _known(files)
    for page in files.own_pages:
        found, faults = page.once(read_calls)
        faults = [*faults, *((call.line, fault) for call in found for fault in _of_call(call, known))]
        for line, fault in faults:
            yield Problem(page.path, page.body_line + line, fault)


def read_calls(page: Page) -> tuple[list[Call], list[Fault]]:
    """Return the calls in a body and what else is wrong. What cannot be read as calls is not looked at any further."""
    if fault := flood(page.body, OWN_PAGE):
        return [], [(0, fault)]
    try:
        found = calls(page.body)
    except NoCallError as error:
        return [], [(error.line, str(error))]
    text = without_calls(page.body)
    return found, [*check_markdown(text), *check_rendering(text), *headings_have_a_space(text)]


def headings_have_a_space(text: str) -> Iterator[Fault]:
    """A line that starts with a sign # is a heading only where a space follows."""
    for i, line in enumerate(text.split("\n")):
        found = HEADING.match(line)
        if found and not found["before"].strip() and not found["title"].startswith(" "):
            yield (
                i,
                r"a line that starts with #, which shows as a heading; write \# where it is none, or a space after it",
            )


def _known(files: Files) -> dict[str, Names]:
    """Return what each argument of a macro can name. A contact that is missing is said where it should be."""
    pages = [addresses.of_file(page.path) for page in files.own_pages if page.path != "docs/index.md"]
    pages += [addresses.of_page(kind.folder, slug) for kind in KINDS.values() for slug in files.pages[kind.folder]]
    return {
        "drawing": Names(files.drawings),
        "address": Names(pages),
        "story": Names(files.pages[KINDS["story"].folder]),
    }


def _of_call(call: Call, known: dict[str, Names]) -> Iterator[str]:
    """Say what is wrong with one call: its name, the number of its arguments, and what each of them names."""
    if call.name not in MACROS:
        yield f"macro {Names(MACROS).allowed(call.name)}"
        return
    wanted = MACROS[call.name]
    if wanted and wanted[0].endswith("*"):
        wanted = (wanted[0].removesuffix("*"),) * len(call.arguments)
    if len(call.arguments) != len(wanted):
        given = count(len(call.arguments), "thing|things")
        yield f"{call.name}() is given {given}; it takes {', '.join(wanted) or 'nothing'}"
    for what, argument in zip(wanted, call.arguments, strict=False):
        if isinstance(argument, Call) != (what == "door") or argument is None:
            yield f"{call.name}() takes a {what}; write {'door(...)' if what == 'door' else 'it in quotes'}"
        elif isinstance(argument, str) and what in known and argument not in known[what]:
            yield f"{what} in {call.name}() is {known[what].allowed(argument)}"
