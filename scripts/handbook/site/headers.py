"""Step: the headers for hosts that read them from a file (Netlify, Cloudflare Pages)."""

from handbook.site import policy
from handbook.site.offline import FILES
from handbook.site.output import Site
from handbook.site.pagefind import NAMED_BY_CONTENT


def headers(site: Site) -> None:
    """Write the headers for hosts that read them from a file (Netlify, Cloudflare Pages)."""
    found = {"Content-Security-Policy": policy.policy(as_header=True)} | policy.HEADERS
    lines = ["/*", *(f"  {name}: {value}" for name, value in found.items())]
    ours = {f"assets/{name}" for name in site.names.values()}
    theirs = {path.relative_to(site.folder).as_posix() for path in site.folder.glob("assets/stylesheets/**/*.css")}
    for name in (*sorted(ours | theirs), *NAMED_BY_CONTENT):
        lines += [f"/{name}", "  Cache-Control: public, max-age=31536000, immutable"]
    for name in FILES:  # by these a browser knows of a new edition
        lines += [f"/{name}", "  Cache-Control: no-cache"]
    site.write("_headers", "\n".join(lines) + "\n")
