// The time the city has, where this phone's clock is off: what the last answer of the server said.

const name = "yongai.clock";
/** Smaller differences are the network's. */
const secondsMin = 5;

function offset() {
    try {
        return Number(localStorage.getItem(name) || 0);
    } catch (error) {
        return 0;
    }
}

/** Seconds since 1970. */
export const nowSeconds = () => Date.now() / 1000 + offset();

/** How far this phone's clock is ahead (+) or behind (−), in seconds. */
export const clockError = () => -offset();

/** Notes a server's time, which it had when it began to answer. */
export function noteTime(seconds) {
    if (typeof seconds !== "number") return;
    const difference = seconds - Date.now() / 1000;
    try {
        if (Math.abs(difference) < secondsMin) localStorage.removeItem(name);
        else localStorage.setItem(name, String(difference));
    } catch (error) { /* a phone that keeps nothing */ }
}
