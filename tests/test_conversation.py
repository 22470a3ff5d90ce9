"""The conversation of `make story`, line by line: what it asks, understands, refuses, keeps and writes."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import TODAY, change, everything
from handbook.check import check, read
from handbook.content.reading import read_page
from handbook.kinds import KINDS
from handbook.problems import HandbookError
from handbook.telling import kept
from handbook.telling.beginning import begin
from handbook.telling.choosing import Option
from handbook.telling.conversation import Conversation
from handbook.telling.form import Form
from handbook.telling.questions import Answers
from test_any_input import bounded

STORY = KINDS["story"]
PARCEL = ["The late parcel", "say-when", "good", "Phone", "Something is late", "A letter", "", "", ""]


@pytest.fixture
def form(small: Path) -> Form:
    """What can be answered about a new story of the small handbook."""
    return Form(STORY, read(small, TODAY))


def talk(form: Form, *lines: str, old: Any = None) -> Conversation:
    """A conversation that heard these lines; what it says last is still to be said."""
    conversation = Conversation(form, old)
    for line in lines:
        conversation.says()
        conversation.hear(line)
    return conversation


def said(form: Form, *lines: str) -> list[str]:
    """What a conversation says after these lines."""
    return talk(form, *lines).says().strip().split("\n")


def answers(form: Form, *lines: str) -> Answers:
    return talk(form, *lines).answers


# --- What it asks


def test_every_question_is_asked_in_order_with_what_can_be_chosen(form: Form) -> None:
    assert [question.label for question in form.questions({})] == [
        "Title", "Principles", "Outcome", "Channel", "Moment", "Sources", "Owner", "File name", "Short name",
    ]  # fmt: skip
    assert said(form) == [
        "Enter keeps what stands in [brackets], or leaves a question for later.",
        '"b" goes back, "-" takes an answer out, "?" asks again. Ctrl-C stops, and keeps your answers for next time.',
        "",
        "1 of 9  Title: what people call the story (3 to 60 characters)",
    ]
    assert said(form, "The late parcel", "", "") == [
        "4 of 9  Channel: where it happened",
        "   1  Chat",
        "   2  In person",
        "   3  Phone",
    ]


def test_the_file_name_and_the_id_are_proposed_and_can_be_changed(form: Form) -> None:
    assert said(form, "The late parcel", *[""] * 6)[0].endswith("which is its address too [late-parcel]")
    assert said(form, "The late parcel", *[""] * 7)[0].endswith("(2 to 12 of a-z and 0-9) [parcel]")
    conversation = talk(form, "The late parcel", *[""] * 6, "so-late", "van", "")
    assert conversation.finished
    assert form.completed(conversation.answers) == {"title": "The late parcel", "slug": "so-late", "id": "van"}


def test_a_title_without_letters_gives_nothing_to_propose_so_it_asks(form: Form) -> None:
    conversation = talk(form, "🙂🙂🙂", *[""] * 8, "")
    assert not conversation.finished
    assert conversation.says().split("\n")[0] == "Still missing: File name, Short name"


# --- What it understands


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("1", ["look-first"]),
        ("2, 1", ["say-when", "look-first"]),
        ("2 1", ["say-when", "look-first"]),
        ("look-first", ["look-first"]),
        ("Look first, then ask", ["look-first"]),
        ("LOOK FIRST then ask; say when it takes time", ["look-first", "say-when"]),
        ("1, look first, then ask, 1", ["look-first"]),
    ],
)
def test_principles_are_chosen_by_number_key_or_name_even_one_with_a_comma(
    small: Path, line: str, keys: list[str]
) -> None:
    for name, title in (("look-first", "Look first, then ask"), ("say-when", "Say when it takes time")):
        page = small / f"docs/principles/{name}.md"
        page.write_text(page.read_text("utf-8").replace(page.read_text("utf-8").split("\n")[1], f'title: "{title}"'))
    assert answers(Form(STORY, read(small, TODAY)), "", line) == {"principles": keys}


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("ph", "Phone"),
        ("in persn", "In person"),
        ("person", "In person"),
        ("CHA", "Chat"),
    ],
)
def test_a_start_or_a_near_miss_is_asked_back(form: Form, line: str, meant: str) -> None:
    lines = ["", "", "", line]
    assert said(form, *lines) == [f'Do you mean "{meant}"? Enter for yes, or answer again.']
    assert answers(form, *lines) == {}
    key = {"Phone": "phone", "In person": "in-person", "Chat": "chat"}[meant]
    assert answers(form, *lines, "") == answers(form, *lines, "Yes") == {"channel": key}
    assert said(form, *lines, "n")[0] == "4 of 9  Channel: where it happened"
    assert answers(form, *lines, "chat") == {"channel": "chat"}
    assert said(form, *lines, "b")[0].startswith("3 of 9  Outcome")


@pytest.mark.parametrize(
    ("line", "outcome"),
    [("good", "good"), ("Do this", "good"), ("2", "bad"), ("badly", "bad"), ("Both", "mixed"), ("mixed", "mixed")],
)
def test_the_outcome_is_told_in_words_that_staff_use(form: Form, line: str, outcome: str) -> None:
    assert answers(form, "", "", line) == {"outcome": outcome}


def test_what_is_none_of_the_options_is_said_and_asked_again(form: Form) -> None:
    said_once = '"shoop" is none of these; answer by number or name; "?" shows them again'
    assert said(form, "", "", "", "shoop") == [said_once]
    assert said(form, "", "", "", "shoop", "?")[0] == "4 of 9  Channel: where it happened"
    assert said(form, *[""] * 5, "a letter, Myra Golden") == [
        '"Myra Golden" is none of these; answer by number or name, or write "new" for one that is not here yet; '
        '"?" shows them again'
    ]
    assert said(form, "", "1,2,0,1,2") == ['"0" is none of these; answer by number or name; "?" shows them again']


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("No", "title has 2 characters; allowed: 3 to 60 characters"),
        ("x" * 61, "title has 61 characters; allowed: 3 to 60 characters"),
        ("the  cold SOUP", 'title is "the cold SOUP", and so it is in docs/stories/cold-soup.md; choose another'),
        ("Index", '"Index" is what the list of all stories is called; choose another, such as "Index card"'),
        ("<b>Late</b>", "title: HTML is not allowed here; write plain words"),
        ("Late\u200bparcel", 'an invisible character (U+200B) after "Late"; delete it, or type the line anew'),
        ("Late\x1b[A", 'an invisible character (U+001B) after "Late"; delete it, or type the line anew'),
        ("Late\ud800", "a character that cannot be read; type the line anew"),
    ],
)
def test_a_title_that_cannot_be_is_refused_with_what_can_be(form: Form, line: str, fault: str) -> None:
    assert said(form, line) == [fault]
    assert answers(form, line) == {}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("cold-soup", 'file name is "cold-soup", which is taken, now or once; choose another, such as "cold-soup-2"'),
        ("old-soup", 'file name is "old-soup", which is taken, now or once; choose another, such as "old-soup-2"'),
        ("printed", 'file name is "printed", which is taken, now or once; choose another, such as "printed-2"'),
        ("index", 'file name is "index", which is taken, now or once; choose another, such as "index-2"'),
        ("../../x/", 'Do you mean "x"? Enter for yes, or answer again.'),
        ("Late Parcel.md", 'Do you mean "late-parcel"? Enter for yes, or answer again.'),
        ("🙂", 'file name is "🙂"; allowed: up to 60 of a-z, 0-9 and single hyphens'),
    ],
)
def test_a_file_name_that_is_or_was_used_is_refused(small: Path, line: str, fault: str) -> None:
    change(small / "docs/stories/cold-soup.md", "\nid: soup\n", "\nid: soup\nformer: [old-soup]\n")
    (small / "docs/permalinks.txt").write_text("/stories/printed/\n/go/gone/\n", "utf-8")
    assert said(Form(STORY, read(small, TODAY)), *[""] * 7, line) == [fault]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("soup", 'short name is "soup", which is taken, now or once; choose another, such as "soup2"'),
        ("gone", 'short name is "gone", which is taken, now or once; choose another, such as "gone2"'),
        ("x", 'id is "x"; allowed: 2 to 12 of a-z and 0-9'),
        ("Late parcel", 'Do you mean "lateparcel"? Enter for yes, or answer again.'),
    ],
)
def test_a_short_name_that_is_or_was_used_is_refused(small: Path, line: str, fault: str) -> None:
    (small / "docs/permalinks.txt").write_text("/go/gone/\n", "utf-8")
    assert said(Form(STORY, read(small, TODAY)), *[""] * 8, line) == [fault]


# --- Back and forth


def test_a_question_can_be_left_and_come_back_to(form: Form) -> None:
    conversation = talk(form, "The late parcel", "", "b", "b")
    assert conversation.says().endswith("Title: what people call the story (3 to 60 characters) [The late parcel]")
    for line in ("The later parcel", "b", "say when", "bad"):
        conversation.hear(line)
    assert conversation.answers == {"title": "The later parcel", "principles": ["say-when"], "outcome": "bad"}
    assert talk(form, "b").says() == "This is the first question."


def test_an_answer_can_be_taken_out(form: Form) -> None:
    assert answers(form, "", "", "bad", "b", "-") == {}


def test_at_the_end_all_answers_are_shown_and_each_can_be_changed(form: Form) -> None:
    lines = [*PARCEL[:-1], ""]
    assert said(form, *lines) == [
        "Here is all of it:",
        "   1  Title: The late parcel",
        "   2  Principles: Say when",
        "   3  Outcome: Good: worth doing again",
        "   4  Channel: Phone",
        "   5  Moment: Something is late",
        "   6  Sources: A letter",
        "   7  Owner: none",
        "   8  File name: late-parcel",
        "   9  Short name: parcel",
        'Enter writes it. A number changes an answer, "b" goes back, Ctrl-C stops and keeps everything.',
    ]
    changed = talk(form, *lines, "1", "The lost kite", "channel", "chat")
    assert "   1  Title: The lost kite\n" in (review := changed.says())
    assert "   4  Channel: Chat\n" in review
    assert "   8  File name: lost-kite\n   9  Short name: kite\n" in review
    assert not changed.finished
    changed.hear("")
    assert changed.finished


def test_nothing_is_written_without_what_a_page_needs(form: Form) -> None:
    conversation = talk(form, *[""] * 9, "")
    assert conversation.says().split("\n")[0] == "Still missing: Title, File name, Short name"
    for line in ("The late parcel", ""):
        assert not conversation.finished
        conversation.hear(line)
    assert conversation.finished


def test_what_was_left_for_later_is_a_hint_in_the_draft(form: Form, small: Path) -> None:
    begin(form, form.completed(answers(form, "The late parcel")))
    page = read_page(small, small / "docs/stories/late-parcel.md", [])
    assert page
    assert {key: page.values.get(key) for key in ("principles", "outcome", "channel", "sources", "owner")} == {
        "principles": ["WRITE: which principles it shows, the leading one first (1 to 4 items): look-first, say-when"],
        "outcome": "WRITE: how it ended: bad, good, mixed",
        "channel": "WRITE: where it happened: chat, in-person, phone",
        "sources": ["WRITE: where we know it from (1 to 4 items): old-letter, team-diary"],
        "owner": None,
    }
    files, _ = check(small, TODAY)
    assert [problem for problem in files.problems if "write this: " not in problem.text] == []


# --- A source that is new

NEW = ["Ann Example", "Ruff's letter", "A blog", "2019", "", "We read all of it.", ""]


def test_a_source_that_is_new_is_asked_for_and_checked(form: Form) -> None:
    lines = [*PARCEL[:5], "a letter, new"]
    assert (
        said(form, *lines)[0]
        == "7 of 16  New source, author: who wrote it, or that it is not known (2 to 120 characters)"
    )
    assert said(form, *lines, "x") == ["author has 1 character; allowed: 2 to 120 characters"]
    assert said(form, *lines, *NEW[:4], "ftp://x") == [
        'address is "ftp://x"; allowed: an address that starts with https://, or with http:// for an old page'
    ]
    assert said(form, *lines, *NEW[:4], "https://example.com/diary") == [
        'docs/sources.yml has this address already, as "team-diary"; go back, and choose that'
    ]
    assert said(form, *lines, *NEW[:6])[0] == "13 of 16  New source, key: its short name in files [ruffs-letter]"
    assert said(form, *lines, *NEW[:6], "team-diary") == [
        'key is "team-diary", which is taken, now or once; choose another, such as "team-diary-2"'
    ]


def test_a_new_source_is_written_with_the_page_and_every_other_line_stays(form: Form, small: Path) -> None:
    sources = small / "docs/sources.yml"
    change(sources, "\nteam-diary:", "\n# What the team wrote.\nteam-diary:")
    before = sources.read_text("utf-8")
    conversation = talk(form, *PARCEL[:5], "new, a letter", *NEW, "", "", "", "")
    assert conversation.finished
    assert begin(form, form.completed(conversation.answers)) == ["docs/sources.yml", "docs/stories/late-parcel.md"]
    entry = (
        'ruffs-letter:\n  author: "Ann Example"\n  title: "Ruff\'s letter"\n  site: "A blog"\n'
        '  date: "2019"\n  note: "We read all of it."\n\n'
    )
    assert sources.read_text("utf-8") == before.replace("# What the team wrote.", f"{entry}# What the team wrote.")
    page = read_page(small, small / "docs/stories/late-parcel.md", [])
    assert page and page.values["sources"] == ["ruffs-letter", "old-letter"]
    files, _ = check(small, TODAY)
    assert [problem for problem in files.problems if "write this: " not in problem.text] == []


def test_two_new_sources_with_one_title_get_keys_of_their_own(form: Form, small: Path) -> None:
    conversation = talk(form, *PARCEL[:5], "new, new", *NEW, *NEW, "", "", "", "")
    assert conversation.finished
    begin(form, form.completed(conversation.answers))
    written = yaml.safe_load((small / "docs/sources.yml").read_text("utf-8"))
    assert list(written) == ["old-letter", "ruffs-letter", "ruffs-letter-2", "team-diary"]


def test_a_source_that_is_half_told_is_not_written(form: Form) -> None:
    conversation = talk(form, *PARCEL[:5], "new", "Ann Example", *[""] * 9, "")
    assert conversation.says().split("\n")[0] == (
        "Still missing: New source, title, New source, site, New source, date, New source, note, New source, key"
    )
    assert not conversation.finished


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_source_stands_where_its_key_belongs_whatever_the_line_ends(form: Form, small: Path, ends: str) -> None:
    sources = small / "docs/sources.yml"
    for title, order in (
        ("Aaa", ["aaa", "old-letter", "team-diary"]),
        ("Zzz", ["aaa", "old-letter", "team-diary", "zzz"]),
    ):
        sources.write_bytes(sources.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", ends.encode()))
        fresh = Form(STORY, read(small, TODAY))
        lines = [f"The {title} parcel", *PARCEL[1:5], "new", NEW[0], title, *NEW[2:], "", "", "", ""]
        begin(fresh, fresh.completed(answers(fresh, *lines)))
        assert list(yaml.safe_load(sources.read_bytes())) == order
        assert sources.read_bytes().count(b"\n") == sources.read_bytes().count(ends.encode())
        assert not sources.read_bytes().endswith(b"\n\n")


def test_a_page_that_cannot_be_written_leaves_the_sources_as_they_were(form: Form, small: Path) -> None:
    found = form.completed(answers(form, *PARCEL[:5], "new", *NEW))
    (small / "docs/stories/late-parcel.md").write_text("Somebody was quicker.")
    before = everything(small)
    with pytest.raises(FileExistsError):
        begin(form, found)
    assert everything(small) == before


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (
            "ruffs-letter:\n  author: x\n",
            'docs/sources.yml:1: key "ruffs-letter" is there by now; choose another for the new source',
        ),
        (
            "a: [\n",
            'docs/sources.yml:2: a text that starts with a sign, such as @ % & or *; put the text in "quotes"',
        ),
        ("{a: {author: b}}\n", "docs/sources.yml:1: its form is unusual; add the source by hand"),
        ("a: \x01b\n", "docs/sources.yml:1: a character that YAML does not allow; type the text anew"),
        ("\xff", "docs/sources.yml:1: not saved as UTF-8; run `make check`"),
    ],
)
def test_sources_that_changed_or_cannot_be_read_leave_everything_as_it_was(
    form: Form, small: Path, broken: str, message: str
) -> None:
    found = form.completed(answers(form, *PARCEL[:5], "new", *NEW))
    (small / "docs/sources.yml").write_bytes(broken.encode("latin-1"))
    before = everything(small)
    with pytest.raises(HandbookError) as error:
        begin(form, found)
    assert str(error.value) == message
    assert everything(small) == before


def test_of_many_options_the_first_are_shown_and_how_to_find_the_rest(form: Form) -> None:
    many = tuple(Option(f"key-{number}", f"Name {number}") for number in range(1, 41))
    question = replace(next(one for one in form.questions({}) if one.name == "channel"), options=many)
    shown = question.listed()

    assert [shown[0], *shown[-3:]] == [
        "   1  Name 1",
        "  29  Name 29",
        "      and 10 more: write a part of the name",
        "  40  Name 40",
    ]
    assert question.hear("35").answer == question.hear("name 35").answer == "key-35"


# --- Next time


def test_answers_that_were_kept_are_taken_up_where_they_stopped(form: Form) -> None:
    old = json.loads(json.dumps(talk(form, *PARCEL[:5], "new", *NEW[:2], "").kept()))
    conversation = talk(form, old=old)
    assert (
        conversation.says()
        == 'You stopped in the middle last time. Go on with "The late parcel"? Enter for yes, "n" to begin anew.'
    )
    conversation.hear("perhaps")
    assert conversation.says() == 'Enter goes on, "n" begins anew.'
    conversation.hear("")
    assert conversation.says().strip().split("\n")[-1].startswith("10 of 16  New source, date: ")
    assert conversation.answers == old["answers"]


def test_whoever_begins_anew_loses_the_old_answers_only_by_a_new_one(form: Form) -> None:
    old = talk(form, *PARCEL[:5]).kept()
    conversation = talk(form, "n", old=old)
    assert conversation.answers == {}
    assert conversation.kept() == old
    conversation.hear("The lost kite")
    assert conversation.kept()["answers"] == {"title": "The lost kite"}


def test_kept_answers_that_are_none_any_more_are_asked_again(form: Form) -> None:
    old = {
        "title": "The cold soup",
        "channel": "pigeon",
        "moment": "late",
        "sources": ["+1", "+x"],
        "owner": 3,
        "x": "y",
    }
    conversation = talk(form, "", old={"answers": old, "asked": [*old, "principles", "outcome", 5]})
    assert conversation.answers == {"moment": "late"}
    assert conversation.says().strip().split("\n")[-1].startswith("1 of 9  Title")


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"answers": []}', '{"answers": {}}', "[" * 100_000, "\ud800"])
def test_a_file_of_kept_answers_that_cannot_be_read_counts_as_none(form: Form, tmp_path: Path, text: str) -> None:
    path = tmp_path / "story.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert Conversation(form, kept.load(path)).says().startswith("Enter keeps")


def test_answers_are_kept_in_a_file_that_is_gone_when_it_is_not_needed(tmp_path: Path) -> None:
    path = tmp_path / ".cache/story.json"
    assert kept.load(path) is None
    assert kept.keep(path, {"answers": {"title": "Ää"}})
    assert kept.load(path) == {"answers": {"title": "Ää"}}
    kept.forget(path)
    assert not path.exists()
    assert not kept.keep(tmp_path / "no/folder/story.json", {})


# --- Whatever somebody types

ANSWERS = "b|-|?|y|n|1|2|3|9|99|1, 2|new|new, new|+1|+|good|phone|late|The late parcel|Index|🙂🙂🙂|soup|a letter|title"
ODD = "2026|no|null|~|a: b|- a|{a}|\"'|WRITE: x|../../etc|,|;;|<b>|{{ x }}|#|%|&|*a|!!x|\\|\u202e|\ud800|\x00|a\u2028b"
LINES = st.text() | st.sampled_from(["", "x" * 300, *ANSWERS.split("|"), *ODD.split("|")])


@bounded(150)
@given(lines=st.lists(LINES, max_size=60), end=st.booleans())
def test_no_lines_lead_to_a_traceback_or_to_half_a_page(small: Path, lines: list[str], end: bool) -> None:
    before = everything(small)
    form = Form(STORY, read(small, TODAY))
    conversation = Conversation(form)
    for line in [*lines, *(["", *PARCEL, *NEW, *PARCEL] * 2 if end else [])]:
        if conversation.finished:
            break
        assert isinstance(conversation.says(), str)
        conversation.hear(line)
    old = json.loads(json.dumps(conversation.kept()))
    assert talk(form, "", old=old).answers == conversation.answers
    assert everything(small) == before
    if conversation.finished:
        begun(small, form, conversation.answers, before)


def begun(small: Path, form: Form, found: Answers, before: dict[str, bytes]) -> None:
    """Write the page; what the check says of it is only what is still to be written. Then take it out again."""
    *_, path = begin(form, form.completed(found))
    files, _ = check(small, TODAY)
    assert [problem for problem in files.problems if "write this: " not in problem.text] == []
    assert everything(small).keys() - before.keys() == {path}
    (small / path).unlink()
    (small / "docs/sources.yml").write_bytes(before["docs/sources.yml"])
