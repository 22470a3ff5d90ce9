"""What MkDocs need not do for us: look at files that nobody wants, read and compile again, set up for each page."""

import logging
import os
import sys
from collections.abc import Collection
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from jinja2 import Environment, FileSystemLoader

from handbook import addresses
from handbook.content.stamps import DOCS
from handbook.kinds import kind_of
from handbook.site.leftovers import UNUSED
from handbook.templates import KeysFirst, keep_compiled

HOME = ""


class _Seen(FileSystemLoader):
    """Lists no template in a hidden folder."""

    def list_templates(self) -> list[str]:
        found = set[str]()
        for top in self.searchpath:
            for where, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(os.path.relpath(f"{where}/{name}", top) for name in names)
        return sorted(found)


def lean(theme: Any) -> None:
    """Let a theme show MkDocs no hidden folder, and find keys of mappings first in its templates.

    MkDocs looks through 14,000 icons for files of the site, and then takes none that is hidden.
    """

    class Lean(type(theme)):  # type: ignore[misc]
        def get_env(self) -> Environment:
            environment: Environment = super().get_env()
            environment.loader = _Seen(self.dirs)
            environment.__class__ = KeysFirst
            return environment

    theme.__class__ = Lean  # to make one anew would read its settings again


class _Later(ModuleType):
    """Stands for a package until somebody asks for something in it."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def put_off(package: str) -> None:
    """Let a package be read when somebody asks for something in it, and not when it is imported."""
    sys.modules.setdefault(package, _Later(package))


def spared(root: Path, only: Collection[str] | None) -> Any:
    """Return a plugin that spares MkDocs work. `only` may name the pages to make; other files go with the home page."""
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import Files, InclusionLevel

    from mkdocs_pages import Converter, KindPage, OnePage, titles

    class Spared(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
        def on_files(self, files: Files, /, *, config: MkDocsConfig) -> None:
            converter, named = Converter(config, files), dict(titles(config.nav))
            no_anchors = config.validation.links.anchors <= logging.DEBUG  # ours look for none
            for file in files:
                page = addresses.of_file(file.src_uri) if file.is_documentation_page() else HOME
                if file.dest_uri.startswith(UNUSED) or not (only is None or page in only):
                    file.inclusion = InclusionLevel.EXCLUDED
                elif no_anchors and file.is_documentation_page():
                    made = KindPage if kind_of(f"{DOCS}/{file.src_uri}") else OnePage
                    made(named.get(file.src_uri), file, config, converter)

        def on_env(self, env: Environment, /, **_: object) -> None:
            env.auto_reload = False
            keep_compiled(env, root)

    return Spared()
