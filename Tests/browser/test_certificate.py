"""延误证明: a rider takes one, everybody reads it, and others' libraries check what the city signed."""

import base64
import sqlite3
import time
import uuid

import cbor2
import pytest
import requests
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from playwright.sync_api import expect

from staff import sign_in
from test_accessibility import violations
from test_gates import DESK, ask, calm, compound, gated, plain, seen  # noqa: F401

SIZES = pytest.mark.parametrize("size", [{}, DESK], ids=["phone", "desk"])


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.fixture
def rider(phone, gated, compound):  # noqa: F811
    """`rider(**settings)`: one who waited seven minutes at the gate."""
    server, database = gated
    place, gate, _ = compound

    def take(**settings):
        one = phone(server, bypass_csp=True, **settings)
        name = f"等候骑{uuid.uuid4().hex[:4]}手"
        cookie = sign_in(database, name=name)
        account = ask(database, "SELECT id FROM account WHERE name = ?", name)[0][0]
        now = int(time.time() * 1000)
        with sqlite3.connect(database, timeout=10) as town:
            town.execute("UPDATE account SET trade = 'courier' WHERE id = ?", (account,))
            town.execute(
                "INSERT INTO gate_arrival (id, place_id, gate_id, account_id, at, vehicle, verdict)"
                " VALUES (?, ?, ?, ?, ?, 'e-bike', 'come-in')", (str(uuid.uuid4()), place, gate, account, now - 600_000))
            town.execute(
                "INSERT INTO pass_scan (id, place_id, gate_id, account_id, at, received_at, means, vehicle, verdict,"
                " is_offline) VALUES (?, ?, ?, ?, ?, ?, 'code', 'e-bike', 'come-in', 0)",
                (str(uuid.uuid4()), place, gate, account, now - 180_000, now))
        town.close()
        one.context.add_cookies([{**cookie, "url": server.address}])
        return one

    return take


@SIZES
def test_taken_read_checked_and_taken_back(phone, rider, gated, size, tmp_path):  # noqa: F811
    server, _ = gated
    own = rider(**size)
    page = own.open("/me/certificates")
    expect(page.locator("main")).to_contain_text("7 分钟")
    plain(page)
    assert violations(page) == []
    calm(page)
    seen(page, f"certificates-{len(size)}", tmp_path)
    page.get_by_role("button", name="开延误证明").click()
    expect(page.locator("h1")).to_have_text("延误证明")
    address = page.url.replace(server.address, "")

    page = phone(server, bypass_csp=True, **size).open(address)
    expect(page.locator(".badge")).to_have_text("真实有效，由城市签名 / Genuine, signed by the city")
    expect(page.locator("main")).to_contain_text("等＊手")
    plain(page)
    assert violations(page) == []
    calm(page)
    seen(page, f"certificate-{len(size)}", tmp_path)
    expect(phone(server, **size).open(address + "?lang=en").locator("h1")).to_have_text("Delay certificate")

    name = address.rsplit("/", 1)[1]
    told = requests.get(f"{server.address}/api/v1/certificates/{name}", timeout=20).json()
    assert (told["minutes"], told["outcome"], told["name"]) == (7, "let-in", "等＊手")
    signed = requests.get(server.address + address + "/signed", timeout=20).content
    assert signed == decoded(told["signed"])
    claims = checked(signed, requests.get(server.address + "/.well-known/yongai-pass-keys.json", timeout=20).json())
    assert claims[7] == decoded(name) and claims[1] == told["city"] and claims[-65540][4:] == [1, "等＊手"]
    assert claims[-65540][3] - claims[-65540][2] == 420

    page = own.open("/me/certificates")
    page.get_by_role("button", name="收回").click()
    expect(page.locator("main")).to_contain_text("还没有开过")
    assert requests.get(f"{server.address}/api/v1/certificates/{name}", timeout=20).status_code == 404
    gone = requests.get(server.address + address, timeout=20)
    assert gone.status_code == 410 and "已由本人收回" in gone.text and "等＊手" not in gone.text


def checked(signed, published):
    """What a COSE_Sign1 says, by the document and other people's libraries; an exception if the signature is wrong."""
    protected, unprotected, payload, signature = cbor2.loads(signed).value
    headers = cbor2.loads(protected)
    assert headers[1] == -7 and unprotected == {}
    key = next(one for one in published["keys"] if decoded(one["kid"]) == headers[4])
    numbers = ec.EllipticCurvePublicNumbers(
        int.from_bytes(decoded(key["x"])), int.from_bytes(decoded(key["y"])), ec.SECP256R1())
    message = cbor2.dumps(["Signature1", protected, b"", payload])
    dss = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    numbers.public_key().verify(dss, message, ec.ECDSA(hashes.SHA256()))
    return cbor2.loads(payload)
