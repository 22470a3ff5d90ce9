"""MkDocs is spared work, such as a converter for each page: what comes out is what MkDocs alone makes."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.structure.files import Files, get_files

from conftest import ROOT, Build
from handbook.templates import KeysFirst
from mkdocs_pages import Converter, titles

OURS = """import sys
sys.path.insert(0, "scripts")
from engines import Path, run_mkdocs
run_mkdocs(Path.cwd(), Path.cwd() / "ours")"""

USED = """import sys
sys.path.insert(0, "scripts")
import colorsys as real
del sys.modules["colorsys"]
from sparing import put_off
put_off("colorsys")
import colorsys
print(colorsys is real, sys.modules["colorsys"] is colorsys)
print(colorsys.rgb_to_hls(1, 1, 1), sys.modules["colorsys"] is colorsys)
from colorsys import hls_to_rgb
print(hls_to_rgb(0, 1, 0))"""

UNUSED = """
print("requests.api" in sys.modules)"""


def test_a_page_is_byte_for_byte_the_one_that_mkdocs_makes_alone(repository: Path, build: Build) -> None:
    assert build(repository).returncode == 0
    subprocess.run([sys.executable, "-c", OURS], cwd=repository, check=True)
    names = [path.relative_to(repository / "site") for path in (repository / "site").rglob("*.html")]
    assert len(names) > 60
    assert {name for name in names if _text(repository, "ours", name) != _text(repository, "site", name)} == set()


def _text(repository: Path, site: str, name: Path) -> bytes:
    return (repository / site / name).read_bytes()


@pytest.fixture(scope="module")
def files() -> Files:
    """The files of the real handbook, as MkDocs sees them."""
    return get_files(load_config(str(ROOT / "mkdocs.yml")))


@pytest.fixture(scope="module")
def converter(files: Files) -> Converter:
    """The converter of its pages."""
    return Converter(load_config(str(ROOT / "mkdocs.yml")), files)


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("../principles/improvise.md", "../../principles/improvise/"),
        ("little-alien.md#plan", "../little-alien/#plan"),
        ("index.md?outcome=good", "../?outcome=good"),
        ("%74oy-car.md", "./"),
        ("#plan", "#plan"),
        ("https://example.com/a.md", "https://example.com/a.md"),
        ("mailto:ideas@example.com", "mailto:ideas@example.com"),
        ("../assets/logo.png", None),
        ("/stories/toy-car.md", None),
        ("nowhere.md", None),
    ],
)
def test_a_link_leads_to_the_page_of_its_file_and_of_what_is_no_file_mkdocs_may_speak(
    link: str, leads: str | None, converter: Converter, files: Files
) -> None:
    made = converter.convert(files.src_uris["stories/toy-car.md"], f"[x]({link})")
    assert made == (leads and f'<p><a href="{leads}">x</a></p>')


HAVING = [
    *("plain", "a `b` c", r"\*a\*", "[a](https://a.de) [b]", "![a](https://a.de/b.png)", "<https://a.de>"),
    *("<b>a</b>", "a &lt; b & c", "**a** *b*", "__a__ _b_", "a  \nb", "a\t\nb", "[a][b]\n\n[b]: https://b.de/"),
    *(
        "## A b",
        "## A b\n\n## A b",
        "## A *b*",
        "# a & b",
        "Ä b\n===",
        "[TOC]\n\n## A",
        "[TOC]",
        '<p id="a-b">a</p>\n\n## A b',
    ),
    *(
        "> a\n> > b",
        "a | b\n--|--\nc | d",
        "```\na *b*\n```",
        "~~~\n<b>\n~~~",
        "    a\n\n- b\n\n    > c",
        "<!-- a -->\n\nb",
    ),
]


@pytest.mark.parametrize("text", HAVING)
def test_what_a_text_has_is_found_and_what_it_has_not_is_not_looked_for(
    text: str, converter: Converter, files: Files
) -> None:
    assert converter.convert(files.src_uris["stories/toy-car.md"], text) == _by_markdown(text)


@given(
    parts=st.lists(st.sampled_from(HAVING) | st.text(alphabet="ab#*_`[]():!<>&\\|~- \n\t=1.", max_size=20)),
    between=st.sampled_from(["", " ", "\n", "\n\n"]),
)
def test_whatever_a_text_has_its_html_and_its_headings_are_those_of_markdown(
    parts: list[str], between: str, converter: Converter, files: Files
) -> None:
    text = between.join(parts)
    made = converter.convert(files.src_uris["stories/toy-car.md"], text)
    assert made is None or (made, converter.markdown.toc_tokens) == (_by_markdown(text), MARKDOWN.toc_tokens)


MARKDOWN = Markdown(extensions=["toc", "tables", "fenced_code"])


def _by_markdown(text: str) -> str:
    return str(MARKDOWN.reset().convert(text))


@pytest.mark.parametrize(
    ("extensions", "settings", "text"),
    [
        (["toc"], {"toc": {"marker": "[HERE]"}}, "[HERE]\n\n## A b"),
        (["toc"], {"toc": {"marker": ""}}, "[TOC]\n\n## A b"),
        (["toc"], {"toc": {"toc_depth": "3-4"}}, "## A b\n\n### C"),
        (["toc", "attr_list"], {}, '## A b {: data-toc-label="C" }'),
        (["toc", "attr_list"], {}, "## A b\n\na {: #a-b }"),
    ],
)
def test_what_settings_and_extensions_ask_of_headings_they_get(
    extensions: list[str], settings: dict[str, dict[str, str]], text: str, files: Files
) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    config["markdown_extensions"], config["mdx_configs"] = extensions, settings
    expected = Markdown(extensions=extensions, extension_configs=settings)
    converter = Converter(config, files)
    made = converter.convert(files.src_uris["stories/toy-car.md"], text)
    assert (made, converter.markdown.toc_tokens) == (expected.convert(text), expected.toc_tokens)


def test_nothing_of_a_page_is_left_for_the_next_one(converter: Converter, files: Files) -> None:
    story = files.src_uris["stories/toy-car.md"]
    heading = '<h2 id="scene">Scene</h2>'
    assert converter.convert(story, "## Scene\n\n[x][there] [there]: nowhere.md\n\n[there]: nowhere.md") is None
    assert converter.convert(story, "## Scene\n\n[x][there]") == f"{heading}\n<p>[x][there]</p>"


def test_a_key_of_a_mapping_comes_before_what_python_calls_by_that_name() -> None:
    template = KeysFirst().from_string("{{ x.items }} {{ x.keys() | list }} {{ x.nothing is defined }}")
    assert template.render(x={"items": 3}) == "3 ['items'] False"


def test_every_page_in_the_navigation_has_the_title_that_it_has_there() -> None:
    navigation = ["index.md", {"Now": "now.md"}, {"More": [{"Start": "./start.md"}, {"Deeper": [{"All": "all.md"}]}]}]
    assert dict(titles(navigation)) == {"now.md": "Now", "start.md": "Start", "all.md": "All"}
    assert dict(titles(None)) == {}


def test_a_package_that_is_put_off_is_there_once_somebody_asks_for_something_in_it() -> None:
    said = _printed(USED)
    assert said == ["False True", "(0.0, 1.0, 0.0) False", "(1, 1, 1)"]


def test_what_mkdocs_macros_only_needs_for_texts_from_the_web_is_not_read(tmp_path: Path) -> None:
    script = OURS.replace('Path.cwd() / "ours"', f"Path({str(tmp_path)!r})") + UNUSED
    assert _printed(script) == ["False"]


def _printed(script: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()
