"""The search index: made of the built pages by Pagefind's command-line program, and checked.

Templates mark what the search indexes, and with which weight: `<!--search 5-->...<!--/search-->`. Of a story that is what
happened, and not what we make of it. Pagefind gets a small copy of each page with only these parts, because it keeps half
a kilobyte in memory for each word, and so the published pages need none of its attributes. Beside the index stands what
find.js needs to know of words: which mean the same, how they are spelt, and which are on nearly every page.
"""

import html
import json
import math
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from importlib.metadata import files
from pathlib import Path

from handbook.catalogue import Handbook
from handbook.view import filters

MARKED = re.compile(r"<!--search (\d+)-->(.*?)<!--/search-->", re.DOTALL)
TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
SUMMARY = re.compile(r'<meta name="description" content="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[^\W\d_]{3,20}")
KEYWORD_WEIGHT = 7
MARK = "¶"  # search.js quotes nothing that stands behind it: the page does not show it

BATCH = 6000  # pages in one index at most; with 8000, Pagefind would need a gigabyte of memory
NEWEST = 500  # stories among which a word is looked up that is on nearly every page
COMMON = 4000  # pages; to rank more takes Pagefind over 200 milliseconds in the browser
SPELT = 6000  # words that a misspelt one is compared with, some 20 KB over the wire

# What Pagefind writes for search pages other than ours.
UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "wasm.unknown.pagefind")


class SearchError(Exception):
    """The search index could not be made; its text says why."""


def make_index(site: Path, book: Handbook, folder: Path) -> None:
    """Fill a new folder with the search index of a built site; raises SearchError where it is not whole."""
    newest = {f"stories/{slug}/" for slug in book.newest(book.stories)[:NEWEST]}
    copies = {
        address: copy
        for page in sorted(site.rglob("index.html"))
        if (copy := copy_of(page, address := page.parent.relative_to(site).as_posix() + "/", book, newest))
    }
    addresses = sorted(copies)
    size = math.ceil(len(addresses) / math.ceil(len(addresses) / BATCH))
    batches = [addresses[start : start + size] for start in range(0, len(addresses), size)]
    for number, batch in enumerate(batches, start=1):
        index({address: copies[address] for address in batch}, folder / str(number))
    counts = Counter(word for copy in copies.values() for word in words_of(copy))
    write_words(folder, book, counts, len(batches))


def copy_of(page: Path, address: str, book: Handbook, newest: Collection[str]) -> str | None:
    """Return the copy of a page that Pagefind reads; None where the page has nothing to index."""
    text = page.read_text(encoding="utf-8")
    parts = MARKED.findall(text)
    title, summary = TITLE.search(text), SUMMARY.search(text)
    if not (parts and title and summary):
        return None
    narrowed = [*narrowed_by(address, book), ("newest", "yes")][: None if address in newest else -1]
    filters = "".join(f'<i data-pagefind-filter="{name}:{value}"></i>' for name, value in narrowed)
    meta = f'<i data-pagefind-meta="title">{title[1]}</i><i data-pagefind-meta="summary:{summary[1]}"></i>'
    body = "".join(f'<div data-pagefind-weight="{weight}">{part}</div>' for weight, part in parts)
    words = html.escape(", ".join(keywords(address, book)))
    hidden = f'<p data-pagefind-weight="{KEYWORD_WEIGHT}">{MARK} {words}</p>'
    return f'<html lang="en"><body data-pagefind-body>{filters}{meta}{body}{hidden}</body></html>'


def narrowed_by(address: str, book: Handbook) -> Iterator[tuple[str, str]]:
    """Yield (name, value) for each filter of the search that fits a page."""
    folder, _, slug = address.strip("/").partition("/")
    story = book.stories.get(slug) if folder == "stories" else None
    yield "kind", "story" if story else "principle" if folder == "principles" and slug else "page"
    if story:
        yield from (("principle", name) for name in story.principles)
        yield from (("channel", story.channel), ("moment", story.moment), ("outcome", story.outcome))


def keywords(address: str, book: Handbook) -> list[str]:
    """Return the words that lead to a page and that it does not show."""
    folder, _, slug = address.strip("/").partition("/")
    page = {"stories": book.stories, "principles": book.principles}.get(folder, {}).get(slug)
    return page.keywords if page else []


def index(copies: dict[str, str], folder: Path) -> None:
    """Fill a folder with the index of some pages; raises SearchError where it is not whole."""
    with tempfile.TemporaryDirectory() as name:
        for address, copy in copies.items():
            path = Path(name, address, "index.html")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(copy, encoding="utf-8")
        command = [str(program()), "--silent", "--site", name, "--output-path", str(folder)]
        result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        raise SearchError(f"the search index could not be made: {result.stdout}{result.stderr}".strip())
    for path in (path for pattern in UNUSED for path in folder.glob(pattern)):
        path.unlink()
    found = sum(1 for _ in (folder / "fragment").glob("*"))
    empty = [path.name for path in folder.rglob("*") if path.is_file() and not path.stat().st_size]
    if found != len(copies) or empty:  # it has been seen to leave empty files behind
        raise SearchError(f"the search index has {found} of {len(copies)} pages, {len(empty)} files empty; build again")


def program() -> Path:
    """Return Pagefind's program, where its package installed it."""
    return next(Path(str(path.locate())) for path in files("pagefind-bin") or [] if path.stem == "pagefind")


def words_of(copy: str) -> set[str]:
    """Return the different words of a copy."""
    text = TAG.sub(" ", copy).lower()
    return set(WORD.findall(html.unescape(text) if "&" in text else text))


def write_words(folder: Path, book: Handbook, counts: Counter[str], batches: int) -> None:
    """Write what find.js needs to know of words, and what search.js shows besides results."""
    synonyms: dict[str, list[str]] = defaultdict(list)
    for word, others in book.vocabulary.synonyms.items():
        for other in others:
            synonyms[other.lower()].append(word.lower())
    about = {
        "batches": batches,
        "synonyms": synonyms,
        "common": sorted(word for word, pages in counts.items() if pages > COMMON),
        "filters": filters(book),
    }
    (folder / "words.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    known = [word for word in counts.keys() | synonyms.keys() if " " not in word]
    spelt = sorted(known, key=lambda word: (-counts[word], word))[:SPELT]
    (folder / "spelling.txt").write_text("\n".join(spelt), encoding="utf-8")
