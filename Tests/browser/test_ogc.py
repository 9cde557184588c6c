"""The directory as OGC API Features, read by GDAL as people with QGIS would."""

import json
import re
import shutil
import subprocess

import pytest
import requests

KINDS = {"compound": 3536, "station": 2433, "merchant": 8433, "charger": 11321}


def ogrinfo(city, *words):
    if not shutil.which("ogrinfo"):
        pytest.fail("ogrinfo is not there; script/setup check installs gdal-bin.")
    done = subprocess.run(
        ["ogrinfo", *words], capture_output=True, text=True, timeout=180, check=False, env={"GDAL_HTTP_TIMEOUT": "30"})
    assert done.returncode == 0 and "ERROR" not in done.stderr, done.stdout[-1500:] + done.stderr[-1500:]
    return done.stdout


def every_item(city, kind, **query):
    address, items = f"{city.address}/ogc/collections/{kind}/items", []
    while address:
        answer = requests.get(address, query, timeout=30)
        assert answer.headers["Content-Type"] == "application/geo+json"
        page = answer.json()
        assert page["numberReturned"] == len(page["features"]) <= 1000
        items += page["features"]
        address = {link["rel"]: link["href"] for link in page["links"]}.get("next")
        query = None
    assert page["numberMatched"] == len(items)
    return items


def test_gdal_finds_a_layer_for_each_kind(city):
    layers = ogrinfo(city, "-ro", f"OAPIF:{city.address}/ogc")
    assert set(KINDS) <= set(re.findall(r"^\d+: (\w+)", layers, re.M)), layers


@pytest.mark.parametrize("kind", KINDS)
def test_gdal_reads_every_place_over_its_pages(city, kind):
    listing = ogrinfo(
        city, "-ro", "-oo", "PAGE_SIZE=1000", "-oo", "IGNORE_SCHEMA=YES", "-q", f"OAPIF:{city.address}/ogc", kind)
    features = re.findall(r"^OGRFeature\(", listing, re.M)
    assert len(features) == KINDS[kind]
    names = set(re.findall(r"^  id \(String\) = (\S+)", listing, re.M))
    assert len(names) == KINDS[kind]


def test_gdal_asks_for_a_box_and_gets_its_places(city):
    box = [121.53, 29.86, 121.56, 29.88]
    listing = ogrinfo(city, "-ro", "-q", "-spat", *map(str, box), f"OAPIF:{city.address}/ogc", "charger")
    points = re.findall(r"POINT \(([\d.]+) ([\d.]+)\)", listing)
    ours = every_item(city, "charger", bbox=",".join(map(str, box)), limit=50)
    assert len(points) == len(ours) > 0
    everyone = every_item(city, "charger", limit=1000)
    inside = [
        feature for feature in everyone
        if box[0] <= feature["geometry"]["coordinates"][0] <= box[2]
        and box[1] <= feature["geometry"]["coordinates"][1] <= box[3]
    ]
    assert [feature["id"] for feature in ours] == [feature["id"] for feature in inside]


def test_the_landing_page_leads_everywhere(city):
    landing = requests.get(city.address + "/ogc", timeout=10).json()
    links = {link["rel"]: link for link in landing["links"]}
    assert {"self", "service-desc", "conformance", "data", "license"} <= set(links)
    for relation in ["self", "service-desc", "service-doc", "conformance", "data"]:
        answer = requests.get(links[relation]["href"], timeout=10)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].split(";")[0] == links[relation]["type"].split(";")[0]
    assert "demonstration" in landing["description"].lower()
    conformance = requests.get(links["conformance"]["href"], timeout=10).json()["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in conformance


def test_the_description_is_openapi_3_and_names_the_addresses_that_are_there(city):
    from openapi_spec_validator import OpenAPIV30SpecValidator, validate

    description = requests.get(city.address + "/ogc/api", timeout=10).json()
    validate(description, cls=OpenAPIV30SpecValidator)
    identifier = every_item(city, "station", limit=1000)[0]["id"]
    for path in description["paths"]:
        address = path.replace("{kind}", "station").replace("{id}", identifier).rstrip("/")
        answer = requests.get(description["servers"][0]["url"] + address, timeout=10)
        assert answer.status_code == 200, path
        assert json.loads(answer.text)


def test_one_place_is_what_its_page_says(city):
    first = every_item(city, "station", limit=1000)[0]
    one = requests.get(f"{city.address}/ogc/collections/station/items/{first['id']}", timeout=10).json()
    assert {name: one[name] for name in first} == first
    assert first["properties"]["demonstration"] is True
    assert requests.get(f"{city.address}/ogc/collections/charger/items/{first['id']}", timeout=10).status_code == 404
