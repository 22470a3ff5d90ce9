"""Measure how the check grows: `python scripts/bench.py [NUMBER ...]`, by default 11, 1000 and 10000 stories.

Each handbook is made in a temporary folder from the real one: its stories again and again, with a title, an id and a
file name of their own. Times are whole processes on this machine, the median of three runs after one to warm up.
"""

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NUMBERS = (11, 1000, 10000)
RUNS = 3
BUDGET = {1000: 2.0}  # seconds, from the issue that asked for the check


def generate(folder: Path, number: int) -> None:
    """Fill a folder with a handbook of so many stories."""
    for name in ("docs", "scripts"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    stories = sorted((ROOT / "docs/stories").glob("[!i]*.md"))
    texts = [re.sub(r"twin: .*\nturns:\n(?:  .*\n)+", "", path.read_text("utf-8")) for path in stories]
    for i in range(len(texts), number):
        text = re.sub(r"(?m)^id: .*$", f"id: s{i}", texts[i % len(texts)], count=1)
        text = re.sub(r"(?m)^title: .*$", f"title: Story number {i}", text, count=1)
        (folder / f"docs/stories/story-{i}.md").write_text(text, "utf-8")


def seconds(folder: Path) -> float:
    """Return the median time of a check, as a whole process."""
    command = [sys.executable, str(folder / "scripts/check.py")]
    times = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        result = subprocess.run(command, capture_output=True, text=True)
        times.append(time.perf_counter() - start)
        if result.returncode != 0:
            raise SystemExit(f"the generated handbook has problems:\n{result.stdout[-2000:]}")
    return statistics.median(times[1:])


def main(numbers: list[int]) -> None:
    """Print one line a size, with the budget where there is one."""
    print(f"{'stories':>8}  {'check, s':>8}  {'ms a story':>10}  budget")
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            generate(Path(folder), number)
            taken = seconds(Path(folder))
        budget = BUDGET.get(number)
        verdict = "" if budget is None else f"{budget} s: {'kept' if taken <= budget else 'BROKEN'}"
        print(f"{number:>8}  {taken:>8.2f}  {taken / number * 1000:>10.2f}  {verdict}", flush=True)


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or list(NUMBERS))
