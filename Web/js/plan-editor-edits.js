// What is done to a plan: every function takes one and gives another.

import { bounds, centre, distance, keyOf, nearestOnLine, pointOf, shifted, turned } from "./plan-editor-geometry.js";
import { addPath, connected, join, movePoints, pruned, settle } from "./plan-editor-network.js";
import { each, find, lineOf, mapList, newID, nextName, put, set } from "./plan-editor-parts.js";

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/** The chosen parts, without doors of chosen buildings. */
function chosen(plan, ids) {
    const found = ids.map((id) => find(plan, id)).filter(Boolean);
    return found.filter((one) => one.list !== "units" || ids.indexOf(one.building.id) < 0);
}

/** All points of parts, as one flat list. */
export function pointsOf(plan, ids) {
    let points = [];
    for (const one of chosen(plan, ids)) {
        points = points.concat(lineOf(one));
        if (one.list === "buildings") for (const unit of one.part.units) points = points.concat(unit.at);
    }
    return points;
}

/** How far parts can go so that they stay on the sheet. */
export function within(plan, ids, dx, dy) {
    const points = pointsOf(plan, ids);
    if (points.length === 0) return [0, 0];
    const box = bounds(points);
    return [
        clamp(dx, Math.min(0, -box.left), Math.max(0, plan.width - box.right)),
        clamp(dy, Math.min(0, -box.top), Math.max(0, plan.height - box.bottom)),
    ];
}

/** Outlines made anew by `shape(line)`; points of the network go where it says, with all that stand on them. */
function reshaped(plan, ids, shape) {
    const moves = new Map();
    const move = (line) => {
        const made = shape(line);
        for (let at = 0; at < line.length; at += 2) moves.set(keyOf(line[at], line[at + 1]), [made[at], made[at + 1]]);
    };
    let result = plan;
    for (const one of chosen(plan, ids)) {
        if (one.part.outline) result = set(result, one.part.id, { outline: shape(one.part.outline) });
        if (one.list === "buildings") one.part.units.forEach((unit) => move(unit.at));
        if (one.part.line) move(one.part.line);
        if (one.part.at) move(one.part.at);
    }
    return settleAll(movePoints(result, moves), Array.from(moves.values()));
}

const settleAll = (plan, points) => points.reduce((made, point) => settle(made, point[0], point[1]), plan);

export function translate(plan, ids, dx, dy) {
    const by = within(plan, ids, dx, dy);
    if (by[0] === 0 && by[1] === 0) return plan;
    return reshaped(plan, ids, (line) => shifted(line, by[0], by[1]));
}

export function turn(plan, ids, degrees) {
    const outlines = chosen(plan, ids).map(lineOf);
    const middle = centre([].concat.apply([], outlines));
    return reshaped(plan, ids, (line) => turned(line, middle, degrees));
}

/** `{origin, u, v, wide, high}` of a rectangle, seen from the corner opposite to one; null when it is none. */
function rectangle(outline, index) {
    if (outline.length !== 8) return null;
    const at = (step) => pointOf(outline, (index + step) % 4);
    const [origin, one, other, corner] = [at(2), at(1), at(3), at(0)];
    const wide = distance(origin[0], origin[1], one[0], one[1]);
    const high = distance(origin[0], origin[1], other[0], other[1]);
    const isSquare = distance(one[0] + other[0] - origin[0], one[1] + other[1] - origin[1], corner[0], corner[1]) < 4
        && Math.abs((one[0] - origin[0]) * (other[0] - origin[0]) + (one[1] - origin[1]) * (other[1] - origin[1]))
        < 0.02 * wide * high;
    if (!isSquare || wide < 1 || high < 1) return null;
    const towards = (point, length) => [(point[0] - origin[0]) / length, (point[1] - origin[1]) / length];
    return { origin: origin, u: towards(one, wide), v: towards(other, high), wide: wide, high: high };
}

const sideMin = 20;

/**
 * A corner of a rectangle goes elsewhere and it stays a rectangle, with its doors where they were on its sides; with
 * `isEdge` the side from this corner to the next. null when the outline is no rectangle.
 */
export function resize(plan, id, index, to, isEdge) {
    const box = rectangle(find(plan, id).part.outline, index);
    if (!box) return null;
    const away = [to[0] - box.origin[0], to[1] - box.origin[1]];
    const wide = Math.max(sideMin, away[0] * box.u[0] + away[1] * box.u[1]);
    const high = isEdge ? box.high : Math.max(sideMin, away[0] * box.v[0] + away[1] * box.v[1]);
    const shape = (line) => {
        const result = [];
        for (let at = 0; at < line.length; at += 2) {
            const x = line[at] - box.origin[0];
            const y = line[at + 1] - box.origin[1];
            const along = (x * box.u[0] + y * box.u[1]) * (wide / box.wide);
            const across = (x * box.v[0] + y * box.v[1]) * (high / box.high);
            result.push(Math.round(box.origin[0] + along * box.u[0] + across * box.v[0]),
                Math.round(box.origin[1] + along * box.u[1] + across * box.v[1]));
        }
        return result;
    };
    return reshaped(plan, [id], shape);
}

export const isRectangle = (outline) => rectangle(outline, 0) !== null;

/** A rectangle becomes an L, whose corners go where they are dragged. */
export function cutCorner(plan, id) {
    const line = find(plan, id).part.outline;
    const mix = (one, other) => [0, 1].map((at) => Math.round((line[2 * one + at] + line[2 * other + at]) / 2));
    const middle = [0, 1].map((at) => Math.round((line[at] + line[2 + at] + line[4 + at] + line[6 + at]) / 4));
    return set(plan, id, { outline: line.slice(0, 2).concat(mix(0, 1), middle, mix(1, 2), line.slice(4)) });
}

/** One point of a part goes elsewhere: a corner, or a point of the network with all that stand there. */
export function movePoint(plan, id, index, to) {
    const found = find(plan, id);
    if (!found) return plan;
    if (found.part.outline) {
        const outline = found.part.outline.slice();
        outline[2 * index] = to[0];
        outline[2 * index + 1] = to[1];
        return set(plan, id, { outline: outline });
    }
    const line = lineOf(found);
    const key = keyOf(line[2 * index], line[2 * index + 1]);
    return settle(movePoints(plan, new Map([[key, to]])), to[0], to[1]);
}

/** A new point in a line or an outline, before the one of this index. */
export function insertPoint(plan, id, index, to) {
    const found = find(plan, id);
    const name = found.part.line ? "line" : "outline";
    const line = found.part[name];
    return set(plan, id, { [name]: line.slice(0, 2 * index).concat(to, line.slice(2 * index)) });
}

/** A line of two points and an outline of three keep them. */
export function removePoint(plan, id, index) {
    const found = find(plan, id);
    const name = found.part.line ? "line" : "outline";
    const line = found.part[name];
    if (line.length <= (name === "line" ? 4 : 6)) return plan;
    return set(plan, id, { [name]: line.filter((_, at) => Math.floor(at / 2) !== index) });
}

export function remove(plan, ids) {
    const gone = new Set();
    const leave = (at) => gone.add(keyOf(at[0], at[1]));
    const isChosen = (part) => ids.indexOf(part.id) >= 0;
    let result = plan;
    for (const list of ["gates", "spots"]) {
        result = mapList(result, list, (part) => (isChosen(part) ? (leave(part.at), null) : part));
    }
    result = mapList(result, "buildings", (one) => {
        if (isChosen(one)) {
            one.units.forEach((unit) => leave(unit.at));
            return null;
        }
        const units = one.units.filter((unit) => !isChosen(unit));
        one.units.filter(isChosen).forEach((unit) => leave(unit.at));
        return units.length === one.units.length ? one : Object.assign({}, one, { units: units });
    });
    result = mapList(result, "grounds", (part) => (isChosen(part) ? null : part));
    result = mapList(result, "paths", (part) => (isChosen(part) ? null : part));
    return gone.size > 0 ? pruned(result, gone) : result;
}

// Buildings and doors

export const names = (list) => list.map((one) => one.name);

/** Where `number` doors stand along the edge of this index. */
function doorPoints(outline, edge, number) {
    const next = (edge + 1) % (outline.length / 2);
    const points = [];
    for (let door = 0; door < number; door += 1) {
        const t = (door + 0.5) / number;
        points.push([
            Math.round(outline[2 * edge] + t * (outline[2 * next] - outline[2 * edge])),
            Math.round(outline[2 * edge + 1] + t * (outline[2 * next + 1] - outline[2 * edge + 1])),
        ]);
    }
    // Counted from the left, or from the top.
    return points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** The edge doors look out from: the long one with the shorter way to a path; the lower one without paths. */
function frontEdge(plan, outline) {
    const edges = [];
    for (let index = 0; index < outline.length / 2; index += 1) {
        const next = (index + 1) % (outline.length / 2);
        const [ax, ay, bx, by] = pointOf(outline, index).concat(pointOf(outline, next));
        edges.push({ index: index, middle: [(ax + bx) / 2, (ay + by) / 2], span: distance(ax, ay, bx, by) });
    }
    const longest = Math.max.apply(null, edges.map((edge) => edge.span));
    const far = (edge) => {
        let best = Infinity;
        for (const path of plan.paths) {
            const near = nearestOnLine(path.line, edge.middle[0], edge.middle[1]);
            if (near.distance < best) best = near.distance;
        }
        return best;
    };
    return edges.filter((edge) => edge.span >= longest * 0.75)
        .sort((a, b) => far(a) - far(b) || b.middle[1] - a.middle[1])[0].index;
}

/** A door of a building, joined to the next path. */
export function addDoor(plan, buildingID, at, name) {
    const building = find(plan, buildingID).part;
    const unit = { id: newID("units"), name: name, at: at };
    const result = set(plan, buildingID, { units: building.units.concat([unit]) });
    const joined = join(result, at, "footway");
    return { plan: joined.plan, id: unit.id, isJoined: joined.isJoined };
}

/** `1`, `2` …; the one door of a building has no name. */
export const doorName = (building) => (building.units.length === 0 ? "1" : nextName(names(building.units),
    building.units[building.units.length - 1].name || "1"));

/** A building with its doors, each joined to the next path. `facts`: name, floors, lift, doors. */
export function addBuilding(plan, outline, facts) {
    const building = { id: newID("buildings"), name: facts.name, outline: outline, units: [] };
    if (facts.floors) building.floors = facts.floors;
    if (facts.lift !== undefined && facts.lift !== null) building.lift = facts.lift;
    let result = put(plan, "buildings", building);
    if (facts.doors > 0) {
        doorPoints(outline, frontEdge(plan, outline), facts.doors).forEach((at, index) => {
            result = addDoor(result, building.id, at, facts.doors === 1 ? "" : String(index + 1)).plan;
        });
    }
    return { plan: result, id: building.id };
}

/** A copy somewhere else, with its doors joined to the paths there. */
function copyBuilding(plan, building, dx, dy, name) {
    const copy = Object.assign({}, building, {
        id: newID("buildings"), name: name, outline: shifted(building.outline, dx, dy), units: [],
    });
    let result = put(plan, "buildings", copy);
    for (const unit of building.units) {
        result = addDoor(result, copy.id, shifted(unit.at, dx, dy), unit.name).plan;
    }
    return { plan: result, id: copy.id };
}

/** A row: `number` buildings in all, counted on, `gap` decimetres between them, towards [1, 0], [0, 1], … */
export function copyRow(plan, id, number, gap, way, step) {
    const building = find(plan, id).part;
    const box = bounds(building.outline);
    const pace = way[0] !== 0 ? box.right - box.left + gap : box.bottom - box.top + gap;
    let result = plan;
    let name = building.name;
    const made = [];
    for (let index = 1; index < number; index += 1) {
        const dx = way[0] * pace * index;
        const dy = way[1] * pace * index;
        const isOnSheet = box.left + dx >= 0 && box.right + dx <= plan.width && box.top + dy >= 0
            && box.bottom + dy <= plan.height;
        if (!isOnSheet) break;
        name = nextName(names(result.buildings), name, step);
        const copy = copyBuilding(result, building, dx, dy, name);
        result = copy.plan;
        made.push(copy.id);
    }
    return { plan: result, ids: made };
}

/** Copies a little aside, counted on. */
export function duplicate(plan, ids) {
    const by = within(plan, ids, 50, 50);
    const step = by[0] === 0 && by[1] === 0 ? [-50, -50] : by;
    let result = plan;
    const made = [];
    for (const one of chosen(plan, ids)) {
        if (one.list === "buildings") {
            const name = nextName(names(result.buildings), one.part.name);
            const copy = copyBuilding(result, one.part, step[0], step[1], name);
            result = copy.plan;
            made.push(copy.id);
        } else if (one.list !== "units" && one.list !== "gates") {
            const copy = Object.assign({}, one.part, { id: newID(one.list) });
            for (const name of ["line", "outline", "at"]) {
                if (copy[name]) copy[name] = shifted(copy[name], step[0], step[1]);
            }
            result = put(result, one.list, copy);
            made.push(copy.id);
        }
    }
    return { plan: result, ids: made };
}

// Points of interest

const joinKind = { parking: "lane", charging: "lane" };

/** A gate or a spot; one that lies on no path is joined to the next where that is wanted. */
export function addPoint(plan, list, members, isJoined) {
    const part = Object.assign({ id: newID(list), name: "" }, members);
    let result = settle(put(plan, list, part), part.at[0], part.at[1]);
    if (isJoined) result = join(result, part.at, list === "gates" ? "road" : joinKind[part.kind] || "footway").plan;
    return { plan: result, id: part.id };
}

/** What stands off the network is joined to the next path. */
export function joinPart(plan, id) {
    const found = find(plan, id);
    if (!found || !found.part.at) return { plan: plan, isJoined: false };
    const kind = found.list === "gates" ? "road" : joinKind[found.part.kind] || "footway";
    return join(plan, found.part.at, kind);
}

export const connect = (plan, id) => connected(plan, id);

export const addLine = addPath;

export function addGround(plan, outline, kind) {
    const part = { id: newID("grounds"), kind: kind, name: "", outline: outline };
    return { plan: put(plan, "grounds", part), id: part.id };
}

// The sheet

/** More room on all sides (less, when negative): everything moves with the corner. */
export function widen(plan, by) {
    const ids = [];
    each(plan, (part, list) => { if (list !== "units") ids.push(part.id); });
    const wide = Object.assign({}, plan, { width: plan.width + 2 * by, height: plan.height + 2 * by });
    return ids.length === 0 ? wide : reshaped(wide, ids, (line) => shifted(line, by, by));
}
