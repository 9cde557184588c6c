"""The small map of a place's page."""

import pytest
from playwright.sync_api import expect

from test_accessibility import violations
from test_shell import FIRST_VIEW_BYTES_MAX


@pytest.mark.parametrize("kind", ["compound", "station", "merchant", "charger"])
def test_it_comes_when_it_is_looked_at_and_stands_still_until_asked(phone, city, a_place, kind):
    rider = phone(city, bypass_csp=True)
    sizes = []
    rider.context.on("requestfinished", lambda request: sizes.append(sum(
        request.sizes()[name] for name in ("responseBodySize", "responseHeadersSize"))))
    page = rider.open(f"/places/{a_place(kind)}")
    page.wait_for_load_state("networkidle")
    frame = page.locator("#place-map")
    if frame.bounding_box()["y"] >= 640:
        assert 10_000 < sum(sizes) <= FIRST_VIEW_BYTES_MAX
        assert not any("leaflet" in url for url in rider.requests)
    frame.scroll_into_view_if_needed()
    expect(frame.locator(".map-place")).to_be_visible()
    expect(frame.locator(".leaflet-control-attribution")).to_be_visible()
    button = frame.get_by_role("button", name="移动地图")
    pane = "document.querySelector('#place-map .leaflet-map-pane').style.transform"
    before = page.evaluate(pane)
    box = frame.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def drag():
        page.mouse.move(*middle)
        page.mouse.down()
        page.mouse.move(middle[0] - 60, middle[1], steps=5)
        page.wait_for_timeout(200)
        page.mouse.up()

    assert violations(page) == []
    page.emulate_media(color_scheme="light")
    page.evaluate("document.documentElement.classList.remove('elder')")
    button.tap()
    expect(button).to_have_count(0)
    expect(frame.locator(".leaflet-control-zoom-in")).to_be_visible()
    assert page.evaluate(pane) == before
    box = frame.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    drag()
    assert page.evaluate(pane) != before
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_first_view_of_a_place_is_light(phone, city, a_place):
    """A phone so low that the map is out of sight."""
    rider = phone(city, viewport={"width": 360, "height": 400})
    sizes = []
    rider.context.on("requestfinished", lambda request: sizes.append(sum(
        request.sizes()[name] for name in ("responseBodySize", "responseHeadersSize"))))
    page = rider.open(f"/places/{a_place('charger')}")
    page.wait_for_load_state("networkidle")
    assert 10_000 < sum(sizes) <= FIRST_VIEW_BYTES_MAX
    assert not any("leaflet" in url for url in rider.requests)


def test_without_scripts_there_is_no_empty_box(phone, city, a_place):
    page = phone(city, java_script_enabled=False).open(f"/places/{a_place('station')}")
    expect(page.locator("#place-map")).to_be_hidden()


def test_the_footer_leads_to_the_open_data(phone, city, a_place):
    page = phone(city).open(f"/places/{a_place('station')}")
    page.get_by_role("link", name="开放数据与接口").tap()
    expect(page.locator("h1")).to_have_text("开放数据")
    assert "invalid" not in page.locator("main").inner_text()
