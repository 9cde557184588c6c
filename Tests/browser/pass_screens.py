"""Pictures of the pass: the rider's page, the guard's with its verdicts, the gate's own, its poster, and the console's.
`python pass_screens.py FOLDER` takes these alone."""

import pathlib
import sys
import tempfile

from playwright.sync_api import expect, sync_playwright

from conftest import CHROMIUM
from programs import run
from signing import MANAGER, RIDER, sign_in
from test_two_phones import Camera, Guard, Rider, Town, drawn

DESK = {"viewport": {"width": 1280, "height": 800}}
SMALL = {"viewport": {"width": 360, "height": 640}, "device_scale_factor": 1.5, "is_mobile": True, "has_touch": True}
LOOKS = [("phone", "light", "zh-Hans"), ("phone", "elder", "zh-Hans")]
STAFF_LOOKS = [*LOOKS, ("desk", "light", "zh-Hans")]


def picture(page, folder, name, size="phone", look="light", language="zh-Hans"):
    page.wait_for_timeout(400)
    page.screenshot(path=folder / f"{name}-{size}-{look}-{language[:2]}.jpg", type="jpeg", quality=64)


def other(chromium, town, cookies, path, folder, name, wait=None):
    """One page in its looks, for somebody who has signed in."""
    for size, look, language in STAFF_LOOKS if path.startswith("/console") else LOOKS:
        context = chromium.new_context(
            base_url=town.server.address, service_workers="block", locale=language[:2],
            color_scheme="dark" if look == "dark" else "light", **(SMALL if size == "phone" else DESK))
        kept = {"lang": language, **({"text": "large"} if look == "elder" else {})}
        context.add_cookies([{"name": key, "value": value, "url": town.server.address} for key, value in kept.items()])
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto(path)
        if wait:
            page.locator(wait).first.wait_for()
        picture(page, folder, name, size, look, language)
        context.close()


def session(context):
    return [one for one in context.cookies() if one["name"] == "session"]


def shoot(chromium, demonstration, folder):
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        town = Town(place, demonstration)
        try:
            take(chromium, town, place, folder)
        finally:
            town.server.stop()


def take(chromium, town, place, folder):
    rider = Rider(chromium, town.server)
    sign_in(rider.page, RIDER)
    rider.open()
    picture(rider.page, folder, "pass")
    guard = Guard(chromium.browser_type, town.server, Camera(place), place / "profile")
    guard.begin()
    code = town.poster(chromium, town.north, place)
    rider.page.goto(code)
    picture(rider.page, folder, "gate")
    rider.page.get_by_role("button", name="我到了").click()
    rider.page.locator("#arrived").scroll_into_view_if_needed()
    picture(rider.page, folder, "gate-arrived")
    expect(guard.page.locator("#guard-arrivals li").first).to_be_visible()
    picture(guard.page, folder, "guard")
    rider.open()
    screen = rider.screen()
    guard.sees(screen)
    picture(guard.page, folder, "guard-come-in")
    guard.shift(60)
    guard.sees(screen)
    picture(guard.page, folder, "guard-picture")
    guard.shift(0)
    guard.sees(drawn("NO PASS"))
    picture(guard.page, folder, "guard-no-pass")
    guard.page.get_by_role("button", name="下一位").click()
    poster = chromium.new_page(viewport={"width": 600, "height": 849})
    sheet = (place / "poster.svg").read_text(encoding="utf-8")
    poster.set_content(sheet.replace('width="210mm" height="297mm"', 'width="600" height="849"'))
    poster.add_style_tag(content="body{margin:0}")
    picture(poster, folder, "poster", "sheet")
    poster.close()
    rest(chromium, town, folder, session(rider.context), session(guard.context), code)
    rider.context.close()
    guard.context.close()


def rest(chromium, town, folder, rider, guard, code):
    manager = chromium.new_context(base_url=town.server.address)
    sign_in(manager.new_page(), MANAGER)
    # Something odd to look into: a code at two gates.
    town.ask("UPDATE pass_scan SET flag = 'same-step-elsewhere' WHERE verdict = 'come-in'")
    for cookies, path, name in (
        (rider, code, "gate-all"), (rider, "/me/pass/looks", "pass-looks"), (rider, "/me/pass/lost", "pass-lost"),
        (rider, "/pass", "pass-elsewhere"), (guard, "/guard", "guard-gates"), (guard, "/me", "me-guard"),
        (session(manager), "/console/gates", "console-gates"),
        (session(manager), "/console/pass-flags", "console-pass-flags"),
    ):
        other(chromium, town, cookies, path, folder, name, "h1")
    manager.close()


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        database = pathlib.Path(place) / "demonstration.sqlite"
        done = run("demo", database=database)
        assert done.returncode == 0, done.stderr
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        shoot(browser, database, folder)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
