"""The rule that no address dies."""

import re
from collections.abc import Iterator

from handbook import addresses
from handbook.content.data_files import SORTED_BY
from handbook.content.files import Files
from handbook.content.ledger import FILE, Entry
from handbook.kinds import KINDS, kind_at
from handbook.permalinks import answering, history
from handbook.problems import Names, Problem, shown

LINE = re.compile(r"/(?:[a-z0-9-]+/)*|/tags/#tag:[\w-]+ [a-z]+=[a-z0-9-]+")


def addresses_answer(files: Files) -> Iterator[Problem]:
    """Every address that binds is in docs/permalinks.txt and answers. Where a page cannot be read, nobody knows."""
    if files.ledger is None:
        return
    past, answers = history(files.root), Names(answering(files))
    for entry in files.ledger:
        if not LINE.fullmatch(entry.text):
            text = f"{shown(entry.text)} is no address; write it like /stories/little-alien/"
            yield Problem(FILE, entry.line, text)
        elif entry.text not in answers and not files.unread and (past is None or entry.text in past.ever):
            yield Problem(FILE, entry.line, f"{entry.text} no longer answers; {_remedy(entry, answers)}")
    for line in sorted((past.here if past else set()) - {entry.text for entry in files.ledger}):
        if line.startswith("/"):
            text = f"{line} was taken out; put the line back, because somebody may have printed it"
            yield Problem(FILE, 1, text)


def _remedy(entry: Entry, answers: Names) -> str:
    """Say how an address can be made to answer again."""
    facet, _, key = entry.stands_for.partition("=")
    if part := SORTED_BY.get(facet):
        return f'write "{key}: " and the key that took its place under former, {part}, in docs/vocabulary.yml'
    if addresses.id_in(entry.text):
        return "an id never changes: put it back, or name it in docs/removed.yml if its page was removed"
    found = (KINDS[facet], key) if facet in KINDS else kind_at(entry.text)
    if found and found[0].has_key("former"):
        kind, slug = found
        new = f'if renamed, add "former: [{slug}]" to the new file'
        return f'{new}; if removed, add "{kind.folder}/{slug}" to docs/removed.yml'
    return f"put the page back.{answers.did_you_mean(entry.text)}"
