// Codes that are typed when a camera fails: TOTP (RFC 6238), of 30 seconds.

export const secondsPerCode = 30;

/** The code of a moment, `digits` long with leading zeros. `hash` as WebCrypto names it. */
export async function totp(secret, seconds, digits, hash) {
    const name = hash || "SHA-1";
    const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: name }, false, ["sign"]);
    const counter = Math.floor(Math.max(seconds, 0) / secondsPerCode);
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setUint32(0, Math.floor(counter / 0x100000000));
    new DataView(bytes.buffer).setUint32(4, counter % 0x100000000);
    const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes));
    const offset = mac[mac.length - 1] & 15;
    const number = (mac[offset] & 127) * 0x1000000 + mac[offset + 1] * 0x10000 + mac[offset + 2] * 0x100
        + mac[offset + 3];
    return String(number % Math.pow(10, digits)).padStart(digits, "0");
}
