"""Which state of the handbook this is: the newest commit."""

import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path


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
    command = ["git", "-C", str(root), "log", "-1", "--format=%h %cs", "--abbrev=8"]
    try:
        found = subprocess.run(command, capture_output=True, text=True).stdout.split()
    except FileNotFoundError:
        return None
    return Edition(found[0], date.fromisoformat(found[1])) if found else None
