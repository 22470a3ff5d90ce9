"""Step: the search index, made of the built pages by Pagefind's command-line program, and checked.

Pagefind gets a small copy of each page with only the parts that count: it keeps half a kilobyte in memory for each
word, and so the published pages need none of its attributes. Beside the index stands what the browser needs to know of
words: which mean the same, how they are spelt, which are on nearly every page, and which only in what pages fold.
"""

import json
import math
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from handbook import addresses
from handbook.addresses import NOW
from handbook.book import Handbook
from handbook.facets import FACETS
from handbook.kinds import KINDS
from handbook.pages.lists import filters
from handbook.permalinks import pages
from handbook.site.built import Site
from handbook.site.copies import Copy, copy_of
from handbook.site.folded import write_folded
from handbook.site.pagefind import index
from handbook.site.spelling import irregular_forms, right_words, spelling

# Stories in the first index, with all other pages. What many of them have is looked for only there: to rank more takes
# Pagefind over 100 milliseconds in the browser, at each key that one presses.
NEWEST = 1000
BATCH = 6000  # stories in each further index at most; with 8000, Pagefind would need a gigabyte of memory


def search(site: Site) -> None:
    """Make the search index."""
    with tempfile.TemporaryDirectory(dir=site.folder.parent) as name:
        make_index(site, Path(name, "search"))
        shutil.rmtree(site.folder / "search", ignore_errors=True)
        Path(name, "search").rename(site.folder / "search")


def make_index(site: Site, folder: Path, made: str = "") -> None:
    """Fill a new folder with the search index of a built site; raises SiteError where it is not whole.

    `made` is what the search says of its age, where that matters.
    """
    book = site.book
    copies = {address: copy for address in pages(book.places) if (copy := copy_of(site, address))}
    ids: dict[str, str] = {}
    parts = batches(copies, book)
    for number, batch in enumerate(parts, start=1):
        ids |= index({address: copies[address].page for address in batch}, folder / str(number))
    write_words(folder, book, copies, sizes=list(map(len, parts)), made=made)
    stories = list(map(_story, book.newest(book.stories)))
    others = sorted(page for page in set(copies) - set(stories) if copies[page].folded)
    told = {
        "stories": [[ids[page] for page in stories if page in part] for part in map(set, parts)],
        "others": [ids[page] for page in others],
        "facets": facets(book),
    }
    (folder / "facets.json").write_text(json.dumps(told, separators=(",", ":")), encoding="utf-8")
    write_folded(folder / "folded", [copies[page].folded for page in (*stories, *others)])


def batches(found: Iterable[str], book: Handbook) -> list[list[str]]:
    """Split pages into those of the first index, and older stories in equal parts, the newest first."""
    older = [_story(slug) for slug in book.newest(book.stories)[NEWEST:]]
    size = math.ceil(len(older) / max(1, math.ceil(len(older) / BATCH))) or 1
    first = sorted(set(found) - set(older))
    return [first, *(older[start : start + size] for start in range(0, len(older), size))]


def write_words(folder: Path, book: Handbook, copies: dict[str, Copy], sizes: list[int], made: str) -> None:
    """Write what the browser needs to know of words, and what it shows besides results."""
    counts = Counter(word for copy in copies.values() for word in copy.words)
    synonyms: dict[str, list[str]] = defaultdict(list)
    for word, others in book.vocabulary.synonyms.items():
        for other in others:
            synonyms[other.lower()].append(word.lower())
    for word, others in irregular_forms(counts).items():
        synonyms[word] += others
    about = {
        "pages": sizes,
        "synonyms": synonyms,
        "common": sorted(word for word, times in counts.items() if times > len(copies) / 2),
        "filters": filters(book),
        "moments": moments(book),
    } | ({"made": made} if made else {})
    (folder / "words.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    spelt = spelling(book, counts, synonyms)
    folded = Counter(word for copy in copies.values() for word in copy.folded)
    # An empty line parts what the handbook has from what English has besides, or only its folded parts have.
    (folder / "spelling.txt").write_text("\n".join([*spelt, "", *right_words(spelt, folded)]), encoding="utf-8")


def moments(book: Handbook) -> list[dict[str, Any]]:
    """Return each moment with the first sentence to say, and the phrases by which somebody means it."""
    return [
        {"key": key, "name": moment.name, "say": moment.say, "phrases": [moment.name, *moment.keywords]}
        for key, moment in (book.vocabulary.moments.items() if NOW in book else ())
    ]


def facets(book: Handbook) -> dict[str, list[int]]:
    """Return which stories each choice of the filters lets through: their numbers among all, the newest first."""
    order = {slug: number for number, slug in enumerate(book.newest(book.stories))}
    found: dict[str, list[int]] = defaultdict(list)
    for slug, story in book.stories.items():
        for facet in FACETS:
            for value in facet.of(story):
                found[f"{facet.name}={value}"].append(order[slug])
    return {key: sorted(numbers) for key, numbers in sorted(found.items())}


def _story(slug: str) -> str:
    return addresses.of_page(KINDS["story"].folder, slug)
