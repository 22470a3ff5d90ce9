"""The content model of a session: what a trainer does with a group, step by step."""

from datetime import date
from typing import ClassVar

from pydantic import Field, field_validator

from handbook.content.fields import (
    Model,
    Words,
    day,
    fine,
    former,
    keywords,
    pattern,
    short_name,
    some,
    text,
    title,
    whole,
)
from handbook.content.model import PageModel


class Step(Model):
    """One step of a session: what everybody does, and what the trainer says."""

    called: ClassVar[str] = "One of the steps of a session"

    title: Words = text(3, 40, "what the step is called")
    minutes: int = whole(1, 90, "how long it takes")
    do: Words = text(10, 200, "what everybody does, said to the room, which sees it; it never gives the answer away")
    say: Words = text(10, 300, "what the trainer says or asks: a prompt, not a script")
    hear: Words | None = text(10, 200, "what one hopes to hear", default=None)
    quiet: Words | None = text(10, 160, "what to ask when nobody speaks", default=None)
    story: Words | None = Field(default=None, description="the story that the step is about, by file name")
    principle: Words | None = Field(default=None, description="or the principle, by file name")
    part: Words | None = Field(default=None, description="the part of that page that the room sees, by its anchor")


class Session(PageModel):
    """The front matter of docs/sessions/<slug>.md."""

    title: Words = title("what people call the session")
    id: Words = short_name("its permanent short name for links and printed codes; never changed, never used again")
    goal: Words = text(40, 160, "what people can do afterwards, in one sentence")
    audience: Words = text(3, 80, "who it is for")
    people: Words = pattern("^[1-9][0-9]? to [1-9][0-9]?$", "how many take part", 'two numbers, such as "4 to 8"')
    minutes: int = whole(3, 480, "how long it takes; the steps add up to it")
    principles: list[Words] = some(1, 4, "principle pages by file name, the leading one first")
    keywords: list[Words] = keywords()
    prepare: list[Words] = some(1, 6, "what to have ready")
    steps: list[Step] = some(3, 24, "what happens, in order, each with title, minutes, do and say")
    next_week: list[Words] = some(1, 3, "what to ask a week later")
    reviewed: date = day("the day on which somebody last checked it")
    former: list[Words] = former()
    fine: list[Words] | None = fine()
    owner: Words | None = Field(default=None, description="who looks after this text, if they chose to be named")

    @field_validator("people", mode="after")
    @classmethod
    def _from_few_to_many(cls, value: str) -> str:
        least, most = map(int, value.split(" to "))
        if least > most:
            raise ValueError(f'{value} runs backwards; write "{most} to {least}"')
        return value

    @field_validator("steps", mode="after")
    @classmethod
    def _each_has_its_own_title(cls, value: list[Step]) -> list[Step]:
        titles = [step.title.casefold() for step in value]
        if twice := [step.title for i, step in enumerate(value) if titles[i] in titles[:i]]:
            raise ValueError(f'two are called "{twice[0]}"; links name a step by its title, so choose another')
        return value
