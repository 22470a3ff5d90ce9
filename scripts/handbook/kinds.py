"""The kinds of page, in one table. Another kind is another row, a model, and a template in overrides/partials/.

What every page of a kind shows has an anchor. People link to these, so they never change; the finishing step `pages`
refuses a page that lacks one.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from handbook import addresses
from handbook.content.fields import keys
from handbook.content.model import PageModel, Principle, Story
from handbook.content.session import Session


@dataclass(frozen=True)
class Kind:
    """A kind of page: where its files are, what they hold, and what it is called."""

    folder: str  # of docs/, and the address of the list of all pages of the kind
    model: type[PageModel]
    names: str  # "story|stories"
    described_by: str  # the key that says in a sentence what the page is, for search engines and the search
    sections: Mapping[str, str]  # the headings of its body in order, each with a hint for whoever writes it
    parts: Mapping[str, str]  # what a page shows: anchor and name
    unlisted: Mapping[str, str] = field(default_factory=dict)  # other places, and old names of places, that live too
    optional: tuple[str, ...] = ()  # parts that only some pages have
    own: tuple[str, ...] = ("index",)  # files in its folder that are pages of the handbook's own
    grade: float = 8.0  # the highest school grade that its prose may ask for
    without: Callable[[Mapping[str, Any]], tuple[str, ...]] = lambda values: ()  # sections that a page must not have

    @property
    def name(self) -> str:
        """Return what one page of the kind is called: "story"."""
        return self.names.partition("|")[0]

    @property
    def several(self) -> str:
        """Return what several pages of the kind are called: "stories"."""
        return self.names.partition("|")[2]

    def sections_for(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the sections that a page with this front matter must have, in order."""
        return tuple(section for section in self.sections if section not in self.without(values))

    def anchors_of(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Return every anchor that a page with this front matter can have, and the name of its place."""
        absent = {part for part in self.optional if self.has_key(part) and not values.get(part)}
        return {part: name for part, name in {**self.parts, **self.unlisted}.items() if part not in absent}

    def has_key(self, key: str) -> bool:
        """Return whether pages of the kind may have a key."""
        return key in keys(self.model)


def _other_outcome(values: Mapping[str, Any]) -> tuple[str, ...]:
    """A story says why it worked, why it went wrong, or what to make of it."""
    why = {"good": "Why it worked", "bad": "Why it went wrong", "mixed": "What to make of it"}
    outcome = str(values.get("outcome"))
    return tuple(section for of, section in why.items() if of != (outcome if outcome in why else "good"))


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            folder="stories",
            model=Story,
            names="story|stories",
            described_by="summary",
            sections={
                "Scene": "who it was and what went wrong, in the first two sentences",
                "What they did": "what was done, in order, with nothing added",
                "Why it worked": "what made the difference for the customer",
                "Why it went wrong": "what the customer did not get, and what could have been said (say: invented)",
                "What to make of it": "what each side did well, and what one could do better (say: invented)",
                "Where it stops": "when one should not do this, and what we do not know",
                "For trainers": "how to lead a talk on this story, and which doubt to be open about",
            },
            parts={
                "scene": "Scene",
                "decide": "What would you do?",
                "what-they-did": "What they did",
                "principle": "The principle",
                "why": "Why",
                "where-it-stops": "When not to do this",
                "debrief": "Talk it over",
                "plan": "Your plan",
                "role-play": "Role-play",
                "for-trainers": "For trainers",
                "source": "Source",
            },
            unlisted={
                "limits": "Your limits",
                "next": "Next",
                "related": "Related stories",
                "twin": "Told twice",
                "print": "On paper",
                "if-then": "Your plan",
                **dict.fromkeys(("why-it-worked", "why-it-went-wrong", "what-to-make-of-it"), "Why"),
            },
            optional=("twin",),
            without=_other_outcome,
            grade=6.0,
        ),
        Kind(
            folder="principles",
            model=Principle,
            names="principle|principles",
            described_by="rule",
            sections={
                "Why": "why it helps the customer, in two or three sentences",
                "How to do it": "three to five steps",
                "Where it stops": "when one should not do this",
                "Evidence for": "studies that speak for it, each with author, year, title and journal",
                "Evidence against": "studies that speak against it, or that limit it",
            },
            parts={
                "why": "Why",
                "how-to-do-it": "How to do it",
                "say": "Say this, not that",
                "limits": "Your limits",
                "where-it-stops": "Where it stops",
                "stories": "Stories",
                "evidence": "Evidence",
            },
            unlisted={"print": "On paper"},
        ),
        Kind(
            folder="sessions",
            model=Session,
            names="session|sessions",
            described_by="goal",
            sections={
                "If somebody would rather not play": "what else they can do, and how one says so kindly",
                "Evidence": "the studies behind each form that it uses, and what is our own judgement",
            },
            parts={
                "prepare": "What to have ready",
                "steps": "Step by step",
                "next-week": "Next week, ask",
                "if-somebody-would-rather-not-play": "If somebody would rather not play",
                "evidence": "Evidence",
            },
            unlisted={"print": "On paper"},
            own=("index", "build"),
        ),
    )
}


def folders() -> dict[str, tuple[str, ...]]:
    """Return the folder of each kind, with the files in it that are pages of the handbook's own."""
    return {kind.folder: kind.own for kind in KINDS.values()}


def models() -> dict[str, type[PageModel]]:
    """Return the model of each kind, by its name."""
    return {kind.name: kind.model for kind in KINDS.values()}


def kind_at(address: str) -> tuple[Kind, str] | None:
    """Return the kind and the slug of a page by its address or that of its file; None for the handbook's own pages."""
    folder, slug = addresses.split(address)
    found = next((kind for kind in KINDS.values() if kind.folder == folder), None)
    return (found, slug) if found and slug and slug not in found.own else None


def kind_of(file: str) -> Kind | None:
    """Return the kind of a page by its file; None for the handbook's own pages."""
    found = kind_at(addresses.of_file(file))
    return found[0] if found else None


def removed_page(key: str) -> tuple[Kind, str] | None:
    """Return kind and slug of a page by its key in docs/removed.yml; a story may have its slug alone."""
    return kind_at(key if "/" in key else addresses.of_page(KINDS["story"].folder, key))


def kinds_with(key: str) -> Iterator[Kind]:
    """Yield the kinds whose pages may have a key."""
    return (kind for kind in KINDS.values() if kind.has_key(key))
