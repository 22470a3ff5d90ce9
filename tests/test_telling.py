"""From what somebody told to a draft: every form in which it can arrive, and every way in which it can be hostile."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.problems import MARK
from handbook.telling.answers import FORM, Telling, TellingError, plain, questions, read

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
    ],
    ids=["windows", "mac", "greeting", "quoted", "heading", "wrapped"],
)
def test_what_a_mail_program_does_to_the_text_changes_nothing(text: str) -> None:
    assert read(text, ASKED) == UMBRELLA


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
        ("It was **very** `good`, _really_, for a_b_c.", "It was very 'good', really, for a_b_c."),
        ("<script>alert(1)</script>", "‹script›alert(1)‹/script›"),
        ("{{ 7*7 }} {: onclick=x } {% raw %}", "(( 77 )) (: onclick=x ) (% raw %)"),
        ("[press](javascript:alert(1)) Java  Script : x", "(press)(javascript alert(1)) Java Script x"),
        ("![x](https://evil.example/x.png)", "!(x)(https://evil.example/x.png)"),
        ("&#x202e; &lt;b> M&S, R & D", "&amp;#x202e; &amp;lt;b› M&amp;S, R & D"),
        ("ab\u202ecd\u200b\x00\ufeff\ud800", "abcd"),
        ("## Scene\n---\ntitle: x\n---", "Scene --- title: x ---"),
        ("Text\n\n---\n\n***\n\n# Heading\n===", "Text\n\nHeading ==="),
        ("- one\n- two\n  more\n\n1. three\n2) four", "one\n\ntwo more\n\n(1) three\n\n(2) four"),
        ("> > > > > - # deep", "deep"),
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
    assert plain("Help" + "!" * 1000 + " Now: (really)!") == f"Help{'!' * 25} Now: (really)"


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
    ],
)
def test_a_story_without_a_title_is_called_by_its_first_words(telling: Telling, title: str) -> None:
    assert telling.working_title() == title


@given(st.text() | st.lists(st.sampled_from([*(f"### {label}" for label in ASKED), "\n", "x"])).map("".join))
@settings(max_examples=150, derandomize=True, deadline=None)
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        read(text, ASKED)
    except TellingError as error:
        assert "\n" not in str(error)
