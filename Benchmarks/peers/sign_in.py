"""How many people can sign in a second: a code is checked, used up, and a session opened, durably.

The program runs with demonstration data, so that its pages show the codes; everybody comes from a network of their own
by `X-Forwarded-For`, as behind a proxy. Accounts and codes are made before the clock starts. Two figures: as fast as
sixteen connections can, and the times of answers at a steady 300 a second."""

import asyncio
import os
import pathlib
import re
import subprocess
import sys
import time
import urllib.parse

COUNT, CONNECTIONS, PACE, PACED_SECONDS = 4000, 16, 300, 20
HIDDEN = re.compile(rb'name="(id|ticket)" value="([^"]*)"')
SHOWN = re.compile(rb'id="shown-code">(\d+)<')


class Connection:
    def __init__(self, port):
        self.port = port
        self.reader = self.writer = None

    async def post(self, path, form, person):
        """Status, headers and body."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        body = urllib.parse.urlencode(form).encode()
        network = f"10.{person >> 8 & 255}.{person & 255}.1"
        self.writer.write((
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nX-Forwarded-For: {network}\r\n"
            f"Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body)
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = int(re.search(rb"(?i)content-length: (\d+)", head).group(1))
        return int(head[9:12]), head, await self.reader.readexactly(length)


def phone(person):
    return f"137{person:08d}"


async def ask(connection, person):
    status, _, body = await connection.post("/sign-in/codes", {"phone": phone(person)}, person)
    assert status == 200, (status, body[-500:])
    hidden = dict(HIDDEN.findall(body))
    return {"id": hidden[b"id"].decode(), "code": SHOWN.search(body).group(1).decode(), "phone": phone(person)}


async def register(connection, person):
    form = await ask(connection, person)
    status, _, body = await connection.post("/sign-in/sessions", form, person)
    assert status == 200, status
    ticket = dict(HIDDEN.findall(body))[b"ticket"].decode()
    form = {"phone": phone(person), "ticket": ticket, "name": f"骑手{person}", "trade": "courier", "terms": "yes"}
    status, _, _ = await connection.post("/sign-in/accounts", form, person)
    assert status == 303, status


async def enter(connection, form, person):
    start = time.perf_counter()
    status, head, _ = await connection.post("/sign-in/sessions", form, person)
    took = time.perf_counter() - start
    assert status == 303 and b"session=" in head, status
    return took


async def each(port, people, work):
    """The work for all of them, `CONNECTIONS` at a time; results in any order."""
    queue, results = iter(people), []

    async def worker():
        connection = Connection(port)
        for person in queue:
            results.append(await work(connection, person))

    await asyncio.gather(*(worker() for _ in range(CONNECTIONS)))
    return results


async def paced(port, forms):
    """Starts one every 1/300 s, whatever the others do; a time begins when it should have started."""
    free = asyncio.LifoQueue()
    for _ in range(64):
        free.put_nowait(Connection(port))
    start, times = time.perf_counter() + 0.1, []

    async def one(number, person, form):
        due = start + number / PACE
        await asyncio.sleep(max(0, due - time.perf_counter()))
        connection = await free.get()
        await enter(connection, form, person)
        times.append(time.perf_counter() - due)
        free.put_nowait(connection)

    await asyncio.gather(*(one(number, *item) for number, item in enumerate(forms)))
    return times, time.perf_counter() - start


def quantile(times, share):
    return sorted(times)[min(len(times) - 1, int(share * len(times)))] * 1000


def processor(process):
    """Seconds of processor the program has had (proc(5), utime and stime)."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def main(port, process):
    people = range(COUNT + PACE * PACED_SECONDS)
    start = time.perf_counter()
    await each(port, people, register)
    print(f"registering: {len(people) / (time.perf_counter() - start):.0f} a second (three requests each)")
    # A number gets a code a minute.
    await asyncio.sleep(61)
    forms = {}

    async def prepare(connection, person):
        forms[person] = await ask(connection, person)

    start = time.perf_counter()
    await each(port, people, prepare)
    print(f"asking for a code: {len(people) / (time.perf_counter() - start):.0f} a second")
    start, had = time.perf_counter(), processor(process)
    times = await each(port, people[:COUNT], lambda connection, one: enter(connection, forms[one], one))
    print(f"signing in, {CONNECTIONS} connections: {COUNT / (time.perf_counter() - start):.0f} a second, "
          f"p50 {quantile(times, .5):.1f} ms, p95 {quantile(times, .95):.1f} ms, p99 {quantile(times, .99):.1f} ms, "
          f"{(processor(process) - had) / COUNT * 1000:.2f} ms of processor each")
    times, seconds = await paced(port, [(one, forms[one]) for one in people[COUNT:]])
    print(f"signing in, paced at {PACE}: {len(times) / seconds:.0f} a second for {seconds:.0f} s, "
          f"p50 {quantile(times, .5):.1f} ms, p95 {quantile(times, .95):.1f} ms, p99 {quantile(times, .99):.1f} ms")


if __name__ == "__main__":
    program, database = sys.argv[1:]
    server = subprocess.Popen(
        [program, "serve", "--database", database, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        opening = server.stdout.readline().decode()
        asyncio.run(main(int(re.search(r":(\d+)/", opening).group(1)), server))
    finally:
        server.terminate()
        server.wait()
