"""Pictures of every page of the demonstration city, for looking at and for the documentation.

They are taken at noon: the city pack is copied with a time zone in which it is about noon now, so that the shops are
open whenever the script runs."""

import json
import pathlib
import shutil
import sqlite3
import sys
import tempfile
import time

import requests
from playwright.sync_api import sync_playwright

import pass_screens
import people_screens
from conftest import CHROMIUM, POSITION
from programs import ROOT, Server, run

JPEG_QUALITY = 64
HEIGHT_MAX = 2600
BYTES_MAX = 6_800_000
PHONE = {"viewport": {"width": 360, "height": 640}, "device_scale_factor": 1.5, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
STREET = "330203002"

# Name of the picture: page, size, look and language, whether the whole page is shown.
SHOTS = [
    ("home", "phone", "light", "zh-Hans", False), ("home", "phone", "dark", "zh-Hans", False),
    ("home", "phone", "elder", "zh-Hans", False), ("home", "phone", "light", "en", False),
    ("home", "desk", "light", "zh-Hans", False),
    ("street", "phone", "light", "zh-Hans", False),
    ("find", "phone", "light", "zh-Hans", False), ("find", "phone", "elder", "zh-Hans", False),
    ("find", "desk", "dark", "en", False),
    ("map", "phone", "light", "zh-Hans", False), ("map", "phone", "dark", "zh-Hans", False),
    ("map", "desk", "light", "zh-Hans", False),
    ("charger", "phone", "light", "zh-Hans", True), ("charger", "phone", "dark", "zh-Hans", False),
    ("charger", "desk", "light", "zh-Hans", False),
    ("station", "phone", "light", "zh-Hans", True), ("station", "phone", "elder", "zh-Hans", False),
    ("station", "phone", "light", "en", False),
    ("merchant", "phone", "light", "zh-Hans", True), ("merchant", "phone", "dark", "en", False),
    ("compound", "phone", "light", "zh-Hans", True),
    ("settings", "phone", "light", "zh-Hans", False), ("settings", "phone", "elder", "zh-Hans", False),
    ("offline", "phone", "light", "zh-Hans", False), ("nothing", "phone", "dark", "zh-Hans", False),
]
# The best of each kind to look at.
WANTED = {
    "charger": {"kinds": "charger", "traits": "swap,full_battery"}, "station": {"kinds": "station", "open": "now"},
    "merchant": {"kinds": "merchant", "open": "now"}, "compound": {"kinds": "compound"},
}


def noon(folder):
    """A copy of the city pack in which it is about noon."""
    pack = pathlib.Path(shutil.copytree(ROOT / "Cities/ningbo", folder / "ningbo"))
    ahead = (12 - time.gmtime().tm_hour + 12) % 24 - 12
    city = json.loads((pack / "city.json").read_text(encoding="utf-8"))
    # The sign of these zones is turned round: Etc/GMT-8 is eight hours ahead of Greenwich.
    city["timeZone"] = f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"
    (pack / "city.json").write_text(json.dumps(city, ensure_ascii=False), encoding="utf-8")
    return pack


def richest(server, query):
    """Of the nearest dozen, the place with most to show."""
    here = {"lat": POSITION["latitude"], "lng": POSITION["longitude"], "limit": 12, "radius": 20_000}
    answer = requests.get(server.address + "/api/v1/places/nearby", {**here, **query}, timeout=20)
    places = answer.json()["features"]
    pages = [(len(requests.get(f"{server.address}/places/{one['id']}", timeout=20).content), one["id"])
             for one in places]
    return f"/places/{max(pages)[1]}"


def addresses(server):
    places = {kind: richest(server, query) for kind, query in WANTED.items()}
    return {
        "home": "/", "street": f"/find?near={STREET}", "find": "/find?kinds=charger&traits=swap,full_battery",
        "map": f"/find?view=map&near={STREET}", "settings": "/settings", "offline": "/offline", "nothing": "/nowhere",
        **places,
    }


def shoot(browser, server, folder):
    paths = addresses(server)
    for name, size, look, language, is_whole in SHOTS:
        context = browser.new_context(
            base_url=server.address, geolocation=POSITION, permissions=["geolocation"], service_workers="block",
            **browser_settings(size, look, language))
        cookies = {"lang": language, **({"text": "large"} if look == "elder" else {})}
        context.add_cookies([{"name": key, "value": value, "url": server.address} for key, value in cookies.items()])
        page = context.new_page()
        page.goto(paths[name])
        if name in ("home", "find", "street"):
            page.locator(".card").first.wait_for()
        page.wait_for_load_state("networkidle")
        # Marks and panels of a map come a moment later.
        page.wait_for_timeout(1500 if name == "map" else 300)
        if is_whole:
            height = min(page.evaluate("document.documentElement.scrollHeight"), HEIGHT_MAX)
            page.set_viewport_size({"width": 360, "height": height})
            # The small map comes when it is in sight.
            page.locator("#place-map.is-open").wait_for()
            page.wait_for_timeout(500)
        picture = folder / f"{name}-{size}-{look}-{language[:2]}.jpg"
        page.screenshot(path=picture, type="jpeg", quality=JPEG_QUALITY)
        context.close()


def browser_settings(size, look, language):
    return {"color_scheme": "dark" if look == "dark" else "light", "locale": language[:2],
            **(PHONE if size == "phone" else DESK)}


def shoot_people(browser, server, folder, database):
    """Pages of people; a number gets one code a minute, so codes asked for are made older."""

    def settle():
        with sqlite3.connect(database, timeout=10) as town:
            town.execute("UPDATE sign_in_code SET created_at = created_at - 3600000")

    with sqlite3.connect(database, timeout=10) as town:
        stations = [row[0] for row in town.execute(
            "SELECT id FROM place WHERE kind = 'station' AND area_code LIKE ? AND hours NOT IN ('', '24/7')"
            " ORDER BY id LIMIT 8", (STREET[:6] + "%",))]
    people_screens.shoot(browser, server, folder, browser_settings, stations, settle)


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.jpg"):
        old.unlink()
    with tempfile.TemporaryDirectory() as place:
        pack = noon(pathlib.Path(place))
        database = pathlib.Path(place) / "demonstration.sqlite"
        done = run("demo", "--city", pack, database=database)
        assert done.returncode == 0, done.stderr
        server = Server(database, "--city", str(pack))
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                if not people_screens.IS_WHOLE:
                    shoot(browser, server, folder)
                shoot_people(browser, server, folder, database)
                if not people_screens.IS_WHOLE:
                    pass_screens.shoot(browser, database, folder)
        finally:
            server.stop()
    pictures = list(folder.glob("*.jpg"))
    weight = sum(one.stat().st_size for one in pictures)
    assert weight <= BYTES_MAX, weight
    print(f"{len(pictures)} pictures, {weight // 1000} kB, in {folder}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
