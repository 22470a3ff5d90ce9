"""Which pages the handbook puts together, and in which order."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handbook.book import Handbook
from handbook.check import load

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def small_book() -> Handbook:
    return load(ROOT / "tests/small_handbook", date(2026, 11, 22))


def with_stories(book: Handbook, **stories: Mapping[str, object]) -> Handbook:
    """Return a handbook of these stories: each the cold soup with other values, and its slug as its title."""
    model = book.stories["cold-soup"]
    alone = {"principles": ["look-first"], "moment": "late", "twin": None}
    made = {slug: model.model_copy(update={**alone, "title": slug, **values}) for slug, values in stories.items()}
    return replace(book, pages={**book.pages, "story": made})


def test_related_stories_share_most_principles_first_then_the_moment_then_go_by_title(small_book: Handbook) -> None:
    both, look, say = ["look-first", "say-when"], ["look-first"], ["say-when"]
    book = with_stories(
        small_book,
        this={"principles": both, "moment": "late"},
        moment_only={"principles": [], "moment": "late"},
        one_shared_b={"principles": look, "moment": "mistake", "title": "beta"},
        one_shared_a={"principles": say, "moment": "mistake", "title": "Alpha"},
        one_shared_and_moment={"principles": look, "moment": "late", "title": "zeta"},
        two_shared={"principles": both[::-1], "moment": "mistake", "title": "zz"},
    )

    order = ["two_shared", "one_shared_and_moment", "one_shared_a", "one_shared_b", "moment_only"]
    for number, slug in enumerate(order):
        left = {name: story for name, story in book.stories.items() if name not in order[:number]}
        few = replace(book, pages={**book.pages, "story": left})
        assert few.relations.related("this") == order[number : number + 2], slug


def test_a_story_that_shares_neither_principle_nor_moment_is_not_related(small_book: Handbook) -> None:
    book = with_stories(small_book, this={}, other={"principles": ["say-when"], "moment": "mistake"})

    assert book.relations.related("this") == []


def test_a_story_is_never_related_to_itself_nor_to_its_twin(small_book: Handbook) -> None:
    book = with_stories(small_book, this={"twin": "twin"}, twin={"twin": "this"}, other={})

    assert {slug: book.relations.related(slug) for slug in book.stories} == {
        "this": ["other"],
        "twin": ["other"],
        "other": ["this", "twin"],
    }


def test_a_story_lists_only_the_nearest_of_many_related_ones(small_book: Handbook) -> None:
    book = with_stories(small_book, **{name: {} for name in "hgfedcba"})

    assert book.relations.related("d") == ["a", "b"]
    assert book.relations.related("a") == ["b", "c"]
    assert book.relations.related("d", but="a") == ["b", "c"]


SAY = {"principles": ["say-when"]}
BAD, MIXED = {"outcome": "bad"}, {"outcome": "mixed"}


def test_after_a_story_comes_one_of_its_lead_principle_with_another_outcome(small_book: Handbook) -> None:
    book = with_stories(
        small_book,
        this={"principles": ["look-first", "say-when"]},
        a_same={},
        b_mixed=MIXED,
        c_bad=BAD,
        a_led_by_another={"principles": ["say-when", "look-first"], **BAD},
    )

    assert book.relations.after("this") == "c_bad"
    assert (book.relations.after("b_mixed"), book.relations.after("c_bad")) == ("this", "this")


def test_of_several_the_next_by_title_comes_after_and_after_the_last_the_first(small_book: Handbook) -> None:
    book = with_stories(small_book, a=BAD, b={}, c=BAD, d={}, e=BAD, f={})

    assert {slug: book.relations.after(slug) for slug in "abcdef"} == dict(zip("abcdef", "bcdefa", strict=True))


def test_where_no_outcome_is_another_one_of_the_same_comes_after(small_book: Handbook) -> None:
    book = with_stories(small_book, a={}, b={}, c=SAY)

    assert [book.relations.after(slug) for slug in "abc"] == ["b", "a", "a"]


def test_a_twin_is_shown_apart_and_never_comes_after(small_book: Handbook) -> None:
    book = with_stories(small_book, this={"twin": "twin"}, twin={"twin": "this", **BAD}, other=BAD)

    assert [book.relations.after(slug) for slug in ("this", "twin", "other")] == ["other", "other", "this"]


def test_after_a_story_that_is_alone_comes_nothing(small_book: Handbook) -> None:
    assert with_stories(small_book, this={}).relations.after("this") is None


def test_related_stories_of_the_same_title_keep_one_order(small_book: Handbook) -> None:
    same = {"title": "The same"}

    forth = with_stories(small_book, this={}, a=same, b=same)
    back = with_stories(small_book, b=same, a=same, this={})

    assert forth.relations.related("this") == back.relations.related("this") == ["a", "b"]


def test_a_principle_lists_the_stories_that_it_leads_first_then_by_title(small_book: Handbook) -> None:
    book = with_stories(
        small_book,
        second={"principles": ["say-when", "look-first"], "title": "A"},
        leads_z={"principles": ["look-first"], "title": "z"},
        leads_b={"principles": ["look-first", "say-when"], "title": "B"},
        elsewhere={"principles": ["say-when"]},
    )

    assert book.stories_of("look-first") == ["leads_b", "leads_z", "second"]


def test_a_principle_that_no_story_shows_has_none(small_book: Handbook) -> None:
    book = with_stories(small_book, this={"principles": ["look-first"]})

    assert book.stories_of("say-when") == []


def test_a_source_lists_its_stories_by_title(small_book: Handbook) -> None:
    book = with_stories(
        small_book,
        z={"sources": ["old-letter"], "title": "second"},
        a={"sources": ["old-letter"], "title": "Third"},
        m={"sources": ["old-letter"], "title": "First"},
        other={"sources": ["team-diary"]},
    )

    assert book.stories_from("old-letter") == ["m", "z", "a"]


def test_principles_go_by_their_order_and_not_by_their_names(small_book: Handbook) -> None:
    ordered = small_book.principles
    swapped = {
        "look-first": ordered["look-first"].model_copy(update={"order": 9}),
        "say-when": ordered["say-when"].model_copy(update={"order": 8}),
    }

    assert small_book.principles_in_order == ["look-first", "say-when"]
    other = replace(small_book, pages={**small_book.pages, "principle": swapped})
    assert other.principles_in_order == ["say-when", "look-first"]
