"""The editor writes, checks and merges plans as the city does: Tests/CompoundPlanTests/editor-vectors.json."""

import json

import pytest

import modules
from programs import ROOT

VECTORS = json.loads((ROOT / "Tests/CompoundPlanTests/editor-vectors.json").read_text(encoding="utf-8"))


def ask(page, body, argument):
    return page.evaluate("""async (given) => {
        const load = (name) => import("/js/plan-editor-" + name + ".js");
        """ + body + "}", argument)


@pytest.fixture(scope="module")
def page(chromium):
    page = modules.blank_page(chromium)
    yield page
    page.context.close()


def test_a_plan_is_one_text(page):
    plans = [one["plan"] for one in VECTORS["checks"]]
    texts = ask(page, """
        const { planText, taken } = await load("parts");
        return given.map((plan) => planText(taken(plan)));""", plans)
    for plan, text in zip(plans, texts, strict=True):
        assert text == json.dumps(plan, ensure_ascii=False, separators=(",", ":"))


def test_what_is_wrong_is_the_citys_word_for_word(page):
    found = ask(page, """
        const [{ findings }, { taken }] = [await load("check"), await load("parts")];
        return given.map((one) => findings(taken(one.plan)).map(({ fault, parts }) => ({ fault, parts })));
        """, VECTORS["checks"])
    kinds = set()
    for one, given in zip(VECTORS["checks"], found, strict=True):
        assert given == one["findings"]
        kinds |= {each["fault"] for each in given}
    assert len(kinds) == 13


def test_what_two_people_drew_is_put_together_as_the_city_does(page):
    merged = ask(page, """
        const [{ merge }, { taken }] = [await load("merge"), await load("parts")];
        return given.map((one) => merge(taken(one.base), taken(one.mine), taken(one.theirs)));
        """, VECTORS["merges"])
    clashes = 0
    for one, given in zip(VECTORS["merges"], merged, strict=True):
        assert [each["part"] for each in given["conflicts"]] == one["conflicts"]
        clashes += bool(one["conflicts"])
        if one["renamed"] == 0:
            text = ask(page, """
                const { planText, taken } = await load("parts");
                return planText(taken(given));""", given["plan"])
            assert text == json.dumps(one["plan"], ensure_ascii=False, separators=(",", ":"))
        else:
            assert len(given["plan"]["spots"]) == len(one["plan"]["spots"])
    assert 20 < clashes < 75


def test_choices_decide_what_both_changed(page):
    one = next(each for each in VECTORS["merges"] if len(each["conflicts"]) > 1)
    made = ask(page, """
        const [{ merge }, { taken, sent }] = [await load("merge"), await load("parts")];
        const plans = [given.base, given.mine, given.theirs].map(taken);
        const all = (which) => Object.fromEntries(given.conflicts.map((part) => [part, which]));
        return ["mine", "theirs"].map((which) => merge(plans[0], plans[1], plans[2], all(which)))
            .map((one) => ({ plan: sent(taken(one.plan)), conflicts: one.conflicts }));""", one)
    parts = [{part["id"]: part for name in ("paths", "buildings", "gates", "spots", "grounds") for part in plan[name]}
             for plan in (made[0]["plan"], made[1]["plan"], one["mine"], one["theirs"])]
    assert made[0]["conflicts"] == made[1]["conflicts"] == []
    for part in filter(None, one["conflicts"]):
        assert parts[0].get(part) == parts[2].get(part) and parts[1].get(part) == parts[3].get(part)


def test_a_heap_of_buildings_is_told_of_in_part(page):
    heap = [{"id": f"b{number}", "outline": [0, 0, 100, 0, 100, 100, 0, 100]} for number in range(600)]
    assert len(ask(page, "return (await load('overlaps')).overlaps(given);", heap)) == 200


NAMES = [("12", "13"), ("12A", "12B"), ("3-1", "3-2"), ("A座", "B座"), ("09", "10"), ("物业楼", "物业楼2"), ("", "1")]


def test_names_count_on(page):
    made = ask(page, """
        const { nextName } = await load("parts");
        return given.map(([name]) => nextName([name], name));""", NAMES)
    assert made == [after for _, after in NAMES]
    odd = ask(page, "const { nextName } = await load('parts'); return nextName(['1', '3', '5'], '1', 2);", None)
    assert odd == "7"
