"""Advice on the prose: what makes a page hard to read, what looks private, what stands in a source as well.

Hints stop nothing, so that a newcomer's first story is not turned away for its style. The handbook's own tests are
stricter: they measure the reading level with a dictionary (tests/test_prose.py).
"""

import re
from collections.abc import Iterator
from typing import Any

from handbook.advice import private
from handbook.advice.originality import shared_runs
from handbook.advice.prose import LONGEST_PARAGRAPH, LONGEST_SENTENCE, count_words, paragraphs, sentences
from handbook.content.reading import Page
from handbook.content.strict_yaml import Key
from handbook.kinds import kind_at
from handbook.problems import MARK, Problem

HYPE_IN_LOWER_CASE = re.compile(
    r"\b(amazing|awesome|delight(?:ed|ful|s)?|excellen(?:ce|t)|exceptional|fantastic|game.chang\w+|incredibl[ey]|"
    r"going the extra mile|go the extra mile|magic(?:al)?|outstanding|passionate|raving fans?|stunning|unforgettable|"
    r"wow(?:ed)?|world.class)\b"
)
HYPE = re.compile(HYPE_IN_LOWER_CASE.pattern, re.IGNORECASE)
WORDS = re.compile(r"[a-z']+")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?<=[aeiouy])(?:[^aeiouyl\W]|[^aeiouy\W]{2})e(?:s|d)?\b")
ENDS = re.compile(r"[.!?][\s\"')]")
NOT_PROSE = ("id", "principles", "outcome", "channel", "moment", "keywords", "sources", "twin", "former", "owner")


def hints(page: Page) -> Iterator[Problem]:
    """Yield advice on a story or a principle, each with its line.

    Nearly every text needs none. So each measure first looks at all of them at once, in a way that misses nothing.
    """
    texts = [*_texts(page), *((page.body_line + offset, text) for offset, text in _blocks(page.body))]
    whole = "\n".join(text for _, text in texts)
    measures = [_length]
    measures += [_hype] if HYPE_IN_LOWER_CASE.search(whole.lower()) else []
    measures += [_private] if next(private.find(whole), None) else []
    for line, text in texts:
        for measure in measures:
            yield from (Problem(page.path, line, advice, hint=True) for advice in measure(text))
    for offset, words, source in shared_runs(page.body):
        advice = f'"{words}" stands word for word in the source {source}; write it anew in our own words'
        yield Problem(page.path, page.body_line + offset, advice, hint=True)
    found = kind_at(page.path.removeprefix("docs/"))
    highest = found[0].grade if found else 0.0
    if (grade := grade_of(page.body.partition("## Evidence")[0])) > highest + 1:
        advice = f"reads like school grade {grade:.0f}; aim for {highest:.0f}, with shorter sentences and plainer words"
        yield Problem(page.path, page.body_line, advice, hint=True)


def grade_of(text: str) -> float:
    """Return about which school grade a text asks for, or 0 where it is too short to tell.

    Flesch-Kincaid (Kincaid and others, 1975): 0.39 words per sentence + 11.8 syllables per word - 15.59. Syllables are
    groups of vowels without a silent e at the end, so it is a grade or so off what a dictionary finds.
    """
    lowered = text.lower()
    words = len(WORDS.findall(lowered))
    if words < 100:
        return 0.0
    syllables = len(VOWELS.findall(lowered)) - len(SILENT.findall(lowered))
    return 0.39 * words / max(1, len(ENDS.findall(lowered))) + 11.8 * syllables / words - 15.59


def _length(text: str) -> Iterator[str]:
    """No sentence and no paragraph is too long."""
    if max(part.count(" ") for part in ENDS.split(text)) >= LONGEST_SENTENCE:
        for sentence in sentences(text):
            if (words := count_words(sentence)) > LONGEST_SENTENCE:
                yield f"a sentence of {words} words; make two of it: {_start(sentence)}"
    if text.count(" ") >= LONGEST_PARAGRAPH:
        for paragraph in paragraphs(text):
            if (words := count_words(paragraph)) > LONGEST_PARAGRAPH:
                yield f"a paragraph of {words} words; make two of it: {_start(paragraph)}"


def _hype(text: str) -> Iterator[str]:
    """No word promises more than the story."""
    return (f'"{found[0]}" promises too much; say what happened instead' for found in HYPE.finditer(text))


def _private(text: str) -> Iterator[str]:
    """Nothing tells who the customer was."""
    return (f'"{found}" looks like {kind.name}; {kind.advice}' for _, found, kind in private.find(text))


def _texts(page: Page) -> Iterator[tuple[int, str]]:
    """Yield (line, text) for each text of the front matter that readers read."""

    def inside(value: Any, key: Key) -> Iterator[tuple[int, str]]:
        if isinstance(value, str) and not value.startswith(MARK):
            yield page.line(*key), value
        elif isinstance(value, dict | list):
            for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
                yield from inside(inner, (*key, name))

    for name, value in page.values.items():
        if name not in NOT_PROSE:
            yield from inside(value, (name,))


def _blocks(body: str) -> Iterator[tuple[int, str]]:
    """Yield (line of the body from 0, Markdown) for each block of prose that is written and no evidence."""
    line = 0
    for block in body.partition("## Evidence")[0].split("\n\n"):
        start = line + len(block) - len(block.lstrip("\n"))
        if (text := block.strip("\n")) and not text.startswith(("#", MARK)):
            yield start, text
        line += block.count("\n") + 2


def _start(sentence: str) -> str:
    return " ".join(sentence.split()[:8]) + " ..."
