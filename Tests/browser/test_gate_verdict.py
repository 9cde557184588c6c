"""The guard's page judges by its kit as the server does: Tests/GatesTests/kit-vectors.json, in Chromium."""

import json

import pytest

import modules
from programs import ROOT

SETS = json.loads((ROOT / "Tests/GatesTests/kit-vectors.json").read_text(encoding="utf-8"))

JUDGE = """
async (sets) => {
    const { covers, verdict } = await import("/js/gate-verdict.js");
    return sets.map(({ kit, cases }) => cases.map((one) => ({
        covers: covers(kit, one.at),
        answer: verdict(kit, one.gate, { trade: one.trade, vehicle: one.vehicle }, one.at, one.storm),
    })));
}
"""


@pytest.fixture(scope="module")
def page(chromium):
    page = modules.blank_page(chromium)
    yield page
    page.context.close()


def test_every_answer_is_the_servers(page):
    answers = page.evaluate(JUDGE, SETS)
    told = {}
    for one, given in zip(SETS, answers):
        for case, answer in zip(one["cases"], given):
            assert answer["covers"]
            assert answer["answer"] == case["answer"], case
            told[case["answer"]["verdict"]] = told.get(case["answer"]["verdict"], 0) + 1
    assert sum(told.values()) >= 300
    assert len(told) == 5, told


def test_a_kit_says_what_it_covers_and_knows_its_own_gates_only(page):
    kit = SETS[0]["kit"]
    outside = page.evaluate("""
        async (kit) => {
            const { covers, verdict } = await import("/js/gate-verdict.js");
            return [covers(kit, kit.made_at - 1), covers(kit, kit.until - 1), covers(kit, kit.until),
                verdict(kit, "nothing", { trade: "other", vehicle: "foot" }, kit.made_at)];
        }""", kit)
    assert outside == [False, True, False, {"verdict": "refused", "reason": "unknownGate"}]
