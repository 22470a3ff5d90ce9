"""Give a page, a channel or a moment another name: `make rename FROM=stories/toy-car TO=toy-race` asks for the rest.

Its old address stays alive, and every place that names it is mended. What cannot be mended is refused, and then nothing
has changed.
"""

import sys
from pathlib import Path

from command import run
from handbook.content.files import Files
from handbook.moving.asking import answered, page_of, plain_name, target_of
from handbook.moving.doing import Planned, do
from handbook.moving.rename import rename
from handbook.moving.rename_key import KeyTarget, rename_key

ROOT = Path(__file__).resolve().parent.parent
WHICH = "What gets another name? For example stories/toy-car, principles/improvise or moments/late:"


def wanted(files: Files, given: str, to: str) -> Planned:
    """Return the plan for a page or a key, after asking for what was not given."""
    target = answered(given, "FROM", WHICH, lambda said: target_of(files, said))
    folder = target.part if isinstance(target, KeyTarget) else target.kind.folder

    def plan(said: str) -> Planned:
        new = plain_name(said, folder)
        data = files.data["vocabulary.yml"]
        if isinstance(target, KeyTarget) and data:
            return rename_key(files, data, target, new), target.name, f"{folder}/{new}"
        found, page = page_of(files, target.name)
        return rename(files, page, found, new), target.name, f"{folder}/{new}"

    return answered(to, "TO", f"What is the new name of {target.name}?", plan)


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Rename what the arguments say."""
    given, to, *_ = [*arguments, "", ""]
    return do(root, lambda files: wanted(files, given, to))


if __name__ == "__main__":
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # bytes that are no text
    run(main)
