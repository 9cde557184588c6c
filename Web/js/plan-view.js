/*
A compound's plan on the phone: the question is answered here, from the plan that was fetched once and is kept, so that
it works in a basement. The room number stands only behind the `#` of the address and never leaves the phone. Without
this module the page's forms and links ask the server.
*/

import { keepPage } from "./keep-page.js";
import { keepCompound } from "./last-compound.js";
import { PlanLook, drawWay } from "./plan-drawing.js";
import { floorOf, gateNames, network, partsOf, reply, typed } from "./plan-reply.js";
import { buildingName, doorName, metresWords, stepWords, timeWords } from "./plan-words.js";
import { words } from "./words.js";

const page = document.getElementById("plan");
const word = words(page);
const svg = page.querySelector("svg.plan");
const part = document.getElementById("plan-answer");
const form = document.getElementById("plan-search");
const field = document.getElementById("plan-to");
const look = new PlanLook(svg, word);
const shown = { told: null, graph: null };

/** What the address asks. */
function question() {
    const asked = new URL(location.href).searchParams;
    const room = decodeURIComponent(location.hash.slice(1));
    return {
        to: asked.get("to") || "", room: /^[0-9A-Za-z]{1,6}$/.test(room) ? room : "",
        gate: asked.get("gate") || page.dataset.gate,
        visitor: {
            trade: asked.get("trade") || page.dataset.trade, vehicle: asked.get("vehicle") || page.dataset.vehicle,
        },
    };
}

function make(name, text, classes) {
    const element = document.createElement(name);
    if (classes) element.className = classes;
    if (text) element.textContent = text;
    return element;
}

function title(answer) {
    if (answer.found === "spot") return word("spot-" + answer.kind);
    return answer.unit ? doorName(word, answer.building.name || "", answer.unit.name || "")
        : buildingName(word, answer.building.name || "");
}

function steps(answer, names) {
    const list = make("ol", "", "plan-steps");
    for (const step of answer.way.steps) {
        list.appendChild(make("li", stepWords(word, step, names, answer.way.lead_ms > 0)));
    }
    return list;
}

function lead(answer, names) {
    const { way } = answer;
    const line = make("p", "", "plan-lead");
    const icon = page.querySelector("template.plan-icon");
    if (icon) line.appendChild(icon.content.cloneNode(true));
    line.appendChild(make("strong", names[way.gate] || word("gate")));
    line.appendChild(document.createTextNode(" "));
    line.appendChild(make("span", timeWords(word, way.ms + way.lead_ms) + " · " + metresWords(word, way.mm)));
    return line;
}

/** What two riders apart have said of something on the way. */
function warnings(way) {
    const used = partsOf(shown.told.plan, way);
    return shown.told.warnings.filter((one) => used.indexOf(one.part) >= 0)
        .map((one) => make("p", word("obstacle", { name: one.name, words: one.words }), "warning"));
}

function room(asked) {
    if (!asked.room) return [];
    const floor = floorOf(asked.to, asked.room);
    const told = word("by-room", { room: asked.room }) + (floor ? word("floor", { n: floor }) + " · " : "");
    return [make("p", told + word("room-kept"), "plan-room quiet")];
}

function told(asked, answer) {
    const names = gateNames(shown.told);
    const pieces = [];
    if (answer.found === "nothing") return [make("p", word("ask"), "quiet")];
    if (answer.found === "not-read") return [make("p", word("not-read"), "warning")];
    if (answer.found === "not-there") {
        return [make("p", word("not-there", { building: buildingName(word, answer.sign) }), "warning")];
    }
    pieces.push(make("h2", title(answer)));
    if (answer.lacksUnit) pieces.push(make("p", word("lacks-unit"), "warning"));
    if (answer.way.none) return pieces.concat(make("p", word("none-" + answer.way.none), "warning"));
    pieces.push(...warnings(answer.way), lead(answer, names));
    if (answer.ways.isOld) pieces.push(make("p", word("policies-old"), "quiet"));
    else if (answer.ways.isUnknown) pieces.push(make("p", word("gates-unknown"), "quiet"));
    return pieces.concat(room(asked), steps(answer, names));
}

function show() {
    const asked = question();
    const answer = reply(shown.told, shown.graph, asked, Math.floor(Date.now() / 1000));
    part.textContent = "";
    for (const piece of told(asked, answer)) part.appendChild(piece);
    const way = answer.way && !answer.way.none ? answer.way : null;
    drawWay(svg, shown.told.plan, answer.building, way);
    look.fit(way ? points(way) : []);
    field.value = answer.found === "spot" ? "" : asked.to;
    for (const chip of page.querySelectorAll(".plan-choice a, .plan-spots a")) mark(chip, asked);
    const who = Array.from(page.querySelectorAll(".plan-choice [aria-current]"), (chip) => chip.textContent.trim());
    document.getElementById("plan-who").textContent = who.reverse().join(" · ");
}

function points(way) {
    const all = [];
    for (const leg of way.legs) {
        for (let at = 0; at < leg.line.length; at += 2) all.push([leg.line[at], leg.line[at + 1]]);
    }
    return all;
}

function mark(chip, asked) {
    const items = new URL(chip.href).searchParams;
    const isOn = chip.closest(".plan-spots") ? items.get("to") === asked.to
        : chip.dataset.vehicle === asked.visitor.vehicle || chip.dataset.trade === asked.visitor.trade;
    if (isOn) chip.setAttribute("aria-current", "true");
    else chip.removeAttribute("aria-current");
}

/** Another question, in the address and answered here. */
function ask(items, hash) {
    const url = new URL(location.href);
    for (const name of Object.keys(items)) url.searchParams.set(name, items[name]);
    url.searchParams.delete("told");
    url.hash = hash;
    history.pushState(null, "", url.href);
    show();
}

form.addEventListener("submit", (event) => {
    const asked = typed(field.value);
    if (asked.to === "") return;
    event.preventDefault();
    if (shown.told) {
        ask({ to: asked.to }, asked.room);
        part.focus();
        part.scrollIntoView({ block: "start" });
        return;
    }
    const url = new URL(location.href);
    url.searchParams.set("to", asked.to);
    url.hash = asked.room;
    location.assign(url.href);
});

page.addEventListener("click", (event) => {
    const chip = event.target.closest(".plan-choice a, .plan-spots a");
    if (!chip || !shown.told || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const items = new URL(chip.href).searchParams;
    if (chip.closest(".plan-spots")) {
        ask({ to: items.get("to") }, "");
        return;
    }
    const chosen = chip.dataset.vehicle ? { vehicle: chip.dataset.vehicle } : { trade: chip.dataset.trade };
    ask(chosen, location.hash);
    // The server keeps the choice for the other pages.
    fetch(location.pathname + location.search, { credentials: "same-origin" }).catch(() => null);
});

window.addEventListener("popstate", () => shown.told && show());

async function start() {
    const answer = await fetch(page.dataset.source, { credentials: "same-origin" });
    if (!answer.ok) return;
    shown.told = await answer.json();
    shown.graph = network(shown.told.plan);
    keepCompound(shown.told.place.id, shown.told.place.name);
    const asked = question();
    // What the server has drawn is the answer already, but for a room, and for a page that was kept for another door.
    if (asked.room || asked.to !== page.dataset.to || document.documentElement.dataset.keptAt) show();
    await keepPage(location.pathname, [page.dataset.source]);
}

start().catch(() => null);
