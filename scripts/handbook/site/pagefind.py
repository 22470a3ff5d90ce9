"""Pagefind's program: it makes an index of a folder of pages.

It numbers pages as it gets them. Given a folder, it would take them as the disk happens to list them, and the same
handbook would have another index on another disk. So it gets them one by one, by what it offers to other programs.
That takes a third of a second more for 1,000 pages.
"""

import gzip
import json
import subprocess
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import files
from io import BufferedReader
from pathlib import Path
from subprocess import PIPE, STDOUT
from typing import IO, cast

from handbook.site.output import SiteError

GZIP = b"\x1f\x8b"
PATIENCE = 10  # seconds
SIGNATURE = b"pagefind_dcd"  # starts each of Pagefind's files, once decompressed

# What Pagefind names by its content, so that browsers may keep it; as patterns that Netlify and Cloudflare read.
NAMED_BY_CONTENT = ("search/:part/index/*", "search/:part/fragment/*", "search/:part/pagefind.en_*")

# What Pagefind writes for search pages other than ours.
UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")


def index(copies: Path, number: int, folder: Path, meanwhile: Callable[[], None] = lambda: None) -> dict[str, str]:
    """Fill a folder with the index of a folder of so many pages; raises SiteError where it is not whole.

    Returns the id that Pagefind gave to each page, by address. `meanwhile` is done while Pagefind works.
    """
    names = [path.relative_to(copies).as_posix() for path in sorted(copies.rglob("*.html"))]
    asked: list[dict[str, object]] = [{"type": "NewIndex"}]
    asked += [{"type": "AddDir", "index_id": 0, "path": str(copies), "glob": name} for name in names]
    asked += [{"type": "WriteFiles", "index_id": 0, "output_path": str(folder)}]
    with subprocess.Popen([str(program()), "--service"], stdin=PIPE, stdout=PIPE, stderr=STDOUT) as process:
        _ask(process, asked)
        meanwhile()
        _hear(process, len(asked))
        files, missing = written(folder)
    for path in (path for pattern in UNUSED for path in folder.glob(pattern)):
        path.unlink()
    fragments = {path.stem: text for path, text in files.items() if path.parent.name == "fragment"}
    if missing or len(fragments) != number:
        found = f"{len(fragments)} of {number} pages, {len(missing)} files not written"
        raise SiteError(f"the search index is not whole ({found}); look whether the disk is full, and build again")
    urls = {name: json.loads(text.removeprefix(SIGNATURE))["url"] for name, text in fragments.items()}
    return {url.strip("/").removesuffix(".html") + "/": name for name, url in urls.items()}


def written(folder: Path) -> tuple[dict[Path, bytes], list[str]]:
    """Wait until each file of an index is whole; return what is in them, and the names of those that take too long.

    Pagefind answers once it has handed its files to threads that write them; ended then, it would leave some empty.
    """
    waiting, found = [path for path in folder.rglob("*") if path.is_file()], dict[Path, bytes]()
    end = time.monotonic() + PATIENCE
    while True:
        found |= {path: text for path in waiting if (text := _whole(path))}
        waiting = [path for path in waiting if path not in found]
        if not waiting or time.monotonic() > end:
            return found, sorted(path.name for path in waiting)
        time.sleep(0.01)


def _whole(path: Path) -> bytes:
    """Return what is in a file, decompressed; nothing where it is not whole."""
    text = path.read_bytes()
    with suppress(EOFError):  # of a compressed file that ends too early
        return gzip.decompress(text) if text.startswith(GZIP) else text
    return b""


def _ask(process: "subprocess.Popen[bytes]", asked: Sequence[dict[str, object]]) -> None:
    """Send all messages, each in JSON, in base64, with a comma behind it. Pagefind does not wait until one is heard."""
    to = cast(IO[bytes], process.stdin)
    messages = (json.dumps({"message_id": number, "payload": payload}) for number, payload in enumerate(asked))
    try:
        to.writelines(b64encode(message.encode()) + b"," for message in messages)
        to.flush()
    except BrokenPipeError:  # whoever ended may have said why
        with suppress(BrokenPipeError):
            to.close()


def _hear(process: "subprocess.Popen[bytes]", number: int) -> None:
    """Wait for so many answers, which look like the messages. Raises SiteError where something is not done."""
    answers, said = cast(BufferedReader, process.stdout), b""
    while said.count(b",") < number and (more := answers.read1()):
        said += more
    whole = said.count(b",") == number
    faults = [*filter(None, map(_fault, said.split(b",")))]
    if faults or not whole:
        faults = faults or [f"Pagefind ended with {process.wait()}"]
        raise SiteError(f"the search index could not be made: {faults[0][:300]}")


def _fault(answer: bytes) -> str:
    """Return what is wrong by an answer, or by what is said in place of one."""
    try:
        told = json.loads(b64decode(answer, validate=True))["payload"]
    except ValueError:
        return " ".join(answer.decode(errors="replace").split())
    return str(told["message"]) if told["type"] == "Error" else ""


def program() -> Path:
    """Return Pagefind's program, where its package installed it."""
    return next(Path(str(path.locate())) for path in files("pagefind-bin") or [] if path.stem == "pagefind")
