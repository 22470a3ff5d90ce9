"""The finished site behind the real nginx, with our own configuration for it, on loopback."""

import base64
import gzip
import hashlib
import http.client
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from conftest import ROOT
from handbook.site import pagefind
from handbook.site.offline import FILES
from handbook.site.pagefind import index
from tools.nginx import free_place, running, whole_settings
from visiting import Browse

STORY = "stories/little-alien/"
NAME = "handbook.example.com"

# The one script that stands in each page, by what it says.
INLINE = (ROOT / "overrides/inline").glob("*.js")
(KNOWN,) = (base64.b64encode(hashlib.sha256(path.read_bytes().strip()).digest()).decode() for path in INLINE)
OURS = {
    "Content-Security-Policy": (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-{KNOWN}'; style-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def ask(host: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Ask for a path; return the status, the headers by their names in lower case, and the content as sent."""
    connection = http.client.HTTPConnection(urlsplit(host).netloc)
    connection.request("GET", f"/{path}", headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content


def hashed(site: Path, name: str) -> str:
    """The address of one of our assets."""
    stem, _, kind = name.partition(".")
    return next(f"assets/{path.name}" for path in (site / "assets").glob(f"{stem}.*.{kind}"))


@pytest.mark.parametrize("path", ["", STORY, "principles/improvise/", "stories/", "feed.xml", "catalogue.json"])
def test_a_text_comes_as_brotli_or_gzip_or_as_it_is(path: str, host: str, site: Path) -> None:
    plain = (site / path / "index.html" if path.endswith("/") or not path else site / path).read_bytes()
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
    for accepted, expected in (("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)):
        status, headers, content = ask(host, path, Accept_Encoding=accepted)
        assert (status, headers.get("content-encoding")) == (200, expected)
        assert unpack[expected](content) == plain


def test_what_is_not_there_gets_our_own_page_and_the_status_404(host: str, site: Path) -> None:
    status, _, content = ask(host, "stories/no-such-story/")
    assert (status, content) == (404, (site / "404.html").read_bytes())


def test_an_address_without_its_last_slash_leads_to_the_page(host: str) -> None:
    status, headers, _ = ask(host, STORY.rstrip("/"))
    assert (status, urlsplit(headers["location"]).path) == (301, f"/{STORY}")


def test_the_hosts_that_read_headers_from_a_file_get_the_same(site: Path) -> None:
    lines = (site / "_headers").read_text(encoding="utf-8").splitlines()
    assert lines[: len(OURS) + 1] == ["/*", *(f"  {name}: {value}" for name, value in OURS.items())]
    for name in (hashed(site, "header.js"), "search/:part/index/*", "search/:part/fragment/*"):
        assert lines[lines.index(f"/{name}") + 1] == "  Cache-Control: public, max-age=31536000, immutable"
    for name in FILES:
        assert lines[lines.index(f"/{name}") + 1] == "  Cache-Control: no-cache"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("sw.js", "application/javascript; charset=utf-8"),
        ("kept.json", "application/json; charset=utf-8"),
        ("manifest.webmanifest", "application/manifest+json"),
    ],
)
def test_what_tells_of_a_new_edition_is_asked_for_again_and_comes_compressed(name: str, kind: str, host: str) -> None:
    status, headers, _ = ask(host, name, Accept_Encoding="br")
    assert (status, headers["cache-control"], headers["content-type"]) == (200, "no-cache", kind)
    assert headers["content-encoding"] == "br"
    assert headers["content-security-policy"] == OURS["Content-Security-Policy"]


def test_a_name_with_a_digest_is_kept_for_ever_and_a_page_is_asked_for_again(host: str, site: Path) -> None:
    theme = next((site / "assets/stylesheets").glob("main.*.css")).relative_to(site).as_posix()
    parts = [next((site / "search/1").glob(f"**/*.pf_{kind}")) for kind in ("index", "fragment", "meta")]
    named = [path.relative_to(site).as_posix() for path in parts]
    for path in (hashed(site, "header.js"), hashed(site, "handbook.css"), theme, *named):
        assert ask(host, path)[1]["cache-control"] == "public, max-age=31536000, immutable"
    for path in (STORY, "search/1/pagefind.js", "search/1/pagefind-entry.json", "search/words.json"):
        _, headers, _ = ask(host, path)
        assert headers["cache-control"] == "no-cache"
        assert ask(host, path, If_None_Match=headers["etag"])[0] == 304


def test_a_part_of_the_search_index_that_changes_gets_another_name(tmp_path: Path) -> None:
    page = "<html lang=en><body data-pagefind-body><h1>A story</h1>A worker brought a {}.</body></html>"
    names = []
    for word in ("towel", "cloth"):
        index({"coffee/": page.format(word)}, tmp_path / word)
        names.append({path.name for path in (tmp_path / word).rglob("*.pf_*")})
    assert len(names[0]) == len(names[1]) == 3
    assert names[0] & names[1] == set()


def test_the_index_has_the_pages_in_the_order_in_which_it_gets_them(tmp_path: Path) -> None:
    names = ["cloth/", "apron/", "", "towel/", "basket/", "mop/"]
    page = "<html lang=en><body data-pagefind-body><h1>The {}</h1>Clean.</body></html>"
    ids = index({name: page.format(name) for name in names}, tmp_path)
    about = gzip.decompress(next(tmp_path.glob("*.pf_meta")).read_bytes())
    assert sorted(ids, key=lambda address: about.index(ids[address].encode())) == names


def test_a_file_of_the_index_that_is_empty_or_cut_off_is_not_taken_for_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind, "PATIENCE", 0)
    whole = gzip.compress(b"pagefind_dcd and more")
    for name, text in (("whole", whole), ("cut", whole[:-1]), ("empty", b""), ("plain.js", b"let plain")):
        (tmp_path / name).write_bytes(text)
    assert pagefind.written(tmp_path)[1] == ["cut", "empty"]


def test_an_old_address_leads_on_with_its_anchor(host: str, browse: Browse) -> None:
    page = browse(host)
    page.goto("go/alien/#where-it-stops")
    page.wait_for_url(f"{host}{STORY}#where-it-stops")
    page.get_by_role("heading", name="When not to do this").wait_for()


# --- The whole configuration: its name, both of its ports, and what it refuses


@dataclass
class Ways:
    """Where the site answers, plain and encrypted."""

    plain: str
    encrypted: str
    trusted: ssl.SSLContext

    def ask(
        self, path: str, method: str = "GET", host: str = NAME, *, secure: bool = True, name: str = NAME
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask a server that goes by `name` for a path on a host; return status, headers and content."""
        connection = http.client.HTTPConnection(self.encrypted if secure else self.plain)
        if secure:
            raw = socket.create_connection((connection.host, connection.port))
            connection.sock = self.trusted.wrap_socket(raw, server_hostname=name)
        connection.request(method, f"/{path}", headers={"Host": host})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, content


@pytest.fixture(scope="module")
def ways(readable_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ways]:
    """Both ports of the whole configuration, with a certificate for its name."""
    folder = tmp_path_factory.mktemp("certificate")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={NAME}"]
    command += ["-addext", f"subjectAltName=DNS:{NAME}", "-keyout", str(folder / "key.pem")]
    subprocess.run([*command, "-out", str(folder / "cert.pem")], check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_text((folder / "key.pem").read_text() + (folder / "cert.pem").read_text())
    plain, encrypted = free_place(), free_place()
    with running(whole_settings(readable_site, plain, encrypted, both), encrypted):
        yield Ways(plain, encrypted, ssl.create_default_context(cafile=str(folder / "cert.pem")))


@pytest.mark.parametrize(
    ("path", "method", "secure", "status"),
    [
        ("", "GET", True, 200),
        (STORY, "HEAD", True, 200),
        ("feed.xml", "GET", True, 200),
        ("no-such-page/", "GET", True, 404),
        ("go/", "GET", True, 404),
        (STORY.rstrip("/"), "GET", True, 301),
        (STORY, "POST", True, 405),
        (STORY, "GET", False, 301),
        (STORY, "POST", False, 405),
    ],
)
def test_every_answer_has_the_same_headers(path: str, method: str, secure: bool, status: int, ways: Ways) -> None:
    found, headers, _ = ways.ask(path, method, secure=secure)
    assert (found, {name: headers.get(name.lower()) for name in OURS}) == (status, OURS)
    assert (headers["server"], headers["cache-control"]) == ("nginx", "no-cache")


@pytest.mark.parametrize("path", ["go/", "assets/", "search/", "search/1/", ".well-known/"])
def test_a_folder_without_a_page_is_not_there(path: str, ways: Ways, site: Path) -> None:
    assert (site / path).is_dir()
    status, _, content = ways.ask(path)
    assert (status, content) == (404, (site / "404.html").read_bytes())


@pytest.mark.parametrize("path", [".finished", ".finished/", "go/.git/config", ".well-known/.finished", "_headers"])
def test_what_no_reader_asks_for_is_not_there(path: str, ways: Ways, site: Path) -> None:
    status, _, content = ways.ask(path)
    assert (status, content) == (404, (site / "404.html").read_bytes())


def test_whom_to_tell_of_a_hole_is_there(ways: Ways, site: Path) -> None:
    status, _, content = ways.ask(".well-known/security.txt")
    assert (status, content) == (200, (site / ".well-known/security.txt").read_bytes())


@pytest.mark.parametrize("path", [STORY, "no-such-page/", "go/", "_headers", ".finished"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_a_page_can_be_read_and_nothing_else(method: str, path: str, ways: Ways) -> None:
    status, headers, _ = ways.ask(path, method)
    assert (status, headers.get("allow")) == (405, "GET, HEAD")


def test_only_the_answer_that_refuses_a_method_names_those_that_are_allowed(ways: Ways) -> None:
    assert [ways.ask(path)[1].get("allow") for path in (STORY, "no-such-page/", STORY.rstrip("/"))] == [None] * 3


def test_a_name_with_a_digest_that_is_not_there_is_asked_for_again(ways: Ways) -> None:
    status, headers, _ = ways.ask("assets/header.0123abcd.js")
    assert (status, headers["cache-control"]) == (404, "no-cache")


def test_a_foreign_name_gets_no_answer(ways: Ways) -> None:
    for secure in (False, True):
        with pytest.raises(http.client.RemoteDisconnected):
            ways.ask("", host="evil.example", secure=secure)
    with pytest.raises(ssl.SSLError, match=r"(?i)unrecognized.name"):
        ways.ask("", name="evil.example")


def test_whoever_comes_unencrypted_is_sent_to_the_encrypted_site_by_its_own_name(ways: Ways) -> None:
    status, headers, _ = ways.ask(f"{STORY}?h=%C3%A9", secure=False)
    assert (status, headers["location"]) == (301, f"https://{NAME}/{STORY}?h=%C3%A9")


def test_a_redirect_names_no_host(ways: Ways) -> None:
    assert ways.ask(STORY.rstrip("/"))[1]["location"] == f"/{STORY}"


def test_the_encrypted_site_speaks_http_2(ways: Ways) -> None:
    ways.trusted.set_alpn_protocols(["h2", "http/1.1"])
    host, _, port = ways.encrypted.partition(":")
    with (
        socket.create_connection((host, int(port))) as raw,
        ways.trusted.wrap_socket(raw, server_hostname=NAME) as secure,
    ):
        assert (secure.selected_alpn_protocol(), secure.version()) == ("h2", "TLSv1.3")
    ways.trusted.set_alpn_protocols(["http/1.1"])
