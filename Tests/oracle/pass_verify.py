#!/usr/bin/env python3
"""A verifier of passes written from docs/pass-format.md, with other people's CBOR, COSE, Base45 and ECDSA.

pass_verify.py check VECTORS.json   verifies each pass, list and delta; prints what differs, exits 1 if anything does
pass_verify.py make VECTORS.json    prints passes of its own making (the same each time), for the Swift verifier
"""

import hashlib
import json
import sys
import unicodedata

import base45
import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cwt import COSE, COSEKey

LETTERS = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
SECONDS_MAX = 253402300799
RIDER, LIST, DELTA = -65537, -65538, -65539


class Refused(Exception):
    """Its text is the verdict."""


def require(condition, verdict):
    if not condition:
        raise Refused(verdict)


def is_int(value):
    return isinstance(value, int) and not isinstance(value, bool)


def decoded(data, verdict):
    """One item in deterministic encoding; every map here has keys of one kind, so cbor2's order is the RFC's."""
    try:
        item = cbor2.loads(data)
        again = cbor2.dumps(item, canonical=True)
    except Exception:
        raise Refused(verdict) from None
    require(again == data, verdict)
    return item


# Keys and signatures


def public_key(x, y):
    return ec.EllipticCurvePublicNumbers(
        int.from_bytes(x, "big"), int.from_bytes(y, "big"), ec.SECP256R1()
    ).public_key()


def is_signed(key, signature, message):
    der = encode_dss_signature(
        int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    )
    try:
        key.verify(der, message, ec.ECDSA(hashes.SHA256()))
        return True
    except Exception:
        return False


def thumbprint(x, y):
    return hashlib.sha256(cbor2.dumps({1: 2, -1: 1, -2: x, -3: y}, canonical=True)).digest()[:8]


def key_set(data):
    """Section 4: by kid, the COSE key for the cwt library and its use."""
    keys = {}
    for item in decoded(data, "keys"):
        require(set(item) == {1, 2, 3, 4, -1, -2, -3, -65537, -65538}, "keys")
        require(item[2] == thumbprint(item[-2], item[-3]), "keys")
        known = {label: value for label, value in item.items() if label > -65537}
        keys[item[2]] = (COSEKey.new(known), item[-65537], item[-65538])
    return keys


def opened(data, keys, payload_max):
    """Section 3: claims and use of the key of a message that a trusted key has signed."""
    message = decoded(data, "credentialForm")
    require(isinstance(message, cbor2.CBORTag) and message.tag == 18, "credentialForm")
    parts = message.value
    require(isinstance(parts, (list, tuple)) and len(parts) == 4, "credentialForm")
    protected, unprotected, payload, signature = parts
    require(all(isinstance(part, bytes) for part in (protected, payload, signature)), "credentialForm")
    require(isinstance(unprotected, dict) and not unprotected and len(signature) == 64, "credentialForm")
    headers = decoded(protected, "credentialForm")
    require(isinstance(headers, dict) and set(headers) == {1, 4} and headers[1] == -7, "credentialForm")
    require(isinstance(headers[4], bytes) and len(payload) <= payload_max, "credentialForm")
    require(headers[4] in keys, "issuerKeyUnknown")
    key, start, end = keys[headers[4]]
    try:
        require(COSE.new().decode(data, key) == payload, "issuerSignature")
    except Refused:
        raise
    except Exception:
        raise Refused("issuerSignature") from None
    return decoded(payload, "claims"), start, end


# Claims


def is_text(value, most):
    return (
        isinstance(value, str)
        and 1 <= len(value.encode()) <= most
        and not any(unicodedata.category(c) == "Cc" for c in value)
        and not any(
            c in "\u061c\u200e\u200f" or "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" for c in value
        )
    )


def phone_key(confirmation):
    require(isinstance(confirmation, dict) and set(confirmation) == {1}, "claims")
    key = confirmation[1]
    require(isinstance(key, dict) and set(key) == {1, -1, -2, -3} and key[1] == 2 and key[-1] == 1, "claims")
    require(all(isinstance(key[c], bytes) and len(key[c]) == 32 for c in (-2, -3)), "claims")
    try:
        return public_key(key[-2], key[-3])
    except ValueError:
        raise Refused("claims") from None


def check_claims(claims):
    require(isinstance(claims, dict) and set(claims) - {3} == {1, 2, 4, 6, 7, 8, RIDER}, "claims")
    require(all(is_text(claims[label], 40) for label in (1, 2, 3) if label in claims), "claims")
    issued, expires = claims[6], claims[4]
    require(is_int(issued) and is_int(expires) and 0 <= issued < expires <= SECONDS_MAX, "claims")
    require(expires - issued <= 604800, "claims")
    require(isinstance(claims[7], bytes) and len(claims[7]) == 4, "claims")
    rider = claims[RIDER]
    require(isinstance(rider, (list, tuple)) and len(rider) == 3, "claims")
    require(is_int(rider[0]) and 0 <= rider[0] <= 4 and is_text(rider[1], 32), "claims")
    require(rider[2] is None or is_text(rider[2], 48), "claims")
    return phone_key(claims[8])


# Revocations


def width_of(last, floor, count):
    if count == 0 or last == floor:
        return 0
    return max(1, (last - floor) // count).bit_length() - 1


def serials_of(floor, count, width, coded):
    bits = "".join(f"{byte:08b}" for byte in coded)
    place, after, serials = 0, floor, []
    for _ in range(count):
        zero = bits.index("0", place)
        low = bits[zero + 1 : zero + 1 + width]
        serial = after + ((zero - place) << width) + (int(low, 2) if width else 0)
        serials.append(serial)
        place, after = zero + 1 + width, serial + 1
    require(len(bits) - place < 8 and "1" not in bits[place:], "claims")
    require(width == width_of(serials[-1] if serials else floor, floor, count), "claims")
    return serials


def coded_as(serials, floor):
    width = width_of(serials[-1] if serials else floor, floor, len(serials))
    bits, after = "", floor
    for serial in serials:
        gap = serial - after
        bits += "1" * (gap >> width) + "0" + (f"{gap & ((1 << width) - 1):0{width}b}" if width else "")
        after = serial + 1
    bits += "0" * (-len(bits) % 8)
    return [len(serials), width, bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))]


def revocation_list(data, keys):
    claims, _, _ = opened(data, keys, 8_000_000)
    version, floor, *rest = claims[LIST]
    return version, floor, serials_of(floor, *rest)


def applied(data, keys, base):
    """Section 5: the list that a delta makes of the one before."""
    claims, _, _ = opened(data, keys, 8_000_000)
    start, version, digest, floor, *rest = claims[DELTA]
    require(start == base[0] and version > start and floor >= base[1], "base")
    serials = sorted({s for s in base[2] + serials_of(floor, *rest) if s >= floor})
    made = cbor2.dumps([version, floor, *coded_as(serials, floor)], canonical=True)
    require(hashlib.sha256(made).digest() == digest, "digest")
    return version, floor, serials


# The pass


def message_of(credential, step, gate, nonce):
    return cbor2.dumps(
        ["YongAi pass 1", hashlib.sha256(credential).digest(), step, gate, nonce], canonical=True
    )


def bytes_of(text):
    digits = text[2:].split(":")[0] if text.startswith("YA") and ":" in text else ""
    is_versioned = 1 <= len(digits) <= 4 and digits.isascii() and digits.isdigit()
    require(text.startswith("YA1:"), "version" if is_versioned else "prefix")
    require(len(text.encode()) <= 900, "size")
    letters = text[4:]
    require(set(letters) <= LETTERS, "letters")
    try:
        data = base45.b45decode(letters)
    except ValueError:
        raise Refused("letters") from None
    require(base45.b45encode(data).decode() == letters, "letters")
    return data


def read(text):
    items = decoded(bytes_of(text), "form")
    require(isinstance(items, (list, tuple)) and len(items) == 5, "form")
    credential, step, gate, nonce, signature = items
    require(isinstance(credential, bytes) and is_int(step) and 0 <= step <= SECONDS_MAX // 15, "form")
    for part in (gate, nonce):
        require(part is None or isinstance(part, bytes) and 1 <= len(part) <= 16, "form")
    require(isinstance(signature, bytes) and len(signature) == 64, "form")
    return credential, step, gate, nonce, signature


def verify(text, city, keys, revoked, gate, compound, nonce, now):
    """Section 6. `revoked` is (version, floor, serials). Returns the claims and what the phone signed."""
    credential, step, named, answer, signature = read(text)
    claims, start, end = opened(credential, keys, 600)
    phone = check_claims(claims)
    require(claims[1] == city, "issuer")
    require(start <= claims[6] <= end, "issuerKeyOutOfUse")
    require(claims[6] - now <= 60, "notYetValid")
    require(now < claims[4], "expired")
    message = message_of(credential, step, named, answer)
    require(is_signed(phone, signature, message), "phoneSignature")
    if step < now // 15 - 1:
        raise Refused("clockBehind" if 15 * (step + 1) + 60 < claims[6] else "stepTooOld")
    require(step <= now // 15 + 1, "clockAhead")
    require(named is None or named == gate, "otherGate")
    if answer != nonce:
        raise Refused("nonceMissing" if answer is None else "nonceWrong")
    require(claims.get(3, compound) == compound, "otherCompound")
    serial = int.from_bytes(claims[7], "big")
    require(serial >= revoked[1] and serial not in revoked[2], "revoked")
    return claims, message


def check(vectors):
    """What differs from the vectors, in sentences."""
    wrong = []
    keys = key_set(bytes.fromhex(vectors["keySet"]))
    lists = {}
    for one in vectors["lists"]:
        read_list = revocation_list(bytes.fromhex(one["bytes"]), keys)
        lists[read_list[0]] = read_list
        if read_list != (one["version"], one["floor"], one["serials"]):
            wrong.append(f"list {one['version']} is read as {read_list}")
    for one in vectors["deltas"]:
        made = applied(bytes.fromhex(one["bytes"]), keys, lists[one["from"]])
        if made != lists[one["version"]]:
            wrong.append(f"the delta from {one['from']} makes {made}")
    for one in vectors["passes"]:
        nonce = bytes.fromhex(one["nonce"]) if one.get("nonce") else None
        try:
            claims, message = verify(
                one["text"], vectors["issuer"], keys, lists[one["list"]], bytes.fromhex(one["gate"]),
                one["compound"], nonce, one["now"],
            )
            verdict = "genuine"
            if message.hex() != one["signed"] or claims[RIDER][1] != one["maskedName"]:
                wrong.append(f"{one['name']}: another message or name")
        except Refused as refused:
            verdict = str(refused)
        if verdict != one["verdict"]:
            wrong.append(f"{one['name']}: {verdict}, not {one['verdict']}")
    return wrong


# Making passes


def signed(private, message):
    """Deterministic (RFC 6979), so that what is made can be compared with what was."""
    der = private.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    return b"".join(part.to_bytes(32, "big") for part in decode_dss_signature(der))


def private_key(key):
    return ec.derive_private_key(int(key["d"], 16), ec.SECP256R1())


def make_pass(vectors, claims, gate=None, nonce=None, now=1795392007, phone="phone 1"):
    city, rider = vectors["keys"]["issuer 1"], vectors["keys"][phone]
    x, y = bytes.fromhex(rider["x"]), bytes.fromhex(rider["y"])
    claims = {**claims, 8: {1: {1: 2, -1: 1, -2: x, -3: y}}}
    payload = cbor2.dumps(claims, canonical=True)
    protected = cbor2.dumps({1: -7, 4: bytes.fromhex(city["kid"])}, canonical=True)
    to_sign = cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)
    message = [protected, {}, payload, signed(private_key(city), to_sign)]
    credential = cbor2.dumps(cbor2.CBORTag(18, message), canonical=True)
    step = now // 15
    signature = signed(private_key(rider), message_of(credential, step, gate, nonce))
    data = cbor2.dumps([credential, step, gate, nonce, signature], canonical=True)
    return "YA1:" + base45.b45encode(data).decode()


def make(vectors):
    now, gate, nonce = 1795392007, bytes(range(0x10, 0x20)), bytes(range(1, 9))
    claims = {
        1: vectors["issuer"], 2: "a-pseudonym", 4: now + 3600, 6: now - 60, 7: (70_900).to_bytes(4, "big"),
        RIDER: [2, "王＊", "顺丰鼓楼营业点"],
    }
    guest = {**claims, 3: "compound-7", RIDER: [0, "Li＊", None]}
    cases = [
        ("made elsewhere", claims, {}, "compound-7", None, "genuine"),
        ("made elsewhere, with gate and nonce", claims, {"gate": gate, "nonce": nonce}, "compound-7", nonce, "genuine"),
        ("made elsewhere, a guest's", guest, {"phone": "phone 2"}, "compound-7", None, "genuine"),
        ("made elsewhere, a guest's at another compound", guest, {}, "compound-8", None, "otherCompound"),
        ("made elsewhere, a picture", claims, {"now": now - 60}, "compound-7", None, "stepTooOld"),
        ("made elsewhere, revoked", {**claims, 7: (70_666).to_bytes(4, "big")}, {}, "compound-7", None, "revoked"),
    ]
    passes = [
        {
            "name": name, "text": make_pass(vectors, what, **how), "now": now, "gate": gate.hex(),
            "compound": compound, "nonce": given.hex() if given else None, "list": 41, "verdict": verdict,
        }
        for name, what, how, compound, given, verdict in cases
    ]
    return {"about": "Made by Tests/oracle/pass_verify.py make", "passes": passes}


def main():
    command, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        vectors = json.load(file)
    if command == "make":
        json.dump(make(vectors), sys.stdout, ensure_ascii=False, indent=2)
        print()
        return 0
    wrong = check(vectors)
    for sentence in wrong:
        print(sentence)
    print(f"{len(vectors['passes'])} passes, {len(wrong)} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
