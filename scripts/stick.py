"""Make the handbook for a stick: `python scripts/stick.py [SITE]` writes handbook.zip beside the finished site.

Whoever unpacks it opens the folder's index.html by a double-click, without a server and without a network.
"""

import sys
import tempfile
import zipfile
from pathlib import Path

from command import run
from handbook.site.sealed import SEAL
from handbook.site.stick import StickError, on_stick
from handbook.writing import UNFINISHED

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "handbook"  # in the zip file, so that it unpacks into one
NAME = f"{FOLDER}.zip"
OPENED = (1980, 1, 1, 0, 0, 0)  # the time of each file: the same site gives the same bytes


def main(arguments: list[str]) -> int:
    """Write the zip file beside the site, and say where it is."""
    site = Path(arguments[0] if arguments else ROOT / "site").absolute()
    if not (site / SEAL).is_file():
        print(f"{site} is no finished site; run `make build` first", file=sys.stderr)
        return 1
    target = site.with_name(NAME)
    print(f"Packing {site} for a stick", flush=True)
    try:
        number = pack(site, target)
    except StickError as error:
        print(error, file=sys.stderr)
        return 1
    size = target.stat().st_size / 1e6
    print(f"{number} files in {target}, {size:.1f} MB. Unpack it on the stick, then open {FOLDER}/index.html")
    return 0


def pack(site: Path, target: Path) -> int:
    """Write the zip file whole, or leave what stood there; return the number of its files."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{NAME}.", suffix=UNFINISHED) as name:
        whole = Path(name, NAME)
        with zipfile.ZipFile(whole, "w") as packed:
            for file, content in on_stick(site):
                packed.writestr(zipfile.ZipInfo(f"{FOLDER}/{file}", OPENED), content, zipfile.ZIP_DEFLATED)
        whole.replace(target)
    return len(packed.namelist())


if __name__ == "__main__":
    run(main)
