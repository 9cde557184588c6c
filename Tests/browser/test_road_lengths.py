"""The lengths of ways, judged by another engine with the same streets."""

import json
import pathlib
import shutil
import statistics

import pytest
import requests

from programs import DATA, Server, run, wait_until
from routino import Routino
from test_roads import ENGINE, ask, children, is_up

MONACO = DATA / "osm-router-test" / "monaco.osm.pbf"
COSTING = {"foot": "pedestrian", "bicycle": "bicycle", "moped": "motor_scooter"}

pytestmark = [
    pytest.mark.skipif(not ENGINE.exists(), reason="the road engine is not here: script/vendor roads"),
    pytest.mark.skipif(not MONACO.exists(), reason="the extract of Monaco is not on this machine"),
    pytest.mark.skipif(shutil.which("routino-router") is None, reason="routino is not here"),
    pytest.mark.skipif(shutil.which("osmium") is None, reason="osmium-tool is not here"),
]


def engine_address(server):
    (engine,) = children(server)
    settings = pathlib.Path(f"/proc/{engine}/cmdline").read_text().split("\0")[1]
    listen = json.loads(pathlib.Path(settings).read_text(encoding="utf-8"))["httpd"]["service"]["listen"]
    return listen.replace("tcp:", "http:")


def engine_shortest(address, start, end, mode):
    """Metres of the shortest way in the house's own graph. None where there is none."""
    question = {
        "locations": [{"lat": lat, "lon": lng} for lat, lng in (start, end)], "costing": COSTING[mode],
        "costing_options": {COSTING[mode]: {"shortest": True}}, "units": "kilometers",
    }
    answer = requests.post(address + "/route", json=question, timeout=10).json()
    return answer["trip"]["summary"]["length"] * 1000 if "trip" in answer else None


@pytest.fixture(scope="module")
def monaco(tmp_path_factory):
    folder = tmp_path_factory.mktemp("monaco")
    database = folder / "monaco.sqlite"
    done = run("import", "roads", MONACO, database=database)
    assert done.returncode == 0, done.stderr
    judge = Routino(MONACO, folder / "routino")
    server = Server(database)
    wait_until(lambda: is_up(server), 20)
    yield server, judge
    server.stop()


@pytest.mark.parametrize("mode", ["foot", "bicycle", "moped"])
def test_every_shortest_way_is_as_long_as_routino_says(monaco, mode):
    """What may be used by whom, in which direction, and how long it is: one reading of the same streets."""
    server, judge = monaco
    address = engine_address(server)
    lengths = {}
    for start, end in judge.pairs():
        lengths[start, end] = (engine_shortest(address, start, end, mode), judge.shortest(start, end, mode))
    found = {pair: ours / theirs for pair, (ours, theirs) in lengths.items() if ours and theirs}
    print(mode, sorted(round(ratio, 3) for ratio in found.values()))
    assert len(found) >= 20
    assert {pair: ratio for pair, ratio in found.items() if not 1 / 1.1 <= ratio <= 1.1} == {}


@pytest.mark.parametrize("mode, closed", [("foot", []), ("bicycle", ["steps"]), ("moped", [])])
def test_what_riders_get_is_little_longer_than_the_shortest(monaco, mode, closed):
    """A rider is led along streets that suit the vehicle, and never far round for it."""
    server, judge = monaco
    lengths = []
    for start, end in judge.pairs():
        ours = ask(server, start, end, mode)["properties"]["lengthMetres"]
        theirs = judge.shortest(start, end, mode, closed)
        if ours and theirs:
            lengths.append((ours, theirs))
    ratios = sorted(round(ours / theirs, 3) for ours, theirs in lengths)
    print(mode, ratios)
    assert len(ratios) >= 20
    assert sum(ours for ours, _ in lengths) < 1.1 * sum(theirs for _, theirs in lengths)
    assert statistics.median(ratios) < 1.1
    assert ratios[0] > 1 / 1.1 and ratios[-1] < 1.5
