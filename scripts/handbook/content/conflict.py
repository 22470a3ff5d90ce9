"""What git leaves in a file where two people changed the same lines, and nobody has chosen yet."""

import re

MERGE = "merge conflict here; keep the lines that are right and delete the lines with <<<<<<<, ======= and >>>>>>>"
MARK = re.compile(r"^(?:[<|>]{7}(?: .*)?|={7})$", re.MULTILINE)
FRONT_MATTER = re.compile(r"---\n.*?^---$", re.MULTILINE | re.DOTALL)


def conflicts(text: str, is_page: bool = False) -> list[int]:
    """Return the line, from 1, of each place that git left to decide: where it starts, or else what is left of it.

    A line of = in the body of a page says nothing by itself: it may stand below a heading of seven letters.
    """
    found = list(MARK.finditer(text))
    if is_page and found:
        front_matter = FRONT_MATTER.match(text)
        end = front_matter.end() if front_matter else 0
        found = [mark for mark in found if mark[0][0] != "=" or mark.start() < end]
    starts = [mark for mark in found if mark[0][0] == "<"] or found[:1]
    return [text.count("\n", 0, mark.start()) + 1 for mark in starts]
