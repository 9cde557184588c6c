"""How long a phone takes for ways over a compound's plan, by Web/js/plan-route.js in Chromium, with the processor as it
is and four times slower. Medians and the slowest; for reading, no test depends on them.

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
    const times = [];
    for (let round = 0; round < 4; round += 1) {
        units.forEach((unit, place) => {
            const begun = performance.now();
            if (route(graph, { unit: unit.id }, "e-bike", entrances).none) throw new Error(unit.id);
            const took = performance.now() - begun;
            times[place] = round === 0 ? took : Math.min(times[place], took);
        });
    }
    times.sort((one, other) => one - other);
    return { built, median: times[times.length >> 1], slowest: times[times.length - 1] };
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
            print(f"Chromium, processor / {slowdown}: a way {took['median']:.2f} ms, the slowest {took['slowest']:.2f} ms "
                  f"(wanted: 5 or less), the graph {took['built']:.2f} ms")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
