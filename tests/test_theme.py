"""What ties the handbook to its theme: files that ours replace, nothing from another host, colours one can read."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import material
import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Page

from conftest import ROOT
from handbook.book import Handbook
from handbook.templates import keep_compiled

OVERRIDES, THEME = ROOT / "overrides", Path(material.__file__).parent / "templates"

# The theme's own files that ours replace, as they were when ours were written from them.
REPLACED = {
    "404.html": "80c93494b5432b1bcdf292caeb67a0653c45b37372f49e08ad4a70ca695a7495",
    "main.html": "9948b55a7bc979c35825df99baba9e6971fca4eb298dea3cdde61e990a2de5e0",
    "partials/footer.html": "50c2a75f013b7b03fb97f381860c77df8fd5d13d68f90d3281754b68f69ec894",
    "partials/header.html": "8cf3fb15bcf969ff596649616fd99366b3c31c08d57a86d05308efc16d8fa75f",
    "partials/javascripts/base.html": "d6113712bc4deb30b4bd810ee0dfc28b6f04d2f88cc0016c0f1766eac7b762b6",
    "partials/javascripts/content.html": "3722e156f0f6339de39fbbfc178b6e401d1a4fb890f189ac5b80c2504bda7dcf",
    "partials/logo.html": "e0925ef6c190174a5162ed1ecc55295016dd8a7beec3018db3e04aac283a2dd9",
    "partials/toc.html": "fde48f583563364b0e0e6865a5ab1e7060ec1826161f69f5cbee653e621b0f84",
}

# Elements and attributes that make a browser load something.
LOADING = "script, link:not([rel=canonical]), img, source, iframe, embed, object, video, audio, input, use, image"
ADDRESSES = ("src", "srcset", "href", "xlink:href", "data", "poster")

TEXT = ("ink", "quiet", "plain", "accent", "good", "bad")
BACKGROUNDS = ("paper", "card", "soft")


def digest(name: str) -> str:
    return hashlib.sha256((THEME / name).read_bytes()).hexdigest()


def test_every_file_of_the_theme_that_ours_replace_is_watched() -> None:
    ours = {path.relative_to(OVERRIDES).as_posix() for path in OVERRIDES.rglob("*.html")}
    assert {name for name in ours if (THEME / name).exists()} == REPLACED.keys()


@pytest.mark.parametrize("name", REPLACED)
def test_the_theme_still_has_the_file_that_ours_was_written_from(name: str) -> None:
    assert digest(name) == REPLACED[name], (
        f"the theme has changed {name}: compare material/templates/{name} with overrides/{name}, "
        f"bring over what is new, and write the new digest into this test"
    )


@pytest.fixture
def printed(tmp_path: Path) -> Callable[..., str]:
    """Print a template with a text, by an environment of Jinja with some settings that keeps what it compiles."""

    def printed(text: str, **settings: Any) -> str:
        (tmp_path / "page.html").write_text(text, "utf-8")
        environment = Environment(loader=FileSystemLoader(tmp_path), **settings)
        keep_compiled(environment, tmp_path)
        return environment.get_template("page.html").render()

    return printed


def test_what_is_compiled_in_another_way_or_of_another_text_is_not_taken(printed: Callable[..., str]) -> None:
    text = "{% if true %}\na{% endif %}"
    assert [printed(text, trim_blocks=trimmed) for trimmed in (True, False, True)] == ["a", "\na", "a"]
    assert printed("b", trim_blocks=True) == "b"


def test_where_nothing_can_be_kept_templates_are_compiled_each_time(
    printed: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / ".cache").write_text("a file where the folder would be", "utf-8")
    assert [printed("a"), printed("b")] == ["a", "b"]


def test_no_page_loads_anything_from_another_host(pages: dict[str, BeautifulSoup]) -> None:
    loaded = {
        (address, value)
        for address, page in pages.items()
        for element in page.select(LOADING)
        for value in (str(element[name]) for name in ADDRESSES if element.get(name))
    }
    assert len(loaded) > len(pages)
    assert {(address, value) for address, value in loaded if elsewhere(value)} == set()


def test_no_stylesheet_loads_anything_from_another_host(site: Path) -> None:
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        found = re.findall(r"""url\(\s*["']?([^"')]*)|@import\s+["']([^"']*)""", text)
        assert [address for pair in found for address in pair if elsewhere(address)] == [], sheet.name


def test_our_modules_know_no_address_of_another_host(site: Path) -> None:
    modules = sorted((site / "assets").glob("*.js"))
    assert {path.name.partition(".")[0] for path in modules} >= {"decide", "header", "plan", "search"}
    assert [path.name for path in modules if re.search("https?:|[\"'`]//", path.read_text(encoding="utf-8"))] == []


def elsewhere(address: str) -> bool:
    return bool(urlsplit(address).netloc)


@pytest.mark.parametrize("template", sorted(OVERRIDES.rglob("*.html")), ids=lambda path: path.relative_to(OVERRIDES))
def test_a_template_has_no_inline_style_or_handler_and_no_script_but_the_known_ones(template: Path) -> None:
    text = re.sub(
        r'<script data-site="[^>]*">{% include "inline/[a-z]+.js" %}</script>', "", template.read_text(encoding="utf-8")
    )
    assert re.findall(r"""<style|<script(?![^>]* src=)|\s(?:style|on[a-z]+)\s*=""", text) == []


def test_no_page_has_an_inline_style_or_handler(pages: dict[str, BeautifulSoup]) -> None:
    names = {
        (name, address) for address, page in pages.items() for element in page.find_all(True) for name in element.attrs
    }
    assert {(name, address) for name, address in names if name == "style" or name.startswith("on")} == set()


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_every_text_colour_can_be_read_on_every_background(scheme: str, page: Page, book: Handbook) -> None:
    page.goto("404.html")
    faint = {
        (accent, text, background): ratio
        for accent in ("", *(principle.id for principle in book.principles.values()))
        for text, background, ratio in page.evaluate(CONTRASTS, [scheme, accent, PAIRS])
        if ratio < 4.5
    }
    assert faint == {}


PAIRS = [(text, background) for text in TEXT for background in BACKGROUNDS]

# The names of the stylesheet as the browser resolves them, painted to learn their red, green and blue.
CONTRASTS = """([scheme, accent, pairs]) => {
  document.body.dataset.mdColorScheme = scheme
  const place = document.body.appendChild(document.createElement("div"))
  if (accent) place.dataset.accent = accent
  const canvas = new OffscreenCanvas(1, 1).getContext("2d")
  const light = (name) => {
    place.style.color = `var(--lt-${name})`
    canvas.fillStyle = getComputedStyle(place).color
    canvas.fillRect(0, 0, 1, 1)
    const parts = [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((part) => part / 255)
    const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
  }
  return pairs.map(([text, background]) => {
    const [dark, bright] = [light(text), light(background)].sort((one, other) => one - other)
    return [text, background, bright / dark]
  })
}"""
