"""The pages find ways over a plan, and doors in addresses, as the server does: the vectors of Tests/CompoundPlanTests."""

import json

import pytest

import modules
from programs import ROOT

SETS = json.loads((ROOT / "Tests/CompoundPlanTests/plan-vectors.json").read_text(encoding="utf-8"))
ADDRESSES = json.loads((ROOT / "Tests/CompoundPlanTests/door-addresses.json").read_text(encoding="utf-8"))

ROUTES = """
async (sets) => {
    const { network, route } = await import("/js/plan-route.js");
    return sets.map(({ plan, cases }) => {
        const graph = network(plan);
        return cases.map((one) => route(graph, one.target, one.vehicle, one.entrances, one.floor));
    });
}
"""


@pytest.fixture(scope="module")
def page(chromium):
    page = modules.blank_page(chromium)
    yield page
    page.context.close()


def test_every_way_is_the_servers_to_the_millisecond_and_the_step(page):
    answers = page.evaluate(ROUTES, SETS)
    ways = 0
    for one, given in zip(SETS, answers, strict=True):
        for case, answer in zip(one["cases"], given, strict=True):
            assert answer == case["answer"], case
            ways += "gate" in answer
    assert ways >= 150


def test_every_address_means_the_same_door(page):
    read = page.evaluate("""
        async (texts) => {
            const { doorAddress } = await import("/js/door-address.js");
            return texts.map((text) => doorAddress(text));
        }""", [one["text"] for one in ADDRESSES])
    for one, answer in zip(ADDRESSES, read, strict=True):
        wanted = {key: value for key, value in one.items() if key != "text"} if one["building"] else None
        assert answer == wanted, one["text"]


def test_a_sign_is_found_in_a_plan_however_it_is_written(page):
    plan = {"buildings": [
        {"id": "b1", "name": "1", "units": [{"id": "u1", "at": [0, 0]}]},
        {"id": "b2", "name": "0２幢", "units": [{"id": "u2", "name": "甲单元", "at": [0, 0]}]}, {"id": "b3"}]}
    found = page.evaluate("""
        async ([plan, texts]) => {
            const { doorAddress, findDoor } = await import("/js/door-address.js");
            return texts.map((text) => {
                const door = findDoor(plan, doorAddress(text));
                return door && [door.building.id, door.unit && door.unit.id];
            });
        }""", [plan, ["2幢1单元", "二栋甲单元", "2-1", "2号楼甲", "02幢1门501", "1幢3单元", "1幢", "7幢"]])
    assert found == [["b2", "u2"]] * 5 + [["b1", None], ["b1", None], None]
