/*
Suggestions under the search field as one types: a combobox with a list (WAI-ARIA 1.2). Without scripts, and when nobody
chooses one, the form leads to the result page. An address pasted from another app leads to the door on the compound's
plan: its compound alone is asked for, and the room never leaves this phone.
*/

import { keptPosition } from "./here.js";

const waitMilliseconds = 150;
const suggestionsMax = 8;
// Villages without a centre lead nowhere; more is asked for than shown.
const askedMax = 24;
// Longer than a name: an address is pasted whole.
const typedCharactersMax = 200;
// What an address with a building has, at the least; only then its reader is fetched.
const addressLike = /[幢栋棟座楼樓单単單#＃]|[0-9０-９]\s*[-—－]\s*[0-9０-９]|\b(building|block|tower|unit)\b/i;
const symbols = new URL("../icons/symbols.svg", import.meta.url).href;
const form = document.getElementById("search");
const input = document.getElementById("q");
const list = document.getElementById("search-list");
const status = document.getElementById("search-status");

let options = [];
let active = -1;
let waiting = 0;
let pending = null;
let lastText = "";
// The door the typed text names: `{compound, building, unit, room}`, or null.
let door = null;
let readText = "";

function fill(text, value) {
    return text.replace("{}", String(value));
}

function piece(className, text) {
    const box = document.createElement("span");
    box.className = className;
    box.textContent = text;
    return box;
}

/** A text with its matched parts marked: `[[start, count], …]` in UTF-16 units. */
function marked(className, text, ranges) {
    const box = piece(className, "");
    let at = 0;
    for (const range of ranges) {
        const mark = document.createElement("mark");
        mark.textContent = text.slice(range[0], range[0] + range[1]);
        box.appendChild(document.createTextNode(text.slice(at, range[0])));
        box.appendChild(mark);
        at = range[0] + range[1];
    }
    box.appendChild(document.createTextNode(text.slice(at)));
    return box;
}

/** The ranges that are about one of the fields. */
function rangesIn(facts, fields) {
    return facts.match && fields.indexOf(facts.match.field) >= 0 ? facts.match.ranges : [];
}

function distance(metres) {
    if (typeof metres !== "number") return "";
    const isEnglish = document.documentElement.lang === "en";
    if (metres < 995) return Math.round(metres / 10) * 10 + (isEnglish ? " m" : " 米");
    return (metres / 1000).toFixed(1).replace(/\.0$/, "") + (isEnglish ? " km" : " 公里");
}

function symbol(name) {
    const space = "http://www.w3.org/2000/svg";
    const icon = document.createElementNS(space, "svg");
    icon.setAttribute("class", "icon");
    icon.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(space, "use");
    use.setAttribute("href", symbols + "#" + name);
    icon.appendChild(use);
    return icon;
}

function option(index, className) {
    const box = document.createElement("div");
    box.className = className;
    box.id = "search-option-" + index;
    box.setAttribute("role", "option");
    box.setAttribute("aria-selected", "false");
    // The field keeps the focus.
    box.addEventListener("mousedown", (event) => event.preventDefault());
    box.addEventListener("click", () => choose(index));
    return box;
}

async function readDoor(text) {
    let read = null;
    try {
        if (addressLike.test(text)) read = (await import("./door-address.js")).doorAddress(text);
    } catch (error) {
        // Without a network and not kept: a text like any other.
    }
    door = read && read.compound.length > 1 ? read : null;
    readText = text;
}

/** `12 幢 2 单元` */
function doorWords() {
    const isEnglish = document.documentElement.lang === "en";
    if (isEnglish) return "Building " + door.building + (door.unit ? ", unit " + door.unit : "");
    return door.building + " 幢" + (door.unit ? " " + door.unit + " 单元" : "");
}

/** Where a suggestion leads: a place to its page, an area to what is around it, a road to what stands at it, and a
compound whose door was asked for to its plan. */
function target(feature) {
    const facts = feature.properties;
    if (door && facts.kind === "compound") {
        const to = door.building + (door.unit ? "-" + door.unit : "");
        const room = door.room ? "#" + encodeURIComponent(door.room) : "";
        return "/places/" + feature.id + "/plan?to=" + encodeURIComponent(to) + room;
    }
    if (facts.kind === "area") return "/find?near=" + encodeURIComponent(facts.code);
    if (facts.kind === "road") return "/find?q=" + encodeURIComponent(facts.name);
    return "/places/" + feature.id;
}

function leadsSomewhere(feature) {
    return feature.properties.kind !== "area" || feature.geometry !== null;
}

function suggestion(feature, index) {
    const isEnglish = document.documentElement.lang === "en";
    const kinds = JSON.parse(form.dataset.kinds);
    const facts = feature.properties;
    const kind = kinds[facts.kind] || { name: "", icon: "pin" };
    const box = option(index, "option kind-" + facts.kind);
    box.appendChild(symbol(kind.icon));
    const words = piece("option-text", "");
    const hasEnglish = isEnglish && Boolean(facts.nameEn);
    const inName = rangesIn(facts, hasEnglish ? ["nameEn"] : ["name", "pinyin", "initials"]);
    words.appendChild(marked("option-name", hasEnglish ? facts.nameEn : facts.name, inName));
    const area = facts.area ? (isEnglish && facts.area.nameEn) || facts.area.name : "";
    const isDoor = door && facts.kind === "compound";
    const more = piece("option-more", [isDoor ? doorWords() : kind.name, area].filter(Boolean).join(" · "));
    if (facts.address) {
        more.appendChild(document.createTextNode(" · "));
        more.appendChild(marked("", facts.address, rangesIn(facts, ["address"])));
    }
    words.appendChild(more);
    box.appendChild(words);
    box.appendChild(piece("option-distance", distance(facts.distanceMetres)));
    return { box: box, go: () => location.assign(target(feature)) };
}

function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
}

/** Sent to the result page: the compound of an address, never its room. */
function onSubmit(event) {
    close();
    const text = input.value.trim();
    if (addressLike.test(text) && text !== readText) {
        // Sent before it was read.
        event.preventDefault();
        readDoor(text).then(() => {
            if (door) input.value = door.compound;
            form.submit();
        });
    } else if (door) {
        input.value = door.compound;
    }
}

function submit() {
    close();
    if (form.requestSubmit) form.requestSubmit();
    else form.querySelector("[type=submit]").click();
}

function choose(index) {
    const chosen = options[index];
    if (!chosen) return;
    close();
    chosen.go();
}

function move(to) {
    if (options[active]) options[active].box.setAttribute("aria-selected", "false");
    active = to;
    const box = options[active] && options[active].box;
    if (!box) return input.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-selected", "true");
    box.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", box.id);
}

function show(features, text) {
    const suggestions = features.map(suggestion);
    const all = option(suggestions.length, "option option-all");
    all.appendChild(symbol("search"));
    all.appendChild(piece("option-text", features.length > 0 ? fill(form.dataset.all, text) : form.dataset.none));
    options = suggestions.concat([{ box: all, go: submit }]);
    list.textContent = "";
    for (const one of options) list.appendChild(one.box);
    list.hidden = false;
    active = -1;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
    status.textContent = features.length > 0 ? fill(form.dataset.some, features.length) : form.dataset.none;
}

function address(text) {
    const query = new URLSearchParams({ q: text, limit: String(askedMax) });
    const position = keptPosition();
    if (position) {
        query.set("lat", position.lat.toFixed(5));
        query.set("lng", position.lng.toFixed(5));
    }
    return "/api/v1/search?" + query.toString();
}

async function suggest(text) {
    if (pending) pending.abort();
    const controller = "AbortController" in window ? new AbortController() : null;
    pending = controller;
    const options = { credentials: "same-origin" };
    if (controller) options.signal = controller.signal;
    try {
        await readDoor(text);
        if (text !== lastText) return;
        const asked = door ? door.compound : text;
        const answer = await fetch(address(asked), options);
        if (!answer.ok) throw new Error("unexpected answer");
        const features = (await answer.json()).features.filter(leadsSomewhere);
        // The sort keeps the order of equals in every browser this page runs on.
        if (door) features.sort((a, b) => (b.properties.kind === "compound") - (a.properties.kind === "compound"));
        if (text === lastText && document.activeElement === input) show(features.slice(0, suggestionsMax), asked);
    } catch (error) {
        if (text !== lastText) return;
        close();
        status.textContent = navigator.onLine === false ? form.dataset.offline : "";
    }
}

function onInput() {
    const text = input.value.trim();
    if (text === lastText) return;
    lastText = text;
    door = null;
    clearTimeout(waiting);
    if (!text) {
        if (pending) pending.abort();
        status.textContent = "";
        return close();
    }
    waiting = setTimeout(() => suggest(text), waitMilliseconds);
}

function onKey(event) {
    // While a Chinese input method is composing, its keys are its own.
    if (event.isComposing || event.keyCode === 229) return;
    const isOpen = !list.hidden;
    const count = options.length;
    if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        close();
    } else if (event.key === "Enter" && isOpen && active >= 0) {
        event.preventDefault();
        choose(active);
    } else if (event.key === "ArrowDown" && isOpen) {
        event.preventDefault();
        move(active + 1 >= count ? -1 : active + 1);
    } else if (event.key === "ArrowUp" && isOpen) {
        event.preventDefault();
        move(active < 0 ? count - 1 : active - 1);
    } else if (event.key === "ArrowDown" && lastText) {
        event.preventDefault();
        suggest(lastText);
    }
}

if (form && input && list && "fetch" in window && "URLSearchParams" in window) {
    input.maxLength = typedCharactersMax;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.addEventListener("input", onInput);
    input.addEventListener("keydown", onKey);
    input.addEventListener("blur", close);
    form.addEventListener("submit", onSubmit);
}
