/*
What is wrong with a plan, as Sources/CompoundPlan/PlanCheck.swift sees it: `{fault, part, other, isGrave, canJoin}`,
grave what riders would run into. The words are the page's.
*/
import { isOver, keyOf } from "./plan-editor-geometry.js";
import { each, lineOf, lists } from "./plan-editor-parts.js";

const ridden = { foot: null, "e-bike": ["road", "lane", "ramp"], car: ["road"] };

/** What hangs together for a vehicle: the group of a point; null for one that is on no path at all. */
function groups(plan, vehicle) {
    const parent = new Map();
    const root = (key) => {
        let at = key;
        while (parent.get(at) !== at) {
            parent.set(at, parent.get(parent.get(at)));
            at = parent.get(at);
        }
        return at;
    };
    for (const path of plan.paths) {
        const kinds = ridden[vehicle];
        const isOpen = !path.closed && (!kinds || kinds.indexOf(path.kind) >= 0);
        for (let at = 0; at < path.line.length; at += 2) {
            const key = keyOf(path.line[at], path.line[at + 1]);
            if (!parent.has(key)) parent.set(key, key);
            if (at > 0 && isOpen) parent.set(root(keyOf(path.line[at - 2], path.line[at - 1])), root(key));
        }
    }
    return (at) => (parent.has(keyOf(at[0], at[1])) ? root(keyOf(at[0], at[1])) : null);
}

function doubles(parts, take) {
    const seen = new Map();
    for (const part of parts) {
        const name = part.name || "";
        if (seen.has(name)) take(part, seen.get(name));
        else seen.set(name, part);
    }
}

function checkDoors(plan, group, entrances, add) {
    for (const building of plan.buildings) {
        if (building.units.length === 0) add("noDoor", building, false);
        for (const unit of building.units) {
            const own = group(unit.at);
            if (own === null) add("doorOffPath", unit, true, { canJoin: true });
            else if (entrances.size > 0 && !entrances.has(own)) add("unreachable", unit, true);
        }
        doubles(building.units, (unit) => add("sameUnit", unit, true));
    }
    doubles(plan.buildings.filter((one) => one.name), (one, other) => add("sameBuilding", one, true,
        { other: other.id }));
    for (const one of plan.buildings) if (!one.name) add("noName", one, false);
}

function checkSpots(plan, group, add) {
    const reached = ["e-bike", "car"].map((vehicle) => {
        const own = groups(plan, vehicle);
        const starts = new Set(plan.gates.map((gate) => own(gate.at)).filter((one) => one !== null));
        return { vehicle: vehicle, isReached: (at) => starts.size === 0 || starts.has(own(at)) };
    });
    for (const spot of plan.spots) {
        if (group(spot.at) === null) add("spotOffPath", spot, false, { canJoin: true });
        else if (reached.some((one) => (spot.vehicles || []).indexOf(one.vehicle) >= 0 && !one.isReached(spot.at))) {
            add("parkingUnreachable", spot, false);
        }
    }
}

function checkPlaces(plan, add) {
    const buildings = plan.buildings;
    for (let index = 0; index < buildings.length; index += 1) {
        for (let next = index + 1; next < buildings.length; next += 1) {
            if (isOver(buildings[index].outline, buildings[next].outline)) {
                add("overlap", buildings[index], false, { other: buildings[next].id });
            }
        }
    }
    each(plan, (part) => {
        const line = lineOf({ part: part });
        for (let at = 0; at < line.length; at += 2) {
            if (line[at] < 0 || line[at + 1] < 0 || line[at] > plan.width || line[at + 1] > plan.height) {
                return add("outside", part, false);
            }
        }
        return null;
    });
}

/** `recorded`: the compound's gates, `{id, name}`. */
export function check(plan, recorded) {
    const found = [];
    const add = (fault, part, isGrave, more) => found.push(
        Object.assign({ fault: fault, part: part ? part.id : null, isGrave: isGrave }, more));
    if (lists.every((list) => plan[list].length === 0)) return found;
    const group = groups(plan, "foot");
    const entrances = new Set();
    if (plan.gates.length === 0) add("noGates", null, true);
    for (const gate of plan.gates) {
        const own = group(gate.at);
        if (own === null) add("gateOffPath", gate, true, { canJoin: true });
        else entrances.add(own);
        if (gate.gate && !recorded.some((one) => one.id === gate.gate)) add("gateGone", gate, false);
    }
    doubles(plan.gates.filter((one) => one.gate).map((one) => ({ id: one.id, name: one.gate })),
        (one) => add("sameGate", one, true));
    checkDoors(plan, group, entrances, add);
    checkSpots(plan, group, add);
    checkPlaces(plan, add);
    const placed = new Set(plan.gates.map((gate) => gate.gate));
    for (const gate of recorded) if (!placed.has(gate.id)) found.push(
        { fault: "gateMissing", part: null, isGrave: false, gate: gate.id, name: gate.name });
    return found.sort((a, b) => Number(b.isGrave) - Number(a.isGrave));
}
