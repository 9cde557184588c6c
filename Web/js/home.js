// The start page: the nearest places for the position or the chosen area, and one-tap answers that begin from there.

import { askLater } from "./here.js";
import { showLastCompound } from "./last-compound.js";
import { fetchPart, keepPart, keptPart } from "./part.js";
import { fill, moveFocus, say, startWhere, tellWhere, words } from "./whereline.js";

const listCountMax = 6;
const freshMilliseconds = 60 * 1000;
const nearest = document.getElementById("nearest");
const nearby = document.getElementById("nearby");
// What the server has put on the page already need not be fetched again.
let serverArea = areaInAddress();
let isKnown = serverArea !== null;

function areaInAddress() {
    return new URLSearchParams(location.search).get("near");
}

function address(here) {
    const query = new URLSearchParams({ part: "results", limit: String(listCountMax) });
    const language = new URLSearchParams(location.search).get("lang");
    if (language) query.set("lang", language);
    if (here.near) query.set("near", here.near);
    else {
        query.set("lat", here.lat.toFixed(5));
        query.set("lng", here.lng.toFixed(5));
    }
    return "/find/list?" + query.toString();
}

/** The answers and apps begin from the area the rider chose; a position never stands in a link. */
function carryArea(code) {
    for (const link of document.querySelectorAll(".answer, .app, .more")) {
        const url = new URL(link.href);
        if (code) url.searchParams.set("near", code);
        else url.searchParams.delete("near");
        link.href = url.pathname + url.search.replace(/%2C/g, ",");
    }
}

function show(html, here) {
    nearby.innerHTML = html;
    nearest.classList.remove("is-empty");
    const results = nearby.querySelector(".results");
    tellWhere(here, results.dataset.spot || "", results.dataset.note);
    say(fill(words.found, nearby.querySelectorAll(".card").length));
}

async function load(here, wasAsked, isCurrent) {
    isKnown = true;
    if (!here.near && areaInAddress()) history.replaceState(null, "", "/");
    carryArea(here.near || null);
    if (here.near && here.near === serverArea) {
        serverArea = null;
        tellWhere(here, null);
        return true;
    }
    serverArea = null;
    const mine = address(here);
    const kept = wasAsked ? null : keptPart(mine);
    if (kept) show(kept.html, here);
    if (kept && Date.now() - kept.at < freshMilliseconds) return true;
    if (!kept) say(words.loading);
    nearby.setAttribute("aria-busy", "true");
    try {
        const html = await fetchPart(mine, "list");
        if (!isCurrent()) return true;
        show(html, here);
        keepPart(mine, html);
        if (wasAsked) moveFocus(nearby);
        return true;
    } catch (error) {
        if (!isCurrent()) return true;
        tellWhere(here, null);
        say(kept ? fill(words.kept, Math.round((Date.now() - kept.at) / 60000)) : words.offline, true);
        return false;
    } finally {
        if (isCurrent()) nearby.setAttribute("aria-busy", "false");
    }
}

showLastCompound(document.querySelector(".home-pass"));
if (nearest && nearby) {
    // Who taps an answer wants to be led there: the next page asks for the position at once.
    for (const link of document.querySelectorAll(".answer")) {
        link.addEventListener("click", () => {
            if (!isKnown) askLater();
        });
    }
    startWhere(load, areaInAddress);
}
