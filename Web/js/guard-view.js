// What the guard's page shows; markup comes from GuardScreen.swift.

import { policyWords } from "./gate-words.js";
import { oldAfterSeconds } from "./guard-kit.js";
import { play, speak } from "./guard-sound.js";
import { civil, span, words } from "./words.js";

const root = document.getElementById("guard");
export const word = words(root);
export const zone = Number(root.dataset.zone);
export const part = (name) => document.getElementById("guard-" + name);
const language = document.documentElement.lang === "en" ? "en-GB" : "zh-CN";
const icons = {
    "come-in": "check", "come-in-on-foot": "foot", "use-another-gate": "route", "not-now": "clock", refused: "close",
    "not-valid": "close",
};
const moods = { "come-in": "yes", "come-in-on-foot": "yes", "use-another-gate": "wait", "not-now": "wait" };

/** One of `choose`, `work`. */
export function showPart(name) {
    for (const one of ["choose", "work"]) part(one).hidden = one !== name;
}

export function showText(name, text) {
    part(name).hidden = !text;
    part(name).textContent = text || "";
}

/** Gates to choose from, big; `choose(place, gate)`. */
export function showGates(places, choose) {
    const list = part("gates");
    list.textContent = "";
    for (const place of places) {
        const head = document.createElement("li");
        head.className = "guard-place";
        head.textContent = place.name;
        list.appendChild(head);
        for (const gate of place.gates) {
            const item = document.createElement("li");
            const button = document.createElement("button");
            button.type = "button";
            button.className = "button wide guard-choice";
            button.textContent = gate.name;
            button.onclick = () => choose(place, gate);
            item.appendChild(button);
            list.appendChild(item);
        }
    }
}

/** How old what this phone holds is; amber beyond a day. */
export function showAge(ready, now) {
    const age = Math.max(now - ready.kitAt, now - ready.listAt);
    const isOld = age >= oldAfterSeconds;
    part("age").textContent = word(isOld ? "age-old" : "age", { age: span(word, age) });
    part("age").classList.toggle("is-old", isOld);
}

function clockWords(clock, kind) {
    const far = { span: span(word, Math.abs(clock.seconds)) };
    if (kind === "own-clock") return word(clock.seconds > 0 ? "own-behind" : "own-ahead", far);
    return word(clock.seconds > 0 ? "phone-ahead" : "phone-behind", far);
}

/** The words of a look that was made here. */
export function wordsOf(look, ready, gateID) {
    if (look.answer) return policyWords(word, ready.kit, gateID, look.answer, look.at, zone);
    const headline = word("is-" + look.kind);
    const clock = look.clock || (look.kind === "clock"
        ? { seconds: look.fault === "clockAhead" ? look.seconds : -look.seconds } : null);
    const values = look.seconds === undefined ? {} : { span: span(word, look.seconds) };
    const line = clock ? clockWords(clock, look.kind) : word("do-" + look.kind, values);
    return { headline: headline, lines: [line], spoken: headline };
}

/** The whole screen: colour, mark, word, who it is, what to do. */
export function showVerdict(verdict, said, person) {
    const screen = part("verdict");
    screen.className = "guard-verdict verdict-" + verdict;
    const use = screen.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, "#" + icons[verdict]));
    showText("word", said.headline);
    showText("name", person.name);
    showText("trade", [person.trade ? word("trade-" + person.trade) : null, person.team].filter(Boolean).join(" · "));
    const lines = part("lines");
    lines.textContent = "";
    for (const line of said.lines) {
        const item = document.createElement("li");
        item.textContent = line;
        lines.appendChild(item);
    }
    screen.hidden = false;
    document.body.classList.add("has-verdict");
    part("next").focus({ preventScroll: true });
    play(moods[verdict] || "no");
    speak(said.spoken, language);
}

export function hideVerdict() {
    part("verdict").hidden = true;
    document.body.classList.remove("has-verdict");
}

/** The looks of this shift, newest first. */
export function showHistory(looks) {
    const list = part("history");
    list.textContent = "";
    for (const look of looks) {
        const item = document.createElement("li");
        item.className = "look" + (look.isUndone ? " is-undone" : "");
        const text = [civil(look.at, zone).clock, look.isUndone ? word("undone") : look.headline, look.name];
        item.textContent = text.filter(Boolean).join(" · ");
        list.appendChild(item);
    }
    part("history-count").textContent = String(looks.filter((look) => !look.isUndone).length);
    part("none-yet").hidden = looks.length > 0;
}

export function showFlags(flags, historyName) {
    part("flags-part").hidden = flags.length === 0;
    const list = part("flags");
    list.textContent = "";
    for (const flag of flags) {
        const item = document.createElement("li");
        item.textContent = [historyName(flag.id), flag.words || word("flag-" + flag.flag)].filter(Boolean).join(" · ");
        list.appendChild(item);
    }
}

export function showWaiting(count) {
    showText("waiting", count > 0 ? word("waiting", { n: count }) : "");
}
