"""Addresses never die: docs/permalinks.txt, what answers, and what git remembers."""

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handbook.addresses import of_file
from handbook.check import load, read
from handbook.permalinks import add_new, places, published, taken_ids
from handbook.telling.draft import free_id, slug_of

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 22)
Check = Callable[[Path], str]


def git(root: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=Sam", "-c", "user.email=sam@example.com", *arguments]
    subprocess.run(command, cwd=root, check=True, capture_output=True)


def test_every_address_of_the_real_handbook_is_in_the_file() -> None:
    listed = {address for _, address in published(ROOT)}

    answering = {f"/{place.address}" for place in places(read(ROOT, TODAY)) if not place.old}
    assert answering - listed == set(), "run `make build` and commit docs/permalinks.txt"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("docs/index.md", ""),
        ("docs/start.md", "start/"),
        ("docs/stories/index.md", "stories/"),
        ("docs/stories/my-index.md", "stories/my-index/"),
        ("docs/contribute/make-it-yours.md", "contribute/make-it-yours/"),
    ],
)
def test_a_file_has_the_address_that_the_engine_gives_it(path: str, address: str) -> None:
    assert of_file(path) == address


def test_new_addresses_are_added_and_old_ones_stay(small: Path) -> None:
    book = load(small, TODAY)
    (small / "docs/permalinks.txt").write_text("# A comment.\n/stories/long-gone/\n", "utf-8")

    added = add_new(small, book.places)
    assert added == sorted({f"/{place.address}" for place in book.places if not place.old})
    assert [address for _, address in published(small)] == sorted([*added, "/stories/long-gone/"])
    assert add_new(small, book.places) == []


def test_an_address_that_no_longer_answers_says_what_to_do(small: Path, problems_of: Check) -> None:
    (small / "docs/permalinks.txt").write_text("/stories/hot-soup/\n/go/hot/\n/strat/\nstart\n", "utf-8")

    assert problems_of(small) == (
        'docs/permalinks.txt:1: /stories/hot-soup/ no longer answers; if renamed, add "former: [hot-soup]" to the new '
        'file; if removed, add "hot-soup" to docs/removed.yml\n'
        "docs/permalinks.txt:2: /go/hot/ no longer answers; an id never changes: put it back, or name it in "
        "docs/removed.yml if its page was removed\n"
        'docs/permalinks.txt:3: /strat/ no longer answers; put the page back. Did you mean "/stories/"?\n'
        'docs/permalinks.txt:4: "start" is no address; write it like /stories/little-alien/\n'
        "4 problems in 1 of 11 files"
    )


def test_an_address_that_a_commit_took_out_fails(small: Path, problems_of: Check) -> None:
    add_new(small, load(small, TODAY).places)
    file = small / "docs/permalinks.txt"
    git(small, "init", "--quiet")
    git(small, "add", ".")
    git(small, "commit", "--quiet", "--message=Publish")
    file.write_text(file.read_text("utf-8").replace("/go/soup/\n", ""), "utf-8")
    git(small, "commit", "--quiet", "--all", "--message=Tidy up")

    assert problems_of(small) == (
        "docs/permalinks.txt:1: /go/soup/ was taken out; put the line back, because somebody may have printed it\n"
        "1 problem in 1 of 11 files"
    )


def test_an_id_that_was_ever_used_is_not_free(small: Path) -> None:
    (small / "docs/permalinks.txt").write_text("/go/parcel/\n", "utf-8")
    taken = taken_ids(read(small, TODAY))

    assert {"soup", "parcel"} <= taken
    assert free_id("The late parcel", taken) == "late"
    assert free_id("The parcel", taken) == "parcel2"


def test_a_title_of_any_script_gives_a_file_name_and_an_id() -> None:
    assert [slug_of(title) for title in ("The café, late!", "Über uns", "漢字", "...")] == [
        "cafe-late",
        "uber-uns",
        "story",
        "story",
    ]
    assert [free_id(title, set()) for title in ("Café, late!", "漢字", "A to B")] == ["cafe", "story", "story"]


def test_a_removed_story_that_is_still_there_or_leads_nowhere(small: Path, problems_of: Check) -> None:
    (small / "docs/removed.yml").write_text(
        "cold-soup:\n  id: soup2\n  title: Soup\n  why: It was too cold.\n  instead: stories/cold-tee.md\n", "utf-8"
    )

    assert problems_of(small) == (
        "docs/removed.yml:1: docs/stories/cold-soup.md is still there; delete it, or take this entry out\n"
        'docs/removed.yml:5: cold-soup, instead is "stories/cold-tee.md", and no page. Did you mean '
        '"stories/cold-tea.md"?\n'
        "2 problems in 1 of 11 files"
    )
