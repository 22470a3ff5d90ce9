"""What happens to the built site before it is finished: one list of steps, each a function of the site's folder.

The steps know HTML and nothing of the engine, so that they work after any engine. Running them twice changes nothing.
"""

import re
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from handbook import view
from handbook.catalogue import Handbook
from handbook.permalinks import leads

OVERRIDES = Path(__file__).resolve().parents[2] / "overrides"

# The theme switches browser autofill off for two hidden checkboxes, where HTML does not allow it.
AUTOCOMPLETE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
SKIP_LINK = re.compile(r'(<div data-md-component="skip">).*?(</div>)', re.DOTALL)
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
HEADING = re.compile(r'<h1 id="([^"]+)"')
SEARCH_DIALOG = re.compile(r'(<div class="md-search" data-md-component="search" role="dialog")>')


def finish(site: Path, book: Handbook) -> None:
    """Run all steps over a built site of this handbook."""
    for step in STEPS:
        step(site, book)


def permanent_addresses(site: Path, book: Handbook) -> None:
    """Write a page at each short and old address: it leads on, or says why a story went and where to go instead."""
    template = Environment(loader=FileSystemLoader(OVERRIDES), autoescape=True, trim_blocks=True).get_template(
        "lists/moved.html"
    )
    for lead in leads(book):
        target = (site / lead.to / "index.html").read_text(encoding="utf-8")
        values = {
            "canonical": found[1] if (found := CANONICAL.search(target)) else None,
            "parts": view.parts(book, lead.to),
            "instead": view.title_of(book, lead.to) if lead.why else "",
        }
        folder = site / lead.address
        folder.mkdir(parents=True, exist_ok=True)
        page = template.render(title=lead.title, to=lead.to, why=lead.why, **values)
        (folder / "index.html").write_text(page, encoding="utf-8")


def mend_html(site: Path, book: Handbook) -> None:
    """Mend what the theme writes that is no valid HTML, or that a keyboard or a screen reader stumbles over.

    The skip link leads to the title of each page: the theme leaves it out on pages without a table of contents.
    """
    for path in sorted(site.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        mended = SEARCH_DIALOG.sub(r'\1 aria-label="Search">', AUTOCOMPLETE.sub(r"\1", page))
        if heading := HEADING.search(mended):
            link = f'<a href="#{heading[1]}" class="md-skip">Skip to content</a>'
            mended = SKIP_LINK.sub(lambda match, link=link: match[1] + link + match[2], mended, count=1)  # type: ignore[misc]
        if mended != page:
            path.write_text(mended, encoding="utf-8")


STEPS: tuple[Callable[[Path, Handbook], None], ...] = (mend_html, permanent_addresses)
