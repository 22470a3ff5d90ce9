"""Rules on the data files: whom to call."""

from collections.abc import Iterator

from handbook.content.body import contacts_named
from handbook.content.data_files import MANAGER
from handbook.content.files import Files
from handbook.problems import Problem, allowed, shown


def somebody_to_call(files: Files) -> Iterator[Problem]:
    """Each moment names a contact of the company file, and the file has each contact that pages name."""
    company, data = files.data["company.yml"], files.data["vocabulary.yml"]
    contacts = files.keys("company.yml", "contacts")
    if contacts is None:
        return
    for name in sorted(files.keys("vocabulary.yml", "moments") or ()):
        moment = data.values["moments"][name] if data else None
        call = moment.get("call") if isinstance(moment, dict) else None
        if data and isinstance(call, str) and call not in contacts:
            yield data.problem(("moments", name, "call"), f"moments, {name}, call is {allowed(call, contacts)}")
    named = {MANAGER: "principle pages name"}
    named |= {name: f"{page.path} names" for page in files.own_pages for name in contacts_named(page.body)}
    for name, where in named.items():
        if company and name not in contacts:
            text = f"key {shown(name)} is missing in contacts, and {where} it; put it back, with who and reach"
            yield company.problem(("contacts",), text)
