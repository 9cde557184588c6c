"""覆盖率: what a city officer sees, from the whole city down to the compound that lacks something."""

import io
import zipfile

import pytest
from playwright.sync_api import expect

import staff
from programs import own_city
from test_accessibility import violations
from test_gates import DESK, plain


@pytest.fixture(scope="module")
def covered(demonstration_database, tmp_path_factory):
    with own_city(demonstration_database, tmp_path_factory.mktemp("covered")) as city:
        yield city


@pytest.mark.parametrize("look", ["phone", "desk", "elder", "dark"])
def test_an_officer_goes_from_the_city_to_what_is_missing(phone, covered, look):
    server, database = covered
    one = phone(server, position=None, bypass_csp=True, **(DESK if look == "desk" else {}))
    cookies = [staff.sign_in(database, "officer", "3302")]
    cookies += {"elder": [{"name": "text", "value": "large"}], "dark": [{"name": "look", "value": "dark"}]}.get(look, [])
    one.context.add_cookies([{**cookie, "url": server.address} for cookie in cookies])
    page = one.open("/console/coverage")
    expect(page.locator(".coverage-totals li")).to_have_count(5)
    expect(page.locator(".coverage-map path")).to_have_count(10)
    plain(page)
    assert violations(page) == []
    page.get_by_role("link", name="有通行规则", exact=True).click()
    expect(page.locator(".chip[aria-current]")).to_contain_text("有通行规则")
    page.locator(".coverage-map a").first.click()
    expect(page.locator(".coverage-path strong")).to_have_text("海曙区")
    page.locator(".sheet-table tbody a").first.click()
    expect(page.get_by_role("heading", name="还缺什么")).to_be_visible()
    plain(page)
    assert violations(page) == []
    page.get_by_role("link", name="去补").first.click()
    page.wait_for_url("**/console/places/*/*")


def test_the_table_opens_in_a_spreadsheet_with_a_line_for_each_compound(phone, covered):
    server, database = covered
    one = phone(server, position=None, **DESK)
    one.context.add_cookies([{**staff.sign_in(database, "officer", "330203"), "url": server.address}])
    page = one.open("/console/coverage")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Excel 表格").click()
    assert download.value.suggested_filename == "coverage-330203.xlsx"
    with open(download.value.path(), "rb") as file:
        book = zipfile.ZipFile(io.BytesIO(file.read()))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    count = int(page.locator(".sheet-table tbody tr td:nth-child(2)").evaluate_all(
        "all => all.reduce((sum, one) => sum + Number(one.textContent), 0)"))
    assert sheet.count("<row ") == count + 1
