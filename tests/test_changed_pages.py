"""What a pull request says of the pages that it changes and of the addresses that it adds, on real git histories."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(folder: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def git(folder: Path, *arguments: str) -> None:
    done = run(folder, "git", *arguments)
    assert done.returncode == 0, done.stderr


def put(folder: Path, name: str, text: str) -> None:
    path = folder / "docs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Change")


@pytest.fixture
def work(tmp_path: Path, new_machine: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with pages on main; its branch `mine` is checked out."""
    for key in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(key, "a@example.com")
    for name in ("index.md", "stories/index.md", "stories/toy.md", "stories/car.md", "stories/old.md", "company.yml"):
        put(tmp_path, name, f"This is {name}.\n" * 9)
    git(tmp_path, "init", "--initial-branch=main")
    commit(tmp_path)
    git(tmp_path, "switch", "--create", "mine")
    return tmp_path


def changed_pages(folder: Path, base: str = "main") -> str:
    done = run(folder, sys.executable, ROOT / "scripts/changed_pages.py", base)
    assert done.stdout.startswith("## Pages that change\n\n"), done.stderr
    return done.stdout.removeprefix("## Pages that change\n\n")


def test_new_changed_renamed_and_removed_pages_are_listed_in_plain_words(work: Path) -> None:
    for name in ("index.md", "stories/index.md", "stories/new.md", "stories/reindex.md", "company.yml"):
        put(work, name, "New words.\n")
    (work / "docs/stories/toy.md").rename(work / "docs/stories/toy-car.md")
    (work / "docs/stories/old.md").unlink()
    (work / "README.md").write_text("Not a page.\n")
    commit(work)

    text = """\
**New**

- `/stories/new/`
- `/stories/reindex/`

**Changed**

- `/`
- `/stories/`

**Renamed**

- `/stories/toy/` is now `/stories/toy-car/`

**Removed**

- `/stories/old/`

Other pages may look different, because these changed:

- `docs/company.yml`
"""
    assert changed_pages(work) == text


def test_what_changed_on_main_meanwhile_is_not_listed(work: Path) -> None:
    git(work, "switch", "main")
    put(work, "stories/car.md", "Changed by somebody else.\n")
    commit(work)
    git(work, "switch", "mine")

    assert changed_pages(work) == "None by its own text.\n"


def test_the_merge_that_github_checks_out_is_compared_with_its_base(work: Path) -> None:
    put(work, "stories/toy.md", "Changed here.\n")
    commit(work)
    git(work, "switch", "main")
    put(work, "stories/car.md", "Changed by somebody else.\n")
    commit(work)
    git(work, "merge", "--quiet", "--no-edit", "mine")

    assert changed_pages(work, "HEAD^1") == "**Changed**\n\n- `/stories/toy/`\n"


def test_a_page_that_moves_out_of_the_handbook_is_removed_and_one_that_moves_in_is_new(work: Path) -> None:
    (work / "docs/stories/old.md").rename(work / "old.md")
    commit(work)
    assert changed_pages(work) == "**Removed**\n\n- `/stories/old/`\n"
    (work / "old.md").rename(work / "docs/stories/older.md")
    commit(work)
    assert changed_pages(work, "HEAD~1") == "**New**\n\n- `/stories/older/`\n"


def test_a_file_name_cannot_write_markdown_or_html_into_the_list(work: Path) -> None:
    put(work, "a`\n<b>[x](y) é.md", "Hostile.\n")
    commit(work)
    assert changed_pages(work) == "**New**\n\n- `/a%60%0A%3Cb%3E%5Bx%5D%28y%29%20%C3%A9/`\n"


def test_addresses_that_are_not_on_record_are_named(work: Path) -> None:
    script = ROOT / ".github/scripts/new-addresses.sh"
    put(work, "permalinks.txt", "# Addresses\n/\n/stories/\n")
    commit(work)
    before = run(work, script)
    put(work, "permalinks.txt", "# Addresses\n/\n/go/toy/\n/stories/\n/stories/toy/\n")
    after = run(work, script)

    assert (before.returncode, before.stdout, after.returncode) == (0, "", 1)
    assert after.stdout == (
        "::error file=docs/permalinks.txt::Run make build and commit this file, "
        "or add these lines to it: /go/toy/ /stories/toy/\n"
    )
