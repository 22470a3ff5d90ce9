"""Start a new page: `make story` or `make session` asks; `python scripts/new_page.py story --title ...` does not.

Writes docs/stories/<name>.md, or that of another kind, with a hint wherever a text is still to be written, and sources
that are new into docs/sources.yml. Never overwrites a file; answers that were given before somebody stopped are kept.
"""

import argparse
import contextlib
import sys
from collections.abc import Iterable
from pathlib import Path

from command import run
from handbook.check import read
from handbook.kinds import KINDS
from handbook.problems import HandbookError, allowed
from handbook.telling import kept
from handbook.telling.beginning import begin
from handbook.telling.conversation import Conversation
from handbook.telling.form import ASKED, Form
from handbook.telling.names import slug_of
from handbook.telling.questions import Answers, Question

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("slug", "id")  # made from the title
NEXT = """\
Next: write each text that starts with WRITE:, and run `make check` until nothing is left.
Then `make serve` shows the page, `make build` notes its address, and `git add` and a pull request share it."""


def main(arguments: list[str]) -> int:
    """Ask for what was not given, write the files, and say what to do next. The first argument is the kind of page."""
    if arguments[:1] not in [[name] for name in ASKED]:
        return complain([f"kind is {allowed(' '.join(arguments[:1]), list(ASKED))}"])
    form = Form(KINDS[arguments.pop(0)], read(ROOT))
    name = form.kind.name
    about = f"Start a new {name}. In a terminal, what is not given is asked for."
    parser = argparse.ArgumentParser(prog=f"new_page.py {name}", description=about)
    for question in form.questions({}):
        parser.add_argument(f"--{question.name}", metavar="...", help=question.text.replace("%", "%%"))
    lines = {name: line for name, line in vars(parser.parse_args(arguments)).items() if line}
    answers, missing, wrong = given(Form(form.kind, form.files, new=False), lines)
    if missing and not wrong and sys.stdin.isatty():
        return talk(form, answers)
    if missing:
        wrong.append(f"{', '.join(missing)}: missing; give them all, or run `make {name}` in a terminal")
    return complain(wrong) if wrong else write(form, answers)


def given(form: Form, lines: dict[str, str]) -> tuple[Answers, list[str], list[str]]:
    """Return the answers that were given as options, the options that are missing, and all that is wrong."""
    title = lines.get("title", "")
    answers: Answers = {}
    missing, wrong = list[str](), list[str]()
    for question in form.questions({"title": title}):
        line = lines.get(question.name, "")
        if question.name == "slug" and not missing:
            line = line or slug_of(title)
        if line:
            heard = question.hear(line, strictly=True)
            answers[question.name] = heard.answer
            wrong += [*(not_allowed(question, part) for part in heard.unknown), *heard.faults]
        elif not (question.optional or question.proposal) and (answers.get("title") or question.name not in NAMES):
            missing.append(f"--{question.name}")
    return answers, missing, wrong


def not_allowed(question: Question, part: str) -> str:
    """Say that a part of an answer is none of the options, and which there are."""
    return f"{question.name} is {allowed(part, [option.key for option in question.options or ()])}"


def talk(form: Form, answers: Answers) -> int:
    """Ask in the terminal until everything is answered, and keep each answer for next time."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  # one can go back and forth in a line
    place = ROOT / f".cache/{form.kind.name}.json"
    conversation = Conversation(form, kept.load(place), answers)
    safe = True
    try:
        while not conversation.finished:
            print(conversation.says())
            conversation.hear(input("> "))
            safe = kept.keep(place, conversation.kept())
    except (KeyboardInterrupt, EOFError):
        keeps = (
            f"Your answers are kept: `make {form.kind.name}` goes on with them"
            if safe
            else f"{place} cannot be written"
        )
        return complain([f"\nStopped, and nothing was written. {keeps}."])
    code = write(form, conversation.answers)
    if code == 0:
        kept.forget(place)
    return code


def write(form: Form, answers: Answers) -> int:
    """Write the files, and say what to do next."""
    answers = form.completed(answers)
    try:
        *others, page = begin(form, answers)
    except HandbookError as error:
        return complain([str(error), "Nothing was written."])
    print(f"Wrote {page}. Its permanent short name is {answers['id']}; it may change until the page is published.")
    print(*(f"Wrote what is new into {other}." for other in others), NEXT, sep="\n")
    return 0


def complain(lines: Iterable[str]) -> int:
    """Print what is wrong, one a line, and return the exit code."""
    print(*lines, sep="\n", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # bytes that are no text
    run(main)
