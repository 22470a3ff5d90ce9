"""Preview the handbook with live reload: `python scripts/serve.py [PORT]`. By default the first free one from 8000."""

import logging
import socket
import sys
import tempfile
from contextlib import suppress
from errno import EADDRINUSE
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from command import run
from macros import Stop
from preview import Preview
from watching import looking

ROOT = Path(__file__).resolve().parent.parent
FIRST, LAST = 8000, 8099  # ports that are tried where none is named


def main(arguments: list[str]) -> int:
    """Find a free port, say which, and serve until somebody stops it."""
    port = port_of(*arguments)
    if isinstance(port, str):
        print(port, file=sys.stderr)
        return 1
    print(f"Building the preview; it will be on http://127.0.0.1:{port} (stop it with Ctrl-C)", flush=True)
    with tempfile.TemporaryDirectory(prefix="handbook_") as name:
        site = Path(name, "site")
        site.mkdir()
        preview = Preview(ROOT, site)
        try:
            preview.build()
        except Stop as error:
            print(error)
            return 1
        serve(preview, port)
        preview.wait()
    return 0


def serve(preview: Preview, port: int) -> None:
    """Serve the site of a preview until Ctrl-C, and build it after each save."""
    say = logging.getLogger("mkdocs.livereload")
    say.setLevel(logging.INFO)
    say.addHandler(logging.StreamHandler(sys.stdout))
    path = urlsplit(load_config(str(ROOT / "mkdocs.yml")).site_url or "/").path
    server = LiveReloadServer(preview.build, "127.0.0.1", port, root=str(preview.site), mount_path=path)
    server.error_handler = lambda code: (preview.site / "404.html").read_bytes() if code == 404 else None
    # Any observer of watchdog will do; MkDocs names the one that it takes itself.
    server.observer = looking(preview.stamps, preview.building, preview.followed)  # type: ignore[assignment]
    server.watch(str(ROOT))
    try:
        with suppress(KeyboardInterrupt):
            server.serve()  # type: ignore[no-untyped-call]
    finally:
        server.shutdown()


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
