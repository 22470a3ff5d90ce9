"""What a device keeps of its reader, asked by Node: whatever a text holds, days, merging, copies. No page is needed."""

import json
import re
from functools import partial
from random import Random
from typing import Any

import pytest

import modules
from modules import call

NAMES = {
    "record": "answered, decided, empty, isChanged, isDue, markRead, nextDay, parsed, planned, practised, written",
    "merge": "gained, merged",
    "days": "floating, isDay, named, plus, today",
    "carry": "packed, unpacked",
    "calendar": "calendar",
    "sitting": "Sitting, cards, dueNow",
}
ZONES = ("Pacific/Honolulu", "Pacific/Kiritimati", "Europe/Berlin", "America/St_Johns")
RESULTS = ("", "poor", "fair", "best")

told = partial(modules.told, NAMES)

Record = dict[str, Any]


def day(random: Random) -> str:
    return f"2026-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def some_record(random: Random) -> Record:
    """A record that one may have: what is not known is left out."""
    ids = random.sample(["floats", "alien", "cone", "ab", "toycar", "constructor", "valueof"], random.randint(0, 7))
    pages = {
        id_: {
            "lead": f"p{id_}"[:12],
            "read": day(random),
            "how": random.choice(["hand", "decided"]),
            "edition": random.choice(["a1b2c", "ffff0"]),
            "result": random.choice(RESULTS[1:]),
            "box": random.randint(1, 4),
            "due": day(random),
        }
        for id_ in ids
    }
    texts = ("If it rains, then I ask.", "Ask.", "Look under the till — “first”.", "谢谢 🙂")
    plans = {
        id_: {"text": random.choice(texts), "on": day(random), "box": random.randint(1, 4), "due": day(random)}
        for id_ in ids[::2]
    }
    for plan in list(plans.values())[::2]:
        plan["tried"] = day(random)
    return {"v": 1, "pages": pages, "plans": plans}


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [some_record(Random(seed)) for seed in range(90)]


def read(text: str) -> str:
    """What is left of a text that was kept, as an expression; null where it counts as nothing."""
    return f"(record => record && JSON.parse(written(record)))(parsed({json.dumps(text)}))"


# --- The kept text


def test_a_record_comes_back_as_it_was_written(records: list[Record]) -> None:
    assert told(*(read(json.dumps(record)) for record in records)) == records


def test_what_is_no_record_counts_as_nothing() -> None:
    whole = json.dumps(some_record(Random(3)))
    texts = [
        "",
        "null",
        "[]",
        "{}",
        "7",
        '"v"',
        '{"v":"1"}',
        '{"v":0}',
        '{"version":1,"pages":{}}',
        "{v:1}",
        "\0",
        "<b>",
    ]
    cut = [whole[:length] for length in range(0, len(whole), 40)]
    assert told(*map(read, texts + cut)) == [None] * len(texts + cut)


def test_a_huge_text_counts_as_nothing() -> None:
    assert told("parsed(JSON.stringify({v: 1, pages: {}, more: 'x'.repeat(2 ** 22)}))") == [None]


def test_of_a_damaged_record_stays_what_is_whole() -> None:
    good = {"read": "2026-11-26", "how": "hand", "box": 2, "due": "2026-11-29"}
    bad_values = {"read": "2026-11-26", "how": 7, "edition": "<b>", "result": "super", "box": 99, "due": "2026-02-30"}
    pages: dict[str, object] = {
        "floats": good,
        "alien": bad_values,
        "cone": None,
        "ab": [],
        "No Id": good,
        "__proto__": good,
        "toycar": {},
    }
    plans = {"floats": {"text": "Ask.", "box": -1}, "alien": {"text": " "}, "cone": {"text": {}}, "ab": "Ask."}
    assert told(read(json.dumps({"v": 9, "pages": pages, "plans": plans, "told": 1, "other": [1]}))) == [
        {"v": 1, "pages": {"floats": good, "alien": {"read": "2026-11-26"}}, "plans": {"floats": {"text": "Ask."}}}
    ]
    assert told(read('{"v":1,"pages":[1,2],"plans":"x"}'), read('{"v":1}')) == [{"v": 1, "pages": {}, "plans": {}}] * 2


# --- Two records of one reader


def together(*records: Record) -> str:
    """Records put together from the left, as an expression."""
    ones = [f"parsed({json.dumps(json.dumps(record))})" for record in records]
    expression = ones[0]
    for one in ones[1:]:
        expression = f"merged({expression}, {one})"
    return f"JSON.parse(written({expression}))"


def test_it_is_all_the_same_which_record_is_added_to_which_and_how_often(records: list[Record]) -> None:
    pairs = list(zip(records[::3], records[1::3], strict=True))
    both = told(*(together(one, other) for one, other in pairs))
    assert told(*(together(other, one) for one, other in pairs)) == both
    assert told(*(together(one, other, one, other) for one, other in pairs)) == both
    assert told(*(together(one, one) for one in records)) == records


def test_of_three_devices_any_two_may_be_the_first(records: list[Record]) -> None:
    threes = list(zip(records[::3], records[1::3], records[2::3], strict=True))
    orders = ((0, 1, 2), (1, 2, 0), (2, 0, 1))
    found = [
        [one["pages"] for one in told(*(together(*(three[i] for i in order)) for three in threes))] for order in orders
    ]
    assert found[0] == found[1] == found[2]


def test_nothing_is_lower_than_it_was_in_either(records: list[Record]) -> None:
    pairs = list(zip(records[::2], records[1::2], strict=True))
    for (one, other), both in zip(pairs, told(*(together(one, other) for one, other in pairs)), strict=True):
        for before in (one, other):
            for id_, page in before["pages"].items():
                after = both["pages"][id_]
                assert after["read"] >= page["read"]
                assert RESULTS.index(after["result"]) >= RESULTS.index(page["result"])
                assert (after["box"], after["due"]) >= (page["box"], page["due"])
                assert after["how"] == "decided" or page["how"] == "hand"
            for id_, plan in before["plans"].items():
                after = both["plans"][id_]
                assert plan["text"] in after["text"]
                assert after.get("tried", "") >= plan.get("tried", "")


def test_the_edition_is_that_of_the_later_reading() -> None:
    pages = [{"read": day, "edition": edition} for day, edition in (("2026-11-26", "new00"), ("2026-11-20", "old00"))]
    both = [{"v": 1, "pages": {"floats": page}} for page in pages]
    assert [one["pages"]["floats"]["edition"] for one in told(together(*both), together(*both[::-1]))] == ["new00"] * 2


def test_of_two_plans_that_together_are_too_long_the_newer_one_stays() -> None:
    plans = [{"text": sign * 600, "on": f"2026-11-{number}"} for sign, number in (("a", 10), ("b", 12))]
    [both] = told(together(*({"v": 1, "plans": {"floats": plan}} for plan in plans)))
    assert both["plans"]["floats"]["text"] == "b" * 600


def test_one_is_told_what_is_new_and_what_got_further() -> None:
    page = {"read": "2026-11-26", "box": 1}
    before = {"v": 1, "pages": {"floats": page, "alien": page}, "plans": {"alien": {"text": "Ask."}}}
    after = {"v": 1, "pages": {"floats": page | {"box": 2}, "cone": page}, "plans": {"cone": {"text": "Look."}}}
    one, other = (f"parsed({json.dumps(json.dumps(record))})" for record in (before, after))
    assert told(f"gained({one}, merged({one}, {other}))", f"gained({one}, merged({one}, {one}))") == [
        {"pages": 1, "plans": 1, "more": 1},
        {"pages": 0, "plans": 0, "more": 0},
    ]


# --- Days


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_begins_at_four_in_the_morning_wherever_one_is_also_when_the_clocks_change(zone: str) -> None:
    times = {
        (2027, 3, 28, 3, 59): "2027-03-27",
        (2027, 3, 28, 4, 0): "2027-03-28",
        (2027, 3, 29, 0, 0): "2027-03-28",
        (2027, 10, 31, 3, 59): "2027-10-30",
        (2027, 10, 31, 4, 0): "2027-10-31",
        (2028, 1, 1, 1, 0): "2027-12-31",
        (2028, 2, 29, 23, 59): "2028-02-29",
    }
    asked = (
        f"today(new Date({year}, {month - 1}, {date}, {hour}, {minute}))" for year, month, date, hour, minute in times
    )
    assert told(*asked, zone=zone) == list(times.values())


@pytest.mark.parametrize("zone", ZONES)
def test_days_are_counted_by_the_calendar(zone: str) -> None:
    sums = {("2027-03-27", 1): "2027-03-28", ("2027-03-27", 3): "2027-03-30", ("2027-10-30", 7): "2027-11-06"}
    sums |= {("2026-12-31", 21): "2027-01-21", ("2028-02-28", 1): "2028-02-29", ("2027-03-01", -1): "2027-02-28"}
    assert told(*(call("plus", *given) for given in sums), zone=zone) == list(sums.values())
    assert told(call("named", "2026-11-26"), zone=zone) == ["Thursday 26 November"]


def test_a_text_that_is_no_day_is_told_from_one() -> None:
    texts = {"2026-11-26": True, "2028-02-29": True, "2027-02-29": False, "2026-13-01": False, "2026-1-1": False}
    texts |= {"": False, "0026-11-26": False, "2026-11-26T00:00": False, "+02026-11-26": False}
    assert told(*(call("isDay", text) for text in texts)) == list(texts.values())


# --- What asks when

LEAD = {"lead": "improvise"}


def month(*answers: tuple[str, str]) -> list[str]:
    """The day on which a story asks next after each answer in practice, of (day, result)."""
    given = (json.dumps(LEAD | {"result": result, "day": on}) for on, result in answers)
    steps = [f"(practised(record, 'floats', {one}), record.pages.get('floats').due)" for one in given]
    return [str(due) for due in told(f"(record => [{','.join(steps)}])(empty())")[0]]


def test_a_story_asks_again_after_1_3_7_and_21_days_and_then_no_more() -> None:
    days = ["2026-11-26", "2026-11-27", "2026-11-30", "2026-12-07", "2026-12-28"]
    assert month(*((on, "best") for on in days)) == [*days[1:], ""]
    assert month(*((on, "best") for on in [*days, "2027-06-01"]))[-1] == ""


def test_a_wrong_answer_asks_again_the_same_day_and_the_days_begin_anew() -> None:
    answers = [("2026-11-26", "best"), ("2026-11-27", "fair"), ("2026-11-27", "best"), ("2026-11-28", "best")]
    assert month(*answers) == ["2026-11-27", "2026-11-27", "2026-11-28", "2026-12-01"]


def test_an_answer_before_its_day_leads_no_further() -> None:
    assert month(("2026-11-26", "best"), ("2026-11-26", "best"), ("2026-11-26", "best")) == ["2026-11-27"] * 3


def test_on_its_own_page_a_story_is_decided_once_and_then_asks_when_it_is_due() -> None:
    def decides(on: str, result: str, edition: str = "a1b2c") -> str:
        return f"decided(record, 'floats', {json.dumps(LEAD | {'result': result, 'edition': edition, 'day': on})})"

    steps = [decides("2026-11-26", "poor"), decides("2026-11-26", "best"), decides("2026-11-27", "best", "ffff0")]
    shown = [f"({step}, {{...record.pages.get('floats')}})" for step in steps]
    [found] = told(f"(record => [{','.join(shown)}])(empty())")
    assert [(page["result"], page["box"], page["due"], page["edition"]) for page in found] == [
        ("poor", 0, "2026-11-27", "a1b2c"),
        ("poor", 0, "2026-11-27", "a1b2c"),
        ("best", 1, "2026-11-28", "ffff0"),
    ]


def test_a_plan_asks_until_it_was_tried_less_and_less_often() -> None:
    days = ["2026-11-27", "2026-11-30", "2026-12-07", "2026-12-28", "2027-01-18"]
    steps = [f"(answered(record, 'floats', false, '{on}'), record.plans.get('floats').due)" for on in days]
    steps.append("(answered(record, 'floats', true, '2027-02-08'), record.plans.get('floats').due)")
    [found] = told(f"(record => (planned(record, 'floats', 'Ask.', '2026-11-26'), [{','.join(steps)}]))(empty())")
    assert found == ["2026-11-30", "2026-12-07", "2026-12-28", "2027-01-18", "2027-02-08", ""]


def test_a_day_that_a_wrong_clock_has_set_is_due() -> None:
    ones = {("2026-11-26", 1): True, ("2026-11-27", 1): False, ("2026-12-17", 4): False, ("2031-01-01", 1): True}
    ones |= {("", 5): False, ("", 0): True}
    asked = (f"isDue({{due: {due!r}, box: {box}}}, '2026-11-26')" for due, box in ones)
    assert told(*asked) == list(ones.values())


def test_only_a_page_with_another_edition_has_changed() -> None:
    pages = [{"read": "2026-11-26", "edition": "a1b2c"}, {"read": "2026-11-26", "edition": ""}, {"read": ""}, None]
    assert told(*(call("isChanged", page, "ffff0") for page in pages)) == [True, False, False, False]
    assert told(call("isChanged", pages[0], "a1b2c"), call("isChanged", pages[0], "")) == [False, False]


def test_a_sitting_has_twelve_cards_at_most_those_first_that_were_right_least_often() -> None:
    pages = {
        f"s{i:02}": {"read": "2026-11-20", "result": "best", "box": i % 4 + 1, "due": "2026-11-21"} for i in range(40)
    }
    pages |= {
        "wrong": {"read": "2026-11-20", "result": "fair"},
        "late": {"read": "2026-11-20", "box": 1, "due": "2026-12-01"},
    }
    plans = {"s00": {"text": "Ask.", "box": 1, "due": "2026-11-26"}, "s01": {"text": "Ask.", "tried": "2026-11-25"}}
    record = f"parsed({json.dumps(json.dumps({'v': 1, 'pages': pages, 'plans': plans}))})"
    asked = (f"cards({record}, {mode!r}, ['wrong', 'new'], '2026-11-26')" for mode in ("read", "all", "wrong"))
    read, everything, wrong = ([(card["kind"], card["id"]) for card in found] for found in told(*asked))
    assert (len(read), read[:2]) == (12, [("plan", "s00"), ("story", "wrong")])
    assert {pages[id_]["box"] for _, id_ in read[2:]} == {1}
    assert len(everything) == 12
    assert wrong == [("story", "wrong")]


def test_a_card_comes_within_five_minutes_and_none_once_they_are_over() -> None:
    sitting = "new Sitting([{ kind: 'story', id: 'floats' }], 1000)"
    assert told(f"typeof {sitting}.next(300_999)", f"typeof {sitting}.next(301_000)") == ["object", "undefined"]


def test_where_nothing_is_due_one_practises_what_one_has_met_and_from_all_the_new_ones_first() -> None:
    pages = {"floats": {"read": "2026-11-25", "result": "best", "box": 1, "due": "2026-11-28"}}
    record = f"parsed({json.dumps(json.dumps({'v': 1, 'pages': pages}))})"
    asked = (
        f"cards({record}, {mode!r}, ['floats', 'alien'], '2026-11-26').map(({{id}}) => id)" for mode in ("read", "all")
    )
    assert told(*asked, f"dueNow({record}, '2026-11-26')") == [["floats"], ["alien", "floats"], 0]


# --- Copies and the calendar


def test_a_link_brings_back_what_was_packed_and_any_cut_or_change_is_noticed() -> None:
    text = json.dumps(some_record(Random(5)), ensure_ascii=False)
    [data] = told(call("packed", text))
    assert re.fullmatch(r"z\.[\w-]+\.[0-9a-z]{7}", data)
    damaged = [data[:length] for length in range(0, len(data), 7)]
    damaged += [data.replace(data[i], "~", 1) for i in range(0, len(data), 11)] + [
        data.upper(),
        data.lower(),
        "",
        "x" * 9000,
    ]
    assert told(call("unpacked", f" {data}\n"), *(call("unpacked", one) for one in damaged)) == [
        text,
        *[None] * len(damaged),
    ]


def test_without_compression_a_link_is_longer_and_as_good() -> None:
    text = '{"v":1,"pages":{}}'
    plain = f"(delete globalThis.CompressionStream, {call('packed', text)})"
    assert told(f"{plain}.then(data => unpacked(data).then(text => [data[0], text]))") == [["p", text]]


def test_what_is_too_much_for_any_link_is_not_packed() -> None:
    assert told("packed(Array.from({length: 20000}, (_, i) => Math.sin(i)).join())") == [""]


def test_the_calendar_file_is_one_that_calendars_read() -> None:
    text = "Stories; five minutes, at most — “ask” \\ and go on\nThen rest. " + "ü" * 80
    given = {
        "start": "20261127T083000",
        "title": "Practice, five minutes",
        "text": text,
        "url": "https://example.com/practice/",
    }
    [file] = told(f"calendar({{...{json.dumps(given)}, now: new Date(Date.UTC(2026, 10, 26, 7, 5, 9))}})")
    assert file.endswith("\r\n")
    assert "\n" not in file.replace("\r\n", "")
    assert max(len(line.encode()) for line in file.split("\r\n")) == 75
    lines = file.replace("\r\n ", "").split("\r\n")[:-1]
    event = dict(line.split(":", 1) for line in lines[4:10])
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert [lines[3], *lines[-2:]] == ["BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR"]
    assert (event["DTSTAMP"], event["DTSTART"], event["DURATION"]) == ("20261126T070509Z", "20261127T083000", "PT5M")
    assert event["SUMMARY"] == "Practice\\, five minutes"
    assert re.sub(r"\\(n|.)", lambda sign: "\n" if sign[1] == "n" else sign[1], event["DESCRIPTION"]) == text


@pytest.mark.parametrize("zone", ZONES)
def test_the_next_time_is_at_the_time_of_day_that_it_is_now_and_never_before_four(zone: str) -> None:
    times = {(23, 5): "20261127T230500", (9, 0): "20261127T090000", (1, 30): "20261127T043000"}
    asked = (f"floating('2026-11-27', new Date(2026, 10, 26, {hour}, {minute}))" for hour, minute in times)
    assert told(*asked, zone=zone) == list(times.values())
