"""The rule that no address dies."""

import re
from collections.abc import Iterator

from handbook import addresses
from handbook.content.files import Files
from handbook.kinds import kind_at
from handbook.permalinks import FILE, ever_published, places, published
from handbook.problems import Names, Problem

ADDRESS = re.compile(r"/(?:[a-z0-9-]+/)*")


def addresses_answer(files: Files) -> Iterator[Problem]:
    """Every address that was ever published is in docs/permalinks.txt and still answers."""
    listed = published(files.root)
    answering = Names(f"/{place.address}" for place in places(files))
    for line, address in listed:
        if not ADDRESS.fullmatch(address):
            yield Problem(FILE, line, f'"{address}" is no address; write it like /stories/little-alien/')
        elif address not in answering:
            yield Problem(FILE, line, f"{address} no longer answers; {_remedy(address, answering)}")
    for address in sorted(ever_published(files.root) - {address for _, address in listed}):
        yield Problem(FILE, 1, f"{address} was taken out; put the line back, because somebody may have printed it")


def _remedy(address: str, answering: Names) -> str:
    """Say how an address can be made to answer again."""
    if addresses.id_in(address):
        return "an id never changes: put it back, or name it in docs/removed.yml if its page was removed"
    found = kind_at(address)
    if found and found[0].has_key("former"):
        slug = found[1]
        return f'if renamed, add "former: [{slug}]" to the new file; if removed, add "{slug}" to docs/removed.yml'
    return f"put the page back.{answering.did_you_mean(address)}"
