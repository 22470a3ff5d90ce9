"""Which state of a page this is: a digest of what it says, which printed codes carry, so that old paper can be told."""

import hashlib
import json

from handbook import addresses
from handbook.content.files import Files
from handbook.content.reading import Page
from handbook.kinds import KINDS

UNSEEN = {"added", "fine", "former", "keywords", "owner", "reviewed"}  # keys that change nothing of what a page teaches
LENGTH = 5  # characters: of two states of a page, one pair in a million looks the same


def edition(*says: object) -> str:
    """Return the edition of what is said, as plain values."""
    text = json.dumps(says, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def editions(files: Files) -> dict[str, str]:
    """Return the edition of the file of each page of a kind, by its address."""
    return {
        addresses.of_page(kind.folder, slug): page.once(_of_file)
        for kind in KINDS.values()
        for slug, page in files.readable(kind.folder)
    }


def _of_file(page: Page) -> str:
    return edition({key: value for key, value in page.values.items() if key not in UNSEEN}, page.body)
