"""Measure how the handbook grows, beside plain MkDocs and Material on the same words.

`python -m tools.bench [NUMBER ...]`: by default 11, 100, 1000 and 10000 stories; with QUICK=1 in the environment 11 and
100, in under a minute. Ours and the plain handbook take turns, as whole processes on this machine; in each turn ours is
built where no command has read it before, and again. Times are medians of five. Memory is that of all processes of a
build together, of one that is not timed. Bytes are what goes over the wire with brotli, from nginx with our own
configuration. A budget that is broken shows as such, and makes the exit code 1.
"""

import os
import shutil
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tools import browsers
from tools.judging import check_seconds, forget, second_check_seconds
from tools.keeping import kept_without_network
from tools.measuring import (
    STORY,
    Handbook,
    edit_seconds,
    first_result,
    first_visit,
    most_memory,
    requests_a_second,
    run,
)
from tools.nginx import served_by_nginx
from tools.sample import write
from tools.weighing import sizes

QUICK = bool(os.environ.get("QUICK"))
SIZES = (11, 100) if QUICK else (11, 100, 1000, 10000)
TIMES = 1 if QUICK else 5
BUILDS = 3 if QUICK else 5

# What must hold, from the issues that asked for it: figure, number of stories, the most that is allowed.
BUDGETS = [
    *(("check, s", 1000, 1.5), ("check, s", 10000, 12)),
    *(("second check, s", 1000, 0.5), ("second check, s", 10000, 2)),
    *(("build, s: ratio", 11, 1.6), ("build, s: ratio", 1000, 0.85), ("build, s: ratio", 10000, 0.75)),
    *(("memory, MB", 10000, 1000), ("growth of a build, x", 10000, 10)),
    *(("first visit, KB", number, 60) for number in (11, 100, 1000, 10000)),
    *(("largest list, KB", number, 60) for number in (11, 100, 1000, 10000)),
    *(("search, KB", 11, 150), ("search, KB", 1000, 200), ("search, KB", 10000, 300)),
    *(("search, ms", number, 300) for number in (11, 1000, 10000)),
    *(("edit to refresh, s", number, 1.2) for number in (11, 100, 1000)),
    *(("edit to refresh, s", 10000, 2.5), ("edit to refresh: ratio", 1000, 0.2)),
    *(("page against 11, %", 10000, 2.0), ("served: bare to ours", 1000, 1.1), ("answers that failed", 1000, 0)),
]


def say(text: str) -> None:
    """Show progress on a line of its own that the next one replaces."""
    print(f"\r{text:<78}", end="", file=sys.stderr, flush=True)


def make(folder: Path, number: int) -> tuple[Handbook, Handbook]:
    """Generate our handbook of so many stories, and the plain one."""
    ours, plain = folder / "ours", folder / "plain"
    write(ours, number)
    write(plain, number, as_plain=True)
    mkdocs, python = [sys.executable, "-m", "mkdocs"], sys.executable
    return (
        Handbook(ours, [python, "scripts/build.py"], [python, "scripts/serve.py", "{port}"]),
        Handbook(plain, [*mkdocs, "build", "--quiet"], [*mkdocs, "serve", "--quiet", "--dev-addr", "127.0.0.1:{port}"]),
    )


def measure(number: int, chromium: Browser, folder: Path) -> dict[str, float]:
    """Return every figure for a handbook of so many stories."""
    say(f"{number} stories: generating")
    ours, plain = make(folder, number)
    figures = built(number, ours, plain)
    say(f"{number} stories: reading and searching")
    folder.chmod(0o755)
    with served_by_nginx(ours.folder / "site") as address:
        figures["first visit, KB"] = first_visit(chromium, address, STORY)
        figures["kept offline, MB"], figures["ready offline, s"] = kept_without_network(chromium, address, STORY)
        figures["search, KB"], figures["search, ms"] = first_result(chromium, address, TIMES)
    with served_by_nginx(plain.folder / "site") as address:
        figures["first visit, KB: plain"] = first_visit(chromium, address, STORY)
    say(f"{number} stories: editing")
    figures["edit to refresh, s"] = edit_seconds(chromium, ours, TIMES)
    if number <= 1000:  # to edit the plain one of 10,000 takes minutes
        figures["edit to refresh, s: plain"] = edit_seconds(chromium, plain, TIMES)
        figures["edit to refresh: ratio"] = figures["edit to refresh, s"] / figures["edit to refresh, s: plain"]
    if number == 1000 and shutil.which("wrk"):
        say(f"{number} stories: serving for a minute")
        figures |= requests_a_second(ours.folder / "site")
    return figures


def built(number: int, ours: Handbook, plain: Handbook) -> dict[str, float]:
    """Build both handbooks in turns and check ours; return what that took, and how large ours is.

    Ours is built as it is where no command has read it before, and again.
    """
    first = Handbook(ours.folder, ours.build, ours.preview)
    for turn in range(1, BUILDS + 1):
        forget(ours.folder)
        for name, handbook in (("ours", first), ("ours again", ours), ("plain", plain)):
            say(f"{number} stories: building {name}, {turn} of {BUILDS}")
            run(handbook)
    say(f"{number} stories: checking, and building for the memory")
    return sizes(ours.folder / "site") | {
        "check, s": check_seconds(ours.folder, TIMES),
        "second check, s": second_check_seconds(ours.folder, TIMES),
        "build, s": median(ours.seconds),
        "build, s: plain": median(plain.seconds),
        "build, s: ratio": ratio(ours, plain),
        "first build, s": median(first.seconds),
        "first build, s: ratio": ratio(first, plain),
        "memory, MB": most_memory(ours),
        "memory, MB: plain": most_memory(plain),
    }


def ratio(one: Handbook, other: Handbook) -> float:
    """Return how long builds of one handbook took, as a share of those of another in the same turn."""
    return median(first / second for first, second in zip(one.seconds, other.seconds, strict=True))


def add_growth(found: dict[int, dict[str, float]]) -> None:
    """Add how a build grows against the next smaller size, and a page against the smallest."""
    for before, number in pairwise(found):
        found[number]["growth of a build, x"] = found[number]["build, s"] / found[before]["build, s"]
    first = next(iter(found.values()))["without related, bytes"]
    for figures in found.values():
        figures["page against 11, %"] = (figures["without related, bytes"] / first - 1) * 100


def table(found: dict[int, dict[str, float]]) -> str:
    """Return all figures, a line each, with a column a size."""

    def cell(value: float | None) -> str:
        return f"{'' if value is None else round(value, 2 if value < 100 else 0):>10}"

    names = dict.fromkeys(name for figures in found.values() for name in figures)
    rows = [f"{name:<28}" + "".join(cell(figures.get(name)) for figures in found.values()) for name in names]
    return "\n".join([f"{'stories':<28}" + "".join(f"{number:>10}" for number in found), *rows])


def judged(found: dict[int, dict[str, float]]) -> list[str]:
    """Return a line for each budget that was measured: kept or BROKEN."""
    lines = []
    for name, number, most in BUDGETS:
        if (value := found.get(number, {}).get(name)) is not None:
            verdict = "kept" if value <= most else "BROKEN"
            lines.append(f"{verdict:<8}{name}, {number} stories: {value:.2f} of {most:g}")
    return lines


def main(sizes: list[int]) -> int:
    """Measure every size, print the table and the budgets; 1 where one is broken."""
    path = browsers.required()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # who installs MkDocs has it compiled; ours is by its first run
    found: dict[int, dict[str, float]] = {}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--disable-background-networking"])
        for number in sizes:
            with tempfile.TemporaryDirectory() as name:
                found[number] = measure(number, chromium, Path(name))
        chromium.close()
    add_growth(found)
    say("")
    verdicts = judged(found)
    print(f"\n{table(found)}\n", *verdicts, sep="\n")
    if 1000 in found and not shutil.which("wrk"):
        print("Not measured: requests served in a second; install wrk for that")
    return 1 if any(line.startswith("BROKEN") for line in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main([int(number) for number in sys.argv[1:]] or list(SIZES)))
