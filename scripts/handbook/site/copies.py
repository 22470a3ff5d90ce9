"""What the search reads of a page: a small copy for Pagefind, and the words of what the page folds.

Templates mark what the search indexes, and with which weight: `<!--search 5-->...<!--/search-->`. Of a story that is
what happened, and not what we make of it. `<!--search folded-->` marks what is looked through last: choices, role
cards, evidence and the like. What comes after the decision is marked `later` or is folded: no result quotes it.
"""

import html
import re
import unicodedata
from dataclasses import dataclass

from handbook.kinds import kind_at
from handbook.site.built import Site

MARKED = re.compile(r"<!--search ([\d.]+|folded)( later)?-->(.*?)<!--/search-->", re.DOTALL)
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


@dataclass(frozen=True)
class Copy:
    """The copy of a page that Pagefind reads, as HTML, its words, and those that are only in what the page folds."""

    page: str
    words: frozenset[str]
    folded: frozenset[str]


def copy_of(site: Site, address: str) -> Copy | None:
    """Return what the search reads of a page; None where the page has nothing to index."""
    parts = MARKED.findall((site.folder / address / "index.html").read_text(encoding="utf-8"))
    if not parts:
        return None
    about, more = _said_of(site, address)
    early, late = (
        "".join(_weighed(weight, part) for weight, mark, part in parts if weight != "folded" and bool(mark) == later)
        for later in (False, True)
    )
    body = f"{early}<p>{LATER}</p>{late}{more}" if late else f"{early}{more}"
    text, folded = _text(body), _text(" ".join(part for weight, _, part in parts if weight == "folded"))
    return Copy(
        page=f'<html lang="en"><body data-pagefind-body>{about}{body}</body></html>',
        words=frozenset(WORD.findall(text)),
        folded=frozenset(ASKED.findall(plain(folded))).difference(ASKED.findall(plain(text))),
    )


def plain(text: str) -> str:
    """Return a text without accents, as words.js reads what people type."""
    return text if text.isascii() else ACCENT.sub("", unicodedata.normalize("NFKD", text))


def _text(copy: str) -> str:
    text = TAG.sub(" ", copy).lower()
    return html.unescape(text) if "&" in text else text


def _said_of(site: Site, address: str) -> tuple[str, str]:
    """Return what a result shows of a page, and what leads to the page without being there."""
    page, found = site.book.page(address), kind_at(address)
    summary = getattr(page, found[0].described_by if found else "description")
    one, several = (found[0].name, found[0].several) if found else ("page", "other pages")
    name = f"{one.capitalize()}, made up for practice" if getattr(page, "invented", False) else one.capitalize()
    told = {"title": page.title, "summary": summary, "kind": name, "kinds": several.capitalize()}
    about = "".join(f'<i data-pagefind-meta="{name}:{html.escape(value)}"></i>' for name, value in told.items())
    more = [(KEYWORD_WEIGHT, ", ".join([*page.keywords, getattr(page, "id", "")])), (SUMMARY_WEIGHT, summary)]
    return about, "".join(_weighed(weight, f"{HIDDEN} {html.escape(text)}") for weight, text in more)


def _weighed(weight: float | str, part: str) -> str:
    return f'<div data-pagefind-weight="{weight}">{part}</div>'
