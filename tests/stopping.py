"""Runs one of our commands and stops it in the middle of its work: a helper of test_stopped.py, and no test itself.

`stopping.py SCRIPT [ARGUMENT ...]` reads orders, one JSON object a line, runs the command for each in a copy of this
process, and answers with its exit code. A moment is a change to a file, as Python announces it to an audit hook, just
before it happens. `how` is what comes at a moment: "kill", "terminate", "interrupt", or "full", from which on no file
can be made or opened for writing; with "limit" no file may become larger than so many bytes, and with "never" nothing
happens. `input`, `output` and `moments` are files; to the last the command adds a dot at each moment, and an x at the
one before two folders change names.
"""

import errno
import importlib
import json
import os
import resource
import runpy
import signal
import sys
from pathlib import Path
from typing import Any

ROOT = Path.cwd()
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "ctypes.dlsym"}
NEW = {"open", "os.mkdir", "os.link", "os.symlink"}
WRITES = os.O_WRONLY | os.O_RDWR
# What a build imports only once it builds, and takes a second for: other people's, which change no file as they load.
LATER = {"build.py": ("mkdocs.commands.build", "mkdocs_macros.plugin", "material.plugins.search.plugin")}
SIGNALS = {"kill": signal.SIGKILL, "terminate": signal.SIGTERM, "interrupt": signal.SIGINT}


def is_moment(event: str, arguments: tuple[Any, ...]) -> bool:
    """Return whether an event changes a file in the repository, or is about to let two folders change names."""
    if event == "ctypes.dlsym":
        return "rename" in str(arguments[1])
    if event == "open":
        path, mode, flags = arguments
        if not (set(mode or "") & set("wxa+") or (mode is None and flags & WRITES)):
            return False
    elif event in CHANGES:
        path = arguments[0]
    else:
        return False
    return isinstance(path, str | Path) and ROOT in Path(path).absolute().parents


def arm(how: str, number: int, moments: int) -> None:
    """Let it come at a moment, counted from 1."""
    seen, process = 0, os.getpid()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        if os.getpid() != process or not is_moment(event, arguments):  # a process beside it has moments of its own
            return
        seen += 1
        os.write(moments, b"x" if event == "ctypes.dlsym" else b".")
        if how in SIGNALS and seen == number:
            signal.raise_signal(SIGNALS[how])
        if how == "full" and seen >= number and event in NEW:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    if how == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
    else:
        sys.addaudithook(hook)


def run(script: str, arguments: list[str], order: dict[str, Any]) -> None:
    """Run the command in this process, and stop it as ordered."""
    for stream, name, flags in ((0, "input", os.O_RDONLY), (1, "output", os.O_WRONLY), (2, "output", os.O_WRONLY)):
        os.dup2(os.open(order[name], flags | os.O_APPEND), stream)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  # instead of the one that reads orders
    sys.argv = [script, *arguments]
    arm(order["how"], order["number"], os.open(order["moments"], os.O_WRONLY | os.O_APPEND))
    runpy.run_path(script, run_name="__main__")


def main(script: str, *arguments: str) -> None:
    """Load what the command imports, once, and then do what is ordered."""
    sys.path.insert(0, str(Path(script).resolve().parent))
    runpy.run_path(script, run_name="loaded")
    for name in LATER.get(Path(script).name, ()):
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run(script, list(arguments), json.loads(line))
            return
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
