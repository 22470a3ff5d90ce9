"""From what somebody told to a draft: every form in which it can arrive, and every way in which it can be hostile."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.problems import MARK
from handbook.telling.answers import FORM, Telling, TellingError, questions, read
from handbook.telling.plain import MAX_SIGNS, plain
from thoroughness import examples

ROOT = Path(__file__).resolve().parent.parent
ASKED = questions(ROOT)
LABELS = {name: label for label, name in ASKED.items()}
TOO_LONG = f"{MARK} what is missing here; the answer was too long, and the rest stands where it was sent"

ISSUE = """\
### What happened?

A woman left her umbrella in the shop.

### What did the customer expect?

_No response_

### What did you do?

I ran after her.

She was at the bus stop.

### What did it cost?

Five minutes.

### What did the customer say?

"You are quick!"

### How did it end?

Good

### Which of our principles does it show?

Be proactive, not reactive

### What would you call it?

The umbrella

### Is it safe to share?

- [X] There are no names, phone numbers, addresses or anything that tells who the customer was.
"""
UMBRELLA = Telling(
    happened="A woman left her umbrella in the shop.",
    did="I ran after her.\n\nShe was at the bus stop.",
    cost="Five minutes.",
    said='"You are quick!"',
    ended="Good",
    principle="Be proactive, not reactive",
    title="The umbrella",
)


def told(**answers: str) -> str:
    """An issue with these answers."""
    return "\n\n".join(f"### {LABELS[name]}\n\n{answer}" for name, answer in answers.items())


# --- Reading


def test_an_issue_is_read_by_the_labels_of_the_form() -> None:
    assert read(ISSUE, ASKED) == UMBRELLA


@pytest.mark.parametrize(
    "text",
    [
        ISSUE.replace("\n", "\r\n"),
        ISSUE.replace("\n", "\r"),
        f"Hello team,\n\n{ISSUE}",
        ISSUE.replace("### ", "> ### ").replace("\n", "\n> "),
        ISSUE.replace("### What happened?", "  ## what happened ##"),
        ISSUE.replace("left her umbrella", "left her\numbrella"),
        ISSUE.replace("### ", "> > ").replace("### What", "What"),
        f"{ISSUE}\n-- \nAnn, 01632 960100\n",
    ],
    ids=["windows", "mac", "greeting", "quoted", "heading", "wrapped", "quoted questions", "signature"],
)
def test_what_a_mail_program_does_to_the_text_changes_nothing(text: str) -> None:
    assert read(text, ASKED) == UMBRELLA


@pytest.mark.parametrize(
    "style",
    [
        "### {}", "# {}", "**{}**", "*{}*", "__{}__", "{}", "{}:", "- {}", "• {}", "1. {}", "Q1: {}", "3) **{}**",
        "> {}", "{}\n----------------", "{}\n======", "**{}** ", "=== {} ===", "> > **{}**",
    ],
)  # fmt: skip
def test_a_heading_may_have_any_style(style: str) -> None:
    assert read(re.sub("### (.*)", lambda label: style.format(label[1]), ISSUE), ASKED) == UMBRELLA


@pytest.mark.parametrize("style", ["{} ", "**{}** ", "{}: ", "**{}:** ", "> {} ", "1. {}  ", "- *{}* "])
def test_an_answer_may_stand_behind_its_question(style: str) -> None:
    text = re.sub("### (.*)\n\n", lambda label: style.format(label[1]), ISSUE)
    assert read(text, ASKED) == UMBRELLA


@pytest.mark.parametrize("line", ["What happened next was odd.", "So what happened?", "What happened then? Nothing."])
def test_a_sentence_that_only_starts_like_a_question_is_part_of_an_answer(line: str) -> None:
    assert read(told(did=f"We waited.\n\n{line}", happened="It rained."), ASKED).did == f"We waited.\n\n{line}"


def test_a_question_asked_twice_is_answered_by_the_first_and_the_rest_is_text() -> None:
    telling = read(told(happened="One.", did="Two.\n\n### What happened?\n\nThree."), ASKED)
    assert telling == Telling(happened="One.", did="Two.\n\nWhat happened?\n\nThree.")


def test_a_form_with_other_labels_is_read_by_its_own(tmp_path: Path) -> None:
    form = tmp_path / FORM
    form.parent.mkdir(parents=True)
    form.write_text(
        (ROOT / FORM).read_text(encoding="utf-8").replace("What did you do?", "Und dann?"), encoding="utf-8"
    )
    assert read(ISSUE.replace("What did you do?", "Und dann?"), questions(tmp_path)) == UMBRELLA


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, f"{FORM} cannot be read (FileNotFoundError); the questions are in it"),
        ("a: [", f"{FORM} cannot be read (ParserError); the questions are in it"),
        ("body: 3", f"{FORM} cannot be read (TypeError); the questions are in it"),
        ("body: []", f'{FORM} has no question with the id "happened"; put it back'),
    ],
)
def test_a_form_that_cannot_be_used_is_said_in_one_line(tmp_path: Path, content: str | None, message: str) -> None:
    (tmp_path / FORM).parent.mkdir(parents=True)
    if content is not None:
        (tmp_path / FORM).write_text(content, encoding="utf-8")
    with pytest.raises(TellingError) as error:
        questions(tmp_path)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("", "What happened?"),
        ("The site is down, please help.", "What happened?"),
        (told(happened="_No response_", did="Much."), "What happened?"),
        (told(happened="\u200b## ---", did="Much."), "What happened?"),
        (told(happened="Much."), "What did you do?"),
    ],
)
def test_a_text_that_tells_no_story_is_refused_in_one_line(text: str, label: str) -> None:
    with pytest.raises(TellingError) as error:
        read(text, ASKED)
    assert str(error.value) == f'this text tells no story: there is no answer below a heading "### {label}"'


# --- Plain text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was **very** `good`, _really_, for a_b_c.", "It was **very** 'good', _really_, for a_b_c."),
        ("<script>alert(1)</script>", "‹script›alert(1)‹/script›"),
        ("{{ 7*7 }} {: onclick=x } {% raw %}", "(( 7*7 )) (: onclick=x ) (% raw %)"),
        ("[press](javascript:alert(1)) Java  Script : x", "(press)(javascript alert(1)) Java Script x"),
        ("![x](https://evil.example/x.png)", "!(x)(evil.example/x.png)"),
        ("&#x202e; &lt;b> M&S, R & D", "&amp;#x202e; &amp;lt;b› M&amp;S, R & D"),
        ("ab\u202ecd\u200b\x00\ufeff\ud800", "abcd"),
        ("## Scene\n---\ntitle: x\n---", "Scene --- title: x ---"),
        ("Text\n\n---\n\n***\n\n# Heading\n===", "Text\n\nHeading ="),
        ("Things:\n- one\n- two\n  more\n\nMore.", "Things:\n\n- one\n- two more\n\nMore."),
        ("* one\n* two\n\n* three", "* one\n* two\n* three"),
        ("+ one\n• two\n· three", "+ one\n- two\n- three"),
        ("1. one\n  - a\n  - b\n2. two", "1. one\n    - a\n    - b\n2. two"),
        ("- one\n\n3. three", "- one\n    3. three"),
        ("3. three\n4. four", "(3) three\n\n(4) four"),
        (
            "See https://www.a.example/b, WWW.c.example and a@www.d.example",
            "See a.example/b, c.example and a@www.d.example",
        ),
        ("It ~~went~~ ==new== :smile: 10:30: a::b", "It ~went~ =new= (smile) 10:30: a::b"),
        (": meaning\n\n!!! note\n\n??? why\n\n???", "meaning\n\nnote\n\nwhy\n\n???"),
        ("- [x] done\n- [ ] not", "- (x) done\n- ( ) not"),
        ("1. one\n2) two\n10. ten", "1. one\n2. two\n10. ten"),
        ("2026. That was a year.\n5 * 3 = 15 * 1", "(2026) That was a year. 5 * 3 = 15 * 1"),
        ("- one\n-\n- - - two\n- # three\n- 1. four\n- * * * * * * five", "- one\n- two\n- three\n- (1) four\n- five"),
        ("> > > > > - # deep", "- deep"),
        ("1.1.1.1.1. deep", "deep"),
        ("1.# deep", "deep"),
        ("```\ncode\n```", "''' code '''"),
        ("~~~\ncode", "code"),
        ("    indented\n\ttabbed", "indented tabbed"),
        ("a | b\n--|--", "a / b --/--"),
    ],
)
def test_markup_becomes_words(text: str, words: str) -> None:
    assert plain(text) == words


def test_of_a_sign_that_fills_an_answer_only_the_first_are_kept() -> None:
    assert plain("Help" + "!" * 1000 + " Now: (really)!") == f"Help{'!' * 10} Now: (really)"
    assert plain("* one\n" * 100) == "\n".join(["- one"] * 100)


def test_an_answer_that_is_too_long_is_cut_at_a_word_and_says_so() -> None:
    telling = read(told(happened="word " * 1000, did="x" * 25_000, title="long " * 20), ASKED)
    assert telling.happened == ("word " * 900).strip()
    assert telling.did == "x" * 4500
    assert telling.cut == {"happened", "did"}
    assert telling.sections() == {
        "Scene": f"{telling.happened}\n\n{TOO_LONG}",
        "What they did": f"{'x' * 4500}\n\n{TOO_LONG}",
    }
    assert telling.working_title() == ("long " * 12).strip()


@pytest.mark.parametrize(
    ("telling", "title"),
    [
        (Telling("It rained. A woman came.", "x", title="The umbrella"), "The umbrella"),
        (Telling("It rained. A woman came.", "x"), "It rained"),
        (
            Telling("A woman, who had waited for a quarter of an hour in the rain, came in.", "x", title="?"),
            "A woman, who had waited for a quarter of an hour in the",
        ),
        (Telling("...", "x"), "A story without a title"),
        (Telling("\u3164" * 5, "x"), "A story without a title"),
        (Telling("- It **rained**.\n- A woman came.", "x"), "It rained"),
        (Telling("x", "x", title="**The** _umbrella_"), "The umbrella"),
    ],
)
def test_a_story_without_a_title_is_called_by_its_first_words(telling: Telling, title: str) -> None:
    assert telling.working_title() == title


def test_a_list_stands_below_what_it_is_about() -> None:
    telling = Telling("It rained.", "I ran.", expected="To wait.", cost="- Time\n- Tea", said="- Thank you!\n- Bye")
    assert telling.sections() == {
        "Scene": "It rained.\n\nWhat the customer expected: To wait.",
        "What they did": 'I ran.\n\nWhat it cost:\n\n- Time\n- Tea\n\nWhat the customer said: "Thank you! Bye"',
    }


@pytest.mark.parametrize("sign", MAX_SIGNS)
def test_of_too_many_signs_those_behind_go_and_no_word_does(sign: str) -> None:
    words = [f"word{number}" for number in range(MAX_SIGNS[sign] + 4)]
    text = plain(sign.join(words))
    assert re.findall("word[0-9]+", text) == words
    assert text.count(sign) <= MAX_SIGNS[sign]


@given(st.text() | st.lists(st.sampled_from([*(f"### {label}" for label in ASKED), "\n", "x"])).map("".join))
@settings(max_examples=examples(150), derandomize=True, deadline=None)
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        read(text, ASKED)
    except TellingError as error:
        assert "\n" not in str(error)
