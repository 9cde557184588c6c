// Where the rider is: a position kept for ten minutes in this tab, or an area chosen by hand and kept on this phone.
// A position is sent only in requests whose address is never shown.

const positionKey = "yongai.position";
const areaKey = "yongai.area";
const askKey = "yongai.ask";
const askMillisecondsMax = 15000;
export const positionMillisecondsMax = 10 * 60 * 1000;
const locateMillisecondsMax = 8000;
// Some WebViews never answer at all; a question nobody answers counts as failed.
const questionMillisecondsMax = 30000;
const coarseMetres = 1000;
const unansweredCode = 0;
export const refusedCode = 1;

/** The storage's value, or null: it may be full, forbidden or written by somebody else. */
export function read(storage, key) {
    try {
        return JSON.parse(window[storage].getItem(key));
    } catch (error) {
        return null;
    }
}

export function write(storage, key, value) {
    try {
        if (value === null) window[storage].removeItem(key);
        else window[storage].setItem(key, JSON.stringify(value));
    } catch (error) {
        // The pages work without it.
    }
}

/** `{lat, lng, accuracy, at}` in WGS-84, metres and milliseconds; null when it is too old. */
export function keptPosition() {
    const kept = read("sessionStorage", positionKey);
    if (!kept || typeof kept.lat !== "number" || typeof kept.lng !== "number") return null;
    const age = Date.now() - kept.at;
    return age >= 0 && age < positionMillisecondsMax ? kept : null;
}

/** `{near}`, the code of the area chosen by hand; null when there is none. */
export function chosenArea() {
    const kept = read("localStorage", areaKey);
    return kept && /^\d{4,12}$/.test(kept.near) ? kept : null;
}

export function chooseArea(code) {
    write("sessionStorage", positionKey, null);
    write("localStorage", areaKey, { near: code });
}

function ask(isPrecise) {
    return new Promise((resolve, reject) => {
        navigator.geolocation.getCurrentPosition(resolve, reject, {
            enableHighAccuracy: isPrecise,
            timeout: locateMillisecondsMax,
            maximumAge: 60000,
        });
        setTimeout(reject, questionMillisecondsMax, { code: unansweredCode });
    });
}

/** The network's position when it is good enough, because it comes at once and indoors; otherwise the satellites'. */
async function find() {
    let coarse = null;
    try {
        coarse = await ask(false);
        if (coarse.coords.accuracy <= coarseMetres) return coarse;
    } catch (error) {
        if (error.code === refusedCode || error.code === unansweredCode) throw error;
    }
    try {
        return await ask(true);
    } catch (error) {
        if (coarse) return coarse;
        throw error;
    }
}

/** Asks the phone, and keeps what it says. */
export async function locate() {
    const found = await find();
    const position = {
        lat: Number(found.coords.latitude.toFixed(5)),
        lng: Number(found.coords.longitude.toFixed(5)),
        accuracy: Math.round(found.coords.accuracy || 0),
        at: Date.now(),
    };
    write("sessionStorage", positionKey, position);
    write("localStorage", areaKey, null);
    return position;
}

export async function isGranted() {
    if (!navigator.permissions || !navigator.permissions.query) return false;
    try {
        const permission = await navigator.permissions.query({ name: "geolocation" });
        return permission.state === "granted";
    } catch (error) {
        return false;
    }
}

/** Leaves word for the next page that the rider wants the position to be asked for. */
export function askLater() {
    write("sessionStorage", askKey, Date.now());
}

/** Whether the page before left that word, which is then taken away. */
export function wasToldToAsk() {
    const at = read("sessionStorage", askKey);
    write("sessionStorage", askKey, null);
    return typeof at === "number" && Date.now() - at < askMillisecondsMax;
}
