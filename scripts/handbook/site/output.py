"""The built site in a folder, as the finishing steps see it."""

import html
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from handbook.book import Handbook
from handbook.edition import Edition

PAGE = ".html"  # ends the name of a page
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
NAME = re.compile(r'<meta property="og:site_name" content="([^"]*)"')

# Files that no reader opens: hidden ones, what is for servers and machines, and the compressed form of another file.
NOT_READ = (
    r"(?:.*/)?\.|_headers$|404\.html$|sw\.js$|kept\.json$|robots\.txt$|feed\.xml$|sitemap\.xml$|catalogue\."
    r"|assets/social\.png$|.*\.br$"
)


Digest = tuple[str, int]  # the start of the digest of a file, and its size in bytes


class SiteError(Exception):
    """The site cannot be finished; its text says why, one line a fault."""


@dataclass(frozen=True)
class Site:
    """A built site in a folder, and the handbook that it was built from."""

    folder: Path
    book: Handbook
    edition: Edition | None = None
    names: dict[str, str] = field(default_factory=dict)  # of our stylesheets and modules, by the plain ones
    digests: dict[str, Digest] = field(default_factory=dict)  # of files, for offline.py

    @cached_property
    def address(self) -> str:
        """Where the site is published, as its home page says."""
        return self._home(CANONICAL, "/")

    @cached_property
    def name(self) -> str:
        """What the site is called, as its home page says."""
        return self._home(NAME, "Handbook")

    @property
    def edition_told(self) -> str:
        """What the foot of each page says of the edition."""
        return f"Edition of {self.edition.name}." if self.edition else ""

    def files(self, below: str = "") -> list[str]:
        """Return the path of each file from the folder, in order, or of those in one below it.

        A Path for each would take longer than to read it.
        """
        start = len(f"{self.folder}/")
        return sorted(f"{where}/{name}"[start:] for where, _, names in os.walk(self.folder / below) for name in names)

    def _home(self, pattern: re.Pattern[str], otherwise: str) -> str:
        found = pattern.search((self.folder / "index.html").read_text(encoding="utf-8"))
        return html.unescape(found[1]) if found else otherwise

    def write(self, name: str, text: str) -> None:
        """Write a file of the site, where it is not there already with this text."""
        path = self.folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


Step = Callable[[Site], None]  # one of those that finish a site


def rewrite(path: Path, content: bytes) -> None:
    """Write something else into a file of a site that nobody reads yet, over the old one.

    To empty it first takes five times as long: file systems such as ext4 then put it on the disk at once.
    """
    with path.open("r+b") as file:
        file.write(content)
        file.truncate()
