/*
What a guard's phone holds of its compound, and keeps for basements without a network: keys, revocations, policies of
all gates for eight days. Fetched whole now and then, its list of revocations by deltas between.
*/
import { ask, inTime } from "./ask.js";
import { fromBase64, fromHex } from "./bytes.js";
import { readKeySet } from "./cose.js";
import { nowSeconds } from "./guard-clock.js";
import { applyDelta, none, readList } from "./revocations.js";
import { get, put } from "./store.js";

const fetchSecondsMax = 30;
const kitFreshSeconds = 30 * 60;
export const oldAfterSeconds = 24 * 3600;

const fetched = (path, accept) => inTime(
    fetch(path, { credentials: "same-origin", headers: { Accept: accept } }), fetchSecondsMax);

/** `{status, body}`; status 0 without a network. */
export const askJSON = (path) => ask(path, null, fetchSecondsMax);

/** The kit that is kept, made ready to judge with: {kit, keys, revocations, kitAt, listAt}; null when there is none. */
export async function keptKit() {
    const kept = await get("kit");
    return kept ? ready(kept) : null;
}

async function ready(kept) {
    const keys = await readKeySet(fromBase64(kept.kit.keys));
    if (!keys) return null;
    let revocations = none;
    try {
        if (kept.list) revocations = await readList(kept.list, kept.kit.city, keys);
        for (const delta of kept.deltas) revocations = await applyDelta(delta, revocations, kept.kit.city, keys);
    } catch (error) {
        // Made by a key that is not among these: the next kit has both.
        return { kit: kept.kit, keys: keys, revocations: none, kitAt: kept.kitAt, listAt: 0 };
    }
    return { kit: kept.kit, keys: keys, revocations: revocations, kitAt: kept.kitAt, listAt: kept.listAt };
}

/** Takes the compound's kit from the server. `{status, ready}`. */
export async function takeKit(place) {
    const answer = await askJSON("/api/v1/places/" + place + "/gate-kit");
    if (answer.status !== 200) return { status: answer.status, ready: null };
    const now = nowSeconds();
    const list = answer.body.revocations ? fromBase64(answer.body.revocations) : null;
    const kept = { kit: answer.body, list: list, deltas: [], kitAt: now, listAt: now };
    const made = await ready(kept);
    if (!made) return { status: 502, ready: null };
    await put("kit", kept);
    return { status: 200, ready: made };
}

/** What there is newer: the whole kit when it is old, else what the list has gained. The ready kit, or null for no
change. */
export async function renewKit() {
    const kept = await get("kit");
    if (!kept) return null;
    if (nowSeconds() - kept.kitAt > kitFreshSeconds) return (await takeKit(kept.kit.place.id)).ready;
    const made = await ready(kept);
    try {
        const path = "/api/v1/passes/revocations?since=" + made.revocations.version;
        const answer = await fetched(path, "application/cose");
        if (answer.status === 404) return (await takeKit(kept.kit.place.id)).ready;
        if (answer.status !== 200 && answer.status !== 204) return null;
        if (answer.status === 200) {
            const delta = new Uint8Array(await answer.arrayBuffer());
            await applyDelta(delta, made.revocations, kept.kit.city, made.keys);
            kept.deltas.push(delta);
        }
    } catch (error) {
        // No network; or a delta that does not fit, after which the whole is taken in its time.
        if (error.fault) return (await takeKit(kept.kit.place.id)).ready;
        return null;
    }
    kept.listAt = nowSeconds();
    await put("kit", kept);
    return ready(kept);
}

/** The 16 bytes that name a gate in a pass. */
export const gateBytes = (id) => fromHex(id.replace(/-/g, ""));
