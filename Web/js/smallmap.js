// A map of one place. It stands still, so that the page scrolls under the thumb, until its button is pressed.

import { keptPosition } from "./here.js";
import { address, fetchLeaflet } from "./leaflet.js";
import { addOutlines, addPosition, chooseBase, projectionFor } from "./mapbase.js";

const streetZoom = 16;
// Without streets there are the districts with their names.
const districtZoom = 10;
const moves = ["dragging", "touchZoom", "doubleClickZoom", "scrollWheelZoom", "boxZoom", "keyboard"];

class SmallMap {
    constructor(L, frame) {
        const data = frame.dataset;
        const base = chooseBase(L, data);
        const still = Object.fromEntries(moves.map((name) => [name, false]));
        this.L = L;
        this.data = data;
        this.map = L.map(frame.querySelector(".map"), {
            ...still, crs: projectionFor(L, base.datum), zoomControl: false, attributionControl: false,
            maxZoom: base.zoomMax,
        });
        const hasStreets = Boolean(data.tiles || data.basemap);
        const point = [Number(data.lat), Number(data.lng)];
        L.control.attribution({ prefix: false }).addAttribution(base.credits).addTo(this.map);
        L.control.scale({ imperial: false }).addTo(this.map);
        this.map.setView(point, hasStreets ? streetZoom : districtZoom, { animate: false });
        base.addTo(this.map);
        addOutlines(L, this.map, Boolean(data.tiles)).catch(() => null);
        this.mark(point);
        const position = keptPosition();
        if (position) addPosition(L, this.map, position, data.here);
    }

    mark(point) {
        const icon = this.L.divIcon({
            className: "map-place is-unknown kind-" + this.data.kind, iconSize: [44, 44],
            html: '<svg class="icon" aria-hidden="true"><use href="' + address("icons/symbols.svg#" + this.data.icon)
                + '"></use></svg>',
        });
        this.L.marker(point, { icon: icon, interactive: false, keyboard: false }).addTo(this.map);
    }

    release() {
        for (const name of moves) if (this.map[name]) this.map[name].enable();
        this.L.control.zoom({
            position: "topright", zoomInTitle: this.data.zoomIn, zoomOutTitle: this.data.zoomOut,
        }).addTo(this.map);
        const box = this.map.getContainer();
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", this.data.label);
        box.focus({ preventScroll: true });
    }
}

export async function openSmallMap(frame) {
    const map = new SmallMap(await fetchLeaflet(), frame);
    const button = frame.querySelector(".small-map-move");
    frame.classList.add("is-open");
    button.addEventListener("click", () => {
        button.remove();
        map.release();
    });
}
