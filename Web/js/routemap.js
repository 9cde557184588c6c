// The line of a way on a map, with its start, its end and the part of the current step. Where there is no way along
// roads, only the two ends are marked: a straight line must not look like a road.

import { fetchLeaflet } from "./leaflet.js";
import { addOutlines, chooseBase, projectionFor } from "./mapbase.js";

const streetZoom = 17;

function latLng(pair) {
    return [pair[1], pair[0]];
}

export class RouteMap {
    static async open(box, route, position) {
        const L = await fetchLeaflet();
        box.hidden = false;
        return new RouteMap(L, box, route, position);
    }

    constructor(L, box, route, position) {
        const base = chooseBase(L, box.dataset);
        this.L = L;
        this.map = L.map(box, {
            crs: projectionFor(L, base.datum), attributionControl: false, zoomControl: false, maxZoom: base.zoomMax,
        });
        // Who made the roads is said below the steps.
        if (base.credits) L.control.attribution({ prefix: false }).addAttribution(base.credits).addTo(this.map);
        L.control.scale({ imperial: false }).addTo(this.map);
        const end = route.properties.destination;
        this.points = route.geometry
            ? route.geometry.coordinates.map(latLng) : [[position.lat, position.lng], [end.lat, end.lng]];
        this.map.setView(this.points[0], streetZoom, { animate: false });
        base.addTo(this.map);
        addOutlines(L, this.map, Boolean(box.dataset.tiles)).catch(() => null);
        if (route.geometry) {
            L.polyline(this.points, { className: "route-line-edge", weight: 9, interactive: false }).addTo(this.map);
            L.polyline(this.points, { className: "route-line", weight: 5, interactive: false }).addTo(this.map);
        }
        this.dot([position.lat, position.lng], "route-start");
        this.dot([end.lat, end.lng], "route-end");
    }

    dot(point, name) {
        this.L.circleMarker(point, { radius: 8, className: name, interactive: false }).addTo(this.map);
    }

    fit() {
        this.map.invalidateSize({ animate: false });
        this.map.fitBounds(this.points, { padding: [28, 28], maxZoom: streetZoom, animate: false });
    }

    /** Shows where the current step is. */
    mark(step) {
        if (this.current) this.current.remove();
        const part = this.points.slice(step.firstPoint, step.lastPoint + 1);
        this.current = this.L.polyline(part, { className: "route-line-current", weight: 7, interactive: false });
        this.current.addTo(this.map);
        if (this.marked) this.map.panInside(part[0], { padding: [40, 40] });
        this.marked = true;
    }
}
