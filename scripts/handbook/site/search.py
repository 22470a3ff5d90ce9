"""Beside the steps: the search index, made of the built pages by Pagefind's command-line program, and checked.

Pagefind works on one core, and takes as long as all steps before the compression. It gets a small copy of each page
with only the parts that count: it keeps half a kilobyte in memory for each word, and so the published pages need none
of its attributes. Beside the index stands what the browser needs to know of words: which mean the same, how they are
spelt, which are on nearly every page, and which only in what pages fold.
"""

import json
import math
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from handbook import addresses
from handbook.addresses import NOW
from handbook.book import Handbook
from handbook.facets import FACETS
from handbook.kinds import KINDS
from handbook.pages.lists import filters
from handbook.parallel import beside
from handbook.permalinks import pages
from handbook.site.compress import ready
from handbook.site.copies import Copy, copies
from handbook.site.folded import write_folded
from handbook.site.offline import SEARCH
from handbook.site.output import Digest, Site
from handbook.site.pagefind import index
from handbook.site.spelling import by_beginnings, irregular_forms, right_words, spelling

# Stories in the first index, with all other pages. What many of them have is looked for only there: to rank more takes
# Pagefind over 100 milliseconds in the browser, at each key that one presses.
NEWEST = 1000
BATCH = 4000  # stories in each further index at most; with 4500, a build of 10,000 would need a gigabyte of memory


Batch = dict[str, Copy]  # what goes into one index: copies of some pages, by address


@contextmanager
def search(site: Site) -> Iterator[None]:
    """Make the search index, beside what the block does, of the pages as they are before that."""
    # Where the block fails, Pagefind may still write as it ends: that must not hide why.
    with tempfile.TemporaryDirectory(dir=site.folder.parent, ignore_cleanup_errors=True) as name:
        with beside(partial(_make, site.book, read_pages(site), Path(name))) as made:
            yield
        shutil.rmtree(site.folder / SEARCH, ignore_errors=True)
        Path(name, SEARCH).rename(site.folder / SEARCH)
    site.digests.update(made[0])


def _make(book: Handbook, read: Sequence[Batch], folder: Path) -> dict[str, Digest]:
    """Make the search index in a folder, as it stays in the site; return the digest of each file."""
    make_index(book, read, folder / SEARCH)
    return {name: ready(folder, name, (folder / name).read_bytes()) for name in Site(folder, book).files()}


def read_pages(site: Site) -> list[Batch]:
    """Return what the search reads of the pages of a built site."""
    return [copies(site, part) for part in batches(pages(site.book.places), site.book)]


def make_index(book: Handbook, read: Sequence[Batch], folder: Path, made: str = "") -> None:
    """Fill a new folder with the search index of what was read of the pages; raises SiteError where it is not whole.

    `made` is what the search says of its age, where that matters.
    """
    words = {address: copy for batch in read for address, copy in batch.items()}
    folder.mkdir(parents=True)
    stories = list(map(_story, book.newest(book.stories)))
    others = sorted(page for page in words.keys() - set(stories) if words[page].folded)
    folded = (words[page].folded.split() for page in (*stories, *others))

    def meanwhile() -> None:  # Pagefind is another program, and in a small handbook the words take as long
        write_words(folder, book, words, [*map(len, read)], made)
        write_folded(folder / "folded", folded)

    ids = dict[str, str]()
    for number, batch in enumerate(read, start=1):
        html = {page: copy.html for page, copy in batch.items()}
        ids |= index(html, folder / str(number), meanwhile if number == 1 else None)
    told = {
        "stories": [[ids[page] for page in stories if page in batch] for batch in read],
        "others": [ids[page] for page in others],
        "facets": facets(book),
    }
    (folder / "facets.json").write_text(json.dumps(told, separators=(",", ":")), encoding="utf-8")


def batches(found: Iterable[str], book: Handbook) -> list[list[str]]:
    """Split pages into those of the first index, and older stories in equal parts, the newest first."""
    older = [_story(slug) for slug in book.newest(book.stories)[NEWEST:]]
    size = math.ceil(len(older) / max(1, math.ceil(len(older) / BATCH))) or 1
    first = sorted(set(found) - set(older))
    return [first, *(older[start : start + size] for start in range(0, len(older), size))]


def write_words(folder: Path, book: Handbook, words: dict[str, Copy], sizes: list[int], made: str) -> None:
    """Write what the browser needs to know of words, and what it shows besides results."""
    counts = Counter(word for page in words.values() for word in page.shown.split())
    synonyms: dict[str, list[str]] = defaultdict(list)
    for word, others in book.vocabulary.synonyms.items():
        for other in others:
            synonyms[other.lower()].append(word.lower())
    for word, others in irregular_forms(counts).items():
        synonyms[word] += others
    about = {
        "pages": sizes,
        "synonyms": synonyms,
        "common": sorted(word for word, times in counts.items() if times > len(words) / 2),
        "filters": filters(book),
        "moments": moments(book),
    } | ({"made": made} if made else {})
    (folder / "words.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    spelt = spelling(book, counts, synonyms)
    folded = Counter(word for page in words.values() for word in page.folded.split())
    # An empty line parts what the handbook has from what English has besides, or only its folded parts have.
    right = by_beginnings(right_words(spelt, folded))
    (folder / "spelling.txt").write_text("\n".join([*spelt, "", *right]), encoding="utf-8")


def moments(book: Handbook) -> list[dict[str, Any]]:
    """Return each moment with the first sentence to say, and the phrases by which somebody means it."""
    return [
        {"key": key, "name": moment.name, "say": moment.say, "phrases": [moment.name, *moment.keywords]}
        for key, moment in (book.vocabulary.moments.items() if NOW in book else ())
    ]


def facets(book: Handbook) -> dict[str, list[int]]:
    """Return which stories each choice of the filters lets through: their numbers among all, the newest first."""
    found = {f"{facet.name}={value}": slugs for facet in FACETS for value, slugs in facet.stories(book).items()}
    return {key: sorted(map(book.relations.newness.__getitem__, slugs)) for key, slugs in sorted(found.items())}


def _story(slug: str) -> str:
    return addresses.of_page(KINDS["story"].folder, slug)
