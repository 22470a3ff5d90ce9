"""Pictures of a built page: each says how large it is, so that nothing jumps, and waits until a reader comes near."""

import html
import re
from pathlib import Path
from urllib.parse import unquote

from handbook.content.pictures import size_of

PICTURE = re.compile(r'<img\b(?![^<>]*\swidth=)(?P<attributes>[^<>]*?\ssrc="(?P<address>[^"<>]*)"[^<>]*?)\s*/?>')


def with_sizes(page: str, path: Path) -> str:
    """Return the HTML of a page in which each picture of ours has its width and height, and loads late."""

    def sized(found: re.Match[str]) -> str:
        picture = path.parent / unquote(html.unescape(found["address"]))
        size = size_of(picture.read_bytes()) if picture.is_file() else None
        if size is None:
            return found[0]
        return f'<img{found["attributes"]} width="{size.width}" height="{size.height}" loading="lazy">'

    return PICTURE.sub(sized, page) if "<img" in page else page
