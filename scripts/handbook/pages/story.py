"""What the page of a story shows."""

import hashlib
from typing import cast

from handbook import addresses
from handbook.book import Handbook
from handbook.content.model import Story
from handbook.facets import OUTCOMES, UNDER_A_STORY
from handbook.kinds import KINDS
from handbook.pages import View
from handbook.pages.cards import drawing, page_link, principle_link, source, story_card
from handbook.pages.company import limits
from handbook.pages.lists import tag_link
from handbook.pages.path import place

VERDICTS = {"best": "Works best here", "fair": "Helps in part", "poor": "Misses the need"}
LETTERS = "ABCD"  # of the choices, as many as a story may have


def story(book: Handbook, slug: str) -> View:
    """Return what the page of a story shows of other pages."""
    this, step = book.stories[slug], place(book, "story", slug)
    after, related = around(book, slug, step)
    return {
        "picture": drawing(book, this),
        "picture_after": book.pictures.get(f"{this.id}-after", ""),
        "step": step,
        "next": after,
        "principles": [principle_link(book, name) for name in this.principles],
        "channel": book.vocabulary.channels[this.channel],
        "moment": book.vocabulary.moments[this.moment].name,
        "outcome": OUTCOMES[this.outcome],
        "tags": [tag_link(facet.names(book)[value]) for facet in UNDER_A_STORY for value in facet.of(this)],
        "choices": choices(this),
        "limits": limits(book, this.moment),
        "twin": twin(book, slug) if this.twin else None,
        "related": [story_card(book, other) for other in related],
        "sources": [source(book, key) for key in this.sources],
    }


def around(book: Handbook, slug: str, step: View | None) -> tuple[View | None, list[str]]:
    """Return what leads on from a story, by its place on the path: the page to go on with, and the related stories."""
    after = following(book, slug, step)
    return after, book.relations.related(slug, but=after["slug"] if after else None)


def following(book: Handbook, slug: str, step: View | None) -> View | None:
    """Return the page to go on with after a story: the next one on the path, or the most useful other story."""
    if step:
        return cast(View | None, step["next"])
    other = book.relations.after(slug)
    return page_link(book, KINDS["story"].name, other) if other else None


def choices(this: Story) -> list[View]:
    """Return the choices of a story in an order that gives nothing away and never jumps: by a hash of their text.

    Each has the letter by which people speak of it.
    """
    ordered = sorted(this.choices, key=lambda choice: hashlib.sha256(f"{this.id} {choice.do}".encode()).hexdigest())
    return [
        choice.model_dump() | {"letter": letter, "verdict_name": VERDICTS[choice.verdict]}
        for letter, choice in zip(LETTERS, ordered, strict=False)
    ]


def twin(book: Handbook, slug: str) -> View:
    """Return the twin of a story, with the steps of both side by side."""
    here, there = book.stories[slug], book.stories[str(book.stories[slug].twin)]
    steps = [
        {"when": ours.when, "turn": ours.turn, "here": ours.what, "there": theirs.what}
        for ours, theirs in zip(here.turns or [], there.turns or [], strict=True)
    ]
    return {"url": addresses.of_page(KINDS["story"].folder, str(here.twin)), "title": there.title, "steps": steps}
