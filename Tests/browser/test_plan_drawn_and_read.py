"""From nothing to the rider at the door: what the property manager draws is searched, shown and walked by riders."""

import re

from playwright.sync_api import expect

from test_accessibility import violations
from test_plan_editor import (  # noqa: F401 (fixtures)
    SIZES, calm, manager, place, plain, planned, seen, version,
)


@SIZES
def test_what_was_drawn_is_walked_by_a_rider(manager, size, tmp_path):
    hand = manager(**size)
    page = hand.page
    hand.compound()
    # A gate that nobody recorded has no rules: the way in does not hang on the hour of the day.
    hand.do("tool-select")
    hand.press(1200, 1800)
    hand.do("properties")
    page.locator("[data-field=gate]").select_option("")
    hand.fill("name", "南小门")
    if hand.is_touch:
        hand.do("close-panel")
    hand.save()
    with page.context.expect_page() as opened:
        hand.do_link("以骑手身份看")
    rider = opened.value
    expect(rider.locator("#plan-figure svg")).to_be_visible()
    rider.locator("#plan-to").fill("4幢2单元")
    rider.locator("#plan-search [type=submit]").click()
    expect(rider.locator("#plan-answer h2")).to_contain_text("4幢2单元")
    steps = rider.locator(".plan-steps li")
    expect(steps.first).to_be_visible()
    assert steps.count() >= 3
    told = steps.all_inner_texts()
    assert re.search("南小门", told[0]) and re.search("2单元", " ".join(told[-2:])), told
    seen(rider, f"plan-read-{len(size)}", tmp_path)


@SIZES
def test_a_template_is_laid_and_every_page_can_be_read_by_all(manager, planned, size, tmp_path):
    hand = manager(**size)
    page = hand.page
    assert violations(page) == []
    plain(page)
    calm(page)
    hand.fill("template-buildings", "30")
    hand.do("template-go")
    expect(hand.part("buildings").nth(19)).to_be_attached()
    first = hand.part("buildings").first.get_attribute("data-part")
    if not size:
        hand.do("menu")
    hand.do("tab-list")
    hand.do("part-" + first)
    for name in ("properties", "list", "problems", "picture", "sheet"):
        hand.do("tab-" + name)
        assert violations(page) == [], name
        plain(page)
        calm(page)
        seen(page, f"plan-{name}-{len(size)}", tmp_path)
    # A template is right from the start: every door can be reached.
    hand.do("tab-problems")
    expect(page.locator(".plan-problems .is-grave")).to_have_count(0)
    if not size:
        hand.do("close-panel")
    for name in ("path", "building", "door", "gate", "spot", "ground"):
        hand.do("tool-" + name)
        assert violations(page) == [], name
        plain(page)
    calm(page)
    hand.save()
    assert len(version(planned, hand)[0]["plan"]["buildings"]) >= 20
    hand.do("draw-on")
    hand.do("undo")
    hand.count("buildings", 0)
