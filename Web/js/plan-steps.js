/*
The steps of a way over a plan, as data (docs/plan-format.md): the same as Sources/CompoundPlan/PlanSteps.swift makes.
What is straight enough is one stretch, bends within 4 m of one another are one turn, and a last few metres to the door
are part of the arrival.
*/

const cornerMax = 4000;
const lastMin = 8000;
const passingMin = 20000;
const passingReach = 200;

/* From one direction [x, y] into another; whole numbers, so that every machine says the same. */
export function turnOf(from, into) {
    const dot = from[0] * into[0] + from[1] * into[1];
    const cross = from[0] * into[1] - from[1] * into[0];
    const size = Math.abs(cross);
    const side = cross > 0 ? "Right" : "Left";
    const plain = cross > 0 ? "right" : "left";
    if (dot > 0) {
        if (size * 1000 < dot * 364) return "straight";
        return size * 1000 < dot * 1192 ? "slight" + side : plain;
    }
    if (size * 1000 < -dot * 364 || size === 0) return "back";
    return size * 1000 < -dot * 1428 ? "sharp" + side : plain;
}

const isMarked = (turn) => turn !== "straight" && turn.indexOf("slight") !== 0;

function sideOf(heading, offset) {
    const dot = heading[0] * offset[0] + heading[1] * offset[1];
    const cross = heading[0] * offset[1] - heading[1] * offset[0];
    if (cross === 0 || (dot > 0 && Math.abs(cross) * 1000 < dot * 577)) return "ahead";
    return cross > 0 ? "right" : "left";
}

const metres = (millimetres) => Math.max(Math.floor((millimetres + 500) / 1000), 1);

const manner = (move) => (move.kind === "stairs" ? 1 : move.kind === "lift" ? 2 : move.isRiding ? 3 : 0);

/** Of a way that `plan-route.js` has found to a goal. */
export function stepsOf(graph, way, goal, floor) {
    const rides = way.left >= 0;
    const made = { graph, moves: way.moves, building: goal.building, steps: [], heading: null, pivot: null };
    made.steps.push({ do: "enter", gate: way.start.gate, mode: rides ? "riding" : "walking" });
    let hasLeft = !rides;
    const leave = () => {
        if (hasLeft) return;
        hasLeft = true;
        made.steps.push(way.parking ? { do: "leave", parking: way.parking.name || "" } : { do: "leave" });
    };
    let start = 0;
    while (start < made.moves.length) {
        if (!made.moves[start].isRiding) leave();
        let end = start + 1;
        while (end < made.moves.length && manner(made.moves[end]) === manner(made.moves[start])) end += 1;
        addSection(made, start, end);
        start = end;
    }
    leave();
    arrive(made, goal, floor);
    return made.steps;
}

function from(made, move) {
    const point = made.graph.edges.starts[made.moves[move].edge];
    return [made.graph.xs[point], made.graph.ys[point]];
}

function direction(made, move) {
    const start = from(made, move);
    const end = made.graph.edges.ends[made.moves[move].edge];
    return [made.graph.xs[end] - start[0], made.graph.ys[end] - start[1]];
}

const lengthOf = (made, move) => made.graph.edges.lengths[made.moves[move].edge];
const pathOf = (made, move) => made.graph.edges.paths[made.moves[move].edge];

function lengthOfAll(made, start, end) {
    let sum = 0;
    for (let move = start; move < end; move += 1) sum += lengthOf(made, move);
    return sum;
}

function addSection(made, start, end) {
    const turn = made.heading ? turnOf(made.heading, direction(made, start)) : "straight";
    const way = manner(made.moves[start]);
    if (way === 1) {
        made.steps.push({ do: "stairs", turn, metres: metres(lengthOfAll(made, start, end)) });
        made.heading = direction(made, end - 1);
    } else if (way === 2) {
        made.steps.push({ do: "lift" });
        made.heading = null;
    } else {
        addLevel(made, start, end, turn);
    }
}

function addLevel(made, start, end, turn) {
    const stretches = split(made, start, end);
    stretches[0].turn = turn;
    const isLast = end === made.moves.length && made.building;
    const last = stretches[stretches.length - 1];
    if (isLast && stretches.length > 1 && lengthOfAll(made, last.start, last.end) < lastMin) {
        stretches.pop();
        made.pivot = from(made, last.start);
        stretches[stretches.length - 1].extra = lengthOfAll(made, last.start, last.end);
    }
    stretches.forEach((stretch, place) => {
        made.steps.push(told(made, stretch, isLast && place === stretches.length - 1));
        made.heading = direction(made, stretch.end - 1);
    });
}

/* Where turns have to be told. */
function split(made, start, end) {
    const stretches = [{ turn: "straight", start, end, extra: 0 }];
    const begin = (move, turn) => {
        stretches[stretches.length - 1].end = move;
        stretches.push({ turn, start: move, end, extra: 0 });
    };
    let move = start + 1;
    while (move < end) {
        if (turnOf(direction(made, move - 1), direction(made, move)) === "straight") {
            if (isOtherName(made, move)) begin(move, "straight");
            move += 1;
            continue;
        }
        const last = cornerEnd(made, move, end);
        const turn = turnOf(direction(made, move - 1), direction(made, last));
        if (isMarked(turn) || (turn !== "straight" && isFork(made, move, last))) begin(move, turn);
        move = last + 1;
    }
    return stretches;
}

/* The last bend of those that follow one another closely, by the move behind it. */
function cornerEnd(made, first, end) {
    let last = first;
    let next = first + 1;
    let gap = lengthOf(made, first);
    while (next < end && gap < cornerMax) {
        if (turnOf(direction(made, next - 1), direction(made, next)) !== "straight") {
            last = next;
            gap = 0;
        }
        gap += lengthOf(made, next);
        next += 1;
    }
    return last;
}

function isFork(made, first, last) {
    if (pathOf(made, first - 1) === pathOf(made, last)) return false;
    for (let move = first; move <= last; move += 1) {
        const point = made.graph.edges.starts[made.moves[move].edge];
        if (made.graph.first[point + 1] - made.graph.first[point] > 2) return true;
    }
    return false;
}

function isOtherName(made, move) {
    const { paths } = made.graph.plan;
    const name = paths[pathOf(made, move)].name || "";
    return name !== "" && name !== (paths[pathOf(made, move - 1)].name || "");
}

function told(made, stretch, isEnd) {
    const lengths = new Map();
    for (let move = stretch.start; move < stretch.end; move += 1) {
        const path = pathOf(made, move);
        lengths.set(path, (lengths.get(path) || 0) + lengthOf(made, move));
    }
    let longest = pathOf(made, stretch.start);
    lengths.forEach((length, path) => {
        const best = lengths.get(longest);
        if (length > best || (length === best && path < longest)) longest = path;
    });
    const total = lengthOfAll(made, stretch.start, stretch.end);
    const end = made.graph.edges.ends[made.moves[stretch.end - 1].edge];
    const path = made.graph.plan.paths[longest];
    const step = {
        do: "go", turn: stretch.turn, mode: made.moves[stretch.start].isRiding ? "riding" : "walking",
        metres: metres(total + stretch.extra), kind: path.kind,
    };
    if (path.name) step.name = path.name;
    const passing = isEnd || total < passingMin ? "" : landmark(made, [made.graph.xs[end], made.graph.ys[end]]);
    if (passing) step.passing = passing;
    return step;
}

function arrive(made, goal, floor) {
    const { building, unit, spot } = goal;
    if (!building) {
        made.steps.push({ do: "arrive-at-spot", kind: spot.kind, name: spot.name || "" });
        return;
    }
    let side = "ahead";
    if (made.heading && made.pivot) {
        side = sideOf(made.heading, [unit.at[0] - made.pivot[0], unit.at[1] - made.pivot[1]]);
    } else if (made.heading) {
        const xs = building.outline.filter((_, at) => at % 2 === 0);
        const ys = building.outline.filter((_, at) => at % 2 === 1);
        side = sideOf(made.heading, [
            Math.min(...xs) + Math.max(...xs) - 2 * unit.at[0], Math.min(...ys) + Math.max(...ys) - 2 * unit.at[1],
        ]);
    }
    made.steps.push({ do: "arrive", building: building.name || "", unit: unit.name || "", side });
    if (!floor || floor <= 1) return;
    const step = { do: "floor", floor };
    if (building.lift !== undefined) step.lift = building.lift;
    made.steps.push(step);
}

/* The named building whose wall is nearest, but for the one that is the target. */
function landmark(made, at) {
    let best = passingReach * passingReach;
    let name = "";
    for (const other of made.graph.plan.buildings) {
        if (!other.name || (made.building && other.id === made.building.id)) continue;
        const distance = squaredDistance(other.outline, at);
        if (distance < best) {
            best = distance;
            name = other.name;
        }
    }
    return name;
}

/* Of an outline's nearest wall. Sums and products in this order, as the server does them. */
function squaredDistance(outline, at) {
    let best = Infinity;
    for (let start = 0; start < outline.length; start += 2) {
        const end = start + 2 === outline.length ? 0 : start + 2;
        const dx = outline[end] - outline[start];
        const dy = outline[end + 1] - outline[start + 1];
        const px = at[0] - outline[start];
        const py = at[1] - outline[start + 1];
        const length = dx * dx + dy * dy;
        const share = length > 0 ? Math.min(Math.max((px * dx + py * dy) / length, 0), 1) : 0;
        const ex = px - share * dx;
        const ey = py - share * dy;
        best = Math.min(best, ex * ex + ey * ey);
    }
    return best;
}
