"""The commands of the pass: its keys, and tokens for turnstiles."""

import re
import sqlite3

import pytest
import requests

from programs import Server, copied, run
from signing import GUARD


@pytest.fixture
def database(demonstration_database, tmp_path):
    return copied(demonstration_database, tmp_path)


def test_pass_keys_are_shown_and_changed_without_ever_being_told(database):
    shown = run("keys", "pass", "show", database=database)
    assert shown.returncode == 0, shown.stderr
    assert re.fullmatch(r"issue (\S+) from \S+Z: signs now\ngate \S+ from \S+Z: signs now\n", shown.stdout)
    secrets = [line.split()[-1] for line in database.with_suffix(".pass-keys").read_text().splitlines() if line]
    assert secrets and not any(secret in shown.stdout for secret in secrets)
    rotated = run("keys", "pass", "rotate", "--lead-hours", "0", database=database)
    assert rotated.returncode == 0, rotated.stderr
    new = re.fullmatch(r"(\S+) issues from \S+Z\.\n", rotated.stdout).group(1)
    after = run("keys", "pass", "show", database=database).stdout
    assert f"issue {new} from" in after and after.count("issue ") == 2 and after.count("gate ") == 1
    # What the key before has signed is good until it expires.
    assert run("keys", "pass", "retire", database=database).stdout == "Every pass key is needed.\n"
    server = Server(database)
    published = requests.get(server.address + "/.well-known/yongai-pass-keys.json", timeout=10).json()
    assert new in {key["kid"] for key in published["keys"]} and len(published["keys"]) >= 2
    assert server.stop() == 0
    wrong = run("keys", "pass", "rotate", "--lead-hours", "721", database=database)
    assert wrong.returncode != 0 and "720" in wrong.stderr


def make(database, *gates):
    words = [word for gate in gates for word in ("--gate", gate)]
    return run("token", "make", "--name", "turnstile", "--actions", "check-pass", *words, database=database,
               stdin=GUARD.encode() + b"\n")


def test_a_token_for_a_turnstile_opens_the_gates_it_names_and_no_other(database):
    with sqlite3.connect(database) as town:
        place = town.execute("SELECT place_id FROM role_grant WHERE role = 'guard'").fetchone()[0]
        own = [row[0] for row in town.execute("SELECT id FROM gate WHERE place_id = ? ORDER BY name", (place,))]
        foreign = town.execute("SELECT id FROM gate WHERE place_id <> ? LIMIT 1", (place,)).fetchone()[0]
    town.close()
    for gate in (foreign, "00000000-0000-7000-8000-000000000000", "x"):
        refused = make(database, gate)
        assert refused.returncode != 0 and refused.stdout == "" and "gate" in refused.stderr
    made = make(database, own[0])
    assert made.returncode == 0, made.stderr
    server = Server(database)
    headers = {"Authorization": "Bearer " + made.stdout.strip().splitlines()[-1]}

    def look(gate):
        return requests.post(server.address + "/api/v1/passes/verify", json={"code": "x", "gate": gate},
                             headers=headers, timeout=10)

    first = look(own[0])
    assert first.status_code == 200 and first.json()["fault"] == "prefix"
    assert [look(gate).status_code for gate in (own[1], foreign)] == [404, 404]
    assert requests.get(server.address + "/api/v1/me/pass", headers=headers, timeout=10).status_code in (401, 403)
    assert server.stop() == 0
