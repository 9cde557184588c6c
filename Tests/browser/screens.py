"""Pictures of every page of the demonstration city: phone and desk, light and dark, Chinese and English."""

import pathlib
import sys
import tempfile

import requests
from playwright.sync_api import sync_playwright

from conftest import CHROMIUM, POSITION
from programs import Server, run

JPEG_QUALITY = 70
SIZES = {"phone": (360, 640), "desk": (1280, 800)}
LOOKS = {"phone": [("zh", "light"), ("zh", "dark"), ("en", "light")], "desk": [("zh", "light"), ("en", "dark")]}
LANGUAGES = {"zh": "zh-Hans", "en": "en"}


def pages(server):
    query = {"lat": POSITION["latitude"], "lng": POSITION["longitude"], "limit": 1}
    found = {
        kind: requests.get(server.address + "/api/v1/places/nearby", {**query, "kinds": kind}, timeout=10).json()
        for kind in ("compound", "station", "merchant", "charger")
    }
    places = {kind: f"/places/{answer['features'][0]['id']}" for kind, answer in found.items()}
    return {"streets": "/", "nearest": "/", "street": "/near/330203002", **places, "nothing": "/nowhere"}


def shoot(browser, server, folder):
    for size, (width, height) in SIZES.items():
        for language, scheme in LOOKS[size]:
            for name, path in pages(server).items():
                located = {"geolocation": POSITION, "permissions": ["geolocation"]} if name == "nearest" else {}
                context = browser.new_context(
                    base_url=server.address, viewport={"width": width, "height": height}, color_scheme=scheme,
                    timezone_id="Asia/Shanghai", **located)
                page = context.new_page()
                page.goto(f"{path}?lang={LANGUAGES[language]}")
                if name == "nearest":
                    page.locator(".card").first.wait_for()
                if name == "streets":
                    page.locator(".areas summary").first.click()
                page.wait_for_load_state("networkidle")
                page.screenshot(
                    path=folder / f"{name}-{size}-{language}-{scheme}.jpg", type="jpeg", quality=JPEG_QUALITY)
                context.close()


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        database = pathlib.Path(place) / "demonstration.sqlite"
        done = run("demo", database=database)
        assert done.returncode == 0, done.stderr
        server = Server(database)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                shoot(browser, server, folder)
        finally:
            server.stop()
    pictures = list(folder.glob("*.jpg"))
    print(f"{len(pictures)} pictures, {sum(one.stat().st_size for one in pictures) // 1000} kB, in {folder}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
