"""Staff edit the directory: hours by the builder, a mark on the map, merging, and what riders say is wrong."""


import pytest
import requests
from playwright.sync_api import expect

from conftest import DESK
from programs import ROOT, ask, own_city, wait_until
from staff import sign_in
from test_accessibility import violations

SIZES = pytest.mark.parametrize("size", [{}, DESK], ids=["phone", "desk"])


@pytest.fixture(scope="module")
def edited(demonstration_database, tmp_path_factory):
    """A city of its own, which these tests change: its server and its database."""
    with own_city(demonstration_database, tmp_path_factory.mktemp("edited")) as city:
        yield city


def stations(database):
    return [row[0] for row in ask(
        database, "SELECT id FROM place WHERE kind = 'station' AND area_code LIKE '330203%' AND hours NOT IN ('', '24/7')"
        " ORDER BY id LIMIT 20")]


@pytest.fixture
def officer(phone, edited):
    """`officer(**settings)`: an officer of 海曙区 with a phone, or whatever the settings make of it."""
    server, database = edited

    def take(**settings):
        one = phone(server, bypass_csp=True, **settings)
        cookie = sign_in(database, "officer", "330203")
        one.context.add_cookies([{**cookie, "url": server.address}])
        return one

    return take


def calm(page):
    """Light and of ordinary size again, after axe has looked."""
    page.emulate_media(color_scheme="light")
    page.evaluate("document.documentElement.classList.remove('elder')")


@SIZES
def test_hours_are_built_by_touch_or_keyboard_saved_and_undone(officer, edited, size):
    _, database = edited
    place = stations(database)[0 if size else 1]
    before = ask(database, "SELECT hours FROM place WHERE id = ?", place)[0][0]
    page = officer(**size).open(f"/console/places/{place}")
    hours = page.locator("[name=hours]")
    hours.fill("Mo-Fr 09:00-17:00; PH off")
    expect(page.locator(".hours-day")).to_have_count(8)
    saturday = page.get_by_role("group", name="周六")
    # The builder follows the text a moment later.
    expect(saturday.get_by_label("周六 开门")).to_have_count(0)
    add = saturday.get_by_role("button", name="周六 添加时段")
    if size:
        add.focus()
        page.keyboard.press("Enter")
    else:
        add.tap()
    opens, shuts = saturday.get_by_label("周六 开门"), saturday.get_by_label("周六 关门")
    expect(opens).to_be_focused()
    opens.fill("20:00")
    shuts.fill("02:00")
    shuts.press("Tab")
    expect(hours).to_have_value("Mo-Fr 09:00-17:00; Sa 20:00-02:00; PH off")
    expect(saturday.get_by_text("次日")).to_be_visible()
    expect(page.locator(".hours-words")).to_contain_text("周六 20:00")
    page.locator("select[data-at=holidays]").select_option("same")
    expect(hours).to_have_value("Mo-Fr 09:00-17:00; Sa 20:00-02:00")
    assert violations(page) == []
    calm(page)
    hours.fill("Apr-Sep 08:00-20:00")
    expect(page.locator(".hours-builder")).to_contain_text("文字")
    hours.fill("")
    expect(page.locator(".hours-day")).to_have_count(8)
    page.locator(".hours-builder [type=checkbox]").check()
    expect(hours).to_have_value("24/7")
    expect(page.locator(".hours-day")).to_have_count(0)
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".done")).to_be_visible()
    assert ask(database, "SELECT hours FROM place WHERE id = ?", place) == [("24/7",)]
    assert violations(page) == []
    calm(page)
    page.get_by_role("button", name="撤销").first.click()
    expect(page.get_by_text("已撤销")).to_be_visible()
    assert ask(database, "SELECT hours FROM place WHERE id = ?", place) == [(before,)]


@SIZES
def test_a_place_is_moved_on_the_map(officer, edited, size):
    _, database = edited
    place = stations(database)[2 if size else 3]
    page = officer(**size).open(f"/console/places/{place}")
    frame = page.locator("#mark-map")
    frame.scroll_into_view_if_needed()
    mark = frame.locator(".map-place")
    expect(mark).to_be_visible()
    frame.get_by_role("button", name="在地图上移动").click()
    latitude, longitude = page.locator("[name=lat]"), page.locator("[name=lng]")
    before = float(latitude.input_value()), float(longitude.input_value())
    expect(mark).to_be_focused()
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("ArrowRight")
    assert 8e-5 < float(latitude.input_value()) - before[0] < 1e-4
    assert 0 < float(longitude.input_value()) - before[1] < 2e-5
    expect(frame.locator(".mark-area")).to_contain_text("宁波")
    assert violations(page) == []
    calm(page)
    latitude.fill(str(before[0] + 0.0002))
    latitude.press("Tab")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".done")).to_be_visible()
    moved = ask(database, "SELECT latitude, point_basis FROM place WHERE id = ?", place)[0]
    assert moved[1] == "given" and abs(moved[0] - before[0] - 0.0002) < 1e-6


def test_without_scripts_the_same_form_is_typed(officer, edited):
    _, database = edited
    place = stations(database)[4]
    page = officer(java_script_enabled=False).open(f"/console/places/{place}")
    expect(page.locator("#mark-map")).to_be_hidden()
    page.locator("[name=hours]").fill("周一至周五 9:00-18:00")
    page.get_by_role("button", name="保存").tap()
    expect(page.locator(".done")).to_be_visible()
    assert ask(database, "SELECT hours FROM place WHERE id = ?", place) == [("Mo-Fr 09:00-18:00",)]


@SIZES
def test_two_entries_become_one(officer, edited, size):
    server, database = edited
    kept, merged = stations(database)[5:7] if size else stations(database)[7:9]
    staff = officer(**size)
    page = staff.open(f"/console/places/{kept}/merge?with={merged}")
    assert violations(page) == []
    calm(page)
    page.locator("[name=name][value=there]").check()
    name = ask(database, "SELECT name FROM place WHERE id = ?", merged)[0][0]
    page.get_by_role("button", name="合并", exact=True).click()
    expect(page.locator("h1")).to_have_text(name)
    expect(page.get_by_text("合并进来的地点")).to_be_visible()
    # The directory in memory follows within moments.
    old = f"{server.address}/places/{merged}"
    wait_until(lambda: requests.get(old, allow_redirects=False, timeout=10).status_code == 301, 30)
    page = staff.open(f"/places/{merged}")
    expect(page).to_have_url(f"{server.address}/places/{kept}")


@SIZES
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_rider_tells_and_the_staff_accept(phone, officer, edited, size, language):
    server, database = edited
    place = stations(database)[9 + (2 if size else 0) + (1 if language == "en" else 0)]
    rider = phone(server, bypass_csp=True, locale="zh-CN" if language == "zh" else "en-GB")
    page = rider.open(f"/places/{place}")
    page.locator("#suggest summary").tap()
    assert violations(page) == []
    calm(page)
    page.locator("#suggest [value=hours]").check()
    page.locator("#suggest [name=value]").fill("10:00-19:00")
    page.locator("#suggest [type=submit]").tap()
    expect(page.locator(".suggest-said")).to_contain_text("谢谢" if language == "zh" else "Thank you")
    staff = officer(**{"locale": "zh-CN" if language == "zh" else "en-GB", **size})
    page = staff.open("/console")
    assert violations(page) == []
    calm(page)
    page.locator(f".inbox-link[href^='/console/places/{place}']").click()
    page.locator("#suggestions button[value=accept]").click()
    expect(page.locator(".done")).to_be_visible()
    assert ask(database, "SELECT hours FROM place WHERE id = ?", place) == [("10:00-19:00",)]
    assert ask(database, "SELECT state FROM place_suggestion WHERE place_id = ?", place) == [("accepted",)]


@SIZES
def test_the_list_and_the_new_place_can_be_read_by_all(officer, size):
    staff = officer(**size)
    for path in ("/console/places", "/console/places?state=stale&kind=merchant", "/console/places/new",
                 "/console/places/duplicates"):
        page = staff.open(path)
        assert violations(page) == []
        calm(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_photo_is_put_up_shown_to_riders_and_taken_away(phone, officer, edited):
    server, database = edited
    place = stations(database)[15]
    picture = ROOT.parent / "shared/data/photos-exif/gps/DSCN0010.jpg"
    if not picture.exists():
        pytest.skip(f"{picture.name} is not on this machine")
    for scripts in (True, False):
        page = officer(java_script_enabled=scripts).open(f"/console/places/{place}")
        page.locator("#photo [type=file]").set_input_files(str(picture))
        page.get_by_role("button", name="上传照片").tap()
        expect(page.locator("#photo img")).to_be_visible()
        rider = phone(server)
        shown = rider.open(f"/places/{place}").locator(".photo img")
        shown.scroll_into_view_if_needed()
        expect(shown).to_be_visible()
        kept = requests.get(server.address + shown.get_attribute("src"), timeout=10)
        assert kept.headers["Content-Type"] == "image/jpeg" and "immutable" in kept.headers["Cache-Control"]
        assert b"Exif" not in kept.content and b"GPS" not in kept.content
        page.get_by_role("button", name="去掉照片").tap()
        expect(page.locator("#photo img")).to_have_count(0)
