"""Pagefind's command-line program: it makes an index of a folder of pages, and has been seen to leave it half made."""

import gzip
import json
import subprocess
from importlib.metadata import files
from pathlib import Path

from handbook.site.output import SiteError

SIGNATURE = b"pagefind_dcd"  # starts each of Pagefind's files, once decompressed

# What Pagefind names by its content, so that browsers may keep it; as patterns that Netlify and Cloudflare read.
NAMED_BY_CONTENT = ("search/:part/index/*", "search/:part/fragment/*", "search/:part/pagefind.en_*")

# What Pagefind writes for search pages other than ours.
UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")


def index(copies: Path, number: int, folder: Path) -> dict[str, str]:
    """Fill a folder with the index of a folder of so many pages; raises SiteError where it is not whole.

    Returns the id that Pagefind gave to each page, by address.
    """
    command = [str(program()), "--silent", "--site", str(copies), "--output-path", str(folder)]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    if result.returncode != 0:
        said = " ".join(f"{result.stdout} {result.stderr}".split()) or f"Pagefind ended with {result.returncode}"
        raise SiteError(f"the search index could not be made: {said[:300]}")
    for path in (path for pattern in UNUSED for path in folder.glob(pattern)):
        path.unlink()
    empty = [path.name for path in folder.rglob("*") if path.is_file() and not path.stat().st_size]
    fragments = {path.stem: gzip.decompress(path.read_bytes()) for path in (folder / "fragment").glob("*") if not empty}
    if empty or len(fragments) != number:  # it has been seen to leave empty files behind
        found = f"{len(fragments)} of {number} pages, {len(empty)} files empty"
        raise SiteError(f"the search index is not whole ({found}); look whether the disk is full, and build again")
    urls = {name: json.loads(text.removeprefix(SIGNATURE))["url"] for name, text in fragments.items()}
    return {url.strip("/").removesuffix(".html") + "/": name for name, url in urls.items()}


def program() -> Path:
    """Return Pagefind's program, where its package installed it."""
    return next(Path(str(path.locate())) for path in files("pagefind-bin") or [] if path.stem == "pagefind")
