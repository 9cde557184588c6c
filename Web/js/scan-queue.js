/*
Looks at passes that wait for a network: each with a name made once, kept on the phone before anything is shown, sent in
the order they were made, and forgotten only when the server says that it has them. Sent twice is counted once.
*/
import { ask } from "./ask.js";
import { addScan, get, put, putScan, removeScans, scans } from "./store.js";

const countMax = 200;
const flagsMax = 50;

/** A UUID of version 7: names sort by time. */
export function newName(milliseconds) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    for (let place = 5, rest = milliseconds; place >= 0; place -= 1, rest = Math.floor(rest / 256)) {
        bytes[place] = rest % 256;
    }
    bytes[6] = bytes[6] & 15 | 0x70;
    bytes[8] = bytes[8] & 63 | 0x80;
    const hex = Array.from(bytes, (byte) => (byte < 16 ? "0" : "") + byte.toString(16)).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Keeps a look; its name. */
export async function keep(scan) {
    const named = Object.assign({ id: newName(Date.now()) }, scan);
    await addScan(named);
    return named.id;
}

/** A wrong tap: the look stays, marked as undone. */
export async function undo(id) {
    const waiting = (await scans()).find((one) => one.id === id);
    if (waiting) await putScan(Object.assign(waiting, { isUndone: true }));
    const undone = await get("undone") || [];
    await put("undone", undone.concat(id));
}

export const countWaiting = async () => (await scans()).length;
export const flags = async () => await get("flags") || [];
export const forgetFlags = () => put("flags", []);

/** As the server wants it. */
function sent(scan) {
    const { order, isUndone, ...content } = scan;
    return content;
}

let running = null;

/** Sends what waits, in order, until the network fails. `{sent, flags, status}`; one at a time in this page, and one
page at a time where the browser has locks. */
export function sendWaiting() {
    if (!running) {
        const work = () => send();
        running = navigator.locks ? navigator.locks.request("yongai-scans", work) : work();
        const end = () => { running = null; };
        running.then(end, end);
    }
    return running;
}

async function send() {
    let count = 0;
    const found = [];
    for (;;) {
        const waiting = (await scans()).slice(0, countMax);
        const undone = (await get("undone") || []).slice(0, countMax);
        if (waiting.length === 0 && undone.length === 0) return { sent: count, flags: found, status: 200 };
        const answer = await ask("/api/v1/passes/scans", { scans: waiting.map(sent), undone: undone });
        if (answer.status !== 200) return { sent: count, flags: found, status: answer.status };
        const kept = new Set(answer.body.kept);
        const orders = waiting.filter((one) => kept.has(one.id)).map((one) => one.order);
        await removeScans(orders);
        const rest = await get("undone") || [];
        await put("undone", rest.filter((id) => undone.indexOf(id) < 0));
        count += orders.length;
        found.push(...answer.body.flags);
        await put("flags", (await flags()).concat(answer.body.flags).slice(-flagsMax));
        // What a server does not take it will not take the next moment either.
        if (orders.length < waiting.length) return { sent: count, flags: found, status: 409 };
    }
}
