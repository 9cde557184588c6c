"""Whatever is done to a plan in the editor, in any order, leaves one that the city can read."""

import requests

from test_plan_editor import DESK, manager, place, planned  # noqa: F401 (fixtures)

# Random deeds of one seed, and what must hold after each; the plan they end with.
FUZZ = """async (seed) => {
    const base = document.querySelector("script[src*='/js/plan-editor.js']").src.replace(".js", "");
    const load = (name) => import(base + "-" + name + ".js");
    const [edits, network, parts, { nearestOnLine }] = await Promise.all(
        [load("edits"), load("network"), load("parts"), load("geometry")]);
    let state = seed;
    const below = (max) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor(state / 4294967296 * max);
    };
    const at = () => [below(480) * 5, below(360) * 5];
    const pick = (list) => list[below(list.length)];
    const ids = (plan) => {
        const all = [];
        parts.each(plan, (part, list) => all.push({ part, list }));
        return all;
    };
    const kinds = ["road", "lane", "footway", "stairs"];
    const deeds = [
        (plan) => edits.addLine(plan, [].concat(at(), at(), at()), { kind: pick(kinds) }, true).plan,
        (plan) => {
            const [x, y] = [below(360) * 5, below(300) * 5];
            const [w, h] = [100 + below(100) * 5, 80 + below(40) * 5];
            const outline = [x, y, x + w, y, x + w, y + h, x, y + h];
            return edits.addBuilding(plan, outline, { name: String(below(99)), doors: below(4) }).plan;
        },
        (plan) => edits.addPoint(plan, "gates", { at: at(), name: "门" }, true).plan,
        (plan) => edits.addPoint(plan, "spots", { at: at(), kind: pick(["parking", "locker"]) }, true).plan,
        (plan) => edits.translate(plan, [pick(ids(plan)).part.id], below(81) * 5 - 200, below(81) * 5 - 200),
        (plan) => edits.turn(plan, [pick(plan.buildings).id], below(360)),
        (plan) => edits.duplicate(plan, [pick(ids(plan)).part.id]).plan,
        (plan) => edits.remove(plan, [pick(ids(plan)).part.id]),
        (plan) => {
            const path = pick(plan.paths);
            return edits.movePoint(plan, path.id, below(path.line.length / 2), at());
        },
        (plan) => edits.resize(plan, pick(plan.buildings).id, below(4), at(), below(2) === 0) || plan,
        (plan) => edits.copyRow(plan, pick(plan.buildings).id, 3, 50, pick([[1, 0], [0, 1], [-1, 0]]), 1).plan,
        (plan) => edits.cutCorner(plan, pick(plan.buildings).id),
    ];
    const faults = (plan) => {
        const seen = new Set();
        const found = [];
        parts.each(plan, (part, list) => {
            const line = part.line || part.outline || part.at;
            if (seen.has(part.id)) found.push("double " + part.id);
            seen.add(part.id);
            if (line.some((value) => !Number.isInteger(value))) found.push("fraction in " + list);
            if (part.line && part.line.length < 4) found.push("short path");
        });
        // Nobody's point lies on a path without being a point of it.
        const doors = plan.buildings.map((one) => one.units);
        const points = [].concat(plan.gates, plan.spots, ...doors).map((part) => part.at);
        for (const path of plan.paths) {
            for (const [x, y] of points) {
                const isOn = nearestOnLine(path.line, x, y).distance === 0;
                if (isOn && !network.hasPoint(path.line, x, y)) found.push("beside " + path.id);
            }
        }
        return found;
    };
    let plan = parts.emptyPlan(2400, 1800);
    for (const first of [0, 1, 0, 1]) plan = deeds[first](plan);
    for (let step = 0; step < 60; step += 1) {
        const number = below(deeds.length);
        if (number >= 4 && (plan.buildings.length === 0 || plan.paths.length === 0)) continue;
        const text = parts.planText(plan);
        const made = deeds[number](plan);
        if (parts.planText(plan) !== text) return { fault: "changed in place by " + number };
        const found = faults(made);
        if (found.length > 0) return { fault: "after " + number + ": " + found.join(", "), step };
        plan = parts.excess(made) ? plan : made;
    }
    return { plan: parts.sent(plan) };
}"""


def test_whatever_is_drawn_the_city_can_read_it(manager, planned):
    hand = manager(**DESK)
    headers = {"Origin": planned[0].address, "Accept": "application/json"}
    cookies = {hand.phone.cookie["name"]: hand.phone.cookie["value"]}
    for seed in range(40):
        made = hand.page.evaluate(FUZZ, seed)
        assert "fault" not in made, (seed, made)
        if seed % 4:
            continue
        body = {"base": seed // 4, "plan": made["plan"], "note": "", "key": f"fuzz-{seed:020}"}
        answer = requests.post(f"{planned[0].address}/console/places/{hand.place}/plan/versions", json=body,
                               headers=headers, cookies=cookies, timeout=20)
        assert answer.status_code == 201, (seed, answer.text)
