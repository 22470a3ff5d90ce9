"""The rules that keep customers unknown, and what somebody looked at and found fine.

Names are only hints (advice/hints.py): "Mrs Beeton" may be a book.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from handbook.content import private
from handbook.content.body import flood, unescaped
from handbook.content.files import Files
from handbook.content.private_patterns import EMAIL
from handbook.content.reading import Page
from handbook.content.strict_yaml import Data
from handbook.content.texts import READING_LEVEL, Text, body_texts, front_texts, in_words
from handbook.problems import Problem, shown

WEB_ADDRESS = re.compile(r"https?://[^\s()<>]*")
ALLOWED = "; only the contacts in docs/company.yml may stand here"
MARKS = re.compile(r"[*`\\]")


def nobody_can_be_found(files: Files) -> Iterator[Problem]:
    """Nothing in docs/ holds a number or an address of a customer. The contacts of the company may stand anywhere."""
    company = files.data["company.yml"]
    ours = "\n".join(text for _, text in front_texts(company)) if company else ""
    data = (found for found in files.data.values() if found and found is not company)
    for source in (*files.every(), *data):
        for line, words, kind in source.once(places_in):
            if words not in ours:
                yield Problem(source.path, line, f"{shown(words)} looks like {kind.name}; {kind.advice}{ALLOWED}")


def places_in(source: Data) -> list[tuple[int, str, private.Kind]]:
    """Return each place that may lead to a customer: its line, its words, and what it looks like."""
    texts = list(_worth_a_look(source))
    kinds = private.worth_a_search("\n".join(text for _, text in texts).replace("\n", " "), private.STOPPING)
    return [
        (line + text.count("\n", 0, place), words, kind)
        for line, text in (texts if kinds else ())
        for place, words, kind in private.find(text.replace("\n", " "), kinds)
    ]


def what_is_fine_stands_here(files: Files) -> Iterator[Problem]:
    """What somebody looked at and found fine still stands in the page."""
    for _, page in files.readable():
        looked_at = page.values.get("fine")
        words = looked_at if isinstance(looked_at, list) else []
        whole = in_words("\n".join(text for _, text in _texts(page))) if words else ""
        for i, item in enumerate(words):
            if isinstance(item, str) and item != READING_LEVEL and in_words(item) not in whole:
                text = f"fine, number {i + 1} takes nothing out: {shown(item)} stands nowhere here; delete it"
                yield page.problem(("fine", i), text)


def _worth_a_look(source: Data) -> Iterator[Text]:
    """Yield the texts of a page or a data file as readers see them, where anything in them may lead to somebody."""
    texts = [] if isinstance(source, Page) and flood(source.body) else _texts(source)
    said = private.said_in("\n".join(text for _, text in texts))
    for line, text in texts:
        if private.may_stop(text, said):
            yield line, MARKS.sub("", WEB_ADDRESS.sub(_people_in, unescaped(text)))


def _people_in(address: re.Match[str]) -> str:
    """Return the e-mail addresses in an address of the web. Its numbers are those of articles."""
    return " ".join(re.findall(EMAIL, unquote(address[0])))


def _texts(source: Data) -> list[Text]:
    return [*front_texts(source), *(body_texts(source) if isinstance(source, Page) else ())]
