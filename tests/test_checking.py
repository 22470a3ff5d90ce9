"""What only a look at several files can tell: twins, data files, links from page to page, and the end of the report.

Mistakes within one story have their pairs in tests/bad_stories; what may lie in docs/ is in test_files.py.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.problems import MAX_LISTED, allowed

Check = Callable[[Path], str]
SOUP = "docs/stories/cold-soup.md"
TEA = "docs/stories/cold-tea.md"
LOOK = "docs/principles/look-first.md"


def change(file: Path, old: str, new: str) -> None:
    """Replace the one place in a file where `old` stands."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    file.write_text(text.replace(old, new), "utf-8")


def test_the_small_handbook_has_no_problems(small: Path, problems_of: Check) -> None:
    assert problems_of(small) == ""


# --- Principles and own pages


def test_a_principle_that_has_more_to_say_than_not_to_say(small: Path, problems_of: Check) -> None:
    change(small / LOOK, '  - "I can see what is wrong."\n', '  - "I can see it."\n  - "Show me, please."\n')

    assert problems_of(small) == (
        f"{LOOK}:1: say has 3 sentences and not has 2; they go in pairs\n1 problem in 1 of 10 files"
    )


def test_two_principles_of_the_same_order(small: Path, problems_of: Check) -> None:
    change(small / "docs/principles/say-when.md", "order: 2", "order: 1")

    assert problems_of(small) == (
        f'docs/principles/say-when.md:6: order is "1", and so it is in {LOOK}; choose another\n'
        "1 problem in 1 of 10 files"
    )


def test_a_story_with_the_id_of_a_principle_is_the_one_to_change(small: Path, problems_of: Check) -> None:
    change(small / SOUP, "id: soup", "id: look")

    assert problems_of(small) == (
        f'{SOUP}:3: id is "look", and so it is in {LOOK}; choose another\n1 problem in 1 of 2 stories'
    )


def test_a_principle_without_its_evidence(small: Path, problems_of: Check) -> None:
    change(small / LOOK, "## Evidence against\n\n- None; this page is invented.\n", "")

    assert problems_of(small) == (
        f'{LOOK}:15: section missing: "## Evidence against"; '
        "the order is: Why, How to do it, Where it stops, Evidence for, Evidence against\n1 problem in 1 of 10 files"
    )


def test_a_principle_reviewed_in_the_future(small: Path, problems_of: Check) -> None:
    change(small / LOOK, "reviewed: 2026-11-01", "reviewed: 2026-11-23")

    assert problems_of(small) == (
        f"{LOOK}:13: reviewed is 2026-11-23, which lies in the future; today is 2026-11-22\n1 problem in 1 of 10 files"
    )


def test_an_own_page_may_not_switch_its_macros_on(small: Path, problems_of: Check) -> None:
    change(small / "docs/index.md", "title: A small handbook\n", "title: A small handbook\nrender_macros: true\n")

    assert problems_of(small) == (
        'docs/index.md:3: key "render_macros" is not allowed: pages never run code; take the line out\n'
        "1 problem in 1 of 10 files"
    )


# --- Twins


OTHER_LABEL = {"  - when: The answer": "  - when: The reply"}
OTHER_STEP = {"    turn: true\n": "", "says that it is cold.\n": "says that it is cold.\n    turn: true\n"}


@pytest.mark.parametrize("changes", [OTHER_LABEL, OTHER_STEP], ids=["other label", "other step"])
def test_twins_that_do_not_tell_the_same_steps(small: Path, problems_of: Check, changes: dict[str, str]) -> None:
    for old, new in changes.items():
        change(small / TEA, old, new)

    assert problems_of(small) == (
        f'{SOUP}:34: turns must have the same "when" labels and the same "turn: true" as in {TEA}\n'
        f'{TEA}:33: turns must have the same "when" labels and the same "turn: true" as in {SOUP}\n'
        "2 problems in 2 of 2 stories"
    )


def test_a_story_whose_twin_cannot_be_read_is_not_blamed_for_it(small: Path, problems_of: Check) -> None:
    (small / TEA).write_bytes(b"")

    assert problems_of(small) == (
        f"{TEA}:1: the file is empty; write the page, or delete the file\n1 problem in 1 of 2 stories"
    )


# --- Data files


@pytest.mark.parametrize("name", ["company.yml", "sources.yml", "vocabulary.yml"])
def test_a_data_file_that_is_missing(small: Path, problems_of: Check, name: str) -> None:
    (small / "docs" / name).unlink()

    assert problems_of(small) == (
        f"docs/{name}:1: the file is missing; the handbook needs it\n1 problem in 1 of 9 files"
    )


def test_a_company_value_that_is_missing_names_its_line(small: Path, problems_of: Check) -> None:
    change(small / "docs/company.yml", '    reach: "the bell on the counter"\n', "")
    change(small / "docs/company.yml", '"£5"', "")

    assert problems_of(small) == (
        "docs/company.yml:3: spend_without_asking is empty; allowed: 1 to 60 characters\n"
        'docs/company.yml:9: key "reach" is missing in contacts, manager: how to reach them\n'
        "2 problems in 1 of 10 files"
    )


def test_a_sum_without_its_currency_needs_quotes(small: Path, problems_of: Check) -> None:
    change(small / "docs/company.yml", '"£5"', "5")

    assert problems_of(small) == (
        'docs/company.yml:3: spend_without_asking must be text; put "quotes" around it\n1 problem in 1 of 10 files'
    )


def test_a_moment_that_names_nobody_to_call(small: Path, problems_of: Check) -> None:
    change(small / "docs/company.yml", "  manager:", "  manger:")

    assert problems_of(small) == (
        'docs/company.yml:8: key "manager" is missing in contacts, and principle pages name it; '
        "put it back, with who and reach\n"
        'docs/vocabulary.yml:11: moments, late, call is "manager"; allowed: manger. Did you mean "manger"?\n'
        'docs/vocabulary.yml:16: moments, mistake, call is "manager"; allowed: manger. Did you mean "manger"?\n'
        "3 problems in 2 of 10 files"
    )


def test_a_moment_without_its_first_sentence(small: Path, problems_of: Check) -> None:
    change(small / "docs/vocabulary.yml", '    say: "I will find out where it is."\n', "")

    assert problems_of(small) == (
        'docs/vocabulary.yml:7: key "say" is missing in moments, late: the first sentence to say\n'
        "1 problem in 1 of 10 files"
    )


def test_a_channel_that_stories_use_and_that_is_taken_out(small: Path, problems_of: Check) -> None:
    change(small / "docs/vocabulary.yml", "  in-person: In person\n", "")

    assert problems_of(small) == (
        f'{SOUP}:8: channel is "in-person"; allowed: chat, phone.\n'
        f'{TEA}:8: channel is "in-person"; allowed: chat, phone.\n'
        "2 problems in 2 of 2 stories"
    )


def test_a_source_whose_address_could_be_listened_to(small: Path, problems_of: Check) -> None:
    change(small / "docs/sources.yml", "https://example.com", "http://example.com")

    assert problems_of(small) == (
        'docs/sources.yml:13: team-diary, address is "http://example.com/diary"; '
        "allowed: an address that starts with https://\n1 problem in 1 of 10 files"
    )


def test_a_source_that_is_only_a_line(small: Path, problems_of: Check) -> None:
    change(small / "docs/sources.yml", "team-diary:\n", "old-book: A book.\nteam-diary:\n")

    assert problems_of(small) == (
        'docs/sources.yml:8: old-book must be a block of lines like "key: text"\n1 problem in 1 of 10 files'
    )


def test_a_broken_vocabulary_does_not_make_every_story_wrong(small: Path, problems_of: Check) -> None:
    change(small / "docs/vocabulary.yml", "  chat: Chat", '  chat: "Chat')

    assert problems_of(small) == (
        "docs/vocabulary.yml:2: a quote that is opened and not closed; end the text with the same quote mark\n"
        "1 problem in 1 of 10 files"
    )


# --- Links


def test_a_link_to_a_story_that_was_renamed_is_found_on_a_principle_too(small: Path, problems_of: Check) -> None:
    change(small / LOOK, "worth more", "[worth](../stories/cold-drink.md#scene) more")

    assert problems_of(small) == (
        f'{LOOK}:18: link address "../stories/cold-drink.md" is no file here. '
        'Did you mean "../stories/cold-tea.md"?\n1 problem in 1 of 10 files'
    )


def test_a_link_to_a_picture_next_to_the_page(small: Path, problems_of: Check) -> None:
    change(small / SOUP, "He had looked", "![A bowl](bowl.png) He had looked")
    assert problems_of(small) == (f'{SOUP}:54: link address "bowl.png" is no file here.\n1 problem in 1 of 2 stories')

    (small / "docs/stories/bowl.png").write_bytes(b"a picture")
    assert problems_of(small) == ""


def test_a_link_to_a_file_that_is_not_published(small: Path, problems_of: Check) -> None:
    change(small / SOUP, "[ask](cold-tea.md)", "[ask](../../mkdocs.yml) [him](../company.yml)")

    assert problems_of(small) == (
        f'{SOUP}:54: link address "../../mkdocs.yml" is no file here.\n'
        f'{SOUP}:54: link address "../company.yml" is no file here.\n2 problems in 1 of 2 stories'
    )


def test_a_link_on_one_of_the_handbooks_own_pages_to_a_part_of_another(small: Path, problems_of: Check) -> None:
    (small / "docs/about.md").write_text(
        "---\ntitle: About us\ndescription: Who we are, and what we do.\n---\n\n# About us\n\n## Our past, in short\n"
    )
    stories = small / "docs/stories/index.md"
    stories.write_text(
        stories.read_text("utf-8") + "\n[Old](../about.md#our-past-in-short) [new](../about.md#our-past)\n"
    )
    line = stories.read_text("utf-8").count("\n")

    assert problems_of(small) == (
        f'docs/stories/index.md:{line}: link address "../about.md#our-past": that page has no part "our-past"; '
        'allowed: about-us, our-past-in-short. Did you mean "our-past-in-short"?\n1 problem in 1 of 2 stories'
    )


# --- The report


def test_problems_are_in_the_order_of_files_and_lines_and_the_last_line_counts_them(
    small: Path, problems_of: Check
) -> None:
    change(small / TEA, "minutes: 4", "minutes: 40")
    change(small / SOUP, "minutes: 5", "minutes: 50")
    change(small / SOUP, "id: soup", "id: SOUP")
    change(small / LOOK, "core: true", "core: maybe")

    assert problems_of(small) == (
        f'{LOOK}:5: core is "maybe"; allowed: true, false\n'
        f'{SOUP}:3: id is "SOUP"; allowed: 2 to 12 of a-z and 0-9\n'
        f'{SOUP}:30: minutes is "50"; allowed: a whole number from 3 to 15\n'
        f'{TEA}:29: minutes is "40"; allowed: a whole number from 3 to 15\n'
        "4 problems in 3 of 10 files"
    )


def test_a_long_list_of_allowed_names_is_cut() -> None:
    names = [f"story-{i:03}" for i in range(MAX_LISTED + 470)]

    listed = ", ".join(names[:MAX_LISTED])
    assert allowed("story-499x", names) == f'"story-499x"; allowed: {listed} and 470 more. Did you mean "story-499"?'
