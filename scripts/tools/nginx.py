"""Find nginx, or get it: `python -m tools.nginx` prints where it is. And serve the built site by it, on loopback.

It is run with our own configuration for real hosts, deploy/nginx.conf, for the tests, Lighthouse and the benchmark.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from command import run
from tools.browsers import apt

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "deploy/nginx.conf"
MODULE = "ngx_http_brotli_static_module.so"
FOLDERS = ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules")
PACKAGES = ("nginx", "libnginx-mod-http-brotli-static")
MISSING = f"No nginx with its brotli module; install {' and '.join(PACKAGES)}, then run this again"
SECONDS = 10  # until nginx answers; it takes a tenth of one


def installed() -> tuple[str, Path] | None:
    """Return nginx and its module for precompressed brotli files, or None where one of them is missing."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    module = next((path for folder in FOLDERS if (path := Path(folder, MODULE)).is_file()), None)
    return (program, module) if program and module else None


def from_distribution() -> tuple[str, Path] | None:
    """Install nginx from Debian or Ubuntu, as root only; return what is installed then."""
    apt("nginx from this distribution (once)", *PACKAGES)
    return installed()


def settings(site: Path, listen: str) -> str:
    """Return our configuration of the site itself for an address of our own, without encryption, for any name."""
    text = SETTINGS.read_text(encoding="utf-8")
    server = re.findall(r"^server \{.*?^\}\n", text, re.DOTALL | re.MULTILINE)[-1]
    server = re.sub(r" *(?:listen|ssl_).*\n", "", server)
    server = re.sub(r" *if \(\$https.*?\}\n", "", server, flags=re.DOTALL)
    server = re.sub(r"root .*;", lambda _: f"listen {listen}; root {quoted(site)};", server)
    return text[: text.index("server {")] + server


def whole_settings(site: Path, plain: str, encrypted: str, certificate: Path) -> str:
    """Return all of our configuration, for two addresses of our own and a file with a certificate and its key."""
    text = re.sub(r" *listen \[::\].*\n", "", SETTINGS.read_text(encoding="utf-8"))
    text = text.replace("listen 80", f"listen {plain}").replace("listen 443", f"listen {encrypted}")
    text = re.sub(r"(ssl_certificate(?:_key)?) .*;", lambda found: f"{found[1]} {quoted(certificate)};", text)
    return re.sub(r"root .*;", lambda _: f"root {quoted(site)};", text)


@contextmanager
def served_by_nginx(site: Path, *, bare: bool = False) -> Iterator[str]:
    """Serve a built site with our own configuration, or with none, while the block runs; yields its address."""
    place = free_place()
    ours = f"server {{ listen {place}; root {quoted(site)}; }}" if bare else settings(site, place)
    with running(ours, place):
        yield f"http://{place}/"


@contextmanager
def running(servers: str, place: str) -> Iterator[None]:
    """Run nginx with a configuration of servers while the block runs, from the moment that a place answers."""
    found = installed()
    if found is None:
        raise SystemExit(MISSING)
    program, module = found
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "nginx.conf").write_text(around(servers, folder, module), encoding="utf-8")
        process = subprocess.Popen([program, "-c", str(folder / "nginx.conf"), "-p", name], stderr=subprocess.PIPE)
        try:
            wait(place, process)
            yield
        finally:
            process.terminate()
            process.communicate()


def around(server: str, folder: Path, module: Path) -> str:
    """Return a whole configuration for one server that writes nothing outside of a folder."""
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"{'user root;' if os.geteuid() == 0 else ''} load_module {module}; daemon off; worker_processes 2; "
        f"pid {folder}/pid; error_log {folder}/error.log; events {{ worker_connections 1024; }}\n"
        f"http {{ include /etc/nginx/mime.types; default_type application/octet-stream; access_log off; "
        f"sendfile on; tcp_nopush on; {temporary}\n{server} }}\n"
    )


def quoted(path: Path) -> str:
    """Return a path as nginx reads it, though it may hold spaces."""
    return f'"{path.resolve()}"'


def free_place() -> str:
    """Return an address on loopback, host and port, that nothing uses now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"127.0.0.1:{free.getsockname()[1]}"


def answers(place: str) -> bool:
    """Return whether a server takes connections."""
    host, _, port = place.partition(":")
    with socket.socket() as attempt:
        return attempt.connect_ex((host, int(port))) == 0


def wait(place: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server takes connections; raises RuntimeError with what it said where it ends instead."""
    deadline = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if answers(place):
            return
        time.sleep(0.02)
    process.kill()
    raise RuntimeError(f"nginx does not answer: {process.communicate()[1].decode()}")


def main(arguments: list[str]) -> int:
    """Say which nginx will serve, or what to install."""
    found = installed() or from_distribution()
    if found is None:
        print(MISSING, file=sys.stderr)
        return 1
    print(f"Server: {found[0]}")
    return 0


if __name__ == "__main__":
    run(main)
