/*
Two people drew on one version: part by part, what only one of them touched is taken; where both did something else the
person chooses. The server does the same (Sources/CompoundPlan/PlanMerge.swift) and asks back when it cannot.
*/
import { lists, sent } from "./plan-editor-parts.js";

const text = (value) => (value === undefined ? "" : JSON.stringify(value));

/** The sheet itself is a part without an identifier. */
const sheetOf = (plan) => ({ width: plan.width, height: plan.height, north: plan.north });

/** Parts by identifier, in one order. */
function byID(list) {
    return new Map(list.map((part) => [part.id, part]));
}

/**
 * `{plan, conflicts: [{part, list, mine, theirs}]}`. `choices` by part: "mine" or "theirs"; what is not chosen stays
 * theirs and is told as a conflict.
 */
export function merge(base, mine, theirs, choices) {
    const plans = [base, mine, theirs].map(sent);
    const conflicts = [];
    const choose = (id, list, [was, mineIs, theirsIs]) => {
        const mineText = text(mineIs);
        const theirText = text(theirsIs);
        if (mineText === theirText || text(was) === mineText) return theirsIs;
        if (text(was) === theirText) return mineIs;
        const choice = choices && choices[id];
        if (!choice) conflicts.push({ part: id, list: list, base: was, mine: mineIs, theirs: theirsIs });
        return choice === "mine" ? mineIs : theirsIs;
    };
    const result = Object.assign({}, theirs, choose("", "sheet", plans.map(sheetOf)));
    for (const list of lists) {
        const known = plans.map((plan) => byID(plan[list]));
        const take = (id) => choose(id, list, known.map((one) => one.get(id)));
        const ids = Array.from(known[2].keys());
        for (const id of known[1].keys()) if (!known[2].has(id)) ids.push(id);
        result[list] = ids.map(take).filter(Boolean);
    }
    return { plan: result, conflicts: conflicts };
}

/** What differs between two states of a part, by the names of its members. */
export function differences(one, other) {
    if (!one || !other) return [];
    const members = new Set(Object.keys(one).concat(Object.keys(other)));
    return Array.from(members).filter((name) => text(one[name]) !== text(other[name]));
}
