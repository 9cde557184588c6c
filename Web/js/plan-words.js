/*
A way over a plan in words, and what its parts are called: the same as Sources/Features/Plans/PlanStepWords.swift says,
from the pieces the page hands over (`words.js`).
*/

const isSign = (text) => /[0-9A-Za-z一二三四五六七八九十甲乙丙丁戊己庚辛]$/.test(text);

/** `12` is `12幢`; what is a name already stays one. */
export function buildingName(word, name) {
    if (!name) return word("some-building");
    return isSign(name) ? word("building", { name: name }) : name;
}

/** `12幢2单元`; a door without a sign is its building. */
export function doorName(word, building, unit) {
    const whole = buildingName(word, building);
    if (!unit) return whole;
    return word(isSign(unit) ? "unit" : "unit-named", { building: whole, name: unit });
}

/** `约 3 分钟`. */
export function timeWords(word, milliseconds) {
    return milliseconds < 60000 ? word("under-minute")
        : word("minutes-about", { n: Math.floor((milliseconds + 59999) / 60000) });
}

export function metresWords(word, millimetres) {
    return word("metres", { n: Math.floor((millimetres + 500) / 1000) });
}

function go(word, step) {
    const along = step.name ? word("along", { name: step.name }) : word("along-" + step.kind);
    const passing = step.passing ? word("passing", { building: buildingName(word, step.passing) }) : "";
    return word((step.turn === "straight" ? "straight-" : "turn-") + step.mode, {
        turn: word("turn-" + step.turn), along: along, n: step.metres, passing: passing,
    });
}

function enter(word, step, gates, leavesOutside) {
    const how = step.mode === "riding" ? "enter-riding" : leavesOutside ? "enter-pushing" : "enter-walking";
    return word(how, { gate: gates[step.gate] || word("gate") });
}

function floor(word, step) {
    const how = step.lift === undefined ? "floor" : step.lift ? "floor-lift" : "floor-stairs";
    return word(how, { n: step.floor });
}

const sentences = {
    go: go,
    lift: (word) => word("lift"),
    floor: floor,
    stairs: (word, step) => word(step.turn === "straight" ? "stairs" : "stairs-turn", {
        turn: word("turn-" + step.turn), n: step.metres,
    }),
    leave: (word, step) => {
        if (step.parking === undefined) return word("leave");
        return step.parking === "" ? word("leave-parking") : word("leave-at", { name: step.parking });
    },
    arrive: (word, step) => word("arrive-" + step.side, { door: doorName(word, step.building, step.unit) }),
    "arrive-at-spot": (word, step) => word("arrive-spot", { name: step.name || word("spot-" + step.kind) }),
};

/**
 * The sentence of one step.
 * @param {object} gates names by the identifiers of the plan's gates
 * @param {boolean} leavesOutside the vehicle is left before the gate
 */
export function stepWords(word, step, gates, leavesOutside) {
    if (step.do === "enter") return enter(word, step, gates, leavesOutside);
    return sentences[step.do](word, step);
}
