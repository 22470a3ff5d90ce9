"""What each page says, in a few characters: who printed it, or read it before, can be told that it has changed."""

from handbook import addresses
from handbook.content.files import Files
from handbook.content.reading import Page
from handbook.edition import page_edition
from handbook.kinds import KINDS

UNSEEN = {"added", "fine", "former", "keywords", "owner", "reviewed"}  # keys that change nothing of what a page teaches


def said(files: Files) -> dict[str, str]:
    """Return the editions of the pages of each kind, by address, as far as their own files go."""
    return {
        addresses.of_page(kind.folder, slug): page.once(edition_of_file)
        for kind in KINDS.values()
        for slug, page in files.readable(kind.folder)
    }


def edition_of_file(page: Page) -> str:
    """Return the edition of a page, as far as its own file goes."""
    return page_edition({key: value for key, value in page.values.items() if key not in UNSEEN}, page.body)
