"""Reads the codes in a picture or on paper, by another library than the one that made them.

It is ZBar, compiled for the browser (@undecaf/zbar-wasm): the same on every machine, with nothing to install beside it.
"""

import base64
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

ZBAR = Path(__file__).resolve().parents[1] / "node_modules/@undecaf/zbar-wasm/dist/inlined/index.js"
PRINTER = 300  # dots an inch
POINTS = 72  # an inch

# The texts of all codes in a picture.
READ = """async (address) => {
  const picture = Object.assign(new Image(), {src: address})
  await picture.decode()
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d")
  canvas.drawImage(picture, 0, 0)
  const found = await zbarWasm.scanImageData(canvas.getImageData(0, 0, picture.width, picture.height))
  return found.map((code) => code.decode())
}"""

Codes = Callable[[bytes], list[str]]


@pytest.fixture(scope="module")
def codes_in(chromium: Browser) -> Iterator[Codes]:
    """What the codes in a PNG picture say."""
    page = chromium.new_page()
    page.add_script_tag(path=ZBAR)

    def codes_in(picture: bytes) -> list[str]:
        found = page.evaluate(READ, f"data:image/png;base64,{base64.b64encode(picture).decode()}")
        return [str(text) for text in found]

    yield codes_in
    page.close()


def pictures(pdf: bytes) -> list[bytes]:
    """Return the pages of a PDF file as a printer puts them on paper: PNG pictures in shades of grey."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [png(page.render(scale=PRINTER / POINTS, grayscale=True)) for page in document]


def png(shades: pypdfium2.PdfBitmap) -> bytes:
    """Return a picture in shades of grey as PNG, in which a byte before each row says that it stands as it is."""
    width, height, rows = shades.width, shades.height, bytes(shades.buffer)
    stride = shades.stride
    plain = b"".join(b"\0" + rows[y * stride : y * stride + width] for y in range(height))
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0),
        b"IDAT": zlib.compress(plain, 1),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts.items()
    )
