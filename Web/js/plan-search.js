/*
The box on a compound's and a gate's page that asks for a building: the room of what was pasted goes behind the `#` of the
address, which is never sent, as on the plan's own page.
*/

import { typed } from "./plan-reply.js";

for (const form of document.querySelectorAll("form.plan-search")) {
    form.addEventListener("submit", (event) => {
        const field = form.elements.to;
        const asked = typed(field.value);
        if (!asked.room) return;
        event.preventDefault();
        const url = new URL(form.action, location.href);
        for (const [name, value] of new FormData(form)) url.searchParams.set(name, value);
        url.searchParams.set("to", asked.to);
        url.hash = asked.room;
        location.assign(url.href);
    });
}
