// Asking the city for a pass for this phone, and for the next day's.

import { ask as askCity } from "./ask.js";
import { forget, forgetEnded, holding, keep, noteEnded, proof } from "./pass-holder.js";
import { nowSeconds, noteTime } from "./pass-clock.js";

const secondsMax = 20;
/** A new one is asked for when less than this is left. */
const renewBelowSeconds = 20 * 3600;

/** `{status, body}`; status 0 without a network. */
export async function ask(path, body) {
    const answer = await askCity(path, body, secondsMax);
    if (answer.status >= 200 && answer.status < 300) noteTime(answer.body.now);
    return answer;
}

/** Who is signed in, as far as a pass needs it. */
export const whoAmI = () => ask("/api/v1/me/pass");

function deviceName() {
    const agent = navigator.userAgent;
    const known = (names) => names.find((one) => one[0].test(agent));
    const browser = known([[/MicroMessenger/, "微信"], [/AlipayClient/, "支付宝"], [/Edg\//, "Edge"],
        [/Firefox|FxiOS/, "Firefox"], [/Chrome|CriOS/, "Chrome"], [/Safari/, "Safari"]]);
    const system = known([[/Android/, "Android"], [/iPhone|iPad/, "iOS"], [/Windows/, "Windows"], [/Mac OS/, "macOS"],
        [/Linux/, "Linux"]]);
    return [browser, system].filter(Boolean).map((one) => one[1]).join(" · ");
}

function held(me, answer, old) {
    return {
        city: answer.city, account: me.account, credential: answer.credential, issuedAt: answer.issued_at,
        expiresAt: answer.expires_at, name: answer.name, trade: answer.trade, team: answer.team || null,
        secret: answer.code_secret || (old ? old.secret : null),
    };
}

/** Makes this the phone that holds the pass. `{state: "held", holding}`, or `asked` with the other phone, or
`refused` with a sentence, or `offline`. */
export async function register(me, isReplacing) {
    const shown = await proof(me.city, me.account, nowSeconds());
    const answer = await ask("/api/v1/me/pass/device",
        Object.assign(shown, { name: deviceName(), replace: Boolean(isReplacing) }));
    if (answer.status === 201 || answer.status === 200) {
        const made = held(me, answer.body, null);
        await keep(made);
        await forgetEnded();
        return { state: "held", holding: made };
    }
    if (answer.status === 409) return { state: "asked", device: answer.body.device || {} };
    if (answer.status === 401) return { state: "signed-out" };
    if (answer.status === 0 || answer.status >= 500) return { state: "offline" };
    return { state: "refused", detail: answer.body.detail };
}

/** The next credential, when there is need of one and a network. `held`, `same`, `moved`, `signed-out` or `offline`. */
export async function renew(now) {
    const old = await holding();
    if (!old || old.expiresAt - now > renewBelowSeconds) return { state: "same" };
    const shown = await proof(old.city, old.account, now);
    const answer = await ask("/api/v1/me/pass/credentials", shown);
    if (answer.status === 201 || answer.status === 200) {
        const made = held(old, answer.body, old);
        await keep(made);
        return { state: "held", holding: made };
    }
    if (answer.status === 404) {
        // Moved, or ended: the next opening tells which, and takes no new pass by itself.
        await noteEnded(old.account);
        await forget();
        return { state: "moved" };
    }
    return { state: answer.status === 401 ? "signed-out" : "offline" };
}
