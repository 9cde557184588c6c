/*
Passkeys: adding one on one's own page, signing in with one. The server gives a challenge and checks the answer; nothing
is kept here. Where the browser knows no passkeys, the page says so and the other ways stay.
*/
import { fromBase64, toBase64 } from "./bytes.js";

const canDo = Boolean(window.PublicKeyCredential && navigator.credentials && navigator.credentials.create);

const bytes = fromBase64;
const text = (buffer) => toBase64(new Uint8Array(buffer));

const descriptor = (one) => ({ ...one, id: bytes(one.id) });

/* The options as the browser wants them; older browsers have no reader of their own. */
function creation(options) {
    return {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: (options.excludeCredentials || []).map(descriptor),
    };
}

function request(options) {
    return {
        ...options,
        challenge: bytes(options.challenge),
        allowCredentials: (options.allowCredentials || []).map(descriptor),
    };
}

function written(credential) {
    const answer = credential.response;
    const response = { clientDataJSON: text(answer.clientDataJSON) };
    if (answer.attestationObject) {
        response.attestationObject = text(answer.attestationObject);
        response.transports = answer.getTransports ? answer.getTransports() : [];
    } else {
        response.authenticatorData = text(answer.authenticatorData);
        response.signature = text(answer.signature);
        if (answer.userHandle) response.userHandle = text(answer.userHandle);
    }
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
}

async function post(address, type, body) {
    const headers = { Accept: "application/json", "Content-Type": type };
    const answer = await fetch(address, { method: "POST", headers, body, credentials: "same-origin" });
    const content = await answer.json();
    if (!answer.ok) throw new Error(content.detail);
    return content;
}

const plain = "application/x-www-form-urlencoded";
const json = "application/json";

async function add(form) {
    const { challenge, options } = await post("/me/passkeys/challenges", plain, "");
    const credential = await navigator.credentials.create({ publicKey: creation(options) });
    const name = form.elements.name.value;
    await post("/me/passkeys/additions", json, JSON.stringify({ challenge, response: written(credential), name }));
    location.reload();
}

async function enter(form) {
    const { challenge, options } = await post("/sign-in/passkey-challenges", plain, "");
    const credential = await navigator.credentials.get({ publicKey: request(options) });
    await post("/sign-in/passkeys", json, JSON.stringify({ challenge, response: written(credential) }));
    location.assign(form.dataset.next);
}

function say(form, words) { form.querySelector(".passkey-said").textContent = words; }

/* The browser's own refusals are in its own words and names; ours come from the server. */
function reason(form, error) {
    if (error.name === "NotAllowedError" || error.name === "AbortError") return form.dataset.stopped;
    return error.name === "Error" && error.message ? error.message : form.dataset.failed;
}

function ready(id, work) {
    const form = document.getElementById(id);
    if (!form) return;
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        const button = form.querySelector("button");
        button.disabled = true;
        say(form, "");
        try {
            await work(form);
        } catch (error) {
            say(form, reason(form, error));
            button.disabled = false;
        }
    });
}

if (canDo) {
    const none = document.getElementById("passkey-none");
    if (none) none.hidden = true;
    ready("passkey-new", add);
    ready("passkey-enter", enter);
}
