"""docs/pass-format.md, followed by a verifier with other people's libraries, and by the page's own in Chromium."""

import base64
import json
import pathlib
import re
import sys

import base45
import cbor2
import pytest

import modules

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "oracle"))

import pass_verify  # noqa: E402

VECTORS = json.loads((ROOT / "Tests/PassTokenTests/vectors.json").read_text(encoding="utf-8"))


def test_each_pass_gets_its_verdict_by_the_document_alone():
    assert pass_verify.check(VECTORS) == []


def test_passes_made_here_are_those_the_swift_verifier_is_asked_about():
    foreign = json.loads((ROOT / "Tests/PassTokenTests/foreign.json").read_text(encoding="utf-8"))
    assert pass_verify.make(VECTORS) == foreign


def test_the_document_names_every_verdict_in_the_order_of_the_checks():
    document = (ROOT / "docs/pass-format.md").read_text(encoding="utf-8")
    faults = (ROOT / "Sources/PassToken/PassFault.swift").read_text(encoding="utf-8")
    table = document.split("\n## 6. ")[1].split("\n## ")[0]
    named = re.findall(r"^\| \d+ \| `(\w+)` \|", table, re.MULTILINE)
    assert named == re.findall(r"^    case (\w+)$", faults, re.MULTILINE)
    assert set(named) | {"genuine"} == {one["verdict"] for one in VECTORS["passes"]}


def test_no_flipped_bit_of_a_pass_is_taken():
    one = VECTORS["passes"][0]
    keys = pass_verify.key_set(bytes.fromhex(VECTORS["keySet"]))
    gate = bytes.fromhex(one["gate"])

    def verify(data):
        text = "YA1:" + base45.b45encode(bytes(data)).decode()
        revoked = (41, 0, [])
        return pass_verify.verify(text, VECTORS["issuer"], keys, revoked, gate, one["compound"], None, one["now"])

    good = base45.b45decode(one["text"][4:])
    verify(good)
    # A bit of each byte, another one each time; the Swift tests flip them all.
    for place in range(len(good)):
        other = bytearray(good)
        other[place] ^= 1 << place % 8
        with pytest.raises(pass_verify.Refused):
            verify(other)


# The page's verifier, in Chromium.

ASK = """
async ([vectors, cases]) => {
    const { verify } = await import("/js/pass-token.js");
    const { readKeySet } = await import("/js/cose.js");
    const { readList } = await import("/js/revocations.js");
    const { fromHex, toHex } = await import("/js/bytes.js");
    const keys = await readKeySet(fromHex(vectors.keySet));
    const lists = {};
    for (const one of vectors.lists) {
        lists[one.version] = await readList(fromHex(one.bytes), vectors.issuer, keys);
    }
    const answers = [];
    for (const one of cases) {
        const found = await verify(one.text, {
            issuer: vectors.issuer, keys, revocations: lists[one.list], gate: fromHex(one.gate),
            compound: one.compound, nonce: one.nonce ? fromHex(one.nonce) : null, now: one.now,
        });
        const credential = found.pass ? found.pass.credential : {};
        answers.push({
            verdict: found.fault || "genuine", name: credential.name, trade: credential.trade,
            signed: found.pass ? toHex(found.pass.message) : null,
        });
    }
    return answers;
}
"""


@pytest.fixture(scope="module")
def page(chromium):
    page = modules.blank_page(chromium)
    yield page
    page.context.close()


def verdicts(page, cases):
    return [one["verdict"] for one in page.evaluate(ASK, [VECTORS, cases])]


def test_the_page_gives_each_pass_its_verdict(page):
    foreign = json.loads((ROOT / "Tests/PassTokenTests/foreign.json").read_text(encoding="utf-8"))
    cases = VECTORS["passes"] + foreign["passes"]
    answers = page.evaluate(ASK, [VECTORS, cases])
    assert [(one["name"], answer["verdict"]) for one, answer in zip(cases, answers)] == [
        (one["name"], one["verdict"]) for one in cases
    ]
    genuine = [(one, answer) for one, answer in zip(VECTORS["passes"], answers) if one["verdict"] == "genuine"]
    assert genuine
    for one, answer in genuine:
        assert (answer["signed"], answer["name"]) == (one["signed"], one["maskedName"])


def test_the_page_and_the_document_agree_on_what_the_city_signed_amiss(page):
    now, gate = 1795392007, bytes(range(0x10, 0x20))
    rider = pass_verify.RIDER
    good = {1: VECTORS["issuer"], 2: "a", 4: now + 3600, 6: now - 60, 7: b"\0\1\x14\x00", rider: [1, "王＊", None]}
    amiss = [
        {}, {4: now - 60 + 604800}, {4: now - 60 + 604801}, {4: now - 60}, {4: True}, {4: "x"}, {6: -1},
        {rider: [5, "王＊", None]}, {rider: [1, "", None]}, {rider: [1, "王" * 11, None]}, {rider: [1, "王", ""]},
        {rider: [1, "王", "x" * 49]}, {rider: [1, "a\u202eb", None]}, {rider: [1, "a\x7fb", None]}, {rider: [1, "王"]},
        {1: "elsewhere"}, {1: "x" * 41}, {2: ""}, {2: 7}, {3: ""}, {3: "compound-7"}, {3: "compound-8"}, {3: 7},
        {7: b"\0\0\1"}, {9: 1}, {"x": 1}, {-65537: None}, {5: now},
    ]
    texts = [pass_verify.make_pass(VECTORS, {**good, **more}) for more in amiss]
    moments = [{"gate": gate}, {"gate": gate[:1]}, {"gate": gate + b"x"}, {"gate": b""}, {"nonce": gate + b"x"},
               {"gate": 7}, {"nonce": gate}, {"now": now + 16}, {"now": now + 31}, {"now": now - 30}, {"now": now - 31}]
    texts += [pass_verify.make_pass(VECTORS, good, **more) for more in moments]
    cases = [{"text": text, "now": now, "gate": gate.hex(), "compound": "compound-7", "list": 41} for text in texts]
    answers = verdicts(page, cases)
    keys = pass_verify.key_set(bytes.fromhex(VECTORS["keySet"]))
    for text, answer in zip(texts, answers):
        try:
            pass_verify.verify(text, VECTORS["issuer"], keys, (41, 0, []), gate, "compound-7", None, now)
            assert answer == "genuine"
        except pass_verify.Refused as refused:
            assert answer == str(refused), text
    assert answers.count("genuine") >= 5 and {"claims", "form", "issuer", "otherCompound"} <= set(answers)


def test_the_page_reads_lists_and_lays_deltas_upon_them(page):
    read = """
    async (vectors) => {
        const { readKeySet } = await import("/js/cose.js");
        const { applyDelta, readList } = await import("/js/revocations.js");
        const { fromHex } = await import("/js/bytes.js");
        const keys = await readKeySet(fromHex(vectors.keySet));
        const lists = {};
        const plain = (list) => ({ version: list.version, floor: list.floor, serials: Array.from(list.serials) });
        for (const one of vectors.lists) {
            lists[one.version] = await readList(fromHex(one.bytes), vectors.issuer, keys);
        }
        const made = [];
        for (const one of vectors.deltas) {
            const list = await applyDelta(fromHex(one.bytes), lists[one.from], vectors.issuer, keys);
            made.push(plain(list));
        }
        const wrong = [];
        const twice = (what) => what.then(() => "taken", (error) => error.fault);
        for (const one of vectors.deltas) {
            wrong.push(await twice(applyDelta(fromHex(one.bytes), lists[one.version], vectors.issuer, keys)));
            const other = Object.assign({}, lists[one.from], { serials: Uint32Array.from([60500, 60501]) });
            wrong.push(await twice(applyDelta(fromHex(one.bytes), other, vectors.issuer, keys)));
            const bytes = fromHex(one.bytes);
            bytes[bytes.length - 70] ^= 1;
            wrong.push(await twice(applyDelta(bytes, lists[one.from], vectors.issuer, keys)));
        }
        return { lists: Object.keys(lists).map((version) => plain(lists[version])), made, wrong };
    }
    """
    found = page.evaluate(read, VECTORS)
    names = ("version", "floor", "serials")
    known = {one["version"]: {name: one[name] for name in names} for one in VECTORS["lists"]}
    assert found["lists"] == list(known.values())
    assert found["made"] == [known[one["version"]] for one in VECTORS["deltas"]]
    assert found["wrong"] == ["base", "digest", "issuerSignature"] * len(VECTORS["deltas"])


def test_the_page_takes_no_truncation_and_no_flipped_bit(page):
    one = VECTORS["passes"][0]
    good = base45.b45decode(one["text"][4:])
    flips = []
    for place in range(len(good)):
        for bit in range(8):
            other = bytearray(good)
            other[place] ^= 1 << bit
            flips.append({**one, "text": "YA1:" + base45.b45encode(bytes(other)).decode()})
    cuts = [{**one, "text": one["text"][:length]} for length in range(len(one["text"]))]
    shorter = [{**one, "text": "YA1:" + base45.b45encode(good[:length]).decode()} for length in range(len(good))]
    assert verdicts(page, [one]) == ["genuine"]
    answers = verdicts(page, flips + cuts + shorter)
    assert len(answers) == len(good) * 9 + len(one["text"])
    assert "genuine" not in answers
    assert {"form", "credentialForm", "issuerKeyUnknown", "issuerSignature", "phoneSignature"} <= set(answers)
    # What the document's own verifier says of the same bits, one of each byte.
    keys = pass_verify.key_set(bytes.fromhex(VECTORS["keySet"]))
    gate = bytes.fromhex(one["gate"])
    for case, answer in list(zip(flips, answers))[::9]:
        with pytest.raises(pass_verify.Refused) as refused:
            pass_verify.verify(
                case["text"], VECTORS["issuer"], keys, (41, 0, []), gate, one["compound"], None, one["now"])
        assert str(refused.value) == answer


def test_the_page_reads_and_writes_letters_and_items_as_others_do(page):
    samples = [b"", b"\0", b"\xff\xff", b"ietf!", bytes(range(256)), b"\0\0\0"]
    items = [0, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**53 - 1, -1, -65538, "", "门岗", [1, [2, None]],
             {1: -7, 4: "x", -1: True, "a": [False]}]
    code = """
    async ([texts, items]) => {
        const base45 = await import("/js/base45.js");
        const cbor = await import("/js/cbor.js");
        const { fromHex, toHex } = await import("/js/bytes.js");
        return [
            texts.map((hex) => [base45.encode(fromHex(hex)), toHex(base45.decode(base45.encode(fromHex(hex))))]),
            items.map((hex) => toHex(cbor.encode(cbor.decode(fromHex(hex))))),
            ["GGW", "::", ":::", "A", "AAAA", "aa", "00\\n", "65"].map((text) => base45.decode(text)),
            ["", "1817", "190017", "9f01ff", "a201010101", "a202010101", "62c328", "6261", "f97e00", "0000"]
                .map((hex) => cbor.read(fromHex(hex)) === undefined),
        ];
    }
    """
    encoded = [cbor2.dumps(item, canonical=True).hex() for item in items]
    texts, again, refused, malformed = page.evaluate(code, [[one.hex() for one in samples], encoded])
    assert texts == [[base45.b45encode(one).decode(), one.hex()] for one in samples]
    assert again == encoded
    assert refused[:7] == [None] * 7 and refused[7] is not None
    assert malformed == [True] * 10


def test_the_page_finds_the_clock_that_is_off(page):
    code = """
    async () => {
        const { ClockWatch } = await import("/js/clock-watch.js");
        const now = 1795392007;
        const step = Math.floor(now / 15);
        const picture = new ClockWatch();
        const own = new ClockWatch();
        const live = new ClockWatch();
        const said = (finding) => finding && finding.whose + " " + finding.seconds;
        return [
            [0, 15, 30, 45].map((after) => said(picture.note(7, step - 20, now + after))),
            [0, 15, 30].map((after, index) => said(live.note(7, step - 20 + index, now + after))),
            [1, 2, 3, 4].map((serial) => said(own.note(serial, step - 20, now))),
            said(new ClockWatch().note(1, step + 20, now)), said(new ClockWatch().note(1, step - 1, now)),
        ];
    }
    """
    picture, live, own, ahead, right = page.evaluate(code)
    assert picture == [None] * 4
    assert live == [None, "phone -300", "phone -300"]
    assert own == [None, None, "own -300", "own -300"]
    assert (ahead, right) == ("phone 300", None)


def test_typed_codes_are_those_of_the_standard(page):
    # RFC 6238, appendix B.
    secrets = {"SHA-1": b"1234567890" * 2, "SHA-256": (b"1234567890" * 4)[:32], "SHA-512": (b"1234567890" * 7)[:64]}
    table = {
        59: ("94287082", "46119246", "90693936"), 1111111109: ("07081804", "68084774", "25091201"),
        1111111111: ("14050471", "67062674", "99943326"), 1234567890: ("89005924", "91819424", "93441116"),
        2000000000: ("69279037", "90698825", "38618901"), 20000000000: ("65353130", "77737706", "47863826"),
    }
    code = """
    async (cases) => {
        const { totp } = await import("/js/totp.js");
        const { fromBase32 } = await import("/js/bytes.js");
        return Promise.all(cases.map(([secret, at, hash]) => totp(fromBase32(secret), at, 8, hash)));
    }
    """
    cases = [(base64.b32encode(secrets[name]).decode(), at, name) for at in table for name in secrets]
    assert page.evaluate(code, cases) == [answer for at in table for answer in table[at]]
