"""The finished site as it has to be on a stick, where pages are opened from a disk, without a server.

Browsers open no folder there, load no modules and fetch nothing. So links name index.html, each module becomes a plain
script, and a script beside each page holds its text, for modules that fetch it. The search stays behind: its program
cannot be loaded from a disk.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from handbook.site.output import NOT_READ

# What a disk has no use for: the search with its modules, which header.js never loads there, and the manifest.
LEFT_OUT = re.compile(rf"{NOT_READ}|search/|assets/(?:search|find|lookup)\b[\w.-]*\.js$|manifest\.")
LINK = re.compile(r'(\b(?:href|data-to)=")(?![a-z][a-z0-9+.-]*:)([^"?#]+)')
FOLDER = re.compile(r"(?:^|/)\.{0,2}$")  # ends an address that leads to a folder
MODULE = re.compile(r'<script\b(?=[^<>]*\stype="module")[^<>]*\ssrc="([^"]*/)?([^"/]+)"[^<>]*></script>')
# A policy says which hosts a page may load from, and a disk is none.
FOR_SERVERS = re.compile(
    r'<(?:link rel="(?:modulepreload|manifest|alternate)"|meta http-equiv="Content-Security)[^<>]*>'
)

IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w.-]+)"', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class)\*? (\w+))", re.MULTILINE)
OTHER = re.compile(r"^(?:import|export) .*", re.MULTILINE)
LATER = re.compile(r"(?<![\w.])import\(")


class StickError(Exception):
    """A module cannot be made a plain script; its text says why."""


def on_stick(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a finished site as it is on a stick: its path and its content, in the order of paths."""
    scripts = {path: path.read_text("utf-8") for path in (site / "assets").glob("*.js")}
    scripts = {path: text for path, text in scripts.items() if not LEFT_OUT.match(f"assets/{path.name}")}
    modules = {path: text for path, text in scripts.items() if "document.currentScript" not in text}
    by_name = {path.name: text for path, text in modules.items()}
    needs = {name: needed(name, by_name) for name in by_name}
    for name in sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()):
        if LEFT_OUT.match(name):
            continue
        path = site / name
        if path.suffix == ".html":
            text = page(path.read_text("utf-8"), needs)
            yield name, text.encode()
            yield f"{name}.js", beside(text).encode()
        elif path in modules:
            yield name, plain(path.name, modules[path]).encode()
        else:
            yield name, path.read_bytes()
    runs = (Path(__file__).parent / "stick.js").read_text("utf-8")
    yield "assets/stick.js", f"const NEEDS = {json.dumps(needs)}\n{runs}".encode()


def page(text: str, needs: dict[str, list[str]]) -> str:
    """Return a page whose links name files, and whose modules are plain scripts, each with what it needs before it."""
    there = set[str]()

    def scripts(found: re.Match[str]) -> str:
        folder = found[1] or ""
        names = [name for name in ("stick.js", *needs.get(found[2], [found[2]])) if name not in there]
        there.update(names)
        return "".join(f'<script defer src="{folder}{name}"></script>' for name in names)

    return MODULE.sub(scripts, LINK.sub(lambda found: found[1] + file(found[2]), FOR_SERVERS.sub("", text)))


def file(address: str) -> str:
    """Return the address of a file for one that leads to a folder: "../" is "../index.html"."""
    if not FOLDER.search(address):
        return address
    return f"{address}{'' if address.endswith('/') else '/'}index.html"


def needed(name: str, modules: dict[str, str], above: tuple[str, ...] = ()) -> list[str]:
    """Return a module and all that it imports, each behind what it needs itself."""
    found: list[str] = []
    for _, other in IMPORT.findall(modules[name]) if name not in above else ():
        found += (one for one in needed(other, modules, (*above, name)) if one not in found)
    return [*found, name]


def plain(name: str, text: str) -> str:
    """Return a module as a plain script; raises StickError where it imports or exports in a way that is not known."""
    exports = ", ".join(EXPORT.findall(text))
    text = EXPORT.sub("", IMPORT.sub(lambda found: _taken(found[1], found[2]), text))
    if unknown := OTHER.search(text):
        raise StickError(
            f"docs/assets/{name}: {unknown[0]}; allowed: import {{ a }} from, and export before a declaration"
        )
    text = LATER.sub("handbook.load(", text.replace("import.meta.url", "ownAddress"))
    waits = "" if exports else "async "  # whoever exports something is there at once; the others may wait for something
    return (
        f'handbook.modules["{name}"] = ({waits}(ownAddress) => {{\n"use strict"\n{text}\n'
        f"return {{ {exports} }}\n}})(document.currentScript.src)\n"
    )


def beside(text: str) -> str:
    """Return the script that holds the text of a page, for whoever fetches the page."""
    return f"handbook.pages[document.currentScript.src.slice(0, -3)] = {json.dumps(text, ensure_ascii=False)}\n"


def _taken(names: str, module: str) -> str:
    return f'const {{{names.replace(" as ", ": ")}}} = handbook.modules["{module}"]'
