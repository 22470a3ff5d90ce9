"""What the search reads of a page: a small copy for Pagefind, and the words of what the page folds.

Templates mark what the search indexes, and with which weight: `<!--search 5-->...<!--/search-->`. Of a story that is
what happened, and not what we make of it. `<!--search folded-->` marks what is looked through last: choices, role
cards, evidence and the like. What comes after the decision is marked `later` or is folded: no result quotes it.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from handbook.kinds import kind_at
from handbook.parallel import each
from handbook.site.output import Site

START, END = "<!--search ", "<!--/search-->"
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[^\W\d_]{3,20}")  # a word that somebody may misspell
ASKED = re.compile(r"[^\W_]{2,20}")  # a word or number that somebody may ask for
ACCENT = re.compile(r"[\u0300-\u036f]")
KEYWORD_WEIGHT = 7
SUMMARY_WEIGHT = 1

# Behind these a result quotes nothing, as search-results.js knows: behind the first stands what comes after the
# decision, and behind the second what is not on the page at all.
LATER = "§"
HIDDEN = "¶"


Said = tuple[str, str, str]  # the address of a page, what a result shows of it, and what leads to it


@dataclass(frozen=True)
class Copy:
    """A page for Pagefind, its words, and those that are only in what it folds.

    A line of words takes a tenth of the memory of a set.
    """

    html: str
    shown: str
    folded: str


def copies(site: Site, addresses: Iterable[str]) -> dict[str, Copy]:
    """Return the copy of each page that has something to index, by address."""
    said = [_said_of(site, address) for address in addresses]
    found = zip(said, each(partial(_copy, site.folder), said), strict=True)
    return {address: copy for (address, _, _), copy in found if copy}


def _copy(pages: Path, said: Said) -> Copy | None:
    """Return the copy of a page; None where the page has nothing to index."""
    address, about, more = said
    parts = list(_marked((pages / address / "index.html").read_text(encoding="utf-8")))
    if not parts:
        return None
    early, late = (
        "".join(_weighed(weight, part) for weight, later, part in parts if weight != "folded" and later == when)
        for when in ("", "later")
    )
    body = f"{early}<p>{LATER}</p>{late}{more}" if late else f"{early}{more}"
    text, folded = _text(body), _text(" ".join(part for weight, _, part in parts if weight == "folded"))
    page = f'<html lang="en"><body data-pagefind-body>{about}{body}</body></html>'
    only_folded = set(ASKED.findall(plain(folded))).difference(ASKED.findall(plain(text)))
    return Copy(page, " ".join(set(WORD.findall(text))), " ".join(only_folded))


def _marked(page: str) -> Iterator[tuple[str, str, str]]:
    """Yield the weight, "later" or nothing, and the text of each marked part of a page."""
    for part in page.split(START)[1:]:
        mark, _, rest = part.partition("-->")
        text, end, _ = rest.partition(END)
        if end:
            weight, _, later = mark.partition(" ")
            yield weight, later, text


def plain(text: str) -> str:
    """Return a text without accents, as words.js reads what people type."""
    return text if text.isascii() else ACCENT.sub("", unicodedata.normalize("NFKD", text))


def _text(copy: str) -> str:
    """Return the words of a copy, each once: to look for them in the whole text takes twice as long."""
    text = TAG.sub(" ", copy).lower()
    return " ".join(set((html.unescape(text) if "&" in text else text).split()))


def _said_of(site: Site, address: str) -> Said:
    """Return what a result shows of a page, and what leads to the page without being there, beside its address."""
    page, found = site.book.page(address), kind_at(address)
    summary = getattr(page, found[0].described_by if found else "description")
    one, several = (found[0].name, found[0].several) if found else ("page", "other pages")
    name = f"{one.capitalize()}, made up for practice" if getattr(page, "invented", False) else one.capitalize()
    told = {"title": page.title, "summary": summary, "kind": name, "kinds": several.capitalize()}
    about = "".join(f'<i data-pagefind-meta="{name}:{html.escape(value)}"></i>' for name, value in told.items())
    more = [(KEYWORD_WEIGHT, ", ".join([*page.keywords, getattr(page, "id", "")])), (SUMMARY_WEIGHT, summary)]
    return address, about, "".join(_weighed(weight, f"{HIDDEN} {html.escape(text)}") for weight, text in more)


def _weighed(weight: float | str, part: str) -> str:
    return f'<div data-pagefind-weight="{weight}">{part}</div>'
