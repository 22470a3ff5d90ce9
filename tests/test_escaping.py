"""Text that looks like markup is shown as text, everywhere: even if the check should ever let real markup in."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tools.loopback import served
from visiting import Browse

ODD = 'Fish & "chips" <3 &lt; {{7*7}}'  # as much like markup as the check accepts
EVIL = '"><img src onerror=hacked=1><script>hacked=1</script>'
SHORT_EVIL = '"><img src onerror=hacked=1>'

# Where the texts are shown besides the story's own page, and the name of a link there.
LINKS = {
    "stories/": ODD,
    "stories/root-beer-floats/#source": ODD,
    "principles/": f"Rule {ODD}",
    "principles/improvise/": ODD,
    "tags/": ODD,
    "sources/": ODD,
    "start/": ODD,
}


@pytest.fixture(scope="module")
def planted(
    copy_repository: Callable[[Path], Path],
    finished: Callable[..., Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., Path]:
    """Build a copy of the handbook in which a text stands in many places; return its site."""

    def plant(text: str, short: str, *, refused: bool) -> Path:
        root = copy_repository(tmp_path_factory.mktemp("planted") / "repository")
        changes: dict[str, dict[str, str | list[str]]] = {
            "docs/stories/little-alien.md": {
                **dict.fromkeys(("title", "lesson", "do", "because", "customer", "sure"), text),
                "summary": f"{text} as a summary",
                "keywords": [text, "trapeze"],
            },
            "docs/principles/improvise.md": {"title": f"Rule {short}", "rule": text},
            "docs/vocabulary.yml": {"in-person": f"At {text}", "name": short},
            "docs/sources.yml": {"title": f"By {text}", "author": text, "note": text},
            "docs/company.yml": {"spend_without_asking": short, "who": short},
        }
        for name, texts in changes.items():
            content = (root / name).read_text(encoding="utf-8")
            for key, value in texts.items():
                found = re.search(rf"^( *(?:- )?{key}): .*$", content, re.MULTILINE)
                assert found, key
                content = f"{content[: found.start()]}{found[1]}: {json.dumps(value)}{content[found.end() :]}"
            (root / name).write_text(content, encoding="utf-8")
        return finished(root, {} if refused else {"handbook.content.fields.MARKUP": "re.compile('(?!)')"})

    return plant


@pytest.fixture(scope="module")
def odd(planted: Callable[..., Path]) -> Iterator[str]:
    """The address of a handbook with texts that look like markup."""
    with served(planted(ODD, ODD, refused=True)) as base:
        yield base


@pytest.fixture(scope="module")
def evil(planted: Callable[..., Path]) -> Iterator[str]:
    """The address of a handbook with real markup in its texts, built with the rule against markup taken out."""
    with served(planted(EVIL, SHORT_EVIL, refused=False)) as base:
        yield base


def search(page: Page, words: str) -> Locator:
    """Search for words on the home page; return the first result."""
    page.goto("")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("textbox", name="Search").press_sequentially(words)
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("found")
    return page.get_by_role("dialog").get_by_role("listitem").first


@pytest.mark.thorough
def test_odd_text_is_shown_as_written_on_its_own_page(odd: str, browse: Browse) -> None:
    page = browse(odd)
    page.goto("stories/little-alien/")
    assert page.title() == f"{ODD} - Little Things"
    assert page.locator("meta[name=description]").get_attribute("content") == f"{ODD} as a summary"
    assert page.locator("meta[property='og:title']").get_attribute("content") == ODD
    expect(page.get_by_role("heading", level=1)).to_have_text(ODD)
    expect(page.get_by_role("radio", name=ODD)).to_be_visible()
    page.goto("stories/little-alien/#principle")
    expect(page.get_by_role("link", name=f"Rule {ODD}", exact=True).first).to_be_visible()


@pytest.mark.thorough
def test_odd_text_is_shown_as_written_in_tags(odd: str, browse: Browse) -> None:
    page = browse(odd)
    page.goto("stories/little-alien/#source")
    shown = page.get_by_role("list", name="Tags").get_by_role("link").all_inner_texts()
    assert {f"Rule {ODD}", f"At {ODD}", ODD} <= set(shown), shown
    page.goto("tags/")
    for name in (f"Rule {ODD}", f"At {ODD}", ODD):
        expect(page.get_by_role("heading", name=f"{name} (").first).to_be_visible()


@pytest.mark.thorough
@pytest.mark.parametrize("place", LINKS)
def test_odd_text_is_shown_as_written_in_links_on(place: str, odd: str, browse: Browse) -> None:
    page = browse(odd)
    page.goto(place)
    expect(page.get_by_role("article").get_by_role("link", name=LINKS[place], exact=True).first).to_be_attached()


@pytest.mark.thorough
def test_odd_text_is_shown_as_written_in_the_choices_that_narrow_the_list_of_stories(odd: str, browse: Browse) -> None:
    page = browse(odd)
    page.goto("stories/")
    found = page.get_by_role("option").filter(has_text=ODD).all_inner_texts()
    assert found == [f"Rule {ODD}", ODD, f"At {ODD}"]


@pytest.mark.thorough
def test_odd_text_is_shown_as_written_among_the_results_of_a_search(odd: str, browse: Browse) -> None:
    page = browse(odd)
    result = search(page, "trapeze")
    expect(result.get_by_role("link", name=ODD, exact=True)).to_be_visible()
    expect(result).to_contain_text(f"{ODD} as a summary")
    page.get_by_role("dialog").get_by_text("Narrow").click()
    counted = page.get_by_role("dialog").get_by_role("option").filter(has_text=re.compile(r" \(\d+\)$"))
    expect(counted.first).to_be_attached()
    found = [name.rpartition(" (")[0] for name in counted.all_inner_texts()]
    assert [name for name in found if ODD in name] == [f"Rule {ODD}", ODD, f"At {ODD}"]


def assert_unharmed(page: Page) -> None:
    """The markup is there to be read, and made nothing."""
    expect(page.get_by_text(SHORT_EVIL).first).to_be_attached()
    assert page.locator("[src=x], [onerror]").count() == 0
    assert page.evaluate("'hacked' in window") is False


@pytest.mark.few(3)
@pytest.mark.parametrize("place", ["stories/little-alien/", *LINKS])
def test_markup_that_slipped_through_the_check_runs_nowhere_on(place: str, evil: str, browse: Browse) -> None:
    page = browse(evil)
    page.goto(place)
    assert_unharmed(page)


def test_markup_that_slipped_through_the_check_does_not_run_in_the_results_of_a_search(
    evil: str, browse: Browse
) -> None:
    page = browse(evil)
    expect(search(page, "trapeze")).to_contain_text(EVIL)
    page.get_by_role("dialog").get_by_text("Narrow").click()
    expect(page.get_by_role("dialog").get_by_role("option").filter(has_text=SHORT_EVIL).first).to_be_attached()
    assert_unharmed(page)
