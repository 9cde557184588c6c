"""The offline map: made from an extract, served in ranges, drawn where there is WebGL."""

import io
import shutil

import pytest
import requests
from PIL import Image
from pmtiles.reader import MmapSource, Reader, all_tiles

from conftest import CHROMIUM, PHONE
from programs import DATA, ROOT, Server, run

MONACO = DATA / "osm-router-test" / "monaco.osm.pbf"

pytestmark = [
    pytest.mark.skipif(shutil.which("tilemaker") is None, reason="tilemaker is not here"),
    pytest.mark.skipif(not MONACO.exists(), reason="the extract of Monaco is not on this machine"),
    pytest.mark.skipif(
        not (ROOT / "Web/vendor/maplibre-gl.js").exists(), reason="MapLibre is not here: script/vendor"),
]


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    folder = tmp_path_factory.mktemp("basemap")
    database = folder / "town.sqlite"
    table = folder / "places.csv"
    table.write_text("id,name,lng,lat\nA1,赌场广场驿站,7.4275,43.7392\n", encoding="utf-8")
    done = run(
        "import", "places", table, "--kind", "station", "--datum", "wgs84", "--anywhere", database=database)
    assert done.returncode == 0, done.stderr + done.stdout
    done = run("import", "basemap", MONACO, database=database)
    assert done.returncode == 0, done.stderr
    assert "© OpenStreetMap contributors" in done.stdout
    return database


@pytest.fixture(scope="module")
def server(database):
    one = Server(database)
    yield one
    assert one.stop() == 0


def archive(database):
    return database.with_suffix(".pmtiles")


# The archive


def test_another_reader_finds_every_tile(database):
    with open(archive(database), "rb") as file:
        source = MmapSource(file)
        reader = Reader(source)
        header = reader.header()
        assert header["clustered"] and (header["min_zoom"], header["max_zoom"]) == (6, 14)
        assert "OpenStreetMap" in reader.metadata()["attribution"]
        layers = {layer["id"] for layer in reader.metadata()["vector_layers"]}
        assert layers == {"landuse", "water", "waterway", "building", "road", "road_name", "place"}
        tiles = dict(all_tiles(source))
        assert len(tiles) == header["addressed_tiles_count"] > 20
        assert all(data[:2] == b"\x1f\x8b" and reader.get(*number) == data for number, data in tiles.items())


def test_a_file_that_cannot_be_used_leaves_the_old_map(database, tmp_path):
    before = archive(database).read_bytes()
    cut = tmp_path / "cut.osm.pbf"
    cut.write_bytes(MONACO.read_bytes()[:-9])
    broken = tmp_path / "broken.osm.pbf"
    data = bytearray(MONACO.read_bytes())
    data[500000:500040] = b"x" * 40
    broken.write_bytes(bytes(data))
    for path in (cut, broken):
        done = run("import", "basemap", path, database=database)
        assert done.returncode == 2 and done.stdout == "" and done.stderr.count("\n") == 1, done.stderr
        assert archive(database).read_bytes() == before
        assert not list(database.parent.glob("*.part"))


# Ranges

ENTIRE = object()


@pytest.mark.parametrize(
    "header, status, part",
    [
        (None, 200, ENTIRE), ("bytes=0-126", 206, slice(0, 127)), ("bytes=1000-", 206, slice(1000, None)),
        ("bytes=-500", 206, slice(-500, None)), ("bytes=0-99999999999", 206, ENTIRE),
        ("bytes=99999999999-", 416, None), ("bytes=-0", 416, None), ("bytes=0-1,5-6", 200, ENTIRE),
        ("bytes=5-1", 200, ENTIRE), ("items=0-1", 200, ENTIRE), ("bytes=x", 200, ENTIRE),
    ],
)
def test_the_map_is_served_in_ranges(server, database, header, status, part):
    whole = archive(database).read_bytes()
    headers = {"Range": header, "Accept-Encoding": "gzip"} if header else {"Accept-Encoding": "gzip"}
    answer = requests.get(server.address + "/basemap.pmtiles", headers=headers, timeout=10)
    assert answer.status_code == status
    assert answer.headers["Accept-Ranges"] == "bytes" and answer.headers["ETag"].startswith('"')
    assert "Content-Encoding" not in answer.headers
    if status == 416:
        assert answer.headers["Content-Range"] == f"bytes */{len(whole)}" and answer.content == b""
        return
    wanted = whole if part is ENTIRE else whole[part]
    assert answer.content == wanted and answer.headers["Content-Length"] == str(len(wanted))
    if status == 206:
        first = whole.index(wanted[:200]) if part is not ENTIRE else 0
        assert answer.headers["Content-Range"] == f"bytes {first}-{first + len(wanted) - 1}/{len(whole)}"


def test_a_part_is_answered_only_of_the_version_the_visitor_has(server):
    address = server.address + "/basemap.pmtiles"
    tag = requests.head(address, timeout=10).headers["ETag"]
    part = {"Range": "bytes=0-9"}
    assert requests.get(address, headers={**part, "If-Range": tag}, timeout=10).status_code == 206
    assert requests.get(address, headers={**part, "If-Range": '"other"'}, timeout=10).status_code == 200
    again = requests.get(address, headers={"If-None-Match": tag}, timeout=10)
    assert again.status_code == 304 and again.content == b""


def test_another_import_is_served_at_once_and_has_another_tag(server, database):
    address = server.address + "/basemap.pmtiles"
    before = requests.head(address, timeout=10).headers
    done = run("import", "basemap", MONACO, database=database)
    assert done.returncode == 0, done.stderr
    after = requests.head(address, timeout=10).headers
    assert before["ETag"] != after["ETag"]
    assert int(after["Content-Length"]) == archive(database).stat().st_size


def test_a_house_without_a_map_says_so(city):
    answer = requests.get(city.address + "/basemap.pmtiles", timeout=10)
    assert answer.status_code == 404


# Drawn

WEBGL = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
NO_WEBGL = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis"]


def draw(chromium, server, arguments, **settings):
    """The route page's map as a picture, whether the offline map was drawn, and what went wrong."""
    query = {"lat": 43.739, "lng": 7.427, "radius": 50000}
    found = requests.get(server.address + "/api/v1/places/nearby", query, timeout=10).json()["features"]
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=arguments)
    context = browser.new_context(
        **{**PHONE, "base_url": server.address, **settings},
        geolocation={"latitude": 43.7372, "longitude": 7.4213, "accuracy": 20}, permissions=["geolocation"])
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(f"/places/{found[0]['id']}/route?mode=foot")
    page.locator("#route-map .route-end").wait_for(state="attached", timeout=20000)
    drawn = page.locator("#route-map .map-vector.is-drawn")
    if "--disable-3d-apis" not in arguments:
        drawn.wait_for(timeout=30000)
    page.wait_for_timeout(1500)
    credits = page.locator("#route-map .leaflet-control-attribution").inner_text()
    picture = Image.open(io.BytesIO(page.locator("#route-map").screenshot())).convert("RGB")
    count = drawn.count()
    browser.close()
    return picture, count, credits, problems


def share(picture, colour, tolerance=6):
    pixels = list(picture.getdata())
    near = sum(all(abs(a - b) <= tolerance for a, b in zip(pixel, colour)) for pixel in pixels)
    return near / len(pixels)


def test_streets_and_buildings_are_drawn_in_light_and_in_dark(chromium, server):
    picture, count, credits, problems = draw(chromium, server, WEBGL)
    assert count == 1 and problems == []
    assert "© OpenStreetMap" in credits
    assert share(picture, (0xFF, 0xFF, 0xFF)) > 0.01 and share(picture, (0xFB, 0xD9, 0x8C)) > 0.01
    assert share(picture, (0xDD, 0xD8, 0xCE)) > 0.02
    picture, count, _, problems = draw(chromium, server, WEBGL, color_scheme="dark")
    assert count == 1 and problems == []
    assert share(picture, (0x2A, 0x32, 0x30)) > 0.02 and share(picture, (0xFB, 0xD9, 0x8C)) < 0.01


def test_without_webgl_the_outlines_stay(chromium, server):
    picture, count, _, problems = draw(chromium, server, NO_WEBGL)
    assert count == 0 and problems == []
    assert share(picture, (0xFB, 0xD9, 0x8C)) < 0.01
