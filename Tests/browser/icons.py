"""The app's icons as PNG: the whole tile for most places, a wider field for phones that cut their own shape."""

import pathlib
import sys

from playwright.sync_api import sync_playwright

from conftest import CHROMIUM
from programs import ROOT

GREEN = "#0b6e4f"
# A maskable icon keeps what matters within the middle four fifths (W3C manifest, "safe zone").
ICONS = {"icon-180": (180, "square", 1.0), "icon-192": (192, "tile", 1.0), "icon-512": (512, "tile", 1.0),
         "icon-maskable-512": (512, "square", 0.78)}


def document(size, shape, scale):
    drawing = (ROOT / "Web/icons/yongai.svg").read_text(encoding="utf-8")
    field = GREEN if shape == "square" else "transparent"
    return (f"<style>body{{margin:0;background:{field};display:flex;width:{size}px;height:{size}px}}"
            f"svg{{width:{size * scale}px;height:{size * scale}px;margin:auto}}</style>{drawing}")


def main(folder):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, (size, shape, scale) in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(document(size, shape, scale))
            page.screenshot(path=folder / f"{name}.png", omit_background=shape == "tile")
        browser.close()


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
