"""Signing in in Chromium: a rider registers, staff use a passkey, pages fit a small phone and speak both languages."""

import hashlib
import hmac
import http.server
import json
import re
import threading
import time

import pytest
import requests
from playwright.sync_api import expect

import staff
from programs import Server, copied, environment
from signing import ADMINISTRATOR, AUDITOR, ask_code, sign_in
from test_accessibility import violations

SMALL = "({ w: document.documentElement.scrollWidth, c: document.documentElement.clientWidth })"


@pytest.fixture(scope="module")
def place(demonstration_database, tmp_path_factory):
    """A city of this module's own: people sign in and register here."""
    folder = tmp_path_factory.mktemp("signing")
    database = copied(demonstration_database, folder)
    server = Server(database)
    server.database = database
    # A passkey needs a name, which an address is not.
    server.address = server.address.replace("127.0.0.1", "localhost")
    yield server
    assert server.stop() == 0


def fits(page):
    size = page.evaluate(SMALL)
    return size["w"] <= size["c"]


@pytest.mark.parametrize("look", ["plain", "elder", "english"])
def test_a_rider_registers_in_six_fields_on_a_small_phone_without_javascript(phone, place, look):
    number = {"plain": "13811110001", "elder": "13811110002", "english": "13811110003"}[look]
    rider = phone(place, position=None, java_script_enabled=look != "plain")
    cookies = {"elder": ("text", "large"), "english": ("lang", "en")}
    if look in cookies:
        name, value = cookies[look]
        rider.context.add_cookies([{"name": name, "value": value, "url": place.address}])
    page = rider.open("/me")
    assert look == "plain" or fits(page)
    page.locator("main a[href='/sign-in']").click()
    fields = 2
    code = ask_code(page, number)
    page.locator("[name=code]").fill(code)
    page.locator("form[action='/sign-in/sessions'] button").click()
    controls = page.locator("form[action='/sign-in/accounts'] :is(input:not([type=hidden]), select)")
    fields += controls.count()
    assert fields <= 6
    assert look == "plain" or fits(page)
    page.locator("[name=name]").fill("小周")
    page.locator("[name=trade]").select_option("courier")
    page.locator("[name=terms]").check()
    page.locator("form[action='/sign-in/accounts'] button").click()
    page.wait_for_url("**/me")
    expect(page.locator(".account-name")).to_have_text("小周")
    expect(page.locator("main")).to_contain_text("Courier" if look == "english" else "快递")
    page.locator("form[action='/me/sign-out'] button").click()
    expect(page.locator("main a[href='/sign-in']")).to_be_visible()


def authenticator(page):
    """A device with a finger, as Chromium plays it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools


def test_staff_add_a_passkey_and_come_back_with_it(phone, place):
    worker = phone(place, position=None)
    # Chromium would like RS256 as well; ours are ES256 and EdDSA.
    worker.expected = ["pubKeyCredParams"]
    page = worker.page
    authenticator(page)
    sign_in(page, AUDITOR, "/me/passkeys")
    page.locator("#passkey-new button").click()
    expect(page.locator(".row-name")).to_have_text("Chrome · Linux")
    page.goto("/me")
    page.locator("form[action='/me/sign-out'] button").click()
    expect(page.locator("main a[href='/sign-in']")).to_be_visible()
    page.goto("/console/audit")
    page.wait_for_url("**/sign-in?next=%2Fconsole%2Faudit")
    page.locator("a[href^='/sign-in/strong']").click()
    page.locator("#passkey-enter button").click()
    page.wait_for_url("**/console/audit")
    expect(page.locator("h1")).to_have_text("审计日志")
    expect(page.locator("table")).to_contain_text("添加通行密钥")
    # A code alone removes no passkey any more; the passkey does.
    page.goto("/me/passkeys")
    page.locator("form[action='/me/passkeys/removals'] button").click()
    expect(page.locator(".empty")).to_be_visible()


def test_a_real_role_sleeps_after_a_code_and_wakes_with_a_passkey(phone, place):
    # Of the demonstration's own people a code is enough, so this is an auditor who is none of them.
    auditor = phone(place, position=None)
    auditor.expected = ["403", "pubKeyCredParams"]
    cookie = staff.sign_in(place.database, "auditor", name="真审计", proof="code")
    auditor.context.add_cookies([{**cookie, "url": place.address}])
    page = auditor.page
    authenticator(page)
    page.goto("/console/audit")
    expect(page.locator("table")).to_have_count(0)
    page.goto("/me")
    expect(page.locator(".account-notice")).to_contain_text("审计员")
    page.goto("/me/passkeys")
    page.locator("#passkey-new button").click()
    expect(page.locator(".row-name")).to_have_text("Chrome · Linux")
    page.goto("/me")
    page.locator(".account-notice a").click()
    page.locator("#passkey-enter button").click()
    page.wait_for_url("**/me")
    expect(page.locator(".account-notice")).to_have_count(0)
    page.goto("/console/audit")
    expect(page.locator("table")).to_contain_text("真审计")


def test_a_refused_passkey_says_so_and_leaves_the_other_ways(phone, place):
    somebody = phone(place, position=None)
    somebody.expected = ["403"]
    page = somebody.page
    devtools = authenticator(page)
    page.goto("/sign-in/strong")
    page.locator("#passkey-enter button").click()
    expect(page.locator(".passkey-said")).to_have_text("已取消。", timeout=30_000)
    devtools.send("WebAuthn.disable")
    page.locator("summary").click()
    page.locator("[name=phone]").fill(ADMINISTRATOR)
    page.locator("[name=password]").fill("correct horse battery staple")
    page.locator("form[action='/sign-in/passwords'] [name=code]").fill("000000")
    page.locator("form[action='/sign-in/passwords'] button").click()
    expect(page.locator(".warning")).to_contain_text("不对")


@pytest.mark.parametrize("size", [(360, 640), (1280, 800)])
def test_the_pages_fit_and_axe_finds_nothing(phone, place, size):
    number = "1992222000" + ("1" if size[0] == 360 else "2")
    person = phone(place, position=None, bypass_csp=True, viewport={"width": size[0], "height": size[1]})
    page = person.page
    found = []

    def look(name):
        found.extend(f"{name}: {line}" for line in violations(page))
        page.evaluate("document.documentElement.classList.remove('elder')")
        assert fits(page), name

    for path in ("/me", "/sign-in", "/sign-in/strong", "/terms"):
        page.goto(path)
        look(path)
    page.goto("/sign-in")
    code = ask_code(page, number)
    look("code")
    page.locator("[name=code]").fill(code)
    page.locator("form[action='/sign-in/sessions'] button").click()
    look("registration")
    sign_in(page, [ADMINISTRATOR, "19900000011"][size[0] == 360])
    for path in ("/me", "/me/sessions", "/me/passkeys", "/me/password", "/me/tokens"):
        page.goto(path)
        look(path)
    page.goto("/me/password")
    page.locator("[name=password]").fill("kingfisher lamp 紫藤 43 orbit")
    page.locator("[name=repeated]").fill("kingfisher lamp 紫藤 43 orbit")
    page.locator("form[action='/me/password/drafts'] button").click()
    expect(page.locator("#app-secret")).to_be_visible()
    look("app")
    page.goto("/me/tokens")
    page.locator("[name=name]").fill("报表")
    page.locator("[name=action]").first.check()
    page.locator("form[action='/me/tokens/additions'] button").click()
    expect(page.locator("#new-token")).to_contain_text("yat_")
    look("token")
    assert found == []


class Gateway(http.server.BaseHTTPRequestHandler):
    """A gateway of messages: keeps what it takes, and can be slow or unwilling."""

    taken, status, delay = [], 200, 0.0

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Gateway.taken.append((self.headers, body))
        time.sleep(Gateway.delay)
        try:
            self.send_response(Gateway.status)
            self.end_headers()
        except BrokenPipeError:
            pass

    def log_message(self, *words):
        pass


def test_codes_go_out_by_a_webhook_that_can_be_trusted_and_can_fail(tmp_path):
    gateway = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=gateway.serve_forever, daemon=True).start()
    secret = "a secret of the gateway"
    server = Server(tmp_path / "city.sqlite", env=environment(
        YONGAI_SMS_URL=f"http://127.0.0.1:{gateway.server_port}/codes", YONGAI_SMS_SECRET=secret))

    def ask(number):
        return requests.post(server.address + "/sign-in/codes", {"phone": number}, timeout=30)

    page = ask("13800001234")
    headers, body = Gateway.taken[-1]
    message = json.loads(body)
    assert page.status_code == 200 and message["to"] == "+8613800001234" and re.fullmatch(r"\d{6}", message["code"])
    assert message["code"] not in page.text and message["code"] in message["text"] and message["minutes"] == 5
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    assert headers["X-YongAi-Signature"] == "sha256=" + signature
    Gateway.status = 500
    page = ask("13800001235")
    assert page.status_code == 503 and "短信没有发出去" in page.text
    Gateway.status, Gateway.delay = 200, 12
    start = time.monotonic()
    page = ask("13800001236")
    assert page.status_code == 200 and "没有及时回应" in page.text and time.monotonic() - start < 11
    gateway.shutdown()
    gateway.server_close()
    page = ask("13800001237")
    assert page.status_code == 503 and "短信没有发出去" in page.text
    assert server.stop() == 0
    log = "\n".join(server.log)
    assert "13800001234" not in log and message["code"] not in log


def test_without_a_gateway_and_without_a_demonstration_the_page_and_the_doctor_say_so(tmp_path):
    from programs import run

    server = Server(tmp_path / "city.sqlite")
    assert "暂时不能发送验证码" in requests.get(server.address + "/sign-in", timeout=10).text
    assert server.stop() == 0
    assert "CARE one-time codes" in run("doctor", database=tmp_path / "city.sqlite").stdout
