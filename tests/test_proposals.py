"""What the builder proposes: for any minutes, people and principle a session that fits, or why there is none."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from handbook.book import Handbook
from handbook.pages.planning import GENERIC
from handbook.pages.session import key_of
from modules import Module, module

MINUTES = range(5, 241)
OUTCOMES = ("both", "good", "bad")
CORE = {"scene", "decide", "what-they-did", "principle", "plan"}
WENT = "( that went (well|badly))?"
REFUSALS = re.compile(
    rf"No story{WENT} shows “Improvise” yet\. Choose something else, or tell us one\.|"
    rf"\d+ minutes are too long: \d+ is the most that (one story|\d+ stories){WENT} about “Improvise” can fill\. "
    r"Choose fewer minutes, or something else\."
)
Found = dict[str, Any]


@pytest.fixture(scope="module")
def builder() -> Iterator[Module]:
    """The module that proposes."""
    with module("propose.js") as opened:
        yield opened


@pytest.fixture(scope="module")
def blocks(book: Handbook) -> list[dict[str, Any]]:
    """The steps of the real generic session."""
    [session] = [session for session in book.sessions.values() if session.id == GENERIC]
    return [{"key": key_of(step.title), "part": step.part or "", "minutes": step.minutes} for step in session.steps]


@pytest.fixture(scope="module")
def parts(blocks: list[dict[str, Any]]) -> dict[str, str]:
    """The part that each step is about, by its key."""
    return {block["key"]: block["part"] for block in blocks}


def stories(book: Handbook, principle: str) -> list[dict[str, Any]]:
    """The stories of a principle, as its page lists them."""
    return [
        {"id": this.id, "title": this.title, "outcome": this.outcome, "leads": this.principles[0] == principle}
        for this in (book.stories[slug] for slug in book.stories_of(principle))
    ]


def invented(number: int) -> list[dict[str, Any]]:
    return [
        {"id": f"s{i}", "title": f"T{i}", "outcome": "bad" if i % 3 else "good", "leads": i > 2} for i in range(number)
    ]


def wish(minutes: int, people: int = 6, outcome: str = "both") -> dict[str, Any]:
    return {"minutes": minutes, "people": people, "outcome": outcome, "about": "Improvise", "facet": "principle"}


def told(found: Found, parts: dict[str, str]) -> dict[str, list[str]]:
    """The parts of each story that a session has, by its id."""
    tales: dict[str, list[str]] = {}
    for step in found["steps"]:
        if step["story"]:
            tales.setdefault(step["story"], []).append(parts[step["key"]])
    return tales


def whole(found: Found, minutes: int, parts: dict[str, str]) -> bool:
    """Whether a session fills its minutes, no step is empty, and each story is told from its scene to a plan."""
    lengths = [step["minutes"] for step in found["steps"]]
    tales = told(found, parts).values()
    return (
        sum(lengths) == minutes
        and min(lengths) >= 1
        and all(tale[0] == "scene" and set(tale) >= CORE for tale in tales)
    )


def test_for_all_minutes_and_principles_the_session_fits_or_one_is_told_why_not(
    builder: Module, book: Handbook, blocks: list[dict[str, Any]], parts: dict[str, str]
) -> None:
    faults, refused = [], 0
    for principle in book.principles:
        for outcome in OUTCOMES:
            for minutes in MINUTES if outcome == "both" else MINUTES[::9]:
                found = builder.ask("propose", wish(minutes, 6, outcome), blocks, stories(book, principle))
                refused += "cannot" in found
                if not (REFUSALS.fullmatch(found["cannot"]) if "cannot" in found else whole(found, minutes, parts)):
                    faults.append((principle, outcome, minutes, found))
    assert faults == []
    assert 0 < refused < len(MINUTES) * len(book.principles) / 2


def test_twenty_minutes_for_six_are_one_story_with_its_role_play(
    builder: Module, blocks: list[dict[str, Any]], parts: dict[str, str]
) -> None:
    found = builder.ask("propose", wish(20), blocks, invented(5))
    assert told(found, parts)["s3"][-1] == "role-play"
    assert found["why"] == (
        "20 minutes are enough for one story and the role-play. “T3” is chosen: its main principle is “Improvise”."
    )


def test_five_minutes_are_the_heart_of_one_story(
    builder: Module, blocks: list[dict[str, Any]], parts: dict[str, str]
) -> None:
    found = builder.ask("propose", wish(5) | {"facet": "moment"}, blocks, invented(1))
    assert told(found, parts) == {"s0": ["scene", "decide", "what-they-did", "principle", "plan"]}
    assert found["why"] == (
        "5 minutes are enough for one story, but not for a role-play. “T0” is chosen: it's about “Improvise”."
    )


def test_stories_that_the_principle_leads_come_first_and_good_ones_take_turns_with_bad_ones(
    builder: Module, blocks: list[dict[str, Any]], parts: dict[str, str]
) -> None:
    found = builder.ask("propose", wish(100), blocks, invented(9))
    ends = {story["id"]: story["outcome"] for story in invented(9)}
    assert [(name, ends[name]) for name in told(found, parts)] == [
        ("s3", "good"),
        ("s4", "bad"),
        ("s6", "good"),
        ("s5", "bad"),
    ]
    assert found["why"].endswith("Not all of them end alike, so you can compare.")


@pytest.mark.parametrize("outcome", ["good", "bad"])
def test_only_stories_that_ended_as_one_asks_are_told(
    outcome: str, builder: Module, blocks: list[dict[str, Any]], parts: dict[str, str]
) -> None:
    found = builder.ask("propose", wish(60, outcome=outcome), blocks, invented(9))
    ends = {story["id"]: story["outcome"] for story in invented(9)}
    assert {ends[name] for name in told(found, parts)} == {outcome}


@pytest.mark.parametrize("people", [1, 2])
@pytest.mark.parametrize("minutes", [20, 37, 60])
def test_one_or_two_people_get_no_role_play_in_threes(
    minutes: int, people: int, builder: Module, blocks: list[dict[str, Any]], parts: dict[str, str]
) -> None:
    found = builder.ask("propose", wish(minutes, people), blocks, invented(5))
    assert whole(found, minutes, parts)
    assert "role-play" not in {part for tale in told(found, parts).values() for part in tale}
    assert "without the role-play, which takes three" in found["why"]


@pytest.mark.parametrize(("minutes", "breaks"), [(89, 0), (90, 1), (150, 2), (240, 3)])
def test_a_long_session_has_breaks_between_its_stories(
    minutes: int, breaks: int, builder: Module, blocks: list[dict[str, Any]]
) -> None:
    steps = builder.ask("propose", wish(minutes), blocks, invented(9))["steps"]
    places = [i for i, step in enumerate(steps) if not step["key"]]
    assert [steps[i]["minutes"] for i in places] == [10] * breaks
    assert all(steps[i - 1]["story"] != steps[i + 1]["story"] for i in places)


def test_what_cannot_be_is_told_with_its_reason(builder: Module, blocks: list[dict[str, Any]]) -> None:
    asked = {
        (4, 6, "both", 3): "A session has 5 to 240 minutes.",
        (20, 6, "both", 0): "No story shows “Improvise” yet. Choose something else, or tell us one.",
        (20, 6, "bad", 1): "No story that went badly shows “Improvise” yet. Choose something else, or tell us one.",
        (200, 6, "good", 1): "200 minutes are too long: 58 is the most that one story that went well about “Improvise” "
        "can fill. Choose fewer minutes, or something else.",
        (240, 2, "both", 9): "240 minutes are too long: 233 is the most that 6 stories about “Improvise” can fill "
        "without the role-play, which takes three. Choose fewer minutes, or something else.",
    }
    answers = [
        builder.ask("propose", wish(minutes, people, outcome), blocks, invented(number))
        for minutes, people, outcome, number in asked
    ]
    assert [answer["cannot"] for answer in answers] == list(asked.values())


def test_people_sit_in_pairs_and_play_in_threes(builder: Module) -> None:
    assert {people: builder.ask("groups", people, people > 2) for people in (1, 2, 3, 4, 5, 6, 7)} == {
        1: "With one person, you are the one to talk with.",
        2: "Talk in one pair.",
        3: "Talk in one three, play in one three.",
        4: "Talk in 2 pairs, play in a four, of whom two watch.",
        5: "Talk in one pair and one three, play in one three and a pair, without an observer.",
        6: "Talk in 3 pairs, play in 2 threes.",
        7: "Talk in 2 pairs and one three, play in one three and a four, of whom two watch.",
    }


def test_the_longest_proposal_fits_into_a_link_with_room_for_breaks(
    builder: Module, blocks: list[dict[str, Any]]
) -> None:
    """With ids and the key of a moment as long as they can be, and an address of 70 signs."""
    stories = [story | {"id": f"{story['id']:x<12}"} for story in invented(9)]
    steps = builder.ask("propose", wish(240), blocks, stories)["steps"]
    named = {GENERIC, *(step["story"] for step in steps)} - {""}
    plan = {
        **{"session": GENERIC, "minutes": 240, "people": 60, "start": 1439, "outcome": "both"},
        **{"topic": f"m-{'long-moment-' * 3}x", "editions": dict.fromkeys(named, "abcd"), "steps": steps},
    }
    with module("plan-link.js") as link:
        assert len(link.ask("encode", plan)) + 70 + 3 * 8 < 500
