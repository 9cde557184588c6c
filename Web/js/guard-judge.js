// One look at one code: is the pass good, and does the gate's policy let its rider in? Without a network.

import { covers, verdict as policyVerdict } from "./gate-verdict.js";
import { gateBytes } from "./guard-kit.js";
import { readText, verify } from "./pass-token.js";

/** Faults by what a guard can do about them; each has words of its own besides. */
export const kinds = {
    prefix: "no-pass", version: "new-version", size: "no-pass", letters: "no-pass", form: "no-pass",
    credentialForm: "forged", issuerKeyUnknown: "forged", issuerSignature: "forged", claims: "forged",
    issuer: "other-city", issuerKeyOutOfUse: "forged", notYetValid: "not-yet", expired: "expired",
    phoneSignature: "copied", stepTooOld: "picture", clockBehind: "clock", clockAhead: "clock",
    otherGate: "other-gate", nonceMissing: "again", nonceWrong: "again", otherCompound: "other-compound",
    revoked: "revoked",
};

/**
`{verdict, fault, kind, credential, step, clock, answer, at}`:
- verdict: `come-in` … `refused`, or `not-valid` with its fault and kind
- clock: what `ClockWatch` found, or null
- answer: the policy's, as gate-verdict.js has it
*/
export async function judge(text, ready, gateID, vehicle, now, watch) {
    const found = await verify(text, {
        issuer: ready.kit.city, keys: ready.keys, revocations: ready.revocations, gate: gateBytes(gateID),
        compound: ready.kit.place.aud, nonce: null, now: now,
    });
    const known = found.pass || found.known;
    const credential = known.credential || null;
    const step = known.step === undefined ? null : known.step;
    // Both signatures are good once the step is known.
    const clock = credential && step !== null ? watch.note(credential.serial, step, now) : null;
    const look = { credential: credential, step: step, clock: clock, at: now, fault: null, answer: null };
    if (found.fault) {
        const kind = clock && clock.whose === "own" ? "own-clock" : clock ? "clock" : kinds[found.fault];
        return Object.assign(look, { verdict: "not-valid", fault: found.fault, kind: kind, seconds: known.seconds });
    }
    const visitor = { trade: credential.trade, vehicle: vehicle };
    if (!covers(ready.kit, now)) return Object.assign(look, { verdict: "not-valid", fault: null, kind: "old-kit" });
    const answer = policyVerdict(ready.kit, gateID, visitor, now);
    return Object.assign(look, { verdict: answer.verdict, kind: answer.verdict, answer: answer });
}

/** A code the camera sees again and again is one look: the same credential within a while. */
export function sameShowing(one, text) {
    if (one === text) return true;
    try {
        const [a, b] = [readText(one), readText(text)];
        return a.step === b.step && a.credential.join() === b.credential.join();
    } catch (error) {
        return false;
    }
}
