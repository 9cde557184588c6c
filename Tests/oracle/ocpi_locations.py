"""Reads a list of OCPI locations from standard input with py-ocpi's own models; says what it does not accept.

Runs in the environment of `Tests/requirements-ocpi.txt`.
"""

import json
import sys

from py_ocpi.modules.locations.v_2_2_1.schemas import Location

accepted = 0
for location in json.load(sys.stdin):
    try:
        Location.parse_obj(location)
        accepted += 1
    except ValueError as fault:
        print(f"{location.get('id')}: {fault}")
print(f"accepted {accepted}")
