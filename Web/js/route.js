// The way to one place: asks for the position, fetches the way, and shows line, length, time and steps. The position
// is sent only in this request, never in the address bar. Without it the map apps below are still there.

import { isGranted, keptPosition, locate, refusedCode } from "./here.js";

const answerMillisecondsMax = 20000;
const frame = document.getElementById("route");

function part(name) {
    return document.getElementById("route-" + name);
}

function say(text, isProblem) {
    const status = part("status");
    status.textContent = text;
    status.classList.toggle("warning", isProblem === true);
}

function show(element, isShown) {
    element.hidden = !isShown;
}

async function fetchRoute(position) {
    const query = new URLSearchParams();
    query.set("from", position.lat.toFixed(5) + "," + position.lng.toFixed(5));
    query.set("to", frame.dataset.place);
    query.set("mode", frame.dataset.mode);
    query.set("lang", document.documentElement.lang);
    const late = new Promise((resolve, reject) => setTimeout(reject, answerMillisecondsMax));
    const answer = await Promise.race([
        fetch("/api/v1/routes?" + query.toString(), { credentials: "same-origin" }), late,
    ]);
    if (!answer.ok) throw new Error("no answer");
    return answer.json();
}

/** The steps, one of which is the current one: shown large, and read aloud on tap. */
class Steps {
    constructor(steps, onChange) {
        this.steps = steps;
        this.onChange = onChange;
        this.items = steps.map((step, index) => this.item(step, index));
        const list = part("steps");
        list.textContent = "";
        this.items.forEach((item) => list.appendChild(item));
        part("previous").onclick = () => this.go(this.current - 1);
        part("next").onclick = () => this.go(this.current + 1);
        part("speak").onclick = () => this.speak();
        show(part("speak"), "speechSynthesis" in window && "SpeechSynthesisUtterance" in window);
        this.go(0);
    }

    item(step, index) {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        const act = document.createElement("span");
        act.textContent = step.act;
        button.appendChild(act);
        if (step.lengthMetres > 0) {
            const distance = document.createElement("span");
            distance.className = "route-distance";
            distance.textContent = step.distance;
            button.appendChild(distance);
        }
        button.onclick = () => {
            this.go(index);
            this.speak();
        };
        item.appendChild(button);
        return item;
    }

    go(index) {
        this.current = Math.max(0, Math.min(index, this.steps.length - 1));
        part("act").textContent = this.steps[this.current].text;
        this.items.forEach((item, number) => {
            if (number === this.current) item.setAttribute("aria-current", "step");
            else item.removeAttribute("aria-current");
        });
        part("previous").disabled = this.current === 0;
        part("next").disabled = this.current === this.steps.length - 1;
        this.onChange(this.steps[this.current]);
    }

    speak() {
        if (!("speechSynthesis" in window)) return;
        const words = new SpeechSynthesisUtterance(this.steps[this.current].text);
        words.lang = document.documentElement.lang === "en" ? "en" : "zh-CN";
        window.speechSynthesis.cancel();
        window.speechSynthesis.speak(words);
    }
}

/** The map apps are sent where the way leads: to the gate that was chosen. */
function redirectApps(links) {
    document.querySelectorAll("a[data-app]").forEach((link) => {
        if (links[link.dataset.app]) link.href = links[link.dataset.app];
    });
}

async function draw(route, position) {
    try {
        const { RouteMap } = await import("./routemap.js");
        const map = await RouteMap.open(part("map"), route, position);
        show(part("map"), true);
        map.fit();
        return map;
    } catch (error) {
        show(part("map"), false);
        return null;
    }
}

async function present(route, position) {
    const facts = route.properties;
    say(facts.sentence, facts.reason !== null);
    show(part("answer"), true);
    part("direction").textContent = facts.direction;
    part("arrow").setAttribute("transform", "rotate(" + facts.bearingDegrees + " 12 12)");
    const gate = facts.destination.gate;
    show(part("gate"), Boolean(gate && gate.note));
    if (gate && gate.note) part("gate").textContent = gate.note;
    const inside = document.getElementById("route-inside");
    if (inside && gate) inside.href += "?gate=" + gate.id;
    redirectApps(facts.destination.links);
    const hasWay = facts.steps.length > 0;
    show(part("current"), hasWay);
    show(part("list"), hasWay);
    part("attribution").textContent = facts.attribution || "";
    const drawing = draw(route, position);
    if (hasWay) new Steps(facts.steps, (step) => drawing.then((map) => map && map.mark(step)));
    await drawing;
}

async function load(position) {
    show(part("ask"), false);
    say(frame.dataset.waiting);
    let route;
    try {
        route = await fetchRoute(position);
    } catch (error) {
        say(frame.dataset.offline, true);
        show(part("ask"), true);
        return;
    }
    await present(route, position);
}

async function begin() {
    say(frame.dataset.locating);
    part("locate").disabled = true;
    let position;
    try {
        position = await locate();
    } catch (error) {
        say(error && error.code === refusedCode ? frame.dataset.refused : frame.dataset.failed, true);
        show(part("ask"), true);
        return;
    } finally {
        part("locate").disabled = false;
    }
    await load(position);
}

async function start() {
    const kept = keptPosition();
    if (kept) return load(kept);
    if (await isGranted()) return begin();
    show(part("ask"), true);
}

if (frame && "geolocation" in navigator && "fetch" in window) {
    part("locate").addEventListener("click", begin);
    start();
} else if (frame) {
    say(frame.dataset.failed, true);
}
