"""The finished site behind the real nginx, with our own configuration for it, on loopback."""

import gzip
import http.client
import socket
import ssl
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from browsing import Browse
from conftest import ROOT
from handbook.site import policy
from handbook.site.pagefind import NAMED_BY_CONTENT, index
from tools.nginx import SETTINGS, served_by_nginx

STORY = "stories/little-alien/"


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


@pytest.mark.parametrize("path", ["", STORY, "no-such-page/", "feed.xml"])
def test_every_answer_has_the_headers_of_the_policy(path: str, host: str) -> None:
    _, headers, _ = ask(host, path)
    expected = {"Content-Security-Policy": policy.policy(as_header=True)} | policy.HEADERS
    assert {name: headers.get(name.lower()) for name in expected} == expected
    assert headers["server"] == "nginx"


def test_the_hosts_that_read_headers_from_a_file_get_the_same(site: Path) -> None:
    lines = (site / "_headers").read_text(encoding="utf-8").splitlines()
    expected = {"Content-Security-Policy": policy.policy(as_header=True)} | policy.HEADERS
    assert lines[: len(expected) + 1] == ["/*", *(f"  {name}: {value}" for name, value in expected.items())]
    for name in (hashed(site, "header.js"), *NAMED_BY_CONTENT):
        assert lines[lines.index(f"/{name}") + 1] == "  Cache-Control: public, max-age=31536000, immutable"


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
        (tmp_path / word).mkdir()
        index({"stories/coffee/": page.format(word)}, tmp_path / word / "search/1")
        names.append({path.name for path in (tmp_path / word).rglob("*.pf_*")})
    assert len(names[0]) == len(names[1]) == 3
    assert names[0] & names[1] == set()


def test_an_old_address_leads_on_with_its_anchor(host: str, browse: Browse) -> None:
    page = browse(host)
    page.goto("go/alien/#where-it-stops")
    page.wait_for_url(f"{host}{STORY}#where-it-stops")
    page.get_by_role("heading", name="Where it stops").wait_for()


def test_the_encrypted_site_speaks_http_2(readable_site: Path, tmp_path: Path) -> None:
    certificate = tmp_path / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, "-keyout", certificate, "-out", tmp_path / "cert.pem"], check=True, capture_output=True)
    certificate.write_text(certificate.read_text() + (tmp_path / "cert.pem").read_text())
    context = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    context.set_alpn_protocols(["h2", "http/1.1"])
    with served_by_nginx(readable_site, certificate) as address:
        place = urlsplit(address)
        raw = socket.create_connection((place.hostname or "", place.port or 0))
        with context.wrap_socket(raw, server_hostname="localhost") as secure:
            assert (secure.selected_alpn_protocol(), secure.version()) == ("h2", "TLSv1.3")


def test_whoever_comes_unencrypted_is_sent_to_the_encrypted_site() -> None:
    text = SETTINGS.read_text(encoding="utf-8")
    assert "return 301 https://$host$request_uri;" in text


def test_a_new_site_is_put_in_place_in_one_step_and_the_last_three_stay(tmp_path: Path) -> None:
    new, server = tmp_path / "site", tmp_path / "server"
    new.mkdir()
    for number in range(5):
        (new / "index.html").write_text(str(number), encoding="utf-8")
        subprocess.run([ROOT / "deploy/publish.sh", new, server], check=True, capture_output=True)
        assert (server / "current/index.html").read_text(encoding="utf-8") == str(number)
        assert (server / "current").is_symlink()
    assert len(list((server / "releases").iterdir())) == 3


def test_half_a_site_is_not_published(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    command = [ROOT / "deploy/publish.sh", tmp_path / "empty", tmp_path / "server"]
    refused = subprocess.run(command, capture_output=True, text=True)
    assert (refused.returncode, refused.stderr) == (
        1,
        f"{tmp_path}/empty has no index.html; run make build first\n",
    )
