"""Roads: an extract is imported, a real Valhalla finds ways in it, and nothing that befalls it befalls the house."""

import concurrent.futures
import os
import pathlib
import shutil
import signal
import subprocess
import time
import xml.etree.ElementTree as XML

import pytest
import requests

from programs import ROOT, Server, environment, run, wait_until

ENGINE = ROOT / "Vendor" / "valhalla" / "valhalla" / "bin" / "valhalla_service"
# Corners of the town of `small_extract`, latitude and longitude.
CORNERS = {
    1: (29.8700, 121.5500), 2: (29.8700, 121.5530), 3: (29.8700, 121.5560), 4: (29.8730, 121.5530),
    5: (29.8760, 121.5530), 6: (29.8760, 121.5560), 7: (29.8740, 121.5560), 8: (29.8700, 121.5600),
    9: (29.8700, 121.5620),
}
STREETS = [
    ("中山东路", [1, 2, 3], {"highway": "tertiary"}),
    ("灵桥路", [2, 4], {"highway": "footway", "bicycle": "dismount"}),
    ("药行街", [4, 5, 6], {"highway": "residential"}),
    ("江厦街", [6, 7], {"highway": "residential"}),
    ("孤路", [8, 9], {"highway": "residential"}),
]

pytestmark = [
    pytest.mark.skipif(not ENGINE.exists(), reason="the road engine is not here: script/vendor roads"),
    pytest.mark.skipif(shutil.which("osmium") is None, reason="osmium-tool is not here"),
]


def small_extract(folder):
    """A town of five streets as .osm.pbf: a footway where bicycles are pushed, and a street nothing leads to."""
    root = XML.Element("osm", version="0.6", generator="test")
    for number, (lat, lng) in CORNERS.items():
        XML.SubElement(root, "node", id=str(number), version="1", lat=str(lat), lon=str(lng))
    for number, (name, corners, tags) in enumerate(STREETS, 1):
        way = XML.SubElement(root, "way", id=str(number), version="1")
        for corner in corners:
            XML.SubElement(way, "nd", ref=str(corner))
        for key, value in {"name": name, **tags}.items():
            XML.SubElement(way, "tag", k=key, v=value)
    XML.ElementTree(root).write(folder / "town.osm", encoding="utf-8", xml_declaration=True)
    path = folder / "town.osm.pbf"
    subprocess.run(["osmium", "cat", "--overwrite", "-o", path, folder / "town.osm"], check=True, capture_output=True)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("roads")


@pytest.fixture(scope="module")
def town_file(folder):
    return small_extract(folder)


@pytest.fixture(scope="module")
def roads_database(folder, town_file):
    """Two places, one of them a compound with gates, and the town's roads."""
    database = folder / "town.sqlite"
    table = folder / "places.csv"
    table.write_text(
        "id,name,lng,lat\nA1,江厦面馆,121.5561,29.8742\nA2,孤店,121.5610,29.8701\n", encoding="utf-8")
    done = run("import", "places", table, "--kind", "merchant", "--datum", "wgs84", database=database)
    assert done.returncode == 0, done.stderr
    done = run("import", "roads", town_file, database=database)
    assert done.returncode == 0, done.stderr
    assert "© OpenStreetMap contributors" in done.stdout
    return database


def is_up(server):
    return "roads: up" in requests.get(server.address + "/readyz", timeout=5).text


@pytest.fixture
def server(roads_database):
    one = Server(roads_database)
    wait_until(lambda: is_up(one), 20)
    yield one
    one.stop()


def ask(server, start, end, mode="bicycle", lang="zh-Hans", timeout=10):
    query = {"from": f"{start[0]:.6f},{start[1]:.6f}", "to": end, "mode": mode, "lang": lang}
    if not isinstance(end, str):
        query["to"] = f"{end[0]:.6f},{end[1]:.6f}"
    answer = requests.get(server.address + "/api/v1/routes", query, timeout=timeout)
    assert answer.status_code == 200, answer.text
    return answer.json()


def place(server, name):
    query = {"lat": 29.87, "lng": 121.55, "radius": 50000}
    found = requests.get(server.address + "/api/v1/places/nearby", query, timeout=10).json()["features"]
    return next(one["id"] for one in found if one["properties"]["name"] == name)


def children(server):
    """The process ids of the engines that belong to this server."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            if parent == server.process.pid and words[0].endswith(b"valhalla_service"):
                found.append(int(entry.name))
    return found


def is_alive(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


# Routes


def test_a_route_is_told_in_chinese_and_the_footway_is_pushed_along(server):
    route = ask(server, (29.8701, 121.5505), place(server, "江厦面馆"))
    facts = route["properties"]
    assert route["geometry"]["type"] == "LineString" and facts["reason"] is None
    assert facts["attribution"].startswith("© OpenStreetMap")
    texts = [step["text"] for step in facts["steps"]]
    assert texts[0] == "沿中山东路向东骑行 240 米"
    assert texts[1] == "下车推行，左转进入灵桥路，推行 330 米"
    assert texts[-1] == "到达江厦面馆，在左侧"
    assert [step["isOnFoot"] for step in facts["steps"]][:2] == [False, True]
    assert sum(step["lengthMetres"] for step in facts["steps"]) == pytest.approx(facts["lengthMetres"], abs=5)
    assert facts["firstMetres"] < 20 and facts["lastMetres"] < 30


def test_a_route_is_told_in_english(server):
    facts = ask(server, (29.8701, 121.5505), (29.8742, 121.5561), "foot", "en")["properties"]
    assert facts["steps"][0]["text"] == "Walk east along 中山东路 for 240 m"
    assert facts["steps"][-1]["text"] == "Arrive at your destination, on the left"
    assert "min" in facts["sentence"]


@pytest.mark.parametrize(
    "start, end, mode, reason",
    [
        ((29.8701, 121.5505), (29.8701, 121.5610), "foot", "noWay"),
        ((29.8701, 121.5505), (29.8742, 121.5561), "moped", "noWay"),
        ((43.7390, 7.4270), (43.7325, 7.4145), "foot", "noRoadNear"),
        ((29.8701, 121.5505), (39.9, 116.4), "foot", "tooFar"),
        ((90, 180), (-90, -180), "foot", "tooFar"),
        ((0, 0), (0, 0), "foot", "noRoadNear"),
    ],
)
def test_where_there_is_no_way_the_answer_says_why(server, start, end, mode, reason):
    route = ask(server, start, end, mode)
    assert route["geometry"] is None
    assert route["properties"]["reason"] == reason
    assert route["properties"]["sentence"] and route["properties"]["steps"] == []
    assert route["properties"]["straightMetres"] >= 0 and "direction" in route["properties"]


def test_a_place_that_is_not_there_is_not_found(server):
    unknown = "01980000-0000-7000-8000-00000000ffff"
    answer = requests.get(
        server.address + "/api/v1/routes", {"from": "29.87,121.55", "to": unknown}, timeout=10)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_no_position_is_written_down(server):
    ask(server, (29.870123, 121.550456), (29.874234, 121.556078))
    text = "\n".join(server.log)
    assert "29.8701" not in text and "121.55" not in text


# The page


HERE = {"latitude": 29.8701, "longitude": 121.5505, "accuracy": 20}


def test_a_rider_sees_the_way_and_goes_through_its_steps(server, phone):
    one = phone(server, position=HERE)
    page = one.open(f"/places/{place(server, '江厦面馆')}")
    page.get_by_role("link", name="看路线").click()
    page.locator("#route-steps li").first.wait_for()
    assert "约" in page.locator("#route-status").inner_text()
    assert page.locator("#route-act").inner_text() == "沿中山东路向东骑行 240 米"
    page.locator("#route-next").click()
    assert page.locator("#route-act").inner_text().startswith("下车推行，左转进入灵桥路")
    assert page.locator("#route-steps [aria-current=step]").count() == 1
    page.locator("#route-map .route-line").wait_for(state="attached")
    assert "© OpenStreetMap" in page.locator("#route-attribution").inner_text()
    assert "121.55" not in page.url and "29.87" not in page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="步行", exact=True).click()
    page.locator("#route-steps li").first.wait_for()
    assert page.locator("#route-act").inner_text() == "沿中山东路向东步行 240 米"


def test_without_a_way_the_page_says_why_and_hands_over(server, phone):
    one = phone(server, position=HERE)
    page = one.open(f"/places/{place(server, '孤店')}/route?mode=foot")
    page.locator("#route-answer").wait_for()
    assert "没有找到能走的路" in page.locator("#route-status").inner_text()
    assert page.locator("#route-direction").inner_text() == "在您东方向，直线 1 公里"
    assert not page.locator("#route-steps").is_visible()
    page.locator("#route-map .route-end").wait_for(state="attached")
    assert page.locator("#route-map .route-line").count() == 0
    assert page.locator("a[data-app]").count() == 5


def test_without_scripts_or_a_position_the_map_apps_are_there(server, phone):
    address = f"/places/{place(server, '江厦面馆')}/route"
    page = phone(server, java_script_enabled=False).open(address)
    assert "没有运行脚本" in page.locator("main").inner_text()
    assert page.locator("a[data-app]").count() == 5
    page = phone(server, position=None).open(address + "?lang=en")
    page.get_by_role("button", name="Start from my position").click()
    page.locator("#route-status.warning").wait_for()
    assert page.locator("a[data-app]").count() == 5


# What befalls the engine


def test_an_engine_that_is_killed_is_started_again_and_the_answer_is_degraded_meanwhile(server):
    start, end = (29.8701, 121.5505), (29.8742, 121.5561)
    (before,) = children(server)
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: not is_alive(before), 5)
    facts = ask(server, start, end)["properties"]
    assert facts["reason"] in ("engineDown", None)
    wait_until(lambda: is_up(server) and children(server) not in ([], [before]), 20)
    assert ask(server, start, end)["geometry"] is not None
    assert requests.get(server.address + "/healthz", timeout=5).status_code == 200


def test_an_engine_that_hangs_keeps_nobody_waiting_and_is_replaced(server):
    (before,) = children(server)
    os.kill(before, signal.SIGSTOP)
    began = time.monotonic()
    facts = ask(server, (29.8701, 121.5505), (29.8742, 121.5561), timeout=15)["properties"]
    assert time.monotonic() - began < 8
    assert facts["reason"] in ("late", "engineDown") and facts["straightMetres"] > 100
    wait_until(lambda: is_up(server) and children(server) not in ([], [before]), 40)
    assert not is_alive(before)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_engine_ends_with_the_house(roads_database, how):
    one = Server(roads_database)
    wait_until(lambda: is_up(one), 20)
    (engine,) = children(one)
    one.stop(how)
    wait_until(lambda: not is_alive(engine), 5)


def test_many_at_once_are_all_answered(server):
    with concurrent.futures.ThreadPoolExecutor(40) as pool:
        jobs = [pool.submit(ask, server, (29.8701, 121.5505), (29.8742, 121.5561), "foot") for _ in range(200)]
        reasons = {job.result()["properties"]["reason"] for job in jobs}
    assert None in reasons and reasons <= {None, "busy"}


# Import


def test_another_import_takes_over_while_the_house_runs(roads_database, town_file, tmp_path, folder):
    database = tmp_path / "town.sqlite"
    shutil.copy(roads_database, database)
    one = Server(database)
    try:
        assert ask(one, (29.8701, 121.5505), (29.8742, 121.5561))["properties"]["reason"] == "noRoads"
        assert "roads" not in requests.get(one.address + "/readyz", timeout=5).text
        for _ in range(3):
            done = run("import", "roads", town_file, database=database)
            assert done.returncode == 0, done.stderr
            build = (tmp_path / "town.roads" / "current").resolve().name
            wait_until(lambda: is_up(one), 20)
            assert build == (tmp_path / "town.roads" / "current").resolve().name
        wait_until(lambda: ask(one, (29.8701, 121.5505), (29.8742, 121.5561))["geometry"] is not None, 20)
        assert len(list((tmp_path / "town.roads").glob("built-*"))) == 2
    finally:
        one.stop()


def test_a_file_that_cannot_be_used_leaves_the_old_roads(tmp_path, town_file):
    database = tmp_path / "town.sqlite"
    assert run("import", "roads", town_file, database=database).returncode == 0
    current = (tmp_path / "town.roads" / "current").resolve()
    whole = town_file.read_bytes()
    broken = bytearray(whole)
    broken[-20:-4] = b"x" * 16
    for name, data, words in [
        ("cut.osm.pbf", whole[:-7], "not downloaded whole"),
        ("text.osm.pbf", b"<osm/>", "not an extract"),
        ("empty.osm.pbf", b"", "not an extract"),
        ("broken.osm.pbf", bytes(broken), "cannot be read"),
    ]:
        path = tmp_path / name
        path.write_bytes(data)
        done = run("import", "roads", path, database=database)
        assert done.returncode == 2 and done.stdout == ""
        assert words in done.stderr and done.stderr.count("\n") == 1, done.stderr
        assert (tmp_path / "town.roads" / "current").resolve() == current
        assert len(list((tmp_path / "town.roads").glob("built-*"))) == 1


def test_an_extract_without_roads_and_a_house_without_an_engine_are_told(tmp_path, town_file):
    (tmp_path / "sea.osm").write_text(
        '<osm version="0.6"><node id="1" version="1" lat="29" lon="122"/></osm>', encoding="utf-8")
    subprocess.run(
        ["osmium", "cat", "-o", tmp_path / "sea.osm.pbf", tmp_path / "sea.osm"], check=True, capture_output=True)
    done = run("import", "roads", tmp_path / "sea.osm.pbf", database=tmp_path / "a.sqlite")
    assert done.returncode == 2 and done.stderr.startswith("yongai: The ") and done.stderr.count("\n") == 1
    bare = environment(YONGAI_ROADS_ENGINE=str(tmp_path))
    done = run("import", "roads", town_file, database=tmp_path / "a.sqlite", env=bare)
    assert done.returncode == 2 and "script/vendor roads" in done.stderr
