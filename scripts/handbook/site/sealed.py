"""Step, the last one: everybody may read the site, and a list of its files says that it is whole."""

import os
import stat
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
        _let_read(where, 0o755)
        below = where.removeprefix(str(site.folder))
        lines += (os.fsencode(f"{_let_read(f'{where}/{name}', 0o644)} .{below}/{name}\n") for name in names)
    seal.write_bytes(b"".join(sorted(lines)))
    seal.chmod(0o644)


def _let_read(path: str, mode: int) -> int:
    """Give a file or a folder these rights, where it has others: to write them costs the disk. Return its size."""
    status = os.stat(path)  # noqa: PTH116  # a Path for each file would take three times as long
    if stat.S_IMODE(status.st_mode) != mode:
        Path(path).chmod(mode)
    return status.st_size
