"""Which state of the handbook this is: the newest commit. And which state of one page: a digest of what it says."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handbook import git

LENGTH = 5  # characters of the edition of a page: of two states, one pair in a million looks the same


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


def page_edition(*says: object) -> str:
    """Return the edition of a page, which printed codes carry; it changes with what the page says, as plain values."""
    text = json.dumps(says, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
