/*
A plan as its editor holds it: the document of docs/plan-format.md, never changed in place. What an edit leaves alone
stays the same object, so that a step of undo costs little and only what changed is drawn again.
*/
export const lists = ["paths", "buildings", "gates", "spots", "grounds"];

export const limits = {
    sideMin: 200, sideMax: 30000, paths: 3000, buildings: 600, unitsOfBuilding: 20, gates: 40, spots: 300, grounds: 300,
    pointsMax: 12000, lineMax: 400, outlineMax: 60, nameMax: 20, floorsMax: 120,
};

const letters = "0123456789abcdefghijklmnopqrstuvwxyz";
const prefixes = { paths: "p", buildings: "b", units: "u", gates: "g", spots: "s", grounds: "a" };

/** Random, so that what two people add at the same time are two parts. */
export function newID(list) {
    const bytes = new Uint8Array(8);
    crypto.getRandomValues(bytes);
    return prefixes[list] + Array.from(bytes, (byte) => letters[byte % 36]).join("");
}

export const emptyPlan = (width, height) => ({
    format: 1, width: width, height: height, north: 0, paths: [], buildings: [], gates: [], spots: [], grounds: [],
});

const members = {
    paths: ["id", "kind", "line", "name", "oneway", "closed"],
    buildings: ["id", "name", "outline", "floors", "lift", "units"],
    units: ["id", "name", "at"],
    gates: ["id", "gate", "name", "at"],
    spots: ["id", "kind", "name", "at", "vehicles"],
    grounds: ["id", "kind", "name", "outline"],
};

/** Members in one order; what is empty, false or unknown is left out, as Sources/CompoundPlan/PlanText.swift does. */
function tidy(part, list) {
    const result = {};
    for (const name of members[list]) {
        const value = part[name];
        const isNothing = value === undefined || value === null || value === "" || value === false && name !== "lift"
            || (name === "vehicles" || name === "units") && value.length === 0;
        if (isNothing || name === "name" && list === "gates" && part.gate) continue;
        if (name === "vehicles" && part.kind !== "parking") continue;
        result[name] = name === "units" ? value.map((unit) => tidy(unit, "units")) : value;
    }
    return result;
}

/** The plan as it is sent, with lists in the order they stand in. */
export function sent(plan) {
    const result = {
        format: 1, width: plan.width, height: plan.height, north: plan.north || 0,
    };
    for (const list of lists) result[list] = plan[list].map((part) => tidy(part, list));
    return result;
}

export const planText = (plan) => JSON.stringify(sent(plan));

const named = (part) => (part.name === undefined ? Object.assign({}, part, { name: "" }) : part);

/** A plan that came from elsewhere, with every list and every name there. */
export function taken(plan) {
    const result = Object.assign({ north: 0 }, plan);
    for (const list of lists) result[list] = (plan[list] || []).map(named);
    result.buildings = result.buildings.map((one) => Object.assign({}, one, { units: (one.units || []).map(named) }));
    return result;
}

export const isEmpty = (plan) => lists.every((list) => plan[list].length === 0);

/** `{list, part, building}` of an identifier; null when the plan has none. */
export function find(plan, id) {
    for (const list of lists) {
        for (const part of plan[list]) {
            if (part.id === id) return { list: list, part: part };
            if (list !== "buildings") continue;
            for (const unit of part.units) if (unit.id === id) return { list: "units", part: unit, building: part };
        }
    }
    return null;
}

/** Every part once, units after their building. */
export function each(plan, take) {
    for (const list of lists) {
        for (const part of plan[list]) {
            take(part, list, null);
            if (list === "buildings") for (const unit of part.units) take(unit, "units", part);
        }
    }
}

/** With each part of a list replaced by what `work` makes of it; null takes it away. */
export function mapList(plan, list, work) {
    let isChanged = false;
    const result = [];
    for (const part of plan[list]) {
        const made = work(part);
        if (made !== part) isChanged = true;
        if (made) result.push(made);
    }
    return isChanged ? Object.assign({}, plan, { [list]: result }) : plan;
}

export function put(plan, list, part) {
    return Object.assign({}, plan, { [list]: plan[list].concat([part]) });
}

/** One part with other members. */
export function set(plan, id, members) {
    const found = find(plan, id);
    if (!found) return plan;
    const merged = (part) => Object.assign({}, part, members);
    if (found.list !== "units") return mapList(plan, found.list, (part) => (part.id === id ? merged(part) : part));
    return mapList(plan, "buildings", (one) => (one !== found.building ? one : Object.assign({}, one, {
        units: one.units.map((unit) => (unit.id === id ? merged(unit) : unit)),
    })));
}

export const lineOf = (found) => found.part.line || found.part.outline || found.part.at;

/** How many points all lines and outlines have. */
export function countPoints(plan) {
    let sum = 0;
    each(plan, (part) => { sum += (part.line || part.outline || []).length / 2; });
    return sum;
}

/** What a plan has too many of, by the name of its limit; null when it keeps them all. */
export function excess(plan) {
    for (const list of lists) if (plan[list].length > limits[list]) return list;
    if (plan.buildings.some((one) => one.units.length > limits.unitsOfBuilding)) return "unitsOfBuilding";
    if (plan.paths.some((one) => one.line.length / 2 > limits.lineMax)) return "lineMax";
    const outlines = plan.buildings.concat(plan.grounds);
    if (outlines.some((one) => one.outline.length / 2 > limits.outlineMax)) return "outlineMax";
    return countPoints(plan) > limits.pointsMax ? "pointsMax" : null;
}

// Names that count on

/** `13` after `12`, `3-2` after `3-1`, `12B` after `12A`; the next that nobody has. */
export function nextName(names, last, step) {
    const used = new Set(names);
    let name = last;
    for (let tries = 0; tries < 2000; tries += 1) {
        name = counted(name, step || 1);
        if (!used.has(name)) return name;
    }
    return name;
}

function counted(name, step) {
    const digits = /^(.*?)(\d+)([^\d]*)$/.exec(name);
    const letter = /^(.*)([A-Y])([^A-Za-z\d]*)$/.exec(name);
    if (letter && (!digits || letter[1].length >= digits[1].length + digits[2].length)) {
        return letter[1] + String.fromCharCode(letter[2].charCodeAt(0) + 1) + letter[3];
    }
    if (!digits) return name === "" ? "1" : name + "2";
    const next = String(Number(digits[2]) + step);
    return digits[1] + "0".repeat(Math.max(0, digits[2].length - next.length)) + next + digits[3];
}
