"""亮码 and 查验 in Chromium, with a city that answers as each state needs it: tests/browser/city_stub.py."""

import re

import pytest
from playwright.sync_api import expect

from city_stub import NORTH, City
from test_accessibility import violations

# What the browser itself says of a refusal.
REFUSED = ["Failed to load resource"]


@pytest.fixture
def rider(phone, city):
    """A rider's phone and the city it asks."""

    def take(**settings):
        one = phone(city, position=None, bypass_csp=True, **settings)
        one.expected = REFUSED
        return one, City().attach(one.context)

    return take


def open_pass(one):
    page = one.open("/pass")
    expect(page.locator("#pass-code")).to_have_attribute("data-step", re.compile(r"\d+"))
    return page


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("look", ["plain", "elder", "english"])
def test_the_code_stands_on_a_small_phone_with_all_it_needs(rider, look):
    one, _ = rider()
    cookie = {"plain": ("look", "auto"), "elder": ("text", "large"), "english": ("lang", "en")}[look]
    one.context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": one.server.address}])
    page = open_pass(one)
    assert fits(page)
    code = page.locator("#pass-code").bounding_box()
    tabs = page.locator(".tabs").bounding_box()
    # Whole, above the tabs, and as large as the phone allows.
    assert code["width"] >= 300 and code["y"] + code["height"] <= tabs["y"]
    expect(page.locator("#pass-name")).to_have_text("王＊骑")
    expect(page.locator("#pass-left")).to_have_text(re.compile(r"\d+"))
    expect(page.locator("#pass-until")).to_contain_text("Good until" if look == "english" else "有效到明天")
    page.locator(".pass-digits summary").click()
    expect(page.locator("#pass-digits-code")).to_have_text(re.compile(r"^\d{4} \d{4}$"))
    assert violations(page) == []


def test_the_code_moves_every_fifteen_seconds(rider):
    one, city = rider()
    one.page.clock.install()
    city.clock = lambda: one.page.evaluate("Date.now() / 1000")
    page = open_pass(one)
    # To just behind the next change: the clock goes on while this machine is busy.
    now = page.evaluate("Date.now()")
    page.clock.run_for(15_500 - now % 15_000)
    expect(page.locator("#pass-code")).to_have_attribute("data-step", str(now // 15_000 + 1))


def test_the_code_is_shown_without_asking_anybody_once_the_phone_has_it(rider):
    one, city = rider()
    open_pass(one)
    one.context.unroute("**/api/v1/**")
    one.context.route("**/api/v1/**", lambda route: route.abort())
    page = one.page
    page.reload()
    expect(page.locator("#pass-code")).to_have_attribute("data-step", re.compile(r"\d+"))
    expect(page.locator("#pass-state")).to_be_hidden()


def test_a_pass_with_less_than_twenty_hours_left_is_renewed_behind(rider):
    one, city = rider()
    city.hours = 19
    page = open_pass(one)
    assert ("POST", "me/pass/credentials") not in city.asked
    city.hours = 24
    page.reload()
    expect(page.locator("#pass-age")).to_contain_text("刚更新")
    page.wait_for_function("() => document.getElementById('pass-until').textContent.includes('明天')")
    assert city.asked.count(("POST", "me/pass/credentials")) == 1


def test_a_second_phone_asks_before_it_takes_the_pass(rider):
    one, city = rider()
    city.device = {"name": "Chrome · Android", "since": "2026-11-20T08:00:00+08:00"}
    page = one.open("/pass")
    expect(page.locator("#pass-state-title")).to_have_text("换到这部手机？")
    expect(page.locator("#pass-state-text")).to_contain_text("“Chrome · Android”上（2026-11-20 起）")
    assert city.key is None
    assert violations(page) == []
    page.get_by_role("button", name="换到这部手机").click()
    expect(page.locator("#pass-code")).to_have_attribute("data-step", re.compile(r"\d+"))
    assert city.key


def test_a_pass_that_has_moved_on_says_so(rider):
    one, city = rider()
    city.hours = 19
    page = open_pass(one)
    city.key = "another"
    page.reload()
    expect(page.locator("#pass-state-title")).to_have_text("通行码已在另一部手机上")
    expect(page.locator("#pass-card")).to_be_hidden()
    assert violations(page) == []
    # The key and the credential are gone.
    page.reload()
    expect(page.locator("#pass-state-title")).to_have_text("换到这部手机？")


def test_a_lost_phones_pass_goes_when_it_is_online_again(rider):
    one, city = rider()
    page = open_pass(one)
    city.device = None
    page.reload()
    expect(page.locator("#pass-state-title")).to_have_text("通行码已停用")
    # Opened again it takes no new one by itself: whoever found the phone would have it.
    city.asked.clear()
    page.reload()
    expect(page.locator("#pass-state-title")).to_have_text("通行码已停用")
    assert ("POST", "me/pass/device") not in city.asked
    page.get_by_role("button", name="重新开通").click()
    expect(page.locator("#pass-code")).to_have_attribute("data-step", re.compile(r"\d+"))


def test_somebody_else_on_this_phone_gets_a_pass_of_their_own(rider):
    one, city = rider()
    page = open_pass(one)
    first = city.key
    city.account, city.name, city.device = "01980000-0000-7000-8000-0000000acc02", "李＊", None
    page.reload()
    expect(page.locator("#pass-name")).to_have_text("李＊")
    assert city.key != first


@pytest.mark.parametrize("case", ["signed-out", "no-rider", "offline", "expired", "cannot"])
def test_where_there_is_no_code_the_page_says_why_and_what_to_do(rider, case):
    one, city = rider()
    words = {"signed-out": ("先登录", "登录"), "no-rider": ("您还不是骑手", "去“我的”"), "offline": ("没有网络", "再试一次"),
             "expired": ("通行码过期了", "再试一次"), "cannot": ("这个浏览器存不了通行码", None)}[case]
    if case == "signed-out":
        city.is_signed_in = False
    if case == "no-rider":
        city.trade = None
    if case == "cannot":
        one.page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")
    if case == "offline":
        one.context.route("**/api/v1/**", lambda route: route.abort())
    if case == "expired":
        city.hours = 0.001
        one.page.clock.install()
        city.clock = lambda: one.page.evaluate("Date.now() / 1000")
        open_pass(one)
        one.context.route("**/api/v1/**", lambda route: route.abort())
        one.page.clock.fast_forward(60_000)
        page = one.open("/pass")
    else:
        page = one.open("/pass")
    expect(page.locator("#pass-state-title")).to_have_text(words[0])
    if words[1]:
        expect(page.locator(".pass-doing :visible")).to_have_text(words[1])
    assert fits(page)
    assert violations(page) == []


def test_a_phone_whose_clock_is_off_shows_the_citys_time_and_says_so(rider):
    one, city = rider()
    real = city.clock
    city.clock = lambda: real() + 300
    page = open_pass(one)
    expect(page.locator("#pass-clock-off")).to_contain_text("手机时间慢了 5 分钟")
    assert abs(int(page.locator("#pass-code").get_attribute("data-step")) - (real() + 300) // 15) <= 1


def test_signed_out_in_the_meantime_the_code_stays_and_a_line_says_so(rider):
    one, city = rider()
    page = open_pass(one)
    city.is_signed_in = False
    page.reload()
    expect(page.locator("#pass-note")).to_contain_text("登录已过期")
    expect(page.locator("#pass-code")).to_be_visible()


# The guard


@pytest.fixture
def guard(rider):
    def take(**settings):
        one, city = rider(**settings)
        city.is_guard = True
        return one, city

    return take


def begin(one, gate="北门"):
    page = one.open("/guard")
    page.get_by_role("button", name=gate).click()
    expect(page.locator("#guard-work")).to_be_visible()
    return page


@pytest.mark.parametrize("look", ["plain", "elder", "english"])
def test_the_guard_chooses_a_gate_and_has_it_from_then_on(guard, look):
    one, city = guard()
    cookie = {"plain": ("look", "auto"), "elder": ("text", "large"), "english": ("lang", "en")}[look]
    one.context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": one.server.address}])
    page = one.open("/guard")
    expect(page.get_by_role("button", name="北门")).to_be_visible()
    assert page.get_by_role("button", name="北门").bounding_box()["height"] >= 64
    assert violations(page) == []
    page.get_by_role("button", name="北门").click()
    expect(page.locator("#guard-gate")).to_have_text("北门")
    expect(page.locator("#guard-arrivals li")).to_contain_text("李＊")
    assert fits(page)
    assert violations(page) == []
    city.asked.clear()
    page.reload()
    expect(page.locator("#guard-gate")).to_have_text("北门")
    assert not [path for _, path in city.asked if path.endswith("gate-kit")]


def test_typed_digits_get_a_verdict_from_the_server(guard):
    one, city = guard()
    page = begin(one)
    page.locator(".guard-typing summary").click()
    page.locator("#guard-digits-field").fill("1234")
    page.locator("#guard-digits button").click()
    expect(page.locator("#guard-digits-said")).to_have_text("要 8 位数字。")
    page.locator("#guard-digits-field").fill("1234 5678")
    page.locator("#guard-digits button").click()
    expect(page.locator("#guard-digits-said")).to_have_text("没有这个号码，请再报一次。")
    city.verified = {"verdict": "come-in", "name": "王＊骑", "trade": "courier", "team": None, "words": ["车停北门车棚。"],
                     "spoken": "可以进", "fault": None}
    page.locator("#guard-digits button").click()
    expect(page.locator("#guard-word")).to_have_text("可以进")
    expect(page.locator("#guard-lines")).to_contain_text("车停北门车棚。")
    assert violations(page) == []
    page.get_by_role("button", name="下一位").click()
    expect(page.locator("#guard-verdict")).to_be_hidden()
    expect(page.locator("#guard-history li")).to_contain_text("可以进 · 王＊骑")
    # The server made this look itself.
    assert city.kept == []


def test_lists_older_than_a_day_are_amber_and_say_so(guard):
    one, city = guard()
    real = city.clock
    city.clock = lambda: real()
    page = begin(one)
    expect(page.locator("#guard-age")).to_have_text("名单和规定：不到 1 分钟前")
    one.context.route("**/api/v1/**", lambda route: route.abort())
    page.clock.install(time=real() + 30 * 3600)
    page.reload()
    expect(page.locator("#guard-age")).to_have_text("注意：名单是 30 小时前的，请联网更新")
    expect(page.locator("#guard-age")).to_have_class(re.compile("is-old"))
    assert violations(page) == []


@pytest.mark.parametrize("case", ["signed-out", "no-gates", "offline"])
def test_a_guard_without_a_gate_is_told_what_to_do(guard, case):
    one, city = guard()
    if case == "signed-out":
        city.is_signed_in = False
    if case == "no-gates":
        city.gates = []
    if case == "offline":
        one.context.route("**/api/v1/**", lambda route: route.abort())
    page = one.open("/guard")
    words = {"signed-out": "请先登录。", "no-gates": "您没有可以查验的门岗", "offline": "没有网络。第一次要联网。"}[case]
    expect(page.locator("#guard-choose-said")).to_contain_text(words)
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/pass", "/guard"])
def test_all_modules_are_asked_for_at_once(rider, path):
    one, _ = rider()
    page = one.open(path)
    page.wait_for_load_state("networkidle")
    named = page.evaluate("Array.from(document.querySelectorAll('link[rel=modulepreload], script[src]'),"
                          " (one) => one.href || one.src)")
    # Once each, though a preload and an import both name it.
    asked = [url for url in one.requests if "/js/" in url]
    assert set(asked) <= set(named) and len(asked) == len(set(asked)) and len(asked) > 12
