"""`make rename` and `make remove`: what they change, what they say, and what they refuse, on the small handbook."""

import io
import re
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest

import remove
import rename
from conftest import change, everything
from handbook.check import check, load, read
from handbook.kinds import Kind
from handbook.moving.asking import page_of
from handbook.moving.edits import Edit, RefusedError, plan_of
from handbook.moving.rename import rename as plan_rename
from handbook.pages.lists import tag_entries
from handbook.permalinks import renew
from handbook.writing import write, write_all
from terminals import Terminal, Terminals
from test_bad_stories import broken

TODAY = date(2026, 11, 22)
LEDGER = "docs/permalinks.txt"
SOUP, TEA = "docs/stories/cold-soup.md", "docs/stories/cold-tea.md"
LOOK, INDEX = "docs/principles/look-first.md", "docs/index.md"
SESSION = "docs/sessions/parcels.md"
WORDS, REMOVED = "docs/vocabulary.yml", "docs/removed.yml"
NEXT = "Next: look at these lines, run `make check`, and commit."
WHY = "It said nothing new."
NAME = 'allowed: a-z, 0-9 and single hyphens, such as "toy-race"'

Command = Callable[..., tuple[int, list[str]]]
Check = Callable[[Path], str]


@pytest.fixture
def handbook(small: Path) -> Path:
    """The small handbook with its addresses on record, and pages of its own that name stories."""
    change(
        small / INDEX,
        "Two stories and two principles.\n",
        'Read [the soup](stories/cold-soup.md#scene).\n\n{{ scene_to_try("cold-tea") }}\n\n'
        '{{ doors(door("look", "Look (first)", "principles/look-first/", "It\'s, \\"new\\".")) }}\n',
    )
    draw(small, "look")
    book = load(small, TODAY)
    renew(small, book.answering, [*(f"/{place.address}" for place in book.places if not place.old), *tag_entries(book)])
    return small


@pytest.fixture
def run(handbook: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run one of the two commands without a terminal; return its exit code and what it printed."""
    monkeypatch.setattr("sys.stdin", io.StringIO())

    def run(command: Callable[..., int], *arguments: str) -> tuple[int, list[str]]:
        code = command(arguments, handbook)
        return code, capsys.readouterr().out.splitlines()

    return run


def draw(root: Path, name: str) -> None:
    path = root / f"overrides/pictures/{name}.svg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120" aria-hidden="true"></svg>')


def lines(root: Path, path: str) -> list[str]:
    return (root / path).read_text("utf-8").splitlines()


def answering(root: Path) -> set[str]:
    return set(load(root, TODAY).answering)


# --- Renaming a page


def test_a_renamed_story_takes_with_it_all_that_names_it(handbook: Path, run: Command) -> None:
    before = answering(handbook)
    code, said = run(rename.main, "stories/cold-soup", "hot-soup")

    assert (code, said) == (
        0,
        [
            "docs/stories/hot-soup.md:1: this was docs/stories/cold-soup.md",
            "docs/index.md:8: the link leads to hot-soup.md",
            "docs/stories/hot-soup.md:42: former keeps the old address, /stories/cold-soup/",
            "docs/stories/cold-tea.md:32: twin names hot-soup",
            "docs/stories/cold-tea.md:62: the link leads to hot-soup.md",
            "docs/stories/index.md:8: the link leads to hot-soup.md",
            "docs/vocabulary.yml:13: moments, late, read names stories/hot-soup.md",
            NEXT,
        ],
    )
    assert not (handbook / SOUP).exists()
    assert lines(handbook, INDEX)[7] == "Read [the soup](stories/hot-soup.md#scene)."
    assert before <= answering(handbook)


def test_a_renamed_principle_takes_with_it_all_that_names_it(handbook: Path, run: Command) -> None:
    before = answering(handbook)
    code, said = run(rename.main, "/principles/look-first/", "principles/look-twice.md")

    assert (code, said) == (
        0,
        [
            "docs/principles/look-twice.md:1: this was docs/principles/look-first.md",
            "docs/index.md:12: door names principles/look-twice/",
            "docs/principles/index.md:8: the link leads to look-twice.md",
            "docs/principles/look-twice.md:14: former keeps the old address, /principles/look-first/",
            "docs/stories/cold-soup.md:5: principles names look-twice",
            "docs/stories/cold-tea.md:5: principles names look-twice",
            NEXT,
        ],
    )
    assert before <= answering(handbook)
    book = load(handbook, TODAY)
    assert book.old_keys["principle"] == {"look-first": "look-twice"}


def test_macros_are_called_with_the_new_name(handbook: Path, run: Command) -> None:
    run(rename.main, "cold-tea", "iced-tea")

    assert '{{ scene_to_try("iced-tea") }}' in lines(handbook, INDEX)
    assert lines(handbook, "docs/stories/iced-tea.md")[40] == "former: [lukewarm-tea, cold-tea]"


def test_a_page_that_gets_its_old_name_back_changes_places_with_it(handbook: Path, run: Command) -> None:
    run(rename.main, "cold-tea", "lukewarm-tea")

    assert lines(handbook, "docs/stories/lukewarm-tea.md")[40] == "former: [cold-tea]"
    assert load(handbook, TODAY)


def test_what_else_stands_in_a_file_stays_as_it_is(handbook: Path, run: Command) -> None:
    tea = (handbook / TEA).read_text("utf-8").replace("twin: cold-soup", '# Told twice.\ntwin:   "cold-soup"  # so')
    old = '\n  # the first name\n  -   "lukewarm-tea" # 2026\n  - warm-tea\n'
    tea = tea.replace("former: [lukewarm-tea]", f"former:{old}".rstrip())
    (handbook / TEA).write_bytes(("\ufeff" + tea.replace("\n", "\r\n")).encode())
    run(rename.main, "cold-soup", "hot-soup")
    run(rename.main, "cold-tea", "2026")

    new = tea.replace('twin:   "cold-soup"', 'twin:   "hot-soup"').replace(old, f"{old}  - cold-tea\n")
    new = new.replace("(cold-soup.md)", "(hot-soup.md)")
    assert (handbook / "docs/stories/2026.md").read_bytes() == ("\ufeff" + new.replace("\n", "\r\n")).encode()
    assert 'twin: "2026"' in lines(handbook, "docs/stories/hot-soup.md")  # YAML would take it for a number


def test_a_story_that_is_still_being_written_can_be_renamed(handbook: Path, run: Command) -> None:
    change(handbook / TEA, "title: The cold tea", 'title: "WRITE: what people call it"')
    before = check(handbook, TODAY)[0].problems

    assert run(rename.main, "cold-tea", "iced-tea")[0] == 0
    assert [p.text for p in check(handbook, TODAY)[0].problems] == [p.text for p in before]


def test_an_address_that_was_never_published_leaves_nothing_behind(handbook: Path, run: Command) -> None:
    change(handbook / LEDGER, "/stories/cold-soup/\n", "")

    assert "former" not in " ".join(run(rename.main, "cold-soup", "hot-soup")[1])
    assert "/stories/cold-soup/" not in answering(handbook)


def test_a_line_that_a_command_cannot_read_is_named(handbook: Path, run: Command) -> None:
    change(handbook / "docs/principles/index.md", "(look-first.md)", "(./look-first.md) in `principles/look-first`")

    assert run(rename.main, "look-first", "look-twice")[1][-2:] == [
        "docs/principles/index.md:8: this still says principles/look-first; look whether it should",
        NEXT,
    ]
    assert "(./look-twice.md)" in lines(handbook, "docs/principles/index.md")[7]


# --- Renaming a key of the vocabulary


def test_a_renamed_moment_keeps_its_old_links(handbook: Path, run: Command) -> None:
    code, said = run(rename.main, "moments/mistake", "our-fault")

    assert (code, said) == (
        0,
        [
            "docs/stories/cold-soup.md:9: moment is our-fault",
            "docs/stories/cold-tea.md:9: moment is our-fault",
            "docs/vocabulary.yml:14: the key is our-fault",
            "docs/vocabulary.yml:22: former keeps links with mistake",
            NEXT,
        ],
    )
    run(rename.main, "moments/our-fault", "sorry")
    assert lines(handbook, WORDS)[22:] == ["former:", "  moments:", "    mistake: sorry", "    our-fault: sorry"]
    assert load(handbook, TODAY).old_keys["moment"] == {"mistake": "sorry", "our-fault": "sorry"}
    assert "/tags/#tag:we-made-a-mistake moment=mistake" in answering(handbook)

    run(rename.main, "moments/sorry", "mistake")
    assert lines(handbook, WORDS)[24:] == ["    sorry: mistake", "    our-fault: mistake"]


@pytest.mark.parametrize(
    ("former", "becomes"),
    [
        ("former: {}", "former: {channels: {in-person: here}}"),
        ("former: {channels: {}}", "former: {channels: {in-person: here}}"),
        ("former: {channels: {at-home: in-person}}", "former: {channels: {at-home: here, in-person: here}}"),
        ("former: {moments: {oops: mistake}}", "former: {moments: {oops: mistake}, channels: {in-person: here}}"),
        (
            "former:\n  moments: {oops: mistake} # so",
            "former:\n  moments: {oops: mistake} # so\n  channels: {in-person: here}",
        ),
    ],
)
def test_an_old_key_joins_those_that_are_there(handbook: Path, run: Command, former: str, becomes: str) -> None:
    (handbook / WORDS).write_text((handbook / WORDS).read_text("utf-8") + f"{former}\n", "utf-8")

    assert run(rename.main, "channels/in-person", "here")[0] == 0
    assert (handbook / WORDS).read_text("utf-8").endswith(f"\n{becomes}\n")


# --- Removing a page


def test_a_removed_story_leaves_its_addresses_and_nothing_that_names_it(handbook: Path, run: Command) -> None:
    before = answering(handbook)
    change(handbook / SOUP, "reviewed: 2026-11-01", "reviewed: 2026-11-01\nformer: [chilly-soup]")
    draw(handbook, "soup")
    (handbook / REMOVED).write_text(
        f'old-tea:\n  id: oldtea\n  title: "Old"\n  why: "{WHY}"\n  instead: stories/cold-soup.md', "utf-8"
    )
    code, said = run(remove.main, "stories/cold-soup", WHY, "stories/cold-tea")

    assert (code, said) == (
        0,
        [
            "docs/stories/cold-soup.md:1: the page is gone",
            "docs/index.md:8: the link leads to stories/cold-tea.md#scene; read whether its words still fit",
            "docs/removed.yml:5: old-tea, instead names stories/cold-tea.md",
            "docs/removed.yml:7: its addresses lead on to stories/cold-tea.md",
            "docs/stories/cold-tea.md:32: turns is gone, since cold-soup is",
            "docs/stories/cold-tea.md:32: twin is gone, since cold-soup is",
            "docs/stories/cold-tea.md:55: the link leads to cold-tea.md; read whether its words still fit",
            "docs/stories/index.md:8: the link leads to cold-tea.md; read whether its words still fit",
            "docs/vocabulary.yml:13: moments, late, read names stories/cold-tea.md",
            "overrides/pictures/soup.svg:1: only stories/cold-soup showed this picture; delete it, if you like",
            NEXT,
        ],
    )
    assert lines(handbook, REMOVED)[5:] == [
        "",
        "stories/cold-soup:",
        '  id: "soup"',
        '  title: "The cold soup"',
        f'  why: "{WHY}"',
        "  instead: stories/cold-tea.md",
        "  former: [chilly-soup]",
    ]
    assert before | {"/stories/chilly-soup/"} <= answering(handbook)


def test_a_removed_principle_goes_from_stories_that_have_others(handbook: Path, run: Command) -> None:
    change(handbook / TEA, "principles: [look-first]", "principles: [say-when]")
    change(handbook / INDEX, "principles/look-first/", "principles/say-when/")
    before = answering(handbook)
    code, said = run(remove.main, "principles/look-first", WHY, "docs/principles/say-when.md")

    assert (code, said) == (
        0,
        [
            "docs/principles/look-first.md:1: the page is gone",
            "docs/principles/index.md:8: the link leads to say-when.md; read whether its words still fit",
            "docs/removed.yml:1: its addresses lead on to principles/say-when.md",
            "docs/stories/cold-soup.md:5: principles has look-first no more, so say-when comes first",
            NEXT,
        ],
    )
    assert lines(handbook, SOUP)[4] == "principles: [say-when]"
    assert before <= answering(handbook)
    assert load(handbook, TODAY).old_keys["principle"] == {"look-first": "say-when"}


def test_a_session_follows_a_story_to_its_new_name_and_keeps_it_from_going(handbook: Path, run: Command) -> None:
    session = broken("accepted-session", handbook.parent / "other") / SESSION
    (handbook / SESSION).parent.mkdir()
    (handbook / SESSION).write_text(session.read_text("utf-8").replace("late-parcel", "cold-tea"), "utf-8")

    assert run(remove.main, "stories/cold-tea", WHY, "stories/cold-soup.md")[1][1:3] == [
        f"{SESSION}:16: steps, number 1, story names stories/cold-tea and nothing else; choose another first",
        f"{SESSION}:24: steps, number 2, story names stories/cold-tea and nothing else; choose another first",
    ]
    code, said = run(rename.main, "stories/cold-tea", "tepid-tea")
    assert (code, [line for line in said if line.startswith(SESSION)]) == (
        0,
        [f"{SESSION}:{line}: steps, number {step}, story names tepid-tea" for line, step in ((16, 1), (24, 2))],
    )
    assert lines(handbook, SESSION).count("    story: tepid-tea") == 2


def test_what_a_person_must_decide_is_listed(handbook: Path, run: Command) -> None:
    before = everything(handbook)

    assert run(remove.main, "look-first", WHY, "say-when") == (
        1,
        [
            "docs/index.md:12: door names principles/look-first; choose another page there first",
            "docs/stories/cold-tea.md:5: principles names principles/look-first and nothing else; choose another first",
            "nothing was changed",
        ],
    )
    assert everything(handbook) == before


def test_a_draft_goes_without_a_word_where_nothing_names_it(handbook: Path, run: Command) -> None:
    for line in ("/stories/cold-soup/\n", "/go/soup/\n"):
        change(handbook / LEDGER, line, "")
    assert run(remove.main, "cold-soup") == (
        1,
        [
            "docs/index.md:8: this names stories/cold-soup; say which page to read instead (INSTEAD=)",
            "docs/stories/cold-tea.md:62: this names stories/cold-soup; say which page to read instead (INSTEAD=)",
            "docs/stories/index.md:8: this names stories/cold-soup; say which page to read instead (INSTEAD=)",
            "docs/vocabulary.yml:13: this names stories/cold-soup; say which page to read instead (INSTEAD=)",
            "nothing was changed",
        ],
    )

    for path, text in (
        (TEA, "[The cold soup](cold-soup.md)"),
        ("docs/stories/index.md", "[The cold soup](cold-soup.md)"),
    ):
        change(handbook / path, text, "the cold soup")
    change(handbook / WORDS, "read: stories/cold-soup.md", "read: stories/cold-tea.md")
    change(handbook / INDEX, "[the soup](stories/cold-soup.md#scene)", "the soup")
    assert run(remove.main, "cold-soup") == (
        0,
        [
            "docs/stories/cold-soup.md:1: the page is gone",
            "docs/stories/cold-tea.md:32: turns is gone, since cold-soup is",
            "docs/stories/cold-tea.md:32: twin is gone, since cold-soup is",
            NEXT,
        ],
    )
    assert not (handbook / REMOVED).exists()
    assert load(handbook, TODAY)


# --- What is refused


@pytest.mark.parametrize(
    ("command", "arguments", "why"),
    [
        (
            rename.main,
            ("stories/cold-soop", "x"),
            'there is no "stories/cold-soop"; allowed: stories/..., principles/..., sessions/..., channels/..., '
            'moments/.... Did you mean "stories/cold-soup"?',
        ),
        (rename.main, ("", "hot-soup"), "FROM is missing; give it, or run the command in a terminal"),
        (rename.main, ("cold-soup", ""), "TO is missing; give it, or run the command in a terminal"),
        (rename.main, ("cold-soup", "cold-soup"), "stories/cold-soup has this name already"),
        (rename.main, ("cold-soup", "cold-tea"), "docs/stories/cold-tea.md is there already; choose another name"),
        (
            rename.main,
            ("cold-soup", "index"),
            "the new name is index, and docs/stories/index.md is a page of the handbook's own; choose another name",
        ),
        (rename.main, ("cold-soup", "Hot Soup"), f'the new name is "Hot Soup"; {NAME}'),
        (rename.main, ("cold-soup", "h" * 61), "the new name has 61 characters; allowed: at most 60"),
        (
            rename.main,
            ("cold-soup", "principles/soup"),
            'the new name is "principles/soup"; it stays in stories/, so write the name alone',
        ),
        (
            rename.main,
            ("cold-soup", "lukewarm-tea"),
            "stories/lukewarm-tea was the name of another page, and people may have its address; choose another name",
        ),
        (
            rename.main,
            ("stories/index.md", "all"),
            "docs/stories/index.md is one of the handbook's own pages, which mkdocs.yml names; change it by hand",
        ),
        (rename.main, ("moments/late", "mistake"), "moments/mistake is there already; choose another name"),
        (rename.main, ("moments/late", "not good"), f'the new name is "not good"; {NAME}'),
        (rename.main, ("moments/late", "late"), "moments/late has this name already"),
        (remove.main, ("moments/late",), "moments/late is no page; a key of the vocabulary can only be renamed"),
        (remove.main, ("", WHY, "cold-tea"), "PAGE is missing; give it, or run the command in a terminal"),
        (remove.main, ("cold-soup", "", "cold-tea"), "WHY is missing; give it, or run the command in a terminal"),
        (remove.main, ("cold-soup", WHY, ""), "INSTEAD is missing; give it, or run the command in a terminal"),
        (remove.main, ("cold-soup", "No.", "cold-tea"), "the reason has 3 characters; allowed: 10 to 200"),
        (remove.main, ("cold-soup", "<b>Nobody</b> reads it.", "stories/cold-tea"), "this would be wrong afterwards:"),
        (
            remove.main,
            ("cold-soup", WHY, "stories/cold-t"),
            'there is no page "stories/cold-t" to read instead; write it like stories/toy-car. '
            'Did you mean "stories/cold-tea"?',
        ),
        (
            remove.main,
            ("cold-soup", WHY, "stories/cold-soup"),
            "stories/cold-soup.md is the page itself; name another one to read instead",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    handbook: Path, run: Command, command: Callable[..., int], arguments: tuple[str, ...], why: str
) -> None:
    before = everything(handbook)
    code, said = run(command, *arguments)

    assert (code, said[-1]) == (1, "nothing was changed")
    assert said[0] == why
    assert everything(handbook) == before


def test_a_name_that_two_pages_have_is_not_guessed(handbook: Path, run: Command) -> None:
    (handbook / LOOK).rename(handbook / "docs/principles/cold-soup.md")

    assert run(rename.main, "cold-soup", "hot-soup")[1][0] == (
        '"cold-soup" may be stories/cold-soup, principles/cold-soup; write which one'
    )


def test_a_file_that_cannot_be_read_may_name_the_page(handbook: Path, run: Command) -> None:
    change(handbook / TEA, "title: The cold tea", "title: [")
    before = everything(handbook)

    assert run(rename.main, "cold-soup", "hot-soup") == (
        1,
        [
            f'{TEA}:2: a bracket [ that is opened and not closed; close it with ], or put the text in "quotes"; '
            "mend this first, since it may name the page",
            "nothing was changed",
        ],
    )
    assert everything(handbook) == before


def test_an_old_key_of_another_moment_is_not_free(handbook: Path, run: Command) -> None:
    (handbook / WORDS).write_text(
        (handbook / WORDS).read_text("utf-8") + "former: {moments: {oops: mistake}}\n", "utf-8"
    )

    assert run(rename.main, "moments/late", "oops")[1] == [
        "moments/oops was the key of another moment, and people may have its links; choose another",
        "nothing was changed",
    ]


def test_old_names_that_are_no_list_are_mended_first(handbook: Path, run: Command) -> None:
    change(handbook / TEA, "former: [lukewarm-tea]", "former: lukewarm-tea")

    assert run(rename.main, "cold-tea", "iced-tea")[1] == [
        f"{TEA}:41: former is no list; mend it first",
        "nothing was changed",
    ]


def test_a_kind_of_page_that_keeps_no_old_names_is_not_renamed(
    handbook: Path, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Kind, "has_key", lambda kind, key: key != "former")

    assert run(rename.main, "cold-tea", "iced-tea")[1] == [
        "a story cannot keep its old address, since it has no key former",
        "nothing was changed",
    ]


def test_a_file_that_somebody_breaks_meanwhile_is_not_changed(handbook: Path) -> None:
    files = read(handbook, TODAY)
    target, page = page_of(files, "cold-soup")
    change(handbook / TEA, "title: The cold tea", "title: [")

    with pytest.raises(RefusedError, match=f"^{TEA}:1: no command can change this file; change it by hand$"):
        plan_rename(files, page, target, "hot-soup")


def test_two_changes_of_one_place_are_not_made(handbook: Path) -> None:
    edits = [Edit(TEA, 4, 9, "one", "one"), Edit(TEA, 8, 12, "two", "two")]

    with pytest.raises(RefusedError, match=f"^{TEA}:2: two changes meet here; change this line by hand first$"):
        plan_of(handbook, edits)


# --- In a terminal


# The ends of what they ask.
OF_PAGE_OR_KEY, OF_PAGE, OF_NAME, OF_REASON = "late: ", "improvise: ", "of stories/toy-car? ", "see it? "


@pytest.fixture
def terminal(repository: Path, terminals: Terminals) -> Callable[[str], Terminal]:
    """Run a command of a copied repository in a terminal."""
    return lambda script: terminals.open(repository, sys.executable, f"scripts/{script}.py")


def test_what_was_not_given_is_asked_for_until_it_can_be_used(terminal: Callable[[str], Terminal]) -> None:
    window = terminal("rename")
    printed = window.answer(OF_PAGE_OR_KEY, "toycar", "stories/toy-car")
    printed += window.answer(OF_NAME, "Toy Race", "toy-race")
    code, last = window.ends()

    assert code == 0
    assert 'Did you mean "stories/toy-car"?' in printed
    assert 'the new name is "Toy Race"; allowed: a-z, 0-9 and single hyphens' in printed
    assert "docs/stories/toy-race.md:1: this was docs/stories/toy-car.md\n" in last


def test_whoever_presses_ctrl_c_has_changed_nothing(terminal: Callable[[str], Terminal]) -> None:
    window = terminal("remove")
    window.answer(OF_PAGE, "stories/toy-car")
    code, printed = window.interrupt(OF_REASON)

    assert code == 1
    assert printed.endswith("\nnothing was changed\n")
    assert "Traceback" not in printed


# --- All or nothing


@pytest.mark.parametrize("left", [0, 500, 1000, 1700])
@pytest.mark.parametrize(
    ("command", "arguments"),
    [(rename.main, ("cold-soup", "hot-soup")), (remove.main, ("cold-soup", WHY, "cold-tea"))],
    ids=["rename", "remove"],
)
def test_a_full_disk_changes_nothing(
    handbook: Path,
    run: Command,
    full_disk: Callable[[int], AbstractContextManager[None]],
    command: Callable[..., int],
    arguments: tuple[str, ...],
    left: int,
) -> None:
    before = everything(handbook)
    with full_disk(left):
        code, said = run(command, *arguments)

    assert (code, len(said)) == (1, 1)
    assert re.fullmatch(r"nothing was changed: \S+: File too large", said[0])
    assert everything(handbook) == before


class Interrupted(dict[Path, str | None]):
    """Texts that are asked for once too often: somebody presses Ctrl-C at that moment."""

    def __init__(self, texts: dict[Path, str | None], patience: int) -> None:
        super().__init__(texts)
        self.patience = patience

    def __iter__(self):  # type: ignore[no-untyped-def]
        for path in super().__iter__():
            if self.patience == 0:
                self.patience = -1
                raise KeyboardInterrupt
            self.patience -= 1
            yield path


@pytest.mark.parametrize("moment", range(6))
def test_files_are_written_all_or_none(tmp_path: Path, moment: int) -> None:
    for name in ("changed", "gone"):
        (tmp_path / name).write_text(name)
    (tmp_path / "changed").chmod(0o640)
    before = everything(tmp_path)
    texts = {tmp_path / "new": "new", tmp_path / "changed": "otherwise", tmp_path / "gone": None}

    with pytest.raises(KeyboardInterrupt):
        write_all(Interrupted(texts, moment))
    assert everything(tmp_path) == before

    write_all(texts)
    assert everything(tmp_path) == {"new": b"new", "changed": b"otherwise"}
    assert (tmp_path / "changed").stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_written_anew_has_the_rights_that_it_had(tmp_path: Path) -> None:
    file = tmp_path / "permalinks.txt"
    file.write_text("old")
    file.chmod(0o640)
    write(file, "new")
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("new", 0o640)
