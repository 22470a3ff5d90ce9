"""Take pictures of the built site into screenshots/: `python -m tools.screenshots`. Look at every one of them.

Also draws the picture that link previews show, docs/assets/social.png, and the two of the README.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools import browsers
from tools.loopback import served

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "screenshots"
WIDTHS = {320: 640, 390: 844, 768: 1024, 1280: 900, 1920: 1080}  # pixels: width and height of the window
SCHEMES = ("light", "dark")
PAGES = {
    "home": "",
    "start": "start/",
    "story": "stories/root-beer-floats/",
    "twin": "stories/spilled-coffee/",
    "principle": "principles/improvise/",
    "stories": "stories/",
    "principles": "principles/",
    "tags": "tags/",
    "sessions": "sessions/",
    "contribute": "contribute/",
    "tell": "contribute/tell-a-story/",
    "missing": "404.html",
}
DECIDED = ("story", "twin")  # these are also taken after deciding
README = {"story-390-light": "phone", "home-1280-light": "home"}


def decide(page: Page) -> None:
    """Choose the second answer of each question on the page, and open every fold."""
    for form in page.locator("form[data-decide]").all():
        form.get_by_role("radio").nth(1).check()
        form.locator("button[type=submit]").click()
    page.locator("details").evaluate_all("folds => folds.forEach(fold => fold.open = true)")


def take(chromium: Browser, address: str, width: int, scheme: str) -> None:
    """Take every page at one width and in one scheme."""
    size = {"width": width, "height": WIDTHS[width]}
    context = chromium.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    for name, path in PAGES.items():
        page.goto(address + path, wait_until="networkidle")
        page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", full_page=True)
        if f"{name}-{width}-{scheme}" in README:
            page.screenshot(path=ROOT / f".github/readme-{README[f'{name}-{width}-{scheme}']}.png")
        if name in DECIDED:
            decide(page)
            page.evaluate("scrollTo(0, 0)")  # the header stays in the window, and belongs to the top of the picture
            page.screenshot(path=FOLDER / f"{name}-decided-{width}-{scheme}.png", full_page=True)
    context.close()


def social(chromium: Browser, address: str) -> None:
    """Draw the picture for link previews: the head of the home page, 1200 by 630 pixels."""
    # The policy of the page would refuse the style that is added here.
    page = chromium.new_page(viewport={"width": 1200, "height": 630}, color_scheme="light", bypass_csp=True)
    page.goto(address, wait_until="networkidle")
    page.add_style_tag(content=".md-header { display: none !important } .md-main__inner { margin-block: 1rem }")
    page.screenshot(path=ROOT / "docs/assets/social.png")
    page.close()


def main() -> int:
    """Take all pictures of site/."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    with served(ROOT / "site") as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browsers.required())
        for width in WIDTHS:
            for scheme in SCHEMES:
                print(f"Taking {len(PAGES) + len(DECIDED)} pictures at {width} pixels, {scheme}", flush=True)
                take(chromium, address, width, scheme)
        social(chromium, address)
        chromium.close()
    print(f"{sum(1 for _ in FOLDER.iterdir())} pictures in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
