"""The content model of pages: what the front matter of a story, a principle and the handbook's own pages must hold.

Rules across pages are in rules/; what fields are made of is in fields.py; the data files are in data_files.py.
"""

from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from handbook.content.fields import (
    Model,
    Words,
    count_sentences,
    day,
    fine,
    former,
    keywords,
    short_name,
    some,
    text,
    title,
    whole,
    yes_or_no,
)
from handbook.content.parts import Choice, RolePlay, Turn


class PageModel(Model):
    """What every kind of page has in its front matter; each kind says it in its own words."""

    title: Words
    id: Words
    if TYPE_CHECKING:  # each kind has its own place among its keys for these
        keywords: list[Words]
        reviewed: date


class Story(PageModel):
    """The front matter of docs/stories/<slug>.md."""

    title: Words = title("what people call the story")
    id: Words = short_name("its permanent short name for links and printed codes; never changed, never used again")
    summary: Words = text(40, 160, "the situation in one sentence; never what was done, nor how it ended")
    principles: list[Words] = some(1, 4, "principle pages by file name, the leading one first")
    lesson: Words = text(10, 140, "the rule in the words of this story, one sentence")
    outcome: Literal["good", "bad", "mixed"] = Field(
        description="good (do this), bad (avoid this), or mixed: both sides did something right and something wrong"
    )
    channel: Words = Field(description="where it happens, from docs/vocabulary.yml")
    moment: Words = Field(description="what is going on for the customer, from docs/vocabulary.yml")
    keywords: list[Words] = keywords()
    choices: list[Choice] = some(3, 4, "what one could do, each with do, verdict and because")
    debrief: list[Words] = some(2, 4, "questions for a talk of five minutes")
    role_play: RolePlay = Field(description="a scene with customer, staff, observer and twist")
    if_then: Words = text(20, 200, 'a plan: "If a customer ..., then I ..."')
    minutes: int = whole(3, 15, "time to read and talk")
    sources: list[Words] = some(1, 4, "keys of entries in docs/sources.yml")
    invented: bool = yes_or_no("true where the scene is made up for practice; its page says so", default=False)
    care: Words | None = text(10, 160, "a warning before a hard story, such as of a death, one sentence", default=None)
    sure: Words = text(20, 300, "how sure we are of the facts, and why, in one or two sentences")
    twin: Words | None = Field(default=None, description="the story that shows the same moment handled the other way")
    turns: list[Turn] | None = some(2, 4, "the steps of twins, side by side, each with when and what", default=None)
    added: date = day("the day on which the story joined the handbook")
    reviewed: date = day("the day on which somebody last checked it")
    former: list[Words] = former()
    fine: list[Words] | None = fine()
    owner: Words | None = Field(default=None, description="who looks after this text, if they chose to be named")

    @field_validator("summary", "lesson", "care", "sure", mode="after")
    @classmethod
    def _few_sentences(cls, value: str | None, key: ValidationInfo) -> str | None:
        most = 2 if key.field_name == "sure" else 1
        if value and (number := count_sentences(value)) > most:
            raise ValueError(f"{number} sentences; allowed: {'one or two' if most == 2 else 'one'}")
        return value

    @field_validator("if_then", mode="after")
    @classmethod
    def _a_plan(cls, value: str) -> str:
        if not (value.startswith("If ") and "then I " in value):
            raise ValueError('must start with "If" and hold "then I"; write "If a customer ..., then I ..."')
        return value

    @field_validator("choices", mode="after")
    @classmethod
    def _one_best(cls, value: list[Choice]) -> list[Choice]:
        if (best := sum(choice.verdict == "best" for choice in value)) != 1:
            raise ValueError(f'{best or "none"} {"have" if best else "has"} verdict "best"; exactly one must')
        return value

    @field_validator("principles", "keywords", "sources", mode="after")
    @classmethod
    def _each_once(cls, value: list[str]) -> list[str]:
        if twice := [item for i, item in enumerate(value) if item in value[:i]]:
            raise ValueError(f'"{twice[0]}" stands here twice; take one out')
        return value

    @field_validator("turns", mode="after")
    @classmethod
    def _one_turn(cls, value: list[Turn] | None) -> list[Turn] | None:
        if value and sum(turn.turn for turn in value) != 1:
            raise ValueError('must have "turn: true" on exactly one step: the one where the two stories part')
        return value


class Principle(PageModel):
    """The front matter of docs/principles/<slug>.md."""

    title: Words = text(3, 40, "what people call the principle")
    id: Words = short_name("its permanent short name for links and printed codes; never changed, never used again")
    rule: Words = text(10, 110, "the principle as one instruction; story pages show it")
    core: bool = yes_or_no("true for the few principles that come first")
    order: int = Field(
        ge=1, description="its place in lists", json_schema_extra={"allowed": "a whole number from 1, used once"}
    )
    say: list[Words] = some(2, 4, "real sentences that one can say")
    not_: list[Words] = some(2, 4, "what not to say, one for each sentence under say", alias="not")
    keywords: list[Words] = keywords()
    reviewed: date = day("the day on which somebody last checked it")
    former: list[Words] = former()
    fine: list[Words] | None = fine()
    owner: Words | None = Field(default=None, description="who looks after this text, if they chose to be named")

    @model_validator(mode="after")
    def _pairs(self) -> "Principle":
        if len(self.say) != len(self.not_):
            raise ValueError(f"say has {len(self.say)} sentences and not has {len(self.not_)}; they go in pairs")
        return self


class OwnPage(Model):
    """The front matter of every other page in docs/: the handbook's own pages, which may use macros."""

    title: Words = title("the title of the page")
    description: Words = text(20, 160, "one sentence for search engines and link previews")
    keywords: list[Words] = keywords()
