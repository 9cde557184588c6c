// The code that hangs at a gate: which gate it names, and whether this city has signed it. docs/gate-policy.md.

import { fromBase64, isSigned, publicKey } from "./bytes.js";
import { encode } from "./cbor.js";
import { get, put } from "./store.js";

const bytesCount = 82;
const gateBytes = 16;
const waitMilliseconds = 4000;

/** The gate's 16 bytes; null unless one of these keys ({x, y} in Base64url) has signed the text for the city. */
export async function gateOf(text, city, keys) {
    const bytes = fromBase64(text);
    if (!bytes || bytes.length !== bytesCount) return null;
    const gate = bytes.slice(0, gateBytes);
    const number = bytes[gateBytes] << 8 | bytes[gateBytes + 1];
    const message = encode(["YongAi gate 1", city, gate, number]);
    for (const one of keys) {
        const key = await publicKey(fromBase64(one.x), fromBase64(one.y));
        if (key && await isSigned(key, bytes.slice(gateBytes + 2), message)) return gate;
    }
    return null;
}

async function ask(path) {
    const late = new Promise((resolve, reject) => setTimeout(reject, waitMilliseconds, new Error("late")));
    try {
        const answer = await Promise.race([fetch(path, { headers: { Accept: "application/json" } }), late]);
        return answer.ok ? await answer.json() : null;
    } catch (error) {
        return null;
    }
}

/** The city's keys for gates, kept on this phone from then on. null without a network and before the first time. */
export async function fetchGateKeys() {
    const found = await ask("/.well-known/yongai-pass-keys.json");
    if (!found) return null;
    const kept = { city: found.issuer, keys: found.gate_keys.map((key) => ({ x: key.x, y: key.y })) };
    await put("gate-keys", kept);
    return kept;
}

/** `{gate}` for a good code; `{fault: "forged"}`, or `unchecked` where this phone has no keys and no network. */
export async function checkGateCode(text) {
    const kept = await get("gate-keys");
    const gate = kept ? await gateOf(text, kept.city, kept.keys) : null;
    if (gate) return { gate: gate };
    const fresh = await fetchGateKeys();
    if (!fresh) return { fault: kept ? "forged" : "unchecked" };
    const found = await gateOf(text, fresh.city, fresh.keys);
    return found ? { gate: found } : { fault: "forged" };
}

/** What a gate is called, with its compound; null where nobody can be asked and it was not asked before. */
export async function nameOfGate(id) {
    const kept = await get("gate-name");
    if (kept && kept.id === id) return kept.name;
    const found = await ask("/api/v1/gates/" + id);
    if (!found) return null;
    const name = [found.place.name, found.name].filter(Boolean).join(" · ");
    await put("gate-name", { id: id, name: name });
    return name;
}
