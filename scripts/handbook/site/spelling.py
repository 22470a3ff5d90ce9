"""What the browser needs to know of how words are written: those of the handbook, and English ones that look alike.

A word that no page has may be a slip of the finger, such as "flaot". Where English has the word, it is none:
who asks for parking did not mean packing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import chain, combinations, islice, pairwise, takewhile

from handbook.book import Handbook
from handbook.site.copies import WORD

SPELT = 6000  # words that a misspelt one is compared with, some 20 KB over the wire
# The list of SymSpell (https://github.com/wolfgarbe/SymSpell): Google's n-grams that are in SCOWL as well.
ENGLISH = ("symspellpy", "frequency_dictionary_en_82_765.txt")
COMMON = 20_000  # of its words, the most frequent first
FOLDED = 2000  # words that pages fold, the most frequent first
SLIPS = ((4, 1), (7, 2))  # a word of so many letters may have so many slips: as SLIPS in docs/assets/words.js
IRREGULAR = """
be was were been · become became · begin began begun · bite bit bitten · break broke broken · bring brought
build built · buy bought · catch caught · child children · choose chose chosen · come came · do did done
draw drew drawn · drink drank drunk · drive drove driven · eat ate eaten · fall fell fallen · feel felt · fight fought
find found · foot feet · forget forgot forgotten · forgive forgave forgiven · freeze froze frozen · get got
give gave given · go went gone · grow grew grown · half halves · hear heard · hide hid hidden · hold held · keep kept
knife knives · know knew known · lay laid · lead led · leave left · lend lent · life lives · lose lost · loaf loaves
make made · man men · mean meant · meet met · mouse mice · pay paid · person people · ring rang rung · rise rose risen
run ran · say said · see saw seen · sell sold · send sent · shelf shelves · shake shook shaken · sit sat · sleep slept
smell smelt · speak spoke spoken · spend spent · spill spilt spilled · stand stood · steal stole stolen
swim swam swum · take took taken · teach taught · tear tore torn · tell told · think thought · throw threw thrown
tooth teeth · understand understood · wake woke woken · wear wore worn · wife wives · win won · woman women
write wrote written
"""


def spelling(book: Handbook, counts: Counter[str], synonyms: Iterable[str]) -> list[str]:
    """Return the words that a misspelt one may mean, those that most pages hold first.

    Some write two words as one, such as "rootbeer". A word of the pages comes before what only leads to them.
    """
    kept = [page for found in book.pages.values() for page in found.values()]
    keywords = [page.keywords for page in kept] + [page.keywords for page in book.own_pages.values()]
    texts = [text for found in keywords for text in found] + list(synonyms)
    texts += [page.title.lower() for page in kept]
    pairs = {" ".join(pair) for text in texts for pair in pairwise(WORD.findall(text))}
    known = [word for word in counts.keys() | set(synonyms) | pairs if word.count(" ") < 2]
    return sorted(known, key=lambda word: (-counts[word], word))[:SPELT]


def right_words(known: Iterable[str], folded: Counter[str]) -> list[str]:
    """Return right words that are none of the known ones, and that a reader's browser would take for a slip of one.

    Right are those that English has, and the most frequent ones of those that pages fold.
    """
    ours = {word.replace(" ", "") for word in known}
    near = set(chain.from_iterable(chain.from_iterable(map(shortened, ours))))
    frequent = sorted(folded, key=lambda word: (-folded[word], word))[:FOLDED]
    right = dict.fromkeys([*common_words(), *frequent])
    return [word for word in right if word not in ours and not all(map(near.isdisjoint, shortened(word)))]


def by_beginnings(words: Iterable[str]) -> Iterator[str]:
    """Yield words by the alphabet: how many letters each begins with as the one before does, 9 at most, and the others.

    Over the wire this takes half as many bytes as the words themselves.
    """
    before = ""
    for word in sorted(words):
        same = len([*takewhile(lambda pair: pair[0] == pair[1], zip(before, word[:9], strict=False))])
        yield f"{same}{word[same:]}"
        before = word


def shortened(word: str) -> Iterator[Iterator[tuple[str, ...]]]:
    """Yield the letters of a word, then all that it is without one of them, then without two where it is long.

    Two words with slips have one of these in common. It is asked for 20,000 words in each build: of many not to the
    end, and letters need not be made words again.
    """
    yield combinations(word, len(word))
    for letters, slips in SLIPS:
        if len(word) >= letters:
            yield combinations(word, len(word) - slips)


@cache
def common_words() -> tuple[str, ...]:
    """Return the most frequent English words."""
    package, name = ENGLISH
    with (files(package) / name).open(encoding="utf-8-sig") as lines:
        return tuple(line.split(" ")[0] for line in islice(lines, COMMON))


def irregular_forms(known: Iterable[str]) -> dict[str, list[str]]:
    """Return the forms that no rule gives: for each of them the others that are among the known words."""
    ours = set(known)
    groups = (group.split() for line in IRREGULAR.strip().split("\n") for group in line.split(" · "))
    found = (
        (word, [other for other in group if other != word and other in ours]) for group in groups for word in group
    )
    return {word: others for word, others in found if others}
