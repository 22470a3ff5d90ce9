"""Every link and anchor of the built site holds, wherever the site stands; and the check finds one that does not."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup

from tools.links import broken_links
from tools.loopback import served

PREFIX = "/shop/handbook/"


@pytest.fixture(scope="module")
def shop_site(
    copy_repository: Callable[[Path], Path],
    finished: Callable[..., Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The real handbook, built for an address with a path."""
    root = copy_repository(tmp_path_factory.mktemp("shop") / "repository")
    return finished(root, SITE_URL=f"https://example.com{PREFIX}")


@pytest.mark.thorough
def test_every_link_and_anchor_holds_below_a_path(shop_site: Path) -> None:
    """An address that fits only the root of a host would be broken there, so this holds for both."""
    report = broken_links(shop_site, PREFIX)
    assert report is None, report


def test_a_broken_link_and_a_broken_anchor_are_found_even_by_root_in_a_folder_that_is_closed_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Left to itself, linkchecker would check no anchor there: see links.py."""
    tmp_path.chmod(0o700)
    tools = tmp_path / "tools"
    tools.symlink_to(sys.prefix)
    monkeypatch.setattr(sys, "executable", str(tools / Path(sys.executable).relative_to(sys.prefix)))
    site = tmp_path / "site"
    for name, text in {
        "index.html": '<a href="far/">a page that is there</a>',
        "far/index.html": '<a href="off/#here">an anchor that is there</a>',
        "far/off/index.html": '<p id="here"><a href="../nowhere/">1</a><a href="../../folder/">2</a><a href="#x">3</a>',
        "folder/file.txt": "a folder without a page",
    }.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")

    found = re.findall(r"^(?:URL|Warning|Result) +(.*)$", broken_links(site) or "", re.MULTILINE)

    assert sorted(found) == [
        "Error: 404 File not found",
        "Error: 404 File not found",
        "Valid: 200 OK",
        "[None] Anchor `x' (decoded: `x') not found. Available",
        "`#x'",
        "`../../folder/'",
        "`../nowhere/'",
    ]


def answer(address: str) -> tuple[int, bytes]:
    """The status and the content of what a server answers."""
    try:
        with urlopen(address) as found:
            return found.status, found.read()
    except HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read()


@pytest.mark.thorough
def test_the_page_for_a_wrong_address_has_its_links_and_assets_at_any_depth(shop_site: Path) -> None:
    with served(shop_site, PREFIX) as base:
        wrong = urljoin(base, "stories/no/such/page/")
        status, content = answer(wrong)
        page = BeautifulSoup(content, "html.parser")
        assert (status, page.h1 and page.h1.string) == (404, "This page is not here")

        elements = page.select("[href]:not([href^='#']), [src]")
        used = {urljoin(wrong, str(element.get("href") or element.get("src"))) for element in elements}
        inside = [address for address in sorted(used) if address.startswith(urljoin(base, "/"))]
        assert len(inside) > 10
        assert [address for address in inside if answer(address)[0] != 200] == []
