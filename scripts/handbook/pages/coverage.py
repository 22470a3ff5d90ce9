"""Which stories the handbook has, and which it is looking for: principles by moment and by channel, good and bad."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from handbook import addresses
from handbook.book import Handbook
from handbook.content.model import Story
from handbook.facets import CHANNEL, FACETS, MOMENT, OUTCOME, OUTCOMES, PRINCIPLE, Facet
from handbook.kinds import KINDS
from handbook.pages import View

WANTED = 10  # gaps that are named; nobody reads a list of a hundred
ENOUGH = 2  # good stories of a core principle, and as many that went wrong at least in part: people learn from both
WORDS = {"good": "good", "bad": "bad", "mixed": "mixed"}


def coverage(book: Handbook) -> View:
    """Return which stories there are, and which are wanted: `tables`, one for the moments and one for the channels.

    Each has `rows` with a principle and its cells: the moments or channels of which it has stories, with how many of
    each outcome, as words.
    """
    tables = [_table(book, "By what is going on", MOMENT), _table(book, "By where it happens", CHANNEL)]
    return {"tables": tables, "places": wanted(book)}


def wanted(book: Handbook) -> list[str]:
    """Return what the handbook lacks most, the worst first, each as the end of "we are looking for a story ..."."""
    gaps = sorted([*_of_principles(book), *_of_facets(book), *_of_pairs(book)], key=lambda gap: -gap[0])
    return [text for _, text in gaps[:WANTED]]


def _of_principles(book: Handbook) -> Iterator[tuple[float, str]]:
    """Yield (how useful, what is missing) for each principle that lacks good stories or others."""
    outcomes = _counts(book, PRINCIPLE, OUTCOME)
    for slug in book.principles_in_order:
        principle = book.principles[slug]
        enough, weight = (ENOUGH, 3.0) if principle.core else (1, 1.0)
        good, others = outcomes[slug, "good"], outcomes[slug, "bad"] + outcomes[slug, "mixed"]
        if good < enough:
            yield weight * (enough - good), f'that shows how to do "{principle.title}"'
        if others < enough:
            yield weight * (enough - others), f'in which somebody forgot "{principle.title}"'


def _of_facets(book: Handbook) -> Iterator[tuple[float, str]]:
    """Yield the same for each moment and each channel of which there is no story, or one."""
    for facet, words in ((MOMENT, 'about "{}"'), (CHANNEL, 'that happens here: "{}"')):
        numbers = ((len(facet.stories(book).get(key, ())), name) for key, name in facet.names(book).items())
        yield from ((0.8 if number else 2.0, words.format(name)) for number, name in numbers if number < ENOUGH)


def _of_pairs(book: Handbook) -> Iterator[tuple[float, str]]:
    """Yield the same for each moment that has stories: the core principle of fewest stories that none of them shows."""
    shown, together = _counts(book, PRINCIPLE), _counts(book, PRINCIPLE, MOMENT)
    core = [slug for slug in book.principles_in_order if book.principles[slug].core]
    core.sort(key=lambda slug: shown[slug,])
    for moment, name in MOMENT.names(book).items():
        about = MOMENT.stories(book).get(moment)
        lacks = [slug for slug in core if not together[slug, moment]]
        if about and lacks:
            yield 0.5 / len(about), f'about "{name}" that shows "{book.principles[lacks[0]].title}"'


def _table(book: Handbook, title: str, facet: Facet) -> View:
    counts, rows = _counts(book, PRINCIPLE, facet, OUTCOME), []
    for slug in book.principles_in_order:
        found = {name: _counted(counts, slug, value) for value, name in facet.names(book).items()}
        cells = [{"name": name, "stories": words} for name, words in found.items() if words]
        url = addresses.of_page(KINDS["principle"].folder, slug)
        rows.append({"principle": book.principles[slug].title, "url": url, "cells": cells})
    return {"title": title, "key": facet.name, "rows": rows}


def _counted(counts: Counter[tuple[str, ...]], principle: str, value: str) -> str:
    """Return how many stories of each outcome there are, in words: "2 good, 1 bad"."""
    found = ((counts[principle, value, outcome], WORDS[outcome]) for outcome in OUTCOMES)
    return ", ".join(f"{number} {words}" for number, words in found if number)


def _counts(book: Handbook, *facets: Facet) -> Counter[tuple[str, ...]]:
    """Return how many stories there are by what these facets say of them, the principle among them."""
    found: Counter[tuple[str, ...]] = Counter()
    for values, slugs in book.relations.sorted_by(_values).items():
        found[tuple(values[FACETS.index(facet)] for facet in facets)] += len(slugs)
    return found


def _values(story: Story) -> list[tuple[str, ...]]:
    """Return what all facets say of a story, once for each of its principles."""
    return [*product(*(facet.of(story) for facet in FACETS))]
