// A city's keys, and what they have signed: sections 3 and 4 of docs/pass-format.md.

import { isSame, isSigned, publicKey, sha256, toHex } from "./bytes.js";
import { Tagged, encode, read } from "./cbor.js";

const tag = 18;
const es256 = -7;
const keysCountMax = 16;
const from = -65537;
const until = -65538;

/** Why something is refused: the name of the check that failed, and what is known. */
export class Fault extends Error {
    constructor(name, known) {
        super(name);
        this.fault = name;
        this.known = known || {};
    }
}

/** Throws the fault of this name unless it holds. */
export function check(holds, name) {
    if (!holds) throw new Fault(name);
}

const hasOnly = (map, labels) => map instanceof Map && map.size === labels.length
    && labels.every((label) => map.has(label));
export const isBytes = (value, count) => value instanceof Uint8Array && (count === undefined || value.length === count);
export const isWhole = (value, most) => typeof value === "number" && value >= 0 && value <= most;

/** The four members of a key on P-256, and a CryptoKey of it; null for anything else. */
export async function coseKey(map) {
    const x = map.get(-2);
    const y = map.get(-3);
    if (map.get(1) !== 2 || map.get(-1) !== 1 || !isBytes(x, 32) || !isBytes(y, 32)) return null;
    return publicKey(x, y);
}

async function thumbprint(x, y) {
    return (await sha256(encode(new Map([[1, 2], [-1, 1], [-2, x], [-3, y]])))).slice(0, 8);
}

/** The trusted keys of a city by their names in hexadecimal; null unless the bytes are a key set of this format. */
export async function readKeySet(bytes) {
    const items = read(bytes);
    if (!Array.isArray(items) || items.length > keysCountMax) return null;
    const keys = {};
    for (const item of items) {
        const isKey = item instanceof Map && (!item.has(3) || item.get(3) === es256);
        const key = isKey ? await coseKey(item) : null;
        if (!key || !isBytes(item.get(2), 8)) return null;
        if (!isSame(item.get(2), await thumbprint(item.get(-2), item.get(-3)))) return null;
        if (!Number.isInteger(item.get(from)) || !Number.isInteger(item.get(until))) return null;
        const id = toHex(item.get(2));
        if (!keys[id]) keys[id] = { key: key, from: item.get(from), until: item.get(until) };
    }
    return keys;
}

/** The claims of a message that a trusted key has signed, and that key; throws a `Fault`. */
export async function open(bytes, keys, payloadBytesMax) {
    const message = read(bytes);
    check(message instanceof Tagged && message.tag === tag, "credentialForm");
    const items = message.item;
    check(Array.isArray(items) && items.length === 4, "credentialForm");
    const [headers, unprotected, payload, signature] = items;
    check(isBytes(headers) && hasOnly(unprotected, []), "credentialForm");
    check(isBytes(payload) && payload.length <= payloadBytesMax && isBytes(signature, 64), "credentialForm");
    const protectedHeaders = read(headers);
    check(hasOnly(protectedHeaders, [1, 4]) && protectedHeaders.get(1) === es256, "credentialForm");
    check(isBytes(protectedHeaders.get(4)), "credentialForm");
    const issuerKey = keys[toHex(protectedHeaders.get(4))];
    check(issuerKey, "issuerKeyUnknown");
    const message1 = encode(["Signature1", headers, new Uint8Array(0), payload]);
    check(await isSigned(issuerKey.key, signature, message1), "issuerSignature");
    const claims = read(payload);
    check(claims instanceof Map, "claims");
    return { claims: claims, issuerKey: issuerKey };
}

/** Whether the key signed for this city, and while it was in use. */
export function checkIssuer(issuerKey, issuer, named, issuedAt) {
    check(named === issuer, "issuer");
    check(issuedAt >= issuerKey.from && issuedAt <= issuerKey.until, "issuerKeyOutOfUse");
}

export { hasOnly };
