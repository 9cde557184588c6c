// What the rider's page shows: the code that moves, how long it is good, or why there is none. Markup comes from
// PassScreen.swift; nothing here asks the network.

import { clockError, nowSeconds } from "./pass-clock.js";
import { passText, typedDigits } from "./pass-holder.js";
import { stepAt, stepSeconds } from "./pass-token.js";
import { drawCode, qrCode } from "./qr.js";
import { secondsPerCode } from "./totp.js";
import { civil, moment, span, words } from "./words.js";

const root = document.getElementById("pass");
export const word = words(root);
const zone = Number(root.dataset.zone);
const part = (name) => document.getElementById("pass-" + name);
const oldAfterSeconds = 24 * 3600;

let held = null;
let gate = null;
let shownStep = -1;
let shownDigits = -1;
let isDrawing = false;

/** What stands in place of the code: words by name, and what there is to press. */
export function showState(name, options) {
    held = null;
    const more = options || {};
    part("card").hidden = true;
    delete part("code").dataset.step;
    part("state").hidden = false;
    part("state-title").textContent = word(name, more.values);
    part("state-text").textContent = more.detail || word(name + "-why", more.values);
    showButton(part("do"), more.button);
    showButton(part("else"), more.other);
    part("go").hidden = !more.link;
    if (more.link) {
        part("go").href = more.link.address;
        part("go").textContent = word(more.link.name);
        part("go").classList.toggle("primary", !more.button);
    }
}

function showButton(button, what) {
    button.hidden = !what;
    button.disabled = false;
    button.onclick = null;
    if (!what) return;
    button.textContent = word(what.name);
    button.onclick = () => {
        button.disabled = true;
        what.press();
    };
}

/** A line below the code; none for null. */
export function showNote(name, values) {
    part("note").hidden = !name;
    if (name) part("note").textContent = word(name, values);
}

/** Shows this holding's code from now on. `scanned` are the bytes of the gate whose code was scanned, or null. */
export function showHolding(holding, scanned) {
    held = holding;
    gate = scanned;
    shownStep = -1;
    shownDigits = -1;
    part("state").hidden = true;
    part("card").hidden = false;
    part("name").textContent = holding.name;
    part("trade").textContent = [word("trade-" + holding.trade), holding.team].filter(Boolean).join(" · ");
    part("gate").hidden = !scanned;
    part("guest").hidden = !holding.guest;
    if (holding.guest) part("guest").textContent = word("guest-at", { place: holding.guest.place });
    tick();
}

/** What the gate is called whose code was scanned. */
export function nameGate(name) {
    part("gate-name").textContent = word("gate-named", { gate: name });
}

export const isShowing = () => held !== null;

/** Every quarter of a second: the clock, the bar, and a new code when its time has come. */
export function tick() {
    if (!held) return;
    const now = nowSeconds();
    if (now >= held.expiresAt) return;
    const time = civil(now, zone);
    part("clock").textContent = time.clock + ":" + time.second;
    const left = stepSeconds - now % stepSeconds;
    part("bar").style.transform = "scaleX(" + (left / stepSeconds).toFixed(3) + ")";
    part("left").textContent = word("next-in", { n: Math.ceil(left) });
    tellAge(now);
    if (stepAt(now) !== shownStep && !isDrawing) draw(now);
    if (part("digits").open) tellDigits(now);
}

function tellAge(now) {
    const age = now - held.issuedAt;
    part("until").textContent = word("until", { when: moment(word, held.expiresAt, now, zone) });
    part("age").textContent = word(age < 60 ? "fresh" : "aged", { age: span(word, age) });
    part("age").classList.toggle("is-old", age >= oldAfterSeconds);
    const error = Math.round(clockError());
    part("clock-off").hidden = error === 0;
    if (error !== 0) {
        const name = error > 0 ? "clock-ahead" : "clock-behind";
        part("clock-off").textContent = word(name, { span: span(word, Math.abs(error)) });
    }
}

async function draw(now) {
    isDrawing = true;
    const mine = held;
    try {
        const code = qrCode(await passText(mine, now, gate), "M");
        if (mine !== held) return;
        const canvas = part("code");
        const width = canvas.parentNode.clientWidth;
        drawCode(canvas, code, width * Math.min(window.devicePixelRatio || 1, 4));
        shownStep = stepAt(now);
        canvas.dataset.step = String(shownStep);
    } finally {
        isDrawing = false;
    }
}

async function tellDigits(now) {
    part("digits-left").textContent = word("digits-left", { n: Math.ceil(secondsPerCode - now % secondsPerCode) });
    const period = Math.floor(now / secondsPerCode);
    if (period === shownDigits) return;
    shownDigits = period;
    const digits = await typedDigits(held, now);
    part("digits-code").textContent = digits ? digits.slice(0, 4) + " " + digits.slice(4) : word("digits-none");
}
