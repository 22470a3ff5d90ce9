"""Addresses never die: docs/permalinks.txt, what answers, and what was published, as git knows it."""

import shutil
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest

from conftest import change
from handbook.addresses import of_file
from handbook.check import load, read
from handbook.edition import edition_of
from handbook.pages.lists import tag_entries
from handbook.permalinks import places, renew, taken_ids
from handbook.telling.sources import with_entries

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 22)
LEDGER = "docs/permalinks.txt"
SOUP, TEA = "docs/stories/cold-soup.md", "docs/stories/cold-tea.md"
Check = Callable[[Path], str]
Git = Callable[..., str]


@pytest.fixture
def git(small: Path, new_machine: None, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Run git in the small handbook, on a machine where nobody has set anything."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Sam")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "sam@example.com")

    def run(*arguments: str, at: Path = small) -> str:
        done = subprocess.run(["git", *arguments], cwd=at, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    return run


@pytest.fixture
def published(small: Path, git: Git) -> Path:
    """The small handbook with its addresses on the main branch; its branch `mine` is checked out."""
    shutil.copy(ROOT / ".gitattributes", small)
    build(small)
    git("init", "--quiet", "--initial-branch=main")
    commit(git)
    git("switch", "--quiet", "--create", "mine")
    return small


def commit(git: Git, at: Path | None = None) -> None:
    more = {"at": at} if at else {}
    git("add", "--all", **more)
    git("commit", "--quiet", "--message=Change", **more)


def build(root: Path) -> tuple[list[str], list[str]]:
    """Renew the ledger as a build does; return the lines that came and those that went."""
    book = load(root, TODAY)
    today = [f"/{place.address}" for place in book.places if not place.old]
    return renew(root, book.answering, [*today, *tag_entries(book)])


def lines(root: Path) -> list[str]:
    return [line for line in (root / LEDGER).read_text("utf-8").splitlines() if not line.startswith("#")]


def add_story(root: Path, slug: str, page_id: str, title: str) -> None:
    """Add a story like the cold soup, without its twin."""
    text = (root / SOUP).read_text("utf-8").replace("title: The cold soup", f"title: {title}")
    before, after = text.replace("id: soup", f"id: {page_id}").split("twin: cold-tea\n")
    (root / f"docs/stories/{slug}.md").write_text(before + after[after.index("added:") :], "utf-8")


def throw_a_draft_away(root: Path) -> None:
    """Build a handbook with a new story, and think better of it."""
    add_story(root, "hot-milk", "milk", "The hot milk")
    build(root)
    (root / "docs/stories/hot-milk.md").unlink()


def test_every_address_of_the_real_handbook_is_in_the_file() -> None:
    answering = {f"/{place.address}" for place in places(read(ROOT, TODAY)) if not place.old}
    assert {*answering, *tag_entries(load(ROOT))} - set(lines(ROOT)) == set(), (
        "run `make build` and commit docs/permalinks.txt"
    )


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
    (small / LEDGER).write_text("# A comment.\n/stories/lukewarm-tea/\n/go/soup/\n/go/soup/\n", "utf-8")

    came, went = build(small)
    assert {"/stories/cold-soup/", "/go/tea/", "/tags/#tag:look-first principle=look-first"} <= set(came)
    assert lines(small) == sorted({*came, "/stories/lukewarm-tea/", "/go/soup/"})
    assert (went, build(small)) == ([], ([], []))


def test_where_there_is_no_git_all_that_the_file_holds_binds(small: Path, problems_of: Check) -> None:
    build(small)
    change(small / SOUP, "id: soup", "id: broth")

    assert problems_of(small).startswith(f"{LEDGER}:5: /go/soup/ no longer answers; an id never changes: put it back")
    assert taken_ids(read(small, TODAY)) >= {"soup", "broth"}


# --- What binds is what stands on the main branch


def test_a_draft_on_a_branch_may_change_its_id_and_its_name_or_go_without_a_word(
    published: Path, git: Git, problems_of: Check
) -> None:
    add_story(published, "hot-milk", "milk", "The hot milk")
    came, _ = build(published)
    assert came == ["/go/milk/", "/stories/hot-milk/"]
    commit(git)

    change(published / "docs/stories/hot-milk.md", "id: milk", "id: hotmilk")
    (published / "docs/stories/hot-milk.md").rename(published / "docs/stories/warm-milk.md")
    assert problems_of(published) == ""
    assert build(published) == (
        ["/go/hotmilk/", "/stories/warm-milk/"],
        ["/go/milk/", "/stories/hot-milk/"],
    )
    assert "milk" not in taken_ids(read(published, TODAY))

    (published / "docs/stories/warm-milk.md").unlink()
    assert problems_of(published) == ""
    assert build(published) == ([], ["/go/hotmilk/", "/stories/warm-milk/"])
    assert git("diff", "main", "--", LEDGER) == ""


def test_what_was_merged_into_the_main_branch_binds_and_a_draft_before_it_does_not(
    published: Path, git: Git, problems_of: Check
) -> None:
    add_story(published, "hot-milk", "milk", "The hot milk")
    build(published)
    commit(git)
    change(published / "docs/stories/hot-milk.md", "id: milk", "id: hotmilk")
    build(published)
    commit(git)
    git("switch", "--quiet", "main")
    git("merge", "--quiet", "--no-ff", "--message=Merge", "mine")
    assert problems_of(published) == ""

    (published / "docs/stories/hot-milk.md").unlink()
    assert [line.split(";")[0] for line in problems_of(published).splitlines()[:-1]] == [
        f"{LEDGER}:4: /go/hotmilk/ no longer answers",
        f"{LEDGER}:15: /stories/hot-milk/ no longer answers",
    ]


def test_an_address_that_is_taken_out_fails_on_a_branch_and_on_main(
    published: Path, git: Git, problems_of: Check
) -> None:
    report = (
        f"{LEDGER}:1: /go/soup/ was taken out; put the line back, because somebody may have printed it\n"
        "1 problem in 1 of 11 files"
    )
    change(published / LEDGER, "/go/soup/\n", "")
    assert problems_of(published) == report

    commit(git)
    git("branch", "--force", "main", "mine")
    assert problems_of(published) == report


def test_what_others_published_since_is_not_missed_on_a_branch_but_is_not_free_either(
    published: Path, git: Git, problems_of: Check
) -> None:
    git("switch", "--quiet", "main")
    add_story(published, "hot-milk", "milk", "The hot milk")
    build(published)
    commit(git)
    git("switch", "--quiet", "mine")

    assert problems_of(published) == ""
    assert "milk" in taken_ids(read(published, TODAY))


def at_a_remote(git: Git) -> None:
    git("remote", "add", "origin", "https://example.com/fork.git")
    git("update-ref", "refs/remotes/origin/main", "main")
    git("branch", "--quiet", "--delete", "--force", "main")


def called_otherwise(git: Git) -> None:
    git("update-ref", "refs/remotes/origin/trunk", "main")
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    git("branch", "--quiet", "--delete", "--force", "main")


def under_a_pull_request(git: Git) -> None:
    """As GitHub's checkout leaves it: no branch at all, and a merge of main with what is offered."""
    git("commit", "--quiet", "--allow-empty", "--message=Offered")
    git("switch", "--quiet", "--detach", "main")
    git("merge", "--quiet", "--no-ff", "--message=Merge", "mine")
    git("update-ref", "refs/remotes/pull/7/merge", "HEAD")
    git("branch", "--quiet", "--delete", "--force", "main", "mine")


@pytest.mark.parametrize("situation", [at_a_remote, called_otherwise, under_a_pull_request], ids=lambda f: f.__name__)
def test_the_main_branch_is_found(
    situation: Callable[[Git], None], published: Path, git: Git, problems_of: Check
) -> None:
    situation(git)
    throw_a_draft_away(published)
    assert problems_of(published) == ""

    change(published / SOUP, "id: soup", "id: broth")
    assert "/go/soup/ no longer answers" in problems_of(published)


def test_a_branch_that_a_workflow_merges_into_is_the_main_one(
    published: Path, git: Git, problems_of: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("branch", "--move", "main", "trunk")
    monkeypatch.setenv("GITHUB_BASE_REF", "trunk")
    throw_a_draft_away(published)

    assert problems_of(published) == ""


def test_a_clone_of_one_commit_knows_what_that_commit_holds(
    published: Path, git: Git, problems_of: Check, tmp_path: Path
) -> None:
    git("switch", "--quiet", "main")
    change(published / "docs/index.md", "Two stories", "Some stories")
    commit(git)
    clone = tmp_path / "clone"
    git("clone", "--quiet", "--depth=1", f"file://{published}", str(clone))
    assert problems_of(clone) == ""

    change(clone / SOUP, "id: soup", "id: broth")
    assert "/go/soup/ no longer answers" in problems_of(clone)


# --- Whatever the user of git has set


def break_signatures(git: Git, root: Path) -> None:
    git("config", "log.showSignature", "true")


def colour_everything(git: Git, root: Path) -> None:
    git("config", "color.ui", "always")
    git("config", "color.diff", "always")


def diff_by_another_program(git: Git, root: Path) -> None:
    git("config", "diff.external", "false")
    git("config", "diff.words.textconv", "false")
    git("config", "diff.noprefix", "true")
    (root / ".git/info/attributes").write_text("*.txt diff=words\n")


def call_it_binary(git: Git, root: Path) -> None:
    (root / ".git/info/attributes").write_text("*.txt binary\n")


def order_and_format_otherwise(git: Git, root: Path) -> None:
    git("config", "format.pretty", "oneline")
    git("config", "log.diffMerges", "off")
    git("config", "diff.orderFile", "/dev/null")
    git("config", "core.quotePath", "true")


SETTINGS = [break_signatures, colour_everything, diff_by_another_program, call_it_binary, order_and_format_otherwise]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.__name__)
def test_no_setting_of_git_changes_what_is_found(
    setting: Callable[[Git, Path], None], published: Path, git: Git, problems_of: Check
) -> None:
    before = edition_of(published)
    setting(git, published)

    change(published / LEDGER, "/go/soup/\n", "")
    assert "/go/soup/ was taken out" in problems_of(published)
    assert edition_of(published) == before


def test_the_repository_of_a_hook_is_not_asked(
    published: Path, git: Git, problems_of: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "elsewhere/index"))

    change(published / LEDGER, "/go/soup/\n", "")
    assert "/go/soup/ was taken out" in problems_of(published)


def test_a_copy_inside_the_repository_of_another_project_is_no_part_of_it(
    published: Path, git: Git, problems_of: Check, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    git("init", "--quiet", "--initial-branch=main", at=tmp_path / "other")
    git("commit", "--quiet", "--allow-empty", "--message=Theirs", at=tmp_path / "other")
    copy = Path(shutil.copytree(published, tmp_path / "other/handbook", ignore=shutil.ignore_patterns(".git")))
    change(copy / SOUP, "id: soup", "id: broth")

    assert edition_of(copy) is None
    assert "/go/soup/ no longer answers" in problems_of(copy)


def test_a_folder_of_a_larger_repository_is_a_part_of_it(
    published: Path, git: Git, problems_of: Check, tmp_path: Path
) -> None:
    (tmp_path / "large").mkdir()
    part = Path(shutil.copytree(published, tmp_path / "large/handbook", ignore=shutil.ignore_patterns(".git")))
    git("init", "--quiet", "--initial-branch=main", at=tmp_path / "large")
    commit(git, at=tmp_path / "large")
    throw_a_draft_away(part)
    assert problems_of(part) == ""

    change(part / LEDGER, "/go/soup/\n", "")
    assert "/go/soup/ was taken out" in problems_of(part)


def test_without_the_program_git_all_that_the_file_holds_binds(
    published: Path, problems_of: Check, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    change(published / SOUP, "id: soup", "id: broth")

    assert edition_of(published) is None
    assert "/go/soup/ no longer answers" in problems_of(published)


# --- Two people at once


def test_two_people_who_add_a_story_at_once_never_conflict(published: Path, git: Git, problems_of: Check) -> None:
    for branch, slug, page_id in (("hers", "hot-milk", "milk"), ("his", "hot-mulled-wine", "wine")):
        git("switch", "--quiet", "--create", branch, "main")
        add_story(published, slug, page_id, f"The hot {page_id}")
        sources = published / "docs/sources.yml"
        entry = {
            "author": "Ann",
            "title": f"On {page_id}",
            "site": "A blog",
            "date": "2019",
            "note": "Invented for this.",
        }
        sources.write_text(with_entries(sources.read_text("utf-8"), {f"{page_id}-blog": entry}), "utf-8")
        build(published)
        commit(git)
    git("switch", "--quiet", "main")
    git("merge", "--quiet", "--no-ff", "--message=Hers", "hers")
    git("merge", "--quiet", "--no-ff", "--message=His", "his")

    assert problems_of(published) == ""
    assert {"/go/milk/", "/go/wine/", "/stories/hot-milk/", "/stories/hot-mulled-wine/"} <= set(lines(published))
    assert list(load(published, TODAY).sources) == [
        "milk-blog",
        "old-letter",
        "team-diary",
        "wine-blog",
    ]
    build(published)
    assert lines(published) == sorted(set(lines(published)))


def test_a_list_in_any_order_with_lines_twice_is_right(small: Path, problems_of: Check) -> None:
    build(small)
    (small / LEDGER).write_text("\n".join([*reversed(lines(small)), "/go/soup/", "", "/go/soup/"]) + "\n", "utf-8")
    assert problems_of(small) == ""

    assert build(small) == ([], [])
    assert lines(small) == sorted(set(lines(small)))


# --- A list that cannot be read or written


def test_bytes_that_are_no_text_are_one_line(small: Path, problems_of: Check) -> None:
    (small / LEDGER).write_bytes(b"# Every address.\n/go/soup/\n/go/caf\xe9/\n")

    assert problems_of(small) == (
        f'{LEDGER}:3: not saved as UTF-8; in your editor, choose "Save with encoding" and UTF-8\n'
        "1 problem in 1 of 11 files"
    )


def test_a_full_disk_leaves_the_list_as_it_was(
    small: Path, full_disk: Callable[[], AbstractContextManager[None]]
) -> None:
    (small / LEDGER).write_text("/go/soup/\n", "utf-8")

    with full_disk(), pytest.raises(OSError, match="File too large"):
        build(small)
    assert (small / LEDGER).read_text("utf-8") == "/go/soup/\n"
    assert list((small / "docs").glob(".*")) == []


def test_an_id_that_was_ever_used_is_taken(small: Path) -> None:
    (small / "docs/permalinks.txt").write_text("/go/parcel/\n", "utf-8")
    assert {"soup", "parcel"} <= taken_ids(read(small, TODAY))
