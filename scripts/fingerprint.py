"""Remember a source without keeping it: `python scripts/fingerprint.py KEY FILE`, with its key in docs/sources.yml.

The check then says where a page shares a run of words with it.
"""

import sys
from pathlib import Path

from command import run
from handbook.advice.originality import FILE, prints
from handbook.writing import write


def main(arguments: list[str]) -> int:
    """Add or replace the line of one source."""
    if len(arguments) != 2 or not Path(arguments[1]).is_file():
        print("usage: python scripts/fingerprint.py KEY FILE", file=sys.stderr)
        return 1
    key, path = arguments[0], Path(arguments[1])
    lines = FILE.read_text(encoding="ascii").splitlines() if FILE.exists() else []
    kept = [line for line in lines if line.partition(" ")[0] != key]
    found = prints(path.read_text(encoding="utf-8"))
    write(FILE, "\n".join(sorted([*kept, f"{key} {''.join(found)}"])) + "\n")
    print(f"{len(found)} runs of {path.name} remembered for {key}")
    return 0


if __name__ == "__main__":
    run(main)
