/*
临时通行码: this phone makes its key, shows it with the code that was sent, and keeps what the city signed. From then on
亮码 shows it like any pass.
*/
import { nowSeconds, noteTime } from "./pass-clock.js";
import { ask } from "./pass-device.js";
import { canHold, holding, keep, proof } from "./pass-holder.js";
import { moment, words } from "./words.js";

const root = document.getElementById("guest");
const form = document.getElementById("guest-form");
const button = form.querySelector("button");
const word = words(root);
const part = (name) => document.getElementById("guest-" + name);

function say(text) {
    part("fault").hidden = !text;
    part("fault").textContent = text || "";
}

function showDone(title, text, hasAccount) {
    part("title").textContent = title;
    part("until").textContent = text;
    part("account").hidden = !hasAccount;
    part("asking").hidden = true;
    part("done").hidden = false;
    part("done").focus();
}

function held(answer) {
    return {
        city: answer.city, account: "guest", credential: answer.credential, issuedAt: answer.issued_at,
        expiresAt: answer.expires_at, name: answer.name, trade: answer.trade, team: null, secret: null,
        guest: { place: answer.place.name, gate: root.dataset.gate },
    };
}

async function take() {
    const typed = new FormData(form);
    const value = (name) => String(typed.get(name) || "");
    // The proof is of the code that was sent: like the code, it is good once.
    const shown = await proof(root.dataset.city, value("id"), nowSeconds());
    const answer = await ask("/api/v1/guest-passes", Object.assign(shown, {
        gate: root.dataset.gate, id: value("id"), phone: value("phone"), code: value("code"), trade: value("trade"),
        name: value("name"),
    }));
    if (answer.status !== 201) return say(answer.body.detail || word("unreached"));
    const made = held(answer.body);
    await keep(made);
    const when = moment(word, made.expiresAt, nowSeconds(), Number(root.dataset.zone));
    showDone(word("made"), word("made-until", { place: made.guest.place, when: when }), answer.body.has_account);
}

form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    say(null);
    try {
        await take();
    } catch (error) {
        say(word("cannot"));
    } finally {
        button.disabled = false;
    }
});

async function begin() {
    noteTime(Number(root.dataset.now));
    let old;
    try {
        if (!canHold()) throw new Error("no store");
        old = await holding();
    } catch (error) {
        return say(word("cannot"));
    }
    if (old && !old.guest && old.expiresAt > nowSeconds()) return showDone(word("has"), word("has-why"), false);
    button.disabled = false;
}

begin();
