"""Two phones at a gate, neither with a network: what one shows becomes what the other's camera sees."""

import io
import os
import re
import signal
import time

import base45
import cbor2
import pytest
import qrcodegen
import zxingcpp
from PIL import Image
from playwright.sync_api import expect
from pyzbar import pyzbar

from city_stub import NORTH, PLACE, SOUTH, VECTORS, City, b64, pass_verify
from conftest import CHROMIUM, PHONE
from programs import wait_until
from test_accessibility import violations

WIDTH, HEIGHT = 1280, 720
HERE = {key: value for key, value in PHONE.items() if key != "service_workers"}
CONTROLLED = "navigator.serviceWorker.controller !== null"

# A phone whose clock is off by so many seconds, from its next page on.
SHIFT = """{
    const real = Date.now.bind(Date);
    let shift = 0;
    try { shift = Number(localStorage.getItem("test.shift") || 0) * 1000; } catch (error) { /* no page yet */ }
    Date.now = () => real() + shift;
}"""
KEPT = """async () => {
    const has = async (pattern) => {
        for (const name of await caches.keys()) {
            const kept = await (await caches.open(name)).keys();
            if (kept.some((request) => pattern.test(request.url))) return true;
        }
        return false;
    };
    return await has(/guard[?]$/) && await has(/zxing/);
}"""


class Camera:
    """The file that Chromium takes for a camera. It is read anew each time a page opens the camera."""

    def __init__(self, folder):
        self.path = folder / "camera.y4m"
        self.see(Image.new("RGB", (WIDTH, HEIGHT), "#333"))

    def see(self, picture):
        frame = Image.new("RGB", (WIDTH, HEIGHT), "#222")
        scale = min(WIDTH / picture.width, HEIGHT / picture.height)
        small = picture.convert("RGB").resize((int(picture.width * scale), int(picture.height * scale)))
        frame.paste(small, ((WIDTH - small.width) // 2, (HEIGHT - small.height) // 2))
        y, u, v = frame.rotate(3, Image.BICUBIC, fillcolor="#222").convert("YCbCr").split()
        half = (WIDTH // 2, HEIGHT // 2)
        data = b"FRAME\n" + y.tobytes() + u.resize(half).tobytes() + v.resize(half).tobytes()
        self.path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + data)


def drawn(text):
    """A code somebody else has drawn."""
    code = qrcodegen.QrCode.encode_segments(
        [qrcodegen.QrSegment.make_alphanumeric(text)], qrcodegen.QrCode.Ecc.MEDIUM, boostecl=False)
    size = range(code.get_size())
    image = Image.new("L", (code.get_size() + 8,) * 2, 255)
    for y in size:
        for x in size:
            if code.get_module(x, y):
                image.putpixel((x + 4, y + 4), 0)
    return image.resize((image.width * 8,) * 2, Image.NEAREST)


class Phone:
    page = None

    def shift(self, seconds):
        self.page.evaluate("seconds => localStorage.setItem('test.shift', String(seconds))", seconds)


class Rider(Phone):
    def __init__(self, chromium, server, city):
        self.context = chromium.new_context(**HERE, base_url=server.address)
        self.context.set_default_timeout(15000)
        self.context.add_init_script(SHIFT)
        city.attach(self.context)
        self.page = self.context.new_page()

    def open(self, path="/pass"):
        self.page.goto(path)
        self.wait()

    def wait(self):
        expect(self.page.locator("#pass-code")).to_have_attribute("data-step", re.compile(r"\d+"))

    def screen(self):
        """The phone's screen, as far as the code is on it."""
        shot = Image.open(io.BytesIO(self.page.screenshot()))
        box = self.page.locator(".pass-paper").bounding_box()
        return shot.crop((0, int(box["y"] * 2) - 40, shot.width, int((box["y"] + box["height"]) * 2) + 60))

    def text(self):
        return zxingcpp.read_barcode(self.screen()).text


class Guard(Phone):
    """The guard's browser with a folder of its own, so that it can be killed and started again."""

    def __init__(self, kind, server, city, camera, folder):
        self.how = {
            "executable_path": CHROMIUM, **HERE, "base_url": server.address, "permissions": ["camera"],
            "bypass_csp": True,
            "args": ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
                     f"--use-file-for-fake-video-capture={camera.path}"],
        }
        self.kind, self.city, self.camera, self.folder = kind, city, camera, folder
        self.start()

    def start(self):
        self.context = self.kind.launch_persistent_context(str(self.folder), **self.how)
        self.context.set_default_timeout(20000)
        self.context.add_init_script(SHIFT)
        self.city.attach(self.context)
        self.page = self.context.pages[0]

    def begin(self):
        self.page.goto("/guard")
        self.page.get_by_role("button", name="北门").click()
        expect(self.page.locator("#guard-gate")).to_have_text("北门")
        # One visit, and all of it is here, also what reads codes.
        wait_until(lambda: self.page.evaluate(KEPT), 30)

    def look(self):
        self.page.locator("#guard-start").click()

    def sees(self, picture):
        """The word on the guard's screen for what is held before the camera."""
        self.camera.see(picture)
        self.page.reload()
        self.look()
        word = self.page.locator("#guard-word")
        expect(word).to_be_visible(timeout=20000)
        return word.inner_text()

    def lines(self):
        return self.page.locator("#guard-lines").inner_text()

    def kill(self):
        # Chromium names its process in the lock of its folder.
        pid = int(os.readlink(self.folder / "SingletonLock").rsplit("-", 1)[1])
        os.kill(pid, signal.SIGKILL)
        time.sleep(1)
        for name in ("SingletonLock", "SingletonSocket", "SingletonCookie"):
            (self.folder / name).unlink(missing_ok=True)


@pytest.fixture(scope="module")
def street(chromium, city, tmp_path_factory):
    """A rider and a guard who have both been online once, and are now in a basement."""
    folder = tmp_path_factory.mktemp("guard")
    town = City()
    # So long that a code of five minutes ago may be a picture.
    town.issued_ago = 3600
    rider = Rider(chromium, city, town)
    rider.open()
    guard = Guard(chromium.browser_type, city, town, Camera(folder), folder / "profile")
    guard.begin()
    wait_until(lambda: rider.page.evaluate(CONTROLLED), 30)
    network((town, rider, guard), False)
    rider.page.reload()
    rider.wait()
    guard.page.reload()
    expect(guard.page.locator("#guard-gate")).to_have_text("北门")
    yield town, rider, guard
    rider.context.close()
    guard.context.close()


def network(street, is_there):
    town, rider, guard = street
    town.is_reachable = is_there
    for one in (rider, guard):
        one.context.set_offline(not is_there)


@pytest.fixture
def basement(street):
    town, rider, guard = street
    yield town, rider, guard
    for one in (rider, guard):
        one.shift(0)
    network(street, False)
    rider.page.goto("/pass")
    rider.wait()


def test_without_a_network_on_either_side_the_guard_hears_yes(basement):
    _, rider, guard = basement
    assert rider.page.evaluate("navigator.onLine") is False and guard.page.evaluate("navigator.onLine") is False
    screen = rider.screen()
    assert guard.sees(screen) == "可以进"
    expect(guard.page.locator("#guard-name")).to_have_text("王＊骑")
    expect(guard.page.locator("#guard-trade")).to_have_text("外卖 · 鼓楼站")
    assert "限速每小时 15 公里" in guard.lines() and "车停北门车棚" in guard.lines()
    assert violations(guard.page) == []
    # Other people's readers see the same code in the same picture.
    text = zxingcpp.read_barcode(screen).text
    assert text.startswith("YA1:")
    assert [one.data.decode() for one in pyzbar.decode(screen, symbols=[pyzbar.ZBarSymbol.QRCODE])] == [text]


def test_a_screenshot_is_refused_forty_seconds_later(basement):
    _, rider, guard = basement
    screen = rider.screen()
    guard.shift(40)
    assert guard.sees(screen) == "截图无效"
    assert "请看会动的码" in guard.lines()


def test_a_copied_credential_with_another_key_is_refused(basement):
    _, rider, guard = basement
    credential = pass_verify.read(rider.text())[0]
    step = int(time.time()) // 15
    other = pass_verify.private_key(VECTORS["keys"]["phone 2"])
    signature = pass_verify.signed(other, pass_verify.message_of(credential, step, None, None))
    data = cbor2.dumps([credential, step, None, None, signature], canonical=True)
    assert guard.sees(drawn("YA1:" + base45.b45encode(data).decode())) == "复制的码"


def test_a_flipped_bit_in_what_the_city_signed_is_a_forgery(basement):
    _, rider, guard = basement
    data = bytearray(base45.b45decode(rider.text()[4:]))
    data[120] ^= 4
    assert guard.sees(drawn("YA1:" + base45.b45encode(bytes(data)).decode())) == "假码"


def test_another_kind_of_code_is_no_pass(basement):
    _, _, guard = basement
    assert guard.sees(drawn("HTTPS://YONGAI.EXAMPLE/G/1")) == "不是通行码"


def test_an_expired_pass_says_so(basement):
    _, rider, guard = basement
    guard.shift(25 * 3600)
    assert guard.sees(rider.screen()) == "码过期了"
    # The lists are as old by then, and the guard is told.
    guard.page.get_by_role("button", name="下一位").click()
    expect(guard.page.locator("#guard-age")).to_have_class(re.compile("is-old"))


def test_a_phone_five_minutes_ahead_is_a_clock(basement):
    _, rider, guard = basement
    rider.shift(300)
    rider.page.reload()
    rider.wait()
    assert guard.sees(rider.screen()) == "手机时间不对"
    assert "快了 5 分钟" in guard.lines()


def test_another_gates_code_is_refused_at_this_gate(basement):
    _, rider, guard = basement
    text = b64(bytes.fromhex(SOUTH.replace("-", "")) + bytes(66))
    rider.page.goto("/pass?gate=" + text)
    rider.wait()
    assert guard.sees(rider.screen()) == "别的门的码"
    rider.page.goto("/pass?gate=" + b64(bytes.fromhex(NORTH.replace("-", "")) + bytes(66)))
    rider.wait()
    assert guard.sees(rider.screen()) == "可以进"


def test_a_code_that_lives_but_is_five_minutes_behind_is_a_clock_at_the_second_look(basement):
    _, rider, guard = basement

    def show(seconds):
        rider.shift(seconds - 300)
        rider.page.reload()
        rider.wait()
        return rider.screen()

    # The guard's page stays open between the two looks: it remembers the first.
    assert guard.sees(show(0)) == "截图无效"
    found = guard.page.evaluate(
        """async (texts) => {
            const base = document.querySelector("script[src*='/js/guard.js']").src.replace("guard.js", "");
            const { judge } = await import(base + "guard-judge.js");
            const { keptKit } = await import(base + "guard-kit.js");
            const { ClockWatch } = await import(base + "clock-watch.js");
            const watch = new ClockWatch();
            const ready = await keptKit();
            const kinds = [];
            for (const [text, gate, at] of texts) {
                const found = await judge(text, ready, gate, "e-bike", at, watch);
                kinds.push([found.kind, found.clock && found.clock.seconds]);
            }
            return kinds;
        }""",
        [[zxingcpp.read_barcode(show(seconds)).text, NORTH, int(time.time()) + seconds]
         for seconds in (0, 16)])
    assert found[0] == ["picture", None] and found[1][0] == "clock" and abs(found[1][1] + 300) <= 15


def test_three_phones_off_by_the_same_tell_the_guard_of_the_own_clock(basement):
    town, _, guard = basement
    now = int(time.time())
    key = VECTORS["keys"]["phone 1"]
    kept = town.key
    town.key = b64(b"\4" + bytes.fromhex(key["x"]) + bytes.fromhex(key["y"]))
    pictures = []
    for _ in range(3):
        credential, step = town.credential(now - 600), now // 15
        message = pass_verify.message_of(credential, step, None, None)
        signature = pass_verify.signed(pass_verify.private_key(key), message)
        data = cbor2.dumps([credential, step, None, None, signature], canonical=True)
        pictures.append("YA1:" + base45.b45encode(data).decode())
    town.key = kept
    code = """async ([texts, gate, at]) => {
        const base = document.querySelector("script[src*='/js/guard.js']").src.replace("guard.js", "");
        const { judge } = await import(base + "guard-judge.js");
        const { keptKit } = await import(base + "guard-kit.js");
        const { ClockWatch } = await import(base + "clock-watch.js");
        const { wordsOf } = await import(base + "guard-view.js");
        const watch = new ClockWatch();
        const ready = await keptKit();
        let said = null;
        for (const text of texts) said = wordsOf(await judge(text, ready, gate, "e-bike", at, watch), ready, gate);
        return said;
    }"""
    said = guard.page.evaluate(code, [pictures, NORTH, now - 300])
    assert said["headline"] == "本机时间不对" and said["lines"] == ["您的手机慢了约 5 分钟。请打开自动校时。"]


def test_looks_made_offline_survive_a_killed_browser_and_are_sent_once_in_order(basement):
    town, rider, guard = basement
    town.kept.clear()
    guard.sees(rider.screen())
    guard.page.get_by_role("button", name="看错了，撤销").click()
    expect(guard.page.locator("#guard-history li").first).to_contain_text("已撤销")
    guard.sees(drawn("NO PASS"))
    names = guard.page.evaluate("""async () => {
        const base = document.querySelector("script[src*='/js/guard.js']").src.replace("guard.js", "");
        return (await (await import(base + "store.js")).scans()).map((one) => one.id);
    }""")
    assert len(names) >= 2
    assert town.kept == []
    guard.kill()
    town.is_reachable = True
    guard.start()
    guard.page.goto("/guard")
    expect(guard.page.locator("#guard-gate")).to_have_text("北门")
    expect(guard.page.locator("#guard-waiting")).to_be_hidden()
    sent = [scan["id"] for body in town.kept for scan in body["scans"]]
    assert sent == names
    assert sum((body["undone"] for body in town.kept), []) != []
    scans = [scan for body in town.kept for scan in body["scans"]]
    assert {scan["place"] for scan in scans} == {PLACE} and all(scan["offline"] for scan in scans)
    assert scans[-1]["verdict"] == "not-valid" and scans[-1]["fault"] == "prefix"
    # Nothing is sent again.
    guard.page.reload()
    expect(guard.page.locator("#guard-gate")).to_have_text("北门")
    guard.page.wait_for_timeout(500)
    assert [scan["id"] for body in town.kept for scan in body["scans"]] == names


def test_outside_the_hours_and_at_the_wrong_gate_the_policy_speaks(basement):
    town, rider, guard = basement
    now = int(time.time())
    later = {"food-delivery/e-bike": [[now + 7200, now + 9000, None]]}
    for windows, word, line in (
        ({NORTH: later, SOUTH: {}}, "现在不能进", "起可以进。"),
        ({NORTH: {}}, "请走别的门", "请走南门，约 220 米。"),
        ({NORTH: {"food-delivery/foot": [[now - 60, now + 9000, None]]}, SOUTH: {}}, "请步行进入", "车请停在北门车棚。"),
        ({NORTH: {}, SOUTH: {}}, "不能进", "这个小区不对这个行业开放。"),
    ):
        network(basement, True)
        guard.page.reload()
        town.windows = windows
        guard.page.locator("#guard-change").click()
        guard.page.get_by_role("button", name="北门").click()
        expect(guard.page.locator("#guard-gate")).to_have_text("北门")
        network(basement, False)
        assert guard.sees(rider.screen()) == word
        assert line in guard.lines()
        assert violations(guard.page) == []
    town.windows = {}


def test_a_revoked_pass_is_refused_as_soon_as_the_list_has_come(basement):
    town, rider, guard = basement
    network(basement, True)
    town.revoked, town.version = [501], 2
    guard.page.reload()
    version = """async () => {
        const base = document.querySelector("script[src*='/js/guard.js']").src.replace("guard.js", "");
        return (await (await import(base + "guard-kit.js")).keptKit()).revocations.version;
    }"""
    wait_until(lambda: guard.page.evaluate(version) == 2, 20)
    network(basement, False)
    assert guard.sees(rider.screen()) == "码已作废"
    assert "重新开通" in guard.lines()
