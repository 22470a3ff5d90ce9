"""The search index: made of the built pages by Pagefind's command-line program, and checked.

Templates mark what the search indexes, and with which weight: `<!--search 5-->...<!--/search-->`. Of a story that is
what happened, and not what we make of it. Pagefind gets a small copy of each page with only these parts: it keeps half
a kilobyte in memory for each word, and so the published pages need none of its attributes. Beside the index stands what
find.js needs to know of words: which mean the same, how they are spelt, and which are on nearly every page.
"""

import gzip
import html
import json
import math
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.metadata import files
from itertools import pairwise
from pathlib import Path

from handbook.catalogue import Handbook
from handbook.permalinks import address_of
from handbook.view import filters

MARKED = re.compile(r"<!--search ([\d.]+)-->(.*?)<!--/search-->", re.DOTALL)
TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
SUMMARY = re.compile(r'<meta name="description" content="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[^\W\d_]{3,20}")
KEYWORD_WEIGHT = 7
MARK = "¶"  # search.js quotes nothing that stands behind it: the page does not show it

# Stories in the first index, with all other pages. What many of them have is looked for only there: to rank more takes
# Pagefind over 100 milliseconds in the browser, at each key that one presses.
NEWEST = 1000
BATCH = 6000  # stories in each further index at most; with 8000, Pagefind would need a gigabyte of memory
SPELT = 6000  # words that a misspelt one is compared with, some 20 KB over the wire

SIGNATURE = b"pagefind_dcd"  # starts each of Pagefind's files, once decompressed

# What Pagefind names by its content, so that browsers may keep it; as patterns that Netlify and Cloudflare read.
NAMED_BY_CONTENT = ("search/:part/index/*", "search/:part/fragment/*", "search/:part/pagefind.en_*")

# What Pagefind writes for search pages other than ours.
UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")


class SearchError(Exception):
    """The search index could not be made; its text says why."""


def make_index(site: Path, book: Handbook, folder: Path) -> None:
    """Fill a new folder with the search index of a built site; raises SearchError where it is not whole."""
    copies = {address: copy for address, words in keywords(book).items() if (copy := copy_of(site, address, words))}
    ids: dict[str, str] = {}
    parts = batches(copies, book)
    for number, batch in enumerate(parts, start=1):
        ids |= index({address: copies[address] for address in batch}, folder / str(number))
    counts = Counter(word for copy in copies.values() for word in words_of(copy))
    write_words(folder, book, counts, pages=list(map(len, parts)))
    write_facets(folder, book, parts, ids)


def batches(addresses: Iterable[str], book: Handbook) -> list[list[str]]:
    """Split pages into those of the first index, and older stories in equal parts, the newest first."""
    older = [f"stories/{slug}/" for slug in book.newest(book.stories)[NEWEST:]]
    size = math.ceil(len(older) / max(1, math.ceil(len(older) / BATCH))) or 1
    first = sorted(set(addresses) - set(older))
    return [first, *(older[start : start + size] for start in range(0, len(older), size))]


def copy_of(site: Path, address: str, keywords: list[str]) -> str | None:
    """Return the copy of a page that Pagefind reads; None where the page has nothing to index."""
    text = (site / address / "index.html").read_text(encoding="utf-8")
    parts = MARKED.findall(text)
    title, summary = TITLE.search(text), SUMMARY.search(text)
    if not (parts and title and summary):
        return None
    told = {"title": html.escape(html.unescape(TAG.sub("", title[1]))), "summary": summary[1], "kind": kind_of(address)}
    meta = "".join(f'<i data-pagefind-meta="{name}:{value}"></i>' for name, value in told.items())
    body = "".join(f'<div data-pagefind-weight="{weight}">{part}</div>' for weight, part in parts)
    words = html.escape(", ".join(keywords))
    hidden = f'<p data-pagefind-weight="{KEYWORD_WEIGHT}">{MARK} {words}</p>'
    return f'<html lang="en"><body data-pagefind-body>{meta}{body}{hidden}</body></html>'


def kind_of(address: str) -> str:
    """Return what a page is to a reader: a story, a principle or another page."""
    folder, _, slug = address.strip("/").partition("/")
    return {"stories": "story", "principles": "principle"}.get(folder, "page") if slug else "page"


def keywords(book: Handbook) -> dict[str, list[str]]:
    """Return the words that lead to a page and that it does not show, by the address of the page."""
    found = {address_of(page.path): page.values.get("keywords", []) for page in book.own_pages}
    found |= {f"principles/{slug}/": principle.keywords for slug, principle in book.principles.items()}
    return found | {f"stories/{slug}/": story.keywords for slug, story in book.stories.items()}


def index(copies: dict[str, str], folder: Path) -> dict[str, str]:
    """Fill a folder with the index of some pages; raises SearchError where it is not whole.

    Returns the id that Pagefind gave to each page, by address.
    """
    with tempfile.TemporaryDirectory(dir=folder.parents[1]) as name:
        for address, copy in copies.items():
            path = Path(name, f"{address.strip('/') or 'index'}.html")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(copy, encoding="utf-8")
        command = [str(program()), "--silent", "--site", name, "--output-path", str(folder)]
        result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        raise SearchError(f"the search index could not be made: {result.stdout}{result.stderr}".strip())
    for path in (path for pattern in UNUSED for path in folder.glob(pattern)):
        path.unlink()
    empty = [path.name for path in folder.rglob("*") if path.is_file() and not path.stat().st_size]
    fragments = {path.stem: gzip.decompress(path.read_bytes()) for path in (folder / "fragment").glob("*") if not empty}
    if empty or len(fragments) != len(copies):  # it has been seen to leave empty files behind
        found = f"{len(fragments)} of {len(copies)} pages, {len(empty)} files empty"
        raise SearchError(f"the search index is not whole ({found}); build again")
    urls = {name: json.loads(text.removeprefix(SIGNATURE))["url"] for name, text in fragments.items()}
    return {url.strip("/").removesuffix(".html") + "/": name for name, url in urls.items()}


def program() -> Path:
    """Return Pagefind's program, where its package installed it."""
    return next(Path(str(path.locate())) for path in files("pagefind-bin") or [] if path.stem == "pagefind")


def words_of(copy: str) -> set[str]:
    """Return the different words of a copy."""
    text = TAG.sub(" ", copy).lower()
    return set(WORD.findall(html.unescape(text) if "&" in text else text))


def write_words(folder: Path, book: Handbook, counts: Counter[str], pages: list[int]) -> None:
    """Write what find.js needs to know of words, and what search.js shows besides results."""
    synonyms: dict[str, list[str]] = defaultdict(list)
    for word, others in book.vocabulary.synonyms.items():
        for other in others:
            synonyms[other.lower()].append(word.lower())
    about = {
        "pages": pages,
        "synonyms": synonyms,
        "common": sorted(word for word, times in counts.items() if times > sum(pages) / 2),
        "filters": filters(book),
    }
    (folder / "words.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    # Some write two words as one, such as "rootbeer". A word of the pages comes before what only leads to them.
    texts = [text for words in keywords(book).values() for text in words] + list(synonyms)
    texts += [story.title.lower() for story in book.stories.values()]
    texts += [principle.title.lower() for principle in book.principles.values()]
    pairs = {" ".join(pair) for text in texts for pair in pairwise(WORD.findall(text))}
    known = [word for word in counts.keys() | synonyms.keys() | pairs if word.count(" ") < 2]
    spelt = sorted(known, key=lambda word: (-counts[word], word))[:SPELT]
    (folder / "spelling.txt").write_text("\n".join(spelt), encoding="utf-8")


def write_facets(folder: Path, book: Handbook, parts: list[list[str]], ids: dict[str, str]) -> None:
    """Write which stories each choice of the filters lets through: their numbers among all, the newest first.

    Beside them the stories of each index, in the same order, by the ids that Pagefind gave to their pages.
    """
    order = {f"stories/{slug}/": number for number, slug in enumerate(book.newest(book.stories))}
    found: dict[str, list[int]] = defaultdict(list)
    for slug, story in book.stories.items():
        values = [("principle", name) for name in story.principles]
        values += [("channel", story.channel), ("moment", story.moment), ("outcome", story.outcome)]
        for name, value in values:
            found[f"{name}={value}"].append(order[f"stories/{slug}/"])
    facets = {key: sorted(numbers) for key, numbers in sorted(found.items())}
    stories = [[ids[page] for page in order if page in part] for part in map(set, parts)]
    (folder / "facets.json").write_text(json.dumps({"stories": stories, "facets": facets}, separators=(",", ":")))
