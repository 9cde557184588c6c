/*
One tap on a place's page: sent without leaving it, shown at once, taken back within a minute. Without a network it is
kept on the phone and sent once later: every answer carries its own key, so that arriving twice is arriving once.
*/
import { keep, sendKept, newKey, postForm } from "./waiting.js";

let undoTimer = 0;

function section() { return document.getElementById("truth"); }

function say(text) {
    const status = section().querySelector(".truth-said");
    status.textContent = text;
}

function busy(isBusy) {
    section().setAttribute("aria-busy", isBusy ? "true" : "false");
}

/* Puts the server's part in place of the old one; the focus stays on the button it was on. */
function show(markup, words) {
    const focused = document.activeElement ? document.activeElement.getAttribute("value") : null;
    const box = document.createElement("div");
    box.innerHTML = markup;
    const fresh = box.querySelector("#truth");
    if (!fresh) return;
    const thanks = words || fresh.querySelector(".truth-said").textContent;
    fresh.querySelector(".truth-said").textContent = "";
    section().replaceWith(fresh);
    const button = focused && fresh.querySelector(`[name="answer"][value="${focused}"]`);
    if (button) button.focus();
    // A status that is filled after it stands in the page is read aloud.
    setTimeout(() => say(thanks), 30);
    hideUndoLater();
}

function hideUndoLater() {
    clearTimeout(undoTimer);
    const undo = section().querySelector(".truth-undo");
    if (!undo) return;
    undoTimer = setTimeout(() => { undo.hidden = true; }, Number(undo.getAttribute("data-seconds")) * 1000);
}

function press(answer) {
    for (const button of section().querySelectorAll("[name=answer]")) {
        button.setAttribute("aria-pressed", button.value === answer ? "true" : "false");
    }
}

async function refused(response) {
    let problem = {};
    try { problem = await response.json(); } catch (error) { /* a proxy's page */ }
    say(problem.detail || section().getAttribute("data-failed"));
}

async function send(address, fields, ifOffline) {
    busy(true);
    say(section().getAttribute("data-sending"));
    try {
        const response = await postForm(address, Object.assign({ part: "1" }, fields));
        if (!response.ok) return await refused(response);
        show(await response.text(), fields.answer ? "" : section().getAttribute("data-withdrawn"));
    } catch (error) {
        ifOffline();
    } finally {
        busy(false);
    }
}

function answer(form, button) {
    const address = form.getAttribute("action");
    const fields = { answer: button.value, key: newKey() };
    send(address, fields, () => {
        keep(address, fields);
        press(button.value);
        say(section().getAttribute("data-kept"));
    });
}

document.addEventListener("click", (event) => {
    const button = event.target.closest ? event.target.closest("#truth button") : null;
    if (!button) return;
    event.preventDefault();
    if (section().getAttribute("aria-busy") === "true") return;
    const form = button.form;
    if (button.name === "answer") return answer(form, button);
    send(form.getAttribute("action"), {}, () => say(section().getAttribute("data-failed")));
});

async function settle() {
    const last = await sendKept();
    if (last && section() && last.address === section().querySelector(".truth-form").getAttribute("action")) {
        show(last.markup);
    }
}

hideUndoLater();
window.addEventListener("online", settle);
settle();
