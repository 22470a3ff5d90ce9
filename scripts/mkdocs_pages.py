"""The pages as MkDocs sees them: converted by few converters for all, and those of a kind are read without their keys.

MkDocs makes a new converter for each page, and looks for titles and anchors that nobody asks it for: together that
takes as long as to convert the page. What comes out is the same.
"""

import posixpath
import re
from collections.abc import Collection, Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor, nest_toc_tokens, unique
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url
from mkdocs.utils.meta import YAML_RE

from handbook.templates import AROUND_A_LIST

# What Markdown looks for in each text, and the signs without which there is none of it.
TAG, DEFINITION, TOC = ("<",), ("]:",), ("[TOC]",)
SIGNS: dict[str, dict[str, tuple[str, ...]]] = {
    "preprocessors": {"fenced_code_block": ("```", "~~~"), "lists": TAG, "html_block": (*TAG, "&")},
    "blockprocessors": {"table": ("|",), "quote": (">",), "reference": DEFINITION},
    "inlinePatterns": {
        "backtick": ("`",),
        "escape": ("\\",),
        "link": ("[",),
        "image_link": ("![",),
        **dict.fromkeys(("reference", "short_reference", "image_reference", "short_image_ref"), DEFINITION),
        **dict.fromkeys(("autolink", "automail", "html"), TAG),
        "entity": ("&",),
        "linebreak": ("  \n", "\t"),
        "em_strong": ("*", "_"),
    },
    "treeprocessors": {"unescape": ("\\",)},
}
ASKED = sorted({TOC, *(signs for found in SIGNS.values() for signs in found.values())})
HEADINGS, WORDS = ("h1", "h2", "h3", "h4", "h5", "h6"), re.compile("[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
LIST = re.compile(r"(?<={}\n\n)(.*?)\n?(?=\n\n{})".format(*map(re.escape, AROUND_A_LIST)), re.DOTALL)


class _Lists(Preprocessor):  # type: ignore[misc]
    """Puts the lists that a page inserts aside as they are: to read them takes twice as long as all the rest."""

    def run(self, lines: list[str]) -> list[str]:
        text = LIST.sub(lambda found: str(self.md.htmlStash.store(f"{found[1]}\n")), "\n".join(lines))
        return text.split("\n")


class _Headings(Treeprocessor):  # type: ignore[misc]
    """Gives headings their anchors, as the extension `toc` does, at once where all are plain words.

    The extension also prints each of them, and a list for a place that hardly any page has: a fifth of all that it
    takes to make HTML.
    """

    def __init__(self, toc: TocTreeprocessor) -> None:
        super().__init__(toc.md)
        self.toc = toc
        asked = toc.use_anchors, toc.use_permalinks, toc.base_level, toc.toc_top > 1, toc.toc_bottom < 6
        self.more = any(asked) or toc.marker not in TOC

    def run(self, root: Element) -> None:
        headings = [element for element in root.iter() if element.tag in HEADINGS]
        if self.more or any("id" in element.attrib for element in root.iter()) or not all(map(_plain, headings)):
            self.toc.run(root)
            return
        used, counters, tokens = set[str](), dict[str, int](), []
        for heading in headings:
            words = heading.text or ""
            heading.set("id", anchor := unique(self.toc.slugify(words, self.toc.sep), used, counters))
            token = {"level": int(heading.tag[1]), "id": anchor, "name": words, "html": words, "data-toc-label": ""}
            tokens.append(token)
        self.md.toc_tokens = nest_toc_tokens(tokens)


def _plain(heading: Element) -> bool:
    return not len(heading) and not heading.attrib and bool(WORDS.fullmatch(heading.text or ""))


class Converter(Treeprocessor):  # type: ignore[misc]
    """Makes HTML of the Markdown of one page after another. Links to files become links to pages."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        """Take the settings of MkDocs, and all files that a page may link to."""
        self.config, self.files = config, files
        self.known: dict[frozenset[tuple[str, ...]], Markdown] = {}
        self.led: dict[tuple[str, str], File | None] = {}  # files, by the folder of a page and the path that it names

    def convert(self, page: File, text: str) -> str | None:
        """Return the HTML of a page; None where it has a link that MkDocs should say something of."""
        self.page, self.lost = page, False
        html = self._markdown(text).reset().convert(text)
        return None if self.lost else html

    def _markdown(self, text: str) -> Markdown:
        """Return a converter that looks for nothing that a text has not."""
        unused = frozenset(signs for signs in ASKED if not any(sign in text for sign in signs))
        if unused not in self.known:
            known = Markdown(
                extensions=self.config["markdown_extensions"], extension_configs=self.config["mdx_configs"] or {}
            )
            known.preprocessors.register(_Lists(known), "lists", 25)  # before HTML is read
            known.treeprocessors.register(self, "relpath", 0)
            if TOC in unused and type(known.treeprocessors["toc"]) is TocTreeprocessor:
                known.treeprocessors.register(_Headings(known.treeprocessors["toc"]), "toc", 5)
            _spare(known, unused)
            self.known[unused] = known
        self.markdown = self.known[unused]
        return self.markdown

    def run(self, root: Element) -> None:
        """Mend the links of a page: Markdown asks for this last."""
        for tag, key in (("a", "href"), ("img", "src")):
            for element in root.iter(tag):
                element.set(key, self._led(element.get(key, "")))

    def _led(self, link: str) -> str:
        scheme, host, path, query, anchor = urlsplit(link)
        if scheme or host or not path:
            return link
        named = posixpath.dirname(self.page.src_uri), path
        if named not in self.led:
            self.led[named] = self.files.get_file_from_path(posixpath.normpath(posixpath.join(named[0], unquote(path))))
        file = self.led[named]
        if file is None:
            self.lost = True
            return link
        return urlunsplit(("", "", get_relative_url(file.url, self.page.url), query, anchor))


def _spare(markdown: Markdown, unused: Collection[tuple[str, ...]]) -> None:
    """Let a converter not look for what needs some signs. What an extension looks for by the same name it keeps."""
    for registry, names in SIGNS.items():
        there = getattr(markdown.parser if registry == "blockprocessors" else markdown, registry)
        for name, signs in names.items():
            known = name in there and type(there[name]).__module__.startswith(("markdown.", __name__))
            if known and signs in unused:
                there.deregister(name)


class OnePage(Page):
    """A page of the handbook."""

    def __init__(self, title: str | None, file: File, config: MkDocsConfig, converter: Converter) -> None:
        """Take the place of the page that MkDocs would make for this file, with its title in the navigation."""
        super().__init__(title, file, config)
        self.converter = converter

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Make HTML of the Markdown."""
        self.content = self.converter.convert(self.file, self.markdown or "")
        if self.content is None:
            super().render(config, files)
        else:
            self.toc = get_toc(self.converter.markdown.toc_tokens)


class KindPage(OnePage):
    """A story, a principle, or another page of a kind."""

    def read_source(self, config: MkDocsConfig) -> None:
        """Read the Markdown only: macros.py brings the keys."""
        self.markdown = YAML_RE.sub("", self.file.content_string, count=1).lstrip("\n")


def titles(navigation: Any) -> Iterator[tuple[str, str]]:
    """Yield the file, as MkDocs looks for it, and the title of each page that has one in the navigation."""
    for item in navigation if isinstance(navigation, list) else ():
        for title, to in item.items() if isinstance(item, dict) else ():
            if isinstance(to, str):
                yield PurePath(to).as_posix(), title
            else:
                yield from titles(to)
