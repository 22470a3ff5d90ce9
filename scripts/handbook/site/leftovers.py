"""Step: what the engine publishes and no page uses goes."""

import shutil

from handbook.site.output import Site

UNUSED = ("assets/javascripts/", "inline/", "pictures/")  # folders: the scripts of the theme, and parts of our pages


def without_leftovers(site: Site) -> None:
    """Take out what the engine publishes and no page uses: the theme's script, maps of its sources, our own parts."""
    for name in (*UNUSED, "sitemap.xml.gz", "search.json"):
        path = site.folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for path in site.folder.glob("assets/**/*.map"):
        path.unlink()
