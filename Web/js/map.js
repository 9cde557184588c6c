// The map of the result page. Leaflet is fetched when the map is first opened.

import { keptPosition } from "./here.js";
import { address, fetchLeaflet } from "./leaflet.js";
import { addOutlines, chooseBase, projectionFor } from "./mapbase.js";
import { MapPlaces } from "./mapplaces.js";
import { MapSheet } from "./mapsheet.js";
import { begin, canLocate } from "./whereline.js";

const streetZoom = 15;
const areaZoom = 14;
const cityZoom = 10;
const zoomMin = 8;
// From a street's width to the whole city, when nothing lies nearer.
const widerStepsMax = 5;

class CityMap {
    constructor(L, frame) {
        const box = frame.querySelector("#map");
        const data = box.dataset;
        this.L = L;
        this.data = data;
        this.status = frame.querySelector("#map-status");
        const base = chooseBase(L, data);
        this.map = L.map(box, {
            crs: projectionFor(L, base.datum), zoomControl: false, attributionControl: false, minZoom: zoomMin,
            maxZoom: base.zoomMax, maxBoundsViscosity: 0.8,
        });
        L.control.attribution({ prefix: false }).addAttribution(base.credits).addTo(this.map);
        L.control.scale({ imperial: false }).addTo(this.map);
        L.control.zoom({
            position: "topright", zoomInTitle: data.zoomIn, zoomOutTitle: data.zoomOut,
        }).addTo(this.map);
        if (canLocate) this.addFinder(data.ask);
        this.map.setView([Number(data.lat), Number(data.lng)], cityZoom, { animate: false });
        base.addTo(this.map);
        this.outlines = addOutlines(L, this.map, Boolean(data.tiles)).catch(() => null);
        this.sheet = new MapSheet(frame.querySelector("#map-sheet"), data);
        const kinds = JSON.parse(document.getElementById("search").dataset.kinds);
        this.places = new MapPlaces(
            L, this.map, kinds, data, (id, marker) => this.sheet.openPlace(id, marker),
            (point, query, marker) => this.sheet.openSpot(point, query, marker), (text, isProblem) => this.tell(text, isProblem));
        this.map.on("click", () => this.sheet.close());
        this.map.on("zoomend", () => this.setScale());
        this.setScale();
    }

    /** The button that goes to where the rider is. */
    addFinder(name) {
        const finder = this.L.control({ position: "topright" });
        finder.onAdd = () => {
            const box = this.L.DomUtil.create("div", "leaflet-bar");
            const button = this.L.DomUtil.create("a", "map-find", box);
            button.href = "#map";
            button.setAttribute("role", "button");
            button.setAttribute("aria-label", name);
            button.innerHTML = '<svg class="icon" aria-hidden="true"><use href="' + address("icons/symbols.svg#pin")
                + '"></use></svg>';
            this.L.DomEvent.disableClickPropagation(box);
            this.L.DomEvent.on(button, "click", (event) => {
                event.preventDefault();
                begin(null, true);
            });
            return box;
        };
        finder.addTo(this.map);
    }

    setScale() {
        this.map.getContainer().classList.toggle("is-near", this.map.getZoom() >= 13);
    }

    tell(text, isProblem) {
        this.status.textContent = text;
        this.status.classList.toggle("warning", isProblem);
    }

    /** Shows what the address asks for, around the position or the area. */
    async show(query, here) {
        this.turn = (this.turn || 0) + 1;
        const mine = this.turn;
        this.map.invalidateSize({ animate: false });
        this.sheet.close();
        this.showPosition(here && !here.near ? here : keptPosition());
        const start = here ? here.near || "here " + here.at : "city";
        const isNew = start !== this.start;
        this.start = start;
        if (isNew) await this.goTo(here, mine);
        if (mine !== this.turn) return;
        const features = await this.places.filter(query);
        if (query.get("q") && features && features.length > 0) this.fit(features);
        else if (isNew && here) await this.lookWider(features, mine);
    }

    async goTo(here, mine) {
        if (here && !here.near) return this.map.setView([here.lat, here.lng], streetZoom, { animate: false });
        const area = here ? document.getElementById("results").dataset : {};
        if (area.lat) return this.map.setView([Number(area.lat), Number(area.lng)], areaZoom, { animate: false });
        const bounds = await this.outlines;
        if (bounds && mine === this.turn) this.map.fitBounds(bounds, { animate: false });
    }

    /** An empty map helps nobody: looks from farther away until something fits. */
    async lookWider(features, mine) {
        let seen = features;
        for (let step = 0; step < widerStepsMax && seen && seen.length === 0 && mine === this.turn; step += 1) {
            this.map.setZoom(this.map.getZoom() - 1, { animate: false });
            seen = await this.places.refresh();
        }
    }

    fit(features) {
        const points = features.map((one) => [one.geometry.coordinates[1], one.geometry.coordinates[0]]);
        this.map.fitBounds(points, { maxZoom: streetZoom, padding: [40, 40], animate: false });
    }

    showPosition(position) {
        if (this.here) this.here.remove();
        this.here = null;
        if (!position) return;
        const point = [position.lat, position.lng];
        const dot = this.L.divIcon({ className: "map-here", html: "<span></span>", iconSize: [22, 22] });
        const marker = this.L.marker(point, { icon: dot, interactive: false, keyboard: false, zIndexOffset: 500 });
        const circle = this.L.circle(point, {
            interactive: false, radius: Math.max(1, position.accuracy || 0), className: "map-accuracy",
        });
        this.here = this.L.layerGroup([circle, marker]).addTo(this.map);
        const element = marker.getElement();
        element.setAttribute("role", "img");
        element.setAttribute("aria-label", this.data.here);
    }
}

/** A map in this frame, once Leaflet is there. */
export async function openMap(frame) {
    return new CityMap(await fetchLeaflet(), frame);
}
