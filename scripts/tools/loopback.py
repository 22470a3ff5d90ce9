"""A small server on loopback for whoever needs the built site over HTTP: the link check, the screenshots, the tests."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below a prefix, with the site's own page for what is not there."""

    def __init__(self, *arguments: object, directory: str, prefix: str) -> None:
        """Serve a folder; what does not start with the prefix is not there."""
        self.prefix = prefix
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def handle(self) -> None:
        """Answer; a reader who hangs up early is no fault."""
        with suppress(ConnectionError):
            super().handle()

    def end_headers(self) -> None:
        """Allow linkchecker to ask as fast as it likes; it would otherwise wait after each page."""
        self.send_header("LinkChecker", "welcome")
        super().end_headers()

    def translate_path(self, path: str) -> str:
        """Return the file for a path; one that cannot exist where the prefix does not fit."""
        inside = path.startswith(self.prefix)
        return super().translate_path("/" + path.removeprefix(self.prefix) if inside else "/outside-the-prefix")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with 404.html of the site."""
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None

    def list_directory(self, path: object) -> None:
        """A folder without a page is not found, as on the host of the published site."""
        self.send_error(404, "File not found")

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep quiet."""


@contextmanager
def served(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder on a free port of 127.0.0.1 while the block runs; yields its address with `prefix`."""
    handler = partial(Handler, directory=str(folder), prefix=prefix)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()
