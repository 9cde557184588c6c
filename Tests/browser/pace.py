"""How long a rider on a slow line waits for the nearest card: 400 kbit/s, 400 ms a round trip, a processor four times
slower. Medians of the rounds; for reading, no test depends on them.

    script/bench page"""

import os
import pathlib
import statistics
import sys
import tempfile

from playwright.sync_api import sync_playwright

from conftest import CHROMIUM, PHONE, POSITION
from programs import Server, run
from slowline import IN_CHARGE, SlowLine

ROUNDS = int(os.environ.get("ROUNDS", "5"))
CPU_SLOWDOWN = 4
CARD_MILLISECONDS = "performance.now()"
STREET = "/?near=330203002"


def visit(page, path, line):
    """Milliseconds from the question to the first card on the screen, and the bytes that came."""
    before = line.bytes["down"]
    page.goto(path, wait_until="commit")
    page.locator(".card").first.wait_for(state="visible")
    took = page.evaluate(CARD_MILLISECONDS)
    return took, line.bytes["down"] - before


def round_of(browser, server, path):
    line = SlowLine(server.port)
    settings = {**PHONE, "service_workers": "allow", "geolocation": POSITION, "permissions": ["geolocation"]}
    context = browser.new_context(base_url=line.address, **settings)
    context.set_default_timeout(60_000)
    try:
        page = context.new_page()
        slow = context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
        first = visit(page, path, line)
        page.evaluate(IN_CHARGE)
        page.wait_for_load_state("networkidle")
        page.close()
        # Another tab: nothing but what the phone has kept.
        page = context.new_page()
        slow = context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
        return first, visit(page, path, line)
    finally:
        context.close()
        line.close()


def main():
    with tempfile.TemporaryDirectory() as place:
        database = pathlib.Path(place) / "demonstration.sqlite"
        done = run("demo", database=database)
        assert done.returncode == 0, done.stderr
        server = Server(database)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                for name, path in {"by position": "/", "a street": STREET}.items():
                    rounds = [round_of(browser, server, path) for _ in range(ROUNDS)]
                    for which, number in (("first visit", 0), ("second visit", 1)):
                        took = sorted(one[number][0] for one in rounds)
                        size = statistics.median(one[number][1] for one in rounds)
                        print(f"{name}, {which}: nearest card after {statistics.median(took) / 1000:.2f} s "
                              f"({took[0] / 1000:.2f}–{took[-1] / 1000:.2f}), {size / 1000:.0f} kB until then")
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
