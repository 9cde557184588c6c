"""People in Chromium: an administrator gives a role, a worker registers a rider, the rider takes the data along and
leaves; every page of it on a small phone and a desktop, with axe-core."""

import json

import pytest
from playwright.sync_api import expect

from programs import ROOT, Server, copied
from signing import ADMINISTRATOR, RIDER, WORKER, ask_code, sign_in
from test_accessibility import violations

SMALL = {"width": 360, "height": 640}
DESK = {"width": 1280, "height": 800}
PARTNER = "19900000013"
DEMONSTRATION_RIDER = "01990000-0000-7000-8000-000000000001"


@pytest.fixture(scope="module")
def place(demonstration_database, tmp_path_factory):
    """A city of this module's own: people register and leave here."""
    folder = tmp_path_factory.mktemp("people")
    database = copied(demonstration_database, folder)
    server = Server(database)
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="module")
def known(place, chromium):
    """`known(number)`: the cookies of somebody who has signed in once; a number gets one code a minute."""
    kept = {}

    def cookies(number):
        if number not in kept:
            context = chromium.new_context(base_url=place.address, locale="zh-CN")
            sign_in(context.new_page(), number)
            kept[number] = context.cookies()
            context.close()
        return kept[number]

    return cookies


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_an_administrator_gives_a_role_by_names_and_takes_it_back(phone, place, known):
    office = phone(place, position=None)
    office.context.add_cookies(known(ADMINISTRATOR))
    page = office.open("/console/people")
    page.locator("form[action='/console/people/search'] [name=phone]").fill(RIDER)
    page.get_by_role("button", name="按手机号查找").click()
    expect(page.locator("main")).to_contain_text("王小骑")
    form = page.locator("form[action$='/roles']")
    form.locator("[name=role]").select_option("officer")
    area = form.locator("[data-choose=area]")
    area.press_sequentially("海曙")
    choice = form.locator("datalist option").first
    expect(choice).to_have_attribute("value", "海曙区 · 宁波市")
    area.fill("海曙区 · 宁波市")
    form.locator("[name=reason]").fill("试岗")
    form.get_by_role("button", name="授予").click()
    page.wait_for_url("**/console/people/*")
    held = page.locator("li", has_text="区县工作人员")
    expect(held).to_contain_text("海曙区")
    held.locator("summary").click()
    held.locator("[name=reason]").fill("试岗结束")
    held.get_by_role("button", name="收回").click()
    expect(page.locator("main")).to_contain_text("没有工作角色")
    page.goto("/console/audit")
    expect(page.locator("tbody tr", has_text="收回角色")).to_contain_text("试岗结束")
    expect(page.locator("tbody tr", has_text="授予角色").first).to_contain_text("王小骑")


def test_a_worker_registers_a_rider_in_person_who_later_sees_it(phone, place, known):
    number = "13822220001"
    office = phone(place, position=None)
    office.context.add_cookies(known(WORKER))
    worker = office.open("/console/people")
    worker.locator("form[action='/console/people/search'] [name=phone]").fill(number)
    worker.get_by_role("button", name="按手机号查找").click()
    assert number not in worker.url
    expect(worker.locator("main")).to_contain_text("还没有人用这个手机号注册")
    worker.locator("[name=name]").fill("小周")
    worker.locator("[name=trade]").select_option("courier")
    worker.get_by_role("button", name="登记并核实").click()
    worker.wait_for_url("**/console/people/*")
    expect(worker.locator("main")).to_contain_text("社区已核实")
    expect(worker.locator("main")).to_contain_text("138****0001")
    assert number not in worker.content()
    worker.locator("form[action$='/phone'] [name=reason]").fill("通知领取雨衣")
    worker.get_by_role("button", name="显示手机号").click()
    expect(worker.locator("main")).to_contain_text("+8613822220001")
    rider = phone(place, position=None).page
    rider.goto("/sign-in?fresh=yes&next=/me/trail")
    rider.locator("[name=code]").fill(ask_code(rider, number))
    rider.locator("form[action='/sign-in/sessions'] button").click()
    expect(rider.locator("h1")).to_have_text("开始之前")
    assert fits(rider) and "session" not in {one["name"] for one in rider.context.cookies()}
    rider.locator("[name=terms]").check()
    rider.get_by_role("button", name="同意并进入").click()
    rider.wait_for_url("**/me/trail")
    expect(rider.locator("main")).to_contain_text("当面登记骑手")
    expect(rider.locator("main")).to_contain_text("通知领取雨衣")
    expect(rider.locator("main")).to_contain_text("社区工作者")


def test_a_rider_takes_the_data_along_and_leaves(phone, place):
    number = "13822220002"
    rider = phone(place, position=None)
    page = rider.open("/sign-in")
    page.locator("[name=code]").fill(ask_code(page, number))
    page.locator("form[action='/sign-in/sessions'] button").click()
    page.locator("[name=name]").fill("小吴")
    page.locator("[name=trade]").select_option("food-delivery")
    page.locator("[name=terms]").check()
    page.locator("form[action='/sign-in/accounts'] button").click()
    page.wait_for_url("**/me")
    page.goto("/me/consents")
    page.locator("#identity button").click()
    expect(page.locator("#identity")).to_contain_text("撤回")
    page.locator("#identity button").click()
    expect(page.locator("#identity button")).to_have_text("同意")
    page.goto("/me/profile")
    page.locator("[name=name]").fill("吴师傅")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/me")
    page.goto("/me/data")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载我的数据").click()
    data = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert data["account"]["phone"] == "+86" + number and data["account"]["name"] == "吴师傅"
    assert [one["purpose"] for one in data["consents"]].count("identity") == 1
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="注销", exact=True).click()
    expect(page.locator("h1")).to_have_text("账号已注销")
    expect(page.locator("main")).to_contain_text("法律要求")
    page.goto("/me")
    expect(page.locator("main a[href='/sign-in']")).to_be_visible()


def test_a_rider_uploads_a_photo_that_staff_see_for_a_reason(phone, place, known):
    rider = phone(place, position=None, bypass_csp=True)
    rider.context.add_cookies(known(RIDER))
    page = rider.open("/me/photo")
    page.locator("[name=photo]").set_input_files(ROOT / "Web/icons/icon-512.png")
    page.locator("[name=consent]").check()
    page.get_by_role("button", name="上传照片").click()
    picture = page.locator(".person-photo")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => [one.naturalWidth, one.naturalHeight]") == [320, 320]
    assert violations(page) == [] and fits(page)
    office = phone(place, position=None, bypass_csp=True)
    office.context.add_cookies(known(ADMINISTRATOR))
    seen = office.open(f"/console/people/{DEMONSTRATION_RIDER}")
    expect(seen.locator(".person-photo")).to_have_count(0)
    form = seen.locator("form[action$='/photo']")
    form.locator("[name=reason]").fill("当面核对")
    form.get_by_role("button", name="查看照片").click()
    expect(seen.locator(".person-photo")).to_be_visible()
    assert violations(seen) == [] and fits(seen)
    page.goto("/me/trail")
    look = page.locator("li", has_text="查看照片")
    expect(look).to_contain_text("当面核对")
    expect(look).to_contain_text("系统管理员")
    page.goto("/me/photo")
    page.get_by_role("button", name="删除照片").click()
    expect(page.locator(".person-photo")).to_have_count(0)


PAGES = [
    (ADMINISTRATOR, ["/console", "/console/people", "/console/people/01990000-0000-7000-8000-000000000007",
                     "/console/settings", "/console/audit"]),
    (PARTNER, ["/console/roster"]),
    (RIDER, ["/me/data", "/me/consents", "/me/trail", "/me/profile", "/me/photo"]),
]


@pytest.mark.parametrize("size", [SMALL, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("who", PAGES, ids=["administrator", "partner", "rider"])
def test_the_pages_fit_and_axe_finds_nothing(phone, place, known, who, size):
    number, paths = who
    reader = phone(place, position=None, bypass_csp=True, viewport=size)
    reader.context.add_cookies(known(number))
    page = reader.page
    for path in paths:
        for language in ("zh-Hans", "en"):
            page.goto(f"{path}?lang={language}")
            assert fits(page), (path, language)
        assert violations(page) == [], path
        assert fits(page), (path, "elder")
