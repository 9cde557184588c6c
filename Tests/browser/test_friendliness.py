"""The friendliness index of a compound: on its page, in its JSON, and in the table of staff."""

import sqlite3
import time

import pytest
import requests
from playwright.sync_api import expect

from test_accessibility import violations
from test_gates import DESK, calm, compound, gated, plain, seen, staff  # noqa: F401

SIZES = pytest.mark.parametrize("size", [{}, DESK], ids=["phone", "desk"])


@pytest.fixture
def scored(gated, compound):  # noqa: F811
    _, database = gated
    place, _, area = compound
    with sqlite3.connect(database, timeout=10) as town:
        town.execute("DELETE FROM friendliness")
        town.execute("INSERT INTO friendliness VALUES (?, 78, 131, 3, 45, 60, 1, 1, ?)", (place, int(time.time() * 1000)))
    town.close()
    return place, area


@SIZES
def test_everybody_sees_it_with_its_parts(phone, gated, scored, size, tmp_path):  # noqa: F811
    server, _ = gated
    place, _ = scored
    page = phone(server, bypass_csp=True, **size).open(f"/places/{place}")
    expect(page.locator("#friendliness")).to_contain_text("78 / 100")
    expect(page.locator("#friendliness")).to_contain_text("一半的人在门口等约 45 秒以内")
    expect(page.locator("#friendliness")).to_contain_text("134 次查验有效通行码，拒绝 3 次")
    page.locator("#friendliness summary").click()
    plain(page)
    assert violations(page) == []
    calm(page)
    page.locator("#friendliness").screenshot(path=str(tmp_path.parent / f"friendliness-{len(size)}.png"))
    told = requests.get(f"{server.address}/api/v1/places/{place}", timeout=20).json()["properties"]["friendliness"]
    assert (told["score"], told["visits"], told["refused"], told["waitSeconds"]) == (78, 134, 3, 45)
    assert told["hasPolicy"] is True and told["days"] == 90
    page = phone(server, bypass_csp=True, **size).open(f"/places/{place}?lang=en")
    expect(page.locator("#friendliness")).to_contain_text("1 report of being stopped was right")


@SIZES
def test_staff_see_those_of_their_area(staff, scored, size, tmp_path):  # noqa: F811
    for role in ("property-manager", "community-worker"):
        page = staff(role, **size).open("/console/friendliness")
        expect(page.locator("tbody tr")).to_have_count(1)
        expect(page.locator("tbody tr")).to_contain_text("78")
        plain(page)
        assert violations(page) == []
    calm(page)
    seen(page, f"friendliness-table-{len(size)}", tmp_path)
