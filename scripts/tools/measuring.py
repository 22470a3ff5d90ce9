"""What the benchmark measures: whole processes from outside, and a real browser that reads, searches and edits."""

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, Request

from tools.nginx import answers, free_place, served_by_nginx

SEARCHES = ("refund coffee", "customer is angry", "toy", "upseling")  # frequent words, a rare one, a slip
STORY = "stories/toy-car/"
SECONDS = 120  # until the preview shows an edit; a handbook of 1,000 stories takes ten


@dataclass
class Handbook:
    """One generated handbook: where it is, how it is built and previewed, and what was measured."""

    folder: Path
    build: list[str]
    preview: list[str]  # the command, with {port} where that goes
    seconds: list[float] = field(default_factory=list)


def run(handbook: Handbook) -> None:
    """Build a handbook once, and note the time."""
    start = time.perf_counter()
    with _building(handbook):
        pass
    handbook.seconds.append(time.perf_counter() - start)


def most_memory(handbook: Handbook) -> float:
    """Build a handbook once, and return the most megabytes that all its processes together had at a time.

    To ask for that ten times a second takes a twentieth of the time of a build, so no build is timed meanwhile.
    """
    most = 0.0
    with _building(handbook) as process:
        while process.poll() is None:
            most = max(most, memory(process.pid))
            time.sleep(0.1)
    return most


@contextmanager
def _building(handbook: Handbook) -> Iterator["subprocess.Popen[bytes]"]:
    """Build a handbook while the block runs, and wait for its end; stops the benchmark where it cannot be built."""
    with tempfile.TemporaryFile() as said:  # a pipe that nobody reads would fill up and stop the build
        process = subprocess.Popen(handbook.build, cwd=handbook.folder, stdout=said, stderr=subprocess.STDOUT)
        yield process
        if process.wait() != 0:
            said.seek(0)
            raise SystemExit(f"\nthe generated handbook cannot be built:\n{said.read().decode()[-2000:]}")


def memory(process: int) -> float:
    """Return the megabytes of a process and its children, what they share counted once; 0 where it cannot be known."""
    total = 0.0
    with suppress(OSError):
        found = re.search(r"^Pss: +(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
        total = int(found[1]) / 1024 if found else 0
        for task in Path(f"/proc/{process}/task").iterdir():
            total += sum(memory(int(child)) for child in (task / "children").read_text().split())
    return total


def first_visit(chromium: Browser, address: str, path: str) -> float:
    """Return the kilobytes of everything that a browser loads for its first page; what it keeps is loaded later."""
    page = chromium.new_page(service_workers="block")
    kilobytes = weigh(page)
    page.goto(address + path, wait_until="networkidle")
    loaded = kilobytes()
    page.close()
    return loaded


def weigh(page: Page) -> Callable[[], float]:
    """Return what tells the kilobytes that a page has loaded since now; asked afterwards, it slows nothing down."""
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))
    return lambda: (
        sum(request.sizes()["responseBodySize"] for request in [*finished]) / 1000
    )  # not those that come meanwhile


def first_result(chromium: Browser, address: str, times: int) -> tuple[float, float]:
    """Return the kilobytes and the milliseconds of the first result, for those of SEARCHES that take most of each."""
    found = [[search(chromium, address, words) for _ in range(times)] for words in SEARCHES]
    kilobytes, milliseconds = (max(median(run[i] for run in runs) for runs in found) for i in (0, 1))
    return kilobytes, milliseconds


def search(chromium: Browser, address: str, words: str) -> tuple[float, float]:
    """Return the kilobytes until the first result of a search is there, and the milliseconds since its first letter."""
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.evaluate(FIRST_RESULT)
    page.keyboard.press("/")
    page.locator("dialog details:not([hidden])").wait_for(state="attached")
    page.keyboard.press(words[0])
    page.keyboard.insert_text(words[1:])  # at once: what is looked up for parts of words depends on how fast one types
    kilobytes, milliseconds = page.evaluate("shown")
    context.close()
    return float(kilobytes), float(milliseconds)


# Settles when the first result is in the page: the kilobytes that came since now, and the milliseconds since the first
# letter was typed. Of what the browser has, and only asks whether it is as it was, `encodedBodySize` tells the bytes as
# well: of several indexes, the first asks twice for its program.
FIRST_RESULT = """() => {
  let start
  const from = performance.now()
  const loaded = () => performance.getEntriesByType("resource").filter(
    ({ startTime, transferSize, encodedBodySize }) => startTime >= from && transferSize > encodedBodySize)
  const kilobytes = () => loaded().reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000
  globalThis.shown = new Promise((settle) => {
    addEventListener("keydown", ({key}) => { if (key !== "/") start ??= performance.now() }, true)
    new MutationObserver(() => {
      const result = document.querySelector(".lt-find__results h2 + ul a")
      if (!start || !result) return
      const before = kilobytes() // at once: until the next frame, which a busy machine draws late, more results come
      requestAnimationFrame(() => settle([before, performance.now() - start]))
    }).observe(document.documentElement, { childList: true, subtree: true })
  })
}"""


def edit_seconds(chromium: Browser, handbook: Handbook, times: int) -> float:
    """Return how long it takes from saving a story until the open browser has the page with the change."""
    story = handbook.folder / "docs" / f"{STORY.rstrip('/')}.md"
    text = story.read_text("utf-8")
    page, seen = chromium.new_page(), dict[str, float]()
    page.expose_function("seen", lambda number: seen.setdefault(number, time.perf_counter()))
    page.add_init_script(TELL_NUMBER)
    seconds = list[float]()
    with previewed(handbook) as address:
        page.goto(address + STORY)
        for number in map(str, range(times)):
            page.wait_for_timeout(1000 + 130 * len(seconds))  # not in step with the engine's own look twice a second
            story.write_text(text.replace("\n## Scene\n\n", f"\n## Scene\n\nEdit number {number}. "), "utf-8")
            start = time.perf_counter()
            while number not in seen and time.perf_counter() < start + SECONDS:
                page.wait_for_timeout(10)
            seconds.append(seen.get(number, start + SECONDS) - start)
    page.close()
    story.write_text(text, "utf-8")
    return median(seconds)


@contextmanager
def previewed(handbook: Handbook) -> Iterator[str]:
    """Preview a handbook while the block runs; yields its address once it answers."""
    place = free_place()
    command = [part.format(port=place.partition(":")[2]) for part in handbook.preview]
    preview = subprocess.Popen(command, cwd=handbook.folder, start_new_session=True, stdout=-3, stderr=-3)
    try:
        while not answers(place):
            time.sleep(0.1)
        yield f"http://{place}/"
    finally:
        os.killpg(preview.pid, signal.SIGKILL)
        preview.wait()


# Tells the number of the edit that a page shows, as soon as it is there to read.
TELL_NUMBER = """addEventListener("DOMContentLoaded", () => {
  const found = document.body.textContent.match(/Edit number (\\d+)/)
  if (found) seen(found[1])
})"""


def requests_a_second(site: Path) -> dict[str, float]:
    """Return how many stories nginx serves in a second: with our configuration, for a minute, and the bare file."""
    figures = {}
    for name, path, seconds, bare in (("", STORY, 60, False), (": bare", f"{STORY}index.html.br", 10, True)):
        with served_by_nginx(site, bare=bare) as address:
            command = ["wrk", "-t2", "-c50", f"-d{seconds}s", "-H", "Accept-Encoding: br", address + path]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found = re.search(r"Requests/sec: +([\d.]+)", said)
        failed = [line for line in said.splitlines() if re.search("Socket errors|Non-2xx", line)]
        figures[f"served in a second{name}"] = float(found[1]) if found else 0
        figures[f"answers that failed{name}"] = sum(
            int(number) for line in failed for number in re.findall(r" (\d+)", line)
        )
    figures["served: bare to ours"] = figures["served in a second: bare"] / figures["served in a second"]
    return figures
