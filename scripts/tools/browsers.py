"""Find a Chromium, or get one: `python -m tools.browsers` prints where it is.

In this order: one that is installed; Playwright's own download; as root on Debian or Ubuntu, a package of theirs. The
headless shell comes first: the same browser without windows, which opens a page in half the time.
"""

import os
import shutil
import subprocess
import sys
from functools import cache

from playwright.sync_api import sync_playwright

from command import run

SHELL = "chromium-headless-shell"  # a command, and the package of Debian that has it
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
LIBRARY = "libatomic1"  # what Playwright's program needs, and a small Debian or Ubuntu does not have
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def installed() -> str | None:
    """Return the path of a Chromium or Chrome that starts on this machine, Playwright's own last."""
    found = [path for name in NAMES if (path := shutil.which(name))]
    for path in (*found, *PLACES):
        # Ubuntu has a chromium-browser that only asks for a snap, and Playwright's own may lack a library.
        if succeeds(path, "--version"):
            return path
    return own if succeeds(own := own_path(), "--version") else None


@cache
def own_path() -> str:
    """Return where Playwright's own Chromium is, or would be; to ask takes a second."""
    with sync_playwright() as playwright:
        return str(playwright.chromium.executable_path)


def required() -> str:
    """Return the path of an installed browser; where there is none, end the command and say what to install."""
    path = installed()
    if path is None:
        raise SystemExit("No browser; install Chromium or Google Chrome, then run this again")
    return path


def downloaded() -> str | None:
    """Let Playwright download its Chromium; return its path, or None where it cannot."""
    print("Setting up: Playwright's Chromium (about 170 MB, once)", flush=True)
    # With its smaller "headless shell" alone, Playwright would still name the path of the whole browser.
    succeeds(sys.executable, "-m", "playwright", "install", "--no-shell", "chromium")
    return installed()


def from_distribution() -> str | None:
    """Install the Chromium of Debian or Ubuntu, as root only; return its path, or None where that fails."""
    for packages in ((SHELL, "chromium"), ("chromium",)):  # Ubuntu has no shell
        what = f"the {packages[0]} package of this distribution (about a minute, once)"
        if apt(what, *packages, "fonts-dejavu-core") and (path := installed()):
            return path
    return None


def apt(what: str, *packages: str) -> bool:
    """Install packages of Debian or Ubuntu, as root only; return whether they are there now."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"Setting up: {what}", flush=True)
    succeeds("apt-get", "update")
    return succeeds("apt-get", "install", "--yes", "--no-install-recommends", *packages)


def playwright_starts() -> bool:
    """Return whether Playwright's own program starts. On a small Debian it lacks a library, which is then got."""
    asked = (sys.executable, "-m", "playwright", "--version")
    if succeeds(*asked):
        return True
    apt(f"{LIBRARY} for Playwright (once)", LIBRARY)
    return succeeds(*asked)


def succeeds(*command: str) -> bool:
    """Run a command without a word; say whether it could start and ended well, within ten minutes."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, env=environment, capture_output=True, timeout=600).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def main(arguments: list[str]) -> int:
    """Say which browser the tests will use, or what to install."""
    if not playwright_starts():
        print(f"Playwright does not start; install {LIBRARY}, then run this again", file=sys.stderr)
        return 1
    path = installed() or downloaded() or from_distribution()
    if path is None:
        print("No browser for the tests; install Chromium or Google Chrome, then run this again", file=sys.stderr)
        return 1
    print(f"Browser: {path}")
    return 0


if __name__ == "__main__":
    run(main)
