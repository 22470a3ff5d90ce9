"""From a file to values, lines and a body; and every way in which a file cannot be read."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handbook.content.reading import Page, read_data, read_page
from handbook.content.scalars import NoValue
from handbook.content.strict_yaml import Data, read_yaml
from handbook.problems import Problem

NOT_PLAIN = "not a plain file but a link to another place; put a copy of the file here instead"
NO_FILE = "not a plain file; put a plain file here instead, or take it out"

Write = Callable[[str | bytes], Path]

PAGE = """---
title: One
choices:
  - do: Wait.
    because: It is quick.

  - do: Go.
role_play: {staff: You, customer: Me}
---
First line.

Third line.
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_page(content: str | bytes) -> Path:
        path = tmp_path / "page.md"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_page


def page(path: Path) -> Page:
    """Return a page that has nothing wrong."""
    problems: list[Problem] = []
    found = read_page(path.parent, path, problems)
    assert problems == []
    assert found
    return found


def faults(path: Path) -> list[str]:
    """Return what is wrong with a page that cannot be read."""
    problems: list[Problem] = []
    assert read_page(path.parent, path, problems) is None
    return [str(problem) for problem in problems]


def values(text: str) -> dict[str, object]:
    """Return the values of a YAML text that has nothing wrong."""
    problems: list[Problem] = []
    data = read_yaml("data.yml", text, problems)
    assert problems == []
    assert data
    return data.values


def test_a_page_knows_its_path_its_values_and_its_body(write: Write) -> None:
    found = page(write(PAGE))

    assert found.path == "page.md"
    assert found.values == {
        "title": "One",
        "choices": [{"do": "Wait.", "because": "It is quick."}, {"do": "Go."}],
        "role_play": {"staff": "You", "customer": "Me"},
    }
    assert found.body == "First line.\n\nThird line.\n"


def test_every_key_and_item_knows_its_line_in_the_file(write: Write) -> None:
    found = page(write(PAGE))

    assert found.lines == {
        (): 1,
        ("title",): 2,
        ("choices",): 3,
        ("choices", 0): 4,
        ("choices", 0, "do"): 4,
        ("choices", 0, "because"): 5,
        ("choices", 1): 7,
        ("choices", 1, "do"): 7,
        ("role_play",): 8,
        ("role_play", "staff"): 8,
        ("role_play", "customer"): 8,
    }
    assert found.body_line == 10


def test_a_key_that_is_missing_has_the_line_of_what_it_is_missing_from(write: Write) -> None:
    found = page(write(PAGE))

    assert found.line("choices", 1, "because") == 7
    assert found.line("lesson") == 1


def test_a_data_file_counts_its_lines_from_its_own_first_one(tmp_path: Path) -> None:
    (tmp_path / "data.yml").write_text("# A note.\nname: Two Spoons\n", "utf-8")

    data = read_data(tmp_path, tmp_path / "data.yml", [])

    assert data == Data("data.yml", {"name": "Two Spoons"}, {(): 1, ("name",): 2})


@pytest.mark.parametrize("line_end", ["\r\n", "\r"], ids=["windows", "old mac"])
def test_other_line_ends_count_as_lines(write: Write, line_end: str) -> None:
    assert page(write(PAGE.replace("\n", line_end))) == page(write(PAGE))


def test_dots_or_spaces_after_the_dashes_end_the_front_matter_as_they_do_for_the_engine(write: Write) -> None:
    assert page(write("---  \ntitle: One\n...  \nBody\n")).body == "Body\n"


def test_dashes_further_down_are_body(write: Write) -> None:
    assert page(write("---\ntitle: One\n---\nText\n\n---\nMore\n")).body == "Text\n\n---\nMore\n"


def test_a_dash_line_inside_a_text_is_text(write: Write) -> None:
    assert page(write("---\ntitle: |\n  One\n  ---\n---\nBody\n")).values == {"title": "One\n---"}


def test_values_have_the_types_that_the_engine_gives_them() -> None:
    text = "a: 5\nb: yes\nc: 2026-11-22\nd: 1.5\ne:\nf: '5'\ng: [x, 2]\n"

    assert values(text) == {"a": 5, "b": True, "c": date(2026, 11, 22), "d": 1.5, "e": None, "f": "5", "g": ["x", 2]}


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "0x_", "=", "<<", "0x" + "1" * 40])
def test_what_looks_like_a_date_or_number_and_is_none_is_no_text_either(text: str) -> None:
    # The engine fails on it, and then prints the whole front matter on the page.
    assert values(f"a: {text}") == {"a": NoValue(text)}


def test_a_key_is_text_whatever_it_looks_like() -> None:
    assert values("2026-02-30: x\n5: y\nyes: z\n") == {"2026-02-30": "x", "5": "y", "yes": "z"}


def test_the_code_of_an_invisible_character_is_found_in_keys_too() -> None:
    problems: list[Problem] = []

    read_yaml("data.yml", 'a: x\n"b\\u202e": y\n', problems)

    assert problems == [
        Problem("data.yml", 2, 'an invisible character (U+202E) after "b"; delete it, or type the line anew')
    ]


def test_an_emoji_of_several_characters_is_welcome() -> None:
    assert values('a: "👩\u200d🍳"') == {"a": "👩\u200d🍳"}


def test_a_list_inside_lists_may_be_six_deep_and_no_deeper() -> None:
    problems: list[Problem] = []

    assert values("a: [[[[[x]]]]]") == {"a": [[[[["x"]]]]]}
    assert read_yaml("data.yml", "a: [[[[[[x]]]]]]", problems) is None
    assert problems == [Problem("data.yml", 1, "lists inside lists more than 6 deep; take some out")]


def test_a_missing_file_says_that_it_is_missing(tmp_path: Path) -> None:
    assert faults(tmp_path / "page.md") == ["page.md:1: the file is missing; the handbook needs it"]


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "page.md").symlink_to("/etc/passwd")

    assert faults(tmp_path / "page.md") == [f"page.md:1: {NOT_PLAIN}"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.md")

    assert faults(tmp_path / "page.md") == [f"page.md:1: {NO_FILE}"]


def test_a_folder_named_like_a_page_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "page.md").mkdir()

    assert faults(tmp_path / "page.md") == [f"page.md:1: {NO_FILE}"]


def test_a_page_may_have_32_kilobytes_and_not_one_byte_more(write: Write) -> None:
    start = "---\ntitle: One\n---\n"

    assert page(write(start + "x" * (32 * 1024 - len(start)))).values == {"title": "One"}
    assert faults(write(start + "x" * (32 * 1024 - len(start) + 1))) == [
        "page.md:1: the file is too long, 32,769 bytes; allowed: up to 32,768"
    ]


def test_a_data_file_may_grow_with_the_stories(tmp_path: Path) -> None:
    (tmp_path / "data.yml").write_text("".join(f"source-{i}: {'x' * 400}\n" for i in range(1000)), "utf-8")
    problems: list[Problem] = []

    data = read_data(tmp_path, tmp_path / "data.yml", problems)

    assert problems == []
    assert data
    assert len(data.values) == 1000


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x7f", "\x85", "\u200b", "\u202e", "\u2028", "\u2066", "\ufeff"])
def test_a_character_that_nobody_can_see_is_named_with_its_place(write: Write, sign: str) -> None:
    assert faults(write(f"---\ntitle: One\n---\nSome text{sign} here.\n")) == [
        f'page.md:4: an invisible character (U+{ord(sign):04X}) after "Some text"; delete it, or type the line anew'
    ]


def test_an_invisible_character_at_the_start_of_a_line_has_nothing_before_it(write: Write) -> None:
    assert faults(write("---\ntitle: One\n---\n\u200bText.\n")) == [
        "page.md:4: an invisible character (U+200B); delete it, or type the line anew"
    ]
