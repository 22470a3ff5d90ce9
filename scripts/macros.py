"""The one door between the engine (MkDocs with mkdocs-macros) and the library in scripts/handbook/.

The engine calls `define_env` before each build and `on_pre_page_macros` for each page. What a page shows of other pages
goes into its `page.meta.handbook`; templates in overrides/ print it. The handbook's own pages call the macros by name.
"""

import os
import sys
from pathlib import Path
from typing import Any

from click import ClickException

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))  # the engine loads this file by its path, without its folder

from handbook import coverage, schema, view  # noqa: E402
from handbook.catalogue import load  # noqa: E402
from handbook.problems import HandbookError  # noqa: E402
from handbook.templates import printed  # noqa: E402


def define_env(env: Any) -> None:
    """Read and check the handbook, then offer the macros; stop the build with every problem, one a line."""
    try:
        book = load(ROOT)
    except HandbookError as error:
        raise ClickException(f"the handbook has problems:\n{error}") from None
    env.book = book

    def partial(name: str, **values: Any) -> str:
        """Return a template of overrides/ with these values, its addresses relative to the page that calls."""
        return printed(name, env.page.url, **values)

    def listing(name: str, **values: Any) -> str:
        """Return the same for what is made of other pages, without which the search finds these and not their list."""
        return f"<!--/search-->{partial(name, **values)}<!--search 0.4-->"

    @env.macro
    def stories_index() -> str:
        """All stories as cards, grouped by their lead principle, with the controls that narrow them."""
        groups = view.stories_by_principle(book)
        partial = any(group["list"]["more"] for group in groups)
        return listing("lists/stories.html", groups=groups, partial=partial, filters=view.filters(book))

    @env.macro
    def principles_index() -> str:
        """All principles with their stories, the core ones first."""
        return listing("lists/principles.html", principles=view.all_principles(book))

    @env.macro
    def first_steps(*slugs: str) -> str:
        """The path of a new hire: these stories, each with the principle that it leads to."""
        return listing("lists/first-steps.html", cards=view.story_cards(book, slugs))

    @env.macro
    def tag_lists() -> str:
        """Every tag with its stories."""
        return listing("lists/tags.html", tags=view.tag_lists(book))

    @env.macro
    def everything() -> str:
        """The first part of the list of all pages."""
        return listing("lists/everything.html", **view.part(book, 1))

    @env.macro
    def sources_list() -> str:
        """Every source: who wrote it, what is uncertain, which stories use it."""
        return listing("lists/sources.html", sources=view.all_sources(book))

    @env.macro
    def door(picture: str, title: str, to: str, text: str) -> dict[str, str]:
        """A large link with a picture, for `doors`; `to` is an address from the site's root."""
        return {"picture": picture, "title": title, "to": to, "text": text}

    @env.macro
    def doors(*doors: dict[str, str]) -> str:
        """Large links with pictures, side by side where there is room."""
        return listing("lists/doors.html", doors=doors)

    @env.macro
    def company_values() -> str:
        """Every value of the company file, and where it appears."""
        return listing("lists/company.html", rows=view.company_values(book))

    @env.macro
    def tell_form(to: str) -> str:
        """The form on which staff tell a story; `to` is the key of the contact who gets it."""
        repository = env.conf["extra"].get("repository")
        return listing("lists/tell.html", **view.tell_form(book, to), repository=repository)

    @env.macro
    def coverage_tables() -> str:
        """Which stories there are, and which are wanted."""
        return listing("lists/coverage.html", tables=coverage.coverage(book), places=coverage.wanted(book))

    @env.macro
    def key_table() -> str:
        """Every key of a story and of a principle: what it is for, and what is allowed."""
        return listing("lists/keys.html", models=schema.key_tables())

    @env.macro
    def contact(name: str) -> str:
        """Somebody to call, by their key in docs/company.yml."""
        return partial("lists/contact.html", contact=book.company.contacts[name])

    @env.macro
    def story_count() -> int:
        """How many stories there are."""
        return len(book.stories)


def on_post_build(env: Any) -> None:
    """Give the live preview what the finishing steps make and its pages need: the short addresses and the search."""
    if cache := os.environ.get("HANDBOOK_PREVIEW"):
        from handbook.finish import preview  # not above, because it needs packages that another engine does not have

        preview(Path(env.conf["site_dir"]), env.book, Path(cache))


def on_pre_page_macros(env: Any) -> None:
    """Give a story or a principle what it shows of other pages."""
    env.page.meta.update(view.page(env.book, env.page.url))
