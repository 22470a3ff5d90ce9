"""Pagefind's program: it makes an index of a folder of pages, and has been seen to leave it half made.

It numbers pages as it gets them. Given a folder, it would take them as the disk happens to list them, and the same
handbook would have another index on another disk. So it gets them one by one, by what it offers to other programs.
"""

import gzip
import json
import subprocess
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib.metadata import files
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, cast

from handbook.site.output import SiteError

GZIP = b"\x1f\x8b"
PATIENCE = 10  # seconds
SIGNATURE = b"pagefind_dcd"  # starts each of Pagefind's files, once decompressed

# What Pagefind names by its content, so that browsers may keep it; as patterns that Netlify and Cloudflare read.
NAMED_BY_CONTENT = ("search/:part/index/*", "search/:part/fragment/*", "search/:part/pagefind.en_*")

# What Pagefind writes for search pages other than ours.
UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")


def index(copies: Path, number: int, folder: Path) -> dict[str, str]:
    """Fill a folder with the index of a folder of so many pages; raises SiteError where it is not whole.

    Returns the id that Pagefind gave to each page, by address.
    """
    with _asking() as ask:
        ask({"type": "NewIndex"})
        for path in sorted(copies.rglob("*.html")):
            name, text = path.relative_to(copies).as_posix(), path.read_text(encoding="utf-8")
            ask({"type": "AddFile", "index_id": 0, "file_path": name, "file_contents": text})
        ask({"type": "WriteFiles", "index_id": 0, "output_path": str(folder)})
        missing = unwritten(folder)
    for path in (path for pattern in UNUSED for path in folder.glob(pattern)):
        path.unlink()
    paths = [] if missing else [*(folder / "fragment").glob("*")]
    if len(paths) != number:
        found = f"{len(paths)} of {number} pages, {len(missing)} files not written"
        raise SiteError(f"the search index is not whole ({found}); look whether the disk is full, and build again")
    fragments = {path.stem: gzip.decompress(path.read_bytes()) for path in paths}
    urls = {name: json.loads(text.removeprefix(SIGNATURE))["url"] for name, text in fragments.items()}
    return {url.strip("/").removesuffix(".html") + "/": name for name, url in urls.items()}


def unwritten(folder: Path) -> list[str]:
    """Wait until each file of an index is whole, and return the names of those that are not when it takes too long.

    Pagefind answers once it has handed its files to threads that write them; ended then, it would leave some empty.
    """
    waiting = [path for path in folder.rglob("*") if path.is_file()]
    end = time.monotonic() + PATIENCE
    while (waiting := [path for path in waiting if not _is_whole(path)]) and time.monotonic() < end:
        time.sleep(0.01)
    return sorted(path.name for path in waiting)


def _is_whole(path: Path) -> bool:
    text = path.read_bytes()
    with suppress(EOFError):  # of a compressed file that ends too early
        return bool(text) and (not text.startswith(GZIP) or bool(gzip.decompress(text)))
    return False


@contextmanager
def _asking() -> Iterator[Callable[[dict[str, Any]], None]]:
    """Run Pagefind and offer what asks it for something; that raises SiteError where it is not done."""
    command = [str(program()), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            yield partial(_ask, process)
        finally:
            with suppress(BrokenPipeError):  # it may have ended already
                cast(IO[bytes], process.stdin).close()


def _ask(process: "subprocess.Popen[bytes]", payload: dict[str, Any]) -> None:
    """Send a message, in JSON, in base64, with a comma behind it, and wait for the answer in the same form."""
    to, answers = cast(IO[bytes], process.stdin), cast(BufferedReader, process.stdout)
    with suppress(BrokenPipeError):  # whoever ended may have said why
        to.write(b64encode(json.dumps({"message_id": 0, "payload": payload}).encode()) + b",")
        to.flush()
    said = b""
    while not said.endswith(b",") and (more := answers.read1()):
        said += more
    try:
        told = json.loads(b64decode(said[:-1], validate=True))["payload"]
    except ValueError:
        told = {"type": "Error", "message": " ".join(said.decode(errors="replace").split())}
    if told["type"] == "Error":
        raise SiteError(f"the search index could not be made: {told['message'][:300] or _ended(process)}")


def _ended(process: "subprocess.Popen[bytes]") -> str:
    return f"Pagefind ended with {process.wait()}"


def program() -> Path:
    """Return Pagefind's program, where its package installed it."""
    return next(Path(str(path.locate())) for path in files("pagefind-bin") or [] if path.stem == "pagefind")
