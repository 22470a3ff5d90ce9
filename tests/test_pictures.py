"""Pictures and drawings are checked as text is, whatever is in them; published ones say how large they are."""

import os
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, read_pages
from handbook.content import drawings
from handbook.content.pictures import Size, size_of
from handbook.site.pictures import with_sizes
from test_any_input import bounded, pieces

Check = Callable[[Path], str]

PLAN = ROOT / "tests/bad_stories/accepted-picture-beside-its-page.png"  # 4 by 3 pixels
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(width: int, height: int) -> bytes:
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    return SIGNATURE + (13).to_bytes(4, "big") + b"IHDR" + head + zlib.crc32(b"IHDR" + head).to_bytes(4, "big")


def webp(chunk: bytes) -> bytes:
    return b"RIFF" + (len(chunk) + 4).to_bytes(4, "little") + b"WEBP" + chunk


EXIF = b"\xff\xe1" + (8).to_bytes(2, "big") + b"Exif\xff\xc0"  # what looks like a frame stands in another segment
FRAME = b"\xff\xc2" + (11).to_bytes(2, "big") + b"\x08" + (480).to_bytes(2, "big") + (640).to_bytes(2, "big") + bytes(4)
PICTURES = {
    "a PNG": (png(640, 480), "PNG"),
    "a GIF": (b"GIF89a" + (640).to_bytes(2, "little") + (480).to_bytes(2, "little") + bytes(3), "GIF"),
    "a JPEG": (b"\xff\xd8" + EXIF + b"\xff" + FRAME, "JPEG"),
    "a simple WebP": (webp(b"VP8 " + bytes(7) + b"\x9d\x01\x2a" + b"\x80\x42\xe0\x81"), "WebP"),
    "a WebP without losses": (
        webp(b"VP8L" + bytes(4) + b"\x2f" + (639 | 479 << 14).to_bytes(4, "little") + bytes(5)),
        "WebP",
    ),
    "an extended WebP": (webp(b"VP8X" + bytes(8) + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")), "WebP"),
}  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_the_size_is_that_of_the_picture(name: str) -> None:
    content, kind = PICTURES[name]

    assert size_of(content) == Size(kind, 640, 480)


def test_a_picture_that_a_browser_makes_is_read_as_it_is(tmp_path: Path, page: object) -> None:
    """Real encoders: PNG, JPEG and WebP of Chromium."""
    found = page.evaluate(  # type: ignore[attr-defined]
        """async () => {
            const canvas = Object.assign(document.createElement("canvas"), {width: 123, height: 45})
            canvas.getContext("2d").fillRect(5, 5, 50, 20)
            const made = {}
            for (const kind of ["png", "jpeg", "webp"])
                made[kind] = [...new Uint8Array(await (await new Promise(
                    (done) => canvas.toBlob(done, `image/${kind}`))).arrayBuffer())]
            return made
        }"""
    )
    sizes = {kind: size_of(bytes(content)) for kind, content in found.items()}
    assert sizes == {"png": Size("PNG", 123, 45), "jpeg": Size("JPEG", 123, 45), "webp": Size("WebP", 123, 45)}


KINDS = "no picture, by what is in it; allowed: GIF, JPEG, PNG, WebP"


@pytest.mark.parametrize("folder", ["stories", "assets"])
@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("plan.png", b"<svg onload=alert(1)>", KINDS),
        ("plan.png", b"", KINDS),
        ("plan.png", SIGNATURE, KINDS),
        ("plan.jpg", b"\xff\xd8\xff\xc0", KINDS),
        ("plan.webp", b"RIFF....WEBPVP8 ", KINDS),
        ("plan.png", b"GIF89a" + bytes([10, 0, 10, 0, 0, 0, 0]), "a GIF, by what is in it; call it plan.gif"),
        ("plan.gif", png(10, 10), "a PNG, by what is in it; call it plan.png"),
        ("plan.png", png(2001, 10), "the picture has 2001 by 10 pixels; allowed: 1 to 2000 each way"),
        ("plan.png", png(10, 0), "the picture has 10 by 0 pixels; allowed: 1 to 2000 each way"),
        ("plan.png", png(10, 10) + bytes(300 * 1024), "the picture has 307,233 bytes; allowed: up to 307,200"),
    ],
)
def test_a_picture_that_is_none_or_too_large(
    small: Path, problems_of: Check, folder: str, name: str, content: bytes, fault: str
) -> None:
    (small / "docs/assets").mkdir()
    (small / "docs" / folder / name).write_bytes(content)

    assert problems_of(small).splitlines()[0] == f"docs/{folder}/{name}:1: {fault}"


def test_a_picture_may_have_300_kilobytes_and_2000_pixels(small: Path, problems_of: Check) -> None:
    start = png(2000, 2000)
    (small / "docs/stories/plan.png").write_bytes(start + bytes(300 * 1024 - len(start)))

    assert problems_of(small) == ""


# --- Drawings

START = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120" aria-hidden="true">'
PATH = '<path d="M0 0" fill="var(--lt-pic-soft, #f3e3cf)"/>'


def put(small: Path, name: str = "soup.svg") -> Path:
    path = small / drawings.FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_our_own_drawings_are_as_they_may_be() -> None:
    problems: list[object] = []

    assert len(drawings.read_drawings(ROOT, problems)) > 30  # type: ignore[arg-type]
    assert problems == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\x89PNG\r\n\x1a\n", 'not saved as UTF-8; in your editor, choose "Save with encoding" and UTF-8'),
        (b"<svg\xff/>", 'not saved as UTF-8; in your editor, choose "Save with encoding" and UTF-8'),
        (b"", "the file is empty; write the page, or delete the file"),
        ((START + PATH * 400 + "</svg>").encode(), "the file is too long, 20,487 bytes; allowed: up to 16,384"),
        (b"\xe2\x80\xae<svg/>", "an invisible character (U+202E); delete it, or type the line anew"),
    ],
)
def test_a_drawing_that_is_no_text_of_its_size(small: Path, problems_of: Check, content: bytes, fault: str) -> None:
    put(small).write_bytes(content)

    assert problems_of(small) == f"overrides/pictures/soup.svg:1: {fault}\n1 problem in 1 of 10 files"


@pytest.mark.parametrize("target", ["/etc/hostname", "/nowhere"])
def test_a_drawing_that_is_a_link_is_not_followed(small: Path, problems_of: Check, target: str) -> None:
    put(small).symlink_to(target)

    assert problems_of(small).startswith(
        "overrides/pictures/soup.svg:1: not a plain file but a link to another place; "
    )


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_a_drawing_that_is_a_pipe_or_a_folder_is_not_waited_for(
    small: Path, problems_of: Check, make: Callable[[Path], None]
) -> None:
    make(put(small))

    assert problems_of(small).startswith("overrides/pictures/soup.svg:1: not a plain file; ")


PARTS = [
    *pieces(
        r"""<svg¦</svg>¦<path¦<g¦</g>¦/>¦>¦ d="M0 0"¦ fill="none"¦ fill="url(#a)"¦ onload="a()"¦ style="fill:red"¦"""
    ),
    *pieces(
        r"""<script>a</script>¦<a href="b">¦<text>¦words¦<!-- a -->¦<![CDATA[a]]>¦<?a b?>¦<!DOCTYPE a>¦&amp;¦&a;¦"""
    ),
    *pieces(
        r""" xmlns="a"¦ xmlns:b="c"¦ b:c="d"¦<use href="#a"/>¦<image/>¦<foreignObject>¦<animate/>¦</span><h1>¦\x00"""
    ),
    *(START, PATH, "\ud800"),
]


@bounded(300)
@given(st.text() | st.lists(st.sampled_from(PARTS)).map(lambda parts: f"{START}{''.join(parts)}</svg>"))
def test_any_text_is_refused_in_one_line_or_holds_only_what_a_drawing_may(text: str) -> None:
    faults = list(drawings.drawing_faults(text))

    assert len(faults) <= 1
    if not faults:
        page = BeautifulSoup(f"<p><span>{text}</span></p>", "html.parser")
        tags = [tag.name for tag in page.find_all(True)]
        assert tags[:3] == ["p", "span", "svg"] and set(tags[3:]) <= set(drawings.ELEMENTS)
        assert "url(" not in text.lower() and not re.search(r"<[!?]|\bon\w+=|style|href", text)


@bounded(200)
@given(st.binary(max_size=60), st.sampled_from([content for content, _ in PICTURES.values()]), st.integers(0, 60))
def test_any_bytes_have_a_size_or_none(noise: bytes, content: bytes, place: int) -> None:
    for damaged in (noise, content[:place], content[:place] + noise + content[place:]):
        size = size_of(damaged)
        assert size is None or size.kind in ("PNG", "GIF", "JPEG", "WebP")


# --- What is published


def test_a_published_picture_says_its_size_and_loads_late(tmp_path: Path) -> None:
    (tmp_path / "stories/late").mkdir(parents=True)
    (tmp_path / "stories/plan b.png").write_bytes(PLAN.read_bytes())
    page = tmp_path / "stories/late/index.html"
    text = '<p><img alt="A &gt; B" src="../plan%20b.png" /></p><p>&lt;img src="x"&gt; <img alt="" src="data:,x"></p>'

    sized = with_sizes(text, page)
    assert sized == text.replace(
        '<img alt="A &gt; B" src="../plan%20b.png" />',
        '<img alt="A &gt; B" src="../plan%20b.png" width="4" height="3" loading="lazy">',
    )
    assert with_sizes(sized, page) == sized


@pytest.mark.thorough
def test_a_story_shows_its_picture_and_its_words_as_they_are(repository: Path, finished: Callable[..., Path]) -> None:
    story = repository / "docs/stories/toy-car.md"
    words = 'He wrote src="assets/header.js" and id="decide" on the card.'
    text = story.read_text("utf-8").replace("## Scene\n", f"## Scene\n\n{words}\n\n![The plan](plan.png)\n", 1)
    story.write_text(text, encoding="utf-8")
    (repository / "docs/stories/plan.png").write_bytes(PLAN.read_bytes())
    page = read_pages(finished(repository))["stories/toy-car/"]

    picture = page.select_one("img[alt='The plan']")
    assert picture and {key: picture[key] for key in ("width", "height", "loading")} == {
        "width": "4",
        "height": "3",
        "loading": "lazy",
    }
    assert words in page.get_text()


def test_the_page_of_drawings_shows_each_in_light_and_dark_with_its_page(pages: dict[str, BeautifulSoup]) -> None:
    shown = pages["contribute/pictures/"].select(".lt-drawings > li")

    assert [item.code.string for item in shown if item.code] == sorted(
        path.stem for path in (ROOT / drawings.FOLDER).glob("*.svg")
    )
    for item in shown:
        schemes = [place["data-md-color-scheme"] for place in item.select(".lt-picture") if place.svg]
        assert schemes == ["default", "slate"]
    links = {str(item.code.string): [link["href"] for link in item.select("a")] for item in shown if item.code}
    assert links["toycar"] == ["../../stories/toy-car/"]
    assert links["door-new"] == ["../../"]
