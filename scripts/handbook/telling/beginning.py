"""A new page begins: its file, and the sources that are new with it, are written, or nothing is."""

from pathlib import Path
from typing import Any

from handbook import writing
from handbook.content.data_files import Source
from handbook.content.fields import fields
from handbook.problems import HandbookError
from handbook.telling.choosing import NEW, hint
from handbook.telling.draft import STARTED, draft
from handbook.telling.form import Form, new_in
from handbook.telling.questions import Answers
from handbook.telling.sources import FILE, with_entries


def begin(form: Form, answers: Answers) -> list[str]:
    """Write the page that complete answers describe; return the files that were written, the page last.

    Raises HandbookError or OSError where that cannot be done, and then has changed nothing.
    """
    new = {str(answers[f"{number} key"]): _source(answers, number) for number in new_in(answers.get("sources"))}
    if new:
        keys = iter(new)
        named = [next(keys) if key.startswith(NEW.key) else key for key in answers["sources"]]
        answers = answers | {"sources": named}
    root = form.files.root
    path = f"docs/{form.kind.folder}/{answers['slug']}.md"
    text = draft(form.kind, values_for(form, answers))
    sources = with_entries(_text(root / FILE), new) if new else ""
    (root / path).parent.mkdir(exist_ok=True)  # the first page of its kind
    writing.create(root / path, text)
    try:
        if new:
            writing.write(root / FILE, sources)
    except BaseException:
        (root / path).unlink()
        raise
    return [FILE, path] if new else [path]


def values_for(form: Form, answers: Answers) -> dict[str, Any]:
    """Return the front matter of a draft: the answers, dates, and a hint for each choice that was left for later."""
    values: dict[str, Any] = {key: value for key, value in STARTED.items() if form.kind.has_key(key)}
    for question in form.questions(answers):
        if answer := answers.get(question.name):
            values[question.name] = answer
        elif question.options is not None and not question.optional:
            left = hint(question.text, question.options)
            values[question.name] = [left] if question.several else left
    dates = {key: form.files.today for key in ("added", "reviewed") if form.kind.has_key(key)}
    return values | dates


def _source(answers: Answers, number: str) -> dict[str, str]:
    """Return the entry of a new source."""
    found = {key: answers.get(f"{number} {key}") for key, _ in fields(Source)}
    return {key: str(value) for key, value in found.items() if value}


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except ValueError:
        raise HandbookError(f"{FILE}:1: not saved as UTF-8; run `make check`") from None
