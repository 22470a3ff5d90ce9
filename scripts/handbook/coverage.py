"""Which stories the handbook has, and which it is looking for: principles by moment and by channel, good and bad."""

from collections import Counter
from typing import Any

from handbook.catalogue import Handbook

Cell = dict[str, int]


def coverage(book: Handbook) -> list[dict[str, Any]]:
    """Return one table for the moments and one for the channels.

    Each has `columns` (names), and `rows` with the principle and one cell a column: how many stories are good and bad.
    """
    moments = {key: moment.name for key, moment in book.vocabulary.moments.items()}
    return [
        _table(book, "By what is going on", "moment", moments),
        _table(book, "By where it happens", "channel", book.vocabulary.channels),
    ]


def wanted(book: Handbook) -> list[str]:
    """Return what the handbook lacks most, each as the end of "we are looking for a story ..."."""
    stories = book.stories.values()
    outcomes = Counter((principle, story.outcome) for story in stories for principle in story.principles)
    moments = Counter(story.moment for story in stories)
    channels = Counter(story.channel for story in stories)
    found = []
    for slug in book.principles_in_order():
        title, good, bad = book.principles[slug].title, outcomes[slug, "good"], outcomes[slug, "bad"]
        if not good:
            found.append(f'that shows how to do "{title}"')
        if not bad:
            found.append(f'in which somebody forgot "{title}"')
    found += [f'about "{moment.name}"' for key, moment in book.vocabulary.moments.items() if not moments[key]]
    found += [f'that happens here: "{name}"' for key, name in book.vocabulary.channels.items() if not channels[key]]
    return found


def _table(book: Handbook, title: str, key: str, columns: dict[str, str]) -> dict[str, Any]:
    counts = Counter(
        (principle, getattr(story, key), story.outcome)
        for story in book.stories.values()
        for principle in story.principles
    )
    rows = [
        {
            "principle": book.principles[slug].title,
            "url": f"principles/{slug}/",
            "cells": [{"good": counts[slug, column, "good"], "bad": counts[slug, column, "bad"]} for column in columns],
        }
        for slug in book.principles_in_order()
    ]
    return {"title": title, "key": key, "columns": list(columns.values()), "rows": rows}
