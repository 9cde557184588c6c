"""What the city publishes, judged by programs that others wrote for these formats."""

import json
import re
import subprocess
import sys

import jsonschema
import pytest
import requests
from referencing import Registry

from programs import DATA, ROOT

OCPI_PYTHON = ROOT / ".venv-ocpi" / "bin" / "python"
HSDS = DATA / "vectors" / "hsds-3.0"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


def get(city, path, **headers):
    return requests.get(city.address + path, headers=headers, timeout=60)


def test_the_gbfs_validator_finds_nothing(city, tmp_path):
    report = tmp_path / "report.json"
    command = [
        sys.executable, "-m", "gbfs_validator.cli", "--url", city.address + "/gbfs/gbfs.json",
        "--save-report", str(report), "--print-report", "no", "--fail-on-error",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    found = json.loads(report.read_text(encoding="utf-8"))
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    assert found["summary"]["hasErrors"] is False
    assert found["summary"]["version"]["validated"] == "3.0"
    checked = {file["file"]: file for file in found["files"]}
    for name in ["gbfs.json", "system_information.json", "vehicle_types.json", "station_information.json",
                 "station_status.json"]:
        assert checked[name]["exists"] and not checked[name]["hasErrors"], checked[name]


def test_gbfs_tells_of_every_charger_and_of_states_only_what_is_known(city):
    stations = get(city, "/gbfs/station_information.json").json()["data"]["stations"]
    states = get(city, "/gbfs/station_status.json").json()["data"]["stations"]
    assert len(stations) == 11321 and all(station["demonstration"] for station in stations)
    known = {station["station_id"] for station in stations}
    assert 0 < len(states) < len(stations)
    assert {state["station_id"] for state in states} <= known
    assert all(MOMENT.fullmatch(state["last_reported"]) for state in states)
    capacity = {station["station_id"]: station.get("capacity", 0) for station in stations}
    for state in states:
        assert state["num_vehicles_available"] + state.get("num_docks_available", 0) <= capacity[state["station_id"]]


def every_location(city):
    path, locations = "/ocpi/2.2.1/locations?limit=100", []
    while path:
        answer = get(city, path)
        body = answer.json()
        assert (body["status_code"], len(body["data"]) <= 100) == (1000, True)
        assert MOMENT.fullmatch(body["timestamp"])
        locations += body["data"]
        path = answer.links["next"]["url"].removeprefix(city.address) if "next" in answer.links else None
    assert len(locations) == int(answer.headers["X-Total-Count"])
    return locations


def test_py_ocpi_accepts_every_location(city):
    if not OCPI_PYTHON.exists():
        pytest.fail(f"{OCPI_PYTHON} is not there; script/setup check makes it.")
    locations = every_location(city)
    assert len({location["id"] for location in locations}) == len(locations) > 5000
    done = subprocess.run(
        [str(OCPI_PYTHON), str(ROOT / "Tests" / "oracle" / "ocpi_locations.py")], input=json.dumps(locations),
        capture_output=True, text=True, timeout=300, check=False)
    assert done.stdout.strip() == f"accepted {len(locations)}", done.stdout[:2000] + done.stderr[-2000:]


def test_ocpi_is_found_from_its_versions(city):
    version = get(city, "/ocpi/versions").json()["data"][0]
    assert version["version"] == "2.2.1"
    details = requests.get(version["url"], timeout=10).json()["data"]
    endpoint = details["endpoints"][0]
    assert (endpoint["identifier"], endpoint["role"]) == ("locations", "SENDER")
    first = requests.get(endpoint["url"] + "?limit=1", timeout=10).json()["data"][0]
    one = requests.get(endpoint["url"] + "/" + first["id"], timeout=10).json()["data"]
    assert one == first


def judge(name):
    schema = json.loads((HSDS / f"{name}.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(
        schema, registry=Registry(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.skipif(not HSDS.exists(), reason="the schemas of HSDS 3.0 are not on this machine")
@pytest.mark.parametrize(
    "what, lists, ones",
    [("services", "service_list", "service"), ("organizations", "organization_list", "organization"),
     ("service_at_locations", "service_at_location", "service_at_location")])
def test_hsds_is_as_its_schemas_ask(city, what, lists, ones):
    page, seen = 1, []
    while True:
        body = get(city, f"/hsds/{what}?page={page}&per_page=100").json()
        for entry in body["contents"]:
            judge(lists).validate(entry)
        seen += [entry["id"] for entry in body["contents"]]
        if body["last_page"] or page == 5:
            break
        page += 1
    assert len(set(seen)) == len(seen) > 0
    assert what == "organizations" or body["total_items"] == 2433
    for identifier in [seen[0], seen[len(seen) // 2], seen[-1]]:
        judge(ones).validate(get(city, f"/hsds/{what}/{identifier}").json())


def test_what_has_not_changed_is_not_sent_again(city):
    for path in ["/gbfs/station_information.json", "/gbfs/gbfs.json", "/hsds/services?page=2"]:
        first = get(city, path)
        again = get(city, path, **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert first.headers["Last-Modified"].endswith("GMT")


@pytest.mark.parametrize(
    "path, status",
    [("/ocpi/2.2.1/locations?limit=0", 400), ("/ocpi/2.2.1/locations?offset=-1", 400),
     ("/ocpi/2.2.1/locations?date_from=yesterday", 400), ("/ocpi/2.2.1/locations?page=1", 400),
     ("/ocpi/2.2.1/locations/none", 404), ("/hsds/services?page=0", 400), ("/hsds/services?full=maybe", 400),
     ("/hsds/services/none", 404), ("/hsds/organizations/none", 404), ("/gbfs/none.json", 404)])
def test_what_is_refused_is_refused_as_a_problem(city, path, status):
    answer = get(city, path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")


def test_a_page_lists_the_feeds_in_two_languages(city):
    chinese, english = get(city, "/open-data").text, get(city, "/open-data?lang=en").text
    for page in [chinese, english]:
        for address in re.findall(r'<li><h2><a href="([^"]+)"', page):
            assert get(city, address).status_code == 200
        assert "CC-BY-4.0" in page
    assert "开放数据" in chinese and "Open data" in english
