"""Asks git, whatever its user has set. Where git does not answer, nobody fails: callers do without.

Only plumbing commands are used, with every choice spelt out, since settings of a user change what others print.
"""

import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SETTINGS = (
    "color.ui=false",
    "core.fsmonitor=false",
    "core.pager=cat",
    "core.quotePath=false",
    "log.showSignature=false",
)
# Set for a hook, or for another repository than the one that is asked.
FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE")
# It waits for nobody: not for a password, a lock, or objects that a partial clone would fetch.
ALONE = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
PATIENCE = 60  # seconds
PATCH = (
    *("diff-tree", "--stdin", "--root", "-m", "--patch", "--unified=0", "--text"),
    *("--no-color", "--no-ext-diff", "--no-textconv", "--no-renames"),
)

BRANCH = re.compile(r"refs/(?:heads|remotes/[^/]+)/(.+)")
OFFERED = re.compile(r"refs/remotes/pull/\d+/merge")  # GitHub's: the main branch with a pull request merged into it


@dataclass(frozen=True)
class Published:
    """The lines of a file that the main branch holds or ever held, and those of them that this work tree had once."""

    ever: frozenset[str]
    here: frozenset[str]


def ask(root: Path, *arguments: str, told: str = "") -> str | None:
    """Return what a command of git prints in a folder; None where there is no git, or where it refuses."""
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN} | ALONE
    command = ["git", "-C", str(root), *settings, *arguments]
    try:
        done = subprocess.run(command, env=environment, input=told.encode(), capture_output=True, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode(errors="replace") if done.returncode == 0 else None


def is_of(root: Path, file: str) -> bool:
    """Return whether a folder is a repository, or a part of one that keeps this file of the folder.

    An unpacked copy that lies inside the repository of another project is neither.
    """
    place = ask(root, "rev-parse", "--show-prefix")
    return place is not None and (not place.strip() or ask(root, "ls-files", "--error-unmatch", "--", file) is not None)


def published(root: Path, file: str) -> Published | None:
    """Return the lines of a file that the main branch has or ever had; None where git does not know a main branch."""
    mains = _mains(root) if is_of(root, file) else []
    if not mains:
        return None
    walk = ("rev-list", "--first-parent", *mains)  # what was merged counts from the merge on: before, it was a draft
    ahead = set(_said(root, *walk, "^HEAD", "--", file).split())  # what this work tree does not have yet
    commits = _said(root, *walk, "--", file).split()
    here = _added(root, file, (commit for commit in commits if commit not in ahead))
    return Published(here | _added(root, file, ahead), here)


def _mains(root: Path) -> list[str]:
    """Return the commits that main branches stand at: here, at each remote, and below a pull request of GitHub.

    A fork may call its main branch otherwise. A clone knows how (HEAD), a workflow knows what it merges into, and where
    there is no other branch, there is no question.
    """
    printed = ask(root, "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/remotes") or ""
    refs = dict(line.split(" ") for line in printed.split("\n") if line)
    named = {"main", "master", "HEAD", os.environ.get("GITHUB_BASE_REF"), _said(root, "config", "init.defaultBranch")}
    branches = {name: found[1] for name in refs if (found := BRANCH.fullmatch(name)) and not OFFERED.fullmatch(name)}
    mains = {refs[name] for name, branch in branches.items() if branch in named or len(set(branches.values())) == 1}
    offered = (f"{name}^1^{{commit}}" for name in refs if OFFERED.fullmatch(name))  # a shallow clone has no such commit
    return sorted(mains | {below for name in offered if (below := _said(root, "rev-parse", "--verify", name))})


def _said(root: Path, *arguments: str) -> str:
    """Return what git prints, or nothing."""
    return (ask(root, *arguments) or "").strip()


def _added(root: Path, file: str, commits: Iterable[str]) -> frozenset[str]:
    """Return every line that any of these commits added to a file."""
    told = "".join(f"{commit}\n" for commit in commits)
    changes = (ask(root, *PATCH, "--", file, told=told) or "") if told else ""
    return frozenset(line[1:].strip() for line in changes.split("\n") if line[:1] == "+" and line[:4] != "+++ ")
