"""Gives a channel or a moment another key: in the vocabulary, in every page that has it, and in old links."""

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.content.data_files import SORTED_BY
from handbook.content.files import Files
from handbook.content.strict_yaml import Data
from handbook.moving.edits import Edit, Plan, RefusedError, plan_of
from handbook.moving.mentions import every_naming, named, names_a_key, yaml_of
from handbook.moving.rename import name_fault
from handbook.moving.yaml_edits import Yaml, scalar
from handbook.permalinks import old_keys

WHY = "# Keys that had another name, each with that of today, for links that people keep; `make rename` writes them."


@dataclass(frozen=True)
class KeyTarget:
    """A key of the vocabulary: the facet that it belongs to, "moment", and the key."""

    facet: str
    key: str

    @property
    def part(self) -> str:
        """Return where the vocabulary has it: "moments"."""
        return SORTED_BY[self.facet]

    @property
    def name(self) -> str:
        """Return how a command is told of it."""
        return f"{self.part}/{self.key}"


def rename_key(files: Files, data: Data, target: KeyTarget, new: str) -> Plan:
    """Return what it takes to give a key another name. Raises RefusedError where that cannot be."""
    if why := _refusal(files, target, new):
        raise RefusedError(why)
    yaml = yaml_of(files, data)
    key = yaml.places[target.part, target.key].key or (0, 0)
    edits = [Edit(data.path, *key, scalar(new), f"the key is {new}")]
    for page, naming in every_naming(files):
        if names_a_key(naming, target.facet) and naming.text == target.key:
            place = named(files, page, naming)
            edits.append(place.yaml.replaced(place.key, new, f"{naming.under} is {new}"))
    return plan_of(files.root, [*edits, *_former(files, yaml, target, new)])


def _refusal(files: Files, target: KeyTarget, new: str) -> str | None:
    """Return why a key cannot have a name."""
    if fault := name_fault(new):
        return fault
    if new == target.key:
        return f"{target.name} has this name already"
    if new in (files.keys("vocabulary.yml", target.part) or ()):
        return f"{target.part}/{new} is there already; choose another name"
    if old_keys(files).get(target.facet, {}).get(new, target.key) != target.key:
        return (
            f"{target.part}/{new} was the key of another {target.facet}, and people may have its links; choose another"
        )
    return None


def _former(files: Files, yaml: Yaml, target: KeyTarget, new: str) -> Iterator[Edit]:
    """Yield the edits that keep the old key for links, and lead the ones before it to the new one."""
    before = old_keys(files).get(target.facet, {})
    told = f"former keeps links with {target.key}"
    part = ("former", target.part)
    for old in (old for old, key in before.items() if key == target.key):
        if old == new:
            yield _swapped(yaml, (*part, old), target.key, new, told)
        else:
            yield yaml.replaced((*part, old), new, f"former leads {old} to {new}")
    if new not in before:
        yield _added(yaml, target, new, told)


def _swapped(yaml: Yaml, key: tuple[str, ...], old: str, new: str, told: str) -> Edit:
    """Return the edit for a key that gets its old name back: the two change places."""
    place = yaml.places[key]
    start = place.key[0] if place.key else place.start
    return Edit(yaml.path, start, place.end, f"{scalar(old)}: {scalar(new)}", told)


def _added(yaml: Yaml, target: KeyTarget, new: str, told: str) -> Edit:
    """Return the edit that adds the old key: to its mapping, to a new one under former, or with former itself."""
    former, part = ("former",), ("former", target.part)
    entry = f"{scalar(target.key)}: {scalar(new)}"
    if yaml.holds(part):
        return yaml.added_entry(part, target.key, scalar(new), told)
    if part in yaml.places:
        return yaml.written(part, f"{{{entry}}}", told)
    if yaml.holds(former):
        return yaml.added_entry(former, target.part, f"{{{entry}}}", told)
    if former in yaml.places:
        return yaml.written(former, f"{{{target.part}: {{{entry}}}}}", told)
    at = len(yaml.text.rstrip("\n")) + 1
    return Edit(yaml.path, at, at, f"\n{WHY}\nformer:\n  {target.part}:\n    {entry}\n", told)
