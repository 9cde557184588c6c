/*
亮码: the rider's page. What this phone holds is shown at once, without asking anybody; the network, where there is
one, is asked behind it whether the pass is still here, and for the next day's.
*/
import { fromBase64 } from "./bytes.js";
import { nowSeconds } from "./pass-clock.js";
import { register, renew, whoAmI } from "./pass-device.js";
import { canHold, forget, holding } from "./pass-holder.js";
import { isShowing, showHolding, showNote, showState, tick } from "./pass-view.js";

const tickMilliseconds = 250;
const lookMilliseconds = 5 * 60 * 1000;
const gateCodeBytes = 82;
const gateBytes = 16;

let account = null;
let isBusy = false;

/** The gate whose code the rider scanned, from `?gate=`. */
function scannedGate() {
    const text = new URLSearchParams(location.search).get("gate");
    const bytes = text ? fromBase64(text) : null;
    return bytes && bytes.length === gateCodeBytes ? bytes.slice(0, gateBytes) : null;
}

const signIn = () => ({
    name: "sign-in", address: "/sign-in?next=" + encodeURIComponent(location.pathname + location.search),
});

/** The city's answer to asking for a pass. */
function follow(me, answer) {
    if (answer.state === "held") return show(answer.holding);
    if (answer.state === "asked") {
        return showState("elsewhere", {
            values: { phone: answer.device.name || "?", since: (answer.device.since || "").slice(0, 10) },
            button: { name: "move-here", press: () => take(me, true) },
            link: { name: "not-moving", address: "/" },
        });
    }
    if (answer.state === "signed-out") return showState("signed-out", { link: signIn() });
    if (answer.state === "refused") {
        return showState("refused", { detail: answer.detail, button: { name: "again", press: start } });
    }
    return showState("unreached", { button: { name: "again", press: start } });
}

async function take(me, isReplacing) {
    follow(me, await register(me, isReplacing));
}

function show(held) {
    account = held.account;
    showHolding(held, scannedGate());
    keepAwake();
}

/** Nothing is held here: who is it, and may they have a pass? */
async function begin() {
    const { status, body } = await whoAmI();
    if (status === 401) return showState("signed-out", { link: signIn() });
    if (status === 0) return showState("offline", { button: { name: "again", press: start } });
    if (status !== 200) return showState("unreached", { button: { name: "again", press: start } });
    if (!body.trade) return showState("no-rider", { link: { name: "to-me", address: "/me" } });
    return take(body, false);
}

function showExpired(state) {
    if (state === "signed-out") return showState("expired-signed-out", { link: signIn() });
    return showState("expired", { button: { name: "again", press: start } });
}

/** Behind the code that is shown: whether it is still this person's, and the next day's in time. */
async function look() {
    if (isBusy) return;
    isBusy = true;
    try {
        const answer = await renew(nowSeconds());
        if (answer.state === "held") show(answer.holding);
        if (answer.state === "moved") return showMoved();
        const held = await holding();
        if (held && nowSeconds() >= held.expiresAt) return showExpired(answer.state);
        await checkPerson(answer.state);
    } finally {
        isBusy = false;
    }
}

function showMoved() {
    showState("moved", { button: { name: "move-back", press: start } });
}

/** Signed out, or somebody else is signed in on this phone. */
async function checkPerson(state) {
    if (!isShowing()) return;
    if (state === "offline") return showNote(null);
    const { status, body } = await whoAmI();
    if (status === 401) return showNote("note-signed-out");
    showNote(null);
    if (status !== 200) return;
    const isOther = body.account !== account;
    // The pass was ended, from another phone or by staff.
    const isEnded = body.device === null;
    if (!isOther && !isEnded) return;
    await forget();
    if (isOther) return start();
    showState("ended", { button: { name: "start-again", press: start } });
}

async function start() {
    if (!canHold()) return showState("cannot", {});
    let held;
    try {
        held = await holding();
    } catch (error) {
        return showState("cannot", {});
    }
    if (!held) return begin();
    if (nowSeconds() < held.expiresAt) show(held);
    else showState("renewing", {});
    await look();
}

let lock = null;

/** The screen stays on while the code is shown, where the browser can do that. */
async function keepAwake() {
    if (!navigator.wakeLock || lock || document.visibilityState !== "visible") return;
    try {
        lock = await navigator.wakeLock.request("screen");
        lock.addEventListener("release", () => { lock = null; });
    } catch (error) { /* low battery: the phone decides */ }
}

document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || !isShowing()) return;
    tick();
    keepAwake();
    look();
});
window.addEventListener("online", () => (isShowing() ? look() : start()));
setInterval(tick, tickMilliseconds);
setInterval(look, lookMilliseconds);
start();
