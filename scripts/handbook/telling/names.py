"""What a new page is called: the name of its file and its permanent short name, made from its title in any script."""

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from slugify import slugify

from handbook import addresses
from handbook.content.fields import folded
from handbook.content.files import Files
from handbook.kinds import Kind
from handbook.permalinks import taken, taken_ids

Rarity = Callable[[str], int]  # how many pages hold a word

LONGEST_NAME = 60  # characters of a file name
LONGEST_ID = 12  # as the content model has it
LIST = "index"  # the file that lists all pages of a kind

APOSTROPHES = re.compile("['’‘ʼ‛´`′＇]")
OWNED = re.compile(f"{APOSTROPHES.pattern}s\\b", re.IGNORECASE)  # ruff's
DESCRIBES = re.compile("[a-z]{3,}(?:ed|ing|ly|ful|less|ous)")  # more often says how something is than what it is

# Words that tell no story from another: little words, numbers, and what can be said of everything.
SMALL = frozenset(
    re.findall(
        "[a-z]+",
        """a about above after again against ago all almost alone along already also always am among an and another any
    anybody anyone anything are around as asked at away back bad be became because been before behind being below best
    better between big bit both but by came can cannot cant come could couldnt did didnt do does doesnt done dont down
    each early eight eighteen eighty either eleven else enough even ever every everybody everyone everything extra far
    few fifteen fifty fifth first five for forty four fourteen fourth from full gave get give given go goes gone good
    got great had half has have he her here hers him his how hundred i if ill im in into is isnt it its ive just keep
    kept knew know last late later least left less let like little long lost made make many may maybe me mere might
    million mine more most much must my near never new next nice nine nineteen ninety no nobody none nor not nothing now
    of off often old on once one only or other our ours out over own per perhaps put quite rather really right said same
    saw say says second see seen seven seventeen seventy several shall she short should shouldnt since six sixteen sixty
    small so some somebody someone something sometimes soon still such take taken tell ten than that thats the their
    theirs them then there these they thing things third thirteen thirty this those thousand three through till to today
    together told tomorrow tonight too took toward towards twelve twenty twice two under until up upon us very want
    wanted was wasnt we well went were werent what whatever when where whether which while who whole whom whose why will
    with within without wont would wouldnt wrong yes yesterday yet you your yours zero""",
    )
)


def slug_of(title: str) -> str:
    """Return the file name that a title suggests: "The café's late!" is "cafes-late"; nothing where it has no letters.

    Words of other scripts are spelt in ours: "Потерянный зонт" is "poteriannyi-zont".
    """
    name = re.sub(r"^(?:the|an?)-(?=.)", "", spelt(title))
    return slugify(name, max_length=LONGEST_NAME, word_boundary=True, save_order=True)


def telling_words(title: str, rarity: Rarity) -> list[str]:
    """Return the words of a title that could stand for it, the most telling one first.

    Little words, numbers and words of fewer than three letters tell nothing. A thing tells more than how it is, a word
    that few other pages hold more than one of many, and a long word often more than a short one.
    """
    words = dict.fromkeys(spelt(OWNED.sub("", title)).split("-"))
    found = [word for word in words if len(word) >= 3 and word.isalpha() and word not in SMALL]

    def weight(word: str) -> tuple[bool, bool, int, int]:
        return len(word) > LONGEST_ID, bool(DESCRIBES.fullmatch(word)), rarity(word), -len(word)

    return sorted(found, key=weight)


def id_of(title: str, used: Collection[str], rarity: Rarity) -> str:
    """Return a permanent short name that is free: a telling word, two words, or one with a number; else nothing."""
    words = [word[:LONGEST_ID] for word in telling_words(title, rarity)]
    in_order = [word for word in spelt(title).split("-") if word in words]
    pairs = [one + other for one, other in pairwise(in_order) if len(one + other) <= LONGEST_ID]
    whole = spelt(title).replace("-", "")[:LONGEST_ID]
    names = [*words, *pairs] or [name for name in [whole] if len(name) >= 2 and name not in SMALL]
    return next((name for name in names if name not in used), numbered(names[0], used, LONGEST_ID) if names else "")


def numbered(name: str, used: Collection[str], longest: int, between: str = "") -> str:
    """Return a name of at most `longest` characters, or the first of name2, name3, … that is not used."""
    ends = chain([""], (f"{between}{number}" for number in range(2, len(used) + 3)))
    return next(free for end in ends if (free := name[: longest - len(end)].rstrip("-") + end) not in used)


@dataclass(frozen=True)
class Names:
    """The titles and names that pages of a kind have or ever had."""

    kind: Kind
    files: Files

    @cached_property
    def titles(self) -> dict[str, str]:
        """Return the file of each page by its title."""
        return {folded(str(page.values.get("title"))): page.path for _, page in self.files.readable()}

    @cached_property
    def slugs(self) -> frozenset[str]:
        """Return every file name that leads somewhere or ever did, and that of the list."""
        split = [addresses.split(address) for address in taken(self.files)]
        return frozenset({LIST, *self.files.pages[self.kind.folder], *(s for f, s in split if f == self.kind.folder)})

    @cached_property
    def ids(self) -> frozenset[str]:
        """Return every short name that leads somewhere or ever did, and that of the list."""
        return frozenset({LIST, *taken_ids(self.files)})

    def rarity(self, word: str) -> int:
        """Return how many pages hold a word."""
        if word not in self._rarity:
            self._rarity[word] = sum(word in text for text in self._texts)
        return self._rarity[word]

    @cached_property
    def _rarity(self) -> dict[str, int]:
        return {}

    @cached_property
    def _texts(self) -> list[str]:
        pages = (page for _, page in self.files.readable())
        return [f"{page.values.get('title')} {page.values.get('summary')} {page.body}".casefold() for page in pages]


@lru_cache(maxsize=100)  # a conversation spells its few titles anew at each line
def spelt(title: str) -> str:
    """Return the words of a title in our own letters, joined by hyphens. Signs such as £ and emoji say nothing."""
    text = APOSTROPHES.sub("", title)
    letters = "".join(" " if unicodedata.category(sign).startswith("S") else sign for sign in text)
    return slugify(letters, entities=False, decimal=False, hexadecimal=False)
