"""Two phones at a gate, neither with a network: what one shows becomes what the other's camera sees. The city is the real
server: its rider registers, its guard takes the kit, and what they did without a network arrives there."""

import base64
import io
import json
import os
import re
import signal
import sqlite3
import time
import uuid

import base45
import cbor2
import pytest
import qrcodegen
import requests
import zxingcpp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from PIL import Image
from playwright.sync_api import expect
from pyzbar import pyzbar

import staff
from city_stub import VECTORS, b64, pass_verify
from conftest import CHROMIUM, PHONE
from programs import Server, copied, run, wait_until
from signing import GUARD, MANAGER, RIDER, sign_in
from test_accessibility import violations

WIDTH, HEIGHT = 1280, 720
HERE = {key: value for key, value in PHONE.items() if key != "service_workers"}
# Two browsers and a city share a small machine.
expect.set_options(timeout=15_000)
# The worker has what it keeps. A page that came just before it took over is its own only from the next load on.
INSTALLED = "navigator.serviceWorker.ready.then((all) => all.active.state === 'activated')"

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


# What a phone says, sounds and lights, written down on its way.
HEARD = """{
    const heard = { spoken: [], tones: 0, buzzes: [], light: [], awake: [] };
    window.heard = heard;
    const before = (owner, name, note) => {
        const own = owner[name];
        owner[name] = function (...all) {
            note(...all);
            return own.apply(this, all);
        };
    };
    before(speechSynthesis, "speak", (words) => heard.spoken.push([words.text, words.lang]));
    before(OscillatorNode.prototype, "start", () => { heard.tones += 1; });
    before(Navigator.prototype, "vibrate", (pattern) => heard.buzzes.push(pattern));
    if (window.WakeLock) before(WakeLock.prototype, "request", (kind) => heard.awake.push(kind));
    // A camera with a light.
    const can = MediaStreamTrack.prototype.getCapabilities;
    MediaStreamTrack.prototype.getCapabilities = function () {
        return Object.assign({}, can.call(this), { torch: true });
    };
    MediaStreamTrack.prototype.applyConstraints = async (wanted) => { heard.light.push(wanted.advanced[0].torch); };
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


class Town:
    """The city's server with a compound of its own guard, whose policies a test may write."""

    def __init__(self, folder, demonstration):
        self.database = copied(demonstration, folder)
        self.server = Server(self.database)
        self.place = self.ask("SELECT place_id FROM role_grant WHERE role = 'guard'")[0][0]
        self.gates = {name: gate for gate, name in self.ask("SELECT id, name FROM gate WHERE place_id = ?", self.place)}
        self.north, self.south = self.gates["北门"], self.gates["南门"]
        self.policies()

    def ask(self, statement, *values):
        with sqlite3.connect(self.database, timeout=10) as town:
            found = town.execute(statement, values).fetchall()
        town.close()
        return found

    def policies(self, **of):
        """What holds at each gate from now on, as if the community had approved it. `north=…`, `others=…`."""
        usual = {"shut": False, "admissions": [{"vehicles": ["foot"]}, {"trades": ["food-delivery"], "vehicles": ["e-bike"]}],
                 "speed_limit_kmh": 15, "parking": [{"name": "北门车棚", "vehicles": ["e-bike"]}]}
        named = {"北门": of.get("north", usual), "南门": of.get("south", of.get("others", usual))}
        for name, gate in self.gates.items():
            policy = json.dumps(named.get(name, of.get("others", usual)), ensure_ascii=False)
            self.ask("UPDATE gate_policy SET state = 'replaced' WHERE gate_id = ? AND state = 'standing'", gate)
            number = self.ask("SELECT MAX(number) + 1 FROM gate_policy WHERE gate_id = ?", gate)[0][0] or 1
            self.ask("INSERT INTO gate_policy (id, gate_id, number, policy, state, purpose, proposed_at, decided_at, reason)"
                     " VALUES (?, ?, ?, ?, 'standing', '', ?, ?, '')",
                     str(uuid.uuid4()), gate, number, policy, int(time.time() * 1000), int(time.time() * 1000))

    def poster(self, chromium, gate, folder):
        """The address of the code that hangs at a gate, read from its printed sheet."""
        target = folder / "poster.svg"
        made = run("gate", "poster", "--gate", gate, "--site", self.server.address, "--output", target,
                   database=self.database)
        assert made.returncode == 0, made.stderr
        page = chromium.new_page(viewport={"width": 840, "height": 1188})
        sheet = re.sub(r'width="210mm" height="297mm"', 'width="840" height="1188"', target.read_text(encoding="utf-8"))
        page.set_content(sheet)
        picture = Image.open(io.BytesIO(page.screenshot()))
        page.close()
        return zxingcpp.read_barcode(picture).text.removeprefix(self.server.address)


    def looks(self, names):
        """What the server has of these looks."""
        rows = self.ask("SELECT id, verdict, fault, undone_at, is_offline, account_id, rowid FROM pass_scan")
        keys = ("id", "verdict", "fault", "undone", "is_offline", "account", "order")
        return {row[0]: dict(zip(keys, row)) for row in rows if row[0] in names}

    def register(self, name):
        """Another rider, whose phone is played here: the key and what the city signed about it."""
        cookie = staff.sign_in(self.database, name=name)
        cookies = {cookie["name"]: cookie["value"]}
        self.ask("UPDATE account SET trade = 'courier' WHERE name = ?", name)
        me = requests.get(self.server.address + "/api/v1/me/pass", cookies=cookies, timeout=10).json()
        key, step = ec.generate_private_key(ec.SECP256R1()), int(me["now"]) // 15
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        message = cbor2.dumps(["YongAi device 1", me["city"], me["account"], step], canonical=True)
        answer = requests.post(
            self.server.address + "/api/v1/me/pass/device", cookies=cookies, timeout=10,
            headers={"Origin": self.server.address},
            json={"public_key": b64(point), "step": step,
                  "proof": b64(pass_verify.signed(key, message)), "name": "另一部", "replace": False})
        assert answer.status_code == 201, answer.text
        return key, answer.json()


class Phone:
    page = None

    def shift(self, seconds):
        self.page.evaluate("seconds => localStorage.setItem('test.shift', String(seconds))", seconds)


class Rider(Phone):
    def __init__(self, chromium, server):
        self.context = chromium.new_context(**HERE, base_url=server.address, bypass_csp=True)
        self.context.set_default_timeout(15000)
        self.context.add_init_script(SHIFT)
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

    def __init__(self, kind, server, camera, folder):
        self.how = {
            "executable_path": CHROMIUM, **HERE, "base_url": server.address, "permissions": ["camera"],
            "bypass_csp": True,
            "args": ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
                     f"--use-file-for-fake-video-capture={camera.path}"],
        }
        self.kind, self.camera, self.folder = kind, camera, folder
        self.start()

    def start(self):
        self.context = self.kind.launch_persistent_context(str(self.folder), **self.how)
        self.context.set_default_timeout(20000)
        self.context.add_init_script(SHIFT)
        self.page = self.context.pages[0]

    def begin(self):
        sign_in(self.page, GUARD)
        self.page.get_by_role("link", name="查验").click()
        self.choose("北门")
        # One visit, and all of it is here, also what reads codes.
        wait_until(lambda: self.page.evaluate(KEPT), 30)

    def choose(self, name):
        self.page.get_by_role("button", name=name).click()
        expect(self.page.locator("#guard-gate")).to_have_text(name)

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

    def sees_live(self, rider):
        """The same for the code as it is now; a machine so slow that it is an old picture by then looks again."""
        for _ in range(4):
            start = time.monotonic()
            word = self.sees(rider.screen())
            if word != "截图无效" or time.monotonic() - start < 15:
                break
        return word

    def lines(self):
        return self.page.locator("#guard-lines").inner_text()

    def module(self, body, argument=None):
        """What `body` makes, with `load("name.js")` for the page's modules, and `argument`."""
        return self.page.evaluate("""async (argument) => {
            const base = document.querySelector("script[src*='/js/guard.js']").src.replace("guard.js", "");
            const load = (name) => import(base + name);
            """ + body + "}", argument)

    def waiting(self):
        """The looks that are still on this phone only."""
        return self.module("return (await (await load('store.js')).scans()).map((one) => one.id);")

    def has_cookie(self):
        """Whether the browser has written down that the guard is signed in: it does so every half a minute."""
        with sqlite3.connect(f"file:{self.folder}/Default/Cookies?mode=ro", uri=True) as jar:
            names = [row[0] for row in jar.execute("SELECT name FROM cookies")]
        jar.close()
        return "session" in names

    def kill(self):
        wait_until(self.has_cookie, 60)
        # Chromium names its process in the lock of its folder.
        pid = int(os.readlink(self.folder / "SingletonLock").rsplit("-", 1)[1])
        os.kill(pid, signal.SIGKILL)
        time.sleep(1)
        for name in ("SingletonLock", "SingletonSocket", "SingletonCookie"):
            (self.folder / name).unlink(missing_ok=True)


@pytest.fixture(scope="module")
def street(chromium, demonstration_database, tmp_path_factory):
    """A rider and a guard who have both been online once, and are now in a basement."""
    folder = tmp_path_factory.mktemp("guard")
    town = Town(folder, demonstration_database)
    rider = Rider(chromium, town.server)
    sign_in(rider.page, RIDER)
    rider.open()
    guard = Guard(chromium.browser_type, town.server, Camera(folder), folder / "profile")
    guard.begin()
    wait_until(lambda: rider.page.evaluate(INSTALLED), 30)
    network((town, rider, guard), False)
    rider.page.reload()
    rider.wait()
    guard.page.reload()
    expect(guard.page.locator("#guard-gate")).to_have_text("北门")
    yield town, rider, guard
    rider.context.close()
    guard.context.close()
    assert town.server.stop() == 0


def network(street, is_there):
    for one in street[1:]:
        one.context.set_offline(not is_there)


@pytest.fixture
def basement(street):
    town, rider, guard = street
    for one in (rider, guard):
        one.shift(0)
    network(street, False)
    rider.page.goto("/pass")
    rider.wait()
    yield town, rider, guard


def test_without_a_network_on_either_side_the_guard_hears_yes(basement):
    _, rider, guard = basement
    assert rider.page.evaluate("navigator.onLine") is False and guard.page.evaluate("navigator.onLine") is False
    assert guard.sees_live(rider) == "可以进"
    expect(guard.page.locator("#guard-name")).to_have_text("王＊骑")
    expect(guard.page.locator("#guard-trade")).to_contain_text("外卖")
    assert "限速每小时 15 公里" in guard.lines() and "车停北门车棚" in guard.lines()
    assert violations(guard.page) == []
    # Other people's readers see the same code in the same picture.
    screen = rider.screen()
    text = zxingcpp.read_barcode(screen).text
    assert text.startswith("YA1:")
    assert [one.data.decode() for one in pyzbar.decode(screen, symbols=[pyzbar.ZBarSymbol.QRCODE])] == [text]


def test_the_verdict_is_spoken_sounded_and_felt_and_a_dark_basement_has_a_light(basement):
    _, rider, guard = basement
    for one in (rider, guard):
        one.context.add_init_script(HEARD)
    assert guard.sees_live(rider) == "可以进"
    heard = guard.page.evaluate("window.heard")
    assert heard["spoken"] == [["可以进", "zh-CN"]] and heard["tones"] > 0 and heard["buzzes"] == [80]
    guard.page.get_by_role("button", name="下一位").click()
    light = guard.page.locator("#guard-torch")
    for isLit in (True, False):
        light.click()
        expect(light).to_have_attribute("aria-pressed", "true" if isLit else "false")
    assert guard.page.evaluate("window.heard.light") == [True, False]
    assert guard.sees(drawn("NO PASS")) == "不是通行码"
    heard = guard.page.evaluate("window.heard")
    assert heard["spoken"] == [["不是通行码", "zh-CN"]] and heard["buzzes"] == [[120, 80, 120]]
    # The rider's screen does not go dark over the code.
    rider.page.reload()
    rider.wait()
    wait_until(lambda: rider.page.evaluate("window.heard.awake") == ["screen"], 5)


def test_a_screenshot_is_refused_forty_seconds_later(basement):
    _, rider, guard = basement
    screen = rider.screen()
    guard.shift(40)
    assert guard.sees(screen) == "截图无效"
    assert "请看会动的码" in guard.lines()


def code_of(credential, step, key, gate=None):
    """The text of a pass as a phone with this key makes it."""
    signature = pass_verify.signed(key, pass_verify.message_of(credential, step, gate, None))
    data = cbor2.dumps([credential, step, gate, None, signature], canonical=True)
    return "YA1:" + base45.b45encode(data).decode()


def test_a_copied_credential_with_another_key_is_refused(basement):
    _, rider, guard = basement
    credential = pass_verify.read(rider.text())[0]
    other = pass_verify.private_key(VECTORS["keys"]["phone 2"])
    assert guard.sees(drawn(code_of(credential, int(time.time()) // 15, other))) == "复制的码"


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
    assert guard.sees_live(rider) == "码过期了"
    # The lists are as old by then, and the guard is told.
    guard.page.get_by_role("button", name="下一位").click()
    expect(guard.page.locator("#guard-age")).to_have_class(re.compile("is-old"))


def test_a_phone_five_minutes_ahead_is_a_clock(basement):
    _, rider, guard = basement
    rider.shift(300)
    rider.page.reload()
    rider.wait()
    assert guard.sees_live(rider) == "手机时间不对"
    assert re.search("快了 [45] 分钟", guard.lines())


LOOKS = """
    const { judge } = await load("guard-judge.js");
    const { keptKit } = await load("guard-kit.js");
    const { ClockWatch } = await load("clock-watch.js");
    const { wordsOf } = await load("guard-view.js");
    const watch = new ClockWatch();
    const ready = await keptKit();
    const found = [];
    for (const [text, gate, at] of argument) {
        const look = await judge(text, ready, gate, "e-bike", at, watch);
        found.push([look.kind, look.clock && look.clock.seconds, wordsOf(look, ready, gate)]);
    }
    return found;
"""


def test_a_code_that_lives_but_is_five_minutes_behind_is_a_clock_at_the_second_look(basement):
    town, rider, guard = basement
    # An hour after the pass was signed: before, a clock five minutes behind gives itself away at once.
    hour = 3600

    def show(seconds):
        rider.shift(hour + seconds - 300)
        rider.page.reload()
        rider.wait()
        return rider.screen()

    guard.shift(hour)
    assert guard.sees(show(0)) == "截图无效"
    # The guard's page stays open between the two looks: it remembers the first.
    texts = [(zxingcpp.read_barcode(show(seconds)).text, town.north, int(time.time()) + hour + seconds)
             for seconds in (0, 16)]
    (first, _, _), (second, behind, _) = guard.module(LOOKS, texts)
    assert first == "picture" and second == "clock" and abs(behind + 300) <= 15


def test_three_phones_off_by_the_same_tell_the_guard_of_the_own_clock(basement):
    town, _, guard = basement
    pictures = []
    for name in ("小一", "小二", "小三"):
        key, answer = town.register(name)
        credential = base64.urlsafe_b64decode(answer["credential"] + "==")
        pictures.append((code_of(credential, int(answer["now"]) // 15 + 40, key), town.north, int(answer["now"]) + 300))
    # Their clocks are right, ten minutes from now; the guard's is five behind by then.
    last = guard.module(LOOKS, pictures)[-1][2]
    assert last["headline"] == "本机时间不对" and last["lines"] == ["您的手机慢了约 5 分钟。请打开自动校时。"]


def test_a_gates_own_code_leads_to_an_arrival_and_to_a_pass_for_that_gate_alone(basement, chromium, tmp_path):
    town, rider, guard = basement
    code = town.poster(chromium, town.north, tmp_path)
    network(basement, True)
    guard.page.reload()
    expect(guard.page.locator("#guard-gate")).to_have_text("北门")
    rider.page.goto(code)
    expect(rider.page.locator("h1")).to_have_text("北门")
    rider.page.get_by_role("button", name="我到了").click()
    card = rider.page.locator("#arrived")
    expect(card).to_contain_text("北门")
    expect(card.locator("[data-clock]")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"))
    assert violations(rider.page) == []
    # The guard's page has it without being asked.
    expect(guard.page.locator("#guard-arrivals li").first).to_contain_text("王＊骑")
    rider.page.locator(".gate-show").click()
    rider.wait()
    expect(rider.page.locator("#pass-gate")).to_contain_text("北门")
    network(basement, False)
    assert guard.sees_live(rider) == "可以进"
    # The same at another gate.
    found = guard.module(LOOKS, [(rider.text(), town.south, int(time.time()))])
    assert found[0][0] == "other-gate" and found[0][2]["headline"] == "别的门的码"


def test_a_forged_gate_code_makes_no_pass_for_a_gate(basement, chromium, tmp_path):
    town, rider, _ = basement
    code = town.poster(chromium, town.north, tmp_path).removeprefix("/g/")
    forged = code[:60] + ("A" if code[60] != "A" else "B") + code[61:]
    rider.page.goto("/pass?gate=" + forged)
    rider.wait()
    expect(rider.page.locator("#pass-note")).to_contain_text("不是本市的门口码")
    expect(rider.page.locator("#pass-gate")).to_be_hidden()
    assert pass_verify.read(rider.text())[2] is None


def test_looks_made_offline_survive_a_killed_browser_and_are_sent_once_in_order(basement):
    town, rider, guard = basement
    guard.sees_live(rider)
    guard.page.get_by_role("button", name="看错了，撤销").click()
    expect(guard.page.locator("#guard-history li").first).to_contain_text("已撤销")
    guard.sees(drawn("NO PASS"))
    names = guard.waiting()
    assert len(names) >= 2 and town.looks(names) == {}
    guard.kill()
    guard.start()
    guard.page.goto("/guard")
    expect(guard.page.locator("#guard-gate")).to_have_text("北门")
    expect(guard.page.locator("#guard-waiting")).to_be_hidden()
    wait_until(lambda: guard.waiting() == [], 10)
    looks = town.looks(names[-2:])
    assert [one["id"] for one in sorted(looks.values(), key=lambda one: one["order"])] == names[-2:]
    first, last = (looks[name] for name in names[-2:])
    assert first["verdict"] == "come-in" and first["undone"] and first["is_offline"] and first["account"]
    assert last["verdict"] == "not-valid" and last["fault"] == "prefix" and not last["undone"]
    # Nothing is sent again, and nothing is kept twice.
    count = town.ask("SELECT COUNT(*) FROM pass_scan")[0][0]
    guard.page.reload()
    expect(guard.page.locator("#guard-gate")).to_have_text("北门")
    guard.page.wait_for_timeout(500)
    assert town.ask("SELECT COUNT(*) FROM pass_scan")[0][0] == count
    # The rider sees who looked, and where.
    rider.context.set_offline(False)
    rider.page.goto("/me/pass/looks")
    expect(rider.page.locator(".account-row").first).to_contain_text("北门")
    expect(rider.page.locator(".account-row").first).to_contain_text("保安")
    assert violations(rider.page) == []


def test_outside_the_hours_and_at_the_wrong_gate_the_policy_speaks(basement):
    town, rider, guard = basement
    clock = [time.strftime("%H:%M", time.gmtime(time.time() + hours * 3600)) for hours in (8 + 2, 8 + 3)]
    bikes = {"trades": ["food-delivery"], "vehicles": ["e-bike"]}
    shed = [{"name": "北门车棚", "vehicles": ["e-bike"]}]

    def policy(*admissions, **more):
        return {"shut": False, "admissions": list(admissions), **more}

    lorries = policy({"trades": ["truck"], "vehicles": ["car"]})
    for policies, word, line in (
        ({"north": policy({**bikes, "hours": "-".join(clock)}), "others": lorries}, "现在不能进", "起可以进。"),
        ({"north": lorries, "south": policy(bikes), "others": lorries}, "请走别的门", "请走南门，约"),
        ({"north": policy({"vehicles": ["foot"]}, parking=shed), "others": lorries}, "请步行进入", "车请停在北门车棚。"),
        ({"others": lorries, "north": lorries}, "不能进", "这个小区不对这个行业开放。"),
    ):
        network(basement, True)
        guard.page.reload()
        town.policies(**policies)
        guard.page.locator("#guard-change").click()
        guard.choose("北门")
        network(basement, False)
        assert guard.sees_live(rider) == word
        assert line in guard.lines()
        assert violations(guard.page) == []
    town.policies()
    network(basement, True)
    guard.page.reload()
    guard.page.locator("#guard-change").click()
    guard.choose("北门")


def test_one_code_at_two_gates_is_noticed_by_the_server(basement):
    town, rider, guard = basement
    network(basement, True)
    text = rider.text()
    cookies = {one["name"]: one["value"] for one in guard.context.cookies()}
    verdicts = []
    for gate in (town.north, town.south):
        answer = requests.post(town.server.address + "/api/v1/passes/verify", timeout=10, cookies=cookies, json={
            "code": text, "gate": gate, "vehicle": "e-bike"}, headers={"Origin": town.server.address})
        assert answer.status_code == 200, answer.text
        verdicts.append((answer.json()["verdict"], answer.json()["fault"]))
    assert verdicts == [("come-in", None), ("not-valid", "sameStepElsewhere")]


def test_the_property_finds_it_and_every_page_about_the_pass_is_for_everybody(basement, chromium):
    town, rider, guard = basement
    for number, session, paths in (
        (MANAGER, None, ("/console/gates", "/console/pass-flags")), (None, rider, ("/me/pass/lost", "/me/pass/looks")),
        (None, guard, ("/me", "/console")),
    ):
        context = chromium.new_context(**HERE, base_url=town.server.address, bypass_csp=True)
        page = context.new_page()
        if number:
            sign_in(page, number)
        else:
            context.add_cookies(session.context.cookies())
        for path in paths:
            page.goto(path)
            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
            if path == "/console/pass-flags":
                expect(page.locator("main")).to_contain_text("同一个码在两个门出现过。")
            if path == "/console":
                expect(page.locator(".console-menu").get_by_role("link", name="查验")).to_be_visible()
        context.close()


def test_online_the_guard_sees_the_riders_photo_and_the_rider_reads_of_it(basement, tmp_path):
    town, rider, guard = basement
    network(basement, True)
    guard.page.reload()
    assert guard.sees_live(rider) == "可以进"
    guard.page.get_by_role("button", name="看照片核对").click()
    expect(guard.page.locator("#guard-person-said")).to_have_text("骑手没有上传照片。")
    face = tmp_path / "face.png"
    Image.new("RGB", (400, 400), "#c96").save(face)
    rider.page.goto("/me/photo")
    rider.page.locator("[type=file]").set_input_files(face)
    rider.page.locator("[name=consent]").check()
    rider.page.get_by_role("button", name="上传照片").click()
    expect(rider.page.locator("img.person-photo")).to_be_visible()
    rider.open()
    assert guard.sees_live(rider) == "可以进"
    guard.page.get_by_role("button", name="看照片核对").click()
    expect(guard.page.locator("#guard-photo img")).to_be_visible()
    assert violations(guard.page) == []
    guard.page.screenshot(path=tmp_path / "photo.png")
    # Without a network it says so, and the next rider starts from nothing.
    guard.page.get_by_role("button", name="下一位").click()
    expect(guard.page.locator("#guard-photo img")).to_have_count(0)
    network(basement, False)
    assert guard.sees_live(rider) == "可以进"
    guard.page.get_by_role("button", name="看照片核对").click()
    expect(guard.page.locator("#guard-person-said")).to_have_text("看照片要有网络。")
    network(basement, True)
    rider.page.goto("/me/trail")
    expect(rider.page.locator("main")).to_contain_text("门岗查验时核对本人")


def test_the_guard_ends_a_guests_pass_by_two_taps(basement, chromium, tmp_path):
    town, _, guard = basement
    network(basement, True)
    guard.page.reload()
    newcomer = Rider(chromium, town.server)
    page = newcomer.page
    page.goto(town.poster(chromium, town.north, tmp_path))
    page.locator("a[href$='/guest']").click()
    page.locator("[name=phone]").fill("13900000077")
    page.locator("[name=trade]").select_option("food-delivery")
    page.locator("[name=name]").fill("赵")
    page.locator("form.stack button").click()
    page.locator("[name=code]").fill(page.locator("#shown-code").inner_text())
    page.locator("#guest-form button").click()
    expect(page.locator("#guest-done")).to_be_visible()
    newcomer.open()
    assert guard.sees_live(newcomer) == "可以进"
    expect(guard.page.locator("#guard-guest")).to_contain_text("临时通行码")
    expect(guard.page.locator("#guard-show-photo")).to_be_hidden()
    guard.page.get_by_role("button", name="停用这个临时码").click()
    assert violations(guard.page) == []
    guard.page.screenshot(path=tmp_path / "end-guest.png")
    guard.page.get_by_role("button", name="不是来送货的").click()
    expect(guard.page.locator("#guard-person-said")).to_contain_text("已停用")
    assert town.ask("SELECT COUNT(*) FROM pass_credential WHERE kind = 'guest' AND revoked_at IS NOT NULL")[0][0] == 1
    assert town.ask("SELECT reason FROM audit_entry WHERE action = 'end-guest-pass'")[0][0] == "不是来送货的"
    guard.page.get_by_role("button", name="下一位").click()
    wait_until(lambda: guard.sees_live(newcomer) == "码已作废", 60)
    newcomer.context.close()


def test_a_lost_phones_pass_is_refused_as_soon_as_the_list_has_come(basement, chromium):
    town, rider, guard = basement
    # The rider reports it from another phone; the guard has heard nothing of it yet.
    other = chromium.new_context(**PHONE, base_url=town.server.address)
    other.add_cookies(rider.context.cookies())
    page = other.new_page()
    page.goto("/me/pass/lost")
    page.get_by_role("button", name="停用通行码").click()
    expect(page.locator("[role=status]")).to_contain_text("通行码已停用")
    other.close()
    assert guard.sees_live(rider) == "可以进"
    guard.context.set_offline(False)
    guard.page.reload()
    # What was let in meanwhile is told, and the list comes.
    expect(guard.page.locator("#guard-flags")).to_contain_text("放行时这个通行码已停用")
    assert violations(guard.page) == []
    assert town.ask("SELECT COUNT(*) FROM pass_scan WHERE flag = 'revoked-since'")[0][0] == 1
    wait_until(lambda: guard.module(
        "return (await (await load('guard-kit.js')).keptKit()).revocations.version;") > 1, 20)
    guard.context.set_offline(True)
    assert guard.sees_live(rider) == "码已作废"
    assert "重新开通" in guard.lines()
    # The lost phone forgets it when it is online again.
    rider.context.set_offline(False)
    rider.page.reload()
    expect(rider.page.locator("#pass-state-title")).to_have_text("通行码已停用", timeout=60_000)
    rider.page.get_by_role("button", name="重新开通").click()
    rider.wait()


def test_signing_out_takes_the_pass_off_this_phone_and_says_so(basement):
    _, rider, _ = basement
    rider.context.set_offline(False)
    rider.page.goto("/me")
    expect(rider.page.locator(".sign-out-note")).to_contain_text("通行码")
    rider.page.locator("form[action='/me/sign-out'] button").click()
    expect(rider.page.locator("main a[href='/sign-in']")).to_be_visible()
    rider.context.set_offline(True)
    rider.page.goto("/pass")
    expect(rider.page.locator("#pass-state-title")).to_have_text("没有网络")
