"""Step, the last one: everybody may read the site, and a list of its files says that it is whole."""

import os
from pathlib import Path

from handbook.site.output import Site

SEAL = ".finished"  # no web server shows it: a build knows by it what it made, and deploy/publish.sh what is whole


def sealed(site: Site) -> None:
    """Let everybody read each file and open each folder, and list the files with their sizes in bytes.

    The list is in the order of its bytes, in the form that `stat -c '%s %n'` prints.
    """
    seal, lines = site.folder / SEAL, list[bytes]()
    seal.unlink(missing_ok=True)
    for where, _, names in os.walk(site.folder):
        folder = Path(where)
        folder.chmod(0o755)
        below = where.removeprefix(str(site.folder))
        for path in map(folder.joinpath, names):
            path.chmod(0o644)
            lines.append(os.fsencode(f"{path.stat().st_size} .{below}/{path.name}\n"))
    seal.write_bytes(b"".join(sorted(lines)))
    seal.chmod(0o644)
