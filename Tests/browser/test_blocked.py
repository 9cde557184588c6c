"""被拦: a rider says at the gate that they were stopped, the property answers, the community decides."""

import io
import sqlite3

import pytest
import requests
from PIL import Image
from playwright.sync_api import expect

from staff import sign_in
from test_accessibility import violations
from test_gates import DESK, calm, compound, gated, plain, readers, seen  # noqa: F401

SIZES = pytest.mark.parametrize("size", [{}, DESK], ids=["phone", "desk"])


@pytest.fixture
def people(phone, gated, compound):  # noqa: F811
    """`people(role, **settings)`: somebody with this role here; the rider delivers food."""
    server, database = gated
    place, _, area = compound

    def take(role, **settings):
        one = phone(server, bypass_csp=True, **settings)
        own = {"place": place} if role == "property-manager" else {}
        cookie = sign_in(database, role, area, name="王小骑", **own)
        if role == "rider":
            with sqlite3.connect(database, timeout=10) as town:
                town.execute("UPDATE account SET trade = 'food-delivery' WHERE trade IS NULL AND name = '王小骑'")
            town.close()
        one.context.add_cookies([{**cookie, "url": server.address}])
        return one

    return take


@SIZES
def test_from_the_gate_to_the_decision(people, compound, size, tmp_path):  # noqa: F811
    place, gate, _ = compound
    rider = people("rider", **size)
    page = rider.open(f"/places/{place}")
    page.get_by_role("link", name="被拦了？").click()
    page.locator("[name=gate]").select_option(gate)
    page.locator("[name=words]").fill("说要押身份证")
    plain(page)
    assert violations(page) == []
    calm(page)
    seen(page, f"blocked-form-{len(size)}", tmp_path)
    page.get_by_role("button", name="要押证件").click()
    expect(page.locator(".panel").first).to_contain_text("等物业答复")
    report = page.locator("li.panel").first.get_attribute("id")

    manager = people("property-manager", **size)
    page = manager.open("/console")
    page.locator(f"[href='/console/blocked/{report}']").click()
    expect(page.locator("main")).to_contain_text("王＊骑 · 外卖")
    expect(page.locator("main")).to_contain_text("前答复")
    page.locator("[name=words]").fill("门岗规定如此")
    plain(page)
    assert violations(page) == []
    calm(page)
    seen(page, f"blocked-answer-{len(size)}", tmp_path)
    page.get_by_role("button", name="答复").click()
    expect(page.locator(".done")).to_be_visible()
    assert page.locator("[name=words]").count() == 0

    page = rider.open("/me/blocked")
    page.get_by_text("不认可，请社区裁定").first.click()
    page.locator("[name=words]").fill("别的小区都不押")
    plain(page)
    assert violations(page) == []
    calm(page)
    seen(page, f"blocked-mine-{len(size)}", tmp_path)
    page.get_by_role("button", name="不认可，请社区裁定").click()
    expect(page.locator(f"[id='{report}']")).to_contain_text("等社区裁定")

    worker = people("community-worker", **size)
    page = worker.open(f"/console/blocked/{report}")
    page.get_by_label("骑手反映属实").check()
    page.locator("[name=words]").fill("不得扣押证件")
    plain(page)
    assert violations(page) == []
    calm(page)
    seen(page, f"blocked-decide-{len(size)}", tmp_path)
    page.get_by_role("button", name="裁定").click()
    expect(page.locator(".badge").first).to_have_text("社区已裁定")
    page = worker.open("/console/blocked?lang=en")
    expect(page.locator("main")).to_contain_text("The community has decided")
    assert violations(page) == []
    calm(page)
    seen(page, f"blocked-list-{len(size)}", tmp_path)
    page = rider.open("/me/blocked?lang=en")
    expect(page.locator(f"[id='{report}']")).to_contain_text("The rider was right · 不得扣押证件")


@SIZES
def test_at_the_gate_one_tap_is_enough(people, gated, compound, size, tmp_path):  # noqa: F811
    server, _ = gated
    place, gate, _ = compound
    code = hanging(people, server, place, gate)
    stranger = people("property-manager", **size).open(f"/g/{code}")
    expect(stranger.get_by_role("link", name="被拦了？")).to_be_visible()
    page = people("rider", **size).open(f"/g/{code}")
    page.get_by_text("被拦了？").click()
    plain(page)
    assert violations(page) == []
    calm(page)
    seen(page, f"blocked-gate-{len(size)}", tmp_path)
    page.get_by_role("button", name="不让进").click()
    expect(page.locator(".done")).to_be_visible()


def hanging(people, server, place, gate):
    """The text of the code that hangs at the gate, read from its poster."""
    manager = people("property-manager", **DESK)
    manager.open(f"/console/places/{place}/gates/{gate}")
    cookies = {one["name"]: one["value"] for one in manager.context.cookies()}
    svg = requests.get(f"{server.address}/console/places/{place}/gates/{gate}/poster.svg", cookies=cookies, timeout=20)
    page = manager.context.new_page()
    page.set_viewport_size({"width": 840, "height": 1188})
    page.set_content(svg.text.replace('width="210mm" height="297mm"', 'width="840" height="1188"'))
    page.add_style_tag(content="body{margin:0}")
    return readers(Image.open(io.BytesIO(page.screenshot())))[0].pop().rsplit("/", 1)[1]
