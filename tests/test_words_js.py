"""What words.js knows of words, asked by Node: no page, no browser."""

import json
from functools import partial

import modules
from modules import call

NAMES = "SMALL, WORD, alike, concepts, distance, nearest, sentence, stem, words"

told = partial(modules.told, {"words": NAMES})


def test_the_words_of_a_text_are_in_lower_case_and_without_signs() -> None:
    texts = {
        "The cup – it FELL (twice)!": ["the", "cup", "it", "fell", "twice"],
        "don't, don’t; o'clock 'quoted'": ["don't", "don't", "o'clock", "quoted"],
        "up-sell by e-mail": ["up", "sell", "by", "e", "mail"],
        "3 for £2.50": ["3", "for", "2", "50"],
        "Zoë's café, ﬁne": ["zoe's", "cafe", "fine"],
        "?! … 😀": [],
        "": [],
    }
    assert told(*(call("words", text) for text in texts)) == list(texts.values())


SYNONYMS = {"refund": ["money back"], "money back": ["refund"], "out of stock": ["sold out"], "cup": ["mug", "glass"]}


def test_a_text_asks_for_things_each_with_what_means_the_same() -> None:
    texts = {
        "refund a parcel": [["refund", "money back"], ["a"], ["parcel"]],
        "my money back please": [["my"], ["money back", "refund"], ["please"]],
        "toy out of stock": [["toy"], ["out of stock", "sold out"]],
        "out of": [["out"], ["of"]],
        "the customer's cup": [["the"], ["customer"], ["cup", "mug", "glass"]],
        "cup cup": [["cup", "mug", "glass"]],
        "": [],
    }
    assert told(*(call("concepts", text, SYNONYMS) for text in texts)) == list(texts.values())


def test_of_a_long_text_the_first_twenty_things_are_asked_for() -> None:
    text = " ".join(f"w{i}" for i in range(5000))
    assert told(call("concepts", text, SYNONYMS)) == [[[f"w{i}"] for i in range(20)]]


def test_a_word_that_every_object_of_javascript_has_is_a_word_like_others() -> None:
    assert told(call("concepts", "constructor toString", SYNONYMS), call("alike", "constructor", SYNONYMS)) == [
        [["constructor"], ["tostring"]],
        ["constructor"],
    ]


def test_the_longer_phrase_counts_before_the_shorter_one() -> None:
    synonyms = {"out of": ["without"], "out of stock": ["sold out"], "stock": ["goods"]}
    assert told(call("concepts", "out of stock", synonyms)) == [[["out of stock", "sold out"]]]


def test_what_is_written_in_two_parts_may_be_one_word() -> None:
    texts = {
        "an up-sell": [["an"], ["up", "upsell"], ["sell", "upsell"]],
        "by e mail": [["by"], ["mail", "email"]],
        "pro active": [["pro", "proactive"], ["active", "proactive"]],
    }
    assert told(*(call("concepts", text, SYNONYMS) for text in texts)) == list(texts.values())


def test_a_slip_is_a_letter_too_many_or_too_few_or_wrong_or_two_that_changed_places() -> None:
    pairs = {
        ("towel", "towel"): 0,
        ("towell", "towel"): 1,
        ("towl", "towel"): 1,
        ("towal", "towel"): 1,
        ("twoel", "towel"): 1,
        ("", "cup"): 3,
        ("kitten", "sitting"): 3,
    }
    assert told(*(call("distance", one, other, 9) for one, other in pairs)) == list(pairs.values())
    assert told(*(call("distance", other, one, 9) for one, other in pairs)) == list(pairs.values())


def test_more_slips_than_the_limit_are_not_counted() -> None:
    assert told(call("distance", "kitten", "sitting", 2), call("distance", "a", "umbrella", 3)) == [2, 3]


def test_the_forms_of_a_word_have_one_stem_and_other_words_have_another() -> None:
    forms = ["candle candles candled", "queen queens", "glass glasses", "run running", "story stories", "don don't"]
    for one in forms:
        assert len(set(told(*(call("stem", word) for word in one.split())))) == 1, one
    assert told(*(call("stem", word) for word in ("boy", "bus", "candid", "tea"))) == ["boy", "bus", "candid", "tea"]


KNOWN = ["coffee", "float", "towel", "root beer", "customers", "refund", "toy"]


def test_the_nearest_known_word_is_what_was_meant() -> None:
    words = {
        "cofee": ["coffee"],
        "flaot": ["float"],
        "custmer": ["customers"],
        "rootbeer": ["root", "beer"],
        "refudn": ["refund"],
        "towle": ["towel"],
    }
    assert told(*(call("nearest", word, KNOWN) for word in words)) == list(words.values())


def test_a_word_that_is_near_to_nothing_or_too_short_to_tell_means_nothing_else() -> None:
    words = ["zxqvw", "boy", "to", "umbrella", "xxffee"]
    assert told(*(call("nearest", word, KNOWN) for word in words)) == [[]] * len(words)


def test_of_two_words_that_are_as_near_the_more_frequent_one_is_meant() -> None:
    assert told(call("nearest", "carb", ["card", "cart"]), call("nearest", "carb", ["cart", "card"])) == [
        ["card"],
        ["cart"],
    ]


TEXT = "The spilled coffee. A cup fell at the till. A worker brought a towel and a cup. It was dry."


def sentence(places: list[int], title: str = "The spilled coffee", text: str = TEXT) -> str:
    return f"sentence({json.dumps(text.split())}, new Set({places}), {json.dumps(title)})"


def test_the_sentence_with_the_most_of_the_words_is_quoted_and_its_words_are_marked() -> None:
    [quoted] = told(sentence([4, 13, 16]))
    assert " ".join(word for word, _ in quoted) == "A worker brought a towel and a cup."
    assert [word for word, hit in quoted if hit] == ["towel", "cup."]


def test_the_title_is_not_quoted_again_but_as_the_start_of_a_sentence_it_may_be() -> None:
    quoted, untitled = told(sentence([2]), sentence([2], title="Another title"))
    assert quoted == []
    assert " ".join(word for word, _ in untitled) == "The spilled coffee."


def test_nothing_is_quoted_where_no_sentence_has_a_word() -> None:
    assert told(sentence([]), sentence([99]), sentence([0], text="")) == [[], [], []]


def test_a_long_sentence_is_quoted_up_to_forty_words() -> None:
    [quoted] = told(sentence([3], title="None", text="word " * 60))
    assert len(quoted) == 40


def test_a_sentence_ends_behind_its_closing_quotation_mark() -> None:
    [quoted] = told(sentence([0], title="None", text="“Here it is!” She smiled."))
    assert [word for word, _ in quoted] == ["“Here", "it", "is!”"]


def test_small_words_tell_nothing_of_what_one_looks_for() -> None:
    assert told(*(f"SMALL.has({word!r})" for word in ("the", "their", "customer", "not", "angry", ""))) == [
        *(True, True, False, True, False, False)
    ]


def test_a_word_is_found_in_a_text_as_it_stands_there() -> None:
    assert told('[..."Don’t run: o\'clock, №7!".matchAll(WORD)].map(({0: word, index}) => [word, index])') == [
        [["Don’t", 0], ["run", 6], ["o'clock", 11], ["7", 21]]
    ]
