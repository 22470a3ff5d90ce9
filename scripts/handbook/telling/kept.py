"""What a conversation leaves for next time, in a file of its own that nobody needs: broken or gone, it is as if new."""

import json
from pathlib import Path
from typing import Any

from handbook import writing


def load(path: Path) -> Any:
    """Return what was kept; None where there is nothing that can be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def keep(path: Path, values: Any) -> bool:
    """Keep plain values; return whether that was possible."""
    try:
        path.parent.mkdir(exist_ok=True)
        writing.write(path, json.dumps(values, ensure_ascii=False, indent=2) + "\n")
    except OSError:
        return False
    return True


def forget(path: Path) -> None:
    """Take away what was kept."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        keep(path, {})
