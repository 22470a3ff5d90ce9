"""Decide before you are told: nothing that stands before the decision gives the answer away, in any story.

What is open is all that one can read before deciding: the page down to the choices, its list of contents, what search
engines and previews show, its card in lists, its entry in the feed. What is secret comes later on the page. Words are
compared by their stems, so that "delivers" gives away "deliver".
"""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from conftest import Pages, slugs
from handbook.book import Handbook
from handbook.content.model import Story

# Exceptions: small words, and those of the frame of each page, give nothing away. A story may also share one word with
# its best choice, which can be chance, and a part of the words of its lesson and rule: they speak of the same thing.
SMALL = """
a about after all also an and any are as at be because been before both but by came can come did do does down for from
get go goes got had has have he her here him his how i if in into is it its just let made make may me more most my no
not of off on one only or our out over own said say says she so some than that the their them then there these they
this those to too two up us very was we went were what when where which who will with would you your something anything
nothing little things minutes min
"""
WORDS_OF_THE_BEST = 1
SHARE_OF_THE_LESSON = 0.4
RUN = 5  # words in a row

# What the scene quotes, and what they did as well.
QUOTED = {"cable-call": "the big one half price this month"}

OUTCOMES = {"good": "Do this", "bad": "Avoid this", "mixed": "A bit of both"}
VERDICTS = ("Works best here", "Helps in part", "Misses the need")

each_story = pytest.mark.parametrize("slug", slugs("stories"))


def stem(word: str) -> str:
    """Cut the ending of an English word, roughly: "promised", "promises" and "promising" are "promis"."""
    word = re.sub(r"n't$|'\w*$", "", word.lower().replace("’", "'"))
    for ending in ("ing", "ies", "ied", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    word = re.sub(r"(.)\1$", r"\1", word)
    return word.rstrip("e") if len(word) > 3 else word


def words(text: str) -> list[str]:
    """The words of a text, without their endings."""
    return [stem(word) for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)]


def telling(text: str) -> set[str]:
    """The words that say what a text is about."""
    return set(words(text)) - set(words(SMALL))


def runs(text: str, length: int = RUN) -> set[tuple[str, ...]]:
    """Each run of so many words of a text."""
    found = words(text)
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


@dataclass(frozen=True)
class Secret:
    """What nobody may read before deciding on a story."""

    story: Story
    rules: list[str]  # of its principles, that of the leading one first
    names: list[str]
    told: list[str]  # what they did, and why
    facts: list[str]  # no secret: its moment and its place, which have their names from the vocabulary
    quoted: str

    def given_away(self, openly: str) -> list[str]:
        """What an open text tells of it."""
        for fact in self.facts:
            openly = openly.replace(fact, "")
        best = next(choice for choice in self.story.choices if choice.verdict == "best")
        others = {word for choice in self.story.choices if choice is not best for word in telling(choice.do)}
        found = []
        if len(shared := (telling(best.do) - others) & telling(openly)) > WORDS_OF_THE_BEST:
            found.append(f"the best choice: {sorted(shared)}")
        for text in (self.story.lesson, self.rules[0]):
            if len(shared := telling(text) & telling(openly)) > SHARE_OF_THE_LESSON * len(telling(text)):
                found.append(f"{text} {sorted(shared)}")
        for text in (best.do, best.because, self.story.lesson, self.story.if_then, *self.rules, *self.told):
            found += [" ".join(run) for run in sorted((runs(text) - runs(self.quoted)) & runs(openly))]
        names = (*self.names, *OUTCOMES.values(), *VERDICTS)
        return [*found, *(name for name in names if runs(name, len(words(name))) & runs(openly, len(words(name))))]


def before_the_decision(page: BeautifulSoup) -> list[str]:
    """What one reads on a page from the top down to the choices, and what its head says."""
    main, form = page.main, page.select_one("form[data-ranked]")
    assert main and form and page.head
    said = [str(meta["content"]) for meta in page.select("head meta[name], head meta[property]")]
    first = takewhile(lambda element: element is not form, main.descendants)
    texts = [element for element in (*page.head.descendants, *first) if type(element) is NavigableString]
    return [*said, *(text.strip() for text in texts if text.strip())]


def contains(whole: list[str], part: list[str]) -> bool:
    """Whether these words stand in a row among others."""
    return f" {' '.join(part)} " in f" {' '.join(whole)} "


def after_the_decision(page: BeautifulSoup) -> Iterator[str]:
    """Each paragraph of what they did, and why."""
    for anchor in ("what-they-did", "why"):
        heading = page.find(id=anchor)
        assert isinstance(heading, Tag)
        parts = takewhile(lambda element: element.name != "h2", heading.find_next_siblings())
        yield from (part.get_text() for part in parts if part.name in ("p", "ul", "ol"))


def secret(slug: str, pages: Pages, book: Handbook) -> Secret:
    """The secret of a story."""
    story, told = book.stories[slug], list(after_the_decision(pages[f"stories/{slug}/"]))
    assert len(told) > 1
    shown = [book.principles[name] for name in story.principles]
    facts = [book.vocabulary.moments[story.moment].name, book.vocabulary.channels[story.channel]]
    rules, names = [this.rule for this in shown], [this.title for this in shown]
    return Secret(story, rules, names, told, facts, QUOTED.get(slug, ""))


@pytest.fixture(scope="session")
def everywhere(pages: Pages, book: Handbook) -> set[str]:
    """What stands before the decision on the page of every story, and so tells nothing of one."""
    return set.intersection(*(set(before_the_decision(pages[f"stories/{slug}/"])) for slug in book.stories))


@each_story
def test_the_page_of_a_story_asks_before_it_tells(
    slug: str, pages: Pages, book: Handbook, everywhere: set[str]
) -> None:
    assert {"On this page", "When not to do this", "Lead this story"} <= everywhere
    openly = [text for text in before_the_decision(pages[f"stories/{slug}/"]) if text not in everywhere]
    assert {book.stories[slug].title, book.stories[slug].summary} <= set(openly)
    assert secret(slug, pages, book).given_away("\n".join(openly)) == []


@pytest.fixture(scope="module")
def cards(pages: Pages) -> dict[str, set[str]]:
    """What the cards of all pages say, by the last name in the address that each leads to."""
    found: dict[str, set[str]] = defaultdict(set)
    for page in pages.values():
        for card in page.select(".lt-card"):
            for link in card.select("a[href]"):
                found[str(link["href"]).rstrip("/").rpartition("/")[2]].add(card.get_text(" ", strip=True))
    return found


@each_story
def test_a_card_of_a_story_tells_its_situation_and_no_more(
    slug: str, cards: dict[str, set[str]], pages: Pages, book: Handbook
) -> None:
    assert cards[slug]
    assert [found for card in cards[slug] if (found := secret(slug, pages, book).given_away(card))] == []


@each_story
def test_the_feed_tells_the_situation_of_a_story_and_no_more(
    slug: str, site: Path, pages: Pages, book: Handbook
) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ElementTree.parse(site / "feed.xml").iter(f"{atom}entry")
    entry = next(
        entry for entry in entries if entry.findtext(f"{atom}id", "").endswith(f"/go/{book.stories[slug].id}/")
    )
    openly = f"{entry.findtext(f'{atom}title')} {entry.findtext(f'{atom}summary')}"
    assert book.stories[slug].title in openly
    assert secret(slug, pages, book).given_away(openly) == []


def test_a_result_of_the_search_quotes_nothing_of_a_story_that_comes_after_the_decision(
    site: Path, pages: Pages, book: Handbook
) -> None:
    quoted = {}
    for path in (site / "search/1/fragment").iterdir():
        found = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        quoted[found["url"][1:]] = re.split("[§¶]", found["content"])[0]
    for slug in book.stories:
        openly = " ".join(before_the_decision(pages[f"stories/{slug}/"]))
        sentences = re.split(r"(?<=[.?!]) ", quoted[f"stories/{slug}/"].strip())
        assert len(sentences) > 3
        assert [said for said in sentences if words(said) and not contains(words(openly), words(said))] == []


def test_a_drawing_of_what_was_done_stands_with_it_and_nowhere_else(pages: Pages, book: Handbook) -> None:
    drawn = {slug: book.pictures[f"{story.id}-after"] for slug, story in book.stories.items()
             if f"{story.id}-after" in book.pictures}  # fmt: skip
    assert len(drawn) >= 7
    for slug, drawing in drawn.items():
        shapes = {str(path["d"]) for path in BeautifulSoup(drawing, "html.parser").select("path")}
        shapes -= {
            str(path["d"]) for path in BeautifulSoup(book.pictures[book.stories[slug].id], "html.parser").select("path")
        }
        places = {
            (address, bool(path.find_parent(class_="lt-told")))
            for address, page in pages.items()
            if address != "contribute/pictures/"  # which shows all drawings to whoever draws
            for path in page.select("path")
            if path.get("d") in shapes
        }
        assert places == {(f"stories/{slug}/", True)}


@pytest.mark.parametrize(
    ("openly", "found"),
    [
        ("He is asked where he lives, and it is sent round.", "the best choice: ['ask', 'liv', 'round']"),
        ("Put the problem right first, and think one step ahead.", "Put the problem right first, then think"),
        ("Keep your promise, make it easy, and add an extra.", "Keep the promise and make it easy first."),
        ("Then he heard: would you like us to deliver it for you?", "would you lik us to"),
        ("They over-delivered.", "Over-deliver"),
        ("You should do this.", "Do this"),
        ("Bringing it now works best here.", "Works best here"),
    ],
)
def test_a_text_that_gives_a_story_away_is_found(openly: str, found: str, pages: Pages, book: Handbook) -> None:
    given = secret("root-beer-floats", pages, book).given_away(openly)
    assert any(fault.startswith(found) for fault in given), given
