/*
The network of a plan while it is drawn: paths meet where they share an exactly equal point, so whoever puts a point on
a line puts it into that line, and whoever moves a point moves it for all that stand there.
*/
import { crossing, distance, isThrough, keyOf, nearestOnLine, plain, pointOf } from "./plan-editor-geometry.js";
import { mapList, newID, put } from "./plan-editor-parts.js";

// A point on whole decimetres lies this near to the line it was put on.
const onLineMax = 0.75;
// A foot this near to a corner of the line is that corner.
const cornerMax = 6;
export const joinReachMax = 800;

export const hasPoint = (line, x, y) => {
    for (let at = 0; at < line.length; at += 2) if (line[at] === x && line[at + 1] === y) return true;
    return false;
};

function inserted(line, index, x, y) {
    return line.slice(0, 2 * index + 2).concat([x, y], line.slice(2 * index + 2));
}

/** The line with this point in it, where it lies on the line and is none of its points. */
function withPoint(line, x, y) {
    if (hasPoint(line, x, y)) return line;
    const found = nearestOnLine(line, x, y);
    if (found.distance > onLineMax || found.t <= 0 || found.t >= 1) return line;
    return inserted(line, found.index, x, y);
}

/** Every path on which the point lies has it as a point. */
export function settle(plan, x, y) {
    return mapList(plan, "paths", (path) => {
        const line = withPoint(path.line, x, y);
        return line === path.line ? path : Object.assign({}, path, { line: line });
    });
}

/** Where a line crosses others: `{x, y}` in whole decimetres. */
function crossings(line, others) {
    const found = [];
    for (let at = 0; at + 3 < line.length; at += 2) {
        const a = [line[at], line[at + 1]];
        const b = [line[at + 2], line[at + 3]];
        for (const other of others) {
            for (let index = 0; index + 1 < other.line.length / 2; index += 1) {
                const cross = crossing(a, b, pointOf(other.line, index), pointOf(other.line, index + 1));
                if (cross) found.push({ x: Math.round(cross.x), y: Math.round(cross.y), path: other.id });
            }
        }
    }
    return found;
}

function near(line, point, within) {
    for (let index = 0; index < line.length / 2; index += 1) {
        if (distance(line[2 * index], line[2 * index + 1], point.x, point.y) <= within) return pointOf(line, index);
    }
    return null;
}

/** A point put between the two of the line it lies nearest to. */
function forced(line, x, y) {
    if (hasPoint(line, x, y)) return line;
    const found = nearestOnLine(line, x, y);
    return inserted(line, found.index, x, y);
}

/** A path meets every other that it touches or crosses. */
export function connected(plan, id) {
    let result = plan;
    const own = plan.paths.find((path) => path.id === id);
    let line = own.line;
    const others = plan.paths.filter((path) => path.id !== id);
    // Points of others on the new line, then its own points on others.
    for (const other of others) {
        for (let at = 0; at < other.line.length; at += 2) line = withPoint(line, other.line[at], other.line[at + 1]);
    }
    const cuts = new Map();
    for (const cross of crossings(line, others)) {
        const other = others.find((path) => path.id === cross.path);
        const corner = near(other.line, cross, 2) || near(line, cross, 2) || [cross.x, cross.y];
        line = forced(line, corner[0], corner[1]);
        if (!cuts.has(other.id)) cuts.set(other.id, []);
        cuts.get(other.id).push(corner);
    }
    result = mapList(result, "paths", (path) => {
        if (path.id === id) return line === path.line ? path : Object.assign({}, path, { line: line });
        let changed = path.line;
        for (const corner of cuts.get(path.id) || []) changed = forced(changed, corner[0], corner[1]);
        for (let at = 0; at < line.length; at += 2) changed = withPoint(changed, line[at], line[at + 1]);
        return changed === path.line ? path : Object.assign({}, path, { line: changed });
    });
    return result;
}

/** A new path; with `meets` it meets what it crosses. */
export function addPath(plan, line, members, meets) {
    const path = Object.assign({ id: newID("paths"), kind: "road", line: plain(line), name: "" }, members);
    let result = put(plan, "paths", path);
    if (meets) return { plan: connected(result, path.id), id: path.id };
    for (let at = 0; at < line.length; at += 2) result = settle(result, line[at], line[at + 1]);
    return { plan: result, id: path.id };
}

/** Moves points for every path, door, gate and spot that stands on them: `moves` by key, to [x, y]. */
export function movePoints(plan, moves) {
    const moved = (line) => {
        let result = line;
        for (let at = 0; at < line.length; at += 2) {
            const to = moves.get(keyOf(line[at], line[at + 1]));
            if (!to || to[0] === line[at] && to[1] === line[at + 1]) continue;
            if (result === line) result = line.slice();
            result[at] = to[0];
            result[at + 1] = to[1];
        }
        return result;
    };
    const movedAt = (part) => {
        const at = moved(part.at);
        return at === part.at ? part : Object.assign({}, part, { at: at });
    };
    let result = mapList(plan, "paths", (path) => {
        const line = moved(path.line);
        if (line === path.line) return path;
        const short = plain(line);
        // Two points pushed together are one; a path needs two.
        return short.length < 4 ? null : Object.assign({}, path, { line: short });
    });
    result = mapList(result, "buildings", (one) => {
        const units = one.units.map(movedAt);
        return units.every((unit, index) => unit === one.units[index]) ? one : Object.assign({}, one, { units: units });
    });
    result = mapList(result, "gates", movedAt);
    return mapList(result, "spots", movedAt);
}

export const isOnPath = (plan, at) => plan.paths.some((path) => hasPoint(path.line, at[0], at[1]));

/** The next point of a path to this one, that is not behind a building: `{x, y, path}`; null without one. */
export function nextOnPaths(plan, at, kinds) {
    const found = [];
    for (const path of plan.paths) {
        if (path.kind === "lift" || kinds && kinds.indexOf(path.kind) < 0) continue;
        for (let index = 0; index + 3 < path.line.length; index += 2) {
            const near = nearestOnLine(path.line.slice(index, index + 4), at[0], at[1]);
            if (near.distance > joinReachMax) continue;
            const corners = [path.line.slice(index, index + 2), path.line.slice(index + 2, index + 4)];
            const corner = corners.find((one) => distance(one[0], one[1], near.x, near.y) <= cornerMax);
            const to = corner || [Math.round(near.x), Math.round(near.y)];
            found.push({ x: to[0], y: to[1], path: path.id, distance: near.distance });
        }
    }
    found.sort((a, b) => a.distance - b.distance);
    const isFree = (to) => !plan.buildings.some((one) => isThrough(one.outline, at, [to.x, to.y]));
    return found.slice(0, 40).find(isFree) || null;
}

/** Joins a point to the next path by a new one of this kind. `{plan, isJoined}` */
export function join(plan, at, kind) {
    if (isOnPath(plan, at)) return { plan: plan, isJoined: true };
    const riding = kind === "footway" ? null : ["road", "lane", "ramp"];
    const to = nextOnPaths(plan, at, riding) || (riding ? nextOnPaths(plan, at) : null);
    if (!to) return { plan: plan, isJoined: false };
    if (to.x === at[0] && to.y === at[1]) return { plan: settle(plan, at[0], at[1]), isJoined: true };
    const added = addPath(plan, [at[0], at[1], to.x, to.y], { kind: kind, name: "" }, true);
    return { plan: added.plan, isJoined: true };
}

/** How many path ends, doors, gates and spots stand on a point. */
function standing(plan, x, y) {
    let sum = 0;
    for (const path of plan.paths) if (hasPoint(path.line, x, y)) sum += 1;
    const points = plan.gates.concat(plan.spots);
    for (const one of plan.buildings) for (const unit of one.units) points.push(unit);
    return sum + points.filter((part) => part.at[0] === x && part.at[1] === y).length;
}

/** Takes short ways away that led only to points which are gone now. */
export function pruned(plan, gone) {
    return mapList(plan, "paths", (path) => {
        if (path.line.length !== 4 || path.kind !== "footway" && path.kind !== "lane") return path;
        const isDangling = [[0, 1], [2, 3]].some((end) => gone.has(keyOf(path.line[end[0]], path.line[end[1]]))
            && standing(plan, path.line[end[0]], path.line[end[1]]) === 1);
        return isDangling ? null : path;
    });
}
