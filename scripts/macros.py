"""The one door between the engine (MkDocs with mkdocs-macros) and the library in scripts/handbook/.

The engine calls `define_env` before each build and `on_post_page_macros` for each page. What a page shows of others
goes into its `page.meta.handbook`; templates in overrides/ print it. The handbook's own pages call the macros by name.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click import ClickException

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))  # the engine loads this file by its path, without its folder

from handbook.addresses import on_the_web  # noqa: E402
from handbook.book import Handbook  # noqa: E402
from handbook.check import load  # noqa: E402
from handbook.content.schema import key_tables  # noqa: E402
from handbook.kinds import models  # noqa: E402
from handbook.pages import View, company, coverage, drawings, home, lists, now, paper, path, planning, show  # noqa: E402
from handbook.problems import HandbookError, shown  # noqa: E402
from handbook.templates import AROUND_A_LIST, contact_as_text, printed  # noqa: E402

# The lists that pages insert: name of the macro and of its template, and what the template shows. A macro is called
# with the handbook, then with what the page gives it.
LISTS: dict[str, tuple[str, Callable[..., View]]] = {
    "stories_index": ("all-stories", lists.stories_index),
    "principles_index": ("all-principles", lists.all_principles),
    "builder": ("builder", planning.builder),
    "sessions_index": ("all-sessions", lists.all_sessions),
    "first_steps": ("first-steps", lambda book: {"steps": path.steps(book)}),
    "where_on_path": ("path", lambda book: {"steps": path.steps(book)}),
    "practice": ("practice", lambda book: {"flat": lists.FLAT}),
    "mine": ("mine", lambda book: {}),
    "tag_lists": ("tags", lists.tag_lists),
    "what_to_say": ("now", now.what_to_say),
    "everything": ("everything", lambda book: lists.part(lists.everything(book), 1)),
    "sources_list": ("sources", lambda book: {"sources": lists.all_sources(book)}),
    "search_field": ("search-field", lambda book, hint: {"hint": hint}),
    "scene_to_try": ("try", home.scene_to_try),
    "doors": ("doors", lambda book, *doors: {"doors": doors}),
    "pocket_cards": ("pocket-cards", paper.pocket_cards),
    "sign_off": ("sign-off", lambda book: {"rows": 10}),
    "company_values": ("company", lambda book: {"rows": company.company_values(book)}),
    "kept_here": ("kept", company.kept_here),
    "tell_form": ("tell", company.tell_form),
    "coverage_tables": ("coverage", coverage.coverage),
    "drawings": ("drawings", drawings.drawings),
    "key_table": ("keys", lambda book: {"models": key_tables(models())}),
}
# Values that stand in a sentence, or that a list is called with.
VALUES: dict[str, Callable[..., Any]] = {
    "contact": lambda book, name: contact_as_text(company.contact(book, name)),
    "door": lambda book, picture, title, to, text: {"picture": picture, "title": title, "to": to, "text": text},
    "story_count": lambda book: len(book.stories),
    "principle_count": lambda book: len(book.principles),
    "path_stories": lambda book: len(path.cards(book)),
    "path_minutes": lambda book: sum(card["minutes"] for card in path.cards(book)),
}


class Stop(ClickException, SystemExit):
    """What is wrong, for an author: the engine prints its text as it is, and the live preview lives on."""

    code = 1


def define_env(env: Any) -> None:
    """Read and check the handbook, then offer the macros; stop the build with every problem, one a line."""
    check_settings(env.conf)
    try:
        env.book = load(ROOT)
    except HandbookError as error:
        raise Stop(f"the handbook has problems:\n{error}") from None
    # For the foot of every page; engines.py says the same to Zensical.
    env.conf["repo_url"] = env.conf["extra"]["repository"]
    env.conf["extra"]["mail"] = company.mail_for_ideas(env.book)
    for name, (template, show_list) in LISTS.items():
        env.macro(_called(_list, env, f"lists/{template}.html", show_list), name)
    for name, value in VALUES.items():
        env.macro(_called(value, env.book), name)


def _called(work: Callable[..., Any], *first: Any) -> Callable[..., Any]:
    """Return a function that calls another one with these arguments first.

    mkdocs-macros writes down every macro: a `partial` would bring the text of the whole handbook with it, three times.
    """

    def called(*arguments: Any, **named: Any) -> Any:
        return work(*first, *arguments, **named)

    return called


def check_settings(settings: Any) -> None:
    """Stop the build where an address in mkdocs.yml is none. An empty SITE_URL counts as not set."""
    if not settings["site_url"] and os.environ.pop("SITE_URL", None) == "":
        from mkdocs.utils.yaml import (
            yaml_load,  # not above: another engine does not have it, and reads its own settings
        )

        settings["site_url"] = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["site_url"]
    for name, value in (("site_url", settings["site_url"]), ("repository", settings["extra"].get("repository"))):
        if not on_the_web(value):
            place = f"mkdocs.yml: {name}" if name != "site_url" or not os.environ.get("SITE_URL") else "SITE_URL"
            raise Stop(f"{place} is {shown(value)}; allowed: an address on the web, such as https://example.com/")


def on_post_page_macros(env: Any) -> None:
    """Give a page of a kind its own keys, and what it shows of other pages.

    Not before its macros, of which it has none: mkdocs-macros writes down all that a page has by then.
    """
    env.page.meta.update(show.front_matter(env.book, env.page.url) | show.page(env.book, env.page.url))


def _list(env: Any, template: str, values: Callable[..., View], *arguments: Any, **named: Any) -> str:
    """Return a list of other pages, as HTML for a page of Markdown."""
    book: Handbook = env.book
    shown = values(book, *arguments, **named) | {"repository": env.conf["extra"].get("repository")}
    start, end = AROUND_A_LIST
    return f"{start}\n\n{printed(template, env.page.url, **shown)}\n\n{end}"
