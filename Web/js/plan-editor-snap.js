// Where a pointer means: a point of the network, a line of it, straight on from the last point, or the grid.

import { distance, isInside, nearestOnLine } from "./plan-editor-geometry.js";

export const gridStep = 5;
const doorReachMax = 40;

const round = (value) => Math.round(value / gridStep) * gridStep;
const clamp = (value, max) => Math.max(0, Math.min(max, value));

/** Points of the network near by: `{x, y, distance}` of the nearest, or null. */
function nearestPoint(plan, x, y, radius, isLeft) {
    let best = null;
    const look = (px, py, id) => {
        if (isLeft(px, py, id)) return;
        const far = distance(px, py, x, y);
        if (far <= radius && (!best || far < best.distance)) best = { x: px, y: py, distance: far };
    };
    for (const path of plan.paths) {
        for (let at = 0; at < path.line.length; at += 2) look(path.line[at], path.line[at + 1], path.id);
    }
    for (const one of plan.buildings) for (const unit of one.units) look(unit.at[0], unit.at[1], unit.id);
    for (const part of plan.gates.concat(plan.spots)) look(part.at[0], part.at[1], part.id);
    return best;
}

/** The nearest path line: where a line from `from` straight across meets it, when that is near too. */
function nearestLine(plan, x, y, radius, from, isLeft) {
    let best = null;
    for (const path of plan.paths) {
        if (isLeft(null, null, path.id)) continue;
        const found = nearestOnLine(path.line, x, y);
        if (found.distance <= radius && (!best || found.distance < best.distance)) {
            best = Object.assign(found, { path: path });
        }
    }
    if (!best) return null;
    const to = from && straight(best, from, x, y, radius) || best;
    return { x: Math.round(to.x), y: Math.round(to.y), path: best.path.id };
}

function straight(found, from, x, y, radius) {
    const line = found.path.line;
    const at = 2 * found.index;
    const dx = line[at + 2] - line[at];
    const dy = line[at + 3] - line[at + 1];
    const tries = [];
    if (dx !== 0) {
        const t = (from[0] - line[at]) / dx;
        if (t >= 0 && t <= 1) tries.push({ x: from[0], y: line[at + 1] + t * dy });
    }
    if (dy !== 0) {
        const t = (from[1] - line[at + 1]) / dy;
        if (t >= 0 && t <= 1) tries.push({ x: line[at] + t * dx, y: from[1] });
    }
    return tries.find((one) => distance(one.x, one.y, x, y) <= radius) || null;
}

/**
 * `{x, y, kind}` in whole decimetres on the sheet, kind `point`, `line`, `straight`, `grid` or `free`.
 * `options`: radius in decimetres, from: the point before, isLeft(x, y, id): what is not snapped to, isFree.
 */
export function snap(plan, x, y, options) {
    const radius = options.radius;
    const isLeft = options.isLeft || (() => false);
    const on = (px, py, kind) => ({ x: clamp(px, plan.width), y: clamp(py, plan.height), kind: kind });
    if (options.isFree) return on(Math.round(x), Math.round(y), "free");
    const point = nearestPoint(plan, x, y, radius, isLeft);
    if (point) return on(point.x, point.y, "point");
    const line = nearestLine(plan, x, y, radius * 0.8, options.from, isLeft);
    if (line) return Object.assign(on(line.x, line.y, "line"), { path: line.path });
    const from = options.from;
    if (from && Math.abs(x - from[0]) < radius * 0.6) return on(from[0], round(y), "straight");
    if (from && Math.abs(y - from[1]) < radius * 0.6) return on(round(x), from[1], "straight");
    return on(round(x), round(y), "grid");
}

/** The building of a door, by the nearest outline within `radius` or the one around the point: `{building, x, y}`. */
export function snapToOutline(plan, x, y, radius, only) {
    let best = null;
    for (const building of plan.buildings) {
        if (only && building.id !== only) continue;
        const found = nearestOnLine(building.outline, x, y, true);
        const isNear = found.distance <= radius || isInside(building.outline, x, y) || only;
        if (isNear && (!best || found.distance < best.distance)) best = Object.assign(found, { building: building });
    }
    return best ? { building: best.building, x: Math.round(best.x), y: Math.round(best.y) } : null;
}

/** The part a pointer touches: what is small first. null on bare ground. `radius` in decimetres. */
export function touched(plan, x, y, radius) {
    let best = null;
    const look = (part, far, within, order) => {
        if (far <= within && (!best || order < best.order || order === best.order && far < best.far)) {
            best = { id: part.id, far: far, order: order };
        }
    };
    // From afar the house is meant, not the door in it.
    const doorReach = Math.min(radius * 0.7, doorReachMax);
    for (const part of plan.gates) look(part, distance(part.at[0], part.at[1], x, y), radius, 0);
    for (const part of plan.spots) look(part, distance(part.at[0], part.at[1], x, y), radius, 0);
    for (const one of plan.buildings) {
        for (const unit of one.units) look(unit, distance(unit.at[0], unit.at[1], x, y), doorReach, 1);
        if (isInside(one.outline, x, y)) look(one, 0, 0, 2);
    }
    for (const part of plan.paths) look(part, nearestOnLine(part.line, x, y).distance, Math.max(radius * 0.6, 18), 3);
    for (const part of plan.grounds) if (isInside(part.outline, x, y)) look(part, 0, 0, 4);
    return best ? best.id : null;
}
