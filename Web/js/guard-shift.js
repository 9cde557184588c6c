// The looks of this shift, for the guard to see: a word, a masked name, a time. Older ones go by themselves.

import { get, put, remove } from "./store.js";

const hoursMax = 12;
const countMax = 100;

/** Newest first. */
export async function history() {
    const since = Date.now() / 1000 - hoursMax * 3600;
    return (await get("shift") || []).filter((look) => look.at > since);
}

export async function addLook(look) {
    await put("shift", [look].concat(await history()).slice(0, countMax));
}

export async function undoLook(id) {
    const looks = await history();
    for (const look of looks) if (look.id === id) look.isUndone = true;
    await put("shift", looks);
}

export const forgetShift = () => remove("shift");
