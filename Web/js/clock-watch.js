// Whether a code that is late is a picture or a clock: one showing cannot tell, several can. A picture stands still, a
// live code moves on with the time; three phones in a row that are off by the same are right.

import { stepAt, stepSeconds } from "./pass-token.js";

const showingsMax = 64;
const phonesMin = 3;
const tolerance = 1;

const isSame = (one, other) => Math.abs(one - other) <= tolerance;

export class ClockWatch {
    constructor() {
        this.showings = [];
    }

    /** Notes a showing whose signatures are good. `{whose: "phone" | "own", seconds}` when a clock is off: a phone's
    ahead (+) or behind (−), or the own one behind (+) or ahead (−); else null. */
    note(serial, step, now) {
        const showing = { serial: serial, step: step, steps: step - stepAt(now) };
        const finding = this.find(showing);
        this.showings.push(showing);
        if (this.showings.length > showingsMax) this.showings.shift();
        return finding;
    }

    find(showing) {
        if (Math.abs(showing.steps) <= tolerance) return null;
        const seconds = showing.steps * stepSeconds;
        if (this.isOwn(showing)) return { whose: "own", seconds: seconds };
        const isMoving = this.showings.some((one) => one.serial === showing.serial && one.step < showing.step
            && isSame(one.steps, showing.steps));
        return isMoving || showing.steps > 0 ? { whose: "phone", seconds: seconds } : null;
    }

    isOwn(showing) {
        const phones = new Set([showing.serial]);
        for (let index = this.showings.length - 1; index >= 0; index -= 1) {
            const other = this.showings[index];
            if (!isSame(other.steps, showing.steps)) return false;
            phones.add(other.serial);
            if (phones.size >= phonesMin) return true;
        }
        return false;
    }
}
