// The start page's list of the nearest places. The position is sent only in the request for the list, never in the
// address bar, and is kept for ten minutes in this tab, so that the filters (ordinary links) show their list at once.

const positionKey = "yongai.position";
const listKey = "yongai.list";
const positionMillisecondsMax = 10 * 60 * 1000;
const listMillisecondsMax = 60 * 1000;
const locateMillisecondsMax = 8000;
// Some WebViews never answer at all; a question nobody answers counts as failed.
const questionMillisecondsMax = 30000;
const answerMillisecondsMax = 20000;
const coarseMetres = 1000;
const unansweredCode = 0;
const refusedCode = 1;

const locate = document.getElementById("locate");
const button = document.getElementById("locate-button");
const status = document.getElementById("locate-status");
const nearby = document.getElementById("nearby");
const hero = locate ? locate.parentNode : null;

let turn = 0;
let pending = null;
let retryWhenOnline = null;

function read(key, ageMax) {
    try {
        const kept = JSON.parse(sessionStorage.getItem(key));
        const age = Date.now() - kept.at;
        return age >= 0 && age < ageMax ? kept : null;
    } catch (error) {
        return null;
    }
}

function keep(key, value) {
    try {
        sessionStorage.setItem(key, JSON.stringify(value));
    } catch (error) {
        // Storage may be full or forbidden; the page works without it.
    }
}

function say(text, isProblem) {
    status.textContent = text;
    status.classList.toggle("warning", isProblem === true);
}

function setBusy(isBusy) {
    button.disabled = isBusy;
    nearby.setAttribute("aria-busy", String(isBusy));
}

/** The page's own filters, as they stand in its address. */
function filters() {
    const own = new URLSearchParams(location.search);
    const kept = new URLSearchParams();
    for (const name of ["kinds", "facilities", "open", "radius", "lang"]) {
        const value = own.get(name);
        if (value !== null) kept.set(name, value);
    }
    return kept;
}

function listAddress(position) {
    const query = filters();
    query.set("part", "list");
    query.set("lat", position.lat.toFixed(5));
    query.set("lng", position.lng.toFixed(5));
    return "/places/nearby?" + query.toString();
}

function show(html) {
    nearby.innerHTML = html;
    hero.classList.add("is-located");
    const count = nearby.querySelectorAll(".card").length;
    say(nearby.getAttribute("aria-label") + " · " + count);
}

/** Moves the focus to the list, unless the rider has gone elsewhere meanwhile. */
function moveFocus(target) {
    const active = document.activeElement;
    if (active && active !== document.body && active !== button) return;
    target.focus({ preventScroll: true });
}

function openStreets() {
    const first = document.querySelector(".areas details");
    if (!first) return;
    first.open = true;
    first.querySelector("summary").scrollIntoView({ block: "nearest" });
}

function failAfter(milliseconds) {
    return new Promise((resolve, reject) => setTimeout(reject, milliseconds, { code: unansweredCode }));
}

async function fetchList(address) {
    const controller = "AbortController" in window ? new AbortController() : null;
    if (pending) pending.abort();
    pending = controller;
    const options = { credentials: "same-origin", headers: { Accept: "text/html" } };
    if (controller) options.signal = controller.signal;
    const answer = await fetch(address, options);
    const type = answer.headers.get("Content-Type") || "";
    if (!answer.ok || answer.redirected || type.indexOf("text/html") !== 0) throw new Error("unexpected answer");
    return answer.text();
}

async function load(position, wasAsked, mine) {
    const address = listAddress(position);
    const key = document.documentElement.lang + " " + address;
    const last = read(listKey, positionMillisecondsMax);
    const isKnown = last !== null && last.key === key && !wasAsked;
    if (isKnown) show(last.html);
    if (isKnown && Date.now() - last.at < listMillisecondsMax) return setBusy(false);
    retryWhenOnline = null;
    try {
        const html = await Promise.race([fetchList(address), failAfter(answerMillisecondsMax)]);
        if (mine !== turn) return;
        setBusy(false);
        show(html);
        keep(listKey, { key: key, html: html, at: Date.now() });
        if (wasAsked) {
            nearby.tabIndex = -1;
            moveFocus(nearby);
        }
    } catch (error) {
        if (mine !== turn) return;
        setBusy(false);
        say(locate.dataset.offline, true);
        if (wasAsked) moveFocus(button);
        retryWhenOnline = () => begin(position);
    }
}

function ask(isPrecise) {
    return new Promise((resolve, reject) => {
        navigator.geolocation.getCurrentPosition(resolve, reject, {
            enableHighAccuracy: isPrecise,
            timeout: locateMillisecondsMax,
            maximumAge: 60000,
        });
        failAfter(questionMillisecondsMax).catch(reject);
    });
}

/** The network's position when it is good enough, because it comes at once and indoors; otherwise the satellites'. */
async function findPosition() {
    let coarse = null;
    try {
        coarse = await ask(false);
        if (coarse.coords.accuracy <= coarseMetres) return coarse;
    } catch (error) {
        if (error.code === refusedCode || error.code === unansweredCode) throw error;
    }
    try {
        return await ask(true);
    } catch (error) {
        if (coarse) return coarse;
        throw error;
    }
}

/** Shows the list around a known position, or finds the position first. */
async function begin(known, wasAsked) {
    turn += 1;
    const mine = turn;
    setBusy(true);
    say(locate.dataset.locating);
    if (known) hero.classList.add("is-located");
    let position = known;
    if (!position) {
        try {
            const found = await findPosition();
            if (mine !== turn) return;
            position = { lat: found.coords.latitude, lng: found.coords.longitude, at: Date.now() };
            position.lat = Number(position.lat.toFixed(5));
            position.lng = Number(position.lng.toFixed(5));
            keep(positionKey, position);
        } catch (error) {
            if (mine !== turn) return;
            setBusy(false);
            say(error && error.code === refusedCode ? locate.dataset.refused : locate.dataset.failed, true);
            if (wasAsked) {
                moveFocus(button);
                openStreets();
            }
            return;
        }
    }
    await load(position, wasAsked === true, mine);
}

async function isGranted() {
    if (!navigator.permissions || !navigator.permissions.query) return false;
    try {
        const permission = await navigator.permissions.query({ name: "geolocation" });
        return permission.state === "granted";
    } catch (error) {
        return false;
    }
}

async function start() {
    const kept = read(positionKey, positionMillisecondsMax);
    if (kept) return begin(kept);
    const before = turn;
    if (await isGranted() && turn === before) return begin(null);
}

if (locate && button && status && nearby && "geolocation" in navigator && "fetch" in window) {
    locate.hidden = false;
    button.addEventListener("click", () => begin(null, true));
    window.addEventListener("online", () => retryWhenOnline && retryWhenOnline());
    // A page that comes back from the browser's memory may be old: look again, as if it were opened.
    window.addEventListener("pageshow", (event) => {
        if (event.persisted && !button.disabled) start();
    });
    start();
}
