// Bytes as texts, and what every phone can hash and verify (WebCrypto).

const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Base64url without padding (RFC 4648, section 5). */
export function toBase64(bytes) {
    let text = "";
    for (let place = 0; place < bytes.length; place += 3) {
        const bits = bytes[place] << 16 | (bytes[place + 1] || 0) << 8 | (bytes[place + 2] || 0);
        const letters = Math.min(bytes.length - place, 3) + 1;
        for (let index = 0; index < letters; index += 1) text += base64[bits >> (18 - 6 * index) & 63];
    }
    return text;
}

/** The letters' values as bytes, `bits` each; null for other letters or a rest that is not zero. */
function packed(text, letters, bits) {
    const bytes = new Uint8Array(Math.floor(text.length * bits / 8));
    let held = 0;
    let count = 0;
    let place = 0;
    for (const letter of text) {
        const value = letters.indexOf(letter);
        if (value < 0) return null;
        held = (held << bits | value) & 0xffff;
        count += bits;
        if (count < 8) continue;
        count -= 8;
        bytes[place] = held >> count & 255;
        place += 1;
    }
    return (held & (1 << count) - 1) === 0 && count < bits ? bytes : null;
}

export const fromBase64 = (text) => packed(text.replace(/=+$/, ""), base64, 6);
export const fromBase32 = (text) => packed(text.replace(/[ =]/g, "").toUpperCase(), base32, 5);

export const toHex = (bytes) => Array.from(bytes, (byte) => (byte < 16 ? "0" : "") + byte.toString(16)).join("");

/** null unless it is pairs of hexadecimal digits. */
export function fromHex(text) {
    if (!/^([0-9a-f]{2})*$/i.test(text)) return null;
    return new Uint8Array((text.match(/../g) || []).map((pair) => parseInt(pair, 16)));
}

export function isSame(one, other) {
    if (one.length !== other.length) return false;
    for (let place = 0; place < one.length; place += 1) if (one[place] !== other[place]) return false;
    return true;
}

export async function sha256(bytes) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

const curve = { name: "ECDSA", namedCurve: "P-256" };
export const signing = { name: "ECDSA", hash: "SHA-256" };

/** A public key on P-256 from its coordinates; null when they are no point of it. */
export async function publicKey(x, y) {
    const point = new Uint8Array(65);
    point[0] = 4;
    point.set(x, 1);
    point.set(y, 33);
    try {
        return await crypto.subtle.importKey("raw", point, curve, true, ["verify"]);
    } catch (error) {
        return null;
    }
}

export async function isSigned(key, signature, message) {
    try {
        return await crypto.subtle.verify(signing, key, signature, message);
    } catch (error) {
        return false;
    }
}
