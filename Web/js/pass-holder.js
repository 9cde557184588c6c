/*
The phone's half of a pass: a key pair on P-256 whose private half cannot be taken out of the browser, what the city
signed about it, and the code of a moment. All of it is kept on this phone only.

A holding: {city, account, credential (base64url), issuedAt, expiresAt, name, trade, team, secret (base32)}.
*/
import { encode as letters } from "./base45.js";
import { fromBase32, fromBase64, signing, toBase64 } from "./bytes.js";
import { encode } from "./cbor.js";
import { momentMessage, stepAt } from "./pass-token.js";
import { get, put, remove } from "./store.js";
import { totp } from "./totp.js";

const digitsCount = 8;

export const canHold = () => Boolean(window.crypto && crypto.subtle && window.indexedDB && window.TextEncoder);

/** The holding; undefined when this phone has none. */
export const holding = () => get("pass");
export const keep = (held) => put("pass", held);

/** Key and credential go; the next pass has another key. */
export async function forget() {
    await remove("pass");
    await remove("pass-key");
}

/** This person's pass was ended from elsewhere: this phone takes no new one by itself. */
export const noteEnded = (account) => put("pass-ended", account);
export const endedFor = () => get("pass-ended");
export const forgetEnded = () => remove("pass-ended");

async function keyPair() {
    const kept = await get("pass-key");
    if (kept) return kept;
    const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
    await put("pass-key", pair);
    // Two tabs may have made one each: what is kept counts.
    return get("pass-key");
}

/** The public half of this phone's key in Base64url; null when it has none. */
export async function ownKey() {
    const pair = await get("pass-key");
    return pair ? toBase64(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))) : null;
}

const sign = async (pair, message) => new Uint8Array(await crypto.subtle.sign(signing, pair.privateKey, message));

/** What shows a server that this phone has the key: {public_key, proof, step}. */
export async function proof(city, account, seconds) {
    const pair = await keyPair();
    const step = stepAt(seconds);
    const signature = await sign(pair, encode(["YongAi device 1", city, account, step]));
    const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    return { public_key: toBase64(point), proof: toBase64(signature), step: step };
}

/** The text of the code at a moment; `gate` (bytes or null) is the one whose code was scanned. */
export async function passText(held, seconds, gate) {
    const pair = await keyPair();
    const credential = fromBase64(held.credential);
    const step = stepAt(seconds);
    const signature = await sign(pair, await momentMessage(credential, step, gate, null));
    return "YA1:" + letters(encode([credential, step, gate, null, signature]));
}

/** The digits to say when no camera helps; null for a holding without a secret. */
export async function typedDigits(held, seconds) {
    const secret = held.secret ? fromBase32(held.secret) : null;
    return secret ? totp(secret, seconds, digitsCount) : null;
}
