"""Names for our stylesheets and modules that tell their content, so that browsers may keep them for ever."""

import hashlib
import re
from pathlib import Path

from handbook.site.built import SiteError

OURS = re.compile(r"([a-z-]+)(?:\.[0-9a-f]{8})?\.(js|css)")
IMPORT = re.compile(r"""(["']\./)([a-z-]+\.(?:js|css))(["'])""")


def named_by_content(assets: Path) -> dict[str, str]:
    """Rename each file as decide.js to decide.1a2b3c4d.js, in the modules that ask for it as well.

    Returns the new names by the plain ones. A file that has its new name already keeps it. Raises SiteError where
    modules ask for each other in a circle: each would need the name of the next one first.
    """
    found = ((path, OURS.fullmatch(path.name)) for path in sorted(assets.iterdir()))
    paths = {f"{match[1]}.{match[2]}": path for path, match in found if match}
    names: dict[str, str] = {}

    def name(plain: str, *asking: str) -> str:
        """Return the new name of a file. What it imports is named first, since that changes its content."""
        if plain in asking:
            circle = ", ".join([*asking[asking.index(plain) :], plain])
            raise SiteError(f"docs/assets/{plain}: modules that import each other ({circle}); take one import out")
        if plain not in names and plain in paths:
            path, by = paths[plain], (*asking, plain)
            if path.name == plain:
                text = IMPORT.sub(lambda found: f"{found[1]}{name(found[2], *by)}{found[3]}", path.read_text("utf-8"))
                digest = hashlib.sha256(text.encode()).hexdigest()[:8]
                path.unlink()
                path = path.with_name(f"{path.stem}.{digest}{path.suffix}")
                path.write_text(text, encoding="utf-8")
            names[plain] = path.name
        return names.get(plain, plain)

    for plain in paths:
        name(plain)
    return names
