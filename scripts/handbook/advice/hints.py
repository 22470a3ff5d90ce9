"""Advice on the prose: what makes a page hard to read, who might be named, what stands in a source as well.

Hints stop nothing, so that a newcomer's first story is not turned away for its style. A hint that somebody looked at
and found fine stays quiet: its words stand under `fine` in the page. The handbook's own tests are stricter: they
measure the reading level with a dictionary (tests/test_prose.py).
"""

import re
from collections.abc import Iterator

from handbook.advice.originality import shared_runs
from handbook.advice.prose import LONGEST_PARAGRAPH, LONGEST_SENTENCE, count_words, paragraphs, runs_of, sentences
from handbook.content import private
from handbook.content.body import flood
from handbook.content.reading import Page
from handbook.content.texts import READING_LEVEL, body_texts, front_texts, in_words
from handbook.kinds import kind_at
from handbook.problems import Problem

# How each word begins, and how it may go on. Nearly every page has none of the beginnings, which is quick to see.
HYPE_WORDS = {
    **dict.fromkeys(("amazing", "awesome", "exceptional", "fantastic", "outstanding", "passionate", "stunning"), ""),
    **{"delight": "(?:ed|ful|s)?", "excellen": "(?:ce|t)", "incredibl": "[ey]", "magic": "(?:al)?", "raving fan": "s?"},
    **{"game": r".chang\w+", "world": ".class", "unforgettable": "", "wow": "(?:ed)?"},
    **dict.fromkeys(("going the extra mile", "go the extra mile"), ""),
}
HYPE = re.compile(rf"\b(?:{'|'.join(start + end for start, end in HYPE_WORDS.items())})\b", re.IGNORECASE)
SILENT = re.compile(r"e(?:(?<=[aeiouy][^aeiouyl\W]e)|(?<=[aeiouy][^aeiouy\W]{2}e))[sd]?\b")
LETTERS = "abcdefghijklmnopqrstuvwxyz'"
VOWELS = "aeiouy"
ENDS = re.compile(r"[.!?][\s\"')]")

Advice = tuple[str, str]  # the words that it is about, and what it says


def hints(page: Page) -> Iterator[Problem]:
    """Yield advice on a story or a principle, each with its line; nothing where there is too much to look through."""
    looked_at = page.values.get("fine")
    fine = [in_words(str(words)) for words in looked_at] if isinstance(looked_at, list) else []
    for line, words, advice in () if flood(page.body) else _all(page):
        about = in_words(words)
        if not any(known in about or about in known for known in fine):
            yield Problem(page.path, line, advice, hint=True)


def _all(page: Page) -> Iterator[tuple[int, str, str]]:
    """Yield line, words and advice for each hint.

    Nearly every text needs none. So each measure first looks at all of them at once, in a way that misses nothing.
    """
    written = list(body_texts(page))
    texts = [*front_texts(page, without=["keywords"]), *written]
    whole = "\n".join(text for _, text in texts)
    lowered, measures = whole.lower(), [_length]
    measures += [_hype] if any(start in lowered for start in HYPE_WORDS) else []
    measures += [_names] if next(private.find(whole, private.NAMING), None) else []
    for line, text in texts:
        for measure in measures:
            yield from ((line, words, advice) for words, advice in measure(text))
    for offset, words, source in shared_runs(page.body):
        advice = f'"{words}" stands word for word in the source {source}; write it anew in our own words'
        yield page.body_line + offset, words, advice
    found = kind_at(page.path.removeprefix("docs/"))
    highest = found[0].grade if found else 0.0
    if (grade := grade_of("\n".join(text for _, text in written))) > highest + 1:
        advice = f"aim for {highest:.0f}, with shorter sentences and plainer words"
        yield page.body_line, READING_LEVEL, f"reads like {READING_LEVEL} {grade:.0f}; {advice}"


def grade_of(text: str) -> float:
    """Return about which school grade a text asks for, or 0 where it is too short to tell.

    Flesch-Kincaid (Kincaid and others, 1975): 0.39 words per sentence + 11.8 syllables per word - 15.59. Syllables are
    groups of vowels without a silent e at the end, so it is a grade or so off what a dictionary finds.
    """
    lowered = text.lower()
    words = len(runs_of(LETTERS, lowered))
    if words < 100:
        return 0.0
    syllables = len(runs_of(VOWELS, lowered)) - len(SILENT.findall(lowered))
    return 0.39 * words / max(1, len(ENDS.findall(lowered))) + 11.8 * syllables / words - 15.59


def _length(text: str) -> Iterator[Advice]:
    """No sentence and no paragraph is too long."""
    if text.count(" ") >= LONGEST_SENTENCE <= max(part.count(" ") for part in ENDS.split(text)):
        for sentence in sentences(text):
            if (words := count_words(sentence)) > LONGEST_SENTENCE:
                yield sentence, f"a sentence of {words} words; make two of it: {_start(sentence)}"
    if text.count(" ") >= LONGEST_PARAGRAPH:
        for paragraph in paragraphs(text):
            if (words := count_words(paragraph)) > LONGEST_PARAGRAPH:
                yield paragraph, f"a paragraph of {words} words; make two of it: {_start(paragraph)}"


def _hype(text: str) -> Iterator[Advice]:
    """No word promises more than the story."""
    for found in HYPE.finditer(text):
        yield found[0], f'"{found[0]}" promises too much; say what happened instead'


def _names(text: str) -> Iterator[Advice]:
    """Nobody is named. What leads to a customer by itself is no hint but a problem: rules/customers.py."""
    for _, found, kind in private.find(text, private.NAMING):
        yield found, f'"{found}" looks like {kind.name}; {kind.advice}'


def _start(sentence: str) -> str:
    return " ".join(sentence.split()[:8]) + " ..."
