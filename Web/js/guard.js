/*
查验: the guard's page. It judges with what it holds; the network is asked behind it for newer keys, revocations and
policies, and told of looks when there is one.
*/
import { Camera } from "./guard-camera.js";
import { stopArrivals, watchArrivals } from "./guard-arrivals.js";
import { nowSeconds } from "./guard-clock.js";
import { judge } from "./guard-judge.js";
import { addLook, forgetShift, history, undoLook } from "./guard-shift.js";
import { askJSON, keptKit, renewKit, takeKit } from "./guard-kit.js";
import { allowSound } from "./guard-sound.js";
import { checkDigits } from "./guard-digits.js";
import { hidePerson, showPerson } from "./guard-person.js";
import {
    hideVerdict, part, showAge, showFlags, showGates, showHistory, showPart, showText, showVerdict, showWaiting, word,
    wordsOf, zone,
} from "./guard-view.js";
import { ClockWatch } from "./clock-watch.js";
import { countWaiting, flags, forgetFlags, keep, sendWaiting, undo } from "./scan-queue.js";
import { keepPage } from "./keep-page.js";
import { readerFiles } from "./qr-reader.js";
import { get, put } from "./store.js";
import { civil } from "./words.js";

const renewMilliseconds = 2 * 60 * 1000;
const ageMilliseconds = 30 * 1000;
const againSeconds = 8;
// A text longer than any pass is not worth a place in the queue.
const codeLettersMax = 900;

const watch = new ClockWatch();
let ready = null;
let gateID = null;
let shown = null;
let last = { text: null, serial: null, until: 0 };
const camera = new Camera(part("video"), onText);

// Which gate

const signIn = () => { part("sign-in").hidden = false; };

async function choose() {
    camera.close();
    stopArrivals();
    showPart("choose");
    showText("choose-said", word("asking"));
    const { status, body } = await askJSON("/api/v1/me/gates");
    if (status === 401) signIn();
    const isEmpty = status === 200 && body.every((place) => place.gates.length === 0);
    const said = { 200: isEmpty ? "no-gates" : null, 401: "signed-out", 403: "no-gates", 0: "offline" };
    const name = Object.prototype.hasOwnProperty.call(said, status) ? said[status] : "unreached";
    showText("choose-said", name ? word(name) : "");
    part("choose-again").hidden = status === 200 && !isEmpty;
    if (status === 200) showGates(body, take);
}

async function take(place, gate) {
    allowSound();
    showText("choose-said", word("taking"));
    const taken = await takeKit(place.id);
    if (!taken.ready) return showText("choose-said", word(taken.status === 0 ? "offline" : "unreached"));
    await put("gate", gate.id);
    await begin(taken.ready, gate.id);
}

async function begin(made, id) {
    ready = made;
    gateID = id;
    const gate = ready.kit.gates.find((one) => one.id === id);
    if (!gate) return choose();
    showPart("work");
    part("gate").textContent = gate.name;
    part("place").textContent = ready.kit.place.name;
    showAge(ready, nowSeconds());
    watchArrivals(id, part("arrivals"), arrivalLine, () => { part("no-arrivals").hidden = true; });
    await showShift();
    settle();
}

const arrivalLine = (arrival) => [
    civil(arrival.at, zone).clock, word(arrival.verdict), arrival.name, word("trade-" + arrival.trade), arrival.team,
].filter(Boolean).join(" · ");

// Looking

async function look() {
    allowSound();
    part("start").disabled = true;
    showText("camera-said", word("opening"));
    try {
        await camera.open();
        showText("camera-said", "");
        part("start").hidden = true;
        part("torch").hidden = !camera.hasTorch;
        camera.look();
    } catch (error) {
        const names = {
            NotAllowedError: "camera-refused", NotFoundError: "camera-none", NotReadableError: "camera-busy",
        };
        const isNone = error.message === "no camera";
        showText("camera-said", word(names[error.name] || (isNone ? "camera-none" : "no-reader")));
        part("start").hidden = false;
    } finally {
        part("start").disabled = false;
    }
}

function vehicle() {
    return part("vehicles").querySelector("input:checked").value;
}

/** The camera has read something. */
async function onText(text) {
    const now = nowSeconds();
    if (shown || text === last.text && now < last.until) return;
    const found = await judge(text, ready, gateID, vehicle(), now, watch);
    const serial = found.credential ? found.credential.serial : null;
    // The same phone held up still. A code that came late is looked at again as soon as it moves.
    if (serial !== null && serial === last.serial && now < last.until && found.kind !== "clock") return;
    camera.stop();
    last = { text: text, serial: found.fault === "stepTooOld" ? null : serial, until: 0 };
    const credential = found.credential || {};
    await show(found.verdict, wordsOf(found, ready, gateID), credential, {
        place: ready.kit.place.id, gate: gateID, at: now, serial: serial, step: found.step,
        code: text.length <= codeLettersMax ? text : null, vehicle: vehicle(), verdict: found.verdict,
        fault: found.fault, offline: navigator.onLine === false,
    });
    if (found.clock && found.clock.whose === "own") showText("clock", wordsOf(found, ready, gateID).lines[0]);
}

/** A verdict on the whole screen; `scan` is kept for the server, where it has not made it itself. */
async function show(verdict, said, person, scan) {
    // Kept before it is shown: what a guard has seen is not lost with the browser.
    const id = scan.id || await keep(scan);
    shown = { id: id };
    showVerdict(verdict, said, person);
    showPerson(id, verdict, person, zone);
    await addLook({ id: id, at: scan.at, headline: said.headline, name: person.name || "" });
    settle();
}

function next() {
    hideVerdict();
    hidePerson();
    shown = null;
    last.until = nowSeconds() + againSeconds;
    showShift();
    if (camera.stream) camera.look();
}

async function takeBack() {
    await undo(shown.id);
    await undoLook(shown.id);
    next();
    settle();
}

async function onDigits(event) {
    event.preventDefault();
    allowSound();
    const answer = await checkDigits(gateID, vehicle());
    if (!answer) return;
    camera.stop();
    await show(answer.verdict, answer.said, answer.person, { id: answer.id, at: nowSeconds() });
}

// Behind

async function showShift() {
    const looks = await history();
    showHistory(looks);
    const nameOf = (id) => {
        const one = looks.find((each) => each.id === id);
        return one ? civil(one.at, zone).clock + " " + one.name : "";
    };
    showFlags(await flags(), nameOf);
    showWaiting(await countWaiting());
}

async function settle() {
    const { status } = await sendWaiting();
    await showShift();
    showSignedOut(status === 401);
}

/** Looks do not go by themselves when the guard's session has ended. */
function showSignedOut(isSignedOut) {
    let again = document.getElementById("guard-sign-in-again");
    if (!isSignedOut && again) again.remove();
    if (!isSignedOut || again) return;
    again = part("sign-in").cloneNode(true);
    again.id = "guard-sign-in-again";
    again.hidden = false;
    part("waiting").insertAdjacentElement("afterend", again);
}

async function renew() {
    if (!ready) return;
    const made = await renewKit();
    if (made) ready = made;
    showAge(ready, nowSeconds());
    await settle();
}

/** The page and what reads codes stay on this phone. */
async function keepForBasements() {
    await keepPage("/guard", await readerFiles());
}

async function start() {
    keepForBasements().catch(() => null);
    part("start").onclick = look;
    part("change").onclick = choose;
    part("choose-again").onclick = choose;
    part("next").onclick = next;
    part("undo").onclick = takeBack;
    part("digits").onsubmit = onDigits;
    part("flags-seen").onclick = () => forgetFlags().then(showShift);
    part("new-shift").onclick = () => forgetShift().then(showShift);
    let isLit = false;
    part("torch").onclick = () => {
        isLit = !isLit;
        part("torch").setAttribute("aria-pressed", String(isLit));
        camera.light(isLit);
    };
    let kept = null;
    try {
        kept = await keptKit();
        gateID = await get("gate");
    } catch (error) {
        return showText("choose-said", word("cannot"));
    }
    if (!kept || !gateID) return choose();
    await begin(kept, gateID);
    renew();
}

document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") camera.close();
    else if (ready) {
        part("start").hidden = false;
        renew();
    }
});
window.addEventListener("online", renew);
setInterval(renew, renewMilliseconds);
setInterval(() => ready && showAge(ready, nowSeconds()), ageMilliseconds);
start();
