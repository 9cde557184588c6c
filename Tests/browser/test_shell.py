"""What makes the pages an app: readable without a network, large or dark when asked, small enough for a slow line."""

import re
import struct

import pytest
import requests
from playwright.sync_api import expect

from programs import ROOT
from slowline import IN_CHARGE, SlowLine

STREET = "/find?near=330203002"
# What a first view may weigh, compressed, without map tiles.
FIRST_VIEW_BYTES_MAX = 100_000
KINDS = ["compound", "station", "merchant", "charger"]


@pytest.fixture
def app(phone, city):
    """A phone that has opened the start page once, with the service worker in charge."""

    def take(path="/", **settings):
        rider = phone(city, service_workers="allow", **settings)
        rider.expected += ["Failed to load resource", "net::ERR_INTERNET_DISCONNECTED"]
        page = rider.open(path)
        page.evaluate(IN_CHARGE)
        return rider

    return take


def kept(page):
    """Every address kept on the phone, by cache."""
    return page.evaluate(
        """async () => {
            const all = {};
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                all[name] = (await cache.keys()).map(request => request.url);
            }
            return all;
        }"""
    )


def test_in_flight_mode_the_shell_the_last_list_and_opened_places_are_readable_and_say_their_age(app, a_place):
    rider = app()
    place = f"/places/{a_place('charger')}"
    expect(rider.page.locator(".card").first).to_be_visible()
    name = rider.open(place).locator("h1").inner_text()
    streets = rider.open(STREET).locator(".card-name").all_inner_texts()
    rider.page.wait_for_timeout(300)
    rider.context.set_offline(True)

    page = rider.open(place)
    assert page.locator("h1").inner_text() == name
    expect(page.locator(".banner")).to_have_text(re.compile("^离线 · 内容是刚才的$|^离线 · 内容是 1 分钟前的$"))
    page = rider.open(STREET)
    assert page.locator(".card-name").all_inner_texts() == streets
    expect(page.locator(".banner")).to_contain_text("离线")
    page = rider.open("/")
    expect(page.locator(".brand-name")).to_be_visible()
    expect(page.locator(".banner")).to_contain_text("离线")
    icon = page.locator(".tab .icon").first.bounding_box()
    assert icon["width"] > 10

    page = rider.open(f"/places/{a_place('merchant')}")
    expect(page.locator("h1")).to_have_text("没有网络，这页没存过")
    rider.context.set_offline(False)
    page = rider.open(place)
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator(".banner")).to_have_count(0)


def test_the_age_is_told_in_hours_and_in_english(app, a_place):
    rider = app(locale="en-GB")
    place = f"/places/{a_place('station')}"
    rider.open(place)
    rider.page.wait_for_timeout(300)
    rider.page.evaluate(
        """async () => {
            const cache = await caches.open("kept-places");
            for (const request of await cache.keys()) {
                const response = await cache.match(request);
                const headers = new Headers(response.headers);
                headers.set("X-Kept-At", String(Date.now() - 3 * 3600 * 1000 - 5000));
                await cache.put(request, new Response(await response.text(), { headers: headers }));
            }
        }"""
    )
    rider.context.set_offline(True)
    expect(rider.open(place).locator(".banner")).to_have_text("Offline · as it was 3 h ago")


def test_a_slow_network_shows_what_is_kept_after_two_seconds_and_renews_it(phone, city, a_place):
    line = SlowLine(city.port, kilobits=8000, round_trip=0.01)
    rider = phone(city, service_workers="allow", base_url=line.address)
    rider.server = line
    place = f"/places/{a_place('station')}"
    page = rider.open("/")
    page.evaluate(IN_CHARGE)
    rider.open(place)
    page.wait_for_timeout(500)
    line.round_trip = 5
    page = rider.open(place)
    expect(page.locator("h1")).to_be_visible()
    took = page.evaluate("performance.getEntriesByType('navigation')[0].responseStart")
    assert 1900 < took < 4500, took
    expect(page.locator(".banner")).to_contain_text("网络慢")
    expect(page.locator(".banner")).to_contain_text("有新内容了", timeout=15000)
    line.round_trip = 0.01
    rider.context.close()


def test_the_start_page_is_there_at_once_and_follows_a_choice(app):
    rider = app()
    rider.open("/")
    took = rider.page.evaluate("performance.getEntriesByType('navigation')[0].workerStart")
    assert took > 0
    page = rider.open("/settings")
    page.get_by_text("深色", exact=True).tap()
    expect(page.locator("html")).to_have_class("dark")
    expect(rider.open("/").locator("html")).to_have_class("dark")
    rider.open("/settings").get_by_role("link", name="English").last.tap()
    expect(rider.page.locator("h1")).to_have_text("Settings")
    expect(rider.open("/").locator("html")).to_have_attribute("lang", "en")


def test_no_position_is_part_of_what_is_kept(app):
    rider = app()
    expect(rider.page.locator(".card").first).to_be_visible()
    rider.open("/find/list?lat=29.8690&lng=121.5478&kinds=station")
    rider.page.wait_for_timeout(300)
    addresses = [one for cache in kept(rider.page).values() for one in cache]
    assert any("kinds=station" in one for one in addresses)
    assert not any("29.8" in one or "lat=" in one or "lng=" in one for one in addresses)


def test_what_is_kept_stays_within_its_bounds(app, city):
    rider = app()
    query = {"lat": 29.869, "lng": 121.5478, "kinds": "charger", "limit": 75, "radius": 50000}
    found = requests.get(city.address + "/api/v1/places/nearby", query, timeout=10).json()["features"]
    paths = [f"/places/{one['id']}" for one in found]
    assert len(paths) == 75
    rider.page.evaluate("async paths => { for (const path of paths) await fetch(path); }", paths)
    rider.page.wait_for_timeout(500)
    places = kept(rider.page)["kept-places"]
    assert 0 < len(places) <= 60
    # The last ones opened are the ones that stay.
    assert any(paths[-1] in one for one in places) and not any(paths[0] in one for one in places)


def test_a_new_version_throws_the_old_shell_away_and_keeps_what_was_read(app, a_place):
    rider = app()
    rider.open(f"/places/{a_place('charger')}")
    rider.page.evaluate(
        """async () => {
            await (await caches.open("shell-0ld")).put("/x", new Response("old"));
            for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
        }"""
    )
    page = rider.open("/")
    page.evaluate(IN_CHARGE)
    assert "shell-0ld" not in kept(page)
    assert len(kept(page)["kept-places"]) == 1


def test_the_worker_is_asked_for_anew_each_time_and_names_files_that_are_there(city):
    answer = requests.get(city.address + "/worker.js", timeout=10)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    files = re.findall(r'"(/assets/[^"]+/[^"]+)"', answer.text)
    assert len(files) > 5
    for file in files:
        assert requests.get(city.address + file, timeout=10).status_code == 200, file


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_the_manifest_makes_an_app_of_it(city, language):
    answer = requests.get(city.address + "/manifest.webmanifest", cookies={"lang": language}, timeout=10)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    manifest = answer.json()
    assert manifest["lang"] == language and manifest["display"] == "standalone" and manifest["start_url"] == "/"
    assert len(manifest["short_name"]) <= 12
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        picture = requests.get(city.address + icon["src"], timeout=10).content
        assert picture.startswith(b"\x89PNG") and len(picture) < 25_000
        width, height = struct.unpack(">II", picture[16:24])
        assert icon["sizes"] == f"{width}x{height}"
    for shortcut in manifest["shortcuts"]:
        assert requests.get(city.address + shortcut["url"], timeout=10).status_code == 200, shortcut


def addresses(a_place):
    return ["/", STREET, STREET + "&kinds=station&radius=1", "/settings", "/offline", "/nowhere",
            "/me", "/sign-in", "/sign-in/strong", "/terms"] + [
        f"/places/{a_place(kind)}" for kind in KINDS]


MEASURE = """least => {
    const found = [];
    const visible = element => {
        const box = element.getBoundingClientRect();
        return box.width > 1 && box.height > 1 && getComputedStyle(element).visibility === "visible";
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode.textContent.trim();
        const parent = walker.currentNode.parentElement;
        if (!text || !visible(parent) || parent.closest(".visually-hidden, .skip, .leaflet-container")) continue;
        const size = parseFloat(getComputedStyle(parent).fontSize);
        if (size < least.text) found.push("text " + size + ": " + text.slice(0, 30));
    }
    const targets = "a, button, summary, input, select, label[for], [role=button], [role=option]";
    for (const target of document.querySelectorAll(targets)) {
        // A box or button of a label is hit anywhere on the label.
        const isBoxed = target.matches("input[type=radio], input[type=checkbox]");
        const box = ((isBoxed && target.closest("label")) || target).getBoundingClientRect();
        if (!visible(target) || target.closest(".skip, .visually-hidden, .leaflet-container")) continue;
        if (box.height < least.target - 0.5) {
            found.push("target " + box.width.toFixed(0) + "x" + box.height.toFixed(0) + ": "
                + (target.textContent || target.id).trim().slice(0, 30));
        }
    }
    if (document.documentElement.scrollWidth > innerWidth) {
        found.push("wide: " + document.documentElement.scrollWidth);
    }
    return found;
}"""


@pytest.mark.parametrize("mode, text, target", [("normal", 15, 44), ("large", 18, 60)])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_text_is_large_enough_and_targets_too_and_nothing_scrolls_sideways(
    phone, city, a_place, mode, text, target, language
):
    rider = phone(city)
    rider.expected.append("404")
    rider.context.add_cookies([{"name": "text", "value": mode, "url": city.address},
                               {"name": "lang", "value": language, "url": city.address}])
    small = {}
    for path in addresses(a_place):
        page = rider.open(path)
        if path == "/":
            expect(page.locator(".card").first).to_be_visible()
        found = page.evaluate(MEASURE, {"text": text, "target": target})
        if found:
            small[path] = found[:8]
    assert small == {}


def test_settings_are_plain_links_that_work_without_javascript(phone, city):
    rider = phone(city, java_script_enabled=False, position=None)
    page = rider.open("/settings")
    page.get_by_text("大字版", exact=True).tap()
    assert page.url == city.address + "/settings"
    expect(page.locator("html")).to_have_class("elder")
    page.get_by_text("深色", exact=True).tap()
    expect(page.locator("html")).to_have_class("elder dark")
    page.get_by_role("link", name="English").last.tap()
    expect(page.locator("h1")).to_have_text("Settings")
    page = rider.open("/")
    expect(page.locator("html")).to_have_class("elder dark")
    page = rider.open("/settings")
    page.get_by_text("Standard", exact=True).tap()
    page.get_by_text("As the phone", exact=True).tap()
    expect(page.locator("html")).not_to_have_class(re.compile("elder|dark"))


def brightness(page):
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3


def test_dark_is_as_the_phone_says_unless_chosen(phone, city):
    rider = phone(city, position=None, color_scheme="dark")
    assert brightness(rider.open("/settings")) < 60
    rider.page.get_by_text("浅色", exact=True).tap()
    expect(rider.page.locator("html")).to_have_class("light")
    assert brightness(rider.page) > 200
    light = phone(city, position=None, color_scheme="light")
    assert brightness(light.open("/settings")) > 200
    light.page.get_by_text("深色", exact=True).tap()
    expect(light.page.locator("html")).to_have_class("dark")
    assert brightness(light.page) < 60


def test_a_place_can_be_used_with_the_keyboard_alone(phone, city, a_place):
    rider = phone(city, position=None)
    page = rider.open(f"/places/{a_place('station')}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    met = []
    for _ in range(12):
        page.keyboard.press("Tab")
        met.append(page.evaluate(
            """() => {
                const here = document.activeElement;
                return [here.className, getComputedStyle(here).outlineStyle, here.getBoundingClientRect().height];
            }"""))
        if "button primary" in met[-1][0]:
            break
    assert any("button primary" in name for name, _, _ in met), met
    assert all(style != "none" for _, style, _ in met), met


def test_a_place_is_handed_on_by_its_address_alone(phone, city, a_place):
    rider = phone(city, position=None, permissions=["clipboard-read", "clipboard-write"])
    path = f"/places/{a_place('merchant')}"
    page = rider.open(path + "?lang=zh-Hans")
    page.locator("#share").tap()
    expect(page.locator("#share")).to_have_text("链接已复制")
    assert page.evaluate("navigator.clipboard.readText()") == city.address + path


def test_a_first_view_weighs_no_more_than_it_may(chromium, phone, city, a_place):
    for path in ["/", f"/places/{a_place('charger')}"]:
        rider = phone(city)
        session = rider.context.new_cdp_session(rider.page)
        session.send("Network.enable")
        loaded = []
        session.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
        page = rider.open(path)
        if path == "/":
            expect(page.locator(".card").first).to_be_visible()
        page.wait_for_load_state("networkidle")
        print(f"{path}: {sum(loaded):.0f} bytes in {len(loaded)} answers")
        assert 5_000 < sum(loaded) <= FIRST_VIEW_BYTES_MAX


def test_old_phones_can_read_the_style_sheets(city):
    """Chromium 70 has no flex gap, :is(), clamp(), min(), max(), inset or aspect-ratio."""
    for name in ["page.css", "dark.css"]:
        sheet = re.sub(r"/\*.*?\*/", "", (ROOT / "Web/css" / name).read_text(encoding="utf-8"), flags=re.S)
        new = r"(?<![-\w])(?:gap|inset|aspect-ratio)\s*:|:is\(|:where\(|(?<!\w)(?:clamp|min|max)\("
        assert re.findall(new, sheet) == []
