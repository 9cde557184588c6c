"""A property manager draws a compound, with a mouse, with a finger and with keys; two draw at once and lose nothing."""

import io
import json
import os
import re
import signal
import sqlite3
import time

import pytest
import requests
from PIL import Image
from playwright.sync_api import expect

from conftest import CHROMIUM, PHONE
from drawing import Hand
from programs import ROOT, Server, ask, copied, wait_until
from staff import sign_in
from test_accessibility import violations

DESK = {"viewport": {"width": 1280, "height": 860}, "is_mobile": False, "has_touch": False, "device_scale_factor": 1}
SIZES = pytest.mark.parametrize("size", [{}, DESK], ids=["phone", "desk"])
DEEDS_MAX = 60


@pytest.fixture(scope="module")
def planned(demonstration_database, tmp_path_factory):
    """A city of its own: its server, its database, and compounds that have gates but no plan."""
    database = copied(demonstration_database, tmp_path_factory.mktemp("planned"))
    own = ask(database, "SELECT place_id FROM role_grant WHERE role = 'property-manager' LIMIT 1")[0][0]
    more = ask(database, "SELECT place_id FROM gate WHERE place_id <> ? GROUP BY place_id HAVING count(*) > 1"
               " ORDER BY place_id LIMIT 20", own)
    places = [own] + [row[0] for row in more]
    with sqlite3.connect(database, timeout=10) as town:
        town.execute("PRAGMA foreign_keys = OFF")
        for table in ("plan_remark", "plan_version", "plan"):
            forget(town, table, places)
    town.close()
    server = Server(database)
    yield server, database, iter(places)
    assert server.stop() == 0


def forget(town, table, places):
    """The demonstration's own plans; what refuses to be deleted there has a trigger for it, which comes back after."""
    triggers = town.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,))
    kept = triggers.fetchall()
    for name, _ in kept:
        town.execute(f"DROP TRIGGER {name}")
    marks = ", ".join("?" for _ in places)
    town.execute(f"DELETE FROM {table} WHERE place_id IN ({marks})", places)
    for _, sql in kept:
        town.execute(sql)


@pytest.fixture
def place(planned):
    """A compound for one test alone."""
    return next(planned[2])


@pytest.fixture
def manager(phone, planned, place):
    """`manager(**settings)`: the hand of somebody who runs the compound, before its empty plan."""
    server, database, _ = planned

    def take(is_open=True, **settings):
        one = phone(server, bypass_csp=True, **settings)
        area = ask(database, "SELECT area_code FROM place WHERE id = ?", place)[0][0]
        cookie = sign_in(database, "property-manager", area, name="陈物业", place=place)
        one.context.add_cookies([{**cookie, "url": server.address}])
        one.cookie = cookie
        hand = Hand(one.page, place, is_touch=settings.get("has_touch", True))
        hand.phone = one
        return hand.open() if is_open else hand

    return take


def version(planned, hand, number="latest"):
    """A version as the city tells it, and the plan's own text in it."""
    answer = requests.get(f"{planned[0].address}/console/places/{hand.place}/plan/versions/{number}",
                          cookies={hand.phone.cookie["name"]: hand.phone.cookie["value"]}, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer.json(), answer.text


def seen(page, name, tmp_path):
    """A picture for whoever wants to look."""
    page.screenshot(path=str(tmp_path.parent / f"{name}.png"))


def plain(page):
    """Nothing scrolls sideways, and everything to press is as large as a thumb."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1")
    small = page.evaluate("""() => Array.from(document.querySelectorAll(
        ".plan-editor button, .plan-editor input:not([type=checkbox]):not([type=radio]), .plan-editor select"))
        .filter((one) => one.offsetParent && (one.offsetHeight < 43.5 || one.offsetWidth < 43.5))
        .map((one) => one.outerHTML.slice(0, 90))""")
    assert small == []


@SIZES
def test_a_compound_of_four_buildings_is_drawn_from_nothing_and_walked(manager, planned, size, tmp_path):
    hand = manager(**size)
    page = hand.page
    seen(page, f"plan-start-{len(size)}", tmp_path)
    hand.compound()
    assert hand.deeds < DEEDS_MAX
    hand.count("buildings", 4)
    hand.count("units", 8)
    seen(page, f"plan-drawn-{len(size)}", tmp_path)
    # Every step back, and every step again: the same text.
    wait_until(lambda: hand.kept() is not None and hand.kept().count('"kind":"parking"') == 1, 5)
    drawn = hand.kept()
    while page.locator("[data-do=undo]").is_enabled():
        hand.do("undo")
    for kind in ("buildings", "units", "gates", "spots", "road-ways", "foot-ways"):
        hand.count(kind, 0)
    wait_until(lambda: hand.kept() is None, 5)
    while page.locator("[data-do=redo]").is_enabled():
        hand.do("redo")
    wait_until(lambda: hand.kept() == drawn, 5)
    # Every door can be reached: what is left to do is to draw the other gates.
    hand.do("menu") if not size else None
    hand.do("tab-problems")
    expect(page.locator(".plan-problems .is-grave, .done")).to_have_count(0)
    expect(page.locator(".plan-problems")).to_contain_text("还没画")
    hand.save("第一次画")
    expect(page.locator("[data-page=saved]")).to_contain_text("已保存为第 1 版")
    told, text = version(planned, hand)
    assert told["number"] == 1 and told["note"] == "第一次画" and drawn in text
    names = [(one["name"], [unit["name"] for unit in one["units"]]) for one in told["plan"]["buildings"]]
    assert names == [(str(number), ["1", "2"]) for number in range(1, 5)]
    wait_until(lambda: hand.kept() is None, 5)


def test_keys_alone_draw_a_compound(manager, planned, tmp_path):
    hand = manager(**DESK)
    page = hand.page
    page.locator(".plan-svg").focus()
    # A road upwards from the cross in the middle: 30 m, then it ends where it is set twice.
    hand.keys("p", "Enter", "Enter", *["Shift+ArrowUp"] * 6, "Enter", "Enter")
    hand.count("road-ways", 1)
    # A building at its left: 12 m by 20 m.
    hand.keys("b", "Enter", *["Shift+ArrowLeft"] * 6, *["Shift+ArrowUp"] * 4, "Enter", *["Shift+ArrowRight"] * 4,
              *["ArrowDown"] * 24, "Enter")
    hand.count("buildings", 1)
    hand.count("units", 2)
    hand.keys("g", "Enter", "Enter")
    hand.count("gates", 1)
    hand.keys("Escape")
    # Parts are chosen from the list.
    page.locator("[data-do=tab-list]").focus()
    hand.keys("Enter")
    row = page.locator(".plan-list-row").first
    row.focus()
    hand.keys("Enter")
    expect(page.locator(".plan-strip-title")).to_have_text("1幢")
    wait_until(lambda: hand.kept() is not None, 5)
    before = json.loads(hand.kept())["buildings"][0]
    page.locator(".plan-svg").focus()
    hand.keys("ArrowLeft", "Shift+ArrowDown")
    wait_until(lambda: json.loads(hand.kept())["buildings"][0]["outline"] != before["outline"], 5)
    wait_until(lambda: json.loads(hand.kept())["buildings"][0]["outline"]
               == [value + (50 if at % 2 else -5) for at, value in enumerate(before["outline"])], 5)
    hand.keys("Control+d")
    hand.count("buildings", 2)
    hand.keys("Delete", "Control+z", "Control+z", "Control+Shift+z")
    hand.count("buildings", 2)
    hand.keys("Control+s")
    expect(page.locator("[data-field=note]")).to_be_focused()
    hand.keys("Tab")
    expect(page.locator("[data-do=save-go]")).to_be_focused()
    hand.keys("Enter")
    expect(page.locator("[data-page=saved]")).to_be_visible()
    assert [one["name"] for one in version(planned, hand)[0]["plan"]["buildings"]] == ["1", "2"]


def test_two_managers_who_draw_at_once_lose_nothing(manager, planned):
    first = manager(**DESK)
    first.compound()
    first.save()
    first.do("draw-on")
    second = manager()
    second.count("buildings", 4)
    # One adds a building, the other a green and another name.
    first.do("tool-building")
    first.drag(300, 300, 900, 450)
    first.save()
    expect(first.page.locator("[data-page=saved]")).to_contain_text("第 2 版")
    second.do("tool-ground")
    second.drag(1500, 1500, 2100, 1700)
    second.do("tool-select")
    second.press(600, 1225)
    second.do("properties")
    second.fill("name", "12A")
    second.do("close-panel")
    second.save()
    expect(second.page.locator("[data-page=saved]")).to_contain_text("第 3 版")
    expect(second.page.locator("[data-page=saved] .warning")).to_be_visible()
    second.count("buildings", 5)
    second.count("grounds", 1)
    plan = version(planned, second)[0]["plan"]
    assert [one["name"] for one in plan["buildings"]] == ["1", "2", "12A", "4", "5"] and len(plan["grounds"]) == 1
    # What came from somebody else is not undone by accident.
    expect(second.page.locator("[data-do=undo]")).to_be_disabled()
    second.phone.problems[:] = [one for one in second.phone.problems if "409" not in one]


@SIZES
def test_what_two_managers_changed_differently_is_chosen_part_by_part(manager, planned, size, tmp_path):
    first, second = manager(**DESK), manager(is_open=False, **size)
    first.compound()
    first.save()
    first.do("draw-on")
    second.open()
    for hand, name in ((first, "21"), (second, "31")):
        hand.do("tool-select")
        hand.press(600, 800)
        hand.do("properties")
        hand.fill("name", name)
        if hand.is_touch:
            hand.do("close-panel")
    # Besides, one takes a building away and the other makes it taller; one draws a path.
    first.press(1800, 800)
    first.do("delete")
    first.save()
    second.press(1800, 800)
    second.do("properties")
    second.fill("floors", "33")
    if second.is_touch:
        second.do("close-panel")
    second.do("tool-path")
    for point in ((300, 1600), (1200, 1600), (1200, 1600)):
        second.press(*point)
    second.save()
    page = second.page
    expect(page.locator("[data-page=conflict]")).to_contain_text("第 2 版")
    expect(page.locator(".plan-clash")).to_have_count(2)
    expect(page.locator("[data-do=conflict-go]")).to_be_disabled()
    expect(page.locator(".plan-clash").first).to_contain_text("31")
    assert violations(page) == []
    page.emulate_media(color_scheme="light")
    page.evaluate("document.documentElement.classList.remove('elder')")
    seen(page, f"plan-conflict-{len(size)}", tmp_path)
    assert version(planned, second)[0]["number"] == 2
    second.page.locator(".plan-clash").nth(0).locator("[value=theirs]").check()
    second.page.locator(".plan-clash").nth(1).locator("[value=mine]").check()
    second.do("conflict-go")
    expect(page.locator("[data-page=saved]")).to_contain_text("第 3 版")
    plan = version(planned, second)[0]["plan"]
    assert [one["name"] for one in plan["buildings"]] == ["21", "3", "4", "2"]
    assert [one.get("floors") for one in plan["buildings"]][-1] == 33
    assert any(path["line"][:2] == [300, 1600] for path in plan["paths"])
    second.phone.problems[:] = [one for one in second.phone.problems if "409" not in one]


def test_a_browser_that_is_killed_has_lost_nothing(planned, place, chromium, tmp_path):
    server, database, _ = planned
    folder = tmp_path / "profile"
    how = {**PHONE, "executable_path": CHROMIUM, "base_url": server.address, "args": ["--no-sandbox"]}
    cookie = sign_in(database, "property-manager", "3302", place=place)

    def start():
        context = chromium.browser_type.launch_persistent_context(str(folder), **how)
        context.add_cookies([{**cookie, "url": server.address}])
        return context, Hand(context.pages[0], place, is_touch=True).open()

    context, hand = start()
    hand.compound()
    wait_until(lambda: (hand.kept() or "").count('"kind":"parking"') == 1, 5)
    drawn = hand.kept()
    os.kill(int(os.readlink(folder / "SingletonLock").rsplit("-", 1)[1]), signal.SIGKILL)
    time.sleep(1)
    for name in ("SingletonLock", "SingletonSocket", "SingletonCookie"):
        (folder / name).unlink(missing_ok=True)
    context, hand = start()
    expect(hand.page.locator(".plan-banner")).to_contain_text("没保存的草稿")
    hand.count("buildings", 4)
    assert hand.kept() == drawn
    # It can be thrown away, step by step or at once.
    hand.do("undo")
    hand.count("buildings", 0)
    hand.do("redo")
    hand.do("discard")
    expect(hand.page.locator("[data-page=start]")).to_be_visible()
    assert hand.kept() is None
    context.close()


def test_an_old_version_opens_to_be_read_and_becomes_the_newest(manager, planned, tmp_path):
    hand = manager(**DESK)
    hand.compound()
    hand.save()
    hand.do("draw-on")
    hand.do("tool-select")
    hand.press(600, 800)
    hand.keys("Delete")
    hand.save()
    hand.count("buildings", 3)
    hand.open("?version=1")
    page = hand.page
    hand.count("buildings", 4)
    expect(page.locator(".plan-banner")).to_contain_text("第 1 版，只能看")
    for name in ("undo", "save", "tool-path"):
        expect(page.locator(f"[data-do={name}]")).to_be_hidden()
    hand.drag(600, 800, 1000, 400)
    hand.press(600, 800)
    hand.keys("Delete", "ArrowLeft")
    hand.count("buildings", 4)
    seen(page, "plan-old", tmp_path)
    hand.do("make-newest")
    expect(page.locator("[data-field=note]")).to_have_value("恢复第 1 版")
    hand.do("save-go")
    expect(page.locator("[data-page=saved]")).to_contain_text("第 3 版")
    told, text = version(planned, hand)
    assert told["plan"] == version(planned, hand, 1)[0]["plan"] and told["note"] == "恢复第 1 版"
    # Below the drawing all versions are listed.
    hand.do("close")
    expect(page.locator("#versions, .plan-versions").first).to_be_visible()
    hand.do("open-again")
    expect(page.locator(".plan-svg")).to_be_visible()


def test_what_is_wrong_is_said_shown_and_mended(manager):
    hand = manager(**DESK)
    page = hand.page
    hand.compound()
    # A building far from any path, a second one of its name, over another.
    hand.do("tool-select")
    hand.press(450, 925)
    hand.keys("Delete")
    hand.do("tab-problems")
    expect(page.locator(".plan-problems .is-grave")).to_contain_text("1幢 1单元没有接到路")
    page.locator(".is-grave [data-do^=show-]").click()
    expect(page.locator(".plan-strip-title")).to_contain_text("1单元")
    page.locator(".is-grave [data-do^=join-]").first.click()
    expect(page.locator(".plan-problems .is-grave")).to_have_count(0)
    hand.do("fit")
    hand.do("tool-select")
    hand.press(600, 800)
    hand.do("tab-properties")
    hand.fill("name", "2")
    hand.do("tab-problems")
    expect(page.locator(".plan-problems .is-grave")).to_contain_text("有两幢楼都叫2幢")
    hand.do("tab-properties")
    hand.fill("name", "1")
    hand.do("tab-problems")
    expect(page.locator(".plan-problems .is-grave")).to_have_count(0)
    # A road that is closed cuts doors off.
    hand.do("tool-select")
    hand.press(1200, 1500)
    hand.do("tab-properties")
    page.locator("[data-field=closed]").check()
    hand.do("tab-problems")
    expect(page.locator(".plan-problems .is-grave").first).to_contain_text("从大门走不到")
    expect(page.locator(".plan-problems .is-grave")).to_have_count(8)


def test_buildings_are_moved_turned_copied_and_their_ways_go_with_them(manager):
    hand = manager(**DESK)
    page = hand.page
    hand.compound()
    hand.do("tool-select")
    hand.drag(600, 740, 600, 640)
    wait_until(lambda: '"outline":[300,600,' in (hand.kept() or ""), 5)
    plan = json.loads(hand.kept())
    assert [450, 750, 450, 1000] in [path["line"] for path in plan["paths"]]
    # A row of three, counted on, each door joined.
    hand.do("tab-properties")
    hand.do("turn-90")
    hand.do("undo")
    hand.fill("row-number", "3")
    hand.fill("row-gap", "5")
    page.locator("[data-field=row-way]").select_option("up")
    hand.do("row-go")
    hand.count("buildings", 6)
    wait_until(lambda: '"name":"6"' in hand.kept(), 5)
    plan = json.loads(hand.kept())
    ends = {tuple(path["line"][at:at + 2]) for path in plan["paths"] for at in range(0, len(path["line"]), 2)}
    assert all(tuple(unit["at"]) in ends for one in plan["buildings"] for unit in one["units"])
    hand.do("undo")
    hand.count("buildings", 4)
    # A junction that is moved moves every path through it.
    hand.do("tool-select")
    hand.press(1200, 1500)
    hand.drag(1200, 1000, 1300, 1000)
    wait_until(lambda: '1300,1000' in hand.kept(), 5)
    roads = [path["line"] for path in json.loads(hand.kept())["paths"] if path["kind"] == "road"]
    assert len(roads) == 2 and all("1300, 1000" in str(line) and "1200, 1000" not in str(line) for line in roads)
    # Several at once.
    hand.press(100, 100)
    page.keyboard.down("Shift")
    hand.drag(100, 1100, 2300, 1400)
    page.keyboard.up("Shift")
    expect(page.locator(".plan-strip-title")).to_have_text("选中 2 个")
    hand.do("delete")
    hand.count("buildings", 2)
    # Or all of them.
    wait_until(lambda: hand.kept().count('"floors"') == 2, 5)
    before = json.loads(hand.kept())
    page.locator(".plan-svg").focus()
    hand.keys("Control+a", "ArrowRight")
    wait_until(lambda: json.loads(hand.kept()) != before, 5)
    after = json.loads(hand.kept())
    for was, one in zip(before["paths"], after["paths"], strict=True):
        assert one["line"] == [value + (5 if at % 2 == 0 else 0) for at, value in enumerate(was["line"])]
    assert all(one["at"][0] == was["at"][0] + 5 for was, one in zip(before["gates"], after["gates"], strict=True))


def test_a_picture_is_traced_and_never_leaves_the_device(manager, tmp_path):
    hand = manager(**DESK)
    page = hand.page
    picture = io.BytesIO()
    Image.new("RGB", (400, 300), "#7fa8c9").save(picture, "PNG")
    hand.do("start-trace")
    expect(page.locator(".plan-page")).to_contain_text("不会上传")
    hand.phone.requests.clear()
    chooser = page.locator("[data-field=picture]")
    chooser.set_input_files({"name": "board.png", "mimeType": "image/png", "buffer": picture.getvalue()})
    image = page.locator(".plan-picture image")
    expect(image).to_be_visible()
    assert image.get_attribute("width") == "2400"
    # Two points that are 120 m apart on the sheet are 60 m in truth.
    hand.do("picture-scale")
    hand.press(600, 600)
    hand.press(1800, 600)
    hand.fill("real-length", "60")
    expect(image).to_have_attribute("width", re.compile(r"^(1200|1199\.[89])"))
    assert abs(float(image.get_attribute("x")) - 300) < 3
    page.locator("[data-field=opacity]").fill("80")
    expect(image).to_have_attribute("opacity", "0.8")
    seen(page, "plan-traced", tmp_path)
    page.wait_for_timeout(300)
    image_width = image.get_attribute("width")
    page.reload()
    expect(page.locator(".plan-picture image")).to_have_attribute("width", image_width)
    assert not [one for one in hand.phone.requests if "board" in one]
    hand.do("tab-picture")
    hand.do("picture-away")
    expect(page.locator(".plan-picture image")).to_have_count(0)
    chooser.set_input_files({"name": "x.png", "mimeType": "image/png", "buffer": b"nothing"})
    expect(page.locator(".plan-fault")).to_contain_text("打不开这张图")


def calm(page):
    page.emulate_media(color_scheme="light")
    page.evaluate("document.documentElement.classList.remove('elder')")


def test_fingers_pan_zoom_and_never_move_a_house_by_accident(manager):
    hand = manager()
    page = hand.page
    hand.compound()
    hand.do("tool-select")
    wait_until(lambda: hand.kept() is not None, 5)
    before = hand.kept()
    view = page.locator(".plan-svg").get_attribute("viewBox")
    # A finger over a house that is not chosen moves the sheet.
    hand.drag(600, 800, 900, 500)
    assert page.locator(".plan-svg").get_attribute("viewBox") != view and hand.kept() == before
    width = float(page.locator(".plan-svg").get_attribute("viewBox").split()[2])
    hand.pinch(hand.at(1200, 1000), 60, 180)
    assert float(page.locator(".plan-svg").get_attribute("viewBox").split()[2]) < width / 2
    hand.do("fit")
    # Chosen first, it follows the finger.
    hand.press(600, 800)
    expect(page.locator(".plan-strip-title")).to_have_text("1幢")
    hand.drag(600, 775, 600, 575)
    wait_until(lambda: hand.kept() != before, 5)
    outline = json.loads(hand.kept())["buildings"][0]["outline"]
    assert abs(outline[1] - 500) <= 10 and outline[0] == 300


def test_without_a_network_it_waits_here_and_is_saved_once(manager, planned):
    hand = manager()
    page = hand.page
    hand.compound()
    hand.phone.context.set_offline(True)
    hand.save("没有网络")
    expect(page.locator(".plan-fault")).to_contain_text("没有连上网络")
    hand.phone.context.set_offline(False)
    hand.do("save-go")
    expect(page.locator("[data-page=saved]")).to_be_visible()
    assert version(planned, hand)[0]["number"] == 1
    hand.phone.problems[:] = [one for one in hand.phone.problems if "ERR_INTERNET_DISCONNECTED" not in one]


def test_every_word_the_modules_say_is_there_in_two_languages():
    told = (ROOT / "Sources/Features/Plans/PlanEditorWords.swift").read_text(encoding="utf-8")
    known = set(re.findall(r'\(\s*"([\w-]+)",\s*Phrase\(', told))
    modules = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "Web/js").glob("plan-editor*.js"))
    said = {name for name in re.findall(r'word\("([\w-]+)"', modules) if not name.endswith("-")}
    assert len(said) > 90 and said - known == set()
    for prefix in ("path", "spot", "ground", "fault", "limit", "template", "tab", "tool", "hint", "member"):
        assert any(name.startswith(prefix + "-") for name in known), prefix


def test_it_speaks_english(manager, tmp_path):
    hand = manager(locale="en-GB", **{})
    page = hand.page
    hand.compound()
    hand.do("tool-select")
    hand.press(600, 800)
    hand.do("properties")
    text = page.locator(".plan-editor").inner_text()
    compound = page.locator(".plan-title h1").inner_text()
    gates = " ".join(page.locator(".plan-layer-gates text").all_text_contents())
    left = [one for one in re.findall(r"[\u4e00-\u9fff]+", text) if one not in compound + gates]
    assert left == []
    plain(page)
    seen(page, "plan-english", tmp_path)


@SIZES
def test_thirty_buildings_are_drawn_in_few_deeds(manager, planned, size, tmp_path):
    hand = manager(**size)
    page = hand.page
    hand.fill("width", "300")
    hand.do("start-blank")
    for point in ((1500, 1800), (1500, 100), (1500, 100)):
        hand.press(*point)
    for y in (400, 700, 1000, 1300, 1600):
        for x in (100, 2900, 2900):
            hand.press(x, y)
    # One building and its row; then the others in the same way.
    for row, y in enumerate((400, 700, 1000, 1300, 1600)):
        hand.do("tool-building")
        if row == 0:
            hand.drag(150, y - 200, 500, y - 70)
        else:
            hand.press(325, y - 135)
        hand.do("tool-select")
        hand.press(250, y - 150)
        hand.do("properties")
        if row == 0:
            hand.fill("row-number", "6")
            hand.fill("row-gap", "12")
        hand.do("row-go")
        if hand.is_touch:
            hand.do("close-panel")
    hand.count("buildings", 30)
    hand.count("units", 60)
    hand.do("tool-gate")
    hand.press(1500, 1800)
    seen(page, f"plan-thirty-{len(size)}", tmp_path)
    assert hand.deeds < 90
    hand.save()
    plan = version(planned, hand)[0]["plan"]
    assert [one["name"] for one in plan["buildings"]] == [str(number) for number in range(1, 31)]
    ends = {tuple(path["line"][at:at + 2]) for path in plan["paths"] for at in range(0, len(path["line"]), 2)}
    assert all(tuple(unit["at"]) in ends for one in plan["buildings"] for unit in one["units"])


@SIZES
def test_the_way_to_a_door_is_tried_before_anybody_sees_it(manager, size, tmp_path):
    hand = manager(**size)
    page = hand.page
    hand.compound()
    hand.do("tool-select")
    hand.press(600, 800)
    hand.do("properties")
    hand.do("walk")
    rows = page.locator("[data-page=walk] .plan-list-row")
    expect(rows).to_have_count(2)
    expect(rows.last).to_contain_text("步行 · 2 分钟 · 140 米")
    hand.do(rows.last.get_attribute("data-do"))
    expect(page.locator(".plan-walk")).to_have_attribute("points", re.compile(r"^1200 1800 .* (450|750) 850$"))
    assert violations(page) == []
    calm(page)
    seen(page, f"plan-walk-{len(size)}", tmp_path)
    # A road that is closed is the reason why there is none.
    if hand.is_touch:
        hand.do("close-panel")
    hand.press(1200, 1500)
    hand.do("properties")
    page.locator("[data-field=closed]").check()
    if hand.is_touch:
        hand.do("close-panel")
    hand.press(600, 800)
    hand.do("properties")
    hand.do("walk")
    expect(page.locator("[data-page=walk]")).to_contain_text("路不通")


def test_of_two_pages_of_one_browser_the_first_keeps_the_draft(manager, planned):
    hand = manager(**DESK)
    hand.compound()
    wait_until(lambda: (hand.kept() or "").count('"kind":"parking"') == 1, 5)
    drawn = hand.kept()
    other = Hand(hand.phone.context.new_page(), hand.place).open()
    expect(other.page.locator(".plan-banner")).to_contain_text("在另一个页面里也开着")
    other.count("buildings", 0)
    other.do("fine")
    other.do("tool-building")
    other.drag(300, 300, 900, 450)
    other.count("buildings", 1)
    assert hand.kept() == drawn
    other.save()
    hand.save()
    expect(hand.page.locator("[data-page=saved]")).to_contain_text("第 2 版")
    assert len(version(planned, hand)[0]["plan"]["buildings"]) == 5
    hand.phone.problems[:] = [one for one in hand.phone.problems if "409" not in one]
