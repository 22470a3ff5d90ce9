"""Rules on docs/vocabulary.yml: keys that can stand in an address, old keys that lead on, tags that stay apart."""

from collections.abc import Iterator

from handbook.content.body import tag_anchor
from handbook.content.data_files import SORTED_BY
from handbook.content.files import SLUG, Files
from handbook.content.strict_yaml import Data, Key
from handbook.kinds import KINDS
from handbook.permalinks import keys_of_today, old_keys
from handbook.problems import Problem, allowed, shown

Tag = tuple[str, str, str, Data, Key]  # what stories are sorted by, a key of it, its name, and where that stands
TAKEN = ("limits", "menu")  # anchors of the page that shows the moments, on which each moment's key is an anchor


def keys_can_stand_in_an_address(files: Files) -> Iterator[Problem]:
    """The key of a channel or a moment is a plain word that no other place has: readers have it in links."""
    for facet, key, _, data, place in _words(files):
        if not SLUG.fullmatch(key):
            text = f'{place[0]}, key {shown(key)} may hold only a-z, 0-9 and single hyphens, such as "not-working"'
            yield data.problem(place[:2], text)
        elif facet == "moment" and key in TAKEN:
            text = f"moments, key {shown(key)} is a place of the page that shows the moments; choose another key"
            yield data.problem(place[:2], text)


def old_keys_lead_on(files: Files) -> Iterator[Problem]:
    """An old key is used no more, and leads to one that is there."""
    data = files.data["vocabulary.yml"]
    for facet, part in SORTED_BY.items():
        known = files.keys("vocabulary.yml", part)
        for old, key in old_keys(files).get(facet, {}).items() if data and known else ():
            if data and known and old in known:
                text = f"former, {part}: {shown(old)} is still a key under {part}; take this line out"
                yield data.problem(("former", part, old), text)
            elif data and known and isinstance(key, str) and key not in known:
                yield data.problem(("former", part, old), f"former, {part}, {old} is {allowed(key, known)}")


def tags_stay_apart(files: Files) -> Iterator[Problem]:
    """No two tags share a place on the page of tags, and none takes that which another one had."""
    owner: dict[str, str] = {}
    old, today = old_keys(files), keys_of_today(files)
    for entry in files.ledger or ():
        facet, _, was = entry.stands_for.partition("=")
        key = old.get(facet, {}).get(was, was)
        if key in today.get(facet, ()):
            owner.setdefault(entry.anchor, f"{facet} {shown(key)}")
    for facet, key, name, data, place in (*_principles(files), *_words(files)):
        mine = f"{facet} {shown(key)}"
        if tag_anchor(name) == tag_anchor(""):
            yield data.problem(place, f"{shown(name)} has no letter; its tag needs one for its address")
        elif (other := owner.setdefault(tag_anchor(name), mine)) != mine:
            text = f"{shown(name)} is or was the name of {other}, whose tag people link to; choose another name"
            yield data.problem(place, text)


def _principles(files: Files) -> Iterator[Tag]:
    """Yield the tag of each principle."""
    for slug, page in files.readable(KINDS["principle"].folder):
        if isinstance(title := page.values.get("title"), str):
            yield "principle", slug, title, page, ("title",)


def _words(files: Files) -> Iterator[Tag]:
    """Yield the tag of each channel and moment."""
    data = files.data["vocabulary.yml"]
    for facet, part in SORTED_BY.items() if data else ():
        found = data.values.get(part) if data else None
        for key, value in found.items() if data and isinstance(found, dict) else ():
            name = value.get("name") if isinstance(value, dict) else value
            if data and isinstance(name, str):
                yield facet, key, name, data, (part, key, "name") if isinstance(value, dict) else (part, key)
