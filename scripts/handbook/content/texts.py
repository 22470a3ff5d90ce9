"""The texts of a page that readers read, each with its line: those of the front matter, and the blocks of the body."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from handbook.content.reading import Page
from handbook.content.strict_yaml import Data, Key
from handbook.problems import MARK

# Keys that hold names and words to choose from, and what somebody looked at: readers never see them as they are.
NOT_READ = ("id", "principles", "outcome", "channel", "moment", "sources", "twin", "former", "owner", "fine")

READING_LEVEL = "school grade"  # under `fine`: what somebody looked at who found no sentence to make plainer

WORD = re.compile(r"\w+")

Text = tuple[int, str]  # the line of the file, from 1, on which a text starts


def front_texts(page: Data, without: Collection[str] = ()) -> Iterator[Text]:
    """Yield each text of the front matter that is written and read, but for those of some more keys."""

    def inside(value: Any, key: Key) -> Iterator[Text]:
        if isinstance(value, str) and not value.startswith(MARK):
            yield page.line(*key), value
        elif isinstance(value, dict | list):
            for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
                yield from inside(inner, (*key, name))

    for name, value in page.values.items():
        if name not in NOT_READ and name not in without:
            yield from inside(value, (name,))


def body_texts(page: Page) -> Iterator[Text]:
    """Yield the Markdown of each block of the body that is written, without headings, and without the evidence.

    What studies say is in their words, and their numbers are those of journals.
    """
    start, lines = page.body_line, list[str]()
    for number, line in enumerate([*prose_of(page.body).split("\n"), ""], start=page.body_line):
        if line.strip() and not line.startswith(("#", MARK)):
            start = start if lines else number
            lines.append(line)
        elif lines:
            yield start, "\n".join(lines)
            lines = []


def prose_of(body: str) -> str:
    """Return a body without its evidence."""
    return body.partition("## Evidence")[0]


def in_words(text: str) -> str:
    """Return the words of a text in one way of writing them, with a space around each, to look for some of them."""
    return f" {' '.join(WORD.findall(text.lower()))} "
