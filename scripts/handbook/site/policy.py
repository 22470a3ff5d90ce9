"""The security policy of every page: nothing but what the site itself serves, and no script that we do not know.

Only the texts in overrides/inline/ may stand in a page as a script. To allow whatever script is found would bless an
injected one, so an unknown script stops the build.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

INLINE = Path(__file__).resolve().parents[3] / "overrides/inline"
SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script", re.DOTALL | re.IGNORECASE)

# For hosts that let us set headers; a page says the first two itself (see `policy` and pages.py).
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@cache
def known_scripts() -> frozenset[str]:
    """Return the texts that may stand in a page as a script."""
    return frozenset(path.read_text(encoding="utf-8").strip() for path in INLINE.glob("*.js"))


@cache
def policy(*, as_header: bool = False) -> str:
    """Return the Content-Security-Policy. A page cannot say who may frame it, so that stands in the header only."""
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in known_scripts()]
    directives = {
        "default-src": "'none'",
        # Pagefind runs as WebAssembly; this lets it, and nothing else, be compiled.
        "script-src": " ".join(["'self'", "'wasm-unsafe-eval'", *(f"'sha256-{text}'" for text in sorted(hashes))]),
        "style-src": "'self'",
        "img-src": "'self' data:",  # the theme draws some signs from addresses of this kind
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
    if as_header:
        directives["frame-ancestors"] = "'none'"
    return "; ".join(f"{name} {value}" for name, value in directives.items())


@cache
def in_page() -> str:
    """Return the policy as it stands in the head of a page."""
    return f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'


def unknown_scripts(page: str) -> list[str]:
    """Return the texts of the scripts in a page that are not known. A script from a file has no text."""
    return [text for text in SCRIPT.findall(page) if text.strip() and text not in known_scripts()]
