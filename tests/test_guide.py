"""The contributor guide, followed as a script would: a new story from `make story` to its removal."""

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from conftest import slugs
from tools.loopback import served

ANSWERS = {
    "title": "The late parcel",
    "principles": "follow-up,own-the-mistake",
    "channel": "phone",
    "moment": "our-mistake",
    "outcome": "good",
    "sources": "told-to-us",
    "owner": "Sam Example",
}
# What a maintainer writes in place of the hints, in the order of the file.
TEXTS = (
    "A parcel came two days late, and a worker rang before the customer had to.",
    "If we are late, ring first, say when it comes, and keep that time.",
    "Wait until the customer rings, and then look it up.",
    "It is quiet work and often nobody rings. But she would spend her day at the window.",
    "Ring her now, and say when the parcel will come.",
    "She can plan her day again, and she hears it from us before she has to ask.",
    "Send an email with the new day and a discount.",
    "It is quick and fair. But she may not read it in time, and a discount brings no parcel.",
    "What did the call save her from?",
    "Which delays do we know of before our customers do?",
    "You stayed at home for a parcel that did not come. You are cross, and you need it by Friday.",
    "You see on your screen that a parcel missed its van. You can ring, and you can book another van.",
    "Do they name a time? Do they keep the apology short?",
    "The second van breaks down as well. What now?",
    "If I see that a delivery will be late, then I ring the customer before they ring us.",
    "Fairly sure, because the worker told us the same week.",
    "A woman was waiting for a parcel, and it missed its van. She knew nothing of it.",
    "The worker saw it on the screen and rang her. It would come on Thursday at ten, and it did.",
    "She did not have to ask. One clear time was worth more to her than many kind words.",
    "Ring only when you know something. Two calls that say nothing are worse than none.",
    "Ask each person for one delay that they know of today. Then ask who will ring.",
)

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def run_in(repository: Path, script: str, *arguments: str) -> Done:
    command = [sys.executable, f"scripts/{script}.py", *arguments]
    return subprocess.run(command, cwd=repository, capture_output=True, text=True, stdin=subprocess.DEVNULL)


@pytest.fixture
def run(repository: Path) -> Run:
    """Run one of the project's commands in a copy of the repository."""
    return partial(run_in, repository)


def start_story(run: Run, **changes: str) -> Done:
    return run("new_page", "story", *(f"--{name}={value}" for name, value in (ANSWERS | changes).items()))


def fill_in(path: Path) -> None:
    """Replace each hint of a draft by the next text."""
    texts = iter(TEXTS)
    draft = path.read_text("utf-8")
    path.write_text(re.sub(r'"WRITE: (?:[^"\\\n]|\\.)*"|WRITE: .*', lambda _: next(texts), draft), "utf-8")
    assert next(texts, None) is None


def indexed(site: Path) -> list[dict[str, Any]]:
    """What the search index holds of each page."""
    packed = (site / "search").glob("*/fragment/*")
    return [json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")) for path in packed]


def page(site: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((site / address / "index.html").read_text("utf-8"), "html.parser")


@pytest.fixture(scope="module")
def followed(copy_repository: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """A copy of the repository in which somebody follows the guide."""
    root = copy_repository(tmp_path_factory.mktemp("guide") / "repository")
    return root, partial(run_in, root)


@pytest.fixture(scope="module")
def steps(followed: tuple[Path, Run]) -> dict[str, Any]:
    """What each step of the guide said: a story is begun and written, another one renamed, and one taken out."""
    repository, run = followed
    path, gone = repository / "docs/stories/late-parcel.md", repository / "docs/stories/cable-call.md"
    said: dict[str, Any] = {"made": start_story(run), "draft": path.read_text("utf-8"), "checked": run("check")}
    fill_in(path)
    said |= {"filled in": run("check"), "renamed": run("rename", "stories/four-cables", "cable-pack")}
    text = gone.read_text("utf-8")
    gone.unlink()
    said["gone"] = run("check")
    gone.write_text(text, "utf-8")
    said["removed"] = run("remove", "stories/cable-call", "We knew too little of it.", "stories/warranty-first")
    return said


@pytest.fixture(scope="module")
def guided(followed: tuple[Path, Run], steps: dict[str, Any], finished: Callable[..., Path]) -> Path:
    """The site that is built at the end of all steps."""
    assert [steps[name].returncode for name in ("made", "filled in", "renamed", "removed")] == [0] * 4, steps
    return finished(followed[0])


def test_a_new_story_goes_from_its_questions_to_a_check_that_finds_nothing(steps: dict[str, Any]) -> None:
    assert (steps["made"].returncode, steps["made"].stderr) == (0, "")
    assert steps["made"].stdout.split("\n")[0] == (
        "Wrote docs/stories/late-parcel.md. Its permanent short name is parcel; "
        "it may change until the page is published."
    )

    number = len(slugs("stories")) + 1
    unwritten = [number for number, line in enumerate(steps["draft"].split("\n"), 1) if "WRITE:" in line]
    lines = steps["checked"].stdout.splitlines()
    assert steps["checked"].returncode == 1
    assert [int(line.split(":")[1]) for line in lines[:-1]] == unwritten
    assert all(re.match(r"docs/stories/late-parcel\.md:\d+: [^:]+: write this: .", line) for line in lines[:-1])
    assert lines[-1] == f"{len(TEXTS)} problems in 1 of {number} stories"
    last = steps["filled in"].stdout.splitlines()[-1]
    assert last == f"{number} stories, {len(slugs('principles'))} principles: no problems"


@pytest.mark.thorough
def test_a_new_story_has_its_page_and_its_place_in_every_list(followed: tuple[Path, Run], guided: Path) -> None:
    story = page(guided, "stories/late-parcel")
    assert [heading.text for heading in story("h1")] == ["The late parcel"]
    assert {"../../principles/follow-up/", "../../principles/own-the-mistake/"} <= {
        a["href"] for a in story("a", href=True)
    }
    assert page(guided, "principles/follow-up").find("a", href="../../stories/late-parcel/")
    assert page(guided, "stories").find("a", href="../stories/late-parcel/")
    assert len(page(guided, "tags").find_all("a", href="../stories/late-parcel/")) == 5
    assert "/stories/late-parcel/" in [found["url"] for found in indexed(guided)]
    ledger = (followed[0] / "docs/permalinks.txt").read_text("utf-8").split("\n")
    assert {"/stories/late-parcel/", "/go/parcel/"} <= set(ledger)


@pytest.mark.thorough
def test_a_renamed_story_leads_on_from_its_old_address_with_its_anchor(guided: Path, chromium: Browser) -> None:
    assert page(guided, "stories/four-cables").select('link[rel=canonical][href$="/stories/cable-pack/"]')
    with served(guided) as address:
        with_script = chromium.new_page()
        for old in ("stories/four-cables/", "go/hdmi/"):
            with_script.goto(f"{address}{old}?h=fault#where-it-stops")
            with_script.wait_for_url(f"{address}stories/cable-pack/?h=fault#where-it-stops")
            with_script.get_by_role("heading", name="When not to do this").wait_for()
        with_script.close()
        context = chromium.new_context(java_script_enabled=False)
        without = context.new_page()
        without.goto(f"{address}stories/four-cables/#where-it-stops")
        without.get_by_role("link", name="Go on to the part: When not to do this").click()
        assert without.url == f"{address}stories/cable-pack/#where-it-stops"
        context.close()


def test_a_story_that_is_just_deleted_is_missed_with_what_to_do(steps: dict[str, Any]) -> None:
    assert steps["gone"].returncode == 1
    assert (
        '/stories/cable-call/ no longer answers; if renamed, add "former: [cable-call]" to the new file; '
        'if removed, add "stories/cable-call" to docs/removed.yml' in steps["gone"].stdout
    )


def test_a_removed_story_leaves_a_page_that_says_where_to_go_instead(guided: Path) -> None:
    for address in ("stories/cable-call", "go/cable"):
        stone = page(guided, address)
        assert [found.text for found in stone.select("h1, main p")] == [
            "The frozen picture",
            "This story was taken out. We knew too little of it.",
            "Read this instead: The phone that wouldn't work",
            "All of the handbook",
        ]
        assert stone.find("a", href="../../stories/warranty-first/")


def test_a_story_is_never_written_over(repository: Path, run: Run) -> None:
    start_story(run)
    before = (repository / "docs/stories/late-parcel.md").read_bytes()
    again = start_story(run)

    assert again.returncode == 1
    assert again.stderr == (
        'title is "The late parcel", and so it is in docs/stories/late-parcel.md; choose another\n'
        'file name is "late-parcel", which is taken, now or once; choose another, such as "late-parcel-2"\n'
    )
    assert (repository / "docs/stories/late-parcel.md").read_bytes() == before


def test_all_wrong_answers_come_back_at_once(run: Run) -> None:
    wrong = start_story(run, channel="shoop", principles="improvize", title="No")

    assert wrong.returncode == 1
    assert [line.split(";")[0] for line in wrong.stderr.splitlines()] == [
        "title has 2 characters",
        'principles is "improvize"',
        'channel is "shoop"',
    ]
    assert wrong.stderr.splitlines()[1].endswith('Did you mean "improvise"?')


def test_answers_that_are_missing_without_a_terminal_are_named(run: Run) -> None:
    result = run("new_page", "story", "--title=The late parcel", "--outcome=good")

    assert result.returncode == 1
    assert result.stderr == (
        "--principles, --channel, --moment, --sources: missing; give them all, or run `make story` in a terminal\n"
    )


@pytest.mark.thorough
def test_a_draft_is_dated_today_and_names_its_owner_only_where_somebody_was_named(repository: Path, run: Run) -> None:
    start_story(run)
    draft = (repository / "docs/stories/late-parcel.md").read_text("utf-8")

    today = date.today().isoformat()
    assert f'\nadded: {today}\nreviewed: {today}\nowner: "Sam Example"\n---\n' in draft
    start_story(run, title="The lost kite", owner="")
    assert "owner:" not in (repository / "docs/stories/lost-kite.md").read_text("utf-8")
