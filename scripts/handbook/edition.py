"""Which state of the handbook this is: the newest commit."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handbook.git import ask, is_of


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
    if not is_of(root, "mkdocs.yml"):
        return None
    printed = ask(root, "rev-list", "--max-count=1", "--format=%h %cs", "--abbrev=8", "HEAD") or ""
    found = printed.strip().rpartition("\n")[2].split()
    return Edition(found[0], date.fromisoformat(found[1])) if found else None
