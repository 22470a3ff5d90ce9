"""The content model: what a story, a principle and the shared data files must hold.

Each field says what it is for (`description`) and, where a bare type does not, what is allowed (`allowed`). Both reach
authors: in messages (see wording.py) and wherever the model is shown. Rules across pages are in catalogue.py.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

MARKUP = re.compile(r"<[A-Za-z/!?]|javascript:", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.?!][\"')]*\s+(?=[\"'(]?[A-Z])")


class Model(BaseModel):
    """A mapping in YAML: no unknown keys, no guessing of types."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def plain(value: str) -> str:
    """Refuse markup and emptiness in any text of the front matter."""
    if MARKUP.search(value):
        raise ValueError("HTML is not allowed here; write plain words")
    if not value.strip():
        raise ValueError("empty; write it, or take the line out if it is optional")
    return value


Words = Annotated[str, AfterValidator(plain)]


def text(low: int, high: int, description: str, **more: Any) -> Any:
    """Return a field for a text of `low` to `high` characters."""
    allowed = f"{low} to {high} characters"
    return Field(
        min_length=low, max_length=high, description=description, json_schema_extra={"allowed": allowed}, **more
    )


def some(low: int, high: int, description: str) -> Any:
    """Return a field for a list of `low` to `high` items."""
    allowed = f"{low} to {high} items"
    return Field(min_length=low, max_length=high, description=description, json_schema_extra={"allowed": allowed})


def short_name(description: str) -> Any:
    """Return a field for the permanent short name of a page."""
    allowed = "2 to 12 of a-z and 0-9"
    return Field(pattern="^[a-z0-9]{2,12}$", description=description, json_schema_extra={"allowed": allowed})


def day(description: str) -> Any:
    """Return a field for a date."""
    return Field(description=description, json_schema_extra={"allowed": "a date like 2026-11-22, without quotes"})


def keywords() -> Any:
    """Return a field for the words that lead a search to a page."""
    return Field(
        default=[],
        max_length=12,
        description="words that staff search for and the text lacks",
        json_schema_extra={"allowed": "up to 12 items"},
    )


def count_sentences(value: str) -> int:
    """Return how many sentences a text has: an end mark counts where a capital letter follows it."""
    return len(SENTENCE_END.findall(value.strip())) + 1


class Choice(Model):
    """One thing that one could do, and the reason for its verdict."""

    do: Words = text(3, 160, "what one could do, as an instruction")
    verdict: Literal["best", "fair", "poor"] = Field(description="how well it serves the customer")
    because: Words = text(20, 240, "why somebody would do this, and what it costs")


class RolePlay(Model):
    """A short scene for three people; each sees only their own part."""

    customer: Words = text(20, 400, "what only the customer knows")
    staff: Words = text(20, 400, "what only the member of staff knows")
    observer: Words = text(20, 400, "what to look for")
    twist: Words = text(10, 300, "what changes in the second round")


class Turn(Model):
    """One step of a twin story: told side by side with the same step of its twin."""

    when: Words = text(3, 40, "a short label, the same in both stories")
    what: Words = text(10, 200, "what happened in this story at that point")
    turn: bool = Field(
        default=False,
        description="true on the step where the two stories part",
        json_schema_extra={"allowed": "true, false"},
    )


class Story(Model):
    """The front matter of docs/stories/<slug>.md."""

    title: Words = text(3, 60, "what people call the story")
    id: Words = short_name("its permanent short name for links and printed codes; never changed, never used again")
    summary: Words = text(40, 160, "one sentence that makes one want to read it")
    principles: list[Words] = some(1, 4, "principle pages by file name, the leading one first")
    lesson: Words = text(10, 140, "the rule in the words of this story, one sentence")
    outcome: Literal["good", "bad"] = Field(description="good (do this) or bad (avoid this)")
    channel: Words = Field(description="where it happens, from docs/vocabulary.yml")
    moment: Words = Field(description="what is going on for the customer, from docs/vocabulary.yml")
    keywords: list[Words] = keywords()
    choices: list[Choice] = some(3, 4, "what one could do, each with do, verdict and because")
    debrief: list[Words] = some(2, 4, "questions for a talk of five minutes")
    role_play: RolePlay = Field(description="a scene with customer, staff, observer and twist")
    if_then: Words = text(20, 200, 'a plan: "If a customer ..., then I ..."')
    minutes: int = Field(
        ge=3, le=15, description="time to read and talk", json_schema_extra={"allowed": "a whole number from 3 to 15"}
    )
    source: Words = Field(description="key of an entry in docs/sources.yml")
    sure: Words = text(20, 300, "how sure we are of the facts, and why, in one or two sentences")
    twin: Words | None = Field(default=None, description="the story that shows the same moment handled the other way")
    turns: list[Turn] | None = Field(
        default=None,
        min_length=2,
        max_length=4,
        description="the steps that a twin tells side by side, each with when and what",
        json_schema_extra={"allowed": "2 to 4 items"},
    )
    added: date = day("the day on which the story joined the handbook")
    reviewed: date = day("the day on which somebody last checked it")
    former: list[Words] = Field(default=[], description="old file names that must keep working, without .md")
    owner: Words | None = Field(default=None, description="who looks after this text")

    @field_validator("summary", "lesson", mode="after")
    @classmethod
    def _one_sentence(cls, value: str) -> str:
        if (number := count_sentences(value)) > 1:
            raise ValueError(f"{number} sentences; allowed: one")
        return value

    @field_validator("sure", mode="after")
    @classmethod
    def _one_or_two_sentences(cls, value: str) -> str:
        if (number := count_sentences(value)) > 2:
            raise ValueError(f"{number} sentences; allowed: one or two")
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
        best = sum(choice.verdict == "best" for choice in value)
        if best != 1:
            raise ValueError(f'{best or "none"} {"have" if best else "has"} verdict "best"; exactly one must')
        return value

    @field_validator("principles", "keywords", mode="after")
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


class Principle(Model):
    """The front matter of docs/principles/<slug>.md."""

    title: Words = text(3, 60, "what people call the principle")
    id: Words = short_name("its permanent short name for links and printed codes; never changed, never used again")
    rule: Words = text(10, 110, "the principle as one instruction; story pages show it")
    core: bool = Field(
        description="true for the few principles that come first", json_schema_extra={"allowed": "true, false"}
    )
    order: int = Field(
        ge=1, description="its place in lists", json_schema_extra={"allowed": "a whole number from 1, used once"}
    )
    say: list[Words] = some(2, 4, "real sentences that one can say")
    not_: list[Words] = Field(
        alias="not", min_length=2, max_length=4, description="what not to say, one for each sentence under say",
        json_schema_extra={"allowed": "2 to 4 items"},
    )  # fmt: skip
    keywords: list[Words] = keywords()
    reviewed: date = day("the day on which somebody last checked it")
    owner: Words | None = Field(default=None, description="who looks after this text")

    @model_validator(mode="after")
    def _pairs(self) -> "Principle":
        if len(self.say) != len(self.not_):
            raise ValueError(f"say has {len(self.say)} sentences and not has {len(self.not_)}; they go in pairs")
        return self


class OwnPage(Model):
    """The front matter of every other page in docs/: the handbook's own pages, which may use macros."""

    title: Words = text(3, 60, "the title of the page")
    description: Words = text(20, 160, "one sentence for search engines and link previews")
    keywords: list[Words] = keywords()


class Moment(Model):
    """What is going on for the customer, and what to do first."""

    name: Words = text(3, 40, "its name, as readers see it")
    say: Words = text(10, 140, "the first sentence to say")
    offer: Words = text(10, 200, "what one may offer, without amounts")
    call: Words = Field(description="whom to call: a key under contacts in docs/company.yml")


class Vocabulary(Model):
    """docs/vocabulary.yml: the words that stories are sorted by."""

    channels: dict[str, Words] = Field(description="where a story happens: key and name")
    moments: dict[str, Moment] = Field(description="what is going on for the customer")
    synonyms: dict[str, list[Words]] = Field(
        default={}, description="for a word of the handbook, other words that staff type into the search for it"
    )


class Source(Model):
    """One entry of docs/sources.yml: where stories come from."""

    author: Words = text(2, 120, "who wrote it, or that it is not known")
    title: Words = text(3, 120, "its title")
    site: Words = text(3, 120, "where it stood")
    date: Words = text(4, 80, "when it was written, or that it is not known")
    address: Words | None = Field(
        default=None, pattern="^https://\\S+$", description="its web address",
        json_schema_extra={"allowed": "an address that starts with https://"},
    )  # fmt: skip
    note: Words = text(10, 400, "what is uncertain")


class Removed(Model):
    """One entry of docs/removed.yml: a story that was taken out, by its old file name without .md."""

    id: Words = short_name("the id that the story had")
    title: Words = text(3, 60, "the title that it had")
    why: Words = text(10, 200, "why it was taken out, as readers see it")
    instead: Words = Field(description="the page to read instead, by its file from docs/, such as stories/toy-car.md")


class Contact(Model):
    """Somebody to call."""

    who: Words = text(3, 80, "who it is, as one would say it")
    reach: Words = text(3, 120, "how to reach them")


class Company(Model):
    """docs/company.yml: what a company fills in to make the handbook its own."""

    name: Words = text(2, 60, "the name of the company")
    example: bool = Field(
        description="true while these values are an example", json_schema_extra={"allowed": "true, false"}
    )
    spend_without_asking: Words = text(1, 60, "how much staff may spend without asking")
    may_give: list[Words] = some(1, 8, "what staff may give without asking")
    ask_first: list[Words] = some(1, 8, "what needs somebody's yes first")
    contacts: dict[str, Contact] = Field(description="whom to call")
    review_every_months: int = Field(
        ge=1,
        le=60,
        description="after how many months a page should be checked again",
        json_schema_extra={"allowed": "a whole number from 1 to 60"},
    )
    hours: Words = text(3, 120, "when somebody answers")


def fields(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    """Yield (key as authors write it, pydantic field) for each field of a model."""
    for name, info in model.model_fields.items():
        yield info.alias or name, info
