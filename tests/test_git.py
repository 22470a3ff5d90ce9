"""What git says of the handbook is the same on every machine, whatever its people have set and wherever it lies."""

import os
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT
from handbook import git
from handbook.content.ledger import FILE
from handbook.edition import edition_of
from handbook.permalinks import history

DAY = {"GIT_COMMITTER_DATE": "2026-02-03T23:30:00-08:00", "GIT_AUTHOR_DATE": "2026-02-03T23:30:00-08:00"}


def run(root: Path, *arguments: str, **environment: str) -> str:
    command = ["git", "-c", "user.name=Sam", "-c", "user.email=sam@example.com", *arguments]
    everything = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull} | environment
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, env=everything).stdout


def commit(root: Path, *addresses: str) -> str:
    """Commit a list of addresses in place of the last, on 3 February 2026; return the name of the commit."""
    (root / "docs").mkdir(exist_ok=True)
    (root / FILE).write_text("".join(f"{address}\n" for address in ("# Addresses", *addresses)), "utf-8")
    run(root, "add", "--all")
    run(root, "commit", "--quiet", "--message=Publish", **DAY)
    return run(root, "rev-parse", "HEAD").strip()


def ever_published(root: Path) -> set[str]:
    """Return every address that the main branch ever held."""
    past = history(root)
    return {line for line in past.ever if line.startswith("/")} if past else set()


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A repository whose last commit took out one of the two addresses that its first one had."""
    root = tmp_path / "a café's handbook: 2"
    root.mkdir()
    run(root, "init", "--quiet")
    commit(root, "/go/tea/", "/go/soup/")
    commit(root, "/go/tea/")
    return root


SETTINGS = {
    "log.showSignature": "true",
    "log.showRoot": "false",
    "log.date": "iso",
    "log.follow": "true",
    "color.ui": "always",
    "color.diff": "always",
    "core.abbrev": "40",
    "core.quotePath": "false",
    "core.pager": "false",
    "diff.external": "/bin/true",
    "diff.noprefix": "true",
    "diff.mnemonicPrefix": "true",
    "diff.context": "0",
    "diff.orderFile": "/nowhere",
    "diff.wsErrorHighlight": "all",
    "diff.renames": "copies",
    "format.pretty": "raw",
}


@pytest.mark.parametrize("scope", ["--global", "--local"])
def test_no_setting_of_git_changes_what_it_says(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scope: str
) -> None:
    newest = run(published, "rev-parse", "HEAD").strip()
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "settings"))
    for name, value in SETTINGS.items():
        subprocess.run(["git", "config", scope, name, value], cwd=published, check=True)

    edition = edition_of(published)
    assert edition and edition.name == f"2026-02-03 ({newest[:8]})"
    assert ever_published(published) == {"/go/tea/", "/go/soup/"}


def test_no_variable_of_git_changes_what_it_says(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"GIT_DIR": "/nowhere", "GIT_INDEX_FILE": "/nowhere", "GIT_EXTERNAL_DIFF": "true"}.items():
        monkeypatch.setenv(name, value)

    assert edition_of(published) is not None
    assert ever_published(published) == {"/go/tea/", "/go/soup/"}


def test_attributes_that_call_the_file_binary_hide_no_address(published: Path) -> None:
    (published / ".git/info").mkdir(exist_ok=True)
    (published / ".git/info/attributes").write_text("*.txt -diff\n")

    assert ever_published(published) == {"/go/tea/", "/go/soup/"}


def test_an_address_that_a_merge_brought_is_found_and_one_of_a_draft_before_it_is_not(published: Path) -> None:
    run(published, "switch", "--quiet", "--create", "side")
    commit(published, "/go/tea/", "/go/cake/")
    commit(published, "/go/tea/", "/go/pie/")
    run(published, "switch", "--quiet", "-")
    run(published, "merge", "--quiet", "--no-ff", "--message=Theirs", "side")

    assert ever_published(published) == {"/go/tea/", "/go/soup/", "/go/pie/"}


def test_a_repository_around_the_handbook_is_not_its_own(published: Path) -> None:
    inside = published / "unpacked"
    inside.mkdir()

    assert edition_of(inside) is None
    assert ever_published(inside) == set()
    with pytest.raises(git.GitError, match=r"^this folder is no git repository of its own$"):
        git.ask(inside, "rev-list", "HEAD")


def test_a_repository_of_another_owner_answers(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(git.FIXED, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # git's own way to try this
    with pytest.raises(subprocess.CalledProcessError):
        run(published, "rev-parse", "HEAD", **git.FIXED)

    assert edition_of(published) is not None
    assert ever_published(published) == {"/go/tea/", "/go/soup/"}


def test_a_second_work_tree_answers_as_the_first(published: Path, tmp_path: Path) -> None:
    run(published, "worktree", "add", "--quiet", str(tmp_path / "second"))

    assert edition_of(tmp_path / "second") == edition_of(published)


def test_without_a_commit_or_without_git_it_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, "init", "--quiet")
    with pytest.raises(git.GitError, match=r"^nothing was committed yet$"):
        git.ask(tmp_path, "rev-list", "HEAD")
    assert (edition_of(tmp_path), ever_published(tmp_path)) == (None, set())

    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(git.GitError, match=r"^git is not installed$"):
        git.ask(tmp_path, "rev-list", "HEAD")


def test_the_repository_holds_nothing_that_is_of_one_machine_alone() -> None:
    """Our commands run what they find in .venv and .cache. A copy without its history has nothing to ask."""
    ignored = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    assert subprocess.run(ignored, cwd=ROOT, capture_output=True, text=True).stdout == ""
