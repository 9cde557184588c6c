/*
Tells good passes from others with what this phone holds, and without a network: sections 1 to 3 and 6 of
docs/pass-format.md. The checks are made in the order of its table, and the first that fails is the verdict.
*/
import { decode as decodeLetters } from "./base45.js";
import { isSame, isSigned, sha256, toHex } from "./bytes.js";
import { encode, read } from "./cbor.js";
import { Fault, check, checkIssuer, coseKey, hasOnly, isBytes, isWhole, open } from "./cose.js";
import { contains } from "./revocations.js";

export const stepSeconds = 15;
const lettersMax = 900;
const claimsBytesMax = 600;
const partBytesMax = 16;
const secondsMax = 253402300799;
const lifetimeSecondsMax = 604800;
const clockToleranceSeconds = 60;
const rider = -65537;
/** By the number in the credential. */
export const trades = ["other", "food-delivery", "courier", "ride-hailing", "truck"];

export const stepAt = (seconds) => Math.floor(Math.max(seconds, 0) / stepSeconds);

const bytesOf = (text) => new TextEncoder().encode(text).length;

/** The five items of a pass's text; throws a `Fault`. */
export function readText(text) {
    check(text.indexOf("YA1:") === 0, /^YA[0-9]{1,4}:/.test(text) ? "version" : "prefix");
    check(bytesOf(text) <= lettersMax, "size");
    const bytes = decodeLetters(text.slice(4));
    check(bytes, "letters");
    const items = read(bytes);
    check(Array.isArray(items) && items.length === 5, "form");
    const [credential, step, gate, nonce, signature] = items;
    const isPart = (part) => part === null || isBytes(part) && part.length >= 1 && part.length <= partBytesMax;
    check(isBytes(credential) && isWhole(step, Math.floor(secondsMax / stepSeconds)), "form");
    check(isPart(gate) && isPart(nonce) && isBytes(signature, 64), "form");
    return { credential: credential, step: step, gate: gate, nonce: nonce, signature: signature };
}

/** What the phone signs. */
export async function momentMessage(credential, step, gate, nonce) {
    return encode(["YongAi pass 1", await sha256(credential), step, gate, nonce]);
}

function isText(value, bytesMax) {
    return typeof value === "string" && value.length > 0 && bytesOf(value) <= bytesMax
        // Control characters, and marks that turn the direction of writing.
        && !/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(value);
}

/** A credential's claims, exactly as section 3 has them; throws a `Fault`. */
export async function readClaims(claims) {
    const labels = [1, 2, 4, 6, 7, 8, rider];
    check(hasOnly(claims, claims.has(3) ? labels.concat(3) : labels), "claims");
    check([1, 2, 3].every((label) => !claims.has(label) || isText(claims.get(label), 40)), "claims");
    const issuedAt = claims.get(6);
    const expiresAt = claims.get(4);
    check(isWhole(issuedAt, secondsMax) && isWhole(expiresAt, secondsMax) && issuedAt < expiresAt, "claims");
    check(expiresAt - issuedAt <= lifetimeSecondsMax && isBytes(claims.get(7), 4), "claims");
    const person = claims.get(rider);
    check(Array.isArray(person) && person.length === 3 && isWhole(person[0], trades.length - 1), "claims");
    check(isText(person[1], 32) && (person[2] === null || isText(person[2], 48)), "claims");
    const confirmation = claims.get(8);
    check(hasOnly(confirmation, [1]) && hasOnly(confirmation.get(1), [1, -1, -2, -3]), "claims");
    const phoneKey = await coseKey(confirmation.get(1));
    check(phoneKey, "claims");
    return {
        issuer: claims.get(1), subject: claims.get(2), audience: claims.has(3) ? claims.get(3) : null,
        issuedAt: issuedAt, expiresAt: expiresAt, serial: parseInt(toHex(claims.get(7)), 16),
        trade: trades[person[0]], name: person[1], team: person[2], phoneKey: phoneKey,
    };
}

/** The credential that one of the keys has signed; throws a `Fault`. */
export async function readCredential(bytes, issuer, keys) {
    const { claims, issuerKey } = await open(bytes, keys, claimsBytesMax);
    const credential = await readClaims(claims);
    checkIssuer(issuerKey, issuer, credential.issuer, credential.issuedAt);
    return credential;
}

const ifKnown = (holds, fault, known) => {
    if (!holds) throw new Fault(fault, known);
};

function checkStep(step, credential, now) {
    const difference = step - stepAt(Math.min(now, secondsMax));
    if (Math.abs(difference) <= 1) return;
    // A step to come is no picture, nor is one from before the credential was: those are clocks.
    const isBefore = stepSeconds * (step + 1) + clockToleranceSeconds < credential.issuedAt;
    const fault = difference > 0 ? "clockAhead" : isBefore ? "clockBehind" : "stepTooOld";
    const seconds = Math.abs(difference) * stepSeconds;
    throw new Fault(fault, { credential: credential, step: step, seconds: seconds });
}

async function checked(text, at) {
    const form = readText(text);
    const credential = await readCredential(form.credential, at.issuer, at.keys);
    const now = Math.min(Math.max(at.now, 0), secondsMax);
    const known = { credential: credential };
    const early = credential.issuedAt - now;
    ifKnown(early <= clockToleranceSeconds, "notYetValid", { credential: credential, seconds: early });
    ifKnown(now < credential.expiresAt, "expired", { credential: credential, seconds: now - credential.expiresAt });
    const message = await momentMessage(form.credential, form.step, form.gate, form.nonce);
    ifKnown(await isSigned(credential.phoneKey, form.signature, message), "phoneSignature", known);
    checkStep(form.step, credential, now);
    known.step = form.step;
    ifKnown(!form.gate || isSame(form.gate, at.gate), "otherGate", known);
    const nonce = at.nonce || null;
    if (form.nonce || nonce) {
        ifKnown(form.nonce, "nonceMissing", known);
        ifKnown(nonce && isSame(form.nonce, nonce), "nonceWrong", known);
    }
    ifKnown(credential.audience === null || credential.audience === at.compound, "otherCompound", known);
    ifKnown(!contains(at.revocations, credential.serial), "revoked", known);
    return { credential: credential, step: form.step, hasGate: form.gate !== null, message: message };
}

/**
`{pass: {credential, step, hasGate}}` of a good pass; else `{fault, known: {credential, step, seconds}}` with what is
certain.
- at: `issuer`, `keys` (cose.js), `revocations` (revocations.js), `gate` (bytes), `compound`, `nonce` (bytes or null),
  `now` (seconds).
*/
export async function verify(text, at) {
    try {
        return { pass: await checked(text, at) };
    } catch (error) {
        if (error instanceof Fault) return { fault: error.fault, known: error.known };
        throw error;
    }
}
