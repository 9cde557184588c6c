/* What is wrong with a place, told without leaving its page; without a network it is kept and sent later. */
import { keep, newKey, postForm, sendKept } from "./waiting.js";

const section = document.getElementById("suggest");

function say(text) { section.querySelector(".suggest-said").textContent = text; }

async function send(form) {
    const fields = Object.fromEntries(new FormData(form));
    fields.key = newKey();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    say(section.dataset.sending);
    try {
        const response = await postForm(form.action, { part: "1", ...fields });
        if (!response.ok) {
            let problem = {};
            try { problem = await response.json(); } catch (error) { /* a proxy's page */ }
            return say(problem.detail || section.dataset.failed);
        }
        done(form, section.dataset.thanks);
    } catch (error) {
        // Another subject about the same place is another thing that waits.
        keep(form.getAttribute("action") + "#" + fields.subject, fields);
        done(form, section.dataset.kept);
    } finally {
        button.disabled = false;
    }
}

function done(form, words) {
    form.reset();
    section.querySelector("details").open = false;
    section.querySelector("summary").focus();
    say(words);
}

if (section) {
    section.querySelector("form").addEventListener("submit", (event) => {
        event.preventDefault();
        send(event.target);
    });
    window.addEventListener("online", () => sendKept());
}
