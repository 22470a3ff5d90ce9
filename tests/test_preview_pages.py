"""The pages of the live preview: after any saves, renames, removals and additions they are those of a fresh build."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import QUIET

# Runs in a copy of the repository, whose own modules it takes. Prints what differs from a fresh build after some saves,
# and for each save the pages that it changed at once.
DRIVER = """
import json, random, shutil, sys, tempfile
from pathlib import Path
root = Path.cwd()
sys.path.insert(0, "scripts")
from preview import Preview
from macros import Stop
docs, seed = root / "docs", int(sys.argv[1])
pick = random.Random(seed)

def fresh(name):
    site = Path(tempfile.mkdtemp(dir=root)) / name
    site.mkdir()
    return Preview(root, site)

def files(site):
    found = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found if "search" not in path.parts}

def change(name, old, new):
    path = root / name
    text = path.read_text()
    assert old in text, (name, old)
    path.write_text(text.replace(old, new, 1))

def added():
    return [path for path in (docs / "stories").glob("added-*.md")]

def add():
    number = pick.randrange(10_000)
    text = (docs / "stories/toy-car.md").read_text()
    title = text.split("\\n")[1]
    text = text.replace(title, f"title: The car number {number}").replace("id: toycar\\n", f"id: new{number}\\n")
    (docs / f"stories/added-{number}.md").write_text(text)

def rename():
    for path in added()[:1]:
        text = path.read_text()
        if "former:" not in text:
            text = text.replace("added:", f"former: [{path.stem}]\\nadded:", 1)
        path.with_name(path.name.replace("added-", "added-again-")).write_text(text)
        path.unlink()

def remove():
    for path in added()[-1:]:
        path.unlink()

def text():
    change("docs/stories/little-alien.md", "\\n## Scene\\n\\n", f"\\n## Scene\\n\\nIt was day {pick.randrange(99)}. ")

def title():
    path = docs / "stories/recorder-call.md"
    line = path.read_text().split("\\n")[1]
    change("docs/stories/recorder-call.md", line, f"title: A call number {pick.randrange(999)}")

def moment():
    path = docs / "stories/dropped-cone.md"
    line = next(line for line in path.read_text().split("\\n") if line.startswith("moment: "))
    change("docs/stories/dropped-cone.md", line, f"moment: {pick.choice(['accident', 'waiting', 'late'])}")

def rule():
    path = docs / "principles/improvise.md"
    line = next(line for line in path.read_text().split("\\n") if line.startswith("rule: "))
    change("docs/principles/improvise.md", line, f"rule: Look around, and use thing number {pick.randrange(99)}.")

def company():
    change("docs/company.yml", "spend_without_asking: ", f"# {pick.random()}\\nspend_without_asking: ")
    line = next(line for line in (docs / "company.yml").read_text().split("\\n") if line.startswith("spend_without"))
    change("docs/company.yml", line, f'spend_without_asking: "£{pick.randrange(10, 99)}"')

def word():
    change("docs/vocabulary.yml", "  phone: ", f"  phone: {'On the ' * pick.randrange(2)}")

def own():
    change("docs/start.md", "\\n# ", f"\\n# {pick.choice('ABC')} ")

def style():
    change("docs/assets/handbook.css", "/* The look", f"/* {pick.random()} */ /* The look")

def template():
    change("overrides/partials/next.html", "{#-", "<!-- one more -->{#-")

def moved():
    change("overrides/lists/moved.html", "<body ", f"<!-- {pick.random()} --><body ")

def mistake():
    before = (docs / "stories/toy-car.md").read_text()
    change("docs/stories/toy-car.md", "minutes: ", "minuets: ")
    try:
        preview.build()
        raise AssertionError("a mistake was built")
    except Stop as stop:
        assert "minuets" in str(stop)
    (docs / "stories/toy-car.md").write_text(before)

def nothing():
    preview.build()
    before = {path: path.stat().st_ino for path in preview.site.rglob("*")}
    preview.build()
    assert {path: path.stat().st_ino for path in preview.site.rglob("*")} == before

DOING = [add, add, rename, remove, text, title, moment, rule, company, word, own, style, template, moved, mistake]
DOING += [nothing]
preview = fresh("one")
preview.build()
done = []
for some in range(3):
    for work in pick.sample(DOING, 3):
        done.append(work.__name__)
        work()
        preview.build()
    preview.wait()
    other = fresh("other")
    other.build()
    ours, theirs = files(preview.site), files(other.site)
    wrong = sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))
    print(json.dumps({"done": done, "wrong": wrong}), flush=True)
"""


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [5, 11, 36])
def test_after_any_saves_the_pages_are_those_of_a_fresh_build(
    seed: int, copy_repository: Callable[[Path], Path], tmp_path: Path
) -> None:
    root = copy_repository(tmp_path / "repository")
    command = [sys.executable, "-c", DRIVER, str(seed)]
    done = subprocess.run(command, cwd=root, env=os.environ | QUIET, capture_output=True, text=True)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert [(line["done"], line["wrong"]) for line in lines if line["wrong"]] == [], done.stdout
    assert (done.returncode, len(lines)) == (0, 3), done.stdout + done.stderr
