"""Build the finished site into site/: `python scripts/build.py [FOLDER]`. Stops where the content is wrong."""

import subprocess
import sys
from pathlib import Path

import check
from handbook.finish import finish

ROOT = Path(__file__).resolve().parent.parent


def main(site: Path) -> int:
    """Check the content, build the site, finish it, and say where it is."""
    if check.main() != 0:
        return 1
    print("Building the site", flush=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    built = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if built.returncode != 0:
        # The engine's own --quiet would hide the warnings that made a strict build stop.
        print("\n".join(line for line in built.stdout.splitlines() if not line.startswith("INFO")))
        return 1
    finish(site)
    print(f"{sum(1 for _ in site.rglob('*.html'))} pages in {site}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site").absolute()))
