"""Finding, as a rider does it: two taps to a full battery, a search by initials, a map that can be shared."""

import math
import re
import subprocess
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests
from playwright.sync_api import expect

import datums
from conftest import POSITION
from programs import PROGRAM, Server, environment, wait_until
from test_accessibility import violations
from test_main_job import is_doubted

HERE = (POSITION["latitude"], POSITION["longitude"])
TILE_SIZE = 256
# A grey pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef9240000000a49444154789c6360000000020001e527de5c"
    "0000000049454e44ae426082")


def nearest(server, **more):
    query = {"lat": HERE[0], "lng": HERE[1], **more}
    found = requests.get(server.address + "/api/v1/places/nearby", query, timeout=10).json()["features"]
    return sorted(found, key=is_doubted)


def identifiers(page):
    return page.locator("#results .card-main").evaluate_all("all => all.map(one => one.href.split('/').pop())")


def assert_private(rider):
    assert "29.8" not in rider.page.url and "121.5" not in rider.page.url
    log = "\n".join(rider.server.log)
    assert '"/find/list"' in log, "the log is read"
    assert "29.86" not in log and "121.54" not in log


def open_map(page):
    expect(page.locator("#map.leaflet-container")).to_be_visible()
    expect(page.locator(".map-place, .map-crowd").first).to_be_visible()


def test_two_taps_lead_to_a_full_battery(phone, city):
    rider = phone(city)
    page = rider.open("/")
    expect(page.locator("#nearby .card").first).to_be_visible()
    page.locator(".answer", has_text="最近的换电").tap()
    first = page.locator("#results .card").first
    expect(first.locator(".standing").first).to_contain_text("满电")
    wanted = nearest(city, kinds="charger", traits="swap,full_battery", limit=20)
    assert identifiers(page) == [place["id"] for place in wanted]
    link = first.locator(".go")
    to = urllib.parse.parse_qs(urllib.parse.urlsplit(link.get_attribute("href")).query)["to"][0].split(",")
    lng, lat = wanted[0]["geometry"]["coordinates"]
    assert datums.metres(datums.gcj02(lat, lng), (float(to[1]), float(to[0]))) < 1
    assert_private(rider)


def test_who_was_never_asked_is_asked_after_the_first_tap(phone, city):
    rider = phone(city, permissions=[])
    page = rider.open("/")
    rider.context.grant_permissions(["geolocation"])
    page.locator(".answer", has_text="最近的换电").tap()
    expect(page.locator("#results .card").first).to_be_visible()
    assert_private(rider)


def test_initials_find_a_street(phone, city):
    page = phone(city).open("/")
    page.locator("#q").fill("sq")
    option = page.locator(".option", has_text="石碶").first
    expect(option).to_be_visible()
    expect(option.locator("mark").first).to_have_text("石碶")
    page.keyboard.press("Escape")
    expect(page.locator("#search-list")).to_be_hidden()
    page.locator(".search-go").tap()
    page.wait_for_url("**/find?q=sq*")
    expect(page.locator("#results")).to_contain_text("石碶")


def test_the_search_field_is_a_combobox_for_the_keyboard(phone, city):
    page = phone(city, is_mobile=False, has_touch=False).open("/")
    field = page.locator("#q")
    field.focus()
    page.keyboard.type("石")
    expect(page.locator(".option").first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    expect(field).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(chosen).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(chosen).to_contain_text("全部结果")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find?q=%E7%9F%B3*")
    expect(page.locator("#results mark").first).to_have_text("石")


def test_a_filtered_map_can_be_shared(phone, city):
    rider = phone(city)
    page = rider.open("/find")
    expect(page.locator("#results .card").first).to_be_visible()
    page.locator(".chip", has_text="驿站").tap()
    page.wait_for_url("**/find?kinds=station")
    page.locator(".segment", has_text="地图").tap()
    page.wait_for_url("**/find?kinds=station&view=map")
    open_map(page)
    assert_private(rider)

    friend = phone(city, position=None)
    there = friend.open(page.url)
    open_map(there)
    expect(there.locator(".chip[data-key=station]")).to_have_attribute("aria-current", "true")
    expect(there.locator(".segment[aria-current]")).to_contain_text("地图")
    asked = [url for url in friend.requests if "/api/v1/places?" in url]
    assert asked and all("kinds=station" in url for url in asked)


def test_the_way_back_goes_from_map_to_list_to_the_filter_before(phone, city):
    page = phone(city).open("/find")
    expect(page.locator("#results .card").first).to_be_visible()
    page.locator(".chip", has_text="充换电站").tap()
    page.wait_for_url("**/find?kinds=charger")
    page.locator(".segment", has_text="地图").tap()
    open_map(page)
    expect(page.locator("#results")).to_be_hidden()
    page.go_back()
    expect(page.locator("#map-frame")).to_be_hidden()
    wanted = [place["id"] for place in nearest(city, kinds="charger")]
    wait_until(lambda: identifiers(page) == wanted, 5)
    page.go_back()
    expect(page.locator(".chip[data-key=all]")).to_have_attribute("aria-current", "true")
    page.go_forward()
    expect(page.locator(".chip[data-key=charger]")).to_have_attribute("aria-current", "true")


def test_facilities_are_chosen_in_a_sheet(phone, city):
    page = phone(city).open("/find")
    expect(page.locator("#results .card").first).to_be_visible()
    page.locator("#more-filters > summary").tap()
    page.locator(".check", has_text="微波炉").tap()
    page.locator(".check", has_text="饮水").tap()
    page.locator("#more-filters .button").tap()
    page.wait_for_url("**/find?facilities=water,microwave")
    wanted = [place["id"] for place in nearest(city, facilities="water,microwave")]
    wait_until(lambda: identifiers(page) == wanted, 5)
    page.locator(".chip[data-key=microwave]").tap()
    page.wait_for_url("**/find?facilities=water")


def test_the_sheet_closes_with_its_cross_and_the_focus_returns(phone, city):
    page = phone(city).open("/find")
    expect(page.locator("#results .card").first).to_be_visible()
    opener = page.locator("#more-filters > summary")
    close = page.locator("#more-filters [data-close]")
    for how in ["tap", "Escape"]:
        opener.tap()
        expect(close).to_be_visible()
        expect(close).to_have_attribute("aria-label", "关闭")
        box = close.bounding_box()
        assert box["width"] >= 44 and box["height"] >= 44
        if how == "tap":
            close.tap()
        else:
            page.keyboard.press(how)
        expect(close).to_be_hidden()
        expect(opener).to_be_focused()
    assert page.url.endswith("/find")


def test_a_place_on_the_map_opens_its_card(phone, city):
    page = phone(city).open("/find?kinds=charger&traits=swap&view=map")
    open_map(page)
    marker = page.locator(".map-place").first
    name = marker.get_attribute("aria-label").split(" · ")[0]
    marker.dispatch_event("click")
    sheet = page.locator("#map-sheet")
    expect(sheet.locator(".card-name")).to_have_text(name)
    expect(sheet).to_be_focused()
    assert sheet.locator(".go").get_attribute("href").startswith("https://uri.amap.com/navigation?to=121.")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    assert "map-place" in page.evaluate("document.activeElement.className")


def drag_map(page, x, y):
    box = page.locator("#map").bounding_box()
    start = (box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.6)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + x, start[1] + y, steps=8)
    page.wait_for_timeout(200)
    page.mouse.up()


def test_a_map_that_was_moved_can_be_shared_and_never_tells_where_the_rider_is(phone, city):
    rider = phone(city, viewport={"width": 1280, "height": 800}, is_mobile=False, has_touch=False)
    page = rider.open("/find?kinds=station&view=map")
    open_map(page)
    page.locator(".leaflet-control-zoom-out").click()
    page.wait_for_timeout(600)
    assert "at=" not in page.url, "zooming keeps the rider in the middle"
    drag_map(page, -300, 0)
    page.wait_for_url(re.compile(r"view=map&at=29\.\d{3},121\.\d{3},\d+$"))
    lat, lng, _ = map(float, page.url.split("at=")[1].split(","))
    assert datums.metres(HERE, (lat, lng)) > 200 and lng > HERE[1]
    page.locator(".chip[data-key=charger]").click()
    page.wait_for_url(re.compile("kinds=charger.*at=29"))
    shared = page.url

    friend = phone(city, position={"latitude": 29.95, "longitude": 121.70, "accuracy": 20})
    there = friend.open(shared)
    open_map(there)
    wait_until(lambda: [url for url in friend.requests if "/api/v1/places?" in url] != [], 5)
    there.wait_for_timeout(800)
    asked = [url for url in friend.requests if "/api/v1/places?" in url][-1]
    west, south, east, north = map(
        float, urllib.parse.parse_qs(urllib.parse.urlsplit(asked).query)["bbox"][0].split(","))
    assert datums.metres((lat, lng), ((south + north) / 2, (west + east) / 2)) < 60
    assert there.url == shared

    page.locator(".map-find").click()
    page.wait_for_url(lambda url: "at=" not in url)
    there.goto("/find?view=map&at=91,x,99")
    open_map(there)


def test_the_map_fits_the_window_of_a_desk(phone, city):
    rider = phone(city, viewport={"width": 1280, "height": 800}, is_mobile=False, has_touch=False)
    for path in ["/find?view=map", "/find?view=map&kinds=charger&lang=en"]:
        page = rider.open(path)
        open_map(page)
        box = page.locator("#map .leaflet-control-attribution").bounding_box()
        assert box["y"] + box["height"] <= 800, (path, box)
        assert page.locator("#map").bounding_box()["height"] >= 300


@pytest.mark.parametrize("path", ["/find?view=map", "/find?view=map&kinds=charger&lang=en"])
def test_the_map_ends_above_the_tabs_of_a_phone(phone, city, path):
    page = phone(city).open(path)
    open_map(page)
    expect(page.locator("#where")).not_to_have_class(re.compile("is-unknown"))
    page.wait_for_timeout(300)
    box = page.locator("#map .leaflet-control-attribution").bounding_box()
    assert box["y"] + box["height"] <= page.locator(".tabs").bounding_box()["y"] + 1


def test_marks_of_the_map_are_larger_in_elder_mode(phone, city):
    rider = phone(city)
    rider.context.add_cookies([{"name": "text", "value": "large", "url": city.address}])
    page = rider.open("/find?view=map&near=330203002")
    open_map(page)
    page.wait_for_timeout(500)
    boxes = [mark.bounding_box() for mark in page.locator(".map-place, .map-crowd").all()]
    assert boxes and all(box["width"] >= 60 and box["height"] >= 60 for box in boxes), boxes


def test_the_map_works_by_keyboard_alone(phone, city):
    page = phone(city, is_mobile=False, has_touch=False).open("/find?kinds=station&view=map")
    open_map(page)
    page.locator("#map").focus()
    for _ in range(200):
        page.keyboard.press("Tab")
        if "map-place" in page.evaluate("document.activeElement.className"):
            break
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert "驿站" in label
    page.keyboard.press("Enter")
    expect(page.locator("#map-sheet .card-name")).to_have_text(label.split(" · ")[0])


def test_without_scripts_there_is_the_list(phone, city):
    rider = phone(city, position=None, java_script_enabled=False)
    page = rider.open("/find?near=330203002&view=map")
    expect(page.locator(".warning")).to_contain_text("脚本")
    assert page.locator("#results .card").count() == 20
    page.locator("#q").fill("石碶")
    page.locator(".search-go").tap()
    expect(page.locator("#results mark").first).to_have_text("石碶")
    page.goto("/find?near=330203002")
    page.locator("#more-filters > summary").tap()
    page.locator(".check", has_text="饮水").tap()
    page.locator(".check", has_text="卫生间").tap()
    page.locator("#more-filters .button").tap()
    expect(page.locator(".chips .chip[data-key=toilet]")).to_have_attribute("aria-current", "true")
    expect(page.locator(".chips .chip[data-key=water]")).to_have_attribute("aria-current", "true")


def test_it_speaks_english(phone, city):
    page = phone(city, locale="en-GB").open("/")
    expect(page.locator("#where-name")).to_contain_text("Near ")
    page.locator(".answer", has_text="Nearest swap").tap()
    expect(page.locator("#results .standing").first).to_be_visible()
    shown = page.locator("#found").inner_text() + page.locator("#where").inner_text()
    names = "".join(page.locator(".card-name, .card-address").all_inner_texts())
    assert not set(re.findall("[\u4e00-\u9fff]", shown)) - set(names)
    page.locator(".segment", has_text="Map").tap()
    open_map(page)
    assert page.locator(".map-place, .map-crowd").first.get_attribute("aria-label")


def test_what_is_lost_without_a_network_is_said(phone, city):
    rider = phone(city)
    rider.expected = ["ERR_INTERNET_DISCONNECTED"]
    page = rider.open("/find")
    expect(page.locator("#results .card").first).to_be_visible()
    rider.context.set_offline(True)
    page.locator(".chip", has_text="驿站").tap()
    expect(page.locator("#locate-status")).to_contain_text("没连上网络")
    rider.context.set_offline(False)
    expect(page.locator(".chip[data-key=station]")).to_have_attribute("aria-current", "true")


class Tiles:
    """A tile server that remembers what it was asked for."""

    def __init__(self):
        asked = self.asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "image/png")
                self.send_header("Content-Length", str(len(PNG)))
                self.end_headers()
                self.wfile.write(PNG)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/{{z}}/{{x}}/{{y}}.png"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def tiled(demonstration_database):
    """`tiled("gcj02")`: a city whose tiles are in that datum, and its tile server."""
    open_ones = []

    def start(datum):
        tiles = Tiles()
        settings = {
            "YONGAI_TILES_URL": tiles.url, "YONGAI_TILES_DATUM": datum, "YONGAI_TILES_ATTRIBUTION": "© 测试图 <b>",
            "YONGAI_TILES_APPROVAL": "审图号：GS(2026)0000号",
        }
        server = Server(demonstration_database, env=environment(**settings))
        open_ones.append((server, tiles))
        return server, tiles

    yield start
    for server, tiles in open_ones:
        tiles.server.shutdown()
        assert server.stop() == 0


# For each mark of a single place: its spot in tiles of the map's zoom, read off the nearest tile's own address and box.
SPOTS = """() => {
    const tiles = [...document.querySelectorAll('.map-tiles img, img.leaflet-tile')].filter(tile => tile.complete);
    return [...document.querySelectorAll('.map-place, .map-here')].map(mark => {
        const box = mark.getBoundingClientRect();
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        const tile = tiles.find(one => {
            const at = one.getBoundingClientRect();
            return at.left <= x && x < at.right && at.top <= y && y < at.bottom;
        });
        if (!tile) return null;
        const at = tile.getBoundingClientRect();
        const [z, column, row] = new URL(tile.src).pathname.slice(1, -4).split('/').map(Number);
        return { label: mark.getAttribute('aria-label'), z, x: column + (x - at.left) / at.width,
            y: row + (y - at.top) / at.height };
    }).filter(Boolean);
}"""


def spot(lat, lng, zoom):
    """Where a point of the tiles' own datum lies on them (OSM's slippy map formula)."""
    count = 2**zoom
    radians = math.radians(lat)
    return (lng + 180) / 360 * count, (1 - math.asinh(math.tan(radians)) / math.pi) / 2 * count


@pytest.mark.parametrize("datum", ["gcj02", "wgs84"])
def test_places_stand_in_the_right_spot_on_tiles_of_either_datum(phone, tiled, datum):
    server, tiles = tiled(datum)
    rider = phone(server)
    rider.foreign_requests = lambda: []
    page = rider.open("/find?kinds=charger&view=map")
    open_map(page)
    for _ in range(4):
        page.locator(".leaflet-control-zoom-in").tap()
        page.wait_for_timeout(400)
    wait_until(lambda: len(page.evaluate(SPOTS)) > 3, 8)
    page.wait_for_timeout(500)
    seen = page.evaluate(SPOTS)
    names = {place["properties"]["name"]: place for place in nearest(server, kinds="charger", limit=100)}
    checked = 0
    for mark in seen:
        name = mark["label"].split(" · ")[0]
        if name == "我的位置":
            lat, lng = HERE
        elif name in names:
            lng, lat = names[name]["geometry"]["coordinates"]
        else:
            continue
        drawn = datums.gcj02(lat, lng) if datum == "gcj02" else (lat, lng)
        x, y = spot(*drawn, mark["z"])
        # Two screen pixels of some four hundred that lie between the datums at this zoom.
        assert abs(mark["x"] - x) * TILE_SIZE < 2 and abs(mark["y"] - y) * TILE_SIZE < 2, (mark, x, y)
        checked += 1
    assert checked >= 3
    assert tiles.asked
    # Whose map it is stands on it, as text.
    credits = page.locator(".leaflet-control-attribution")
    expect(credits).to_contain_text("© 测试图 <b> · 审图号：GS(2026)0000号")
    assert credits.is_visible()
    # The view that is asked of the server is in WGS-84: it holds the rider's own position in its middle.
    asked = [url for url in rider.requests if "/api/v1/places?" in url]
    west, south, east, north = map(
        float, urllib.parse.parse_qs(urllib.parse.urlsplit(asked[0]).query)["bbox"][0].split(","))
    assert datums.metres(HERE, ((south + north) / 2, (west + east) / 2)) < 20


def test_the_browser_converts_as_the_program_does(phone, city):
    """`datum.js` against `yongai convert`, over Ningbo and at the edges of the shifted rectangle."""
    points = [(HERE[0] + 0.137 * step, HERE[1] - 0.211 * step) for step in range(-4, 5)]
    points += [(0.9, 73.0), (55.0, 137.0), (35.68, 139.76), (0.5, 100.0), (29.0, 72.0)]
    text = "lng,lat\n" + "".join(f"{lng!r},{lat!r}\n" for lat, lng in points)
    wanted = subprocess.run(
        [str(PROGRAM), "convert", "--from", "wgs84", "--to", "gcj02"], input=text.encode(),
        capture_output=True, check=True, env=environment(), timeout=60).stdout.decode().splitlines()[1:]
    page = phone(city).open("/")
    module = page.locator("script[src$='home.js']").get_attribute("src").replace("home.js", "datum.js")
    found = page.evaluate(
        """async ([module, points]) => {
            const datum = await import(module);
            return points.map(([lat, lng]) => {
                const there = datum.toGCJ02(lat, lng);
                return [there, datum.fromGCJ02(there.lat, there.lng)];
            });
        }""", [module, points])
    for (lat, lng), line, (there, back) in zip(points, wanted, found, strict=True):
        told_lng, told_lat = map(float, line.split(",")[:2])
        assert abs(there["lat"] - told_lat) < 2e-7 and abs(there["lng"] - told_lng) < 2e-7
        assert abs(back["lat"] - lat) < 1e-8 and abs(back["lng"] - lng) < 1e-8


def test_the_first_view_is_light(phone, city):
    """Compressed, without tiles: the page, its sheets, modules, symbols and the first list."""
    for path in ["/", "/find"]:
        rider = phone(city)
        sizes = []
        rider.context.on("requestfinished", lambda request: sizes.append(sum(
            request.sizes()[name] for name in ("responseBodySize", "responseHeadersSize"))))
        rider.open(path)
        expect(rider.page.locator(".card").first).to_be_visible()
        rider.page.wait_for_timeout(300)
        assert 10_000 < sum(sizes) <= 100_000, (path, sum(sizes))
        assert not any("leaflet" in url for url in rider.requests)


def test_nothing_grave_by_axe_in_light_dark_and_large(phone, city):
    page = phone(city, bypass_csp=True).open("/")
    expect(page.locator("#nearby .card").first).to_be_visible()
    assert violations(page) == []
    page.locator("#q").fill("天")
    expect(page.locator(".option").first).to_be_visible()
    assert violations(page) == []
    page.goto("/find?kinds=charger&traits=swap,full_battery")
    expect(page.locator("#results .card").first).to_be_visible()
    # Not by a tap: a finger still down would draw the chip pale.
    page.locator("#more-filters").evaluate("sheet => { sheet.open = true; }")
    assert violations(page) == []
    page.goto("/find?kinds=charger&traits=swap&view=map")
    open_map(page)
    expect(page.locator(".map-place").first).to_be_attached()
    page.locator(".map-place").first.dispatch_event("click")
    expect(page.locator("#map-sheet .card-name")).to_be_visible()
    assert violations(page) == []
