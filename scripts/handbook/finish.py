"""What happens to the built site before it is finished: one list of steps, each a function of the site's folder.

The steps know HTML and nothing of the engine, so that they work after any engine. Running them twice changes nothing.
"""

import re
from collections.abc import Callable
from pathlib import Path

# The theme switches browser autofill off for two hidden checkboxes, where HTML does not allow it.
AUTOCOMPLETE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
SKIP_LINK = re.compile(r'(<div data-md-component="skip">).*?(</div>)', re.DOTALL)
HEADING = re.compile(r'<h1 id="([^"]+)"')
SEARCH_DIALOG = re.compile(r'(<div class="md-search" data-md-component="search" role="dialog")>')


def finish(site: Path) -> None:
    """Run all steps over a built site."""
    for step in STEPS:
        step(site)


def mend_html(site: Path) -> None:
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


STEPS: tuple[Callable[[Path], None], ...] = (mend_html,)
