"""Arrivals at a gate over a live connection: told as they happen, few for each guard, and no reason to stay open."""

import json
import sqlite3
import threading
import time

import pytest
import requests

import staff
from programs import Server, copied, wait_until

STREAMS_MAX = 3


class Stream:
    """Server-sent events as they come, until the connection ends."""

    def __init__(self, address, cookies):
        self.events, self.ended_at = [], None
        self.answer = requests.get(address, cookies=cookies, stream=True, timeout=30)
        assert self.answer.status_code == 200, self.answer.text
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        name = None
        try:
            for line in self.answer.iter_lines(chunk_size=1, decode_unicode=True):
                if line.startswith("event: "):
                    name = line[7:]
                if line.startswith("data: "):
                    self.events.append((name, json.loads(line[6:])))
        except requests.RequestException:
            pass
        self.ended_at = time.monotonic()


@pytest.fixture
def gate(demonstration_database, tmp_path):
    """`(server, listen, guard)` at the demonstration guard's compound."""
    database = copied(demonstration_database, tmp_path)
    server = Server(database)
    with sqlite3.connect(database, timeout=10) as town:
        place, area = town.execute("SELECT place_id, area FROM role_grant WHERE role = 'guard'").fetchone()
        name = town.execute("SELECT id FROM gate WHERE place_id = ? AND name = '北门'", (place,)).fetchone()[0]
    town.close()

    def cookies(role, **more):
        one = staff.sign_in(database, role, area, **more)
        return {one["name"]: one["value"]}

    guard = cookies("guard", place=place)

    def listen(by=guard):
        return Stream(f"{server.address}/api/v1/gates/{name}/arrivals", by)

    yield server, listen, lambda name: cookies("guard", place=place, name=name)
    assert server.stop() == 0


def test_a_guards_newest_windows_are_told_and_the_oldest_ends(gate):
    _, listen, guard = gate
    streams = [listen() for _ in range(STREAMS_MAX + 1)]
    wait_until(lambda: streams[0].ended_at, 5)
    assert streams[0].events == [("elsewhere", {})]
    # Another guard at the same gate has windows of their own.
    other = listen(guard("另一位"))
    time.sleep(0.5)
    assert [one.ended_at for one in [*streams[1:], other]] == [None] * (STREAMS_MAX + 1)


def test_the_house_closes_at_once_though_guards_listen(gate):
    server, listen, guard = gate
    streams = [listen(guard(f"保安{number}")) for number in range(8)]
    start = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - start < 1
    wait_until(lambda: all(one.ended_at for one in streams), 2)
