"""Rules on the sections of one page. Each yields (line of the body from 0, fault); its docstring is the rule."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from handbook.content.body import HEADING, Heading, headings
from handbook.problems import MARK, did_you_mean, shown

Fault = tuple[int, str]


@dataclass(frozen=True)
class Outline:
    """A body with all its headings, those of them that start a section, and the sections that it must have."""

    lines: list[str]
    all: list[Heading]
    sections: list[Heading]
    wanted: tuple[str, ...]

    @property
    def expected(self) -> str:
        """Return the sections that the page must have, in order."""
        return ", ".join(self.wanted)

    def ends(self) -> Iterator[tuple[Heading, int]]:
        """Yield each section with the line behind its last one."""
        ends = [*(heading.line for heading in self.sections[1:]), len(self.lines)]
        yield from zip(self.sections, ends, strict=False)


def check_sections(body: str, wanted: tuple[str, ...]) -> Iterator[Fault]:
    """The body has exactly the wanted sections, in order, each with text, and nothing before the first."""
    found = list(headings(body))
    outline = Outline(body.split("\n"), found, [heading for heading in found if heading.title in wanted], wanted)
    for rule in SECTION_RULES:
        yield from rule(outline)


def headings_are_known(page: Outline) -> Iterator[Fault]:
    """Every heading is one of the sections of this kind of page."""
    for heading in page.all:
        if heading.title not in page.wanted:
            known = f"allowed: {page.expected}.{did_you_mean(heading.title, page.wanted)}"
            yield heading.line, f"heading {shown(heading.title or '(empty)')} is not a section of this page; {known}"


def headings_have_two_signs(page: Outline) -> Iterator[Fault]:
    """A section starts with two signs, at the start of its line."""
    for heading in page.sections:
        if heading.before or heading.marks != "##":
            yield heading.line, f'this heading must start its line with two signs, like this: "## {heading.title}"'


def no_section_is_missing(page: Outline) -> Iterator[Fault]:
    """Every wanted section is there."""
    titles = {heading.title for heading in page.sections}
    if missing := [f'"## {title}"' for title in page.wanted if title not in titles]:
        what = "sections" if missing[1:] else "section"
        yield 0, f"{what} missing: {', '.join(missing)}; the order is: {page.expected}"


def nothing_stands_before(page: Outline) -> Iterator[Fault]:
    """No text stands before the first section."""
    before = page.lines[: page.sections[0].line] if page.sections else []
    early = (i for i, line in enumerate(before) if line.strip() and not HEADING.match(line))
    if (first := next(early, None)) is not None:
        yield first, f'text before the first section; move it below "## {page.wanted[0]}"'


def each_section_once(page: Outline) -> Iterator[Fault]:
    """No section stands there twice."""
    seen = set()
    for heading in page.sections:
        if heading.title in seen:
            yield heading.line, f'section "{heading.title}" stands here twice; keep one'
        seen.add(heading.title)


def sections_are_written(page: Outline) -> Iterator[Fault]:
    """Every section has a text, and no hint is left in it."""
    for heading, end in page.ends():
        for number in range(heading.line + 1, end):
            if page.lines[number].startswith(MARK):
                yield number, f"{heading.title}: write this: {page.lines[number].removeprefix(MARK).strip()}"
        if not "".join(page.lines[heading.line + 1 : end]).strip():
            yield heading.line, f'section "{heading.title}" is empty; write at least one sentence'


def sections_are_in_order(page: Outline) -> Iterator[Fault]:
    """The sections stand in the wanted order."""
    once = {heading.title: heading.line for heading in reversed(page.sections)}
    written = sorted(once, key=lambda title: once[title])
    right = [title for title in page.wanted if title in once]
    if moved := next((title for title, wanted in zip(written, right, strict=True) if title != wanted), None):
        yield once[moved], f'section "{moved}" is out of order; the order is: {page.expected}'


SECTION_RULES: tuple[Callable[[Outline], Iterable[Fault]], ...] = (
    headings_are_known,
    headings_have_two_signs,
    no_section_is_missing,
    nothing_stands_before,
    each_section_once,
    sections_are_written,
    sections_are_in_order,
)
