"""The main job, as a rider does it: open the page, see the nearest places, open one, follow a link that leads there."""

import csv
import re
import urllib.parse

import pytest
import requests
from playwright.sync_api import expect

import datums
from conftest import POSITION
from programs import MERCHANTS, wait_until

HERE = (POSITION["latitude"], POSITION["longitude"])
DEGREES_TOLERANCE = 1e-6
NEARBY = "/api/v1/places/nearby"
HOME_CARDS = 6


def is_doubted(place):
    """Lists show what several people found shut or out of order behind the others."""
    return bool({"reported_closed", "reported_broken"} & set(place["properties"]["traits"]))


def nearest(server, **more):
    query = {"lat": HERE[0], "lng": HERE[1], **more}
    found = requests.get(server.address + NEARBY, query, timeout=10).json()["features"]
    return sorted(found, key=is_doubted)


def tap_position(phone, path="/"):
    """Opens a page as somebody who has not been asked yet, and taps the button."""
    page = phone.open(path)
    phone.context.grant_permissions(["geolocation"])
    page.locator("#locate-button").tap()
    expect(page.locator(".card").first).to_be_visible()
    return page


def cards(page):
    """What the cards say: identifier, name, distance, open state."""
    return page.locator(".card").evaluate_all(
        """cards => cards.map(card => {
            const text = name => card.querySelector(name)?.textContent.trim();
            const id = card.querySelector('.card-main').getAttribute('href').split('/').pop();
            return { id, name: text('.card-name'), distance: text('.card-distance'), open: text('.open') };
        })"""
    )


def shown_metres(text):
    number, unit = re.fullmatch(r"([\d.]+) (米|公里|m|km)", text).groups()
    return float(number) * (1 if unit in ("米", "m") else 1000)


def navigation_links(page):
    """The links that hand over to another app; the road in the page itself is none of them."""
    return page.locator(".navigation a:not([href^='/'])").evaluate_all("links => links.map(link => link.getAttribute('href'))")


def assert_point(text, wanted, order):
    """`text` is two numbers with a comma; `wanted` is (lat, lng)."""
    first, second = (float(number) for number in text.split(","))
    lat, lng = (first, second) if order == "lat,lng" else (second, first)
    assert abs(lat - wanted[0]) <= DEGREES_TOLERANCE
    assert abs(lng - wanted[1]) <= DEGREES_TOLERANCE


# How each app calls the way a rider travels: Amap, Baidu, Tencent, Apple.
BY_BIKE = ("ride", "riding", "bike", "w")
BY_CAR = ("car", "driving", "drive", "d")


def assert_links(links, name, point, modes=BY_BIKE):
    """Each link has its own scheme, mode and datum, computed here from the WGS-84 point by other code."""
    by_start = {link.split("?")[0].split(":")[0] + ":" + link.split(":")[1].split("?")[0]: link for link in links}
    query = {start: urllib.parse.parse_qs(urllib.parse.urlsplit(link).query) for start, link in by_start.items()}

    amap = query["https://uri.amap.com/navigation"]
    lng, lat, amap_name = amap["to"][0].split(",", 2)
    assert_point(f"{lng},{lat}", datums.gcj02(*point), "lng,lat")
    assert (amap_name, amap["mode"], amap["coordinate"]) == (name, [modes[0]], ["gaode"])

    baidu = query["bdapp://map/direction"]
    baidu_name, baidu_point = re.fullmatch(r"name:(.*)\|latlng:([\d.,]+)", baidu["destination"][0]).groups()
    assert_point(baidu_point, datums.bd09(*point), "lat,lng")
    assert (baidu_name, baidu["mode"], baidu["coord_type"]) == (name, [modes[1]], ["bd09ll"])

    tencent = query["https://apis.map.qq.com/uri/v1/routeplan"]
    assert_point(tencent["tocoord"][0], datums.gcj02(*point), "lat,lng")
    assert (tencent["to"], tencent["type"]) == ([name], [modes[2]])

    apple = query["https://maps.apple.com/"]
    assert_point(apple["daddr"][0], datums.gcj02(*point), "lat,lng")
    assert apple["dirflg"] == [modes[3]]

    geo = next(link for link in links if link.startswith("geo:"))
    assert_point(geo.removeprefix("geo:").split("?")[0], point, "lat,lng")
    assert len(links) == 5


def assert_private(phone):
    """The position is nowhere but in the request for the list."""
    page = phone.page
    assert "29.86" not in page.url and "121.54" not in page.url
    assert page.evaluate("JSON.stringify(localStorage)") == "{}"
    assert "29.86" not in page.evaluate("document.cookie")
    log = "\n".join(phone.server.log)
    assert '"/find/list"' in log, "the log is read"
    assert "29.86" not in log and "121.54" not in log


def test_a_rider_finds_the_nearest_place_and_follows_a_link(phone, city):
    rider = phone(city, permissions=[])
    page = tap_position(rider)
    assert_private(rider)
    assert [card["id"] for card in cards(page)] == [feature["id"] for feature in nearest(city, limit=HOME_CARDS)]
    page.locator(".more").tap()
    expect(page.locator("#results .card")).to_have_count(20)
    assert_private(rider)

    seen = cards(page)
    wanted = nearest(city)
    assert [card["id"] for card in seen] == [feature["id"] for feature in wanted]
    distances = [(is_doubted(feature), feature["properties"]["distanceMetres"]) for feature in wanted]
    assert distances == sorted(distances)
    for card, feature in zip(seen, wanted):
        facts = feature["properties"]
        assert card["name"] == facts["name"]
        assert abs(shown_metres(card["distance"]) - facts["distanceMetres"]) <= 50
        # A compound whose gates have hours of their own shows no state.
        assert card.get("open") == (facts["openState"]["text"] if facts["kind"] != "compound" else None)

    position, feature = next(
        (number, one) for number, one in enumerate(wanted) if one["properties"]["kind"] == "merchant")
    page.locator(".card-main").nth(position).tap()
    expect(page.locator("h1")).to_have_text(feature["properties"]["name"])
    lng, lat = feature["geometry"]["coordinates"]
    assert_links(navigation_links(page), feature["properties"]["name"], (lat, lng))
    assert_private(rider)


def test_a_driver_is_led_by_car_to_a_charger_for_cars(phone, city):
    found = nearest(city, kinds="charger", limit=100)
    details = (requests.get(f"{city.address}/api/v1/places/{place['id']}", timeout=10).json() for place in found)
    place = next(one for one in details if one["properties"]["charger"]["vehicle"] == "car")
    page = phone(city).open(f"/places/{place['id']}")
    lng, lat = place["geometry"]["coordinates"]
    assert_links(navigation_links(page), place["properties"]["name"], (lat, lng), BY_CAR)


def test_the_card_itself_leads_there_too(phone, city):
    page = phone(city).open("/")
    expect(page.locator(".card").first).to_be_visible()
    link = page.locator(".card .go").first.get_attribute("href")
    lng, lat = nearest(city)[0]["geometry"]["coordinates"]
    to = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)["to"][0]
    assert_point(",".join(to.split(",")[:2]), datums.gcj02(lat, lng), "lng,lat")


def test_the_main_job_on_the_real_merchants(phone, real_city):
    with MERCHANTS.open(encoding="utf-8-sig", newline="") as file:
        shops = list(csv.DictReader(file))
    metres = [datums.metres(HERE, (float(shop["lat_wgs84"]), float(shop["lng_wgs84"]))) for shop in shops]
    by_name = {}
    for shop, distance in zip(shops, metres):
        by_name.setdefault(shop["name"], []).append(distance)

    rider = phone(real_city, permissions=[])
    page = tap_position(rider, "/find")
    seen = cards(page)
    found = nearest(real_city)
    assert [card["id"] for card in seen] == [feature["id"] for feature in found]
    assert len(found) == 20
    for feature, wanted in zip(found, sorted(metres)):
        facts = feature["properties"]
        assert abs(facts["distanceMetres"] - wanted) < 0.5
        assert min(abs(distance - facts["distanceMetres"]) for distance in by_name[facts["name"]]) < 0.5

    page.locator(".card-main").first.tap()
    expect(page.locator("h1")).to_have_text(found[0]["properties"]["name"])
    lng, lat = found[0]["geometry"]["coordinates"]
    assert_links(navigation_links(page), found[0]["properties"]["name"], (lat, lng))
    assert_private(rider)
    expect(page.locator(".notice")).to_have_count(0)


def test_the_nearest_list_stays_right_where_many_shops_share_one_point(real_city):
    with MERCHANTS.open(encoding="utf-8-sig", newline="") as file:
        shops = list(csv.DictReader(file))
    crowd = {}
    for shop in shops:
        crowd.setdefault((float(shop["lat_bd09"]), float(shop["lng_bd09"])), []).append(shop)
    (lat, lng), together = max(crowd.items(), key=lambda item: len(item[1]))
    assert len(together) == 202
    query = {"lat": lat, "lng": lng, "datum": "bd09", "limit": 100}
    found = requests.get(real_city.address + NEARBY, query, timeout=10).json()["features"]
    assert len({feature["id"] for feature in found}) == 100
    assert {feature["properties"]["name"] for feature in found} <= {shop["name"] for shop in together}
    assert all(feature["properties"]["distanceMetres"] < 0.5 for feature in found)


def test_who_refuses_the_position_gets_the_streets(phone, city):
    page = phone(city, position=None).open("/")
    page.locator("#locate-button").tap()
    expect(page.locator("#locate-status")).to_have_text("没有得到位置授权。请在下面选一个街道，一样能看。")
    streets = page.locator(".areas details[open] .streets a")
    expect(streets.first).to_be_visible()
    name = streets.first.inner_text()
    streets.first.tap()
    expect(page.locator("#where-name")).to_have_text(f"{name}附近")
    assert re.search(r"/\?near=\d{9}$", page.url)
    assert len(cards(page)) > 0
    page.locator(".answer", has_text="最近的换电").tap()
    expect(page.locator("h1")).to_have_text(f"{name}附近")
    assert re.search(r"near=\d{9}$", page.url)
    page.goto("/")
    expect(page.locator("#where-name")).to_have_text(f"{name}附近")
    expect(page.locator("#nearby .card").first).to_be_visible()


def test_it_works_without_scripts(phone, city):
    page = phone(city, position=None, java_script_enabled=False).open("/")
    expect(page.locator("#locate-button")).to_be_hidden()
    district = page.locator(".areas details", has=page.locator("summary", has_text="海曙区"))
    district.locator("summary").tap()
    district.get_by_role("link", name="江厦街道").tap()
    expect(page.locator("#where-name")).to_have_text("江厦街道附近")
    page.locator(".app", has_text="甬爱商家").tap()
    expect(page.locator("h1")).to_have_text("江厦街道附近")
    page.locator(".chip", has_text="驿站").tap()
    page.wait_for_url("**/find?kinds=station&near=330203002")
    page.locator(".card-main").first.tap()
    expect(page.locator(".kind")).to_have_text("驿站")
    link = page.locator(".navigation a:not([href^='/'])").first.get_attribute("href")
    assert link.startswith("https://uri.amap.com/navigation?to=121.")


def test_english_is_chosen_once_and_stays(phone, city):
    page = phone(city).open("/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.get_by_role("link", name="English").tap()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".card").first).to_be_visible()
    assert re.fullmatch(r"[\d.]+ (m|km)", page.locator(".card-distance").first.inner_text())
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Nearest, and open")
    page.locator(".card-main").first.tap()
    expect(page.locator(".navigation h2")).to_have_text("Go there")
    page.get_by_role("link", name="中文").tap()
    expect(page.locator(".navigation h2")).to_have_text("去这里")


def test_the_filters_stay_in_the_address_and_the_way_back_works(phone, city):
    page = phone(city).open("/find")
    expect(page.locator(".card").first).to_be_visible()
    page.locator(".chip", has_text="充换电站").tap()
    page.wait_for_url("**/find?kinds=charger")
    wanted = [place["id"] for place in nearest(city, kinds="charger")]
    wait_until(lambda: [card["id"] for card in cards(page)] == wanted, 5)
    page.locator(".chip", has_text="现在营业").tap()
    page.wait_for_url("**/find?kinds=charger&open=now")
    expect(page.locator(".chips .chip[aria-current]")).to_have_count(2)
    expect(page.locator(".open-closed, .open-unknown")).to_have_count(0)
    page.locator(".card-main").first.tap()
    expect(page.locator(".kind")).to_have_text("充换电站")
    page.go_back()
    expect(page.locator(".card").first).to_be_visible()
    page.go_back()
    page.wait_for_url("**/find?kinds=charger")
    page.go_back()
    wait_until(lambda: [card["id"] for card in cards(page)] == [place["id"] for place in nearest(city)], 5)


def test_the_keyboard_is_enough(phone, city):
    rider = phone(city, permissions=[], is_mobile=False, has_touch=False)
    page = rider.open("/")
    rider.context.grant_permissions(["geolocation"])
    focused = "document.activeElement.className || document.activeElement.id"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "skip"
    box = page.locator(".skip").bounding_box()
    assert box["y"] >= 0, "the skip link comes into view"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert "home-pass" in page.evaluate(focused)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "locate-button"
    page.keyboard.press("Enter")
    expect(page.locator(".card").first).to_be_visible()
    expect(page.locator("#nearby")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "card-main"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "go"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".navigation")).to_be_visible()


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_nothing_is_wider_than_a_narrow_phone(phone, city, a_place, language):
    rider = phone(city, viewport={"width": 320, "height": 568})
    for path in ["/", "/find?near=330203002"] + [f"/places/{a_place(kind)}" for kind in kinds()]:
        page = rider.open(f"{path}{'&' if '?' in path else '?'}lang={language}")
        if path == "/":
            expect(page.locator(".card").first).to_be_visible()
            page.locator(".areas summary").first.tap()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def kinds():
    return ["compound", "station", "merchant", "charger"]


SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, summary')].filter(target => {
    const box = target.getBoundingClientRect();
    const inText = getComputedStyle(target).display === 'inline'
        && target.parentNode.textContent.trim().length > target.textContent.trim().length;
    return target.checkVisibility() && !target.matches('.skip') && !inText && (box.width < 44 || box.height < 44);
}).map(target => target.outerHTML.slice(0, 120))"""


def test_every_target_is_large_enough_for_a_thumb(phone, city, a_place):
    rider = phone(city)
    page = rider.open("/")
    expect(page.locator(".card").first).to_be_visible()
    page.locator(".areas summary").first.tap()
    assert page.evaluate(SMALL_TARGETS) == []
    for path in ["/find?near=330203002"] + [f"/places/{a_place(kind)}" for kind in kinds()]:
        assert rider.open(path).evaluate(SMALL_TARGETS) == [], path


def test_a_dark_phone_gets_a_dark_page(phone, city):
    for scheme, is_dark in [("dark", True), ("light", False)]:
        page = phone(city, color_scheme=scheme).open("/")
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        brightness = sum(int(part) for part in re.findall(r"\d+", colour)[:3]) / 3
        assert (brightness < 60) if is_dark else (brightness > 200), colour


def test_a_mistyped_address_gets_a_page_with_a_way_out(phone, city):
    rider = phone(city)
    rider.expected = ["404"]
    page = rider.open("/nowhere")
    expect(page.locator("h1")).to_have_text("没有找到")
    page.get_by_role("link", name="回首页").tap()
    expect(page.locator("#locate-button")).to_be_visible()


def test_what_stands_in_a_name_is_never_markup(phone, city, a_place):
    """The language link keeps the rest of the search: a place for an attacker to put markup."""
    rider = phone(city, position=None)
    page = rider.open('/?kinds=station&x="><img src=x onerror=alert(1)>')
    assert page.locator("img").count() == 0
    page.get_by_role("link", name="English").tap()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.locator("img").count() == 0
