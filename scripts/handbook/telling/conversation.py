"""A conversation about a new page: says what to say, hears one line after another, and knows when it has all it needs.

It neither prints nor reads nor writes anything. Every question can be left and come back to; at the end all answers are
shown, and nothing is done before somebody says so.
"""

from typing import Any

from handbook.problems import shown
from handbook.telling.choosing import Option, chosen
from handbook.telling.form import Form
from handbook.telling.questions import Answer, Answers, Heard, Question, none_of_these

HELP = (
    "Enter keeps what stands in [brackets], or leaves a question for later.",
    '"b" goes back, "-" takes an answer out, "?" asks again. Ctrl-C stops, and keeps your answers for next time.',
)
BACK, OUT, AGAIN = "b", "-", "?"
YES, NO = ("", "y", "yes"), ("n", "no")
GO_ON, REVIEW = "go on", "review"  # what is asked before the first question, and after the last one
WRITES = 'Enter writes it. A number changes an answer, "b" goes back, Ctrl-C stops and keeps everything.'


class Conversation:
    """What was answered so far, and what is asked now."""

    def __init__(self, form: Form, kept: object = None, given: Answers | None = None) -> None:
        """Begin, or ask whether to go on with what an earlier conversation kept; anything else counts as nothing.

        Answers that are `given` are not asked for.
        """
        self.form = form
        self.answers: Answers = given or {}
        self.finished = False
        self._at = ""  # the name of the question that is asked now
        self._asked = set(self.answers)
        self._guess: Answer = ""
        self._said: list[str] = []
        self._old: dict[str, Any] = kept if isinstance(kept, dict) else {}
        if isinstance(old := self._old.get("answers"), dict) and old:
            what = f" with {shown(old['title'])}" if isinstance(old.get("title"), str) else ""
            self._at = GO_ON
            self._say(f'You stopped in the middle last time. Go on{what}? Enter for yes, "n" to begin anew.')
        else:
            self._say(*HELP)
            self._next()

    @property
    def questions(self) -> list[Question]:
        """Return all questions, in order."""
        return self.form.questions(self.answers)

    def kept(self) -> dict[str, Any]:
        """Return what it takes to go on another time, as plain values."""
        if self._at == GO_ON or not self.answers:
            return self._old
        return {"answers": self.answers, "asked": sorted(self._asked)}

    def value(self, question: Question) -> Answer:
        """Return the answer to a question, or what it proposes; nothing where there is neither."""
        return self.answers.get(question.name) or question.proposal

    def says(self) -> str:
        """Return what is to be said before the next line is heard."""
        said, self._said = "\n".join(self._said), []
        return said

    def hear(self, line: str) -> None:
        """Hear one line."""
        text = " ".join(line.split())
        if self._at == GO_ON:
            self._hear_go_on(text)
        elif self._at == REVIEW:
            self._hear_review(text)
        elif self._guess:
            self._hear_guess(text)
        else:
            self._hear_answer(text)

    def _hear_go_on(self, text: str) -> None:
        if text.casefold() in YES:
            self._restore()
        if text.casefold() in (*YES, *NO):
            self._say(*HELP)
            self._next()
        else:
            self._say('Enter goes on, "n" begins anew.')

    def _hear_answer(self, text: str) -> None:
        if text == BACK:
            self._back()
        elif text == AGAIN:
            self._ask()
        elif text in ("", OUT):
            if text:
                self.answers.pop(self._at, None)
            self._next()
        else:
            self._judge(self._question(), self._question().hear(text))

    def _judge(self, question: Question, heard: Heard) -> None:
        """Keep an answer, ask it back where it is not sure, or say what is wrong with it."""
        if heard.unknown or heard.faults:
            self._say(*(none_of_these(part, question) for part in heard.unknown), *heard.faults)
        elif not heard.sure:
            self._guess = heard.answer
            self._say(f'Do you mean "{question.shown(heard.answer)}"? Enter for yes, or answer again.')
        else:
            self._keep(heard.answer)

    def _hear_guess(self, text: str) -> None:
        guess, self._guess = self._guess, ""
        if text.casefold() in YES:
            self._keep(guess)
        elif text.casefold() in NO:
            self._ask()
        else:
            self._hear_answer(text)

    def _hear_review(self, text: str) -> None:
        if text.casefold() in YES and (left := self._left()):
            self._say(f"Still missing: {', '.join(question.label for question in left)}")
            self._go(left[0].name)
        elif text.casefold() in YES:
            self.finished = True
        elif text == BACK:
            self._back()
        elif text == AGAIN:
            self._go(REVIEW)
        else:
            labels = tuple(Option(question.name, question.label) for question in self.questions)
            _, option, _ = next(iter(chosen(text, labels, several=False)), ("", None, False))
            self._go(option.key) if option and text.casefold() not in NO else self._say(WRITES)

    def _left(self) -> list[Question]:
        """Return the questions without an answer that the page needs, or with one that later answers made wrong."""
        values = [(question, self.value(question)) for question in self.questions]
        return [question for question, value in values if (question.faults(value) if value else question.needed)]

    def _keep(self, answer: Answer) -> None:
        self.answers[self._at] = answer
        self._next()

    def _next(self) -> None:
        """Go to the first question that was not asked yet, and after the last one to the review."""
        self._asked.add(self._at)
        self._go(next((question.name for question in self.questions if question.name not in self._asked), REVIEW))

    def _back(self) -> None:
        names = [*(question.name for question in self.questions), REVIEW]
        before = names.index(self._at) - 1
        self._go(names[before]) if before >= 0 else self._say("This is the first question.")

    def _go(self, name: str) -> None:
        self._at = name
        self._ask()

    def _question(self) -> Question:
        return next(question for question in self.questions if question.name == self._at)

    def _ask(self) -> None:
        """Say the question again, or show all answers."""
        if self._at == REVIEW:
            lines = (f"{number:4}  {q.label}: {self._state(q)}" for number, q in enumerate(self.questions, start=1))
            self._say("", "Here is all of it:", *lines, WRITES)
            return
        question, names = self._question(), [question.name for question in self.questions]
        value = f" [{question.shown(value)}]" if (value := self.value(question)) else ""
        place = f"{names.index(self._at) + 1} of {len(names)}"
        empty = "; may stay empty" if question.optional else ""
        self._say("", f"{place}  {question.label}: {question.text}{empty}{value}", *question.listed())

    def _state(self, question: Question) -> str:
        """Return an answer for the review, or why there is none."""
        if value := self.value(question):
            return question.shown(value)
        return "still missing" if question.needed else "none" if question.optional else "left for later"

    def _restore(self) -> None:
        """Take over the old answers that are still answers. Some bring more questions, which have old answers too."""
        old, asked, seen = self._old["answers"], self._old.get("asked"), set[str]()
        while question := next((question for question in self.questions if question.name not in seen), None):
            seen.add(question.name)
            if question.name in self.answers:
                continue
            if question.accepts(answer := old.get(question.name, "")):
                self.answers[question.name] = answer
            if isinstance(asked, list) and question.name in asked and (question.name in self.answers or not answer):
                self._asked.add(question.name)

    def _say(self, *lines: str) -> None:
        self._said += lines
