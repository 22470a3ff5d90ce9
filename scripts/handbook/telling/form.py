"""What is asked for a new page of a kind, in order. The questions come from its content model; the table says which."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from handbook.content.data_files import Source
from handbook.content.fields import allowed_in, fields, folded
from handbook.content.files import SLUG, Files
from handbook.content.validate import faults_in
from handbook.kinds import Kind
from handbook.problems import shown
from handbook.telling.choosing import NEW, Option, options_for
from handbook.telling.names import LIST, LONGEST_ID, LONGEST_NAME, Names, id_of, numbered, slug_of, spelt
from handbook.telling.questions import Answer, Answers, Question

# The keys that are asked for, in order, each with its question where what the model says of it is meant for files.
ASKED: dict[str, dict[str, str]] = {
    "session": {
        "title": "",
        "audience": "",
        "people": "",
        "principles": "which principles it practises, the leading one first",
        "owner": "",
    },
    "story": {
        "title": "",
        "principles": "which principles it shows, the leading one first",
        "outcome": "how it ended",
        "channel": "where it happened",
        "moment": "what was going on for the customer",
        "sources": "where we know it from",
        "owner": "",
    },
}
LONGEST_KEY = 40  # characters of the key of a source


@dataclass(frozen=True)
class Form:
    """The questions for a new page. Where `new` is set, sources that are not in docs/sources.yml are asked for too."""

    kind: Kind
    files: Files
    new: bool = True

    @cached_property
    def names(self) -> Names:
        """Return the names that pages have or ever had."""
        return Names(self.kind, self.files)

    @cached_property
    def options(self) -> dict[str, tuple[Option, ...] | None]:
        """Return what can be chosen for each key that is asked for; None where its text is free."""
        found = {key: options_for(self.kind, key, self.files) for key in ASKED[self.kind.name]}
        if self.new and self.files.data["sources.yml"] and (sources := found.get("sources")) is not None:
            found["sources"] = (*sources, NEW)
        return found

    def questions(self, answers: Answers) -> list[Question]:
        """Return all questions in order. There are more of them where an answer names a source that is new."""
        found = []
        for key, text in ASKED[self.kind.name].items():
            found.append(self._about(key, text))
            found += self._sources(answers) if key == "sources" else []
        title = str(answers.get("title", ""))
        return [*found, self._file_name(title), self._short_name(title)]

    def completed(self, answers: Answers) -> Answers:
        """Return the answers, and what is proposed where there is none."""
        values = {
            question.name: answers.get(question.name) or question.proposal for question in self.questions(answers)
        }
        return {name: value for name, value in values.items() if value}

    def _about(self, key: str, text: str) -> Question:
        """Return the question for a key of the kind."""
        field = dict(fields(self.kind.model))[key]
        return Question(
            name=key,
            label=key.capitalize(),
            text=_with_limits(text or field.description, field),
            faults=self._title_faults if key == "title" else partial(faults_in, self.kind.model, key),
            options=self.options[key],
            several="items" in allowed_in(field),
            needed=key == "title",
            optional=not field.is_required(),
        )

    def _sources(self, answers: Answers) -> Iterator[Question]:
        """Yield the questions for each source that is new; no two may have one key."""
        numbers = new_in(answers.get("sources"))
        used = self.files.keys("sources.yml") or set()
        for number in numbers:
            label = "New source" if len(numbers) == 1 else f"New source {number.removeprefix(NEW.key)}"
            for key, field in fields(Source):
                yield self._about_source(key, field, f"{number} {key}", f"{label}, {key}")
            others = {str(answers.get(f"{other} key", "")) for other in numbers if other != number}
            last = _source_key(f"{number} key", label, str(answers.get(f"{number} title", "")), used | others)
            yield last
            used = used | {str(answers.get(last.name) or last.proposal)}

    def _about_source(self, key: str, field: Any, name: str, label: str) -> Question:
        return Question(
            name=name,
            label=label,
            text=_with_limits(field.description, field),
            faults=self._address_faults if key == "address" else partial(faults_in, Source, key),
            needed=field.is_required(),
            optional=not field.is_required(),
        )

    def _file_name(self, title: str) -> Question:
        slug = slug_of(title)
        return Question(
            name="slug",
            label="File name",
            text=f"the name of its file in docs/{self.kind.folder}/, which is its address too",
            faults=self._slug_faults,
            needed=True,
            proposal=slug and numbered(slug, self.names.slugs, LONGEST_NAME, "-"),
            mended=lambda text: slug_of(text.removesuffix(".md")),
        )

    def _short_name(self, title: str) -> Question:
        field = dict(fields(self.kind.model))["id"]
        return Question(
            name="id",
            label="Short name",
            text=_with_limits("its permanent short name for links and printed codes", field),
            faults=self._id_faults,
            needed=True,
            proposal=id_of(title, self.names.ids, self.names.rarity),
            mended=lambda text: spelt(text).replace("-", ""),
        )

    def _title_faults(self, answer: Answer) -> list[str]:
        title = str(answer)
        if other := self.names.titles.get(folded(title)):
            return [f"title is {shown(title)}, and so it is in {other}; choose another"]
        if slug_of(title) == LIST:
            pages = self.kind.names.partition("|")[2]
            return [f'{shown(title)} is what the list of all {pages} is called; choose another, such as "{title} card"']
        return faults_in(self.kind.model, "title", title)

    def _slug_faults(self, answer: Answer) -> list[str]:
        return _name_faults("file name", self.names.slugs, LONGEST_NAME, answer)

    def _id_faults(self, answer: Answer) -> list[str]:
        taken = _taken("short name", str(answer), self.names.ids, LONGEST_ID)
        return faults_in(self.kind.model, "id", answer) or taken

    def _address_faults(self, answer: Answer) -> list[str]:
        sources = self.files.data["sources.yml"]
        for key, entry in (sources.values if sources else {}).items():
            if isinstance(entry, dict) and entry.get("address") == answer:
                return [f'docs/sources.yml has this address already, as "{key}"; go back, and choose that']
        return faults_in(Source, "address", answer)


def new_in(answer: Answer | None) -> list[str]:
    """Return the sources of an answer that are new: "+1", "+2"."""
    return [key for key in answer if key.startswith(NEW.key)] if isinstance(answer, list) else []


def _source_key(name: str, label: str, title: str, used: Collection[str]) -> Question:
    slug = slug_of(title)[:LONGEST_KEY].strip("-")
    return Question(
        name=name,
        label=f"{label}, key",
        text="its short name in files",
        faults=partial(_name_faults, "key", used, LONGEST_KEY),
        needed=True,
        proposal=slug and numbered(slug, used, LONGEST_KEY, "-"),
        mended=slug_of,
    )


def _name_faults(what: str, used: Collection[str], longest: int, answer: Answer) -> list[str]:
    """Return what is wrong with a name that becomes part of an address."""
    name = str(answer)
    if not SLUG.fullmatch(name) or len(name) > longest:
        return [f"{what} is {shown(name)}; allowed: up to {longest} of a-z, 0-9 and single hyphens"]
    return _taken(what, name, used, longest, "-")


def _taken(what: str, name: str, used: Collection[str], longest: int, between: str = "") -> list[str]:
    if name not in used:
        return []
    free = numbered(name, used, longest, between)
    return [f'{what} is "{name}", which is taken, now or once; choose another, such as "{free}"']


def _with_limits(text: str, field: Any) -> str:
    return f"{text} ({allowed_in(field)})" if allowed_in(field) else text
