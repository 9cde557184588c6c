"""docs/pass-format.md, followed by a verifier with other people's libraries."""

import json
import pathlib
import re
import sys

import base45
import pytest

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
    named = re.findall(r"^\| \d+ \| `(\w+)` \|", document, re.MULTILINE)
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
