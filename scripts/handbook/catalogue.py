"""The whole handbook: reads every file in docs/, checks what no single page can know, and relates the pages.

`load` returns the handbook, or raises with all problems of all files: the same lines for every command.
"""

import html
import os
import posixpath
import re
import stat
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from handbook.body import (
    PRINCIPLE_PARTS,
    PRINCIPLE_SECTIONS,
    STORY_PARTS,
    STORY_SECTIONS,
    check_body,
    headings,
    links,
)
from handbook.model import Company, Model, OwnPage, Principle, Removed, Source, Story, Vocabulary
from handbook.parallel import each
from handbook.permalinks import addresses_answer
from handbook.problems import MARK, HandbookError, Problem, allowed, did_you_mean, printable, report, shown
from handbook.reading import NOT_PLAIN, Page, read_data, read_page
from handbook.strict_yaml import Data, Key
from handbook.wording import validate

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DATA_FILES = ("vocabulary.yml", "sources.yml", "company.yml", "removed.yml")
MAY_BE_EMPTY = ("removed.yml",)
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
MANAGER = "manager"  # the contact whom a principle page names, where no moment says whom to call
SECURITY = "privacy"  # the contact whom security.txt names
CONTACT_NAMED = re.compile(r'\b(?:contact|tell_form)\("([^"]*)"\)')  # by a macro of the handbook's own pages
RELATED = 5  # stories at the foot of a story; whoever wants more goes to the lists


Advise = Callable[[Page], Iterable[Problem]]
T = TypeVar("T")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Handbook:
    """All that pages need to know of each other, by slug or key."""

    stories: dict[str, Story]
    principles: dict[str, Principle]
    vocabulary: Vocabulary
    sources: dict[str, Source]
    company: Company
    removed: dict[str, Removed]
    own_pages: tuple[Page, ...] = ()
    pictures: dict[str, str] = field(default_factory=dict)  # the drawings in overrides/pictures/, by the id of a page

    def principles_in_order(self) -> list[str]:
        """Return the slugs of all principles by their `order`."""
        return sorted(self.principles, key=lambda slug: self.principles[slug].order)

    def stories_of(self, principle: str) -> list[str]:
        """Return the slugs of a principle's stories: those that it leads first, then by title."""
        slugs = self._by_principle.get(principle, [])
        return sorted(slugs, key=lambda slug: (self.stories[slug].principles[0] != principle, *self._by_title(slug)))

    def stories_from(self, source: str) -> list[str]:
        """Return the slugs of the stories that come from a source, by title."""
        return sorted((slug for slug, story in self.stories.items() if story.source == source), key=self._by_title)

    def by_title(self) -> list[str]:
        """Return the slugs of all stories by title."""
        return sorted(self.stories, key=self._by_title)

    def newest(self, slugs: Iterable[str]) -> list[str]:
        """Return the slugs of some stories, those first that joined the handbook last, then by title."""
        return sorted(slugs, key=lambda slug: (-self.stories[slug].added.toordinal(), *self._by_title(slug)))

    def related(self, slug: str) -> list[str]:
        """Return up to RELATED other stories: most shared principles first, then the same moment, then by title.

        A story is related when it shares a principle or the moment. A twin is left out: the page shows it apart.
        """
        story, found = self.stories[slug], list[str]()
        for number in range(len(story.principles), -1, -1):
            shared = [frozenset(group) for group in combinations(story.principles, number)]
            near = [self._nearest.get((group, story.moment), []) for group in shared]
            others = [self._nearest.get((group, ""), []) for group in shared if group]
            for heads in (near, others):
                new = set().union(*heads) - {slug, story.twin, *found}
                found += sorted(new, key=self._by_title)[: RELATED - len(found)]
        return found

    def _by_title(self, slug: str) -> tuple[str, str]:
        return self.stories[slug].title.casefold(), slug

    @cached_property
    def _by_principle(self) -> dict[str, list[str]]:
        return _grouped((principle, slug) for slug, story in self.stories.items() for principle in story.principles)

    @cached_property
    def _nearest(self) -> dict[tuple[frozenset[str], str], list[str]]:
        """The first stories by title for each group of principles that stories share, with a moment and with any ("").

        The heads are long enough for `related`, which leaves out up to RELATED + 1 of each. So its cost does not grow
        with the number of stories.
        """
        nearest: dict[tuple[frozenset[str], str], list[str]] = defaultdict(list)
        for slug in self.by_title():
            story = self.stories[slug]
            for number in range(len(story.principles) + 1):
                for group in combinations(story.principles, number):
                    for moment in (story.moment, ""):
                        if len(heads := nearest[frozenset(group), moment]) < 2 * RELATED + 2:
                            heads.append(slug)
        return dict(nearest)


@dataclass
class Files:
    """What was read from docs/, faulty or not, and the problems found so far."""

    root: Path
    today: date
    stories: dict[str, Page | None] = field(default_factory=dict)  # by slug; None where a file cannot be read
    principles: dict[str, Page | None] = field(default_factory=dict)
    own_pages: list[Page] = field(default_factory=list)
    data: dict[str, Data | None] = field(default_factory=dict)  # by file name
    names: set[str] = field(default_factory=set)  # every file in docs/, from the root
    problems: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)  # where it was asked for

    def pages(self) -> Iterator[Page]:
        """Yield each story and principle that could be read."""
        yield from (page for page in [*self.principles.values(), *self.stories.values()] if page)

    def keys(self, file: str, *key: str) -> set[str] | None:
        """Return the keys of a mapping in a data file, or None where it cannot be known."""
        data = self.data[file]
        values = data.values if data else None
        for step in key:
            values = values.get(step) if isinstance(values, dict) else None
        return set(values) if isinstance(values, dict) else None


def load(root: Path, today: date | None = None) -> Handbook:
    """Return the handbook in `root`/docs; raises HandbookError with the whole report where anything is wrong.

    The last one is remembered while its files are the same: a build asks several times, some engines once a page.
    """
    stamp = (root, today or date.today(), *_stamps(root))
    if stamp not in _remembered:
        files, book = check(root, today)
        if book is None:
            raise HandbookError(report(files.problems, len(files.stories), len(files.names)))
        _remembered.clear()
        _remembered[stamp] = book
    return _remembered[stamp]


_remembered: dict[tuple[object, ...], Handbook] = {}


def _stamps(root: Path) -> Iterator[tuple[str, int, int]]:
    """Yield name, time and size of every file that a handbook is made of."""
    for path in (*_walk(root / "docs"), *(root / "overrides/pictures").glob("*.svg")):
        status = path.lstat()
        yield str(path), status.st_mtime_ns, status.st_size


def no_advice(page: Page) -> Iterable[Problem]:
    """Say nothing: most commands want to know only whether a page is right."""
    return ()


def check(root: Path, today: date | None = None, advise: Advise = no_advice) -> tuple[Files, Handbook | None]:
    """Read and check `root`/docs. Returns what was read, with all problems, and the handbook where there is none."""
    files = read_files(root, today or date.today(), advise)
    stories = {slug: validate(Story, page, files.problems) for slug, page in files.stories.items() if page}
    principles = {slug: validate(Principle, page, files.problems) for slug, page in files.principles.items() if page}
    for own_page in files.own_pages:
        validate(OwnPage, own_page, files.problems)
    vocabulary, company = _data(files, "vocabulary.yml", Vocabulary), _data(files, "company.yml", Company)
    sources, removed = _entries(files, "sources.yml", Source), _entries(files, "removed.yml", Removed)
    for rule in RULES:
        files.problems.extend(rule(files))
    if files.problems or not (vocabulary and company):
        return files, None
    return files, Handbook(
        stories=_whole(stories),
        principles=_whole(principles),
        vocabulary=vocabulary,
        sources=sources,
        company=company,
        removed=removed,
        own_pages=tuple(files.own_pages),
        pictures={path.stem: path.read_text("utf-8") for path in (root / "overrides/pictures").glob("*.svg")},
    )


def read_files(root: Path, today: date, advise: Advise = no_advice) -> Files:
    """Read every file in `root`/docs, and note the advice on each story and principle."""
    files = Files(root, today, data=dict.fromkeys(DATA_FILES))
    docs = root / "docs"
    for name in DATA_FILES:
        files.data[name] = read_data(root, docs / name, files.problems, optional=name in MAY_BE_EMPTY)
    paths = []
    for path in _walk(docs):
        name = path.relative_to(root).as_posix()
        files.names.add(name)
        if fault := _file_fault(path, path.parent.relative_to(docs).as_posix()):
            files.problems.append(Problem(printable(name), 1, fault))
        elif path.suffix == ".md":
            paths.append(path)
    for path, (page, problems) in zip(paths, each(partial(_read, root, advise), paths), strict=True):
        files.problems += (problem for problem in problems if not problem.hint)
        files.advice += (problem for problem in problems if problem.hint)
        if _is_own(root, path):
            files.own_pages += [page] if page else []
        else:
            pages = files.stories if path.parent.name == "stories" else files.principles
            pages[path.stem] = page
    return files


def _read(root: Path, advise: Advise, path: Path) -> tuple[Page | None, list[Problem]]:
    """Read a page, with what is wrong with it and the advice on it, in a form that can come from another process."""
    problems: list[Problem] = []
    page = read_page(root, path, problems)
    return page, problems + (list(advise(page)) if page and not _is_own(root, path) else [])


def _is_own(root: Path, path: Path) -> bool:
    """Return whether a page is one of the handbook's own, neither a story nor a principle."""
    return path.parent not in (root / "docs/stories", root / "docs/principles") or path.stem == "index"


def _walk(folder: Path) -> Iterator[Path]:
    """Yield every file, and every link, below a folder by name; do not follow links. The engine ignores dotfiles."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path))
            else:
                yield Path(entry.path)


def _file_fault(path: Path, folder: str) -> str | None:
    """A file in docs/ is published, so its name and kind are checked, and that no other page has its address."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return NOT_PLAIN
    if folder == "assets" or folder.startswith("assets/"):
        return None
    if (
        path.suffix != ".md"
        and path.suffix not in PICTURES
        and not (folder == "." and path.name in (*DATA_FILES, "permalinks.txt"))
    ):
        return f"this kind of file does not belong here; allowed: .md, {', '.join(PICTURES)}"
    if not all(SLUG.fullmatch(name) for name in [path.stem, *Path(folder).parts]):
        return 'file and folder names may hold only a-z, 0-9 and single hyphens, such as "late-parcel.md"'
    if path.suffix == ".md" and folder.startswith(("stories/", "principles/")):
        return f"a page in a folder of its own; put it into docs/{folder.split('/')[0]}/"
    if path.suffix == ".md" and path.with_suffix("").joinpath("index.md").exists():
        return f"it has the same address as {path.stem}/index.md; keep one of the two"
    return None


def _data(files: Files, name: str, model: type[M]) -> M | None:
    """Validate a data file as one model."""
    data = files.data[name]
    return validate(model, data, files.problems) if data else None


def _entries(files: Files, name: str, model: type[M]) -> dict[str, M]:
    """Validate each entry of a data file; those that are wrong are left out."""
    data = files.data[name]
    return _whole({key: validate(model, data, files.problems, (key,)) for key in data.values}) if data else {}


# --- Rules across pages. Each yields problems; its docstring is the rule. They read raw values, so that a page with
# --- a faulty key still has its other keys checked in the same run.


def known_names(files: Files) -> Iterator[Problem]:
    """Principles, channel, moment, source and twin name something that exists."""
    known = {
        "principles": set(files.principles),
        "channel": files.keys("vocabulary.yml", "channels"),
        "moment": files.keys("vocabulary.yml", "moments"),
        "source": files.keys("sources.yml"),
        "twin": set(files.stories),
    }
    for page in filter(None, files.stories.values()):
        for name, choices in known.items():
            for key, value in _texts(page, name):
                if choices is not None and value not in choices and not value.startswith(MARK):
                    yield page.problem(key, f"{name} is {allowed(value, choices)}")


def one_of_each(files: Files) -> Iterator[Problem]:
    """No two pages share a title or an id, and no two principles an order."""
    for name, pages in (
        ("title", files.pages()),
        ("id", files.pages()),
        ("order", filter(None, files.principles.values())),
    ):
        first: dict[str, Page] = {}
        for page in pages:
            if not isinstance(value := page.values.get(name), str | int):
                continue
            other = first.setdefault(" ".join(str(value).casefold().split()), page)
            if other is not page:
                yield page.problem((name,), f"{name} is {shown(value)}, and so it is in {other.path}; choose another")


def mutual_twins(files: Files) -> Iterator[Problem]:
    """Two twins name each other and tell the same steps, parting at the same one. No other story has steps."""
    for slug, page in files.stories.items():
        twin = page.values.get("twin") if page else None
        other = files.stories.get(twin) if isinstance(twin, str) else None
        if page and twin and "turns" not in page.values:
            yield page.problem(
                ("twin",), 'key "turns" is missing; a twin tells its steps there, each with when and what'
            )
        elif page and not twin and "turns" in page.values:
            yield page.problem(("turns",), "turns stand here without a twin; name the twin, or take them out")
        if page and twin == slug:
            yield page.problem(("twin",), "twin is the story itself; name the other story, or take the line out")
        elif page and other and other.values.get("twin") != slug:
            yield page.problem(
                ("twin",), f'twin is "{twin}", but {other.path} does not name it back; add "twin: {slug}"'
            )
        elif page and other and _steps(page) != _steps(other):
            text = f'turns must have the same "when" labels and the same "turn: true" as in {other.path}'
            yield page.problem(("turns",), text)


def dates_in_order(files: Files) -> Iterator[Problem]:
    """No date lies in the future, and no page was reviewed before it was added."""
    for page in files.pages():
        added, reviewed = (_date(page, name) for name in ("added", "reviewed"))
        for name, day in (("added", added), ("reviewed", reviewed)):
            if day and day > files.today:
                yield page.problem((name,), f"{name} is {day}, which lies in the future; today is {files.today}")
        if added and reviewed and reviewed < added:
            yield page.problem(("reviewed",), f"reviewed is {reviewed}, before the story was added ({added})")


def former_names_are_free(files: Files) -> Iterator[Problem]:
    """An old name of a story is a file name that no page uses now, and belongs to one story only."""
    owner: dict[str, Page] = {}
    for page in filter(None, files.stories.values()):
        for key, value in _texts(page, "former"):
            if not SLUG.fullmatch(value):
                yield page.problem(key, f"former is {shown(value)}; allowed: an old file name without .md")
            elif value in files.stories or value == "index":
                yield page.problem(key, f'former is "{value}", but docs/stories/{value}.md exists; take it out')
            elif owner.setdefault(value, page) is not page:
                yield page.problem(key, f'former is "{value}", and so it is in {owner[value].path}; keep one')


def sections_in_order(files: Files) -> Iterator[Problem]:
    """The body has its sections in order, in plain Markdown."""
    for page in filter(None, files.stories.values()):
        outcome = page.values.get("outcome")
        yield from _body(page, STORY_SECTIONS["bad" if outcome == "bad" else "good"])
    for page in filter(None, files.principles.values()):
        yield from _body(page, PRINCIPLE_SECTIONS)


def links_lead_somewhere(files: Files) -> Iterator[Problem]:
    """A link to another page or to a picture names a file that is there, and a part that it has."""
    published = files.names - {f"docs/{name}" for name in (*DATA_FILES, "permalinks.txt")}
    anchors = _anchors(files)
    for page in (*files.pages(), *files.own_pages):
        folder = posixpath.dirname(page.path)
        for line, address in links(page.body):
            path, _, anchor = html.unescape(address).partition("#")
            if ":" in path or path.startswith("/"):
                continue  # no file; body.py judges it
            target = posixpath.normpath(posixpath.join(folder, path)) if path else page.path
            if target not in published:
                guess = did_you_mean(path, (posixpath.relpath(name, folder) for name in published))
                yield Problem(page.path, page.body_line + line, f"link address {shown(path)} is no file here.{guess}")
            elif anchor and target in anchors and anchor not in anchors[target]:
                text = f"link address {shown(address)}: that page has no part {allowed(anchor, anchors[target])}"
                yield Problem(page.path, page.body_line + line, text)


def _anchors(files: Files) -> dict[str, list[str]]:
    """The parts of each page that one may link to; an own page that calls a macro may have any."""
    anchors = {page.path: list(headings(page.body)) for page in files.own_pages if "{{" not in page.body}
    anchors |= {page.path: list(PRINCIPLE_PARTS) for page in files.principles.values() if page}
    for page in filter(None, files.stories.values()):
        anchors[page.path] = [part for part in STORY_PARTS if part != "twin" or "twin" in page.values]
    return anchors


def removed_stories_are_gone(files: Files) -> Iterator[Problem]:
    """A removed story has no file any more, and names a page to read instead that is there."""
    data = files.data["removed.yml"]
    for name, entry in (data.values if data else {}).items():
        instead = entry.get("instead") if isinstance(entry, dict) else None
        if data and name in files.stories:
            yield data.problem((name,), f"docs/stories/{name}.md is still there; delete it, or take this entry out")
        if data and isinstance(instead, str) and not (instead.endswith(".md") and f"docs/{instead}" in files.names):
            guess = did_you_mean(instead, (path.removeprefix("docs/") for path in files.names))
            yield data.problem((name, "instead"), f"{name}, instead is {shown(instead)}, and no page.{guess}")


def somebody_to_call(files: Files) -> Iterator[Problem]:
    """Each moment names a contact of the company file, and the file has each contact that pages name."""
    company = files.data["company.yml"]
    named = {MANAGER: "principle pages name"}
    named |= {name: f"{page.path} names" for page in files.own_pages for name in contacts_named(page)}
    data, contacts = files.data["vocabulary.yml"], files.keys("company.yml", "contacts")
    for name in sorted(files.keys("vocabulary.yml", "moments") or ()):
        moment = data.values["moments"][name] if data else None
        call = moment.get("call") if isinstance(moment, dict) else None
        if data and isinstance(call, str) and contacts is not None and call not in contacts:
            yield data.problem(("moments", name, "call"), f"moments, {name}, call is {allowed(call, contacts)}")
    for name, where in named.items():
        if company and contacts is not None and name not in contacts:
            text = f"key {shown(name)} is missing in contacts, and {where} it; put it back, with who and reach"
            yield company.problem(("contacts",), text)


RULES: tuple[Callable[[Files], Iterable[Problem]], ...] = (
    known_names,
    one_of_each,
    mutual_twins,
    dates_in_order,
    former_names_are_free,
    sections_in_order,
    links_lead_somewhere,
    removed_stories_are_gone,
    somebody_to_call,
    addresses_answer,
)


def contacts_named(page: Page) -> set[str]:
    """Return the keys of the contacts that one of the handbook's own pages names."""
    return set(CONTACT_NAMED.findall(page.body))


def _body(page: Page, sections: tuple[str, ...]) -> Iterator[Problem]:
    return (Problem(page.path, line, text) for line, text in check_body(page, sections))


def _texts(page: Page, name: str) -> Iterator[tuple[Key, str]]:
    """Yield (key, text) for a key that holds a text or a list of texts; pass over anything else."""
    value = page.values.get(name)
    if isinstance(value, str):
        yield (name,), value
    elif isinstance(value, list):
        yield from (((name, i), item) for i, item in enumerate(value) if isinstance(item, str))


def _steps(page: Page) -> list[tuple[object, object]]:
    """Return (when, turn) of each step of a twin."""
    turns = page.values.get("turns")
    steps = turns if isinstance(turns, list) else []
    return [(step.get("when"), step.get("turn", False)) for step in steps if isinstance(step, dict)]


def _date(page: Page, name: str) -> date | None:
    value = page.values.get(name)
    return value if type(value) is date else None


def _whole(found: dict[str, T | None]) -> dict[str, T]:
    return {key: value for key, value in found.items() if value is not None}


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)
