"""axe-core on every kind of page, light, dark and with large text: nothing serious."""

import importlib.util
import pathlib

import pytest
from playwright.sync_api import expect

PACKAGE = pathlib.Path(importlib.util.find_spec("axe_playwright_python").origin).parent
AXE = (PACKAGE / "axe.min.js").read_text(encoding="utf-8")
GRAVE = ("serious", "critical")


def violations(page):
    """What axe finds in light, in dark and in elder mode, as lines to read."""
    page.evaluate(AXE)
    found = []
    for scheme in ("light", "dark", "elder"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.evaluate("isElder => document.documentElement.classList.toggle('elder', isElder)", scheme == "elder")
        for violation in page.evaluate("axe.run()")["violations"]:
            if violation["impact"] in GRAVE:
                targets = [" ".join(map(str, node["target"])) for node in violation["nodes"][:5]]
                found.append(f"{scheme}: {violation['id']}: {violation['help']}: {targets}")
    return found


@pytest.fixture
def reader(phone, city):
    """A phone whose pages take axe in, which their policy would not allow."""

    def take(**settings):
        return phone(city, bypass_csp=True, **settings)

    return take


def test_the_start_page_before_and_after_the_position(reader):
    page = reader(position=None).open("/")
    page.locator(".areas summary").first.tap()
    assert violations(page) == []
    page = reader().open("/")
    expect(page.locator(".card").first).to_be_visible()
    assert violations(page) == []


def test_the_sentence_after_a_refused_position(reader):
    page = reader(position=None).open("/")
    page.locator("#locate-button").tap()
    expect(page.locator("#locate-status")).to_have_class("warning")
    assert violations(page) == []


def test_the_page_of_a_street_and_of_an_empty_list(reader):
    rider = reader(position=None)
    assert violations(rider.open("/find?near=330203002&kinds=station&open=now")) == []
    page = rider.open("/find?near=330203002&kinds=station&radius=1")
    expect(page.locator(".empty")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("kind", ["compound", "station", "merchant", "charger"])
def test_the_page_of_a_place(reader, a_place, kind):
    assert violations(reader(position=None).open(f"/places/{a_place(kind)}")) == []


def test_the_page_in_english_and_the_page_for_nothing(reader, a_place):
    rider = reader(position=None, locale="en-GB")
    rider.expected = ["404"]
    assert violations(rider.open(f"/places/{a_place('station')}")) == []
    assert violations(rider.open("/nowhere")) == []


@pytest.mark.parametrize("path", ["/settings", "/offline"])
def test_the_pages_of_the_frame(reader, path):
    assert violations(reader(position=None).open(path)) == []
