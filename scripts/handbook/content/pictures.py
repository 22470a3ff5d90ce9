"""Pictures in docs/: what kind of file it is and how large, as its own first bytes say it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 300 * 1024  # a photo of a text column's width has under 150 KB
MAX_PIXELS = 2000  # each way; twice a text column on the sharpest screens

KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WebP", ".gif": "GIF"}  # by the end of a file's name
ENDINGS = tuple(KINDS)


@dataclass(frozen=True)
class Size:
    """The kind of a picture, and how many pixels wide and high it is."""

    kind: str
    width: int
    height: int


def picture_fault(path: Path) -> str | None:
    """Return what is wrong with a plain file that is called like a picture."""
    try:
        if (number := path.stat().st_size) > MAX_BYTES:
            return f"the picture has {number:,} bytes; allowed: up to {MAX_BYTES:,}"
        size = size_of(path.read_bytes())
    except OSError as error:
        return f"the file cannot be read ({error.strerror}); check its permissions"
    if size is None:
        return f"no picture, by what is in it; allowed: {', '.join(sorted(set(KINDS.values())))}"
    if size.kind != KINDS[path.suffix]:
        ending = next(ending for ending, kind in KINDS.items() if kind == size.kind)
        return f"a {size.kind}, by what is in it; call it {path.stem}{ending}"
    if not 0 < min(size.width, size.height) <= max(size.width, size.height) <= MAX_PIXELS:
        return f"the picture has {size.width} by {size.height} pixels; allowed: 1 to {MAX_PIXELS} each way"
    return None


def size_of(content: bytes) -> Size | None:
    """Return the size of a picture; None where the bytes are those of no kind that we know, or too few."""
    return next((size for read in (_png, _gif, _webp, _jpeg) for size in read(content)), None)


def _png(content: bytes) -> Iterator[Size]:
    """The first chunk of a PNG (ISO/IEC 15948, 11.2.1) begins with both numbers."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR" and len(content) > 24:
        yield Size("PNG", _big(content[16:20]), _big(content[20:24]))


def _gif(content: bytes) -> Iterator[Size]:
    """The logical screen of a GIF (GIF89a specification, 18) begins with both numbers."""
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) > 10:
        yield Size("GIF", _little(content[6:8]), _little(content[8:10]))


def _webp(content: bytes) -> Iterator[Size]:
    """A WebP (RFC 9649) is a simple picture, one without losses, or an extended one."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or len(content) < 30:
        return
    form = content[12:16]
    if form == b"VP8X":
        yield Size("WebP", _little(content[24:27]) + 1, _little(content[27:30]) + 1)
    elif form == b"VP8L" and content[20] == 0x2F:
        bits = _little(content[21:25])
        yield Size("WebP", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    elif form == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        yield Size("WebP", _little(content[26:28]) & 0x3FFF, _little(content[28:30]) & 0x3FFF)


def _jpeg(content: bytes) -> Iterator[Size]:
    """A JPEG (ITU-T T.81, B.1) is a row of segments, each with its length; that of the frame has both numbers."""
    place = 2 if content.startswith(b"\xff\xd8\xff") else len(content)
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            yield Size("JPEG", _big(content[place + 7 : place + 9]), _big(content[place + 5 : place + 7]))
            return
        alone = marker == 0x01 or 0xD0 <= marker <= 0xD9  # a marker without a segment
        place += 1 if marker == 0xFF else 2 if alone else 2 + _big(content[place + 2 : place + 4])


def _big(digits: bytes) -> int:
    return int.from_bytes(digits, "big")


def _little(digits: bytes) -> int:
    return int.from_bytes(digits, "little")
