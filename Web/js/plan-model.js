/*
A compound's plan as a graph (docs/plan-format.md): its points are the points of all paths, an edge is a stretch between
two neighbours of a line. The same, number by number, as Sources/CompoundPlan/PlanNetwork.swift.
*/

/* Who may use what, one bit each. */
const bits = { foot: 1, "e-bike": 2, car: 4 };
const users = { road: 7, lane: 3, ramp: 3, footway: 1, stairs: 1, lift: 1 };

const key = (x, y) => (x + 30000) * 131072 + y + 30000;

/** The graph of a plan: made once, asked often (`plan-route.js`). */
export function network(plan) {
    const graph = { plan, xs: [], ys: [], places: new Map(), first: null, edges: null };
    const starts = [];
    const ends = [];
    const paths = [];
    plan.paths.forEach((path, place) => {
        let before = -1;
        for (let at = 0; at < path.line.length; at += 2) {
            const point = pointOf(graph, path.line[at], path.line[at + 1]);
            if (before >= 0 && before !== point) {
                starts.push(before);
                ends.push(point);
                paths.push(place);
            }
            before = point;
        }
    });
    sort(graph, starts, ends, paths);
    return graph;
}

function pointOf(graph, x, y) {
    const found = graph.places.get(key(x, y));
    if (found !== undefined) return found;
    const point = graph.xs.length;
    graph.places.set(key(x, y), point);
    graph.xs.push(x);
    graph.ys.push(y);
    return point;
}

/* On foot 1.25 m/s, stairs 0.6 m/s, a lift 30 s. Whole milliseconds. */
function walkingTime(length, kind) {
    if (kind === "lift") return 30000;
    return kind === "stairs" ? Math.floor((length * 10 + 3) / 6) : Math.floor((length * 8 + 5) / 10);
}

/* Edges by their starts, and in the order of the plan from each: `ends`, `paths`, `lengths` in millimetres, what they
take on foot, who may use them in this direction, and the same unless they are closed. */
function sort(graph, starts, ends, paths) {
    const count = graph.xs.length;
    const first = new Int32Array(count + 1);
    for (let at = 0; at < starts.length; at += 1) {
        first[starts[at] + 1] += 1;
        first[ends[at] + 1] += 1;
    }
    for (let point = 0; point < count; point += 1) first[point + 1] += first[point];
    const next = first.slice();
    const edges = {
        starts: new Int32Array(starts.length * 2), ends: new Int32Array(starts.length * 2),
        paths: new Int32Array(starts.length * 2), lengths: new Int32Array(starts.length * 2),
        walking: new Float64Array(starts.length * 2), users: new Uint8Array(starts.length * 2),
        open: new Uint8Array(starts.length * 2),
    };
    const put = (start, end, place, length, isForward) => {
        const path = graph.plan.paths[place];
        const at = next[start];
        next[start] += 1;
        edges.starts[at] = start;
        edges.ends[at] = end;
        edges.paths[at] = place;
        edges.lengths[at] = length;
        edges.walking[at] = walkingTime(length, path.kind);
        edges.users[at] = path.oneway && !isForward ? bits.foot : users[path.kind];
        edges.open[at] = path.closed ? 0 : edges.users[at];
    };
    for (let at = 0; at < starts.length; at += 1) {
        const length = millimetres(graph, starts[at], ends[at]);
        put(starts[at], ends[at], paths[at], length, true);
        put(ends[at], starts[at], paths[at], length, false);
    }
    graph.first = first;
    graph.edges = edges;
}

function millimetres(graph, one, other) {
    const dx = graph.xs[other] - graph.xs[one];
    const dy = graph.ys[other] - graph.ys[one];
    return Math.round(Math.sqrt(dx * dx + dy * dy) * 100);
}

/** The place of a point `[x, y]` in the graph; -1 for one that is on no path. */
export function placeOf(graph, at) {
    const place = graph.places.get(key(at[0], at[1]));
    return place === undefined ? -1 : place;
}

/** The bit of a vehicle in `edges.open` and `edges.users`. */
export const bitOf = (vehicle) => bits[vehicle];

/** Which points can be reached from some of them: 1 for those. */
export function reached(graph, starts, vehicle, opened) {
    const bit = bits[vehicle];
    const may = opened ? graph.edges.users : graph.edges.open;
    const seen = new Uint8Array(graph.xs.length);
    const waiting = [];
    for (const start of starts) {
        if (!seen[start]) waiting.push(start);
        seen[start] = 1;
    }
    while (waiting.length > 0) {
        const point = waiting.pop();
        for (let edge = graph.first[point]; edge < graph.first[point + 1]; edge += 1) {
            const end = graph.edges.ends[edge];
            if (seen[end] || !(may[edge] & bit)) continue;
            seen[end] = 1;
            waiting.push(end);
        }
    }
    return seen;
}

/** Whether parking takes a vehicle: all where it has no list; who comes on foot may look for any. */
export function takes(spot, vehicle) {
    return vehicle === "foot" || !spot.vehicles || spot.vehicles.length === 0 || spot.vehicles.includes(vehicle);
}

/** The first parking for a vehicle drawn at a point; null for none. */
export function parkingAt(plan, at, vehicle) {
    const isThere = (spot) => spot.kind === "parking" && spot.at[0] === at[0] && spot.at[1] === at[1];
    return plan.spots.find((spot) => isThere(spot) && takes(spot, vehicle)) || null;
}
