// Lines and outlines of a plan: flat lists of whole decimetres, [x, y, x, y, …].

export const distance = (ax, ay, bx, by) => Math.sqrt((ax - bx) * (ax - bx) + (ay - by) * (ay - by));

export const count = (line) => line.length / 2;

export const keyOf = (x, y) => x + "," + y;

export function length(line) {
    let sum = 0;
    for (let at = 2; at < line.length; at += 2) sum += distance(line[at - 2], line[at - 1], line[at], line[at + 1]);
    return sum;
}

/** Where a segment comes nearest to a point. */
function nearestOnSegment(ax, ay, bx, by, x, y) {
    const dx = bx - ax;
    const dy = by - ay;
    const square = dx * dx + dy * dy;
    const t = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square));
    const found = { x: ax + t * dx, y: ay + t * dy, t: t };
    found.distance = distance(found.x, found.y, x, y);
    return found;
}

/** Where a line comes nearest to a point: `{index, x, y, t, distance}`, index of the segment. */
export function nearestOnLine(line, x, y, isClosed) {
    let best = null;
    const points = count(line);
    for (let index = 0; index < (isClosed ? points : points - 1); index += 1) {
        const next = (index + 1) % points;
        const found = nearestOnSegment(
            line[2 * index], line[2 * index + 1], line[2 * next], line[2 * next + 1], x, y);
        if (!best || found.distance < best.distance) best = Object.assign(found, { index: index });
    }
    return best;
}

const side = (ax, ay, bx, by, x, y) => (bx - ax) * (y - ay) - (by - ay) * (x - ax);

/** Where two segments cross within both, ends not counted; null when they do not. */
export function crossing(a, b, c, d) {
    const one = side(c[0], c[1], d[0], d[1], a[0], a[1]);
    const two = side(c[0], c[1], d[0], d[1], b[0], b[1]);
    const three = side(a[0], a[1], b[0], b[1], c[0], c[1]);
    const four = side(a[0], a[1], b[0], b[1], d[0], d[1]);
    if (one * two >= 0 || three * four >= 0) return null;
    const t = one / (one - two);
    return { x: a[0] + t * (b[0] - a[0]), y: a[1] + t * (b[1] - a[1]), t: t };
}

/** Within an outline, its edge not counted for sure. */
export function isInside(outline, x, y) {
    let inside = false;
    const points = count(outline);
    for (let index = 0, last = points - 1; index < points; last = index, index += 1) {
        const ax = outline[2 * index];
        const ay = outline[2 * index + 1];
        const bx = outline[2 * last];
        const by = outline[2 * last + 1];
        if ((ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
    return inside;
}

export const pointOf = (line, index) => [line[2 * index], line[2 * index + 1]];

/** Whether the way from a to b leads through an outline; ends may lie on its edge. */
export function isThrough(outline, a, b) {
    const points = count(outline);
    for (let index = 0; index < points; index += 1) {
        if (crossing(a, b, pointOf(outline, index), pointOf(outline, (index + 1) % points))) return true;
    }
    return [0.25, 0.5, 0.75].some((t) => {
        const x = a[0] + t * (b[0] - a[0]);
        const y = a[1] + t * (b[1] - a[1]);
        return isInside(outline, x, y) && nearestOnLine(outline, x, y, true).distance > 2;
    });
}

export function bounds(line) {
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (let at = 0; at < line.length; at += 2) {
        box.left = Math.min(box.left, line[at]);
        box.right = Math.max(box.right, line[at]);
        box.top = Math.min(box.top, line[at + 1]);
        box.bottom = Math.max(box.bottom, line[at + 1]);
    }
    return box;
}

export function centre(line) {
    const box = bounds(line);
    return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
}

export function shifted(line, dx, dy) {
    return line.map((value, at) => value + (at % 2 === 0 ? dx : dy));
}

/** Turned clockwise round a point. */
export function turned(line, middle, degrees) {
    const angle = (degrees * Math.PI) / 180;
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    const result = [];
    for (let at = 0; at < line.length; at += 2) {
        const x = line[at] - middle[0];
        const y = line[at + 1] - middle[1];
        result.push(Math.round(middle[0] + x * cos - y * sin), Math.round(middle[1] + x * sin + y * cos));
    }
    return result;
}

/** Without points that repeat the one before them. */
export function plain(line) {
    const result = [];
    for (let at = 0; at < line.length; at += 2) {
        const end = result.length;
        if (end === 0 || result[end - 2] !== line[at] || result[end - 1] !== line[at + 1]) {
            result.push(line[at], line[at + 1]);
        }
    }
    return result;
}
