// Lists of credentials that are no longer good: section 5 of docs/pass-format.md.

import { isSame, sha256 } from "./bytes.js";
import { encode } from "./cbor.js";
import { check, checkIssuer, hasOnly, isBytes, isWhole, open } from "./cose.js";

const listClaim = -65538;
const deltaClaim = -65539;
const countMax = 1000000;
const bytesMax = 8000000;
const serialMax = 0xffffffff;

/** Nothing revoked, before the first list has come. */
export const none = { version: 0, issuedAt: 0, floor: 0, serials: new Uint32Array(0) };

/** Below the floor all credentials have expired, whatever they say. */
export function contains(list, serial) {
    if (serial < list.floor) return true;
    let low = 0;
    let high = list.serials.length;
    while (low < high) {
        const middle = low + high >> 1;
        if (list.serials[middle] < serial) low = middle + 1;
        else high = middle;
    }
    return low < list.serials.length && list.serials[low] === serial;
}

/** Told by span and count, so that the same numbers are the same bytes. */
function widthOf(last, floor, count) {
    if (count === 0 || last === floor) return 0;
    return Math.floor(Math.log2(Math.max(1, Math.floor((last - floor) / count))));
}

/** Ascending serials; null unless these are exactly the bytes that are written for some. */
function uncoded(floor, count, width, bytes) {
    const serials = new Uint32Array(count);
    const bitsCount = bytes.length * 8;
    const power = Math.pow(2, width);
    let place = 0;
    let next = floor;
    const bit = () => {
        const value = bytes[place >> 3] >> 7 - (place & 7) & 1;
        place += 1;
        return value;
    };
    for (let index = 0; index < count; index += 1) {
        let upper = 0;
        while (place < bitsCount && bit() === 1) upper += 1;
        if (place + width > bitsCount) return null;
        let lower = 0;
        for (let read = 0; read < width; read += 1) lower = lower * 2 + bit();
        const serial = next + upper * power + lower;
        if (serial > serialMax) return null;
        serials[index] = serial;
        next = serial + 1;
    }
    if (bitsCount - place >= 8) return null;
    while (place < bitsCount) if (bit() === 1) return null;
    return serials;
}

function coded(serials, floor) {
    const last = serials.length > 0 ? serials[serials.length - 1] : floor;
    const width = widthOf(last, floor, serials.length);
    const power = Math.pow(2, width);
    const bytes = [];
    let held = 0;
    let count = 0;
    const put = (value) => {
        held = held << 1 | value;
        count += 1;
        if (count < 8) return;
        bytes.push(held);
        held = 0;
        count = 0;
    };
    let next = floor;
    for (const serial of serials) {
        const gap = serial - next;
        for (let upper = Math.floor(gap / power); upper > 0; upper -= 1) put(1);
        put(0);
        for (let index = width - 1; index >= 0; index -= 1) put(Math.floor(gap / Math.pow(2, index)) % 2);
        next = serial + 1;
    }
    while (count > 0) put(0);
    return [serials.length, width, new Uint8Array(bytes)];
}

/** `floor, count, width, coded`; null when they are no list. */
function serialsOf(items) {
    const [floor, count, width, bytes] = items;
    if (!isWhole(floor, serialMax) || !isWhole(count, countMax) || !isWhole(width, 32) || !isBytes(bytes)) return null;
    if (count > bytes.length * 8) return null;
    const serials = uncoded(floor, count, width, bytes);
    if (!serials) return null;
    return width === widthOf(count > 0 ? serials[count - 1] : floor, floor, count) ? serials : null;
}

async function opened(bytes, issuer, keys, label, count) {
    check(bytes.length <= bytesMax, "size");
    const { claims, issuerKey } = await open(bytes, keys, bytesMax);
    check(hasOnly(claims, [1, 6, label]) && typeof claims.get(1) === "string", "claims");
    check(Number.isInteger(claims.get(6)), "claims");
    const content = claims.get(label);
    check(Array.isArray(content) && content.length === count, "claims");
    return { content: content, issuedAt: claims.get(6), judge: () => {
        checkIssuer(issuerKey, issuer, claims.get(1), claims.get(6));
    } };
}

/** A list that one of the keys has signed; throws a `Fault`. */
export async function readList(bytes, issuer, keys) {
    const { content, issuedAt, judge } = await opened(bytes, issuer, keys, listClaim, 5);
    const serials = serialsOf(content.slice(1));
    check(isWhole(content[0], Number.MAX_SAFE_INTEGER) && serials, "claims");
    judge();
    return { version: content[0], issuedAt: issuedAt, floor: content[1], serials: serials };
}

/** The list that a signed delta makes of the one before; throws a `Fault`, `base` or `digest` among others. */
export async function applyDelta(bytes, list, issuer, keys) {
    const { content, issuedAt, judge } = await opened(bytes, issuer, keys, deltaClaim, 7);
    const [from, version, digest, floor] = content;
    const added = serialsOf(content.slice(3));
    check(isWhole(from, Number.MAX_SAFE_INTEGER) && isWhole(version, Number.MAX_SAFE_INTEGER), "claims");
    check(isBytes(digest) && added, "claims");
    judge();
    check(from === list.version && version > from && floor >= list.floor, "base");
    const serials = merged(list.serials, added, floor);
    const content1 = encode([version, floor].concat(coded(serials, floor)));
    check(isSame(await sha256(content1), digest), "digest");
    return { version: version, issuedAt: issuedAt, floor: floor, serials: serials };
}

function merged(one, other, floor) {
    const all = Array.from(one).concat(Array.from(other)).filter((serial) => serial >= floor);
    all.sort((a, b) => a - b);
    return Uint32Array.from(all.filter((serial, index) => index === 0 || serial !== all[index - 1]));
}
