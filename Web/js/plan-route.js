/*
The quickest way over a compound's plan, without a network: the same answers as Sources/CompoundPlan/PlanRouting.swift,
to the millisecond and the step (docs/plan-format.md, Tests/CompoundPlanTests/plan-vectors.json).
*/

import { bitOf, network, parkingAt, placeOf, reached, takes } from "./plan-model.js";
import { stepsOf } from "./plan-steps.js";

export { network };

const fastest = 15;
/* Of the vehicle, at parking for it and at the target, or where the plan has none to ride to; else by the path. */
const leaving = 20000;
const leavingByThePath = 60000;

/**
 * @param graph what `network(plan)` made
 * @param {{unit?: string, building?: string, spot?: string, nearest?: string}} target one of these
 * @param {string} vehicle `foot`, `e-bike` or `car`
 * @param {{gate: string, mode: string, speed_limit_kmh?: number, lead_ms?: number}[]} entrances the gates that are
 *     open, by their identifiers in the plan; `mode` is `walking` or `riding`
 * @param {number | null} [floor] of the room, for the last step
 * @returns `{gate, building, unit, spot, lead_ms, ms, mm, left, legs, steps}` or `{none: reason}`
 */
export function route(graph, target, vehicle, entrances, floor) {
    const goals = goalsOf(graph, target, vehicle);
    if (typeof goals === "string") return { none: goals };
    if (graph.plan.gates.length === 0) return { none: "noGates" };
    if (entrances.length === 0) return { none: "noEntrance" };
    const starts = entrances.map((entrance) => startOf(graph, entrance, vehicle)).filter(Boolean);
    if (starts.length === 0) return { none: "gateNotOnPath" };
    const parking = parkingOf(graph, vehicle, starts);
    let best = null;
    for (const group of groups(starts)) {
        const found = search(graph, vehicle, group.kmh, parking, goals, group.starts);
        if (found && (!best || found.cost < best.cost)) best = found;
    }
    if (best) return told(graph, best, goals, vehicle, floor);
    const seen = reached(graph, starts.map((start) => start.point), "foot", true);
    return { none: goals.some((goal) => seen[goal.point]) ? "closedPath" : "unreachable" };
}

/* Points to arrive at, or why there are none. */
function goalsOf(graph, target, vehicle) {
    const { plan } = graph;
    let parts = [];
    if (target.building !== undefined) {
        const building = plan.buildings.find((one) => one.id === target.building);
        if (building && doors(building).length === 0) return "noDoor";
        if (building) parts = doors(building).map((unit) => ({ at: unit.at, building, unit }));
    } else if (target.unit !== undefined) {
        for (const building of plan.buildings) {
            const unit = doors(building).find((one) => one.id === target.unit);
            if (unit) parts.push({ at: unit.at, building, unit });
        }
    } else {
        const fits = (spot) => (target.spot !== undefined ? spot.id === target.spot
            : spot.kind === target.nearest && (spot.kind !== "parking" || takes(spot, vehicle)));
        parts = plan.spots.filter(fits).map((spot) => ({ at: spot.at, spot }));
    }
    if (parts.length === 0) return "unknownTarget";
    const goals = parts.map((part) => Object.assign({ point: placeOf(graph, part.at) }, part))
        .filter((goal) => goal.point >= 0);
    return goals.length === 0 ? "targetNotOnPath" : goals;
}

const doors = (building) => building.units || [];

function startOf(graph, entrance, vehicle) {
    const gate = graph.plan.gates.find((one) => one.id === entrance.gate);
    const point = gate ? placeOf(graph, gate.at) : -1;
    if (point < 0) return null;
    const limit = entrance.speed_limit_kmh;
    return {
        gate: entrance.gate, point, isRiding: entrance.mode === "riding" && vehicle !== "foot",
        kmh: Math.min(Math.max(limit === undefined || limit === null ? fastest : limit, 1), fastest),
        lead: entrance.lead_ms || 0,
    };
}

/* Where there is parking for the vehicle: 1 for those points; null where none can be ridden to. */
function parkingOf(graph, vehicle, starts) {
    const riders = starts.filter((start) => start.isRiding).map((start) => start.point);
    if (riders.length === 0) return null;
    const seen = reached(graph, riders, vehicle, false);
    const parking = new Uint8Array(graph.xs.length);
    let hasAny = false;
    for (const spot of graph.plan.spots) {
        if (spot.kind !== "parking" || !takes(spot, vehicle)) continue;
        const point = placeOf(graph, spot.at);
        if (point < 0 || !seen[point]) continue;
        parking[point] = 1;
        hasAny = true;
    }
    return hasAny ? parking : null;
}

/* Entrances by what may be ridden from them, the fastest first; who walks in goes with the first. */
function groups(starts) {
    const speeds = Array.from(new Set(starts.filter((start) => start.isRiding).map((start) => start.kmh)))
        .sort((one, other) => other - one);
    if (speeds.length === 0) return [{ kmh: fastest, starts }];
    return speeds.map((kmh) => ({
        kmh, starts: starts.filter((start) => (start.isRiding ? start.kmh === kmh : kmh === speeds[0])),
    }));
}

/* Whole milliseconds. */
const ridingTime = (length, kmh) => Math.floor((length * 36 + 5 * kmh) / (10 * kmh));

/* Dijkstra over states: a point walking (2 · point) or riding (2 · point + 1). */
function search(graph, vehicle, kmh, parking, goals, starts) {
    const { edges, first } = graph;
    const bit = bitOf(vehicle);
    const onFoot = bitOf("foot");
    const isGoal = new Uint8Array(graph.xs.length);
    for (const goal of goals) isGoal[goal.point] = 1;
    const costs = new Float64Array(graph.xs.length * 2).fill(Infinity);
    const before = new Int32Array(costs.length).fill(-1);
    const by = new Int32Array(costs.length).fill(-1);
    const heap = [];
    const reach = (state, cost, from, edge) => {
        if (cost >= costs[state]) return;
        costs[state] = cost;
        before[state] = from;
        by[state] = edge;
        push(heap, cost * 65536 + state);
    };
    for (const start of starts) reach(start.point * 2 + (start.isRiding ? 1 : 0), start.lead, -1, -1);
    while (heap.length > 0) {
        const top = pop(heap);
        const state = top % 65536;
        const cost = (top - state) / 65536;
        if (cost !== costs[state]) continue;
        const riding = state % 2;
        const point = (state - riding) / 2;
        if (!riding && isGoal[point]) return found(graph, state, starts, { costs, before, by, kmh });
        if (riding) {
            const isQuick = !parking || parking[point] || isGoal[point];
            reach(state - 1, cost + (isQuick ? leaving : leavingByThePath), state, -1);
        }
        for (let edge = first[point]; edge < first[point + 1]; edge += 1) {
            if (!(edges.open[edge] & (riding ? bit : onFoot))) continue;
            const time = riding ? ridingTime(edges.lengths[edge], kmh) : edges.walking[edge];
            reach(edges.ends[edge] * 2 + riding, cost + time, state, edge);
        }
    }
    return null;
}

/* Walks back to the start. */
function found(graph, goal, starts, { costs, before, by, kmh }) {
    const moves = [];
    let left = -1;
    let state = goal;
    while (before[state] >= 0) {
        const edge = by[state];
        if (edge < 0) {
            left = Math.floor(state / 2);
        } else {
            const isRiding = state % 2 === 1;
            const kind = graph.plan.paths[graph.edges.paths[edge]].kind;
            const ms = isRiding ? ridingTime(graph.edges.lengths[edge], kmh) : graph.edges.walking[edge];
            moves.push({ edge, isRiding, kind, ms });
        }
        state = before[state];
    }
    const start = starts.find((one) => one.point * 2 + (one.isRiding ? 1 : 0) === state && one.lead === costs[state]);
    return { cost: costs[goal], start, point: goal / 2, moves: moves.reverse(), left };
}

function told(graph, way, goals, vehicle, floor) {
    const goal = goals.find((one) => one.point === way.point);
    const at = (point) => [graph.xs[point], graph.ys[point]];
    const legs = [];
    for (const move of way.moves) {
        const mode = move.isRiding ? "riding" : "walking";
        let leg = legs[legs.length - 1];
        if (!leg || leg.mode !== mode) {
            leg = { mode, line: at(graph.edges.starts[move.edge]), mm: 0, ms: 0 };
            legs.push(leg);
        }
        leg.line.push(...at(graph.edges.ends[move.edge]));
        if (move.kind !== "lift") leg.mm += graph.edges.lengths[move.edge];
        leg.ms += move.ms;
    }
    const answer = { gate: way.start.gate };
    if (goal.building) answer.building = goal.building.id;
    if (goal.unit) answer.unit = goal.unit.id;
    if (goal.spot) answer.spot = goal.spot.id;
    answer.lead_ms = way.start.lead;
    answer.ms = way.cost - way.start.lead;
    answer.mm = legs.reduce((sum, leg) => sum + leg.mm, 0);
    if (way.left >= 0) {
        way.parking = parkingAt(graph.plan, at(way.left), vehicle);
        answer.left = way.parking ? { at: at(way.left), spot: way.parking.id } : { at: at(way.left) };
    }
    answer.legs = legs;
    answer.steps = stepsOf(graph, way, goal, floor);
    return answer;
}

/* Keys that wait, the smallest on top. */
function push(heap, key) {
    let place = heap.length;
    heap.push(key);
    while (place > 0) {
        const parent = (place - 1) >> 1;
        if (key >= heap[parent]) break;
        heap[place] = heap[parent];
        place = parent;
    }
    heap[place] = key;
}

function pop(heap) {
    const top = heap[0];
    const key = heap.pop();
    const count = heap.length;
    if (count === 0) return top;
    let place = 0;
    for (;;) {
        let child = 2 * place + 1;
        if (child >= count) break;
        if (child + 1 < count && heap[child + 1] < heap[child]) child += 1;
        if (heap[child] >= key) break;
        heap[place] = heap[child];
        place = child;
    }
    heap[place] = key;
    return top;
}
