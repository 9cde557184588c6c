// The result page without reloading: filters, the switch between list and map, and the way back. The address bar
// holds the search and never the position.

import { showChosen } from "./chips.js";
import { chosenArea, keptPosition } from "./here.js";
import { fetchPart, keepPart, keptPart } from "./part.js";
import { begin, fill, moveFocus, say, startWhere, tellWhere, words } from "./whereline.js";

const freshMilliseconds = 60 * 1000;
const page = document.getElementById("find");
const found = document.getElementById("found");
const frame = document.getElementById("map-frame");

// Nobody knows where the rider is: names can be searched all the same.
const nowhere = {};

let opening = null;
let lastHere = null;
// What the server has put on the page already need not be fetched again.
let serverArea = areaInAddress();

function own() {
    return new URLSearchParams(location.search);
}

function areaInAddress() {
    return own().get("near");
}

function isMap() {
    return own().get("view") === "map";
}

/** Commas stay as they are, so that an address can be read. */
function addressOf(query) {
    const text = query.toString().replace(/%2C/g, ",");
    return text ? "/find?" + text : "/find";
}

function partAddress(here) {
    const query = own();
    // What the map shows is no part of what the list is about.
    query.delete("at");
    if (here && !here.near) {
        query.set("lat", here.lat.toFixed(5));
        query.set("lng", here.lng.toFixed(5));
    } else if (here) {
        query.set("near", here.near);
    }
    return "/find/list?" + query.toString();
}

/** The mark of what has the focus inside the part, to find it again in the new one. */
function focusedKey() {
    const active = document.activeElement;
    return active && found.contains(active) ? active.dataset.key || null : null;
}

function put(html) {
    const key = focusedKey();
    found.innerHTML = html;
    const again = key ? found.querySelector('[data-key="' + key + '"]') : null;
    if (again) again.focus({ preventScroll: true });
    showChosen();
    // Other filters may take more lines.
    if (opening && isMap()) opening.then((map) => map.fill(), () => null);
}

function show(html, here) {
    put(html);
    const results = document.getElementById("results");
    document.title = results.dataset.title + document.title.slice(document.title.lastIndexOf(" · "));
    if (here) tellWhere(here, results.dataset.spot || "", results.dataset.note);
    say(here || own().get("q") ? fill(words.found, results.dataset.count) : "");
}

async function showMap(here) {
    const isOn = isMap();
    page.classList.toggle("is-map", isOn);
    frame.hidden = !isOn;
    if (!isOn) return;
    const status = document.getElementById("map-status");
    try {
        if (!opening) {
            status.textContent = document.getElementById("map").dataset.loading;
            opening = import("./map.js").then((module) => module.openMap(frame, tellView));
        }
        const map = await opening;
        if (isMap()) map.show(own(), here);
    } catch (error) {
        opening = null;
        page.classList.remove("is-map");
        frame.hidden = true;
        say(document.getElementById("map").dataset.failed, true);
    }
}

/** The address says where the map was moved to; null when it stands where the page has put it. */
function tellView(view) {
    const query = own();
    if (!isMap() || query.get("at") === view) return;
    if (view) query.set("at", view);
    else query.delete("at");
    history.replaceState(null, "", addressOf(query));
}

/** The address names the area the list is about, and no area when it is about a position. */
function settleAddress(here) {
    const area = here && here.near ? here.near : null;
    if (!here || area === areaInAddress()) return;
    const query = own();
    if (area) query.set("near", area);
    else query.delete("near");
    history.replaceState(null, "", addressOf(query));
}

async function load(given, wasAsked, isCurrent) {
    const here = given === nowhere ? null : given;
    lastHere = here;
    // Who asks where they are wants to see it.
    if (wasAsked) tellView(null);
    settleAddress(here);
    showMap(here);
    if (here && here.near && here.near === serverArea) {
        serverArea = null;
        tellWhere(here, null);
        return true;
    }
    serverArea = null;
    const mine = partAddress(here);
    const kept = wasAsked ? null : keptPart(mine);
    if (kept) show(kept.html, here);
    if (kept && Date.now() - kept.at < freshMilliseconds) return true;
    if (!kept) say(words.loading);
    found.setAttribute("aria-busy", "true");
    try {
        const html = await fetchPart(mine, "list");
        if (!isCurrent()) return true;
        show(html, here);
        keepPart(mine, html);
        if (wasAsked) moveFocus(document.getElementById("results"));
        return true;
    } catch (error) {
        if (!isCurrent()) return true;
        say(kept ? fill(words.kept, Math.round((Date.now() - kept.at) / 60000)) : words.offline, true);
        return false;
    } finally {
        if (isCurrent()) found.setAttribute("aria-busy", "false");
    }
}

/** Shows what the address says now. */
function follow() {
    const area = areaInAddress();
    const here = area ? { near: area } : lastHere && !lastHere.near ? keptPosition() || lastHere : chosenArea();
    document.getElementById("q").value = own().get("q") || "";
    begin(here || nowhere);
}

function go(query) {
    const address = addressOf(query);
    if (address === location.pathname + location.search.replace(/%2C/g, ",")) return;
    history.pushState(null, "", address);
    follow();
}

function onClick(event) {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a[data-find]");
    if (!link) return;
    event.preventDefault();
    const query = new URL(link.href).searchParams;
    const language = own().get("lang");
    if (language) query.set("lang", language);
    // The map stays where it was moved to, unless another area is asked for.
    const view = own().get("at");
    if (view && query.get("view") === "map" && query.get("near") === areaInAddress()) query.set("at", view);
    go(query);
}

function onSubmit(event) {
    const query = own();
    if (event.target.matches(".search")) {
        const text = event.target.elements.q.value.trim();
        query.delete("at");
        if (text) query.set("q", text);
        else query.delete("q");
    } else if (event.target.matches(".sheet")) {
        const boxes = event.target.querySelectorAll("input[name=facilities]:checked");
        const codes = Array.prototype.map.call(boxes, (box) => box.value);
        if (codes.length > 0) query.set("facilities", codes.join(","));
        else query.delete("facilities");
    } else {
        return;
    }
    event.preventDefault();
    go(query);
}

/** The sheet of facilities closes with its ×, with Escape and with a tap beside it. */
function closeSheet(event) {
    const sheet = document.getElementById("more-filters");
    if (!sheet || !sheet.open) return;
    const isAway = event.type === "click" && !sheet.contains(event.target);
    const isClose = event.type === "click" && event.target.closest("[data-close]");
    if (!isAway && !isClose && event.key !== "Escape") return;
    if (isClose) event.preventDefault();
    sheet.open = false;
    if (!isAway) sheet.querySelector("summary").focus();
}

if (page && found && "fetch" in window && "URLSearchParams" in window) {
    page.addEventListener("click", onClick);
    page.addEventListener("submit", onSubmit);
    document.addEventListener("click", closeSheet);
    document.addEventListener("keydown", closeSheet);
    window.addEventListener("popstate", follow);
    showChosen();
    startWhere(load, areaInAddress);
    if (isMap() && !lastHere) showMap(null);
}
