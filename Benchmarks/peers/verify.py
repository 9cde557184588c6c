"""How many passes a second the house looks at for turnstiles, and how soon each is answered.

The program runs with demonstration data. Riders register, their phones' keys are made here and take passes; the codes
of the steps to come are signed before the clock starts, so that the load generator only sends. Each look goes over
HTTP with an API token bound to the gate: both signatures are checked, revocation and the gate's policy are asked, and
the look is kept, durably. Two figures: as many as sixteen connections can, and the times at a steady 120 a second."""

import asyncio
import base64
import hashlib
import json
import re
import subprocess
import sys
import time

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sign_in import HIDDEN, Connection, ask, each, phone, processor, quantile

RIDERS, PACE, SECONDS, STEP = 600, 120, 60, 15
FULL_SECONDS = 20
# The demonstration's guard (docs/demo.md).
GUARD = "19900000002"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
SESSION = re.compile(rb"(?i)set-cookie: (session=[^;]*)")


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def head(major, value):
    """The first bytes of a CBOR item (RFC 8949)."""
    for size, info in ((0, None), (1, 24), (2, 25), (4, 26), (8, 27)):
        if info is None:
            if value < 24:
                return bytes([major << 5 | value])
        elif value < 1 << 8 * size:
            return bytes([major << 5 | info]) + value.to_bytes(size, "big")


def text(value):
    return head(3, len(value.encode())) + value.encode()


def octets(value):
    return head(2, len(value)) + value


def signed(key, message):
    r, s = utils.decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def base45(data):
    letters = []
    for start in range(0, len(data), 2):
        part = data[start:start + 2]
        number = int.from_bytes(part, "big")
        for _ in range(len(part) + 1):
            number, digit = divmod(number, 45)
            letters.append(ALPHABET[digit])
    return "".join(letters)


def code(key, credential, step):
    null = b"\xf6"
    message = (head(4, 5) + text("YongAi pass 1") + octets(hashlib.sha256(credential).digest()) + head(0, step)
               + null + null)
    signature = signed(key, message)
    return "YA1:" + base45(head(4, 5) + octets(credential) + head(0, step) + null + null + octets(signature))


async def request(connection, method, path, body, headers):
    if connection.writer is None:
        connection.reader, connection.writer = await asyncio.open_connection("127.0.0.1", connection.port)
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{connection.port}", f"Content-Length: {len(body)}", *headers]
    connection.writer.write(("\r\n".join(lines) + "\r\n\r\n").encode() + body)
    top = await connection.reader.readuntil(b"\r\n\r\n")
    length = int(re.search(rb"(?i)content-length: (\d+)", top).group(1))
    return int(top[9:12]), top, await connection.reader.readexactly(length)


async def enter(connection, person):
    """A new rider's session."""
    form = await ask(connection, person)
    _, _, body = await connection.post("/sign-in/sessions", form, person)
    ticket = dict(HIDDEN.findall(body))[b"ticket"].decode()
    form = {"phone": phone(person), "ticket": ticket, "name": "王小骑", "trade": "courier", "terms": "yes"}
    status, top, _ = await connection.post("/sign-in/accounts", form, person)
    assert status == 303, status
    return SESSION.search(top).group(1).decode()


async def take(connection, person):
    """A rider's key and credential."""
    cookie = [f"Cookie: {await enter(connection, person)}", "Sec-Fetch-Site: same-origin"]
    _, _, body = await request(connection, "GET", "/api/v1/me/pass", b"", cookie)
    own = json.loads(body)
    key = ec.generate_private_key(ec.SECP256R1())
    step = int(time.time()) // STEP
    proof = signed(
        key, head(4, 4) + text("YongAi device 1") + text(own["city"]) + text(own["account"]) + head(0, step))
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    sent = {"public_key": b64(point), "proof": b64(proof), "step": step, "name": "bench"}
    status, _, body = await request(
        connection, "POST", "/api/v1/me/pass/device", json.dumps(sent).encode(),
        cookie + ["Content-Type: application/json"])
    assert status == 201, (status, body)
    return key, unb64(json.loads(body)["credential"])


class Load:
    """Codes of all riders for all steps of the run, and where they are sent."""

    def __init__(self, port, token, gate, riders):
        self.port, self.gate, self.next = port, gate, 0
        self.headers = ["Content-Type: application/json", f"Authorization: Bearer {token}"]
        first = int(time.time()) // STEP
        steps = range(first, first + (2 * SECONDS + FULL_SECONDS + 60) // STEP)
        self.codes = {step: [code(key, credential, step) for key, credential in riders] for step in steps}

    async def look(self, connection):
        codes = self.codes[int(time.time()) // STEP]
        self.next += 1
        body = json.dumps({"code": codes[self.next % len(codes)], "gate": self.gate}).encode()
        start = time.perf_counter()
        status, _, answer = await request(connection, "POST", "/api/v1/passes/verify", body, self.headers)
        assert status == 200 and b'"fault":null' in answer, (status, answer)
        return time.perf_counter() - start

    async def full(self):
        """As fast as sixteen connections can."""
        end, times = time.perf_counter() + FULL_SECONDS, []

        async def worker():
            connection = Connection(self.port)
            while time.perf_counter() < end:
                times.append(await self.look(connection))

        await asyncio.gather(*(worker() for _ in range(16)))
        return times

    async def paced(self):
        """Starts one every 1/PACE s, whatever the others do; a time begins when it should have started."""
        free = asyncio.LifoQueue()
        for _ in range(64):
            free.put_nowait(Connection(self.port))
        start, times = time.perf_counter() + 0.1, []

        async def one(number):
            due = start + number / PACE
            await asyncio.sleep(max(0, due - time.perf_counter()))
            connection = await free.get()
            await self.look(connection)
            times.append(time.perf_counter() - due)
            free.put_nowait(connection)

        await asyncio.gather(*(one(number) for number in range(PACE * SECONDS)))
        return times, time.perf_counter() - start


async def own_gate(port, program, database):
    """The demonstration guard's first gate, and a token bound to it."""
    def token(*more):
        made = subprocess.run(
            [program, "token", "make", "--database", database, "--name", "bench", "--actions", "check-pass", *more],
            input=GUARD + "\n", capture_output=True, text=True, check=True)
        return made.stdout.strip().splitlines()[-1]

    headers = [f"Authorization: Bearer {token()}"]
    _, _, body = await request(Connection(port), "GET", "/api/v1/me/gates", b"", headers)
    gate = json.loads(body)[0]["gates"][0]["id"]
    return gate, token("--gate", gate)


async def main(port, process, program, database):
    riders = await each(port, range(RIDERS), take)
    gate, token = await own_gate(port, program, database)
    load = Load(port, token, gate, riders)
    had, start = processor(process), time.perf_counter()
    times = await load.full()
    print(f"  16 connections: {len(times) / (time.perf_counter() - start):.0f} a second, "
          f"p50 {quantile(times, .5):.1f} ms, p95 {quantile(times, .95):.1f} ms, p99 {quantile(times, .99):.1f} ms, "
          f"{(processor(process) - had) / len(times) * 1000:.2f} ms of processor each")
    times, seconds = await load.paced()
    print(f"  paced at {PACE}: {len(times) / seconds:.0f} a second for {seconds:.0f} s, "
          f"p50 {quantile(times, .5):.1f} ms, p95 {quantile(times, .95):.1f} ms, p99 {quantile(times, .99):.1f} ms")


if __name__ == "__main__":
    program, database = sys.argv[1:]
    server = subprocess.Popen(
        [program, "serve", "--database", database, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        opening = server.stdout.readline().decode()
        asyncio.run(main(int(re.search(r":(\d+)/", opening).group(1)), server, program, database))
    finally:
        server.terminate()
        server.wait()
