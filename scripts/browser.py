"""Find a Chromium, or get one: `python scripts/browser.py` prints where it is.

In this order: one that is installed; Playwright's own download; as root on Debian or Ubuntu, the chromium package.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def installed() -> str | None:
    """Return the path of a Chromium or Chrome that is on this machine, Playwright's own last."""
    found = [path for name in NAMES if (path := shutil.which(name))] + [path for path in PLACES if Path(path).exists()]
    if found:
        return found[0]
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def downloaded() -> str | None:
    """Let Playwright download its Chromium; return its path, or None where it cannot."""
    print("Setting up: Playwright's Chromium (about 170 MB, once)", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)
    return installed()


def from_distribution() -> str | None:
    """Install the chromium package of Debian or Ubuntu, as root only; return its path, or None where that fails."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Setting up: the chromium package of this distribution (about a minute, once)", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium", "fonts-dejavu-core"]):
        subprocess.run(["apt-get", "--quiet", *command], timeout=600, **quiet)  # type: ignore[call-overload]
    return installed()


def main() -> int:
    """Say which browser the tests will use, or what to install."""
    path = installed() or downloaded() or from_distribution()
    if path is None:
        print("No browser for the tests; install Chromium or Google Chrome, then run this again", file=sys.stderr)
        return 1
    print(f"Browser: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
