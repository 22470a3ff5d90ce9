"""The engines that can build the site: MkDocs, and Zensical, the way out when MkDocs or its theme comes to its end.

Both read the same mkdocs.yml, run the same macros and print the same templates. Each is a function of the repository,
the folder for the site and the handbook; it raises EngineError with what the engine said where the site is not built.
"""

import json
import logging
import os
import shutil
import subprocess
import tempfile
from collections.abc import Collection
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path

from handbook.book import Handbook
from handbook.pages.company import mail_for_ideas
from handbook.pages.show import page as shown
from handbook.parallel import has_threads, processes
from handbook.permalinks import pages
from sparing import lean, put_off, spared

WORTH_A_PROCESS = 30  # pages; another process takes a twentieth of a second to start
PRELOADED = (  # what a build with MkDocs imports: once, not by each process
    *("mkdocs.commands.build", "mkdocs.config.defaults", "mkdocs_macros.plugin", "material.templates", "macros"),
    *("markdown.extensions.fenced_code", "markdown.extensions.tables", "markdown.extensions.toc", "mkdocs_pages"),
)
UNASKED = "requests"  # of mkdocs-macros, which asks with it for texts from the web: that takes as long as all the rest
PROCESSES = min(3, os.cpu_count() or 1)  # at a time; four would take more than a gigabyte at 10,000 stories
AT_ONCE = 5000  # stories that are built at a time, about; MkDocs keeps 80 KB in memory for each
ZENSICAL = ".venv-zensical/bin/python"  # in an environment of its own, since the two need different versions


class EngineError(Exception):
    """The site was not built; its text says why."""


class _Log(logging.Handler):
    """Keeps what the engine warns of. What it raises as well, such as a full disk, is then told by whoever ends."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def with_mkdocs(root: Path, site: Path, book: Handbook) -> None:
    """Build the site with MkDocs. A warning stops it, and so does any problem of the content (see macros.py).

    MkDocs works on one core, and keeps every page in memory until the last. No page needs another one to be built, so
    they are built in parts on several cores.
    """
    found = parts(book)
    if len(found) == 1 or has_threads():
        return run_mkdocs(root, site)
    preload()
    with tempfile.TemporaryDirectory(dir=site.parent) as name, processes(PROCESSES) as pool:
        folders = [site, *(Path(name, str(number)) for number in range(1, len(found)))]
        faults = [*chain(*pool.map(partial(_part, root), folders, found))]
        if faults:  # the last one says that it is over, as each of them does
            raise EngineError(_told([*dict.fromkeys(reversed(faults))][::-1]))
        for folder, part in zip(folders[1:], found[1:], strict=True):
            for address in sorted(part, reverse=True):  # those below another one first
                _move(folder / address, site / address)
    return None


def preload() -> None:
    """Import what a build with MkDocs needs."""
    put_off(UNASKED)
    for name in PRELOADED:
        import_module(name)


def parts(book: Handbook) -> list[set[str]]:
    """Return the addresses of all pages in parts that take about equally long; the home page is in the first."""
    found = sorted(pages(book.places))
    together = max(1, min(PROCESSES, len(found) // WORTH_A_PROCESS))
    number = together * max(1, round(len(book.stories) / AT_ONCE))
    return [set(found[start::number]) for start in range(number)]


def _move(page: Path, to: Path) -> None:
    """Move a page, with its folder where there is none yet."""
    to.parent.mkdir(parents=True, exist_ok=True)
    if to.exists():
        (page / "index.html").rename(to / "index.html")
    else:
        page.rename(to)


def run_mkdocs(root: Path, site: Path, only: Collection[str] | None = None) -> None:
    """Build the site, or only the pages at some addresses. A link to another one leads where it will be."""
    if faults := _faults(root, site, only):
        raise EngineError(_told(faults))


def _part(root: Path, site: Path, only: Collection[str]) -> list[str]:
    """Do the same in a process that does nothing else, and return what MkDocs said."""
    os.environ["PATH"] = os.devnull  # mkdocs-macros would ask git for twelve things that no page shows
    return _faults(root, site, only)


def _faults(root: Path, site: Path, only: Collection[str] | None) -> list[str]:
    """Return what MkDocs said as it stopped, a fault each; nothing where all went well."""
    preload()
    from click import ClickException
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import ConfigurationError

    log = _Log()
    logging.getLogger("mkdocs").addHandler(log)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(site), strict=True)
        lean(config.theme)
        config.plugins["handbook/spared"] = spared(root, only)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except ConfigurationError as error:
        return [" ".join(str(error).split())]
    except ClickException as error:  # that its settings have some goes without saying
        return log.lines if log.lines and "configuration error" in str(error) else [*log.lines, str(error)]
    finally:
        logging.getLogger("mkdocs").removeHandler(log)
    return []


def _told(faults: list[str]) -> str:
    return "\n".join([*faults[:-1], f"The site was not built. {faults[-1]}"]).strip()


def with_zensical(root: Path, site: Path, book: Handbook) -> None:
    """Build the site with Zensical, from a copy of docs/: it calls no function of ours for a page without macros.

    So what macros.py gives to a page of MkDocs stands in the front matter of the copy.
    """
    with tempfile.TemporaryDirectory(dir=site.parent) as name:
        copy = Path(name)
        shutil.copytree(root / "docs", copy / "docs")
        (copy / "mkdocs.yml").write_text(for_zensical(root, book), encoding="utf-8")
        for folder in ("overrides", "scripts"):
            (copy / folder).symlink_to(root / folder)
        for address in pages(book.places):
            if meta := shown(book, address):
                path = copy / "docs" / f"{address.strip('/')}.md"
                more = "".join(f"{key}: {json.dumps(value)}\n" for key, value in meta.items())
                path.write_text(path.read_text("utf-8").replace("---\n", f"---\n{more}", 1), encoding="utf-8")
        settings = str(copy / "mkdocs.yml")
        command = [str(root / ZENSICAL), "-m", "zensical", "build", "--strict", "--config-file", settings]
        result = subprocess.run(command, cwd=copy, capture_output=True, encoding="utf-8", errors="replace")
        if result.returncode != 0:
            raise EngineError(f"The site was not built. {result.stdout}{result.stderr}".strip())
        shutil.rmtree(site, ignore_errors=True)
        (copy / "site").rename(site)


def for_zensical(root: Path, book: Handbook) -> str:
    """Return mkdocs.yml with what macros.py adds to the settings of MkDocs."""
    from mkdocs.utils.yaml import yaml_load

    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    repository, mail = yaml_load(text)["extra"]["repository"], mail_for_ideas(book)
    text = text.replace("\nextra:\n", f"\nextra:\n  mail: {json.dumps(mail)}\n", 1)
    return f"{text}\nrepo_url: {json.dumps(repository)}\n"


ENGINES = {"mkdocs": with_mkdocs, "zensical": with_zensical}
