// Eight digits a rider says when the camera fails: the server knows whose they are.

import { ask } from "./ask.js";
import { part, showText, word } from "./guard-view.js";

const digitsCount = 8;

function plainDigits(text) {
    return text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).replace(/\D/g, "");
}

/** `{verdict, said, person, id}`; null when there is no verdict yet, and a sentence says why. */
export async function checkDigits(gate, vehicle) {
    const digits = plainDigits(part("digits-field").value);
    const tail = plainDigits(part("tail-field").value);
    if (digits.length !== digitsCount) {
        showText("digits-said", word("digits-count"));
        return null;
    }
    showText("digits-said", word("asking"));
    const asked = { gate: gate, vehicle: vehicle, digits: digits };
    if (tail.length === 4) asked.tail = tail;
    const { status, body } = await ask("/api/v1/passes/verify", asked);
    if (status !== 200) {
        showText("digits-said", status === 0 ? word("digits-offline") : body.detail || word("unreached"));
        if (body.needs === "tail" || status === 409) part("tail").hidden = false;
        return null;
    }
    for (const name of ["digits-field", "tail-field"]) part(name).value = "";
    part("tail").hidden = true;
    showText("digits-said", "");
    const lines = [].concat(body.words || []);
    const said = { headline: word(body.verdict), lines: lines, spoken: body.spoken || word(body.verdict) };
    const person = { name: body.name, trade: body.trade, team: body.team };
    return { verdict: body.verdict, said: said, person: person, id: body.id };
}
