"""An address pasted from another app leads to the door on the compound's plan, and its room stays on the phone."""

import json

import requests
from playwright.sync_api import expect

from conftest import POSITION

def compound(server):
    """A compound whose name is its own."""
    here = {"lat": POSITION["latitude"], "lng": POSITION["longitude"], "kinds": "compound", "limit": 20}
    found = requests.get(server.address + "/api/v1/places/nearby", here, timeout=10).json()["features"]
    names = [one["properties"]["name"] for one in found]
    for one in found:
        name = one["properties"]["name"]
        if len(name) >= 4 and sum(name in other for other in names) == 1:
            return one["id"], name
    raise AssertionError("no compound has a name of its own")


def test_a_pasted_address_finds_compound_building_and_unit_and_keeps_the_room(phone, city):
    rider = phone(city, position=None)
    page = rider.open("/")
    place, name = compound(city)
    page.locator("#q").fill(f"浙江省宁波市鄞州区某某街道望京路100号{name}12幢2单元1503室")
    option = page.locator("#search-list .option").first
    expect(option).to_contain_text(name)
    expect(option).to_contain_text("12 幢 2 单元")
    with page.expect_navigation():
        option.click()
    assert f"/places/{place}/plan?to=12-2#1503" in page.url
    assert all("1503" not in address.split("#")[0] for address in rider.requests)


def test_an_address_that_is_sent_at_once_leaves_its_room_behind_as_well(phone, city):
    rider = phone(city, position=None)
    page = rider.open("/")
    _, name = compound(city)
    page.evaluate("""(text) => {
        document.getElementById("q").value = text;
        document.querySelector("#search [type=submit]").click();
    }""", f"{name}12幢2单元1503")
    page.wait_for_url("**/find?*")
    assert "1503" not in page.url
    expect(page.locator("#results")).to_contain_text(name)


def test_what_is_no_address_is_searched_for_as_it_is(phone, city):
    rider = phone(city, position=None)
    page = rider.open("/")
    for text in ("7-11", "85度C", "B座"):
        with page.expect_request(lambda one: "/api/v1/search" in one.url) as asked:
            page.locator("#q").fill(text)
        assert requests.compat.unquote(asked.value.url.split("q=")[1].split("&")[0]) == text


def test_the_compound_of_last_time_is_one_tap_away(phone, city):
    rider = phone(city, position=None)
    page = rider.open("/")
    expect(page.locator(".home-compound")).to_have_count(0)
    place, name = compound(city)
    last = json.dumps({"id": place, "name": name, "at": page.evaluate("Date.now()")})
    page.evaluate("text => localStorage.setItem('last-compound', text)", last)
    page.reload()
    expect(page.locator(".home-compound")).to_have_attribute("href", f"/places/{place}/plan")
    expect(page.locator(".home-compound")).to_have_text(f"{name} · 平面图")
    for broken in ("{", "null", json.dumps({"id": "//example.com", "name": name, "at": 1e15})):
        page.evaluate("text => localStorage.setItem('last-compound', text)", broken)
        page.reload()
        expect(page.locator(".home-pass")).to_be_visible()
        expect(page.locator(".home-compound")).to_have_count(0)
