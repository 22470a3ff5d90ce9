"""Pagefind's program: it makes an index of pages.

It numbers pages as it gets them. Given a folder, it would take them as the disk happens to list them, and the same
handbook would have another index on another disk. So it gets them one by one, by what it offers to other programs.
"""

import gzip
import json
import os
import subprocess
import tempfile
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import files
from pathlib import Path
from subprocess import PIPE, STDOUT
from typing import IO, cast

from handbook.site.output import SiteError

GZIP = b"\x1f\x8b"
PATIENCE = 10  # seconds
PAUSE = 0.005  # seconds until we look again how far it is
SIGNATURE = b"pagefind_dcd"  # starts each of Pagefind's files, once decompressed

# What Pagefind names by its content, so that browsers may keep it; as patterns that Netlify and Cloudflare read.
NAMED_BY_CONTENT = ("search/:part/index/*", "search/:part/fragment/*", "search/:part/pagefind.en_*")

# What Pagefind writes for search pages other than ours.
UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")


def index(pages: Mapping[str, str], folder: Path, meanwhile: Callable[[], None] | None = None) -> dict[str, str]:
    """Fill a folder with the index of pages, in HTML by address; raises SiteError where it is not whole.

    Returns the id that Pagefind gave to each page, by address. `meanwhile` is done while Pagefind works.
    """
    asked: list[dict[str, object]] = [{"type": "NewIndex"}]
    asked += ({"type": "AddFile", "index_id": 0, "url": f"/{name}", "file_contents": pages[name]} for name in pages)
    asked += [{"type": "WriteFiles", "index_id": 0, "output_path": str(folder)}]
    with _pagefind() as (process, answers):
        _ask(process, asked)
        if meanwhile:
            meanwhile()
        _hear(process, answers, len(asked))
        files, missing = written(folder)
    for path in (path for pattern in UNUSED for path in folder.glob(pattern)):
        path.unlink()
    fragments = {path.stem: text for path, text in files.items() if path.parent.name == "fragment"}
    if missing or len(fragments) != len(pages):
        found = f"{len(fragments)} of {len(pages)} pages, {len(missing)} files not written"
        raise SiteError(f"the search index is not whole ({found}); look whether the disk is full, and build again")
    return {json.loads(text.removeprefix(SIGNATURE))["url"][1:]: name for name, text in fragments.items()}


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
        time.sleep(PAUSE)


def _whole(path: Path) -> bytes:
    """Return what is in a file, decompressed; nothing where it is not whole."""
    text = path.read_bytes()
    with suppress(EOFError):  # of a compressed file that ends too early
        return gzip.decompress(text) if text.startswith(GZIP) else text
    return b""


@contextmanager
def _pagefind() -> Iterator[tuple["subprocess.Popen[bytes]", IO[bytes]]]:
    """Run the program while the block does; it answers into a file.

    Somebody would have to read from a pipe, while we still ask, and do something else.
    """
    command = [str(program()), "--service"]
    with (
        tempfile.TemporaryFile() as answers,
        subprocess.Popen(command, stdin=PIPE, stdout=answers, stderr=STDOUT) as process,
    ):
        yield process, answers


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


def _hear(process: "subprocess.Popen[bytes]", answers: IO[bytes], number: int) -> None:
    """Wait for so many answers, which look like the messages. Raises SiteError where something is not done."""
    said, heard = b"", 0
    while True:
        ended = process.poll() is not None
        size = os.fstat(answers.fileno()).st_size
        new = os.pread(answers.fileno(), size, len(said))  # to read as usual would move where Pagefind writes
        said, heard = said + new, heard + new.count(b",")
        if ended or heard >= number:
            break
        time.sleep(PAUSE)
    faults = [*filter(None, map(_fault, said.split(b",")))]
    if faults or heard < number:
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
