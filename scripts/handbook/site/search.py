"""Step: the search index, made of the built pages by Pagefind's command-line program, and checked.

Templates mark what the search indexes, and with which weight: `<!--search 5-->...<!--/search-->`. Of a story that is
what happened, and not what we make of it. Pagefind gets a small copy of each page with only these parts: it keeps half
a kilobyte in memory for each word, and so the published pages need none of its attributes. Beside the index stands what
the browser needs to know of words: which mean the same, how they are spelt, and which are on nearly every page.
"""

import html
import json
import math
import re
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
from handbook.kinds import KINDS, kind_at
from handbook.pages.lists import filters
from handbook.permalinks import pages
from handbook.site.built import Site
from handbook.site.pagefind import index
from handbook.site.spelling import WORD, irregular_forms, right_words, spelling

MARKED = re.compile(r"<!--search ([\d.]+)-->(.*?)<!--/search-->", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
KEYWORD_WEIGHT = 7
SUMMARY_WEIGHT = 1
MARK = "¶"  # search.js quotes nothing that stands behind it: the page does not show it

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
        ids |= index({address: copies[address] for address in batch}, folder / str(number))
    counts = Counter(word for copy in copies.values() for word in words_of(copy))
    write_words(folder, book, counts, sizes=list(map(len, parts)), made=made)
    write_facets(folder, book, parts, ids)


def batches(found: Iterable[str], book: Handbook) -> list[list[str]]:
    """Split pages into those of the first index, and older stories in equal parts, the newest first."""
    older = [_story(slug) for slug in book.newest(book.stories)[NEWEST:]]
    size = math.ceil(len(older) / max(1, math.ceil(len(older) / BATCH))) or 1
    first = sorted(set(found) - set(older))
    return [first, *(older[start : start + size] for start in range(0, len(older), size))]


def copy_of(site: Site, address: str) -> str | None:
    """Return the copy of a page that Pagefind reads; None where the page has nothing to index."""
    parts = MARKED.findall((site.folder / address / "index.html").read_text(encoding="utf-8"))
    if not parts:
        return None
    page, found = site.book.page(address), kind_at(address)
    summary = getattr(page, found[0].described_by if found else "description")
    one, several = (found[0].name, found[0].several) if found else ("page", "other pages")
    name = f"{one.capitalize()}, made up for practice" if getattr(page, "invented", False) else one.capitalize()
    told = {"title": page.title, "summary": summary, "kind": name, "kinds": several.capitalize()}
    meta = "".join(f'<i data-pagefind-meta="{name}:{html.escape(value)}"></i>' for name, value in told.items())
    body = "".join(f'<div data-pagefind-weight="{weight}">{part}</div>' for weight, part in parts)
    more = [(KEYWORD_WEIGHT, ", ".join([*page.keywords, getattr(page, "id", "")])), (SUMMARY_WEIGHT, summary)]
    hidden = "".join(f'<p data-pagefind-weight="{weight}">{MARK} {html.escape(text)}</p>' for weight, text in more)
    return f'<html lang="en"><body data-pagefind-body>{meta}{body}{hidden}</body></html>'


def words_of(copy: str) -> set[str]:
    """Return the different words of a copy."""
    text = TAG.sub(" ", copy).lower()
    return set(WORD.findall(html.unescape(text) if "&" in text else text))


def write_words(folder: Path, book: Handbook, counts: Counter[str], sizes: list[int], made: str) -> None:
    """Write what the browser needs to know of words, and what it shows besides results."""
    synonyms: dict[str, list[str]] = defaultdict(list)
    for word, others in book.vocabulary.synonyms.items():
        for other in others:
            synonyms[other.lower()].append(word.lower())
    for word, others in irregular_forms(counts).items():
        synonyms[word] += others
    about = {
        "pages": sizes,
        "synonyms": synonyms,
        "common": sorted(word for word, times in counts.items() if times > sum(sizes) / 2),
        "filters": filters(book),
        "moments": moments(book),
    } | ({"made": made} if made else {})
    (folder / "words.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    spelt = spelling(book, counts, synonyms)
    # An empty line parts what the handbook has from what English has besides.
    (folder / "spelling.txt").write_text("\n".join([*spelt, "", *right_words(spelt)]), encoding="utf-8")


def moments(book: Handbook) -> list[dict[str, Any]]:
    """Return each moment with the first sentence to say, and the phrases by which somebody means it."""
    return [
        {"key": key, "name": moment.name, "say": moment.say, "phrases": [moment.name, *moment.keywords]}
        for key, moment in (book.vocabulary.moments.items() if NOW in book else ())
    ]


def write_facets(folder: Path, book: Handbook, parts: list[list[str]], ids: dict[str, str]) -> None:
    """Write which stories each choice of the filters lets through: their numbers among all, the newest first.

    Beside them the stories of each index, in the same order, by the ids that Pagefind gave to their pages.
    """
    order = {slug: number for number, slug in enumerate(book.newest(book.stories))}
    found: dict[str, list[int]] = defaultdict(list)
    for slug, story in book.stories.items():
        for facet in FACETS:
            for value in facet.of(story):
                found[f"{facet.name}={value}"].append(order[slug])
    facets = {key: sorted(numbers) for key, numbers in sorted(found.items())}
    stories = [[ids[page] for page in map(_story, order) if page in part] for part in map(set, parts)]
    (folder / "facets.json").write_text(json.dumps({"stories": stories, "facets": facets}, separators=(",", ":")))


def _story(slug: str) -> str:
    return addresses.of_page(KINDS["story"].folder, slug)
