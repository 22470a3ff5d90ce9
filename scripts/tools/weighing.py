"""How large the pages and the search index of a built site are."""

import re
from pathlib import Path

import brotli

from tools.measuring import STORY

LISTS = ("stories/", "tags/", "all/", "sources/", "principles/", "principles/improvise/", "principles/be-proactive/")


def frame(site: Path) -> int:
    """Return the bytes of a story without its five related ones: other handbooks have other stories there."""
    page = (site / STORY / "index.html").read_bytes()
    return len(brotli.compress(re.sub(b'<ul class="lt-cards">.*?</ul>', b"", page, flags=re.DOTALL), quality=5))


def sent(site: Path, address: str) -> int:
    """Return the bytes of a page as nginx sends it."""
    return (site / address / "index.html.br").stat().st_size


def sizes(site: Path) -> dict[str, float]:
    """Return how large the pages and the search index of a site are."""
    return {
        "story page, bytes": sent(site, STORY),
        "without related, bytes": frame(site),
        "largest list, KB": max(sent(site, address) for address in LISTS) / 1000,
        "index on disk, MB": sum(path.stat().st_size for path in (site / "search").rglob("*") if path.is_file()) / 1e6,
    }
