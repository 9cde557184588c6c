// What lies under the places. A base has the datum its pictures are drawn in, and puts itself on a map:
// `{ datum, zoomMax, credits, addTo(map) }`. The outlines of the districts and the scale need no base at all.

import { fromGCJ02, toGCJ02 } from "./datum.js";

const outlinesAddress = new URL("../city/outlines.geojson", import.meta.url).href;

function plain(text) {
    const box = document.createElement("span");
    box.textContent = text;
    return box.innerHTML;
}

/** Picture tiles as the settings name them; null when the city has none. */
function tileBase(L, data) {
    if (!data.tiles) return null;
    const credits = [data.attribution, data.approval].filter(Boolean).map(plain).join(" · ");
    const zoomMax = Number(data.zoomMax);
    return {
        datum: data.datum,
        zoomMax: 20,
        credits: credits,
        addTo(map) {
            L.tileLayer(data.tiles, { maxNativeZoom: zoomMax, maxZoom: 20, className: "map-tiles" }).addTo(map);
        },
    };
}

/** The offline map where there is one and WebGL to draw it; what it cannot draw are the outlines, which stay. */
function offlineBase(L, data) {
    if (!data.basemap) return null;
    return {
        datum: "wgs84",
        zoomMax: 19,
        credits: [data.outlines, data.basemapCredits].filter(Boolean).map(plain).join(" · "),
        async addTo(map) {
            try {
                const { addVectorBase } = await import("./vectorbase.js");
                const isDrawn = await addVectorBase(L, map, data.basemap);
                map.getContainer().classList.toggle("has-streets", isDrawn);
            } catch (error) {
                // The outlines are enough.
            }
        },
    };
}

/** The base of this city's map. */
export function chooseBase(L, data) {
    return tileBase(L, data) || offlineBase(L, data)
        || { datum: "wgs84", zoomMax: 19, credits: plain(data.outlines || ""), addTo() {} };
}

/**
 * The projection for pictures of a datum. Everything on the map is given in WGS-84 and moved only here, on the way to
 * the screen and back, so that nothing can be forgotten.
 */
export function projectionFor(L, datum) {
    const crs = L.CRS.EPSG3857;
    if (datum !== "gcj02") return crs;
    const mercator = crs.projection;
    return L.extend({}, crs, {
        projection: L.extend({}, mercator, {
            project(point) {
                const moved = toGCJ02(point.lat, point.lng);
                return mercator.project(L.latLng(moved.lat, moved.lng));
            },
            unproject(point) {
                const moved = mercator.unproject(point);
                const back = fromGCJ02(moved.lat, moved.lng);
                return L.latLng(back.lat, back.lng);
            },
        }),
    });
}

function label(L, feature, bounds) {
    const box = document.createElement("span");
    box.textContent = feature.properties.name;
    const icon = L.divIcon({ className: "map-label", html: box, iconSize: null });
    return L.marker(bounds.getCenter(), { icon: icon, interactive: false, keyboard: false, zIndexOffset: -1000 });
}

/** Draws the districts, with their names where nothing else says them; answers their bounds. */
export async function addOutlines(L, map, hasBase) {
    const answer = await fetch(outlinesAddress, { credentials: "same-origin" });
    if (!answer.ok) throw new Error("no outlines");
    const outlines = L.geoJSON(await answer.json(), {
        interactive: false,
        style: { className: hasBase ? "map-outline is-over" : "map-outline", weight: 1.5 },
        onEachFeature(feature, layer) {
            if (!hasBase) label(L, feature, layer.getBounds()).addTo(map);
        },
    });
    outlines.addTo(map);
    return outlines.getBounds();
}

/** Where the rider is, and how well that is known; answers the layer. */
export function addPosition(L, map, position, name) {
    const point = [position.lat, position.lng];
    const dot = L.divIcon({ className: "map-here", html: "<span></span>", iconSize: [22, 22] });
    const marker = L.marker(point, { icon: dot, interactive: false, keyboard: false, zIndexOffset: 500 });
    const circle = L.circle(point, {
        interactive: false, radius: Math.max(1, position.accuracy || 0), className: "map-accuracy",
    });
    const layer = L.layerGroup([circle, marker]).addTo(map);
    const element = marker.getElement();
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", name);
    return layer;
}
