"""How long the check of the content takes: from nothing, and again after a change."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from handbook.content.kept import FOLDER
from tools.measuring import STORY


def forget(folder: Path) -> None:
    """Take away what was read of a handbook for the next command."""
    shutil.rmtree(folder / FOLDER, ignore_errors=True)


def check_seconds(folder: Path, times: int) -> float:
    """Return how long the check of the content takes where no command has read it before."""
    seconds = []
    for _ in range(times):
        forget(folder)
        seconds.append(_check(folder))
    return median(seconds)


def second_check_seconds(folder: Path, times: int) -> float:
    """Return how long the next check takes after one change, as a command of its own."""
    story = folder / "docs" / f"{STORY.rstrip('/')}.md"
    text, seconds = story.read_text("utf-8"), []
    _check(folder)
    for number in range(times):
        story.write_text(text.replace("\n## Scene\n\n", f"\n## Scene\n\nEdit number {number}. "), "utf-8")
        seconds.append(_check(folder))
    story.write_text(text, "utf-8")
    return median(seconds)


def _check(folder: Path) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "scripts/check.py"], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start
