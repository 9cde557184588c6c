/* Answers that wait for a network: kept on this phone, sent in order, each under its own key, none older than hours. */
const NAME = "confirmations";
const HOURS_MAX = 6;
const WAITING_MAX = 20;

export function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => (byte < 16 ? "0" : "") + byte.toString(16)).join("");
}

/* Refusals come as JSON: their sentence is shown. */
export function postForm(address, fields) {
    return fetch(address, {
        method: "POST",
        credentials: "same-origin",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(fields),
    });
}

function waiting() {
    try {
        const list = JSON.parse(localStorage.getItem(NAME) || "[]");
        return Array.isArray(list) ? list : [];
    } catch (error) {
        return [];
    }
}

function store(list) {
    try {
        if (list.length > 0) localStorage.setItem(NAME, JSON.stringify(list));
        else localStorage.removeItem(NAME);
    } catch (error) { /* a phone that keeps nothing */ }
}

/* A newer answer about the same place stands in place of one that still waits. */
export function keep(address, fields) {
    const others = waiting().filter((one) => one.address !== address);
    others.push({ address, fields, at: Date.now() });
    store(others.slice(-WAITING_MAX));
}

function drop(key) { store(waiting().filter((one) => one.fields.key !== key)); }

/* One at a time: two modules of a page hear of the network together. */
let sending = null;

/* Sends what waits until the network fails again; tells the last one taken, with the part of its page. */
export function sendKept() {
    if (!sending) {
        const end = () => { sending = null; };
        sending = send();
        sending.then(end, end);
    }
    return sending;
}

async function send() {
    let last = null;
    for (const one of waiting()) {
        const ago = Math.max(0, Math.round((Date.now() - one.at) / 1000));
        if (ago > HOURS_MAX * 3600) { drop(one.fields.key); continue; }
        let response;
        try {
            response = await postForm(one.address, Object.assign({ part: "1", ago: String(ago) }, one.fields));
        } catch (error) {
            break;
        }
        // Too many, or a fault of the house: later. Any other refusal will not get better.
        if (response.status === 429 || response.status >= 500) break;
        drop(one.fields.key);
        if (response.ok) last = { address: one.address, markup: await response.text() };
    }
    return last;
}
