// Parts of a page, fetched as markup of our own making. The last one is kept in this tab, so that the way back and a
// lost connection show it at once, with its age.

import { read, write } from "./here.js";

const partKey = "yongai.list";
const answerMillisecondsMax = 20000;
const keptMillisecondsMax = 10 * 60 * 1000;

// The running question of each lane.
const pending = {};

function failAfter(milliseconds) {
    return new Promise((resolve, reject) => setTimeout(reject, milliseconds, new Error("no answer in time")));
}

async function ask(address, signal) {
    const options = { credentials: "same-origin", headers: { Accept: "text/html" } };
    if (signal) options.signal = signal;
    const answer = await fetch(address, options);
    const type = answer.headers.get("Content-Type") || "";
    if (!answer.ok || answer.redirected || type.indexOf("text/html") !== 0) throw new Error("unexpected answer");
    return answer.text();
}

/** The part's markup. A newer question ends the one before it in the same lane. */
export async function fetchPart(address, lane) {
    const controller = "AbortController" in window ? new AbortController() : null;
    if (pending[lane]) pending[lane].abort();
    pending[lane] = controller;
    const html = await Promise.race([ask(address, controller && controller.signal), failAfter(answerMillisecondsMax)]);
    if (pending[lane] === controller) pending[lane] = null;
    return html;
}

function key(address) {
    return document.documentElement.lang + " " + address;
}

export function keepPart(address, html) {
    write("sessionStorage", partKey, { key: key(address), html: html, at: Date.now() });
}

/** `{html, at}` of the last part when it answers this question and is not too old; null otherwise. */
export function keptPart(address) {
    const kept = read("sessionStorage", partKey);
    if (!kept || kept.key !== key(address) || Date.now() - kept.at > keptMillisecondsMax) return null;
    return kept;
}
