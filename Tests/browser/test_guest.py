"""临时通行码: somebody without an account at a gate, from the gate's own page to the code on the phone."""

import io
import re
import sqlite3

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from conftest import DESK
from programs import run
from test_accessibility import violations
from test_gates import gated, plain, seen  # noqa: F401

SMALL = {"viewport": {"width": 360, "height": 640}}
# What the browser itself says of a refusal.
REFUSED = ["Failed to load resource"]


@pytest.fixture(scope="module")
def gate(gated, chromium, tmp_path_factory):  # noqa: F811
    """The text of a code that hangs at a gate, read off its poster, and its compound's name."""
    server, database = gated
    with sqlite3.connect(database, timeout=10) as town:
        gate, place = town.execute(
            "SELECT g.id, p.name FROM gate g JOIN place p ON p.id = g.place_id WHERE g.ended_at IS NULL"
            " ORDER BY g.id LIMIT 1").fetchone()
    poster = tmp_path_factory.mktemp("poster") / "poster.svg"
    done = run("gate", "poster", "--gate", gate, "--site", server.address, "--output", poster, database=database)
    assert done.returncode == 0, done.stderr
    page = chromium.new_page(viewport={"width": 840, "height": 1188})
    page.set_content(re.sub(r'width="210mm" height="297mm"', 'width="840" height="1188"', poster.read_text("utf-8")))
    address = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot())))[0].text
    page.close()
    return address.rsplit("/", 1)[1], place


@pytest.fixture
def newcomer(phone, gated):  # noqa: F811
    def take(**settings):
        one = phone(gated[0], position=None, bypass_csp=True, **settings)
        one.expected = REFUSED
        return one

    return take


def ask(one, code, number, surname=""):
    page = one.open(f"/g/{code}")
    page.locator("a[href$='/guest']").click()
    page.locator("[name=phone]").fill(number)
    page.locator("[name=trade]").select_option("courier")
    page.locator("[name=name]").fill(surname)
    page.locator("form.stack button").click()
    return page


def take(page):
    page.locator("[name=code]").fill(page.locator("#shown-code").inner_text())
    page.locator("#guest-form button").click()
    expect(page.locator("#guest-done")).to_be_visible()


@pytest.mark.parametrize("look", ["plain", "elder", "english", "desk"])
def test_a_newcomer_gets_a_pass_and_shows_it(newcomer, gate, look, tmp_path):
    code, place = gate
    one = newcomer(**(DESK if look == "desk" else SMALL))
    name, value = {"elder": ("text", "large"), "english": ("lang", "en")}.get(look, ("look", "auto"))
    one.context.add_cookies([{"name": name, "value": value, "url": one.server.address}])
    number = f"1390000{['plain', 'elder', 'english', 'desk'].index(look):04d}"

    def picture(step):
        plain(page)
        seen(page, f"guest-{step}-{look}", tmp_path)

    page = one.open(f"/g/{code}")
    picture("gate")
    page = one.open(f"/g/{code}/guest")
    picture("ask")
    assert violations(page) == []
    page = ask(one, code, number, "王小明")
    picture("code")
    assert violations(page) == []
    # A wrong code is said beside the field, and can be mended.
    page.locator("[name=code]").fill("0")
    page.locator("#guest-form button").click()
    expect(page.locator("#guest-fault")).to_contain_text("Tries left: 4" if look == "english" else "还可以试 4 次")
    take(page)
    expect(page.locator("#guest-account")).to_be_hidden()
    expect(page.locator("#guest-until")).to_contain_text(place)
    picture("done")
    assert violations(page) == []
    page.locator("#guest-done .button").click()
    expect(page.locator("#pass-code")).to_have_attribute("data-step", re.compile(r"\d+"))
    expect(page.locator("#pass-name")).to_have_text("王＊（临时）")
    expect(page.locator("#pass-guest")).to_contain_text(place)
    expect(page.locator("#pass-note")).to_be_hidden()
    picture("pass")
    assert violations(page) == []
    assert number not in " ".join(one.requests)


def test_a_pass_that_has_ended_leads_back_to_its_gate(newcomer, gate):
    code, _ = gate
    one = newcomer()
    page = ask(one, code, "13900000011")
    take(page)
    page.clock.install()
    page.clock.fast_forward(7201 * 1000)
    page.goto("/pass")
    expect(page.locator("#pass-state-title")).to_have_text("临时通行码到时间了")
    expect(page.locator("#pass-go")).to_have_attribute("href", f"/g/{code}/guest")


def test_an_accounts_own_number_is_told_of_the_full_pass(newcomer, gate, gated):  # noqa: F811
    code, _ = gate
    one = newcomer()
    page = one.open("/sign-in")
    page.locator("[name=phone]").fill("13900000012")
    page.locator("form.stack button").click()
    page.locator("[name=code]").fill(page.locator("#shown-code").inner_text())
    page.locator("form.stack button").click()
    page.locator("[name=name]").fill("李四")
    page.locator("[name=trade]").select_option("courier")
    page.locator("[name=terms]").check()
    page.locator("form.stack button").click()
    expect(page.locator("h1")).to_be_visible()
    with sqlite3.connect(gated[1], timeout=10) as town:
        # The minute between two codes has passed.
        town.execute("UPDATE sign_in_code SET created_at = created_at - 120000")
    other = newcomer()
    page = ask(other, code, "13900000012")
    take(page)
    expect(page.locator("#guest-account")).to_be_visible()
