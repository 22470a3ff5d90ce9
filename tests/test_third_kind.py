"""Another kind of page is a row in kinds.py, a model and a template: proved by one that only this test has."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from conftest import QUIET, read_pages
from handbook.kinds import KINDS
from handbook.telling.draft import draft
from test_search import results, search
from tools.loopback import served
from visiting import Browse

# The row and the model: a module that is imported before the command runs.
ROW = """
from datetime import date
from handbook.content.fields import Words, day, keywords, short_name, text, title, whole
from handbook.content.model import PageModel
from handbook.kinds import KINDS, Kind

class Checklist(PageModel):
    '''The front matter of docs/checklists/<slug>.md.'''
    title: Words = title("what people call the list")
    id: Words = short_name("its permanent short name")
    goal: Words = text(10, 120, "what is done when it is done")
    keywords: list[Words] = keywords()
    minutes: int = whole(1, 60, "how long it takes")
    reviewed: date = day("the day on which somebody last checked it")

KINDS["checklist"] = Kind(
    folder="checklists", model=Checklist, names="checklist|checklists", described_by="goal",
    sections={"Steps": "what to do, in order"}, parts={"steps": "Steps", "goal": "Goal"}, grade=6.0,
)
"""
RUN = """import runpy, sys
sys.path.insert(0, "scripts")
import checklists
runpy.run_path(sys.argv.pop(1), run_name="__main__")"""
TEMPLATE = """
<div class="lt-story"><!--search 10--><h1 id="title">{{ page.meta.title | e }}</h1><!--/search-->
<p id="goal">{{ page.meta.goal | e }}</p><!--search 1-->{{ page.content }}<!--/search--></div>
"""
PAGE = """---
title: Open the shop
id: opening
goal: The shop is open, and the till is full of change.
minutes: 5
reviewed: 2026-11-01
---

## Steps

1. Switch on the marzipan machine.
2. See [The cold soup](../stories/cold-soup.md).
"""

Run = Callable[[str], tuple[int, str]]


@pytest.fixture(scope="module")
def with_checklists(copy_tiny: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_tiny(tmp_path_factory.mktemp("checklists") / "repository")
    (root / "scripts/checklists.py").write_text(ROW, encoding="utf-8")
    (root / "docs/checklists").mkdir()
    (root / "docs/checklists/opening.md").write_text(PAGE, encoding="utf-8")
    (root / "overrides/partials/checklist.html").write_text(TEMPLATE, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def run(with_checklists: Path) -> Run:
    def run(script: str) -> tuple[int, str]:
        command = [sys.executable, "-c", RUN, script]
        done = subprocess.run(command, cwd=with_checklists, env=os.environ | QUIET, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    return run


@pytest.fixture(scope="module")
def site(with_checklists: Path, run: Run) -> Path:
    code, printed = run("scripts/build.py")
    assert code == 0, printed
    return with_checklists / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


def test_its_model_and_its_sections_are_checked_as_those_of_a_story_are(with_checklists: Path, run: Run) -> None:
    page = with_checklists / "docs/checklists/opening.md"
    page.write_text(PAGE.replace("minutes: 5", "minute: 5").replace("## Steps", "## Stops"), encoding="utf-8")
    code, printed = run("scripts/check.py")
    page.write_text(PAGE, encoding="utf-8")

    assert code == 1
    assert [line for line in printed.splitlines() if "opening.md" in line] == [
        'docs/checklists/opening.md:1: key "minutes" is missing: how long it takes',
        'docs/checklists/opening.md:5: unknown key "minute"; did you mean "minutes"?',
        'docs/checklists/opening.md:8: section missing: "## Steps"; the order is: Steps',
        'docs/checklists/opening.md:9: heading "Stops" is not a section of this page; '
        'allowed: Steps. Did you mean "Steps"?',
    ]


def test_it_has_a_page_a_short_address_and_a_place_in_every_list(site: Path, with_checklists: Path) -> None:
    pages, place = read_pages(site), "checklists/opening/"
    page = pages[place]
    assert [page.find(id=anchor) is not None for anchor in ("title", "goal", "steps")] == [True] * 3
    assert page.find("meta", {"name": "description"})["content"] == "The shop is open, and the till is full of change."  # type: ignore[index]
    assert pages["go/opening/"].select_one("script[data-to]")["data-to"] == f"../../{place}"  # type: ignore[index]
    assert [link["href"] for link in pages["all/"].select("a") if link.text == "Open the shop"] == [f"../{place}"]
    assert f"{place}</loc>\n<lastmod>2026-11-01</lastmod>" in (site / "sitemap.xml").read_text("utf-8")
    assert {f"/{place}", "/go/opening/"} <= set((with_checklists / "docs/permalinks.txt").read_text().split())
    [listed] = json.loads((site / "catalogue.json").read_text("utf-8"))["checklists"]
    assert (listed["url"], listed["short_url"], listed["minutes"]) == (place, "go/opening/", 5)


def test_the_search_finds_it(browse: Browse, address: str) -> None:
    page = browse(address)
    page.goto(address)
    search(page, "marzipan")
    expect(results(page)).to_have_text(["Open the shop"])


def test_a_template_that_loses_a_part_stops_the_build(with_checklists: Path, run: Run) -> None:
    template = with_checklists / "overrides/partials/checklist.html"
    template.write_text(TEMPLATE.replace('id="goal"', ""), encoding="utf-8")
    code, printed = run("scripts/build.py")
    template.write_text(TEMPLATE, encoding="utf-8")

    assert code == 1
    assert "checklists/opening/index.html: the page lacks goal; look at its template" in printed


def test_a_draft_of_every_kind_comes_from_its_model() -> None:
    for kind in KINDS.values():
        text = draft(kind, {"title": "One day"})
        assert [section for section in kind.sections_for({}) if f"\n## {section}\n" not in text] == []
        assert text.startswith('---\ntitle: "One day"\nid: "WRITE: ')
