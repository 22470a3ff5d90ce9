"""Step: names for our stylesheets and modules that tell their content, so that browsers may keep them for ever."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from handbook.site.output import Site, SiteError

OURS = re.compile(r"([a-z-]+)(?:\.[0-9a-f]{8})?\.(js|css)")
COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)  # on lines of its own
IMPORT = re.compile(r"""(["']\./)([a-z-]+\.(?:js|css))(["'])""")


def assets(site: Site) -> None:
    """Name them, and note their names."""
    site.names.update(named_by_content(site.folder / "assets"))


def named_by_content(assets: Path) -> dict[str, str]:
    """Rename each file as decide.js to decide.1a2b3c4d.js, in the modules that ask for it as well.

    Comments go: they take a quarter of what a browser would load. Whoever wants to read them has the repository.
    Returns the new names by the plain ones. A file that has its new name already keeps it. Raises SiteError where
    modules ask for each other in a circle: each would need the name of the next one first.
    """
    found = ((path, OURS.fullmatch(path.name)) for path in sorted(assets.iterdir()))
    paths = {f"{match[1]}.{match[2]}": path for path, match in found if match}
    names: dict[str, str] = {}
    for plain in paths:
        _name(plain, paths, names)
    return names


def _name(plain: str, paths: Mapping[str, Path], names: dict[str, str], asking: tuple[str, ...] = ()) -> str:
    """Return the new name of a file, and note it. What it imports is named first, since that changes its content."""
    if plain in asking:
        circle = ", ".join([*asking[asking.index(plain) :], plain])
        raise SiteError(f"docs/assets/{plain}: modules that import each other ({circle}); take one import out")
    if plain not in names and plain in paths:
        path, asking = paths[plain], (*asking, plain)
        if path.name == plain:
            text = IMPORT.sub(
                lambda found: f"{found[1]}{_name(found[2], paths, names, asking)}{found[3]}",
                COMMENT.sub("", path.read_text("utf-8")),
            )
            path = _renamed(path, text)
        names[plain] = path.name
    return names.get(plain, plain)


def _renamed(path: Path, text: str) -> Path:
    """Put a file with this text in the place of another one, by the name that tells the text."""
    path.unlink()
    new = path.with_name(f"{path.stem}.{hashlib.sha256(text.encode()).hexdigest()[:8]}{path.suffix}")
    new.write_text(text, encoding="utf-8")
    return new
