"""A compound's plan for riders: the way to a door with its gate, without scripts and without a network, and what they say
of it."""

import json
import re

import pytest
import requests
from playwright.sync_api import expect

import modules
from conftest import DESK
from programs import ROOT, ask, own_city
from test_accessibility import violations

WORDS = json.loads((ROOT / "Tests/PlansTests/plan-words.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def planned(demonstration_database, tmp_path_factory):
    """A city of its own, which these tests change: its server and its database."""
    with own_city(demonstration_database, tmp_path_factory.mktemp("planned")) as city:
        yield city


@pytest.fixture
def compound(planned):
    """One with buildings of several doors and a lift, its plan, and such a door."""
    _, database = planned
    for place, content in ask(database, "SELECT place_id, content FROM plan_version ORDER BY place_id LIMIT 40"):
        plan = json.loads(content)
        for building in plan["buildings"]:
            if len(building.get("units", [])) > 1 and building.get("lift"):
                return place, plan, building
    raise AssertionError("no plan has such a building")


def test_the_words_are_the_servers(chromium):
    page = modules.blank_page(chromium)
    said = page.evaluate("""
        async ({ tables, measures, cases }) => {
            const { metresWords, stepWords, timeWords } = await import("/js/plan-words.js");
            const { words } = await import("/js/words.js");
            const speak = (table) => words({ dataset: { words: JSON.stringify(table) } });
            const [zh, en] = [speak(tables.zh), speak(tables.en)];
            const gates = { g1: "南门" };
            return {
                cases: cases.map((one) => [zh, en].map((word) => stepWords(word, one.step, gates, one.outside))),
                measures: measures.map((one) => [timeWords, metresWords].map(
                    (tell) => [zh, en].map((word) => tell(word, one.n)).join(" / "))),
            };
        }""", WORDS)
    page.context.close()
    assert len(WORDS["cases"]) > 500
    for one, given in zip(WORDS["cases"], said["cases"], strict=True):
        assert given == [one["zh"], one["en"]], one["step"]
    for one, given in zip(WORDS["measures"], said["measures"], strict=True):
        assert given == [one["time"], one["metres"]]


def answer_of(page):
    """Gate and sentences of the answer, as they are read."""
    page.locator(".plan-steps").wait_for()
    gate = page.locator(".plan-lead strong").inner_text()
    return gate, page.locator(".plan-lead span").inner_text(), page.locator(".plan-steps li").all_inner_texts()


def test_without_scripts_the_server_leads_to_the_door(phone, planned, compound):
    server, _ = planned
    place, _, building = compound
    page = phone(server, java_script_enabled=False).page
    page.goto(f"{server.address}/places/{place}")
    page.locator(".plan-part input[name=to]").fill(f"{building['name']}-{building['units'][1]['name']}")
    page.locator(".plan-part button").click()
    gate, lead, steps = answer_of(page)
    assert gate and "分钟" in lead and "米" in lead
    assert f"{building['name']}幢{building['units'][1]['name']}单元" in steps[-1]
    assert page.locator("#plan-way .pl-way").count() > 0
    page.locator("summary", has_text="更改").click()
    page.locator(".chip", has_text="步行").click()
    assert "步行" in page.locator("#plan-who").inner_text()


def test_with_scripts_the_phone_says_the_same_as_the_server(phone, planned):
    server, database = planned
    plain = phone(server, java_script_enabled=False).page
    page = phone(server).page
    asked = 0
    for place, content in ask(database, "SELECT place_id, content FROM plan_version ORDER BY place_id DESC LIMIT 6"):
        buildings = json.loads(content)["buildings"]
        page.goto(f"{server.address}/places/{place}/plan")
        page.wait_for_function("document.querySelector('#plan-way') !== null")
        page.wait_for_load_state("networkidle")
        for building in buildings[:: max(len(buildings) // 3, 1)]:
            for vehicle in ["foot", "e-bike", "car"]:
                unit = building["units"][-1].get("name", "")
                to = building["name"] + ("-" + unit if unit else "")
                plain.goto(f"{server.address}/places/{place}/plan?to={to}&vehicle={vehicle}")
                page.evaluate("""([to, vehicle]) => {
                    const url = new URL(location.href);
                    url.searchParams.set("to", to);
                    url.searchParams.set("vehicle", vehicle);
                    history.replaceState(null, "", url.href);
                    window.dispatchEvent(new PopStateEvent("popstate"));
                }""", [to, vehicle])
                wanted = plain.locator("#plan-answer").inner_text()
                assert page.locator("#plan-answer").inner_text().split() == wanted.split(), (place, to, vehicle)
                for name in ["pl-target", "pl-start", "pl-end", "pl-left"]:
                    here, there = (one.locator("#plan-way ." + name).count() for one in (page, plain))
                    assert here == there, name
                asked += 1
    assert asked >= 40


def test_a_room_never_leaves_the_phone(phone, planned, compound):
    server, _ = planned
    place, _, building = compound
    page = phone(server).page
    sent = []
    page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    page.goto(f"{server.address}/places/{place}/plan")
    page.wait_for_load_state("networkidle")
    page.locator("#plan-to").fill(f"{building['name']}幢{building['units'][0]['name']}单元1503室")
    page.locator("#plan-search button").click()
    _, _, steps = answer_of(page)
    assert steps[-1] == "乘电梯到 15 层"
    assert "1503" in page.locator(".plan-room").inner_text()
    assert page.url.endswith("#1503")
    page.reload()
    assert answer_of(page)[2][-1] == "乘电梯到 15 层"
    assert not any("1503" in one.split("#")[0] for one in sent)


def test_nor_does_it_from_the_compounds_page(phone, planned, compound):
    server, _ = planned
    place, _, building = compound
    page = phone(server).page
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto(f"{server.address}/places/{place}")
    page.wait_for_load_state("networkidle")
    page.locator(".plan-part input[name=to]").fill(f"{building['name']}幢{building['units'][0]['name']}单元1503室")
    page.locator(".plan-part button").click()
    page.wait_for_url("**/plan?to=*#1503")
    assert answer_of(page)[2]
    assert not any("1503" in one.split("#")[0] for one in sent)


def test_in_a_basement_it_still_leads(phone, planned, compound):
    server, _ = planned
    place, _, building = compound
    rider = phone(server, service_workers="allow")
    rider.expected.append("ERR_INTERNET_DISCONNECTED")
    page = rider.page
    page.goto(f"{server.address}/places/{place}/plan")
    # Once the worker has come, the page asks to be kept with its plan.
    page.evaluate("""
        async (place) => {
            for (let tries = 0; tries < 80; tries += 1) {
                const kept = await (await caches.open("kept-plan-data")).keys();
                if (kept.some((one) => one.url.includes(place))) return;
                await new Promise((resolve) => setTimeout(resolve, 100));
            }
            throw new Error("the plan was not kept");
        }""", place)
    page.context.set_offline(True)
    to = f"{building['name']}-{building['units'][0]['name']}"
    page.goto(f"{server.address}/places/{place}/plan?to={to}")
    gate, _, steps = answer_of(page)
    assert gate and f"{building['name']}幢" in steps[-1]
    expect(page.locator(".banner")).to_contain_text("离线")
    page.locator("summary", has_text="更改").click()
    page.locator(".chip", has_text="步行").click()
    expect(page.locator(".plan-steps li").first).to_contain_text("步行进入")
    page.context.set_offline(False)


def test_the_plan_is_looked_at_closer(phone, planned, compound):
    server, _ = planned
    place, _, _ = compound
    page = phone(server).page
    page.goto(f"{server.address}/places/{place}/plan")
    picture = page.locator("svg.plan")
    whole = picture.get_attribute("viewBox")
    page.get_by_role("button", name="放大").click()
    closer = picture.get_attribute("viewBox")
    assert int(closer.split()[2]) < int(whole.split()[2])
    page.get_by_role("button", name="看全图").click()
    assert picture.get_attribute("viewBox") == whole


def test_two_riders_apart_warn_the_third(phone, planned, compound):
    server, database = planned
    place, plan, building = compound
    to = f"{building['name']}-{building['units'][0]['name']}"
    page = phone(server).page
    page.goto(f"{server.address}/places/{place}/plan?to={to}&vehicle=foot")
    gate = page.locator(".plan-lead strong").inner_text()
    page.locator("summary", has_text="哪里不对").click()
    page.locator("select[name=part]").select_option(label=gate)
    page.get_by_label("门已封").check()
    page.get_by_role("button", name="提交").click()
    expect(page.locator("#remarks")).to_contain_text("谢谢")
    expect(page.locator("#remarks")).to_contain_text("门已封")
    assert page.locator("#plan-answer .warning").count() == 0
    part = ask(database, "SELECT part FROM plan_remark ORDER BY made_at DESC LIMIT 1")[0][0]
    told = requests.post(
        f"{server.address}/places/{place}/plan/remarks", data={"kind": "sealed", "part": part},
        headers={"X-Forwarded-For": "203.0.113.9"}, timeout=10, allow_redirects=False)
    assert told.status_code == 303
    page.goto(f"{server.address}/places/{place}/plan?to={to}&vehicle=foot")
    expect(page.locator("#plan-answer .warning")).to_contain_text("门已封")
    # It is told by the phone too.
    page.reload()
    page.wait_for_load_state("networkidle")
    page.evaluate("window.dispatchEvent(new PopStateEvent('popstate'))")
    expect(page.locator("#plan-answer .warning")).to_contain_text("门已封")


@pytest.mark.parametrize("settings", [{}, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_everybody_can_read_it(phone, planned, compound, settings, language):
    server, _ = planned
    place, _, building = compound
    page = phone(server, bypass_csp=True, **settings).page
    to = f"{building['name']}-{building['units'][0]['name']}"
    page.goto(f"{server.address}/places/{place}/plan?to={to}&lang={language}")
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    if language == "en":
        text = page.locator("#plan-answer").inner_text()
        names = re.sub("[东南西北]门|外卖专用门|车棚|.*路", "", text)
        assert not re.search("[一-鿿]", names), names


def test_a_compound_without_a_plan_says_so(phone, planned):
    server, database = planned
    place = ask(database, "SELECT id FROM place WHERE kind = 'compound' AND id NOT IN (SELECT place_id FROM plan)"
                " AND archived_at IS NULL LIMIT 1")[0][0]
    page = phone(server).page
    page.goto(f"{server.address}/places/{place}/plan")
    expect(page.locator("main")).to_contain_text("还没有平面图")
    assert page.locator("main .plan-part").count() == 0
