"""A plan in a link: any plan comes back, and whatever happens to the link is noticed or means the same."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules import Module, module
from test_any_input import bounded

Plan = dict[str, Any]

SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789"
IDS = st.text(SIGNS, min_size=2, max_size=12)
KEYS = st.text(SIGNS, min_size=4, max_size=4)
TOPICS = st.just("") | st.from_regex(r"[pm]-[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
SMALL = {
    "session": "six",
    "minutes": 20,
    "people": 6,
    "start": 535,
    "outcome": "both",
    "topic": "p-improvise",
    "editions": {"six": "3f9a", "floats": ""},
    "steps": [{"key": "k3f9", "story": "floats", "minutes": 3}, {"key": "", "story": "", "minutes": 40}],
}


@pytest.fixture(scope="module")
def link() -> Iterator[Module]:
    """The module that makes texts of plans."""
    with module("plan-link.js") as opened:
        yield opened


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan that anybody could make, of up to 35 kinds of steps, 12 stories and 50 steps."""
    session, *stories = draw(st.lists(IDS, min_size=1, max_size=12, unique=True))
    keys = draw(st.lists(KEYS, max_size=35, unique=True))
    step = st.fixed_dictionaries(
        {"key": st.sampled_from(["", *keys]), "story": st.sampled_from(["", *stories]), "minutes": st.integers(0, 480)}
    )
    steps = [step if step["key"] else step | {"story": ""} for step in draw(st.lists(step, max_size=50))]
    named = {session, *(str(step["story"]) for step in steps if step["story"])}
    return {
        "session": session,
        "minutes": draw(st.integers(0, 480)),
        "people": draw(st.integers(0, 99)),
        "start": draw(st.none() | st.integers(0, 24 * 60 - 1)),
        "outcome": draw(st.sampled_from(["both", "good", "bad"])),
        "topic": draw(TOPICS),
        "editions": {name: draw(st.just("") | KEYS) for name in sorted(named)},
        "steps": steps,
    }


@bounded(60)
@given(plan=plans())
def test_any_plan_comes_back(link: Module, plan: Plan) -> None:
    text = link.ask("encode", plan)
    assert link.ask("decode", text) == plan
    assert re.fullmatch("[a-z0-9.-]+", text)
    assert not re.search(r"[.-][.-]|^[.-]|[.-]$", text), "a chat program makes other signs of two together"


@bounded(60)
@given(plan=plans(), data=st.data())
def test_a_change_of_one_sign_is_noticed(link: Module, plan: Plan, data: st.DataObject) -> None:
    text = link.ask("encode", plan)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from([*"0az.-_~+% ", "“", "’", "–", "…", "é", "😀"]) | st.characters(codec="utf-8"))
    for damaged in (text[:place] + other + text[place + 1 :], text[:place] + text[place + 1 :], swapped(text, place)):
        assert link.ask("decode", damaged) in (None, plan)


def swapped(text: str, place: int) -> str:
    """A text in which the sign at a place has changed places with the next one."""
    return text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :]


@bounded(40)
@given(plan=plans(), data=st.data())
def test_a_cut_is_noticed_wherever_it_is(link: Module, plan: Plan, data: st.DataObject) -> None:
    text = link.ask("encode", plan)
    place = data.draw(st.integers(1, len(text) - 1))
    assert [link.ask("decode", part) for part in (text[:place], text[place:])] == [None, None]


def test_every_cut_and_every_other_sign_in_a_link_is_noticed(link: Module) -> None:
    text = link.ask("encode", SMALL)
    cut = [text[:place] for place in range(len(text))]
    changed = [text[:i] + other + text[i + 1 :] for i in range(len(text)) for other in SIGNS + ".-" if text[i] != other]
    assert len(changed) == 37 * len(text)
    assert [damaged for damaged in cut + changed if link.ask("decode", damaged)] == []


@bounded(40)
@given(
    plan=plans(), tail=st.sampled_from([".", ")", "]", ">", "…", "”", "’", "!", "?", ",", " ", "\u200b", ".)", "»."])
)
def test_capitals_and_signs_around_a_link_change_nothing(link: Module, plan: Plan, tail: str) -> None:
    text = link.ask("encode", plan)
    for same in (text.upper(), text.title(), text + tail, f"“{text}{tail}"):
        assert link.ask("decode", same) == plan


@bounded(60)
@given(text=st.text() | st.from_regex(r"1[0-9a-z]{8}(\.[0-9a-z-]{1,20}){5}", fullmatch=True))
def test_what_never_was_a_plan_is_none(link: Module, text: str) -> None:
    assert link.ask("decode", text) is None


# Links that people have: they open for ever.
KEPT = {"10k060ew0.p-improvise.six-3f9a-floats-0.k3f9.013z0-14.0w020g9": SMALL}


@pytest.mark.parametrize("text", KEPT)
def test_a_link_that_somebody_has_opens(link: Module, text: str) -> None:
    assert link.ask("decode", text) == KEPT[text]
