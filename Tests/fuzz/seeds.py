#!/usr/bin/env python3
"""seeds.py FOLDER: writes the passes, lists and deltas of the vectors as inputs for PassFuzz.swift."""

import json
import pathlib
import sys

import base45
import cbor2

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
vectors = json.loads((pathlib.Path(__file__).parents[1] / "PassTokenTests/vectors.json").read_text(encoding="utf-8"))


def seed(name, kind, data):
    (folder / name).write_bytes(bytes([kind]) + data)


for number, one in enumerate(vectors["passes"]):
    seed(f"text-{number}", 1, one["text"].encode())
    if one["verdict"] in ("prefix", "version", "size", "letters"):
        continue
    data = base45.b45decode(one["text"][4:])
    seed(f"pass-{number}", 0, data)
    seed(f"item-{number}", 3, data)
    seed(f"letters-{number}", 4, one["text"][4:].encode())
    if one["verdict"] == "genuine":
        seed(f"claims-{number}", 2, cbor2.loads(cbor2.loads(data)[0]).value[2])
for number, one in enumerate(vectors["lists"] + vectors["deltas"]):
    seed(f"list-{number}", 2, cbor2.loads(bytes.fromhex(one["bytes"])).value[2])
