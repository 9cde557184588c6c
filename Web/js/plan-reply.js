/*
A question asked of a plan, answered on the phone: which door is meant, which gates let in now, which way. The same as
Sources/Features/Plans/PlanQuestion.swift and PlanEntrances.swift say.
*/

import { doorAddress, findDoor } from "./door-address.js";
import { covers, verdict } from "./gate-verdict.js";
import { network, route } from "./plan-route.js";

const spots = ["parking", "locker", "trolley", "charging", "toilet", "office"];
const leaving = 20000;

/** Names of the plan's gates by their identifiers in it. */
export function gateNames(told) {
    const names = {};
    for (const gate of told.plan.gates || []) {
        const recorded = told.policies.gates.find((one) => one.id === gate.gate);
        names[gate.id] = recorded ? recorded.name : gate.name || "";
    }
    return names;
}

/** `{entrances, isUnknown, isOld}` for a visitor at a moment; `only` is the recorded gate somebody stands at. */
export function entrances(told, visitor, moment, only) {
    const kit = told.policies;
    const lead = visitor.vehicle === "foot" ? 0 : leaving;
    const onFoot = (gate) => ({ gate: gate.id, mode: "walking", lead_ms: lead });
    const gates = told.plan.gates || [];
    const recorded = gates.filter((gate) => kit.gates.some((one) => one.id === gate.gate));
    if (recorded.length === 0) return { entrances: gates.map(onFoot), isUnknown: true, isOld: false };
    if (!covers(kit, moment)) return { entrances: recorded.map(onFoot), isUnknown: true, isOld: true };
    const all = recorded.map((gate) => {
        const answer = verdict(kit, gate.gate, visitor, moment);
        if (answer.verdict === "come-in-on-foot") return { gate, entrance: onFoot(gate) };
        if (answer.verdict !== "come-in") return null;
        const entrance = visitor.vehicle === "foot" ? { gate: gate.id, mode: "walking" }
            : { gate: gate.id, mode: "riding", speed_limit_kmh: answer.terms.speed_limit_kmh };
        return { gate, entrance };
    }).filter(Boolean);
    const chosen = all.filter((one) => one.gate.gate === only);
    return { entrances: (chosen.length > 0 ? chosen : all).map((one) => one.entrance), isUnknown: false, isOld: false };
}

/** What is kept of a typed text in an address: never a room. `{to, room}`. */
export function typed(text) {
    const to = text.trim();
    if (to === "" || spots.indexOf(to) >= 0) return { to: to, room: "" };
    const address = doorAddress(to);
    if (!address || (!address.room && !address.floor)) return { to: to, room: "" };
    return { to: address.unit ? address.building + "-" + address.unit : address.building, room: address.room };
}

/** Of a room's number alone, as it stands in the part of an address that is never sent. */
export function floorOf(to, room) {
    const address = room ? doorAddress(to + "-" + room) : null;
    return address && address.floor ? address.floor : null;
}

/**
 * @param {{to: string, room: string, gate: string, visitor: object}} question
 * @returns `{found: nothing|not-read|not-there|door|spot, sign?, building?, unit?, kind?, way?, lacksUnit?, ways}`
 */
export function reply(told, graph, question, moment) {
    const ways = entrances(told, question.visitor, moment, question.gate);
    const { to } = question;
    const find = (target, floor) => route(graph, target, question.visitor.vehicle, ways.entrances, floor);
    if (to === "") return { found: "nothing", ways: ways };
    if (spots.indexOf(to) >= 0) return { found: "spot", kind: to, way: find({ nearest: to }), ways: ways };
    const address = doorAddress(to);
    if (!address) return { found: "not-read", ways: ways };
    const door = findDoor(told.plan, address);
    if (!door) return { found: "not-there", sign: address.building, ways: ways };
    const target = door.unit ? { unit: door.unit.id } : { building: door.building.id };
    return {
        found: "door", building: door.building, unit: door.unit, 
        lacksUnit: !door.unit && address.unit !== "" && !hasOneDoor(door.building),
        way: find(target, floorOf(to, question.room)), ways: ways,
    };
}

/* A door without a sign is every unit's. */
const hasOneDoor = ({ units }) => Boolean(units) && units.length === 1 && !units[0].name;

/** Identifiers of what a way uses. */
export function partsOf(plan, way) {
    const used = [way.gate, way.building, way.unit, way.spot].filter(Boolean);
    const stretches = new Set();
    for (const leg of way.legs) {
        for (let at = 2; at < leg.line.length; at += 2) {
            stretches.add(leg.line.slice(at - 2, at + 2).join(" "));
            stretches.add([leg.line[at], leg.line[at + 1], leg.line[at - 2], leg.line[at - 1]].join(" "));
        }
    }
    for (const path of plan.paths) {
        for (let at = 2; at < path.line.length; at += 2) {
            if (stretches.has(path.line.slice(at - 2, at + 2).join(" "))) {
                used.push(path.id);
                break;
            }
        }
    }
    return used;
}

export { network };
