"""Take the pictures of docs/ anew: `python tests/browser/screenshots.py`, with a Chromium on the path and no network.

The map of the bundled reports on a wide window, a tablet and a phone, light and dark; the difference of two days; a day
as it was known then; and the Streamlit page. Colours are reduced to a palette, so that a picture weighs little.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from streamlit_server import REPOSITORY, served

from geo import pipeline
from geo.resources import bundle

DOCS = REPOSITORY / "docs"
DAY = "#date=2022-09-13"
WIDE, TABLET, PHONE = (1440, 900), (768, 1024), (390, 844)
# Name, window, scheme, address, what to press first.
MAPS = (
    ("map", WIDE, "light", DAY, None),
    ("map-dark", WIDE, "dark", f"{DAY}&place=gn:707292", None),
    ("difference", WIDE, "light", f"{DAY}&since=2022-09-09&compare=1", None),
    ("then", WIDE, "light", "#date=2022-09-10&known=then&place=gn:704204", None),
    ("now", WIDE, "light", "#date=2022-09-10&place=gn:704204", None),
    ("map-768", TABLET, "light", DAY, None),
    ("map-768-dark", TABLET, "dark", DAY, "[data-sheet=figures]"),
    ("map-390", PHONE, "light", DAY, None),
    ("map-390-dark", PHONE, "dark", DAY, "[data-sheet=story]"),
)


def save(name: str, content: bytes) -> None:
    """Write a picture with at most 256 colours."""
    Image.open(io.BytesIO(content)).convert("RGB").quantize(256).save(DOCS / f"screenshot-{name}.png", optimize=True)


def maps(browser: Browser, address: str) -> None:
    for name, (width, height), scheme, fragment, pressed in MAPS:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", offline=True
        )
        page = context.new_page()
        page.goto(address + fragment)
        page.wait_for_selector("html[data-ready]", state="attached")
        if pressed:
            page.click(pressed)
        page.wait_for_timeout(300)
        save(name, page.screenshot())
        context.close()


def streamlit_page(browser: Browser, folder: Path) -> None:
    with served(folder / "server.log") as address:
        page = browser.new_page(viewport={"width": WIDE[0], "height": WIDE[1]})
        page.goto(address)
        frame = page.frame_locator(".st-key-map iframe")
        frame.locator("html[data-ready]").wait_for(state="attached", timeout=120_000)
        page.wait_for_timeout(2000)
        save("page", page.screenshot())


def main() -> None:
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    path = os.environ.get("GROUNDSHIFT_BROWSER") or next(found)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        document = Path(folder, "map.html")
        story = pipeline.tell(pipeline.analyse(pipeline.read([bundle.seeds()]).reports))
        document.write_text(pipeline.draw(story), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        maps(browser, document.as_uri())
        streamlit_page(browser, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
