"""The security policy: known scripts only, nothing from elsewhere; and no page needs more than it allows."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from handbook.site.policy import known_scripts, policy, unknown_scripts
from visiting import Browse

Run = Callable[..., tuple[int, str]]

# Tells of each violation, from the first moment of a page on.
WATCH = """globalThis.violations = []
addEventListener("securitypolicyviolation", (event) =>
  violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`), true)"""


def test_the_policy_opens_nothing_that_is_not_needed() -> None:
    directives = dict(part.split(" ", 1) for part in policy().split("; "))
    assert directives["default-src"] == "'none'"
    assert {word for words in directives.values() for word in words.split()} - {"'none'", "'self'", "data:"} == {
        "'wasm-unsafe-eval'",
        *re.findall(r"'sha256-[^']+'", directives["script-src"]),
    }
    assert len(re.findall("sha256", directives["script-src"])) == len(known_scripts()) == 1
    assert "frame-ancestors 'none'" in policy(as_header=True)


def test_every_page_carries_the_policy_before_anything_that_it_governs(pages: dict[str, BeautifulSoup]) -> None:
    for address, page in pages.items():
        first, second = page.select("head > *")[:2]
        assert first.get("charset") == "utf-8", address
        assert (second["http-equiv"], second["content"]) == ("Content-Security-Policy", policy()), address


@pytest.mark.parametrize(
    ("page", "unknown"),
    [
        ("<script>{known}</script>", []),
        ("<script type=module src=x.js></script>", []),
        ("<script src=x.js>alert(0)</script>", ["alert(0)"]),
        ("<script>alert(1)</script>", ["alert(1)"]),
        ("<SCRIPT type='module'>alert(2)</SCRIPT\n>", ["alert(2)"]),
        ("<script>{known};alert(3)</script>", ["{known};alert(3)"]),
        ("<script data-src=x>alert(4)</script>", ["alert(4)"]),
        ("<script type=application/json>{}</script>", ["{}"]),
    ],
)
def test_only_the_known_texts_may_stand_in_a_page_as_a_script(page: str, unknown: list[str]) -> None:
    (known,) = known_scripts()
    found = unknown_scripts(page.replace("{known}", known))
    assert found == [text.replace("{known}", known) for text in unknown]


def test_a_planted_script_stops_the_build_with_its_page(tiny: Path, run_build: Callable[..., tuple[int, str]]) -> None:
    template = tiny / "overrides/partials/footer.html"
    template.write_text(template.read_text("utf-8") + "<script>fetch('/stolen')</script>", encoding="utf-8")
    code, printed = run_build(tiny)
    assert code == 1
    assert (
        "stories/cold-soup/index.html: a script that we do not know, \"fetch('/stolen')\"; "
        "allowed: the files in overrides/inline/\n" in printed
    )


@pytest.fixture
def watched(browse: Browse, host: str) -> Page:
    """A page that remembers each violation."""
    page = browse(host)
    page.add_init_script(WATCH)
    return page


def violations(page: Page) -> list[str]:
    return list(page.evaluate("violations"))


def test_a_page_that_leads_on_breaks_the_policy_neither_itself_nor_where_it_leads(watched: Page) -> None:
    """Of all other pages test_accessibility.py says the same; what a page breaks stands on the console as well."""
    watched.goto("go/alien/")
    expect(watched.get_by_role("heading", level=1)).to_have_text("The toy that stayed at home")
    assert violations(watched) == []


def test_nothing_that_a_reader_does_breaks_the_policy(watched: Page) -> None:
    watched.goto("stories/spilled-coffee/")
    watched.get_by_role("group", name="What would you do?").get_by_role("radio").nth(1).check()
    watched.get_by_role("button", name="Decide").click()
    watched.get_by_label("Now in your own words:").fill("If a cup falls, then I bring a cloth.")
    watched.get_by_role("button", name="Keep my plan").click()
    watched.get_by_role("button", name="Switch to dark mode").click()
    watched.get_by_role("button", name="Search").click()
    watched.get_by_role("textbox", name="Search").press_sequentially("coffee")
    result = watched.get_by_role("dialog").get_by_role("link", name="The spilled coffee")
    expect(result).to_be_visible()
    watched.get_by_role("dialog").get_by_text("Narrow").click()
    watched.get_by_role("dialog").get_by_label("Good or bad").select_option("good")
    assert violations(watched) == []
    result.click()
    expect(watched).to_have_url(re.compile(r"\?h=.*coffee"))
    assert violations(watched) == []


def test_a_violation_would_be_seen(chromium: Browser, host: str) -> None:
    page = chromium.new_page()
    page.add_init_script(WATCH)
    page.goto(host)
    page.evaluate("""new Promise((seen) => {
      document.addEventListener("securitypolicyviolation", () => seen(), {once: true})
      document.body.append(Object.assign(new Image(), {src: "https://example.com/x.png"}))
    })""")
    assert set(violations(page)) == {"img-src: https://example.com/x.png "}
    page.close()
