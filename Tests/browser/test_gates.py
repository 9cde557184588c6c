"""Gates of a compound: what riders read, the property manager who writes a policy, the community that approves it, and
the code that hangs at the gate."""

import io
import re

import pytest
import requests
import zxingcpp
from PIL import Image
from playwright.sync_api import expect
from pyzbar import pyzbar

from conftest import DESK
from programs import ask, own_city, run
from staff import sign_in
from test_accessibility import violations

SIZES = pytest.mark.parametrize("size", [{}, DESK], ids=["phone", "desk"])


@pytest.fixture(scope="module")
def gated(demonstration_database, tmp_path_factory):
    """A city of its own, which these tests change: its server, its database, and the property manager's compound."""
    with own_city(demonstration_database, tmp_path_factory.mktemp("gated")) as city:
        yield city


@pytest.fixture
def compound(gated):
    """The compound of the demonstration's property manager and its first gate."""
    _, database = gated
    place = ask(database, "SELECT place_id FROM role_grant WHERE role = 'property-manager' LIMIT 1")[0][0]
    gate = ask(database, "SELECT gate_id FROM gate_policy q JOIN gate g ON g.id = q.gate_id WHERE g.place_id = ?"
               " AND number = 2", place)[0][0]
    area = ask(database, "SELECT area_code FROM place WHERE id = ?", place)[0][0]
    return place, gate, area


@pytest.fixture
def staff(phone, gated, compound):
    """`staff("property-manager", **settings)`: somebody with this role here."""
    server, database = gated
    place, _, area = compound

    def take(role, **settings):
        one = phone(server, bypass_csp=True, **settings)
        own = {"place": place} if role == "property-manager" else {}
        cookie = sign_in(database, role, area, name={"property-manager": "陈物业"}.get(role, "孙社工"), **own)
        one.context.add_cookies([{**cookie, "url": server.address}])
        return one

    return take


def plain(page):
    """Nothing scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1")


def calm(page):
    page.emulate_media(color_scheme="light")
    page.evaluate("document.documentElement.classList.remove('elder')")


def forgive(one, *statuses):
    """What was refused on purpose; anything else is still a complaint."""
    one.problems[:] = [problem for problem in one.problems if not any(str(status) in problem for status in statuses)]


def seen(page, name, tmp_path):
    """A picture for whoever wants to look."""
    page.screenshot(path=str(tmp_path.parent / f"{name}.png"), full_page=True)


@SIZES
def test_a_compounds_page_tells_of_each_gate_what_holds_now(phone, gated, compound, size, tmp_path):
    server, _ = gated
    place, _, _ = compound
    page = phone(server, bypass_csp=True, **size).open(f"/places/{place}?vehicle=car&trade=truck#gates")
    expect(page.locator("#gates .badge").first).to_be_visible()
    expect(page.locator("#gates .chip[aria-current]")).to_have_count(2)
    page.locator("#gates summary").first.click()
    plain(page)
    assert violations(page) == []
    calm(page)
    seen(page, f"compound-{len(size)}", tmp_path)
    # The phone remembers.
    page.goto(server.address + f"/places/{place}")
    expect(page.locator("#gates .chip[aria-current]").first).to_have_text("汽车")


def test_a_property_manager_writes_and_the_community_approves(staff, gated, compound, tmp_path):
    server, database = gated
    place, gate, _ = compound
    manager = staff("property-manager")
    page = manager.open("/console/gates")
    page.get_by_role("link", name=re.compile(".")).filter(has=page.locator("xpath=.")).first.wait_for()
    page = manager.open(f"/console/places/{place}/gates/{gate}")
    expect(page.locator("#proposed")).to_contain_text("22 点后请步行进入")
    # A try changes nothing.
    page.locator("[name=speed]").fill("8")
    page.locator("[name=purpose]").fill("门口有坡，请慢行")
    page.get_by_role("button", name="先看看效果").click()
    expect(page.locator("#trial")).to_contain_text("限速每小时 8 公里")
    assert violations(page) == []
    calm(page)
    seen(page, "policy-form-phone", tmp_path)
    # Wrong hours are said beside their field, and what was typed stays.
    page.locator("#group-a .hours-folded summary").first.click()
    page.locator("[name='a-0-hours']").fill("随时")
    page.get_by_role("button", name="提交社区审核").click()
    expect(page.locator("#group-a .fault").first).to_be_visible()
    expect(page.locator("[name=purpose]")).to_have_value("门口有坡，请慢行")
    page.locator("[name='a-0-hours']").fill("每天6:00-22:00")
    page.get_by_role("button", name="提交社区审核").click()
    expect(page.locator("[role=status]").first).to_contain_text("已保存")
    expect(page.locator("#proposed")).to_contain_text("门口有坡，请慢行")
    assert ask(database, "SELECT state FROM gate_policy WHERE gate_id = ? ORDER BY number", gate) == [
        ("standing",), ("withdrawn",), ("proposed",)]
    forgive(manager, 400)
    # The community finds it in the inbox.
    worker = staff("community-worker", **DESK)
    page = worker.open("/console")
    page.locator(".inbox-link", has_text="门口有坡").click()
    expect(page.locator("#proposed ins").first).to_be_visible()
    plain(page)
    assert violations(page) == []
    calm(page)
    seen(page, "proposal-desk", tmp_path)
    page.get_by_role("button", name="通过，立即生效").click()
    expect(page.locator("#standing")).to_contain_text("限速每小时 8 公里")
    states = ask(database, "SELECT state FROM gate_policy WHERE gate_id = ? ORDER BY number", gate)
    assert states == [("replaced",), ("withdrawn",), ("standing",)]
    actions = {row[0] for row in ask(database, "SELECT action FROM audit_entry WHERE subject = ?", gate)}
    assert {"propose-policy", "approve-policy"} <= actions


@SIZES
def test_a_gate_is_added_moved_and_taken_away(staff, compound, size, tmp_path):
    place, _, _ = compound
    manager = staff("property-manager", **size)
    page = manager.open(f"/console/places/{place}/gates")
    plain(page)
    assert violations(page) == []
    calm(page)
    seen(page, f"gates-{len(size)}", tmp_path)
    page.locator(".gate-add summary").click()
    page.locator("[name=name]").fill(f"新门{len(size)}")
    page.get_by_role("button", name="登记一个门").click()
    expect(page.locator("h1")).to_contain_text(f"新门{len(size)}")
    page.locator(".gate-record > summary").click()
    page.locator("[name=lat]").fill("91")
    page.locator("[name=lng]").fill("121.5")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".position .fault")).to_be_visible()
    forgive(manager, 400)
    page.locator("[name=lat]").fill("29.87")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("[role=status]").first).to_contain_text("已保存")
    plain(page)
    page.locator(".gate-record > summary").click()
    assert violations(page) == []
    calm(page)
    seen(page, f"gate-{len(size)}", tmp_path)
    page.locator(".closing summary").click()
    page.locator(".closing [name=reason]").fill("拆了")
    page.get_by_role("button", name="取消这个门").click()
    expect(page.locator(".rows.gates")).not_to_contain_text(f"新门{len(size)}")


def readers(image):
    """What two readers that are not ours make of a picture."""
    big = image.convert("L")
    return ({one.data.decode() for one in pyzbar.decode(big)}, {one.text for one in zxingcpp.read_barcodes(big)})


def test_the_poster_is_read_by_any_phone_and_leads_to_the_gate(staff, gated, compound, phone, tmp_path):
    server, database = gated
    place, gate, _ = compound
    manager = staff("property-manager", **DESK)
    manager.open(f"/console/places/{place}/gates/{gate}")
    cookies = {one["name"]: one["value"] for one in manager.context.cookies()}
    base = f"{server.address}/console/places/{place}/gates/{gate}/poster"
    svg = requests.get(base + ".svg?colour=blue", cookies=cookies, timeout=20)
    assert svg.headers["Content-Type"] == "image/svg+xml" and "今日：蓝" in svg.text
    pdf = requests.get(base + ".pdf", cookies=cookies, timeout=20)
    assert pdf.content.startswith(b"%PDF-")
    (tmp_path.parent / "poster.pdf").write_bytes(pdf.content)
    page = manager.context.new_page()
    page.set_viewport_size({"width": 840, "height": 1188})
    page.set_content(re.sub(r'width="210mm" height="297mm"', 'width="840" height="1188"', svg.text))
    page.add_style_tag(content="body{margin:0}")
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.save(tmp_path.parent / "poster.png")
    by_zbar, by_zxing = readers(picture)
    assert by_zbar == by_zxing and len(by_zbar) == 1
    address = by_zbar.pop()
    assert address.startswith(server.address + "/g/") and len(address.rsplit("/", 1)[1]) == 110
    # From afar and askew, as a phone sees it.
    small = picture.resize((420, 594)).rotate(7, expand=True, fillcolor="white")
    assert address in readers(small)[1]
    name = ask(database, "SELECT name FROM gate WHERE id = ?", gate)[0][0]
    for size in ({}, DESK):
        rider = phone(server, bypass_csp=True, **size)
        page = rider.open(address.replace(server.address, ""))
        expect(page.locator("h1")).to_have_text(name)
        expect(page.locator(".verdict-word")).to_be_visible()
        page.locator(".chip", has_text="汽车").click()
        expect(page.locator(".verdict-who")).to_contain_text("汽车")
        plain(page)
        assert violations(page) == []
        calm(page)
        seen(page, f"gate-page-{len(size)}", tmp_path)
    # One letter wrong is no code of this city; a renewed code is told so.
    wrong = address[:-20] + ("A" if address[-20] != "A" else "B") + address[-19:]
    assert requests.get(wrong, timeout=10).status_code == 404
    reply = run("gate", "renew", gate, database=database)
    assert reply.returncode == 0 and "number 2" in reply.stdout
    ended = requests.get(address, timeout=10)
    assert ended.status_code == 410 and "这张门口码已停用" in ended.text
    rider = phone(server, bypass_csp=True)
    page = rider.open(address.replace(server.address, ""))
    assert violations(page) == []
    calm(page)
    seen(page, "code-ended", tmp_path)
    forgive(rider, 410)


def test_commands_list_gates_and_print_posters(gated, compound, tmp_path):
    _, database = gated
    place, gate, _ = compound
    listed = run("gate", "list", place, database=database).stdout
    assert gate in listed
    target = tmp_path / "poster.pdf"
    made = run("gate", "poster", "--gate", gate, "--site", "https://x.example", "--pdf", "--output", str(target),
               database=database)
    assert made.returncode == 0 and target.read_bytes().startswith(b"%PDF-")
    assert run("gate", "poster", "--gate", gate, "--output", str(target), database=database).returncode != 0
    assert run("gate", "renew", "x", database=database).returncode != 0


def test_programs_are_told_in_json(gated, compound):
    server, _ = gated
    place, gate, _ = compound
    told = requests.get(f"{server.address}/api/v1/gates/{gate}?trade=truck&vehicle=car&lang=en", timeout=10).json()
    assert told["place"]["id"] == place and told["visitor"] == {"trade": "truck", "vehicle": "car"}
    assert told["answer"]["verdict"] in {"come-in", "come-in-on-foot", "use-another-gate", "not-now", "refused"}
    assert told["policy"]["admissions"] and told["policy_words"] and told["words"]
    assert requests.get(f"{server.address}/api/v1/gates/{gate}?vehicle=tank", timeout=10).status_code == 400
