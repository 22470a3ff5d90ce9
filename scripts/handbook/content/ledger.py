"""docs/permalinks.txt, the ledger of addresses: one a line in any order, and behind a tag what it stands for."""

from dataclasses import dataclass
from pathlib import Path

from handbook.content.reading import read_text
from handbook.problems import Problem

LEDGER = "permalinks.txt"  # in docs/
FILE = f"docs/{LEDGER}"
MAX_BYTES = 16 * 1024 * 1024  # some 60 bytes for each page that there ever was


@dataclass(frozen=True)
class Entry:
    """A line of the ledger: an address from the root of the site, or a tag, "/tags/#tag:too-late moment=late"."""

    line: int
    text: str

    @property
    def stands_for(self) -> str:
        """Return what a tag stands for, as the list of stories would be asked for it: "moment=late"."""
        return self.text.partition(" ")[2]

    @property
    def anchor(self) -> str:
        """Return the place of a tag on its page: "tag:late"."""
        return self.text.partition(" ")[0].partition("#")[2]


def read_ledger(root: Path, problems: list[Problem]) -> list[Entry] | None:
    """Return the lines of the ledger; add to `problems` why it cannot be read, and return None then.

    A new handbook has none yet.
    """
    path = root / FILE
    if not path.is_symlink() and not path.exists():
        return []
    text = read_text(root, path, problems, MAX_BYTES, may_be_empty=True)
    return None if text is None else _entries(text)


def entry_of_tag(address: str, stands_for: str) -> str:
    """Return the line of a tag, by its address and what it stands for."""
    return f"/{address} {stands_for}"


def _entries(text: str) -> list[Entry]:
    lines = ((number, " ".join(line.split())) for number, line in enumerate(text.split("\n"), start=1))
    return [Entry(number, line) for number, line in lines if line and not line.startswith("#")]
