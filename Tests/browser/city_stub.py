"""A city in twenty lines for pages of the pass: answers their questions, so that every state can be shown."""

import base64
import json
import pathlib
import sys
import time

import cbor2

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "oracle"))

import pass_verify  # noqa: E402

VECTORS = json.loads((ROOT / "Tests/PassTokenTests/vectors.json").read_text(encoding="utf-8"))
PLACE = "01980000-0000-7000-8000-00000000c0de"
NORTH, SOUTH = "01980000-0000-7000-8000-0000000000a1", "01980000-0000-7000-8000-0000000000a2"
ACCOUNT = "01980000-0000-7000-8000-0000000acc01"
TRADES = {"other": 0, "food-delivery": 1, "courier": 2, "ride-hailing": 3, "truck": 4}


def b64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def signed(claims, city="issuer 1"):
    key = VECTORS["keys"][city]
    payload = cbor2.dumps(claims, canonical=True)
    protected = cbor2.dumps({1: -7, 4: bytes.fromhex(key["kid"])}, canonical=True)
    message = cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)
    signature = pass_verify.signed(pass_verify.private_key(key), message)
    return cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]), canonical=True)


def revocation_list(version, serials, now):
    return signed({1: VECTORS["issuer"], 6: now, pass_verify.LIST: [version, 0, *pass_verify.coded_as(serials, 0)]})


class City:
    """What a test may change stands in its attributes; `asked` are the questions that came."""

    def __init__(self):
        self.asked = []
        self.account, self.trade, self.name, self.team = ACCOUNT, "food-delivery", "王＊骑", "鼓楼站"
        self.is_signed_in = True
        # Whether there is a network; what Playwright answers comes without one, too.
        self.is_reachable = True
        self.device = None
        self.key = None
        self.serial = 500
        self.hours = 24
        # Seconds for which the credential has been there already.
        self.issued_ago = 0
        self.revoked, self.version = [], 1
        self.kept, self.flags = [], []
        self.gates = [(NORTH, "北门"), (SOUTH, "南门")]
        self.windows = {}
        self.verified = None
        self.clock = time.time

    def attach(self, context):
        context.route("**/api/v1/**", self.answer)
        return self

    def answer(self, route):
        if not self.is_reachable:
            return route.abort()
        request = route.request
        path = request.url.split("/api/v1/")[1]
        self.asked.append((request.method, path.split("?")[0]))
        body = json.loads(request.post_data) if request.post_data else {}
        for beginning, work in (
            ("me/pass/device", self.register), ("me/pass/credentials", self.renew), ("me/pass", self.who),
            ("me/gates", self.my_gates), (f"places/{PLACE}/gate-kit", self.kit), ("passes/scans", self.scans),
            ("passes/verify", self.verify), ("passes/revocations", self.delta), ("gates/", self.arrivals),
        ):
            if path.startswith(beginning):
                if not self.is_signed_in and not path.startswith("passes/revocations"):
                    return route.fulfill(status=401, json={"detail": "请先登录。"})
                return work(route, body)
        return route.fallback()

    def who(self, route, _):
        route.fulfill(json={
            "account": self.account, "city": VECTORS["issuer"], "name": self.name, "trade": self.trade,
            "team": self.team, "device": self.device, "now": self.clock(),
        })

    def register(self, route, body):
        if self.device and not body["replace"] and body["public_key"] != self.key:
            return route.fulfill(status=409, json={"detail": "…", "device": self.device})
        self.device = {"name": body["name"], "since": "2026-11-20T08:00:00+08:00"}
        self.key = body["public_key"]
        return self.issue(route, {"code_secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"})

    def renew(self, route, body):
        if body["public_key"] != self.key:
            return route.fulfill(status=404, json={"detail": "…"})
        return self.issue(route, {})

    def credential(self, now):
        self.serial += 1
        point = unb64(self.key)
        key = {1: 2, -1: 1, -2: point[1:33], -3: point[33:]}
        return signed({
            1: VECTORS["issuer"], 2: "p-" + str(self.serial), 4: now + int(self.hours * 3600), 6: now,
            7: self.serial.to_bytes(4, "big"), 8: {1: key},
            pass_verify.RIDER: [TRADES[self.trade], self.name, self.team],
        })

    def issue(self, route, more):
        now = int(self.clock()) - self.issued_ago
        return route.fulfill(status=201, json={
            "credential": b64(self.credential(now)), "issued_at": now, "expires_at": now + int(self.hours * 3600),
            "serial": self.serial, "subject": "p-" + str(self.serial), "city": VECTORS["issuer"], "name": self.name,
            "trade": self.trade, "team": self.team, "now": self.clock(), **more,
        })

    def my_gates(self, route, _):
        gates = [{"id": one, "name": name} for one, name in self.gates]
        route.fulfill(json=[{"id": PLACE, "place": PLACE, "name": "天水家园", "gates": gates}] if gates else [])

    def kit(self, route, _):
        now = int(self.clock())
        always = {f"{trade}/{vehicle}": [[now - 60, now + 8 * 86400, None]]
                  for trade in TRADES for vehicle in ("foot", "e-bike", "car")}
        gate = {"number": 1, "point": None, "shut": False, "later": {}, "storm_windows": {}, "storm_later": {},
                "speed_limit_kmh": 15, "dwell_minutes": 30,
                "parking": [{"name": "北门车棚", "vehicles": ["e-bike"], "windows": [[now - 60, now + 691200]]}]}
        gates = [{**gate, "id": one, "name": name, "windows": self.windows.get(one, always),
                  "metres": {other: 220 for other, _ in self.gates if other != one}} for one, name in self.gates]
        route.fulfill(json={
            "city": VECTORS["issuer"], "place": {"id": PLACE, "name": "天水家园", "aud": PLACE.replace("-", "")},
            "made_at": now - 60, "until": now + 8 * 86400, "keys": b64(bytes.fromhex(VECTORS["keySet"])),
            "gate_keys": [], "revocations": b64(revocation_list(self.version, self.revoked, now)),
            "revocations_version": self.version, "storm": False,
            "reasons": {name: "trade" for name in always}, "gates": gates,
        })

    def delta(self, route, _):
        since = int(route.request.url.split("since=")[1])
        if since == self.version:
            return route.fulfill(status=204)
        return route.fulfill(status=404, json={"detail": "…"})

    def scans(self, route, body):
        self.kept.append(body)
        route.fulfill(json={"kept": [one["id"] for one in body["scans"]], "flags": self.flags})

    def verify(self, route, body):
        if self.verified is None:
            return route.fulfill(status=404, json={"detail": "没有这个号码，请再报一次。"})
        return route.fulfill(json={"id": "01980000-0000-7000-8000-000000000777", **self.verified})

    def arrivals(self, route, _):
        event = {"id": "01980000-0000-7000-8000-000000000999", "at": int(self.clock()), "name": "李＊", "team": "顺丰",
                 "trade": "courier", "vehicle": "e-bike", "verdict": "come-in"}
        route.fulfill(content_type="text/event-stream", body=f"event: arrival\ndata: {json.dumps(event)}\n\n")
