/*
亮码: the rider's page. What this phone holds is shown at once, without asking anybody; the network, where there is
one, is asked behind it whether the pass is still here, and for the next day's.
*/
import { toHex } from "./bytes.js";
import { checkGateCode, fetchGateKeys, nameOfGate } from "./gate-code.js";
import { keepPage } from "./keep-page.js";
import { nowSeconds } from "./pass-clock.js";
import { register, renew, whoAmI } from "./pass-device.js";
import { canHold, endedFor, forget, forgetEnded, holding, noteEnded, ownKey } from "./pass-holder.js";
import { isShowing, nameGate, showHolding, showNote, showState, tick } from "./pass-view.js";

const tickMilliseconds = 250;
const lookMilliseconds = 5 * 60 * 1000;
/** After a look that reached nobody though there seemed to be a network. */
const lookAgainMilliseconds = 20 * 1000;

let account = null;
let isBusy = false;
/** The gate whose code the rider scanned, or what is to be said of that code. */
let scanned = { gate: null, note: null };

/** Looks at the gate's code in `?gate=`. Only what the city has signed is a gate. */
async function readGate() {
    const text = new URLSearchParams(location.search).get("gate");
    if (!text) return;
    const found = await checkGateCode(text);
    scanned = found.gate ? { gate: found.gate, note: null } : { gate: null, note: "gate-" + found.fault };
}

/** Asked for behind the code, which does not wait for it. */
async function tellGate() {
    if (!scanned.gate) return;
    const id = toHex(scanned.gate).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    const name = await nameOfGate(id);
    if (name) nameGate(name);
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
    // For gates' codes that are scanned where there is no network.
    await fetchGateKeys();
}

function show(held) {
    account = held.account;
    showHolding(held, scanned.gate);
    showNote(scanned.note);
    tellGate().catch(() => null);
    keepAwake();
}

/** Nothing is held here: who is it, and may they have a pass? */
async function begin() {
    const { status, body } = await whoAmI();
    if (status === 401) return showState("signed-out", { link: signIn() });
    if (status === 0) return showState("offline", { button: { name: "again", press: start } });
    if (status !== 200) return showState("unreached", { button: { name: "again", press: start } });
    if (!body.trade) return showState("no-rider", { link: { name: "to-me", address: "/me" } });
    // A phone that was reported lost does not take a pass again by being opened.
    if (!body.device && await endedFor() === body.account) return showEnded();
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
        const old = await holding();
        if (old && old.guest) return await lookAsGuest(old);
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

/** A guest's pass is not renewed. Who has signed in since has one of their own instead. */
async function lookAsGuest(held) {
    const { status, body } = await whoAmI();
    const isRider = status === 200 && body.trade;
    if (!isRider && nowSeconds() < held.expiresAt) return;
    await forget();
    if (isRider) return begin();
    showState("guest-over", { link: { name: "guest-again", address: "/g/" + held.guest.gate + "/guest" } });
}

function showMoved() {
    showState("moved", { button: { name: "move-back", press: start } });
}

function showEnded() {
    showState("ended", { button: { name: "start-again", press: () => forgetEnded().then(start) } });
}

/** Signed out, or somebody else is signed in on this phone. */
async function checkPerson(state) {
    if (!isShowing()) return;
    if (state === "offline") return showNote(scanned.note);
    const { status, body } = await whoAmI();
    if (status === 0 && navigator.onLine !== false) setTimeout(look, lookAgainMilliseconds);
    if (status === 401) return showNote("note-signed-out");
    showNote(scanned.note);
    if (status !== 200) return;
    const isOther = body.account !== account;
    // The pass was ended, from another phone or by staff; or it has moved to another phone.
    const isEnded = body.device === null;
    const key = body.device ? body.device.public_key : null;
    const isMoved = Boolean(key) && key !== await ownKey();
    if (!isOther && !isEnded && !isMoved) return;
    if (isEnded && !isOther) await noteEnded(account);
    await forget();
    if (isOther) return start();
    if (isMoved) return showMoved();
    showEnded();
}

async function start() {
    if (!canHold()) return showState("cannot", {});
    let held;
    try {
        await readGate();
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
keepPage("/pass").catch(() => null);
setInterval(tick, tickMilliseconds);
setInterval(look, lookMilliseconds);
start();
