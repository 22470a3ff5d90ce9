"""Git, asked so that no setting of a person or a machine, and no repository around ours, changes what it answers.

Only plumbing commands are meant to be asked: they take next to nothing from the settings of a repository itself.
"""

import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# No settings but those of the repository, the objects as they were committed, no questions, and messages that we know.
FIXED = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}

# A patch that no setting shortens, colours or hides, of the first commit and of merges as well.
PATCH = ["--root", "-m", "-p", "--unified=0", "--text", "--no-commit-id", "--no-renames", "--no-color"]
PATCH += ["--no-ext-diff", "--no-textconv"]

BRANCH = re.compile(r"refs/(?:heads|remotes/[^/]+)/(.+)")
OFFERED = re.compile(r"refs/remotes/pull/\d+/merge")  # GitHub's: the main branch with a pull request merged into it


@dataclass(frozen=True)
class Published:
    """The lines of a file that the main branch holds or ever held, and those of them that this work tree had once."""

    ever: frozenset[str]
    here: frozenset[str]


class GitError(Exception):
    """Git has no answer; its text says why, in a few words."""


def ask(root: Path, *command: str, given: str = "") -> str:
    """Return what a plumbing command prints about the repository of `root`; `given` is what it reads.

    The repository is named and not looked for, so that one around it is not meant, and its owner does not matter:
    whoever asks runs the scripts beside it anyway. One around it answers only if it keeps the files of this folder, and
    git trusts it. Bytes that are no UTF-8 become surrogates. Raises GitError.
    """
    if (root / ".git").exists():
        return _answer(root, [f"--git-dir={root / '.git'}", f"--work-tree={root}"], command, given)
    try:
        _answer(root, [], ("ls-files", "--error-unmatch", "--", "docs"))
    except GitError:
        raise GitError("this folder is no git repository of its own") from None
    return _answer(root, [], command, given)


def published(root: Path, file: str) -> Published | None:
    """Return the lines of a file that the main branch has or ever had; None where git does not know a main branch.

    `file` is its path from `root`.
    """
    mains = _mains(root)
    if not mains:
        return None
    walk = ("rev-list", "--first-parent", *mains)  # what was merged counts from the merge on: before, it was a draft
    ahead = set(_said(root, *walk, "^HEAD", "--", file).split())  # what this work tree does not have yet
    commits = _said(root, *walk, "--", file).split()
    here = _added(root, file, (commit for commit in commits if commit not in ahead))
    return Published(here | _added(root, file, ahead), here)


def _answer(root: Path, where: list[str], command: tuple[str, ...], given: str = "") -> str:
    """Return what git prints where it is told to look, or finds its way."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | FIXED
    try:
        done = subprocess.run(
            ["git", *where, "-c", f"core.attributesFile={os.devnull}", *command],
            cwd=root,
            env=settings,
            input=given.encode("utf-8"),
            capture_output=True,
        )
    except OSError as error:
        raise GitError("git is not installed" if isinstance(error, FileNotFoundError) else str(error)) from None
    if done.returncode != 0:
        raise GitError(_why(done.stderr.decode("utf-8", "replace")))
    return done.stdout.decode("utf-8", "surrogateescape")


def silence(root: Path) -> str:
    """Return why git cannot tell the whole history of the repository; nothing where it can."""
    try:
        cut = ask(root, "rev-parse", "HEAD", "--is-shallow-repository").split()[-1] == "true"
    except GitError as error:
        return str(error)
    if cut:
        return "its history is cut short; `git fetch --unshallow` gets the rest"
    return "" if _mains(root) else "no branch of it is the main one"


def _mains(root: Path) -> list[str]:
    """Return the commits that main branches stand at: here, at each remote, and below a pull request of GitHub.

    A fork may call its main branch otherwise. A clone knows how (HEAD), a workflow knows what it merges into, and where
    there is no other branch, there is no question.
    """
    printed = _said(root, "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/remotes")
    refs = dict(line.split(" ") for line in printed.split("\n") if line)
    named = {"main", "master", "HEAD", os.environ.get("GITHUB_BASE_REF")}
    branches = {name: found[1] for name in refs if (found := BRANCH.fullmatch(name)) and not OFFERED.fullmatch(name)}
    mains = {refs[name] for name, branch in branches.items() if branch in named or len(set(branches.values())) == 1}
    offered = (f"{name}^1^{{commit}}" for name in refs if OFFERED.fullmatch(name))  # a shallow clone has no such commit
    return sorted(mains | {below for name in offered if (below := _said(root, "rev-parse", "--verify", name))})


def _said(root: Path, *command: str) -> str:
    """Return what git prints, or nothing where it has no answer."""
    try:
        return ask(root, *command).strip()
    except GitError:
        return ""


def _added(root: Path, file: str, commits: Iterable[str]) -> frozenset[str]:
    """Return every line that any of these commits added to a file, without what is around it."""
    given = "".join(f"{commit}\n" for commit in commits)
    try:
        patches = ask(root, "diff-tree", "--stdin", "-r", *PATCH, "--", file, given=given) if given else ""
    except GitError:
        patches = ""
    return frozenset(line[1:].strip() for line in patches.split("\n") if line[:1] == "+" and line[:4] != "+++ ")


def _why(message: str) -> str:
    """Return why git failed, from what it printed."""
    if "ambiguous argument 'HEAD'" in message or "bad revision 'HEAD'" in message:
        return "nothing was committed yet"
    return (message.strip().split("\n")[0] or "git failed").removeprefix("fatal: ")
