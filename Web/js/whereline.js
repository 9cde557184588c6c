// The line that says where distances are measured from: the button for the position, its age, and what went wrong.

import { chooseArea, chosenArea, isGranted, keptPosition, locate, refusedCode, wasToldToAsk } from "./here.js";

const line = document.getElementById("where");
const button = document.getElementById("locate-button");
const reason = document.getElementById("locate-reason");
const status = document.getElementById("locate-status");
const name = document.getElementById("where-name");
const age = document.getElementById("where-age");
const ageMillisecondsStep = 20000;
// Below this, how good the position is does not change which place is nearest.
const accuracyMetresFine = 100;

export const words = line ? line.dataset : {};
export const canLocate = Boolean(line && button && "geolocation" in navigator && "fetch" in window);

let turn = 0;
let shown = null;
let load = null;
let retryWhenOnline = null;

export function fill(text, value) {
    return text.replace("{}", String(value));
}

export function say(text, isProblem) {
    status.textContent = text;
    status.classList.toggle("warning", isProblem === true);
    status.classList.toggle("visually-hidden", isProblem !== true && text !== words.locating && text !== words.loading);
}

function setBusy(isBusy) {
    button.disabled = isBusy;
    line.setAttribute("aria-busy", String(isBusy));
}

function setButton(text, isPrimary) {
    button.lastChild.textContent = text;
    button.classList.toggle("primary", isPrimary);
    reason.hidden = !isPrimary;
}

function tellAge() {
    if (!shown || shown.near) return;
    const minutes = Math.floor((Date.now() - shown.at) / 60000);
    const when = minutes < 1 ? words.locatedNow : fill(words.located, minutes);
    age.textContent = shown.accuracy > accuracyMetresFine ? when + " · " + fill(words.accuracy, shown.accuracy) : when;
}

/**
 * Says where the list is measured from. `spot` is the area's name, empty outside the city, null to leave it; `note` is
 * how well the centre of a chosen area is known.
 */
export function tellWhere(here, spot, note) {
    shown = here;
    line.classList.remove("is-unknown");
    if (spot !== null) name.textContent = spot ? fill(words.around, spot) : words.outside;
    if (here.near && note) age.textContent = note;
    setButton(here.near ? words.ask : words.again, false);
    tellAge();
}

/** Moves the focus, unless the rider has gone elsewhere meanwhile. */
export function moveFocus(target) {
    const active = document.activeElement;
    if (active && active !== document.body && active !== button) return;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
}

function openStreets() {
    const first = document.querySelector(".areas details");
    if (!first) return;
    first.open = true;
    first.querySelector("summary").scrollIntoView({ block: "nearest" });
}

function tellFailure(error, wasAsked) {
    say(error && error.code === refusedCode ? words.refused : words.failed, true);
    if (!wasAsked) return;
    button.focus({ preventScroll: true });
    openStreets();
}

/** Loads what is around a known place, or finds the position first. */
export async function begin(known, wasAsked) {
    turn += 1;
    const mine = turn;
    let here = known;
    setBusy(true);
    retryWhenOnline = null;
    if (!here) {
        say(words.locating);
        try {
            here = await locate();
        } catch (error) {
            if (mine !== turn) return;
            setBusy(false);
            tellFailure(error, wasAsked);
            return;
        }
        if (mine !== turn) return;
    }
    const isDone = await load(here, wasAsked === true, () => mine === turn);
    if (mine !== turn) return;
    setBusy(false);
    if (!isDone) retryWhenOnline = () => begin(here);
}

/** What is known without asking: the position of a moment ago, an area chosen before, or a position freely given. */
async function start(addressArea) {
    const before = turn;
    const isToldToAsk = wasToldToAsk();
    if (addressArea) return begin({ near: addressArea });
    const known = keptPosition() || chosenArea();
    if (known) return begin(known);
    if ((isToldToAsk || (await isGranted())) && turn === before && canLocate) return begin(null, isToldToAsk);
}

/**
 * `loadAround(here, wasAsked, isCurrent)` shows what is around a place and says whether it could.
 * `areaInAddress()` is the area the address names, or null.
 */
export function startWhere(loadAround, areaInAddress) {
    load = loadAround;
    if (canLocate) {
        button.hidden = false;
        reason.hidden = !button.classList.contains("primary");
        button.addEventListener("click", () => begin(null, true));
    }
    window.addEventListener("online", () => retryWhenOnline && retryWhenOnline());
    // A page that comes back from the browser's memory may be old: look again, as if it were opened.
    window.addEventListener("pageshow", (event) => {
        if (event.persisted && !button.disabled) start(areaInAddress());
    });
    setInterval(tellAge, ageMillisecondsStep);
    for (const link of document.querySelectorAll(".areas [data-area]")) {
        link.addEventListener("click", () => chooseArea(link.dataset.area));
    }
    const pick = document.getElementById("pick-area");
    if (pick) pick.addEventListener("click", openStreets);
    start(areaInAddress());
}
