"""Which stories the handbook has, and which it is looking for: principles by moment and by channel, good and bad."""

from collections import Counter

from handbook import addresses
from handbook.book import Handbook
from handbook.facets import CHANNEL, MOMENT, OUTCOME, Facet
from handbook.kinds import KINDS
from handbook.pages import View


def coverage(book: Handbook) -> View:
    """Return which stories there are, and which are wanted: `tables`, one for the moments and one for the channels.

    Each has `columns` (names), and `rows` with the principle and one cell a column: how many stories are good and bad.
    """
    tables = [_table(book, "By what is going on", MOMENT), _table(book, "By where it happens", CHANNEL)]
    return {"tables": tables, "places": wanted(book)}


def wanted(book: Handbook) -> list[str]:
    """Return what the handbook lacks most, each as the end of "we are looking for a story ..."."""
    stories = book.stories.values()
    outcomes = Counter((principle, story.outcome) for story in stories for principle in story.principles)
    found = []
    for slug in book.principles_in_order():
        title, good, bad = book.principles[slug].title, outcomes[slug, "good"], outcomes[slug, "bad"]
        if not good:
            found.append(f'that shows how to do "{title}"')
        if not bad:
            found.append(f'in which somebody forgot "{title}"')
    for facet, words in ((MOMENT, 'about "{}"'), (CHANNEL, 'that happens here: "{}"')):
        used = {value for story in stories for value in facet.of(story)}
        found += [words.format(name) for key, name in facet.names(book).items() if key not in used]
    return found


def _table(book: Handbook, title: str, facet: Facet) -> View:
    counts = Counter(
        (principle, *facet.of(story), *OUTCOME.of(story))
        for story in book.stories.values()
        for principle in story.principles
    )
    columns = facet.names(book)
    rows = [
        {
            "principle": book.principles[slug].title,
            "url": addresses.of_page(KINDS["principle"].folder, slug),
            "cells": [{"good": counts[slug, column, "good"], "bad": counts[slug, column, "bad"]} for column in columns],
        }
        for slug in book.principles_in_order()
    ]
    return {"title": title, "key": facet.name, "columns": list(columns.values()), "rows": rows}
