"""A real terminal for the tests, in which a command asks and a test types."""

import codecs
import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PATIENCE = 120  # seconds for one answer, on a busy machine
AGAIN = 5  # seconds until one presses a key once more
LEADER = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"


class Terminal:
    """A terminal in which one command runs."""

    def __init__(self, folder: Path, *command: str, **environment: str) -> None:
        self.screen, inside = pty.openpty()
        self.text, self.decode = "", codecs.getincrementaldecoder("utf-8")().decode
        self.process = subprocess.Popen(
            [sys.executable, "-c", LEADER, *command],
            cwd=folder,
            env=os.environ | {"TERM": "dumb", "LC_ALL": "C.UTF-8"} | environment,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
        )
        os.close(inside)

    def answer(self, question: str, *lines: str) -> str:
        """Type each line, once the end of its question stands there; return what was shown before."""
        shown = ""
        for line in lines:
            shown += self.read(question)
            os.write(self.screen, f"{line}\r".encode())
        return shown

    def interrupt(self, question: str) -> tuple[int, str]:
        """Press Ctrl-C at a question; return the exit code and the last words.

        Python loses a Ctrl-C that comes when the question stands there and the answer is not yet being read. It is then
        pressed again, as a person would.
        """
        self.read(question)
        os.write(self.screen, b"\x03")
        return self.ends(again=b"\x03")

    def close(self, question: str) -> None:
        """Close the window at a question."""
        self.read(question)
        os.close(self.screen)
        self.process.wait(PATIENCE)

    def read(self, end: str = "", again: bytes = b"") -> str:
        """Return what is shown up to a text, or to the end of the program; press a key again where nothing comes."""
        quiet = 0
        while not end or end not in self.text:
            if not select.select([self.screen], [], [], AGAIN)[0]:
                quiet += AGAIN
                assert quiet < PATIENCE, f"nothing more came after: {self.text}"
                os.write(self.screen, again)
                continue
            try:
                more = os.read(self.screen, 10_000)
            except OSError:  # what Linux says where the program has ended
                more = b""
            if not more:
                break
            self.text += self.decode(more).replace("\r", "")
        before, found, self.text = self.text.partition(end) if end else (self.text, "", "")
        return before + found

    def ends(self, again: bytes = b"") -> tuple[int, str]:
        """Return the exit code and the last words."""
        text = self.read(again=again)
        os.close(self.screen)
        return self.process.wait(PATIENCE), text


class Terminals:
    """Every terminal that one test opens."""

    def __init__(self) -> None:
        self.opened: list[Terminal] = []

    def open(self, folder: Path, *command: str, **environment: str) -> Terminal:
        """Start a command in a terminal of its own."""
        self.opened.append(Terminal(folder, *command, **environment))
        return self.opened[-1]


@pytest.fixture
def terminals() -> Iterator[Terminals]:
    """Terminals that are gone after the test."""
    these = Terminals()
    yield these
    for window in these.opened:
        window.process.kill()
        window.process.wait()
