// Buildings that stand in one another; the same as Sources/CompoundPlan/PlanOverlaps.swift.

import { bounds, count, pointOf } from "./plan-editor-geometry.js";

// A plan with more is drawn to make us count.
const pairsMax = 200;
const looksMax = 20000;

/** Pairs of places in the list, each the smaller first; walls may touch. */
export function overlaps(buildings) {
    const boxes = buildings.map((one) => bounds(one.outline));
    const order = buildings.map((_, place) => place).sort((a, b) => boxes[a].left - boxes[b].left || a - b);
    return pairs(buildings, boxes, order).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

function pairs(buildings, boxes, order) {
    const found = [];
    let looks = 0;
    for (let place = 0; place < order.length; place += 1) {
        const one = order[place];
        for (let next = place + 1; next < order.length; next += 1) {
            const other = order[next];
            if (boxes[other].left >= boxes[one].right) break;
            const isNear = boxes[one].top < boxes[other].bottom && boxes[other].top < boxes[one].bottom;
            if (!isNear) continue;
            looks += 1;
            if (looks > looksMax || found.length >= pairsMax) return found;
            if (isOver(buildings[one].outline, buildings[other].outline)) {
                found.push([Math.min(one, other), Math.max(one, other)]);
            }
        }
    }
    return found;
}

const edges = (outline) => {
    const points = count(outline);
    return Array.from({ length: points }, (_, at) => [pointOf(outline, at), pointOf(outline, (at + 1) % points)]);
};

const side = (start, end, point) => Math.sign(
    (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0]));

function isOver(one, other) {
    const [own, others] = [edges(one), edges(other)];
    for (const [start, end] of own) {
        for (const [from, to] of others) {
            const isAcross = side(start, end, from) * side(start, end, to) < 0
                && side(from, to, start) * side(from, to, end) < 0;
            if (isAcross) return true;
        }
    }
    // One lies in the other, or they only touch: half way between two heights of corners something is in both.
    const heights = Array.from(new Set(one.concat(other).filter((_, at) => at % 2 === 1))).sort((a, b) => a - b);
    for (let at = 0; at + 1 < heights.length; at += 1) {
        const y = (heights[at] + heights[at + 1]) / 2;
        if (isShared(stretches(own, y), stretches(others, y))) return true;
    }
    return false;
}

/* Where an outline crosses a height that no corner has, from left to right. */
function stretches(sides, y) {
    return sides.filter(([start, end]) => (start[1] < y) !== (end[1] < y))
        .map(([start, end]) => start[0] + ((y - start[1]) / (end[1] - start[1])) * (end[0] - start[0]))
        .sort((a, b) => a - b);
}

function isShared(one, other) {
    for (let a = 0; a + 1 < one.length; a += 2) {
        for (let b = 0; b + 1 < other.length; b += 2) {
            if (Math.min(one[a + 1], other[b + 1]) - Math.max(one[a], other[b]) > 1e-6) return true;
        }
    }
    return false;
}
