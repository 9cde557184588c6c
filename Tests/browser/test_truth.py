"""One tap on a place's page: told at once, taken back, without JavaScript, and kept until there is a network."""

import re

import pytest
import requests
from playwright.sync_api import expect

from programs import Server, copied, run, wait_until
from test_accessibility import violations


@pytest.fixture(scope="module")
def house(demonstration_database, tmp_path_factory):
    """A city of its own, because here people write."""
    copy = copied(demonstration_database, tmp_path_factory.mktemp("truth"))
    server = Server(copy)
    server.database = copy
    yield server
    assert server.stop() == 0


@pytest.fixture
def quiet_place(house):
    """`quiet_place("station", 3)`: the third nearest place of a kind of which nobody has said anything."""

    def find(kind, number):
        query = {"lat": 29.869, "lng": 121.5478, "kinds": kind, "limit": 100, "radius": 50000}
        answer = requests.get(house.address + "/api/v1/places/nearby", query, timeout=10).json()
        quiet = []
        for feature in answer["features"]:
            place = requests.get(f"{house.address}/api/v1/places/{feature['id']}", timeout=10).json()
            if place["properties"]["confirmations"] is None:
                quiet.append(feature["id"])
            if len(quiet) > number:
                return quiet[number]
        raise AssertionError("too few quiet places")

    return find


def told(house, place):
    answer = requests.get(f"{house.address}/api/v1/places/{place}", timeout=10)
    return answer.json()["properties"]["confirmations"]


def test_a_tap_is_told_at_once_and_taken_back(phone, house, quiet_place):
    place = quiet_place("station", 0)
    page = phone(house, position=None).open(f"/places/{place}")
    page.get_by_role("button", name="开着").tap()
    expect(page.locator(".truth-now")).to_have_text("刚刚有人确认开门")
    expect(page.locator(".truth-said")).to_have_text("谢谢，已经记下。")
    expect(page.get_by_role("button", name="开着")).to_have_attribute("aria-pressed", "true")
    assert told(house, place)["newestAnswer"] == "open"
    page.get_by_role("button", name="撤回").tap()
    expect(page.locator(".truth-said")).to_have_text("已撤回。")
    expect(page.locator(".truth-now")).to_have_count(0)
    assert told(house, place) is None


def test_without_javascript(phone, house, quiet_place):
    place = quiet_place("charger", 0)
    page = phone(house, position=None, java_script_enabled=False).open(f"/places/{place}")
    page.get_by_role("button", name="能用").tap()
    expect(page).to_have_url(re.compile(f"/places/{place}#truth$"))
    expect(page.locator(".truth-now")).to_have_text("刚刚有人确认能用")
    expect(page.locator(".truth-reliability")).to_have_text("近 1 次 1 次能用")
    page.get_by_role("button", name="撤回").tap()
    expect(page.locator(".truth-now")).to_have_count(0)


def test_without_a_network_it_is_kept_and_sent_once(phone, house, quiet_place):
    place = quiet_place("station", 1)
    rider = phone(house, position=None)
    rider.expected.append("ERR_INTERNET_DISCONNECTED")
    page = rider.open(f"/places/{place}")
    posts = []
    rider.context.on("request", lambda request: request.method == "POST" and posts.append(request.post_data))
    rider.context.set_offline(True)
    page.get_by_role("button", name="关着").tap()
    expect(page.locator(".truth-said")).to_have_text("没有网络，已存下，连上后自动发送。")
    expect(page.get_by_role("button", name="关着")).to_have_attribute("aria-pressed", "true")
    assert told(house, place) is None
    rider.context.set_offline(False)
    expect(page.locator(".truth-now")).to_contain_text("有 1 人反映关门")
    page.reload()
    expect(page.locator(".truth-now")).to_contain_text("有 1 人反映关门")
    keys = {re.search(r"key=(\w+)", body).group(1) for body in posts}
    assert len(posts) == 2 and len(keys) == 1, posts
    assert page.evaluate("localStorage.getItem('confirmations')") is None


def test_it_waits_over_a_closed_page_and_is_as_old_as_it_is(phone, house, quiet_place):
    place, other = quiet_place("station", 2), quiet_place("station", 3)
    rider = phone(house, position=None)
    page = rider.open(f"/places/{other}")
    page.evaluate(
        """place => localStorage.setItem("confirmations", JSON.stringify([
            {address: `/places/${place}/confirmations`, fields: {answer: "open", key: "kept-on-the-phone"},
             at: Date.now() - 40 * 60000},
            {address: `/places/${place}/confirmations`, fields: {answer: "closed", key: "far-too-old-by-now"},
             at: Date.now() - 7 * 3600000}]))""",
        place,
    )
    page.reload()
    wait_until(lambda: page.evaluate("localStorage.getItem('confirmations')") is None, 8)
    page.goto(f"/places/{place}")
    expect(page.locator(".truth-now")).to_have_text("40 分钟前有人确认开门")


def test_a_refusal_is_told_in_words(phone, house, quiet_place):
    place = quiet_place("station", 4)
    rider = phone(house, position=None)
    rider.expected.append("429")
    page = rider.open(f"/places/{place}")
    for _ in range(11):
        page.get_by_role("button", name="开着").tap()
        expect(page.locator("#truth")).to_have_attribute("aria-busy", "false")
    expect(page.locator(".truth-said")).to_have_text(re.compile("请过 .*再试"))


def test_two_people_on_two_networks_demote_it_and_doctor_lists_it(phone, house, quiet_place):
    place = quiet_place("station", 5)
    for address in ("203.0.113.7", "198.51.100.9"):
        sent = requests.post(
            f"{house.address}/api/v1/places/{place}/confirmations", timeout=10,
            json={"answer": "closed", "key": f"closed-by-{address.replace('.', '-')}"},
            headers={"X-Forwarded-For": address},
        )
        assert sent.status_code == 201, sent.text
    page = phone(house, position=None).open(f"/places/{place}")
    expect(page.locator(".truth-now")).to_have_text("刚刚有 2 人反映关门")
    done = run("doctor", "--duplicates", "1000", database=house.database)
    assert re.search(rf"\[{place}\]: closed, 2 people, just now", done.stdout), done.stdout[-2000:]


@pytest.mark.parametrize("elder", [False, True])
def test_the_buttons_are_large_and_axe_finds_nothing(phone, house, quiet_place, elder):
    rider = phone(house, position=None, bypass_csp=True)
    if elder:
        rider.context.add_cookies([{"name": "text", "value": "large", "url": house.address}])
    page = rider.open(f"/places/{quiet_place('charger', 1)}")
    assert page.locator("html.elder").count() == int(elder)
    page.get_by_role("button", name="坏了").tap()
    expect(page.get_by_role("button", name="撤回")).to_be_visible()
    for button in page.locator(".truth button").all():
        box = button.bounding_box()
        assert box["height"] >= (60 if elder else 44) - 0.5 and box["width"] >= 44, box
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


def test_the_page_in_english(phone, house, quiet_place):
    page = phone(house, position=None, locale="en-GB").open(f"/places/{quiet_place('merchant', 0)}")
    page.get_by_role("button", name="Closed").tap()
    expect(page.locator(".truth-now")).to_have_text("1 person found it closed just now")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
