"""Tries a plan on a copy of docs/, and lets the check judge: what would break is refused before anything is written."""

import re
import shutil
import stat
import tempfile
from collections import Counter
from pathlib import Path

from handbook.check import check, read
from handbook.content.drawings import FOLDER as DRAWINGS
from handbook.content.files import Files
from handbook.content.ledger import FILE
from handbook.content.stamps import walk
from handbook.moving.edits import Plan, RefusedError
from handbook.permalinks import answering, history, kept, written
from handbook.problems import Problem


def tried(root: Path, files: Files, plan: Plan, old: str, new: str) -> Plan:
    """Return a plan, with the ledger as it will be, after it left a copy of the handbook no worse than it was.

    `old` and `new` are the name that changes: what is said of one counts as said of the other. Raises RefusedError with
    each problem that the handbook did not have before.
    """
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        _copied(root, copy, plan)
        texts = plan.texts | _ledger(root, files, copy)
        for path, text in texts.items():
            if text is not None:
                _put(copy / path, text)
        before = Counter(_said(problem, old, new) for problem in set(files.problems))
        after = [(problem, _said(problem, old, new)) for problem in sorted(set(check(copy, files.today)[0].problems))]
    fresh = Counter(said for _, said in after) - before
    if worse := [problem for problem, said in after if said in fresh]:
        raise RefusedError("this would be wrong afterwards:", *worse)
    return Plan(texts, plan.told)


def _copied(root: Path, copy: Path, plan: Plan) -> None:
    """Copy what the check reads, but for what the plan takes away."""
    for folder in ("docs", DRAWINGS):
        for path in walk(root / folder) if (root / folder).is_dir() else ():
            name = path.relative_to(root).as_posix()
            if stat.S_ISREG(path.lstat().st_mode) and plan.texts.get(name, "") is not None:
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy / name)
    for name, text in plan.texts.items():
        if text is not None:
            _put(copy / name, text)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _ledger(root: Path, files: Files, copy: Path) -> dict[str, str | None]:
    """Return the ledger without the lines of drafts that do not answer any more, where there are such lines."""
    lines, past = [entry.text for entry in files.ledger or ()], history(root)
    if past is None or past.ever.issuperset(lines):
        return {}
    left = kept(lines, past, answering(read(copy, files.today)))
    return {FILE: written(left)} if set(left) != set(lines) else {}


def _said(problem: Problem, old: str, new: str) -> tuple[str, str]:
    """Return what a problem says of which file, whatever line it stands on and whichever of the two names it has."""
    return _neutral(problem.path, old, new), _neutral(problem.text.partition("; ")[0], old, new)


def _neutral(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<![a-z0-9-])(?:{re.escape(old)}|{re.escape(new)})(?![a-z0-9-])", "*", text)
