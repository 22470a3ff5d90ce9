"""Rules on the data files: removed stories, and whom to call."""

from collections.abc import Iterator

from handbook.content.body import contacts_named
from handbook.content.data_files import MANAGER
from handbook.content.files import Files
from handbook.kinds import KINDS
from handbook.problems import Names, Problem, shown


def removed_stories_are_gone(files: Files) -> Iterator[Problem]:
    """A removed story has no file any more, and names a page to read instead that is there."""
    data, folder = files.data["removed.yml"], KINDS["story"].folder
    pages = Names(path.removeprefix("docs/") for path in files.names if path.endswith(".md"))
    for name, entry in (data.values if data else {}).items():
        instead = entry.get("instead") if isinstance(entry, dict) else None
        if data and name in files.pages[folder]:
            yield data.problem((name,), f"docs/{folder}/{name}.md is still there; delete it, or take this entry out")
        if data and isinstance(instead, str) and instead not in pages:
            text = f"{name}, instead is {shown(instead)}, and no page.{pages.did_you_mean(instead)}"
            yield data.problem((name, "instead"), text)


def somebody_to_call(files: Files) -> Iterator[Problem]:
    """Each moment names a contact of the company file, and the file has each contact that pages name."""
    company, data = files.data["company.yml"], files.data["vocabulary.yml"]
    contacts = files.keys("company.yml", "contacts")
    if contacts is None:
        return
    known = Names(contacts)
    for name in sorted(files.keys("vocabulary.yml", "moments") or ()):
        moment = data.values["moments"][name] if data else None
        call = moment.get("call") if isinstance(moment, dict) else None
        if data and isinstance(call, str) and call not in contacts:
            yield data.problem(("moments", name, "call"), f"moments, {name}, call is {known.allowed(call)}")
    named = {MANAGER: "principle pages name"}
    named |= {name: f"{page.path} names" for page in files.own_pages for name in contacts_named(page.body)}
    for name, where in named.items():
        if company and name not in contacts:
            text = f"key {shown(name)} is missing in contacts, and {where} it; put it back, with who and reach"
            yield company.problem(("contacts",), text)
