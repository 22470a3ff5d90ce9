"""The scripts by which workflows speak to GitHub.

GitHub cannot be had here: a stand-in for its `gh` command writes down what it was asked. Git and its remote are real.
"""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

GH = """#!/usr/bin/env bash
printf '%s\\n' "gh $*" >> "$GH_LOG"
case "$1 $2" in
  "issue list" | "pr list") printf '%s' "$GH_ANSWER" ;;
  "api "*) [[ -n $GH_ANSWER ]] && printf '%s' "$GH_ANSWER" ;;
  *) if [[ $* == *"--body-file -"* ]]; then cat >> "$GH_LOG"; fi ;;
esac
"""

Script = Callable[..., subprocess.CompletedProcess[str]]
Asked = Callable[[], str]


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """Run one of the scripts in `work`, where `gh` gives one answer."""
    (tmp_path / "work").mkdir()
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GH_LOG", str(tmp_path / "gh.log"))
    monkeypatch.setenv("GITHUB_REPOSITORY", "us/book")

    def script(name: str, *arguments: str, answer: str = "") -> subprocess.CompletedProcess[str]:
        monkeypatch.setenv("GH_ANSWER", answer)
        command = [str(ROOT / ".github/scripts" / name), *arguments]
        return subprocess.run(command, cwd=tmp_path / "work", capture_output=True, text=True)

    return script


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    """What `gh` was asked since the last time that one looked."""

    def asked() -> str:
        text = (tmp_path / "gh.log").read_text(encoding="utf-8")
        (tmp_path / "gh.log").unlink()
        return text

    return asked


# --- Where the site will be


@pytest.mark.parametrize("answer", ["https://us.github.io/book/", "https://us.github.io/book"])
def test_the_address_of_the_site_is_that_of_pages_and_ends_with_one_slash(
    script: Script, asked: Asked, answer: str
) -> None:
    assert script("site-address.sh", answer=answer).stdout == "address=https://us.github.io/book/\n"
    assert asked() == "gh api repos/us/book/pages --jq .html_url\n"


def test_where_pages_is_switched_off_the_workflow_says_how_to_switch_it_on(script: Script) -> None:
    done = script("site-address.sh")
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "::error::GitHub Pages is not switched on. Settings, Pages, Build and deployment: choose GitHub Actions\n",
    )


# --- One issue

LOOK = "gh issue list --label due --state open --limit 1 --json number --jq .[0].number // empty\n"


@pytest.fixture
def one_issue(script: Script, tmp_path: Path) -> Callable[[str, str], None]:
    """Keep the issue for a list, where the open issue has this number."""

    def one_issue(text: str, number: str) -> None:
        (tmp_path / "work/list.txt").write_text(text, encoding="utf-8", newline="")
        done = script("one-issue.sh", "due", "Pages to read", "Read them.", "list.txt", answer=number)
        assert done.returncode == 0, done.stderr

    return one_issue


@pytest.mark.parametrize(
    ("text", "number", "done"),
    [
        pytest.param(
            "docs/a.md:3: due\ndocs/b.md:3: due\n",
            "",
            "gh label create due --force --description Kept by a weekly workflow\n"
            "gh issue create --label due --title Pages to read --body-file -\n"
            "Read them.\n\n    docs/a.md:3: due\n    docs/b.md:3: due\n",
            id="a first list opens it",
        ),
        pytest.param(
            "docs/a.md:3: due\n",
            "7",
            "gh issue edit 7 --body-file -\nRead them.\n\n    docs/a.md:3: due\n",
            id="a later list rewrites it",
        ),
        pytest.param(
            "", "7", "gh issue close 7 --comment Nothing is left on the list.\n", id="an empty list closes it"
        ),
        pytest.param("", "", "", id="an empty list opens none"),
    ],
)
def test_one_issue_follows_the_list(
    one_issue: Callable[[str, str], None], asked: Asked, text: str, number: str, done: str
) -> None:
    one_issue(text, number)
    assert asked() == LOOK + done


def test_a_list_stays_code_and_fits_into_an_issue_whatever_another_site_answers(
    one_issue: Callable[[str, str], None], asked: Asked
) -> None:
    one_issue("one\r@everybody\n```\n" + "x" * 70_000, "7")
    body = asked().partition("Read them.\n\n")[2].splitlines()
    assert body[:2] == ["    one@everybody", "    ```"]
    assert (len(body), len("\n".join(body))) == (3, 60_000)


# --- The draft of a story


@pytest.fixture
def git(script: Script, tmp_path: Path, new_machine: None) -> Callable[..., str]:
    """Run git in `work`, a new clone of a repository with one file."""
    work = tmp_path / "work"

    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=work, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    git("init", "--bare", "--initial-branch=main", str(tmp_path / "origin"))
    git("clone", str(tmp_path / "origin"), ".")
    (work / "docs/stories").mkdir(parents=True)
    (work / "docs/stories/index.md").write_text("All stories.\n", encoding="utf-8")
    git("add", ".")
    git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "--message", "Start")
    git("push", "origin", "main")
    (work / "docs/stories/parcel.md").write_text("A draft.\n", encoding="utf-8")
    return git


LOOK_FOR_DRAFT = "gh auth setup-git\ngh pr list --head story-7 --state open --json url --jq .[0].url // empty\n"


def test_a_draft_is_pushed_as_one_new_file_on_its_branch_and_offered(
    script: Script, asked: Asked, git: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "work/left-over.txt").write_text("Of no concern.\n", encoding="utf-8")
    done = script("offer-story.sh", "7")
    assert done.returncode == 0, done.stderr
    create = "gh pr create --head story-7 --base main --title Draft of a story from issue #7 --body-file -\n"
    assert asked().startswith(f"{LOOK_FOR_DRAFT}{create}Closes #7, which tells the story.")
    git("fetch", "origin")
    assert git("diff", "--name-status", "origin/main", "origin/story-7") == "A\tdocs/stories/parcel.md\n"
    assert git("log", "--format=%an: %s", "origin/main..origin/story-7") == (
        "github-actions[bot]: Draft a story from issue #7\n"
    )


def test_a_draft_that_was_offered_before_is_left_alone(
    script: Script, asked: Asked, git: Callable[..., str], tmp_path: Path
) -> None:
    script("offer-story.sh", "7")
    first = git("ls-remote", "origin")
    asked()
    git("switch", "main")
    git("branch", "--delete", "--force", "story-7")
    (tmp_path / "work/docs/stories/parcel.md").write_text("Another draft.\n", encoding="utf-8")
    done = script("offer-story.sh", "7", answer="https://github.com/us/book/pull/8")
    assert (done.returncode, asked(), git("ls-remote", "origin")) == (0, LOOK_FOR_DRAFT, first)


def test_a_draft_whose_pull_request_was_refused_by_github_is_offered_when_the_label_is_set_again(
    script: Script, asked: Asked, git: Callable[..., str]
) -> None:
    git("push", "origin", "main:refs/heads/story-7")
    first = git("ls-remote", "origin")
    assert script("offer-story.sh", "7").returncode == 0
    assert asked().startswith(f"{LOOK_FOR_DRAFT}gh pr create --head story-7 ")
    assert git("ls-remote", "origin") == first
