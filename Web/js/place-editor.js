// Moving an entry on the map: a tap, a drag, or the arrow keys. The fields beside it say the same in degrees.

import { address, fetchLeaflet } from "./leaflet.js";
import { addOutlines, chooseBase, projectionFor } from "./mapbase.js";
import { fromGCJ02 } from "./datum.js";

const streetZoom = 17;
const districtZoom = 10;
const moves = ["dragging", "touchZoom", "doubleClickZoom", "scrollWheelZoom", "boxZoom", "keyboard"];
const metresPerDegree = 111195;
const arrows = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

class MarkMap {
    constructor(L, frame, form) {
        this.L = L;
        this.frame = frame;
        this.form = form;
        this.data = frame.dataset;
        this.marker = null;
        const base = chooseBase(L, this.data);
        const still = Object.fromEntries(moves.map((name) => [name, false]));
        this.map = L.map(frame.querySelector(".map"), {
            ...still, crs: projectionFor(L, base.datum), zoomControl: false, attributionControl: false,
            maxZoom: base.zoomMax,
        });
        L.control.attribution({ prefix: false }).addAttribution(base.credits).addTo(this.map);
        L.control.scale({ imperial: false }).addTo(this.map);
        const point = [Number(this.data.lat), Number(this.data.lng)];
        const hasStreets = Boolean(this.data.tiles || this.data.basemap);
        this.map.setView(point, hasStreets && this.data.placed === "yes" ? streetZoom : districtZoom, { animate: false });
        base.addTo(this.map);
        addOutlines(L, this.map, Boolean(this.data.tiles)).catch(() => null);
        if (this.data.placed === "yes") this.put(point);
        for (const name of ["lat", "lng", "datum"]) {
            form.elements[name].addEventListener("change", () => this.follow());
        }
    }

    put(point) {
        if (!this.marker) {
            const icon = this.L.divIcon({
                className: "map-place is-chosen kind-" + this.data.kind, iconSize: [44, 44],
                html: '<svg class="icon" aria-hidden="true"><use href="'
                    + address("icons/symbols.svg#" + this.data.icon) + '"></use></svg>',
            });
            this.marker = this.L.marker(point, {
                icon: icon, draggable: true, autoPan: true, keyboard: true, title: this.data.mark, alt: this.data.mark,
            });
            this.marker.addTo(this.map);
            this.marker.on("dragend", () => this.tell(this.marker.getLatLng()));
            this.marker.getElement().addEventListener("keydown", (event) => this.step(event));
            if (!this.isFree) this.marker.dragging.disable();
        }
        this.marker.setLatLng(point);
    }

    step(event) {
        const way = arrows[event.key];
        if (!way || !this.isFree) return;
        event.preventDefault();
        event.stopPropagation();
        const metres = event.shiftKey ? 10 : 1;
        const at = this.marker.getLatLng();
        const narrower = Math.cos((at.lat * Math.PI) / 180);
        const moved = this.L.latLng(
            at.lat + (way[0] * metres) / metresPerDegree, at.lng + (way[1] * metres) / metresPerDegree / narrower);
        this.marker.setLatLng(moved);
        this.tell(moved);
    }

    /* Into the fields; the map speaks WGS-84. */
    tell(point) {
        this.form.elements.lat.value = point.lat.toFixed(6);
        this.form.elements.lng.value = point.lng.toFixed(6);
        this.form.elements.datum.value = "wgs84";
        this.locate(point);
    }

    /* Degrees that were typed move the mark, in the datums the browser can read. */
    follow() {
        const typed = [this.form.elements.lat.value, this.form.elements.lng.value];
        const numbers = typed.map(Number);
        const datum = this.form.elements.datum.value;
        if (typed.some((text) => text.trim() === "") || !numbers.every(Number.isFinite) || datum === "bd09") return;
        const point = datum === "gcj02" ? fromGCJ02(numbers[0], numbers[1]) : { lat: numbers[0], lng: numbers[1] };
        if (Math.abs(point.lat) > 85 || Math.abs(point.lng) > 180) return;
        this.put([point.lat, point.lng]);
        this.map.setView([point.lat, point.lng], this.map.getZoom(), { animate: false });
        this.locate(point);
    }

    async locate(point) {
        const status = this.frame.querySelector(".mark-area");
        const lang = document.documentElement.lang === "en" ? "en" : "zh";
        try {
            const answer = await fetch(
                `/api/v1/areas/locate?lat=${point.lat.toFixed(6)}&lng=${point.lng.toFixed(6)}`,
                { credentials: "same-origin", headers: { Accept: "application/json", "Accept-Language": lang } });
            if (answer.ok) status.textContent = (await answer.json()).text;
        } catch (error) {
            status.textContent = "";
        }
    }

    release() {
        this.isFree = true;
        for (const name of moves) if (this.map[name]) this.map[name].enable();
        this.L.control.zoom({
            position: "topright", zoomInTitle: this.data.zoomIn, zoomOutTitle: this.data.zoomOut,
        }).addTo(this.map);
        const box = this.map.getContainer();
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", this.data.label);
        if (this.marker) {
            this.marker.dragging.enable();
            this.marker.getElement().focus({ preventScroll: true });
        } else {
            box.focus({ preventScroll: true });
        }
        this.map.on("click", (event) => {
            this.put(event.latlng);
            this.tell(event.latlng);
        });
    }
}

async function open(frame, form) {
    try {
        const map = new MarkMap(await fetchLeaflet(), frame, form);
        const button = frame.querySelector(".small-map-move");
        frame.querySelector(".small-map").classList.add("is-open");
        button.addEventListener("click", () => {
            button.remove();
            map.release();
        });
    } catch (error) {
        frame.hidden = true;
    }
}

const frame = document.getElementById("mark-map");
const form = frame ? frame.closest("form") : null;
if (frame && form && "IntersectionObserver" in window) {
    frame.hidden = false;
    const observer = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        open(frame, form);
    });
    observer.observe(frame);
}
