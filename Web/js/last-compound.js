/*
The compound whose plan was opened last, on this phone alone: it opens first the next time.
*/
const key = "last-compound";
const daysMax = 30;

/** Keeps `{id, name}`. */
export function keepCompound(id, name) {
    try {
        localStorage.setItem(key, JSON.stringify({ id: id, name: name, at: Date.now() }));
    } catch (error) {
        // Private mode: nothing is kept.
    }
}

/** `{id, name}` of the last month; null where there is none. */
export function lastCompound() {
    try {
        const last = JSON.parse(localStorage.getItem(key));
        const isFresh = last && Date.now() - last.at < daysMax * 86400000 && /^[0-9a-f-]{36}$/.test(last.id);
        return isFresh && typeof last.name === "string" ? last : null;
    } catch (error) {
        return null;
    }
}

/** A way to its plan behind this element. */
export function showLastCompound(element) {
    const last = lastCompound();
    if (!last || !element) return;
    const link = document.createElement("a");
    link.className = "button wide home-compound";
    link.href = "/places/" + last.id + "/plan";
    link.textContent = last.name + (document.documentElement.lang === "en" ? " · plan" : " · 平面图");
    element.insertAdjacentElement("afterend", link);
}
