"""Addresses never die: docs/permalinks.txt, what answers, and what git remembers."""

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from conftest import change
from handbook.addresses import of_file
from handbook.check import load, read
from handbook.permalinks import add_new, places, published, taken_ids

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


def test_an_address_that_a_commit_took_out_fails(small: Path, problems_of: Check, new_machine: None) -> None:
    add_new(small, load(small, TODAY).places)
    git(small, "init", "--quiet")
    git(small, "add", ".")
    git(small, "commit", "--quiet", "--message=Publish")
    change(small / "docs/permalinks.txt", "/go/soup/\n", "")
    git(small, "commit", "--quiet", "--all", "--message=Tidy up")

    assert problems_of(small) == (
        "docs/permalinks.txt:1: /go/soup/ was taken out; put the line back, because somebody may have printed it\n"
        "1 problem in 1 of 11 files"
    )


def test_an_id_that_was_ever_used_is_taken(small: Path) -> None:
    (small / "docs/permalinks.txt").write_text("/go/parcel/\n", "utf-8")
    assert {"soup", "parcel"} <= taken_ids(read(small, TODAY))
