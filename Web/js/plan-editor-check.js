/*
What a manager should look at, in the order and by the names of Sources/CompoundPlan/PlanCheck.swift (one set of vectors
for both: Tests/CompoundPlanTests/editor-vectors.json), and what the editor adds: recorded gates that are not drawn.
*/
import { sign } from "./door-address.js";
import { network, placeOf, reached } from "./plan-model.js";
import { overlaps } from "./plan-editor-overlaps.js";
import { isEmpty, lineOf } from "./plan-editor-parts.js";

const grave = [
    "noGate", "gateNotOnPath", "doorNotOnPath", "doorUnreachable", "sameBuildingName", "sameUnitName", "sameGate",
];
const joinable = ["gateNotOnPath", "doorNotOnPath", "spotNotOnPath"];

const finding = (fault, ...parts) => ({
    fault: fault, parts: parts, isGrave: grave.indexOf(fault) >= 0, canJoin: joinable.indexOf(fault) >= 0,
});

/** Pairs of parts that are called the same: the first of that name, and each later one. `pairs`: [identifier, name]. */
function twice(pairs, fault) {
    const known = new Map();
    const found = [];
    for (const [id, name] of pairs) {
        if (known.has(name)) found.push(finding(fault, known.get(name), id));
        else known.set(name, id);
    }
    return found;
}

function gateFindings(plan, graph) {
    if (plan.gates.length === 0) return [finding("noGate")];
    const aside = plan.gates.filter((gate) => placeOf(graph, gate.at) < 0)
        .map((gate) => finding("gateNotOnPath", gate.id));
    const recorded = plan.gates.filter((gate) => gate.gate).map((gate) => [gate.id, gate.gate]);
    return aside.concat(twice(recorded, "sameGate"));
}

const startsOf = (plan, graph) => plan.gates.map((gate) => placeOf(graph, gate.at)).filter((place) => place >= 0);

function doorFindings(plan, graph) {
    const starts = startsOf(plan, graph);
    const seen = reached(graph, starts, "foot", false);
    const found = [];
    for (const building of plan.buildings) {
        if (building.units.length === 0) found.push(finding("buildingWithoutDoor", building.id));
        for (const unit of building.units) {
            const place = placeOf(graph, unit.at);
            if (place < 0) found.push(finding("doorNotOnPath", unit.id));
            else if (starts.length > 0 && !seen[place]) found.push(finding("doorUnreachable", unit.id));
        }
    }
    return found;
}

function nameFindings(plan) {
    const signs = (parts) => parts.map((part) => [part.id, sign(part.name || "")]);
    const named = plan.buildings.filter((one) => one.name);
    const nameless = plan.buildings.filter((one) => !one.name).map((one) => finding("buildingWithoutName", one.id));
    return [].concat.apply(nameless.concat(twice(signs(named), "sameBuildingName")),
        plan.buildings.map((one) => twice(signs(one.units), "sameUnitName")));
}

function spotFindings(plan, graph) {
    const starts = startsOf(plan, graph);
    const ridden = { "e-bike": reached(graph, starts, "e-bike", false), car: reached(graph, starts, "car", false) };
    const found = [];
    for (const spot of plan.spots) {
        const place = placeOf(graph, spot.at);
        const vehicles = spot.kind === "parking" && spot.vehicles || [];
        const isCutOff = () => vehicles.some((vehicle) => !ridden[vehicle][place]);
        if (place < 0) found.push(finding("spotNotOnPath", spot.id));
        else if (starts.length > 0 && isCutOff()) found.push(finding("parkingUnreachable", spot.id));
    }
    return found;
}

function strays(plan) {
    const isOff = (line) => line.some((value, at) => value < 0 || value > (at % 2 === 0 ? plan.width : plan.height));
    const lines = (part) => [].concat.apply(lineOf({ part: part }), (part.units || []).map((unit) => unit.at));
    return plan.paths.concat(plan.buildings, plan.gates, plan.spots, plan.grounds)
        .filter((part) => isOff(lines(part))).map((part) => finding("outsideSheet", part.id));
}

/** What the city would say of the plan. */
export function findings(plan) {
    const graph = network(plan);
    const pairs = overlaps(plan.buildings)
        .map(([one, other]) => finding("buildingsOverlap", plan.buildings[one].id, plan.buildings[other].id));
    const found = gateFindings(plan, graph).concat(doorFindings(plan, graph), nameFindings(plan),
        spotFindings(plan, graph), pairs, strays(plan));
    return found.filter((one) => one.isGrave).concat(found.filter((one) => !one.isGrave));
}

/** The same with gates that are recorded and not drawn, or drawn and recorded no more. `recorded`: `{id, name}`. */
export function check(plan, recorded) {
    if (isEmpty(plan)) return [];
    const gone = plan.gates.filter((gate) => gate.gate && !recorded.some((one) => one.id === gate.gate))
        .map((gate) => finding("gateGone", gate.id));
    const drawn = new Set(plan.gates.map((gate) => gate.gate));
    const missing = recorded.filter((gate) => !drawn.has(gate.id))
        .map((gate) => Object.assign(finding("gateMissing"), { gate: gate.id, name: gate.name }));
    return findings(plan).concat(gone, missing);
}
