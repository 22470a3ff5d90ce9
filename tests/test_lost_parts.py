"""A page that lost one of its parts stops the build: the templates set parts between rendered headings."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import change
from handbook.book import Handbook
from handbook.site.output import Site, SiteError
from handbook.site.pages import whole

Run = Callable[..., tuple[int, str]]
LOOK = "look at its template in overrides/partials/, and at markdown_extensions in mkdocs.yml"


@pytest.mark.few(1)
@pytest.mark.parametrize("setting", ["permalink: true", "anchorlink: true", "baselevel: 2", "separator: _"])
def test_a_setting_that_changes_headings_stops_the_build(tiny: Path, run_build: Run, setting: str) -> None:
    change(tiny / "mkdocs.yml", "permalink: false", setting)
    code, printed = run_build(tiny)

    assert code == 1
    found = [line for line in printed.splitlines() if line.startswith("stories/cold-soup/index.html: the page lacks ")]
    assert len(found) == 1 and found[0].endswith(LOOK), printed
    assert not (tiny / "site").exists()


def test_a_template_that_loses_a_part_stops_the_build(tiny: Path, run_build: Run) -> None:
    change(tiny / "overrides/partials/story-decide.html", '<h2 id="decide">', "<h2>")
    code, printed = run_build(tiny)

    assert code == 1
    assert f"stories/cold-soup/index.html: the page lacks decide; {LOOK}" in printed


def test_a_search_index_that_cannot_be_made_stops_the_build(tiny: Path, run_build: Run) -> None:
    code, printed = run_build(tiny, values={"handbook.site.pagefind.program": "lambda: '/bin/false'"})

    assert code == 1
    assert "the search index could not be made: Pagefind ended with 1" in printed
    assert not (tiny / "site").exists()


def test_words_that_look_like_a_part_are_none(tmp_path: Path, book: Handbook) -> None:
    page = tmp_path / "stories/toy-car/index.html"
    page.parent.mkdir(parents=True)
    page.write_text('<h2 id="scene">Scene</h2><p>She wrote id="decide" on the card.</p>', encoding="utf-8")

    with pytest.raises(SiteError) as error:
        whole(Site(tmp_path, book))
    lacking = str(error.value).removeprefix("stories/toy-car/index.html: the page lacks ").split(";")[0].split(", ")
    assert "decide" in lacking and "scene" not in lacking
