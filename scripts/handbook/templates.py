"""Prints the templates in overrides/ that the engine does not: the lists that macros insert, and pages that lead on.

To compile them would take a third of the time of a small build, so the compiled ones are kept.
"""

import os
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, pass_context
from jinja2.environment import create_cache
from jinja2.runtime import Context

OVERRIDES = Path(__file__).resolve().parents[2] / "overrides"
COMPILED = ".cache/templates"  # below the repository
# What stands around a list that a page inserts: outside of what the search indexes, so that it finds the listed pages.
AROUND_A_LIST = ("<!--/search-->", "<!--search 0.4-->")


class KeysFirst(Environment):
    """Takes `x.name` for a key of a mapping before it asks for an attribute, as the templates of Zensical do.

    Our pages are made of mappings, and to ask in vain for an attribute takes a seventh of the time of a page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what all templates find, in one mapping: each of the thirty that a page needs looks through it."""
        return {**self.globals, **(d or {})}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a key of a mapping, or else what Jinja finds."""
        return obj[attribute] if type(obj) is dict and attribute in obj else super().getattr(obj, attribute)


def printed(name: str, page: str, **values: Any) -> str:
    """Return a template with these values. `page` is the address of the page on which it stands, from the site's root.

    The filter `url` makes an address from the site's root relative to that page.
    """
    root = "../" * page.count("/") or "./"
    return _environment().get_template(name).render(values | {"root": root})


def as_text(words: str) -> str:
    """Return words that Markdown and HTML read as text, in one line: a code for each sign but letters and digits."""
    return "".join(sign if sign.isalnum() else " " if sign.isspace() else f"&#{ord(sign)};" for sign in words)


def contact_as_text(contact: Mapping[str, Any]) -> str:
    """Return whom to call and how, for Markdown: what partials/contact.html is for templates."""
    ways = [(as_text(way["words"]), as_text(way["to"])) for way in contact["ways"]]
    reach = "".join(f'<a href="{to}">{words}</a>' if to else words for words, to in ways)
    return f"{as_text(contact['who'])} ({reach})"


def keep_compiled(environment: Environment, root: Path) -> None:
    """Let Jinja keep what it compiles: here all of it, and below a repository, where somebody may write there.

    It compiles a template anew whose text is another one. What else the outcome depends on names the folder.
    """
    environment.cache = create_cache(-1)  # one without a limit need not note what was asked for last
    settings = (jinja2.__version__, environment.autoescape, environment.trim_blocks, environment.lstrip_blocks)
    folder = root / COMPILED / "-".join(map(str, settings))
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if os.access(folder, os.W_OK):
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(OVERRIDES)
    environment = KeysFirst(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["url"] = _relative
    keep_compiled(environment, OVERRIDES.parent)
    return environment


@pass_context
def _relative(context: Context, address: str) -> str:
    return f"{context['root']}{address}"
