"""Take a page out: `make remove PAGE=stories/toy-car WHY="It named a customer." INSTEAD=stories/little-alien`.

It asks for the rest. The old addresses then say why the page went and what to read instead, and every place that names
it is mended. What a person must decide is refused with a list, and then nothing has changed.
"""

import sys
from pathlib import Path

from command import run
from handbook.content.data_files import Removed
from handbook.content.fields import limits
from handbook.content.files import Files
from handbook.moving.asking import answered, file_to_read, page_of
from handbook.moving.doing import Planned, do
from handbook.moving.edits import RefusedError
from handbook.moving.remove import Reason, must_lead_on, remove

ROOT = Path(__file__).resolve().parent.parent
LOW, HIGH = limits(Removed, "why")


def sentence(said: str) -> str:
    """Return why a page goes, in the length that readers see."""
    text = " ".join(said.encode(errors="replace").decode().split())
    if not LOW <= len(text) <= HIGH:
        raise RefusedError(f"the reason has {len(text)} characters; allowed: {LOW} to {HIGH}")
    return text


def wanted(files: Files, given: str, why: str, instead: str) -> Planned:
    """Return the plan for a page, after asking for what was not given."""
    which = "Which page goes? For example stories/toy-car or principles/improvise:"
    target, page = answered(given, "PAGE", which, lambda said: page_of(files, said))
    reason = None
    if must_lead_on(files, page, target) or instead:
        read = "Which page should they read instead? For example stories/little-alien:"
        reason = Reason(
            answered(why, "WHY", "Why does it go, as readers of its old address see it?", sentence),
            answered(instead, "INSTEAD", read, lambda said: file_to_read(files, said)),
        )
    return remove(files, page, target, reason), target.name, target.name


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Remove what the arguments say: the page, why, and what to read instead."""
    given, why, instead, *_ = [*arguments, "", "", ""]
    return do(root, lambda files: wanted(files, given, why, instead))


if __name__ == "__main__":
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # bytes that are no text
    run(main)
