// The map of the result page. Leaflet is fetched when the map is first opened.

import { keptPosition } from "./here.js";
import { address, fetchLeaflet } from "./leaflet.js";
import { addOutlines, addPosition, chooseBase, projectionFor } from "./mapbase.js";
import { MapPlaces } from "./mapplaces.js";
import { MapSheet } from "./mapsheet.js";
import { begin, canLocate } from "./whereline.js";

const streetZoom = 15;
const areaZoom = 14;
const cityZoom = 10;
const zoomMin = 8;
// From a street's width to the whole city, when nothing lies nearer.
const widerStepsMax = 5;
// The middle of the map is told once it lies farther than this from where the page had put it: before, it would be
// the rider's own position. Three decimals are a hundred metres.
const movedMetresMin = 200;
const deskMarginPixels = 16;
const middleDecimals = 3;

/** `29.870,121.548,14` of an address as a view; null when it is none. */
function viewIn(text) {
    const numbers = (text || "").split(",").map(Number);
    const isView = numbers.length === 3 && numbers.every(Number.isFinite)
        && Math.abs(numbers[0]) <= 85 && Math.abs(numbers[1]) <= 180;
    return isView ? { centre: numbers.slice(0, 2), zoom: numbers[2] } : null;
}

class CityMap {
    /** `onMoved(text)` is told the view the rider has moved to, for the address; null when it is the page's own. */
    constructor(L, frame, onMoved) {
        const box = frame.querySelector("#map");
        const data = box.dataset;
        this.L = L;
        this.frame = frame;
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
            (point, query, marker) => this.sheet.openSpot(point, query, marker),
            (text, isProblem) => this.tell(text, isProblem));
        this.onMoved = onMoved;
        this.told = null;
        this.rest = this.map.getCenter();
        this.map.on("moveend", () => this.noteMove());
        this.map.on("click", () => this.sheet.close());
        this.map.on("zoomend", () => this.setScale());
        window.addEventListener("resize", () => this.fill());
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

    /** The map takes what the window has left, so that its scale and credits are in sight. */
    fill() {
        const tabs = document.querySelector(".tabs");
        const isBelow = getComputedStyle(tabs).position === "fixed";
        const top = this.frame.getBoundingClientRect().top + window.pageYOffset;
        const rest = window.innerHeight - top - (isBelow ? tabs.offsetHeight : deskMarginPixels);
        this.frame.parentNode.style.setProperty("--map-height", Math.floor(rest) + "px");
        this.quietly(() => this.map.invalidateSize({ animate: false }));
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
        this.fill();
        this.sheet.close();
        this.showPosition(here && !here.near ? here : keptPosition());
        const start = here ? here.near || "here " + here.at : "city";
        const isNew = start !== this.start;
        this.start = start;
        const view = viewIn(query.get("at"));
        if (view) this.take(view, query.get("at"));
        else if (isNew) await this.goTo(here, mine);
        if (mine !== this.turn) return;
        const features = await this.places.filter(query);
        if (mine !== this.turn || view) return;
        if (query.get("q") && features && features.length > 0) this.fit(features);
        else if (isNew && here) await this.lookWider(features, mine);
        else if (this.told) this.onMoved(this.told);
    }

    /** Moves that are the page's own. */
    quietly(move) {
        this.isOwn = true;
        move();
        this.isOwn = false;
    }

    /** Puts the map where the page wants it. */
    put(move) {
        this.quietly(move);
        this.rest = this.map.getCenter();
        this.told = null;
    }

    /** The view of a shared address. */
    take(view, text) {
        if (text === this.told) return;
        const zoom = Math.min(Math.max(Math.round(view.zoom), this.map.getMinZoom()), this.map.getMaxZoom());
        this.put(() => this.map.setView(view.centre, zoom, { animate: false }));
        this.rest = null;
        this.told = text;
    }

    noteMove() {
        if (this.isOwn) return;
        const centre = this.map.getCenter();
        const isMoved = !this.rest || this.map.distance(this.rest, centre) > movedMetresMin;
        const middle = [centre.lat, centre.lng].map((degrees) => degrees.toFixed(middleDecimals));
        this.told = isMoved ? middle.join(",") + "," + this.map.getZoom() : null;
        this.onMoved(this.told);
    }

    async goTo(here, mine) {
        const isArea = Boolean(here && here.near);
        const point = isArea ? document.getElementById("results").dataset : here || {};
        const zoom = isArea ? areaZoom : streetZoom;
        const centre = [Number(point.lat), Number(point.lng)];
        if (point.lat) return this.put(() => this.map.setView(centre, zoom, { animate: false }));
        const bounds = await this.outlines;
        if (bounds && mine === this.turn) this.put(() => this.map.fitBounds(bounds, { animate: false }));
    }

    /** An empty map helps nobody: looks from farther away until something fits. */
    async lookWider(features, mine) {
        let seen = features;
        for (let step = 0; step < widerStepsMax && seen && seen.length === 0 && mine === this.turn; step += 1) {
            this.put(() => this.map.setZoom(this.map.getZoom() - 1, { animate: false }));
            seen = await this.places.refresh();
        }
    }

    fit(features) {
        const points = features.map((one) => [one.geometry.coordinates[1], one.geometry.coordinates[0]]);
        this.put(() => this.map.fitBounds(points, { maxZoom: streetZoom, padding: [40, 40], animate: false }));
    }

    showPosition(position) {
        if (this.here) this.here.remove();
        this.here = position ? addPosition(this.L, this.map, position, this.data.here) : null;
    }
}

/** A map in this frame, once Leaflet is there. */
export async function openMap(frame, onMoved) {
    return new CityMap(await fetchLeaflet(), frame, onMoved);
}
