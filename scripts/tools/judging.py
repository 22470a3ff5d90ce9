"""How long the check of the content takes: in a process of its own, and again after a change."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from tools.measuring import STORY


def check_seconds(folder: Path, times: int) -> float:
    """Return how long the check of the content takes."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run([sys.executable, "scripts/check.py"], cwd=folder, check=True, capture_output=True)
        seconds.append(time.perf_counter() - start)
    return median(seconds)


def second_check_seconds(folder: Path, times: int) -> float:
    """Return how long a process that has checked the content, as the live preview has, takes after one change."""
    story = folder / "docs" / f"{STORY.rstrip('/')}.md"
    text = story.read_text("utf-8")
    command = [sys.executable, "-c", CHECK_AGAIN, str(story), str(times)]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    story.write_text(text, "utf-8")
    return median(map(float, done.stdout.split()))


CHECK_AGAIN = """
import sys, time
from pathlib import Path
sys.path.insert(0, "scripts")
from handbook.check import load
story = Path(sys.argv[1])
text = story.read_text("utf-8")
load(Path.cwd())
for number in range(int(sys.argv[2])):
    story.write_text(text.replace("\\n## Scene\\n\\n", f"\\n## Scene\\n\\nEdit number {number}. "), "utf-8")
    start = time.perf_counter()
    load(Path.cwd())
    print(time.perf_counter() - start)
"""
