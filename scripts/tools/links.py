"""Look for broken links and anchors in the built site: `python -m tools.links`. Exits 1 where there is one.

Links to other sites are followed with --external only: a slow server elsewhere must not stop a pull request here.
"""

import subprocess
import sys
from pathlib import Path

from command import run
from tools.loopback import served

ROOT = Path(__file__).resolve().parents[2]

# Run by root, linkchecker becomes "nobody" before it loads its plugins; in a folder that is closed to others it then
# checks no anchors, without a word. It reads no files here, only what servers answer, so it may stay. And it would read
# a page anew for each of the many links to one of its parts.
LINKCHECKER = """if True:
    from functools import cache
    from linkcheck.command import linkchecker
    from linkcheck.htmlutil import htmlsoup, linkparse
    from linkcheck.plugins.anchorcheck import AnchorCheck, UrlAnchorCheck

    @cache
    def anchors(text):
        found = UrlAnchorCheck()
        linkparse.find_links(htmlsoup.make_soup(text, None), found.add_anchor, linkparse.AnchorTags)
        return found

    linkchecker.drop_privileges = lambda: None
    htmlsoup.make_soup = cache(htmlsoup.make_soup)
    AnchorCheck.check = lambda self, page: anchors(page.get_raw_content()).check_anchor(page)
    linkchecker.linkchecker()
"""


def broken_links(site: Path, prefix: str = "/", external: bool = False) -> str | None:
    """Return what linkchecker says of a built site served below `prefix`, or None where every link holds.

    It starts at every page, because nothing links to the short and old addresses, and goes no further than their links.
    404.html is left out: it fits the published address only. Links to other sites are followed where `external` is
    true, several at once.
    """
    pages = {path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html")}
    command = [sys.executable, "-c", LINKCHECKER, "--config", str(Path(__file__).with_name("linkcheckerrc")), "--stdin"]
    if external:
        command += ["--check-extern", "--threads", "10"]
    with served(site, prefix) as address:
        starts = "\n".join(address + page for page in sorted(pages - {"404.html"} | {""}))
        found = subprocess.run(command, input=starts, capture_output=True, text=True)
    return None if found.returncode == 0 else found.stdout + found.stderr


def main(arguments: list[str]) -> int:
    """Check site/ and say what was found."""
    external = "--external" in arguments
    print(f"Following every link of the site{' and to other sites' if external else ''}", flush=True)
    report = broken_links(ROOT / "site", external=external)
    print(report or "Every link and anchor holds")
    return 1 if report else 0


if __name__ == "__main__":
    run(main)
