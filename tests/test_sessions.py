"""Sessions: what their pages show to whoever has no script, and how one begins a new one."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import new_page
from conftest import Pages
from handbook.book import Handbook
from handbook.check import check
from handbook.pages.session import key_of, steps


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text(" ").split()) for found in page.select(selector)]


def test_a_session_counts_its_minutes_up_without_a_script(pages: Pages) -> None:
    page = pages["sessions/twenty-minutes-for-six/"]
    assert texts(page, ".lt-agenda__when")[:3] == ["0 to 1 1 min", "1 to 3 2 min", "3 to 5 2 min"]
    assert texts(page, ".lt-agenda__when")[-1] == "18 to 20 2 min"


def test_every_step_says_what_to_do_and_what_to_say_and_leads_to_what_the_room_sees(
    pages: Pages, book: Handbook
) -> None:
    for slug, session in book.sessions.items():
        page = pages[f"sessions/{slug}/"]
        for selector, wanted in (("title", "title"), ("do", "do"), ("say > span", "say")):
            assert texts(page, f".lt-agenda__{selector}") == [getattr(step, wanted) for step in session.steps]
        for link in page.select(".lt-agenda__shows a"):
            address, _, part = str(link["href"]).removeprefix("../../").partition("#")
            assert pages[address].find(id=part), link


def test_a_step_keeps_its_key_when_it_moves_and_no_two_share_one(book: Handbook) -> None:
    for session in book.sessions.values():
        keys = [step["key"] for step in steps(book, session)]
        assert keys == [key_of(step.title) for step in session.steps]
        assert len(set(keys)) == len(keys)
        assert [key for key in keys if not re.fullmatch("[a-z0-9]{4}", key)] == []


def test_sessions_are_listed_by_their_minutes(pages: Pages, book: Handbook) -> None:
    listed = texts(pages["sessions/"], ".lt-sessions .lt-card__facts span:first-child")
    assert listed == [f"{minutes} minutes" for minutes in sorted(one.minutes for one in book.sessions.values())]


def test_a_new_session_lacks_only_what_is_to_be_written(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("new_page.ROOT", small)
    given = ["--title=Tea for two", "--audience=A team", "--people=2 to 4", "--principles=look-first"]

    assert new_page.main(["session", *given]) == 0
    assert capsys.readouterr().out.startswith("Wrote docs/sessions/tea-for-two.md. Its permanent short name is tea2;")
    files, _ = check(small)
    assert [str(problem) for problem in files.problems if "write this: " not in problem.text] == [
        "docs/sessions/tea-for-two.md:7: minutes is 5, and the steps take 3, 2 too few; change one of them"
    ]


@pytest.mark.parametrize("kind", ["sesion", "principle", ""])
def test_a_kind_that_nobody_asks_about_is_refused(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert new_page.main([kind]) == 1
    assert capsys.readouterr().err.startswith(f'kind is "{kind}"; allowed: session, story.')
