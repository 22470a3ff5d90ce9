"""Rules on the data files: whom to call and what to read in a moment, and the path for new staff."""

from collections.abc import Iterator

from handbook.content.body import contacts_named
from handbook.content.data_files import MANAGER
from handbook.content.files import Files
from handbook.content.strict_yaml import Key
from handbook.kinds import KINDS, Kind
from handbook.problems import Names, Problem, did_you_mean, shown


def moments_lead_on(files: Files) -> Iterator[Problem]:
    """Each moment names a contact and a page that are there, and the company file has each contact that pages name."""
    yield from _named_by_moments(files)
    yield from _named_by_pages(files)


def _named_by_moments(files: Files) -> Iterator[Problem]:
    data, contacts = files.data["vocabulary.yml"], files.keys("company.yml", "contacts")
    for name in sorted(files.keys("vocabulary.yml", "moments") or ()):
        moment = data.values["moments"][name] if data else None
        call, read = (moment.get("call"), moment.get("read")) if isinstance(moment, dict) else (None, None)
        if data and isinstance(call, str) and contacts is not None and call not in contacts:
            fault = f"moments, {name}, call is {Names(contacts).allowed(call)}"
            yield data.problem(("moments", name, "call"), fault)
        if data and isinstance(read, str) and (fault := no_page(files, read)):
            yield data.problem(("moments", name, "read"), f"moments, {name}, read is {fault}")


def _named_by_pages(files: Files) -> Iterator[Problem]:
    company, contacts = files.data["company.yml"], files.keys("company.yml", "contacts")
    named = {MANAGER: "principle pages name"}
    named |= {name: f"{page.path} names" for page in files.own_pages for name in contacts_named(page.body)}
    for name, where in named.items():
        if company and contacts is not None and name not in contacts:
            text = f"key {shown(name)} is missing in contacts, and {where} it; put it back, with who and reach"
            yield company.problem(("contacts",), text)


def no_page(files: Files, name: str) -> str:
    """Return that a name is no file of a page from docs/, with the one that may be meant; nothing where it is one."""
    if name.endswith(".md") and f"docs/{name}" in files.names:
        return ""
    return f"{shown(name)}, and no page.{did_you_mean(name, (path.removeprefix('docs/') for path in files.names))}"


def the_path_leads_on(files: Files) -> Iterator[Problem]:
    """Each step of the path names a principle, and stories that show it; no page is on the path twice."""
    data, seen = files.data["vocabulary.yml"], set[tuple[str, str]]()
    path = data.values.get("path") if data else None
    for i, step in enumerate(path if isinstance(path, list) else []):
        if not (data and isinstance(step, dict)):
            continue  # the model says what is wrong
        for key, kind, name in _on_the_path(i, step):
            if (kind.name, name) in seen:
                fault = f"{kind.name} {shown(name)} is on the path already; choose another"
            else:
                fault = _off_the_path(files, kind, name, step.get("principle"))
            seen.add((kind.name, name))
            if fault:
                yield data.problem(key, f"path, number {i + 1}, {fault}")


def _on_the_path(i: int, step: dict[str, object]) -> Iterator[tuple[Key, Kind, str]]:
    """Yield (key, kind, name) of each page that a step names."""
    if isinstance(principle := step.get("principle"), str):
        yield ("path", i, "principle"), KINDS["principle"], principle
    stories = step.get("stories")
    for j, story in enumerate(stories if isinstance(stories, list) else []):
        if isinstance(story, str):
            yield ("path", i, "stories", j), KINDS["story"], story


def _off_the_path(files: Files, kind: Kind, name: str, principle: object) -> str:
    """Return why a page cannot stand in the step of a principle; nothing where it can."""
    if name not in files.pages[kind.folder]:
        return f"{kind.name} is {Names(files.pages[kind.folder]).allowed(name)}"
    page, known = files.pages[kind.folder][name], list(files.pages[KINDS["principle"].folder])
    shows = page.values.get("principles") if page else None
    if isinstance(shows, list) and principle in known and principle not in shows:
        return f"{kind.name} {shown(name)} does not show {shown(principle)}; choose one that names it under principles"
    return ""
