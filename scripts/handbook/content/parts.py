"""The content model of what stands inside a story: a choice, the role-play, a turn."""

from typing import ClassVar, Literal

from pydantic import Field

from handbook.content.fields import Model, Words, text, yes_or_no


class Choice(Model):
    """One thing that one could do, and the reason for its verdict."""

    called: ClassVar[str] = "One of the choices of a story"

    do: Words = text(3, 160, "what one could do, as an instruction")
    verdict: Literal["best", "fair", "poor"] = Field(description="how well it serves the customer")
    because: Words = text(20, 240, "why somebody would do this, and what it costs")


class RolePlay(Model):
    """A short scene for three people; each sees only their own part."""

    called: ClassVar[str] = "The role-play of a story"

    customer: Words = text(20, 400, "what only the customer knows")
    staff: Words = text(20, 400, "what only the member of staff knows")
    observer: Words = text(20, 400, "what to look for")
    twist: Words = text(10, 300, "what changes in the second round")


class Turn(Model):
    """One step of a twin story: told side by side with the same step of its twin."""

    called: ClassVar[str] = "One of the turns of a twin"

    when: Words = text(3, 40, "a short label, the same in both stories")
    what: Words = text(10, 200, "what happened in this story at that point")
    turn: bool = yes_or_no("true on the step where the two stories part", default=False)
