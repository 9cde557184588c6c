"""How long a phone takes for ways over a compound's plan, by Web/js/plan-route.js in Chromium, with the processor as it
is and four times slower. Means of all doors, since a slowed processor stands still now and then, of the median round
and the slowest, which is the first; for reading, no test depends on them.

    script/bench plan"""

import json
import pathlib
import sys

from playwright.sync_api import sync_playwright

import modules
from conftest import CHROMIUM

ASK = """
async (plan) => {
    const { network, route } = await import("/js/plan-route.js");
    const started = performance.now();
    const graph = network(plan);
    const built = performance.now() - started;
    const entrances = plan.gates.map((gate) => ({ gate: gate.id, mode: "riding", speed_limit_kmh: 15 }));
    const units = plan.buildings.flatMap((building) => building.units).filter((unit, place) => place % 3 === 0);
    const rounds = [];
    for (let round = 0; round < 5; round += 1) {
        const begun = performance.now();
        for (const unit of units) {
            if (route(graph, { unit: unit.id }, "e-bike", entrances).none) throw new Error(unit.id);
        }
        rounds.push((performance.now() - begun) / units.length);
    }
    rounds.sort((one, other) => one - other);
    return { built, way: rounds[2], slowest: rounds[4] };
}
"""


def main(path):
    plan = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = modules.blank_page(browser)
        session = page.context.new_cdp_session(page)
        for slowdown in (1, 4):
            session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
            took = page.evaluate(ASK, plan)
            print(f"Chromium, processor / {slowdown}: a way {took['way']:.2f} ms, in the slowest round "
                  f"{took['slowest']:.2f} ms (wanted: 5 or less), the graph once {took['built']:.1f} ms")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
