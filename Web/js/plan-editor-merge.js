/*
Two people drew on one version: part by part, what only one of them touched is taken; where both did something else the
person chooses. The server does the same (Sources/CompoundPlan/PlanMerge.swift) and asks back when it cannot.
*/
import { lists, newID, sent } from "./plan-editor-parts.js";

const text = (value) => (value === undefined ? "" : JSON.stringify(value));

/** The sheet itself is a part without an identifier. */
const sheetOf = (plan) => ({ width: plan.width, height: plan.height, north: plan.north });

/** What two people added under one identifier are two parts. */
function renamed(part, list) {
    const units = part.units && { units: part.units.map((unit) => Object.assign({}, unit, { id: newID("units") })) };
    return Object.assign({}, part, { id: newID(list) }, units);
}

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
        const [old, own, other] = plans.map((plan) => byID(plan[list]));
        const isDouble = (id) => !old.has(id) && other.has(id) && text(own.get(id)) !== text(other.get(id));
        const take = (id) => (!old.has(id) && other.has(id) ? other.get(id)
            : choose(id, list, [old.get(id), own.get(id), other.get(id)]));
        const ids = Array.from(other.keys());
        for (const id of own.keys()) if (!other.has(id)) ids.push(id);
        const doubles = Array.from(own.keys()).filter(isDouble).map((id) => renamed(own.get(id), list));
        result[list] = ids.map(take).concat(doubles).filter(Boolean);
    }
    return { plan: result, conflicts: conflicts };
}

/** What differs between two states of a part, by the names of its members. */
export function differences(one, other) {
    if (!one || !other) return [];
    const members = new Set(Object.keys(one).concat(Object.keys(other)));
    return Array.from(members).filter((name) => text(one[name]) !== text(other[name]));
}
