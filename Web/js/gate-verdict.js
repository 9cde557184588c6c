/*
What a visitor at a gate is told, from a kit (docs/gate-policy.md) and without a network: the same as the server says
(Sources/GatePolicy/Evaluation.swift), for any moment the kit covers. Moments are seconds since 1970.
*/

/** Whether the kit can judge this moment. */
export function covers(kit, moment) {
    return moment >= kit.made_at && moment < kit.until;
}

/**
 * @param {{trade: string, vehicle: string}} visitor
 * @param {boolean} [isStorm] whether a storm is declared; as the kit knows it when left out
 * @returns `{verdict, terms | vehicle_gate | gate | opening | reason}`
 */
export function verdict(kit, gateID, visitor, moment, isStorm = kit.storm) {
    const here = kit.gates.find((gate) => gate.id === gateID);
    if (!here) return { verdict: "refused", reason: "unknownGate" };
    const others = kit.gates.filter((gate) => gate !== here);
    const onFoot = { trade: visitor.trade, vehicle: "foot" };
    const isDriving = visitor.vehicle !== "foot";
    const terms = termsAt(here, visitor, moment, isStorm);
    if (terms) return { verdict: "come-in", terms };
    const vehicleGate = nearest(here, others, visitor, moment, isStorm, false);
    const footTerms = isDriving ? termsAt(here, onFoot, moment, isStorm) : null;
    if (footTerms) {
        footTerms.parking = parkingAt(here, visitor.vehicle, moment);
        return { verdict: "come-in-on-foot", terms: footTerms, vehicle_gate: vehicleGate };
    }
    if (vehicleGate) return { verdict: "use-another-gate", gate: vehicleGate };
    const footGate = isDriving ? nearest(here, others, onFoot, moment, isStorm, true) : null;
    if (footGate) return { verdict: "use-another-gate", gate: footGate };
    const visitors = isDriving ? [visitor, onFoot] : [visitor];
    const opening = earliest([here].concat(others), visitors, moment, isStorm);
    if (opening) return { verdict: "not-now", opening };
    return { verdict: "refused", reason: kit.reasons[key(visitor)] };
}

function key(visitor) {
    return visitor.trade + "/" + visitor.vehicle;
}

function holding(windows, moment) {
    return (windows || []).find(([start, end]) => start <= moment && moment < end) || null;
}

function termsAt(gate, visitor, moment, isStorm) {
    if (gate.shut) return null;
    const now = holding(gate.windows[key(visitor)], moment);
    const byStorm = isStorm ? holding(gate.storm_windows[key(visitor)], moment) : null;
    const windows = [now, byStorm].filter(Boolean);
    if (windows.length === 0) return null;
    const isDriving = visitor.vehicle !== "foot";
    const ends = windows.map((window) => window[2]);
    return {
        speed_limit_kmh: isDriving ? gate.speed_limit_kmh : null,
        dwell_minutes: isStorm ? null : gate.dwell_minutes,
        until: ends.includes(null) ? null : Math.max(...ends),
        parking: isDriving ? parkingAt(gate, visitor.vehicle, moment) : [],
        by_storm: !now,
    };
}

function parkingAt(gate, vehicle, moment) {
    return gate.parking.filter((bay) => bay.vehicles.includes(vehicle) && holding(bay.windows, moment))
        .map((bay) => bay.name);
}

/* A gate that is not on the map comes last. */
function reach(metres) {
    return metres === null ? Infinity : metres;
}

function nearest(here, others, visitor, moment, isStorm, isOnFoot) {
    let best = null;
    for (const gate of others) {
        if (!termsAt(gate, visitor, moment, isStorm)) continue;
        const metres = here.metres[gate.id];
        if (!best || reach(metres) < reach(best.metres)) {
            best = { gate: gate.id, metres, on_foot: isOnFoot };
        }
    }
    return best;
}

function earliest(gates, visitors, moment, isStorm) {
    let best = null;
    for (const gate of gates) {
        visitors.forEach((visitor, index) => {
            const at = nextOpening(gate, visitor, moment, isStorm);
            if (at !== null && at < (best ? best.at : Infinity)) best = { at, gate: gate.id, on_foot: index === 1 };
        });
    }
    return best;
}

function nextOpening(gate, visitor, moment, isStorm) {
    if (gate.shut) return null;
    const name = key(visitor);
    const openings = [next(gate.windows[name], gate.later[name], moment)];
    if (isStorm) openings.push(next(gate.storm_windows[name], gate.storm_later[name], moment));
    const known = openings.filter((at) => at !== null);
    return known.length === 0 ? null : Math.min(...known);
}

function next(windows, later, moment) {
    const window = (windows || []).find(([start]) => start > moment);
    if (window) return window[0];
    return later === undefined ? null : later;
}
