"""Which stories the handbook has, and which it is looking for: principles by moment and by channel, good and bad."""

from collections import Counter
from collections.abc import Iterator

from handbook import addresses
from handbook.book import Handbook
from handbook.facets import CHANNEL, MOMENT, OUTCOME, OUTCOMES, Facet
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
    outcomes = Counter((name, story.outcome) for story in book.stories.values() for name in story.principles)
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
        used = Counter(value for story in book.stories.values() for value in facet.of(story))
        few = ((used[key], name) for key, name in facet.names(book).items() if used[key] < ENOUGH)
        yield from ((0.8 if number else 2.0, words.format(name)) for number, name in few)


def _of_pairs(book: Handbook) -> Iterator[tuple[float, str]]:
    """Yield the same for each moment that has stories: the core principle of fewest stories that none of them shows."""
    shown = Counter(name for story in book.stories.values() for name in story.principles)
    core = sorted((slug for slug in book.principles_in_order if book.principles[slug].core), key=shown.__getitem__)
    for moment, name in MOMENT.names(book).items():
        about = [story for story in book.stories.values() if story.moment == moment]
        lacks = [slug for slug in core if not any(slug in story.principles for story in about)]
        if about and lacks:
            yield 0.5 / len(about), f'about "{name}" that shows "{book.principles[lacks[0]].title}"'


def _table(book: Handbook, title: str, facet: Facet) -> View:
    counts = Counter(
        (principle, *facet.of(story), *OUTCOME.of(story))
        for story in book.stories.values()
        for principle in story.principles
    )
    rows = []
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
