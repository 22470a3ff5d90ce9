"""How a command ends that something stopped: with its exit code and one line, and never with a traceback."""

import pytest

from command import HERE, STOPPED, Terminated, told


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (KeyboardInterrupt(), 130, STOPPED),
        (Terminated(), 143, STOPPED),
        (EOFError(), 1, "There was no answer to read; nothing was written"),
        (BrokenPipeError(), 141, ""),
        (PermissionError(13, "Permission denied", f"{HERE.parent}/docs"), 1, "docs: Permission denied"),
        (OSError(28, "No space left on device"), 1, "No space left on device"),
        (MemoryError(), 1, "There is not enough memory"),
        (
            ModuleNotFoundError(name="yaml"),
            1,
            "The package yaml is missing; `make` installs it. Run `make` to see what it can do",
        ),
        (KeyError("x"), 1, "unknown place: KeyError: 'x'. This is a fault of the handbook's own code"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_what_stops_a_command_is_one_line(
    error: BaseException, code: int, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(HERE.parent)

    assert told(error) == (code, line)


def test_a_merge_conflict_in_our_own_code_is_called_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE.parent)
    with pytest.raises(SyntaxError) as error:
        compile("one = 1\n<<<<<<< HEAD\n", f"{HERE}/one.py", "exec")

    assert told(error.value) == (
        1,
        "scripts/one.py:2: merge conflict here; keep the lines that are right and delete the lines with "
        "<<<<<<<, ======= and >>>>>>>",
    )
