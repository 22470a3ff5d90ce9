"""Step: what the engine publishes and no page uses goes."""

import shutil

from handbook.site.output import Site


def without_leftovers(site: Site) -> None:
    """Take out what the engine publishes and no page uses: the theme's script, maps of its sources, our own parts."""
    for name in ("assets/javascripts", "inline", "pictures", "sitemap.xml.gz", "search.json"):
        path = site.folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for path in site.folder.glob("assets/**/*.map"):
        path.unlink()
