"""Whatever stops a build or a command, at whatever moment: the last site and every source file stay whole."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import QUIET, ROOT, everything
from thoroughness import some

LEDGER = "docs/permalinks.txt"

Snapshot = dict[str, bytes]
Run = Callable[..., tuple[int, list[str], str]]

WRITTEN = (".new", ".part", ".last")  # ends the names of what a killed command may leave, and git ignores
CODES = {"kill": -9, "terminate": 143, "interrupt": 130, "full": 1, "limit": 1}
SIGNALS = ("kill", "terminate", "interrupt", "full")
STOPPED = "Stopped before the end; what was there before is still there, and whole"
TELLING = """### What happened?

A boy dropped his ice cream. The man behind the counter gave him another one, and a bigger one.

### What did you do?

He saw the boy cry, and he had seen it before.
"""


@contextmanager
def command(root: Path, script: str, *arguments: str) -> Iterator[Run]:
    """Load a command of a repository; yields what runs it, stopped or not, as often as one likes."""
    files = {name: root.with_name(f"{script}.{name}") for name in ("input", "output", "moments")}
    files["input"].write_text(TELLING, encoding="utf-8")
    driver = subprocess.Popen(
        [sys.executable, ROOT / "tests/stopping.py", f"scripts/{script}.py", *arguments],
        cwd=root,
        env=os.environ | QUIET | {"PYTHONDONTWRITEBYTECODE": "1"},
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert driver.stdin and driver.stdout
    orders, answers = driver.stdin, driver.stdout

    def run(how: str = "never", number: int = 0) -> tuple[int, list[str], str]:
        """Return the exit code, the lines that were printed, and the moments, as a row of signs."""
        for name in ("output", "moments"):
            files[name].write_bytes(b"")
        order = {"how": how, "number": number} | {name: str(path) for name, path in files.items()}
        orders.write(json.dumps(order) + "\n")
        orders.flush()
        code = int(answers.readline())
        return code, files["output"].read_text("utf-8").splitlines(), files["moments"].read_text()

    with driver:
        try:
            yield run
        finally:
            orders.close()


def restore(folder: Path, files: Snapshot) -> None:
    """Put every file below a folder back as it was."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def sources(root: Path) -> Snapshot:
    """Return every file of the repository but what is made, and what a killed command may leave."""
    found = everything(root)
    made = ("site/", ".site.new/", ".site.last/")
    return {name: text for name, text in found.items() if not name.startswith(made) and not name.endswith(WRITTEN)}


def leftovers(root: Path) -> list[str]:
    """Return what a killed command left, by its path."""
    found = (f"{where}/{name}" for where, folders, names in os.walk(root) for name in (*folders, *names))
    return [path for path in found if path.endswith(WRITTEN)]


def put_back(root: Path, before: Snapshot, after: Snapshot) -> None:
    """Undo every change to a file of the repository, and take away what a killed command left."""
    for name in after.keys() - before.keys():
        (root / name).unlink()
    for name, content in before.items():
        if after.get(name) != content:
            (root / name).write_bytes(content)
    for path in map(Path, leftovers(root)):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def check_end(how: str, code: int, printed: list[str], usual: list[str]) -> None:
    """A stopped command ends with its code and, where it still can, with one line more than what it says anyway."""
    more = [line for line in printed if line not in usual]
    assert (code, len(more)) == (CODES[how], how != "kill"), (how, printed)
    if how in ("terminate", "interrupt"):
        assert more == [STOPPED]
    if how in ("full", "limit"):
        assert more[0].endswith((": No space left on device", "File too large")), more


def twenty(moments: str) -> list[int]:
    """Choose twenty of many moments, half of them where the site takes its place and where the ledger is written."""
    last, step = len(moments), moments.index("x") + 1
    exact = [1, step - 1, step, step + 1, step + 2, last - 4, last - 3, last - 2, last - 1, last]
    spread = [2 + number * (step - 4) // 9 for number in range(10)]
    return sorted({*exact, *spread})


def test_a_build_that_is_stopped_at_any_of_twenty_moments_leaves_a_whole_site_and_every_source(tiny: Path) -> None:
    with command(tiny, "build") as run:
        assert run()[0] == 0
        old_site, old = everything(tiny / "site"), sources(tiny)
        page = (tiny / "docs/index.md").read_text("utf-8")
        (tiny / "docs/more.md").write_text(page.replace("title: ", "title: More of "), "utf-8")
        code, usual, moments = run()
        assert (code, leftovers(tiny)) == (0, [])
        new_site, new = everything(tiny / "site"), sources(tiny)
        assert b"/more/" in new[LEDGER]
        assert new_site["more/index.html"]

        tried = twenty(moments)
        assert len(tried) == 20
        now = new
        for how, number in some(zip(list(SIGNALS) * 5, tried, strict=True), 3):
            restore(tiny / "site", old_site)
            put_back(tiny, new | {LEDGER: old[LEDGER]}, now)
            code, printed, seen = run(how, number)
            assert len(seen) >= number
            site, now = everything(tiny / "site"), sources(tiny)
            if code == 0:  # nothing was left to be made
                assert (how, site == new_site) == ("full", True)
                continue
            check_end(how, code, printed, usual)
            assert site in (old_site, new_site), (how, number)
            assert now in (new, new | {LEDGER: old[LEDGER]}), (how, number)
        assert (run()[0], everything(tiny / "site") == new_site, leftovers(tiny)) == (0, True, [])


COMMANDS = {
    "new_page": [
        "story",
        "--title=The new tea",
        "--principles=look-first",
        "--channel=in-person",
        "--moment=mistake",
        "--outcome=good",
        "--source=old-letter",
        "--owner=Sam",
    ],
    "story_from_issue": [],
    "fingerprint": ["old-letter", "docs/stories/cold-tea.md"],
    "editor_schemas": [],
}


@pytest.mark.few(1)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_stopped_at_any_moment_leaves_every_file_whole(name: str, tiny: Path) -> None:
    (tiny / ".vscode/schemas/story.json").write_text("{}\n")
    before = sources(tiny)
    with command(tiny, name, *COMMANDS[name]) as run:
        code, usual, moments = run()
        now = after = sources(tiny)
        assert (code, leftovers(tiny), before == after) == (0, [], False), usual
        for number in range(1, len(moments) + 1):
            for how in SIGNALS:
                put_back(tiny, before, now)
                code, printed, _ = run(how, number)
                if code != 0:  # it is full only for what is still to be made
                    check_end(how, code, printed, usual)
                now = sources(tiny)
                changed = {key for key in before | after if now.get(key) not in (before.get(key), after.get(key))}
                # Killed, or stopped just as it takes its own file away, it leaves that: git ignores it.
                clean = how == "kill" or number == len(moments) or leftovers(tiny) == []
                assert (changed, clean) == (set(), True), (how, number)
        put_back(tiny, before, now)
        code, printed, _ = run("limit", 100)
        check_end("limit", code, printed, usual)
        assert (sources(tiny) == before, leftovers(tiny)) == (True, [])
