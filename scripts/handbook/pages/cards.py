"""Stories, principles and sources as others show them: cards, links and lists of cards."""

from handbook import addresses
from handbook.book import Handbook
from handbook.content.model import Story
from handbook.facets import FACETS, OUTCOMES
from handbook.kinds import KINDS
from handbook.pages import View

LISTED = 12  # stories in a list; where there are more, the newest are shown, and the search knows the others


def principle_link(book: Handbook, slug: str) -> View:
    """Return what it takes to show a principle in a link or a card."""
    this = book.principles[slug]
    url = addresses.of_page(KINDS["principle"].folder, slug)
    shown = {"slug": slug, "url": url, "id": this.id, "picture": book.pictures.get(this.id, "")}
    return shown | {"title": this.title, "rule": this.rule, "core": this.core, "former": this.former}


def page_link(book: Handbook, kind: str, slug: str) -> View:
    """Return what it takes to lead on to a page of a kind: what it is, in a sentence, and how long it takes."""
    this = book.pages[kind][slug]
    about, minutes = getattr(this, KINDS[kind].described_by), getattr(this, "minutes", None)
    url = addresses.of_page(KINDS[kind].folder, slug)
    return {"kind": kind, "slug": slug, "url": url, "title": this.title, "about": about, "minutes": minutes}


def drawing(book: Handbook, story: Story) -> str:
    """Return the drawing of a story, or that of its lead principle where it has none of its own."""
    lead = book.principles[story.principles[0]]
    return book.pictures.get(story.id) or book.pictures.get(lead.id, "")


def story_card(book: Handbook, slug: str) -> View:
    """Return what it takes to show a story as a card and to narrow a list of cards."""
    this = book.stories[slug]
    return {
        "id": this.id,
        "url": addresses.of_page(KINDS["story"].folder, slug),
        "picture": drawing(book, this),
        "title": this.title,
        "summary": this.summary,
        "outcome": this.outcome,
        "outcome_name": OUTCOMES[this.outcome],
        "facets": {facet.name: facet.of(this) for facet in FACETS},
        "lead": principle_link(book, this.principles[0]),
        "channel_name": book.vocabulary.channels[this.channel],
        "moment_name": book.vocabulary.moments[this.moment].name,
        "minutes": this.minutes,
        "invented": this.invented,
    }


def session_card(book: Handbook, slug: str) -> View:
    """Return what it takes to show a session as a card."""
    this = book.sessions[slug]
    lead = principle_link(book, this.principles[0])
    shown = this.model_dump(include={"id", "title", "goal", "minutes", "people", "former"})
    picture = book.pictures.get(this.id) or lead["picture"]
    url = addresses.of_page(KINDS["session"].folder, slug)
    return shown | {"slug": slug, "url": url, "picture": picture, "lead": lead}


def listed(book: Handbook, slugs: list[str], *choices: tuple[str, str]) -> View:
    """Return a list of stories as cards: all of them in their order or, where there are many, the newest.

    `choices` say how the list of stories is narrowed to exactly these.
    """
    shown = slugs if len(slugs) <= LISTED else book.newest(slugs)[:LISTED]
    more = len(slugs) - len(shown)
    url = addresses.narrowed(KINDS["story"].folder, *choices)
    return {"cards": [story_card(book, slug) for slug in shown], "total": len(slugs), "more": more, "url": url}


def source(book: Handbook, key: str) -> View:
    """Return a source with its key."""
    return {"key": key} | book.sources[key].model_dump()
