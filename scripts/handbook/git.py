"""Git, asked so that no setting of a person or a machine, and no repository around ours, changes what it answers.

Only plumbing commands are meant to be asked: they take next to nothing from the settings of a repository itself.
"""

import os
import subprocess
from pathlib import Path

# No settings but those of the repository, the objects as they were committed, no questions, and messages that we know.
FIXED = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}

# A patch that no setting shortens, colours or hides, of the first commit and of merges as well.
PATCH = ["--root", "-m", "-p", "--unified=0", "--text", "--no-commit-id", "--no-renames", "--no-color"]
PATCH += ["--no-ext-diff", "--no-textconv"]


class GitError(Exception):
    """Git has no answer; its text says why, in a few words."""


def ask(root: Path, *command: str, given: str = "") -> str:
    """Return what a plumbing command prints about the repository whose top is `root`; `given` is what it reads.

    The repository is named and not looked for, so that one around it is never meant, and its owner does not matter:
    whoever asks runs the scripts beside it anyway. Bytes that are no UTF-8 become surrogates. Raises GitError.
    """
    if not (root / ".git").exists():
        raise GitError("this folder is no git repository of its own")
    where = [f"--git-dir={root / '.git'}", f"--work-tree={root}", "-c", f"core.attributesFile={os.devnull}"]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | FIXED
    try:
        done = subprocess.run(
            ["git", *where, *command], cwd=root, env=settings, input=given.encode("utf-8"), capture_output=True
        )
    except OSError as error:
        raise GitError("git is not installed" if isinstance(error, FileNotFoundError) else str(error)) from None
    if done.returncode != 0:
        raise GitError(_why(done.stderr.decode("utf-8", "replace")))
    return done.stdout.decode("utf-8", "surrogateescape")


def added_lines(root: Path, file: str) -> set[str]:
    """Return every line that a file had in any commit up to now, without what is around it. Raises GitError.

    `file` is its path from the root. A line that only one side of a merge had is found as well.
    """
    commits = ask(root, "rev-list", "--full-history", "HEAD", "--", file)
    patches = ask(root, "diff-tree", "--stdin", "-r", *PATCH, "--", file, given=commits)
    return {line[1:].strip() for line in patches.split("\n") if line.startswith("+")}


def silence(root: Path) -> str:
    """Return why git cannot tell the whole history of the repository; nothing where it can."""
    try:
        cut = ask(root, "rev-parse", "HEAD", "--is-shallow-repository").split()[-1] == "true"
    except GitError as error:
        return str(error)
    return "its history is cut short; `git fetch --unshallow` gets the rest" if cut else ""


def _why(message: str) -> str:
    """Return why git failed, from what it printed."""
    if "ambiguous argument 'HEAD'" in message or "bad revision 'HEAD'" in message:
        return "nothing was committed yet"
    return (message.strip().split("\n")[0] or "git failed").removeprefix("fatal: ")
