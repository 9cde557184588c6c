/*
Signing out (`form[data-leaves]`): what this phone holds of whoever leaves goes with them. The pass, and the city is told
that no phone holds it now; a guard's lists and history. Looks that wait for a network are sent before; those that
cannot be sent stay until a guard signs in here again.
*/
import { canHold, forget, holding, ownKey } from "./pass-holder.js";
import { countWaiting, sendWaiting } from "./scan-queue.js";
import { remove } from "./store.js";

const headers = { "Content-Type": "application/json", Accept: "application/json" };

/** Ends the pass in the city's books, when it is this phone's. */
async function endPass() {
    if (!await holding()) return;
    const me = await (await fetch("/api/v1/me/pass", { headers: headers })).json();
    if (!me.device || me.device.public_key !== await ownKey()) return;
    await fetch("/api/v1/me/pass/revocations", { method: "POST", headers: headers, body: "{}" });
}

async function clear() {
    if (!canHold() || navigator.onLine === false) return;
    await endPass();
    if (await countWaiting() > 0) await sendWaiting();
    await forget();
    if (await countWaiting() > 0) return;
    for (const name of ["kit", "gate", "shift", "flags", "undone", "gate-name", "pass-ended"]) await remove(name);
}

async function leave(event) {
    event.preventDefault();
    const form = event.target;
    const button = event.submitter;
    if (button && button.name) {
        const field = document.createElement("input");
        field.type = "hidden";
        field.name = button.name;
        field.value = button.value;
        form.appendChild(field);
    }
    try {
        await Promise.race([clear(), new Promise((resolve) => setTimeout(resolve, 8000))]);
    } catch (error) { /* No network: the next page says so. */ }
    form.submit();
}

for (const form of document.querySelectorAll("form[data-leaves]")) form.addEventListener("submit", leave);
