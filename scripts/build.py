"""Build the finished site into site/: `python scripts/build.py [FOLDER]`. Stops where the content is wrong."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import check
from handbook.catalogue import read_files
from handbook.finish import finish
from handbook.permalinks import add_new

ROOT = Path(__file__).resolve().parent.parent


def main(site: Path) -> int:
    """Check the content, build the site, finish it, and say where it is."""
    if (book := check.main()) is None:
        return 1
    print("Building the site", flush=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    built = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if built.returncode != 0:
        # The engine's own --quiet would hide the warnings that made a strict build stop.
        print("\n".join(line for line in built.stdout.splitlines() if not line.startswith("INFO")))
        return 1
    finish(site, book)
    if new := add_new(read_files(ROOT, date.today())):
        print(f"{len(new)} new permanent addresses in docs/permalinks.txt; commit it: {', '.join(new)}")
    print(f"{sum(1 for _ in site.rglob('*.html'))} pages in {site}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site").absolute()))
