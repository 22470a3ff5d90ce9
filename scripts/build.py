"""Build the finished site into site/: `python scripts/build.py`. Stops where the content is wrong."""

import subprocess
import sys
from pathlib import Path

import check

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Check, build, and say where the site is."""
    if check.main() != 0:
        return 1
    print("Building the site", flush=True)
    if subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"], cwd=ROOT).returncode != 0:
        return 1
    pages = sum(1 for _ in (ROOT / "site").rglob("*.html"))
    print(f"{pages} pages in {ROOT / 'site'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
