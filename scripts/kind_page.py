"""A page of a kind as MkDocs sees it: read without its keys, and converted by one converter for all of them.

MkDocs makes a new converter for each page, and looks for titles and anchors that nobody asks it for: together that
takes as long as to convert the page. What comes out is the same.
"""

import posixpath
from urllib.parse import unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url
from mkdocs.utils.meta import YAML_RE


class Converter(Treeprocessor):  # type: ignore[misc]
    """Makes HTML of the Markdown of one page after another. Links to files become links to pages."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        """Take the settings of MkDocs, and all files that a page may link to."""
        self.files = files
        self.markdown = Markdown(
            extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"] or {}
        )
        self.markdown.treeprocessors.register(self, "relpath", 0)

    def convert(self, page: File, text: str) -> str | None:
        """Return the HTML of a page; None where it has a link that MkDocs should say something of."""
        self.page, self.lost = page, False
        html = self.markdown.reset().convert(text)
        return None if self.lost else html

    def run(self, root: Element) -> None:
        """Mend the links of a page: Markdown asks for this last."""
        for element in root.iter():
            if key := {"a": "href", "img": "src"}.get(element.tag):
                element.set(key, self._led(element.get(key, "")))

    def _led(self, link: str) -> str:
        scheme, host, path, query, anchor = urlsplit(link)
        if scheme or host or not path:
            return link
        target = posixpath.join(posixpath.dirname(self.page.src_uri), unquote(path))
        file = self.files.get_file_from_path(posixpath.normpath(target))
        if file is None:
            self.lost = True
            return link
        return urlunsplit(("", "", get_relative_url(file.url, self.page.url), query, anchor))


class KindPage(Page):
    """A story, a principle, or another page of a kind."""

    def __init__(self, file: File, config: MkDocsConfig, converter: Converter) -> None:
        """Take the place of the page that MkDocs would make for this file."""
        super().__init__(None, file, config)
        self.converter = converter

    def read_source(self, config: MkDocsConfig) -> None:
        """Read the Markdown only: macros.py brings the keys."""
        self.markdown = YAML_RE.sub("", self.file.content_string, count=1).lstrip("\n")

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Make HTML of the Markdown."""
        self.content = self.converter.convert(self.file, self.markdown or "")
        if self.content is None:
            super().render(config, files)
        else:
            self.toc = get_toc(self.converter.markdown.toc_tokens)
