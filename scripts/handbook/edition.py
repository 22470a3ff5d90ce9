"""Which state of the handbook this is: the newest commit."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handbook import git


@dataclass(frozen=True)
class Edition:
    """A commit, by the start of its name, and the day on which it was made."""

    commit: str
    day: date

    @property
    def name(self) -> str:
        """Return both, as the foot of each page shows them."""
        return f"{self.day} ({self.commit})"


def edition_of(root: Path) -> Edition | None:
    """Return the newest commit of the repository; None where there is no git to ask, as in a downloaded archive."""
    try:
        _, commit, day = git.ask(root, "rev-list", "--max-count=1", "--format=%cs", "HEAD").split()
    except git.GitError:
        return None
    return Edition(commit[:8], date.fromisoformat(day))
