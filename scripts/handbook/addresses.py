"""Every address of the site, from its root: "stories/little-alien/". The home page is "".

Nothing here needs a package, so that a workflow can use it before anything is installed.
"""

import re
from urllib.parse import urlsplit

# The first part of each address that belongs to a feature, which writes there: no page and no picture may stand there.
OWNED = {
    "404": "the page for wrong addresses",
    "assets": "our styles and scripts",
    "catalogue": "the catalogue for programs",
    "feed": "the feed of new stories",
    "go": "the permanent short addresses",
    "inline": "our own scripts",
    "javascripts": "the theme",
    "kept": "what is kept for reading without a network",
    "lists": "our templates",
    "manifest": "the handbook on the home screen",
    "partials": "our templates",
    "pictures": "our drawings",
    "robots": "the robots of search engines",
    "search": "the search",
    "sitemap": "the map of the site",
    "stylesheets": "the theme",
    "sw": "reading without a network",
    "templates": "the engine",
}
NOW = "now/"  # the page that says what to say now
CARDS = "cards/"  # the page of cards and sheets to print
PART = re.compile(r"all-[0-9]+")
INDEX = re.compile(r"(?:(?:^|(?<=/))index)?\.md$")
WEB = re.compile(r"https?://[a-z0-9][a-z0-9.:-]*(?:/[\w./~%+-]*)?", re.ASCII | re.IGNORECASE)


def on_the_web(text: object) -> bool:
    """Return whether a text is a whole address on the web, and nothing but that: http or https, and a host."""
    try:
        return bool(isinstance(text, str) and WEB.fullmatch(text) and urlsplit(text).hostname)
    except ValueError:
        return False


def of_file(path: str) -> str:
    """Return the address of a page by its file: docs/stories/x.md is stories/x/, and docs/index.md is the home page."""
    return INDEX.sub("/", path.removeprefix("docs/")).replace("//", "/").lstrip("/")


def of_page(folder: str, slug: str) -> str:
    """Return the address of a page of a kind, by the folder of its kind and its file name without .md."""
    return f"{folder}/{slug}/"


def short(page_id: str) -> str:
    """Return the permanent short address of a page, by its id."""
    return f"go/{page_id}/"


def id_in(address: str) -> str | None:
    """Return the id in a short address, with or without a slash before it; None where it is another address."""
    parts = address.strip("/").split("/")
    return parts[1] if len(parts) == 2 and parts[0] == "go" else None


def part(number: int) -> str:
    """Return the address of a part of the list of everything, from 1."""
    return "all/" if number == 1 else f"all-{number}/"


def owner(address: str) -> str | None:
    """Return the feature that an address belongs to; None where an author's page or picture may stand there."""
    first = address.partition("/")[0]
    return "the list of all pages" if PART.fullmatch(first) else OWNED.get(first)


def narrowed(folder: str, *choices: tuple[str, str]) -> str:
    """Return the address of a list that shows what fits: `narrowed("stories", ("moment", "late"))`."""
    return f"{folder}/?{'&'.join(f'{name}={value}' for name, value in choices)}"


def tag(anchor: str) -> str:
    """Return the address of a tag on the page of tags."""
    return f"tags/#{anchor}"


def split(address: str) -> tuple[str, str]:
    """Return the folder and the slug of a page of a kind; of other pages one of them may be empty."""
    folder, _, slug = address.strip("/").partition("/")
    return folder, slug
