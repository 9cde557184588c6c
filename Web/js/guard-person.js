/*
What a guard can do about the person in front of them: see the rider's photo, end a guest's pass. Both need a network, and
the rider or the log is told of both.
*/
import { ask } from "./ask.js";
import { part, showText, word } from "./guard-view.js";
import { sendWaiting } from "./scan-queue.js";
import { civil } from "./words.js";

let current = null;

/** - look: the name the look is kept under; person: the credential, or what the server said of typed digits. */
export function showPerson(look, verdict, person, zone) {
    hidePerson();
    // Nobody is known of a pass that is not good.
    if (verdict === "not-valid" || !person.name) return;
    const isGuest = Boolean(person.audience);
    current = { look: look, serial: person.serial };
    if (isGuest) showText("guest", word("guest-until", { clock: civil(person.expiresAt, zone).clock }));
    part("show-photo").hidden = isGuest;
    part("end-guest").hidden = !isGuest;
}

export function hidePerson() {
    current = null;
    for (const name of ["guest", "photo", "person-said"]) showText(name, "");
    for (const name of ["show-photo", "end-guest", "end-why"]) part(name).hidden = true;
    part("end-guest").setAttribute("aria-expanded", "false");
}

part("show-photo").onclick = async () => {
    const of = current;
    part("show-photo").disabled = true;
    showText("person-said", word("asking"));
    // The server shows a photo only for a look it has.
    await sendWaiting();
    const { status, body } = await ask("/api/v1/passes/scans/" + of.look + "/photo", {});
    part("show-photo").disabled = false;
    if (current !== of) return;
    if (status !== 200) return showText("person-said", status === 0 ? word("photo-offline") : body.detail);
    showText("person-said", body.photo ? "" : word("photo-none"));
    part("show-photo").hidden = true;
    if (!body.photo) return;
    const image = document.createElement("img");
    image.src = "data:image/jpeg;base64," + body.photo;
    image.alt = word("photo-of");
    part("photo").appendChild(image);
    part("photo").hidden = false;
};

part("end-guest").onclick = () => {
    const isOpen = part("end-why").hidden;
    part("end-why").hidden = !isOpen;
    part("end-guest").setAttribute("aria-expanded", String(isOpen));
};

for (const button of Array.from(part("end-why").querySelectorAll("[data-reason]"))) {
    button.onclick = async () => {
        const of = current;
        showText("person-said", word("asking"));
        const path = "/api/v1/guest-passes/" + of.serial + "/revocations";
        const { status, body } = await ask(path, { reason: button.dataset.reason });
        if (current !== of) return;
        if (status !== 200) return showText("person-said", status === 0 ? word("end-offline") : body.detail);
        part("end-guest").hidden = true;
        part("end-why").hidden = true;
        showText("person-said", word("ended"));
    };
}
