"""The content model of the data files, docs/*.yml: the words to sort stories by, sources, the company, what is gone."""

from dataclasses import dataclass

from pydantic import Field

from handbook.content.fields import Model, Words, keywords, short_name, some, text, title, whole, yes_or_no

SORTED_BY = {"channel": "channels", "moment": "moments"}  # keys of a story, and where the vocabulary has their values
MANAGER = "manager"  # the contact whom a principle page names, where no moment says whom to call
SECURITY = "privacy"  # the contact whom security.txt names
IDEAS = "ideas"  # the contact whom the foot of each page names, for what is wrong there
EMERGENCY = "emergency"  # the contact, if there is one, to call where people come to harm


class Moment(Model):
    """What is going on for the customer, and what to say and do first."""

    name: Words = text(3, 40, "its name, as readers see it")
    say: Words = text(10, 140, "the first sentence to say")
    not_: Words = text(3, 140, "what not to say", alias="not")
    offer: Words = text(10, 150, "what one may offer, without amounts")
    call: Words = Field(description="whom to call: a key under contacts in docs/company.yml")
    read: Words = Field(description="the page to read, by its file from docs/, such as stories/toy-car.md")
    keywords: list[Words] = keywords()
    advice: bool = yes_or_no("true where no story shows what to say, so that it is advice", default=False)
    urgent: bool = yes_or_no("true where people come to harm: it stands first, and help comes first", default=False)


class OldKeys(Model):
    """Keys of the vocabulary that had another name, each with the key of today: links that people keep name them."""

    channels: dict[str, Words] = Field(default={}, description="old keys of channels, each with that of today")
    moments: dict[str, Words] = Field(default={}, description="old keys of moments, each with that of today")


class Step(Model):
    """One step of the path for new staff."""

    principle: Words = Field(description="the principle that it teaches, by file name")
    stories: list[Words] = some(1, 2, "the story to read, and where there is one, a story with the other outcome")


class Vocabulary(Model):
    """docs/vocabulary.yml: the words that stories are sorted by, and the path through them for new staff."""

    channels: dict[str, Words] = Field(description="where a story happens: key and name")
    moments: dict[str, Moment] = Field(description="what is going on for the customer")
    path: list[Step] = Field(default=[], description="the path for new staff: its steps in order")
    former: OldKeys = Field(default=OldKeys(), description="keys that had another name; `make rename` writes them")
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
        default=None, pattern="^https?://\\S+$", description="its web address",
        json_schema_extra={"allowed": "an address that starts with https://, or with http:// for an old page"},
    )  # fmt: skip
    note: Words = text(10, 400, "what is uncertain")


class Removed(Model):
    """One entry of docs/removed.yml: a page that was taken out, by its old file from docs/ without .md."""

    id: Words = short_name("the id that the page had")
    title: Words = title("the title that it had")
    why: Words = text(10, 200, "why it was taken out, as readers see it")
    instead: Words = Field(description="the page to read instead, by its file from docs/, such as stories/toy-car.md")
    former: list[Words] = Field(default=[], description="the old file names that the page had, without .md")


class Contact(Model):
    """Somebody to call."""

    who: Words = text(3, 40, "who it is, as one would say it")
    reach: Words = text(3, 50, "how to reach them")


class Company(Model):
    """docs/company.yml: what a company fills in to make the handbook its own."""

    name: Words = text(2, 60, "the name of the company")
    example: bool = yes_or_no("true while these values are an example")
    spend_without_asking: Words = text(1, 30, "how much staff may spend without asking")
    may_give: list[Words] = some(1, 8, "what staff may give without asking")
    ask_first: list[Words] = some(1, 8, "what needs somebody's yes first")
    contacts: dict[str, Contact] = Field(description="whom to call")
    review_every_months: int = whole(1, 60, "after how many months a page should be checked again")
    hours: Words = text(3, 120, "when somebody answers")
    offline: bool = yes_or_no("false where devices shall keep nothing for reading without a network", default=True)


@dataclass(frozen=True)
class DataFile:
    """A file in docs/ that is shared by all pages: as a whole of one model, or a mapping of entries of that model."""

    model: type[Model]
    entries: bool = False
    may_be_empty: bool = False


DATA_FILES = {
    "vocabulary.yml": DataFile(Vocabulary),
    "sources.yml": DataFile(Source, entries=True),
    "company.yml": DataFile(Company),
    "removed.yml": DataFile(Removed, entries=True, may_be_empty=True),
}
