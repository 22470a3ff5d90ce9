"""Preview the handbook with live reload: `python scripts/serve.py [PORT]`. By default the first free one from 8000."""

import logging
import os
import shutil
import socket
import sys
from errno import EADDRINUSE
from pathlib import Path
from types import SimpleNamespace

from click import ClickException
from mkdocs import livereload
from mkdocs.commands.serve import serve

from command import run, told

ROOT = Path(__file__).resolve().parent.parent
INDEX = ROOT / ".cache/search"  # of the search; the first build of a preview makes it, and all others borrow it
FIRST, LAST = 8000, 8099  # ports that are tried where none is named


def main(arguments: list[str]) -> int:
    """Find a free port, say which, and serve until somebody stops it."""
    port = port_of(*arguments)
    if isinstance(port, str):
        print(port, file=sys.stderr)
        return 1
    print(f"Building the preview; it will be on http://127.0.0.1:{port} (stop it with Ctrl-C)", flush=True)
    shutil.rmtree(INDEX, ignore_errors=True)
    os.environ["HANDBOOK_PREVIEW"] = str(INDEX)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    # A fault while it runs is told in one line, as by every command.
    livereload.traceback = SimpleNamespace(print_exc=lambda: print(told(sys.exc_info()[1])[1]))  # type: ignore
    try:
        serve(str(ROOT / "mkdocs.yml"), dev_addr=f"127.0.0.1:{port}")
    except ClickException as error:
        print(error.format_message())
        return 1
    return 0


def port_of(named: str = "") -> int | str:
    """Return the port that somebody named, or the first free one; a text says why there is none."""
    if not named:
        free = next((port for port in range(FIRST, LAST + 1) if is_free(port)), None)
        if free and free > FIRST:
            print(f"Port {FIRST} is taken by another program, so the preview takes {free}")
        return free or f"The ports {FIRST} to {LAST} are taken; name another: make serve PORT=9000"
    if not (named.isdecimal() and 0 < int(named) < 65536):
        return f"PORT is {named!r}; allowed: a number from 1 to 65535"
    return int(named) if is_free(int(named)) else f"Port {named} is taken by another program; name another"


def is_free(port: int) -> bool:
    """Return whether nothing listens on a port of this machine."""
    try:
        with socket.create_server(("127.0.0.1", port)):
            return True
    except OSError as error:
        if error.errno != EADDRINUSE:
            raise
        return False


if __name__ == "__main__":
    run(main)
