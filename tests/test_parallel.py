"""Work on several cores: what it raises is raised here, and no process outlives the command."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import engines
from conftest import ROOT
from handbook.book import Handbook
from handbook.permalinks import pages

WRONG = """import multiprocessing
from handbook.parallel import beside
from handbook.site.output import SiteError

multiprocessing.set_start_method("fork")

def wrong():
    raise SiteError("the index is not whole")

with beside(wrong):
    print("the block")
"""


def test_what_another_process_raises_is_raised_after_the_block() -> None:
    done = subprocess.run([sys.executable, "-c", WRONG], cwd=ROOT / "scripts", capture_output=True, text=True)
    assert done.stdout == "the block\n"
    assert done.stderr.endswith("SiteError: the index is not whole\n")


FOUND = """import multiprocessing, os
from handbook.parallel import beside, each

multiprocessing.set_start_method("fork")

def process(_):
    return os.getpid()

def work():
    return os.getpid(), set(each(process, [1, 2], worth=1))

with beside(work) as found:
    print("the block", found)
[(other, more)] = found
print(other != os.getpid(), more.isdisjoint({other, os.getpid()}))
"""


def test_what_another_process_returns_is_there_after_the_block_and_it_may_use_more_processes_itself() -> None:
    done = subprocess.run([sys.executable, "-c", FOUND], cwd=ROOT / "scripts", capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("the block []\nTrue True\n", "")


BEHIND = """import multiprocessing, os
from handbook.parallel import beside, each

multiprocessing.set_start_method("fork")
first = os.nice(0)

def behind(_):
    return os.nice(0) - first

def work():
    return [behind(0), *each(behind, [1, 2], worth=1)]

with beside(work) as found:
    print(each(behind, [1, 2], worth=1), behind(0))
print(found, each(behind, [1, 2], worth=1))
"""


def test_processes_give_way_to_what_is_done_beside_the_block_and_to_nothing_else() -> None:
    done = subprocess.run([sys.executable, "-c", BEHIND], cwd=ROOT / "scripts", capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[5, 5] 0\n[[0, 0, 0]] [0, 0]\n", "")


# The work beside the block starts a program that takes a minute, and notes when it has.
LONG = """import multiprocessing, os, signal, subprocess, sys, time
from pathlib import Path
from handbook.parallel import beside

multiprocessing.set_start_method("fork")  # so that a script without a file can be one of the processes

def work():
    subprocess.run(["sh", "-c", f"> {sys.argv[1]}; exec sleep 60"])

with beside(work):
    while not Path(sys.argv[1]).exists():
        time.sleep(0.01)
    BLOCK
"""


@pytest.mark.parametrize("block", ['raise ValueError("wrong")', "os.kill(os.getpid(), signal.SIGKILL)"])
def test_a_program_that_was_started_beside_the_block_ends_with_it(block: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", LONG.replace("BLOCK", block), str(tmp_path / "started")]
    subprocess.run(
        command, cwd=ROOT / "scripts", capture_output=True, timeout=50
    )  # till all that may write there is gone


KILLED = """import multiprocessing, os, signal
from handbook.parallel import beside

multiprocessing.set_start_method("fork")

with beside(lambda: os.kill(os.getpid(), signal.SIGKILL)):
    pass
"""


def test_a_process_that_is_killed_beside_the_block_is_told_of() -> None:
    done = subprocess.run([sys.executable, "-c", KILLED], cwd=ROOT / "scripts", capture_output=True, text=True)
    assert done.stderr.endswith("ChildProcessError: A process was killed; is there enough memory?\n")


def test_every_page_is_made_in_one_part_and_no_part_is_larger_than_the_others(
    book: Handbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = set(pages(book.places))
    monkeypatch.setattr(engines, "PROCESSES", 1)
    assert engines.parts(book) == [every]

    for name, number in {"PROCESSES": 2, "WORTH_A_PROCESS": 5, "AT_ONCE": 10}.items():
        monkeypatch.setattr(engines, name, number)
    found = engines.parts(book)
    assert sorted(address for part in found for address in part) == sorted(every)
    assert {len(part) for part in found} <= {len(every) // 4, len(every) // 4 + 1}
    assert "" in found[0]


def test_all_that_the_engine_warns_of_is_told_in_one_run_whichever_process_found_it(
    tiny: Path, run_build: Callable[..., tuple[int, str]]
) -> None:
    settings = tiny / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("anchors: ignore", "anchors: warn"), "utf-8")
    for name in ("index.md", "all.md"):
        page = tiny / "docs" / name
        page.write_text(f"{page.read_text('utf-8')}\n[Decide](stories/cold-tea.md#decide)\n", "utf-8")
    parts = [{"", "stories/cold-tea/"}, {"all/", "stories/cold-tea/"}]
    code, printed = run_build(tiny, values={"engines.parts": f"lambda book: {parts}"})
    fault = "contains a link 'stories/cold-tea.md#decide', but the doc 'stories/cold-tea.md' does not contain an anchor"
    assert (code, printed.splitlines()[-4:-1]) == (
        1,
        [
            f"Doc file 'index.md' {fault} '#decide'.",
            f"Doc file 'all.md' {fault} '#decide'.",
            "The site was not built. Aborted with 1 warnings in strict mode!",
        ],
    )
