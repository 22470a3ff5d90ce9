"""What may lie in docs/: everything there is published, so names, kinds and links are checked."""

import os
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

Check = Callable[[Path], str]

NOT_PLAIN = "not a plain file but a link to another place; put a copy of the file here instead"
NO_FILE = "not a plain file; put a plain file here instead, or take it out"
KINDS = "this kind of file does not belong here; allowed: .md, .png, .jpg, .jpeg, .webp, .gif"
NAMES = 'file and folder names may hold only a-z, 0-9 and single hyphens, such as "late-parcel.md"'


def put(small: Path, name: str, content: str = "Anything.") -> None:
    path = small / "docs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")


@pytest.mark.parametrize("name", ["stories/secret.md", "stories/secret.png", "assets/secret.txt", "notes"])
def test_a_symbolic_link_to_a_file_is_refused(small: Path, problems_of: Check, name: str) -> None:
    (small / "docs/assets").mkdir()
    (small / "docs" / name).symlink_to("/etc/passwd")

    assert problems_of(small).splitlines()[0] == f"docs/{name}:1: {NOT_PLAIN}"


def test_a_symbolic_link_to_a_folder_is_refused_and_not_entered(
    small: Path, problems_of: Check, tmp_path: Path
) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/late-parcel.md").write_text("")
    (small / "docs/stories/more").symlink_to(tmp_path / "outside")

    assert problems_of(small) == f"docs/stories/more:1: {NOT_PLAIN}\n1 problem in 1 of 2 stories"


def test_a_symbolic_link_to_its_own_folder_is_refused(small: Path, problems_of: Check) -> None:
    (small / "docs/again").symlink_to(small / "docs")

    assert problems_of(small) == f"docs/again:1: {NOT_PLAIN}\n1 problem in 1 of 11 files"


def test_a_symbolic_link_in_place_of_a_data_file_is_refused_once(small: Path, problems_of: Check) -> None:
    (small / "docs/company.yml").rename(small / "company.yml")
    (small / "docs/company.yml").symlink_to(small / "company.yml")

    assert problems_of(small) == f"docs/company.yml:1: {NOT_PLAIN}\n1 problem in 1 of 10 files"


def test_a_pipe_is_refused_and_not_waited_for(small: Path, problems_of: Check) -> None:
    os.mkfifo(small / "docs/stories/parcel.png")

    assert problems_of(small) == f"docs/stories/parcel.png:1: {NO_FILE}\n1 problem in 1 of 2 stories"


OTHER_KINDS = "page.html", "parcel.svg", "tool.js", "notes.txt", "parcel.md~", "PARCEL.MD", "extra.yml", "company.yml"
BAD_ADDRESSES = "Late-parcel.md", "late parcel.md", "late--parcel.md", "späte-post.md", "parcel?.md", "My Parcel.png"
REFUSED = [*product(OTHER_KINDS, [KINDS]), *product(BAD_ADDRESSES, [NAMES])]


@pytest.mark.parametrize(("name", "fault"), REFUSED)
def test_a_file_of_another_kind_or_with_a_name_that_makes_a_bad_address_is_refused(
    small: Path, problems_of: Check, name: str, fault: str
) -> None:
    put(small, f"stories/{name}")

    assert problems_of(small) == f"docs/stories/{name}:1: {fault}\n1 problem in 1 of 2 stories"


def test_a_folder_name_that_makes_a_bad_address_is_refused(small: Path, problems_of: Check) -> None:
    put(small, "Our Rules/index.md")

    assert problems_of(small) == f"docs/Our Rules/index.md:1: {NAMES}\n1 problem in 1 of 11 files"


def test_a_file_name_that_cannot_be_printed_is_shown_in_codes(small: Path, problems_of: Check) -> None:
    Path(os.fsdecode(os.fsencode(small / "docs/stories") + b"/caf\xe9\n.md")).write_text("")

    report = problems_of(small)

    assert report == f"docs/stories/caf\\udce9\\n.md:1: {NAMES}\n1 problem in 1 of 2 stories"
    assert report.encode("utf-8")


def test_a_story_in_a_folder_of_its_own_is_refused(small: Path, problems_of: Check) -> None:
    put(small, "stories/late-parcel/index.md")

    assert problems_of(small) == (
        "docs/stories/late-parcel/index.md:1: a page in a folder of its own; put it into docs/stories/\n"
        "1 problem in 1 of 2 stories"
    )


def test_two_pages_with_one_address_are_refused(small: Path, problems_of: Check) -> None:
    put(small, "stories.md")

    assert problems_of(small) == (
        "docs/stories.md:1: it has the same address as stories/index.md; keep one of the two\n"
        "1 problem in 1 of 11 files"
    )


def test_files_that_the_engine_ignores_are_ignored(small: Path, problems_of: Check) -> None:
    put(small, ".DS_Store")
    put(small, "stories/.late-parcel.md.swp")
    put(small, ".obsidian/workspace.json")

    assert problems_of(small) == ""


def test_assets_may_be_of_any_kind_and_name(small: Path, problems_of: Check) -> None:
    put(small, "assets/A font (2).woff2")

    assert problems_of(small) == ""
