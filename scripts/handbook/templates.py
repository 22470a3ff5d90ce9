"""Prints the templates in overrides/ that the engine does not: the lists that macros insert, and pages that lead on.

The compiled templates are kept between two builds of the live preview; one that changed is compiled anew.
"""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

OVERRIDES = Path(__file__).resolve().parents[2] / "overrides"


def printed(name: str, page: str, **values: Any) -> str:
    """Return a template with these values. `page` is the address of the page on which it stands, from the site's root.

    The filter `url` makes an address from the site's root relative to that page.
    """
    root = "../" * page.count("/") or "./"
    return _environment().get_template(name).render(values | {"root": root})


def as_text(words: str) -> str:
    """Return words that Markdown and HTML read as text: a code for each sign but letters, digits and spaces."""
    return "".join(sign if sign.isalnum() or sign == " " else f"&#{ord(sign)};" for sign in " ".join(words.split()))


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(OVERRIDES)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["url"] = _relative
    return environment


@pass_context
def _relative(context: Context, address: str) -> str:
    return f"{context['root']}{address}"
