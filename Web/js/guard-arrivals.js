// Riders who scanned the gate's own code, as they come: server-sent events, with a network.

const shownMax = 5;
let source = null;

/** Shows arrivals of a gate in `list`; the newest first. `line(arrival)` makes its text. */
export function watchArrivals(gate, list, line, onChange) {
    stopArrivals();
    if (!window.EventSource) return;
    source = new EventSource("/api/v1/gates/" + gate + "/arrivals");
    source.addEventListener("arrival", (event) => {
        const arrival = JSON.parse(event.data);
        if (list.querySelector("[data-id=\"" + arrival.id + "\"]")) return;
        const item = document.createElement("li");
        item.dataset.id = arrival.id;
        item.className = "arrival arrival-" + arrival.verdict;
        item.textContent = line(arrival);
        list.insertBefore(item, list.firstChild);
        while (list.children.length > shownMax) list.removeChild(list.lastChild);
        onChange();
    });
    // Shown on this guard's newest pages only.
    source.addEventListener("elsewhere", stopArrivals);
    // The browser asks again by itself where the network fails; a refusal closes it for good.
}

export function stopArrivals() {
    if (source) source.close();
    source = null;
}
