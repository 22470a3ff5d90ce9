"""Make the icons of the home screen from the logo: `python -m tools.icons` writes docs/assets/icon-*.png.

It is run when overrides/pictures/logo.svg changes, and its pictures are committed: no build needs a browser, and none
makes other bytes than the last one did.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools import browsers

ROOT = Path(__file__).resolve().parents[2]
LOGO, FOLDER = ROOT / "overrides/pictures/logo.svg", ROOT / "docs/assets"
PAPER, ACCENT = "#fbf7f0", "#9c430a"

# Name, size in pixels, share of the side that the logo takes, and roundness of the corners. A system cuts a maskable
# icon into its own form, and leaves a circle of 80 % of the side (w3.org/TR/appmanifest). Apple's rounds the corners.
ICONS = (
    ("icon-192.png", 192, 0.66, "22%"),
    ("icon-512.png", 512, 0.66, "22%"),
    ("icon-maskable.png", 512, 0.52, "0"),
    ("icon-apple.png", 180, 0.62, "0"),
)
PAGE = """<style>
  body { margin: 0; }
  div { display: grid; place-items: center; width: 100vw; height: 100vh; background: %s; color: %s; border-radius: %s; }
  svg { width: %s; height: auto; }
</style><div>%s</div>"""


def main() -> int:
    """Draw each icon with the installed browser."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browsers.required())
        for name, size, share, corners in ICONS:
            page = chromium.new_page(viewport={"width": size, "height": size})
            page.set_content(PAGE % (ACCENT, PAPER, corners, f"{share:.0%}", LOGO.read_text(encoding="utf-8")))
            page.screenshot(path=FOLDER / name, omit_background=True)
            page.close()
        chromium.close()
    print(f"{len(ICONS)} icons in {FOLDER.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
