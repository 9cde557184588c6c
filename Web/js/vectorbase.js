// The offline map as a base under Leaflet: MapLibre draws it on a canvas that follows Leaflet's view. Fetched only
// where there is a map and WebGL to draw it; whatever goes wrong, the outlines stay.

import { address, fetchScript } from "./leaflet.js";
import { vectorStyle } from "./vectorstyle.js";

// MapLibre counts zoom for tiles of 512 pixels, Leaflet for 256.
const zoomShift = 1;
const margin = 0.1;

function hasWebGL() {
    try {
        const canvas = document.createElement("canvas");
        return Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl"));
    } catch (error) {
        return false;
    }
}

function isDark() {
    const chosen = document.documentElement.classList;
    if (chosen.contains("dark")) return true;
    return !chosen.contains("light") && window.matchMedia("(prefers-color-scheme: dark)").matches;
}

async function fetchMapLibre() {
    await Promise.all([fetchScript("vendor/maplibre-gl.js"), fetchScript("vendor/pmtiles.js")]);
    const { maplibregl, pmtiles } = window;
    if (!window.yongaiTiles) {
        window.yongaiTiles = new pmtiles.Protocol();
        maplibregl.addProtocol("pmtiles", window.yongaiTiles.tile);
    }
    return maplibregl;
}

/** A Leaflet layer whose canvas is larger than the view, so that panning shows no edge. */
function layerClass(L) {
    return L.Layer.extend({
        initialize(library, style, onFailure) {
            this.library = library;
            this.style = style;
            this.onFailure = onFailure;
        },

        onAdd(map) {
            this.box = L.DomUtil.create("div", "map-vector leaflet-zoom-animated");
            map.getPane("tilePane").appendChild(this.box);
            this.resize();
            this.canvas = new this.library.Map({
                container: this.box, style: this.style, interactive: false, attributionControl: false,
                fadeDuration: 0, renderWorldCopies: false, ...this.view(),
            });
            this.canvas.on("error", (event) => this.onFailure(event));
            this.canvas.once("load", () => this.box.classList.add("is-drawn"));
            this.follow();
        },

        onRemove() {
            if (this.canvas) this.canvas.remove();
            this.box.remove();
        },

        getEvents() {
            return { move: this.follow, viewreset: this.follow, zoomanim: this.animate, resize: this.resize };
        },

        view() {
            const centre = this._map.getCenter();
            return { center: [centre.lng, centre.lat], zoom: this._map.getZoom() - zoomShift };
        },

        resize() {
            const size = this._map.getSize();
            this.box.style.width = size.x * (1 + 2 * margin) + "px";
            this.box.style.height = size.y * (1 + 2 * margin) + "px";
            if (this.canvas) this.canvas.resize();
            this.follow();
        },

        /** Where the corner of the canvas stands in the view. */
        corner() {
            return this._map.getSize().multiplyBy(-margin);
        },

        follow() {
            if (!this.canvas) return;
            L.DomUtil.setTransform(this.box, this._map.containerPointToLayerPoint(this.corner()), 1);
            this.canvas.jumpTo(this.view());
        },

        animate(event) {
            const scale = this._map.getZoomScale(event.zoom);
            const corner = this._map.containerPointToLatLng(this.corner());
            L.DomUtil.setTransform(
                this.box, this._map._latLngToNewLayerPoint(corner, event.zoom, event.center), scale);
        },
    });
}

/** Puts the offline map under a Leaflet map; answers whether it could. */
export async function addVectorBase(L, map, archive) {
    if (!hasWebGL()) return false;
    const library = await fetchMapLibre();
    const whole = new URL(archive, location.href).href;
    const style = vectorStyle(whole, isDark(), document.documentElement.lang === "en");
    return new Promise((resolve) => {
        const Layer = layerClass(L);
        const layer = new Layer(library, style, () => {
            layer.remove();
            resolve(false);
        });
        layer.addTo(map);
        layer.canvas.once("load", () => resolve(true));
    });
}
