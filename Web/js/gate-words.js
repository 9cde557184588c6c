// What a gate's policy answers, in the words of the page: a headline, what to do, and what is said aloud. The same as
// Sources/Features/Gates/GateWords.swift says.

import { moment } from "./words.js";

const gateName = (kit, id) => {
    const gate = kit.gates.find((one) => one.id === id);
    return gate ? gate.name : "";
};

function distance(word, metres) {
    if (metres === null) return "";
    const rounded = metres < 1000 ? Math.max(10, Math.round(metres / 10) * 10) : Math.round(metres / 100) / 10;
    return word(metres < 1000 ? "far-metres" : "far-kilometres", { n: rounded });
}

function direction(word, kit, way) {
    const values = { gate: gateName(kit, way.gate), far: distance(word, way.metres) };
    return word(way.on_foot ? "way-on-foot" : "way", values);
}

function terms(word, found, when) {
    const lines = [];
    if (found.by_storm) lines.push(word("by-storm"));
    if (found.speed_limit_kmh) lines.push(word("speed", { n: found.speed_limit_kmh }));
    if (found.parking.length > 0) lines.push(word("park", { bay: found.parking.join(word("or")) }));
    if (found.dwell_minutes) lines.push(word("dwell", { n: found.dwell_minutes }));
    if (found.until) lines.push(word("open-until", { when: when(found.until) }));
    return lines;
}

/** `{headline, lines, spoken}` of a policy's answer. */
export function policyWords(word, kit, gateID, answer, now, zone) {
    const when = (seconds) => moment(word, seconds, now, zone);
    const headline = word(answer.verdict);
    if (answer.verdict === "come-in") {
        return { headline: headline, lines: terms(word, answer.terms, when), spoken: headline };
    }
    if (answer.verdict === "come-in-on-foot") {
        const bay = answer.terms.parking[0];
        const lines = [bay ? word("leave-at", { bay: bay }) : word("leave-outside")];
        if (answer.vehicle_gate) lines.push(direction(word, kit, answer.vehicle_gate));
        const rest = Object.assign({}, answer.terms, { parking: [] });
        return { headline: headline, lines: lines.concat(terms(word, rest, when)), spoken: headline };
    }
    if (answer.verdict === "use-another-gate") {
        const line = direction(word, kit, answer.gate);
        const name = answer.gate.on_foot ? "say-way-on-foot" : "say-way";
        const spoken = word(name, { gate: gateName(kit, answer.gate.gate) });
        return { headline: headline, lines: [line], spoken: spoken };
    }
    if (answer.verdict === "not-now") {
        const { at, gate, on_foot: isOnFoot } = answer.opening;
        const name = (gate === gateID ? "from-then" : "from-then-by") + (isOnFoot ? "-on-foot" : "");
        const line = word(name, { when: when(at), gate: gateName(kit, gate) });
        return { headline: headline, lines: [line], spoken: word("say-not-now", { when: when(at) }) };
    }
    return { headline: headline, lines: [word("reason-" + answer.reason)], spoken: headline };
}
