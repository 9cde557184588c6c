// The places on the map: asked of the server for what is in view, single ones as buttons with the icon of their kind
// and a mark for open or closed, crowds as a number.

const symbols = new URL("../icons/symbols.svg", import.meta.url).href;
const waitMilliseconds = 120;
const marginShare = 0.1;

function fill(text, value) {
    return text.replace("{}", String(value));
}

function icon(name) {
    return '<svg class="icon" aria-hidden="true"><use href="' + symbols + "#" + name + '"></use></svg>';
}

/** What a thumb needs; in elder mode more. */
function markPixels() {
    return document.documentElement.classList.contains("elder") ? 60 : 44;
}

/** The same place or crowd keeps its marker, and with it the focus. */
function keyOf(feature) {
    const properties = feature.properties;
    if (!properties.cluster) return feature.id + " " + (properties.openState ? properties.openState.state : "");
    return "crowd " + feature.geometry.coordinates.join(" ") + " " + properties.count;
}

export class MapPlaces {
    /** `choose(id, marker)` is called for a single place, `list(point, query, marker)` for several at one spot. */
    constructor(L, map, kinds, words, choose, list, tell) {
        this.L = L;
        this.map = map;
        this.kinds = kinds;
        this.words = words;
        this.choose = choose;
        this.list = list;
        this.tell = tell;
        this.markers = new Map();
        this.query = new URLSearchParams();
        this.turn = 0;
        map.on("moveend", () => this.refreshSoon());
    }

    /** The filters of the page's address. */
    filter(query) {
        this.query = new URLSearchParams();
        for (const name of ["q", "kinds", "facilities", "traits", "open", "lang"]) {
            const value = query.get(name);
            if (value) this.query.set(name, value);
        }
        return this.refresh();
    }

    refreshSoon() {
        clearTimeout(this.waiting);
        this.waiting = setTimeout(() => this.refresh(), waitMilliseconds);
    }

    address() {
        const query = new URLSearchParams(this.query);
        if (query.get("q")) {
            query.set("limit", "50");
            // Names are searched without these.
            for (const name of ["open", "facilities", "traits"]) query.delete(name);
            return "/api/v1/search?" + query.toString();
        }
        query.delete("q");
        const box = this.map.getBounds().pad(marginShare);
        const edge = (value, bound) => Math.max(-bound, Math.min(bound, value)).toFixed(5);
        const west = edge(box.getWest(), 180);
        const east = edge(box.getEast(), 180);
        query.set("bbox", [west, edge(box.getSouth(), 85), east, edge(box.getNorth(), 85)].join(","));
        query.set("zoom", String(Math.round(this.map.getZoom())));
        return "/api/v1/places?" + query.toString();
    }

    async refresh() {
        this.turn += 1;
        const mine = this.turn;
        if (this.pending) this.pending.abort();
        const controller = "AbortController" in window ? new AbortController() : null;
        this.pending = controller;
        const options = { credentials: "same-origin" };
        if (controller) options.signal = controller.signal;
        try {
            const answer = await fetch(this.address(), options);
            if (!answer.ok) throw new Error("unexpected answer");
            const features = (await answer.json()).features.filter((feature) => {
                // Areas and roads are looked around from, not stood on.
                return feature.geometry && ["area", "road"].indexOf(feature.properties.kind) < 0;
            });
            if (mine !== this.turn) return null;
            this.put(features);
            this.tell(features.length === 0 ? this.words.empty : "", false);
            return features;
        } catch (error) {
            if (mine === this.turn) this.tell(this.words.offline, true);
            return null;
        }
    }

    put(features) {
        const wanted = new Map(features.map((feature) => [keyOf(feature), feature]));
        this.markers.forEach((marker, key) => {
            if (wanted.has(key)) return;
            marker.remove();
            this.markers.delete(key);
        });
        wanted.forEach((feature, key) => {
            if (!this.markers.has(key)) this.markers.set(key, this.add(feature));
        });
    }

    add(feature) {
        const point = [feature.geometry.coordinates[1], feature.geometry.coordinates[0]];
        return feature.properties.cluster ? this.addCrowd(feature, point) : this.addPlace(feature, point);
    }

    button(point, className, html, label, size) {
        const icon = this.L.divIcon({ className: className, html: html, iconSize: size });
        const marker = this.L.marker(point, { icon: icon, keyboard: true, riseOnHover: true }).addTo(this.map);
        const element = marker.getElement();
        element.setAttribute("aria-label", label);
        element.addEventListener("keydown", (event) => {
            if (event.key !== "Enter" && event.key !== " ") return;
            event.preventDefault();
            marker.fire("click");
        });
        return marker;
    }

    addCrowd(feature, point) {
        const count = feature.properties.count;
        const size = Math.max(markPixels(), count < 10 ? 44 : count < 100 ? 48 : count < 1000 ? 54 : 60);
        const text = count < 10000 ? String(count) : Math.floor(count / 1000) + "k";
        const label = fill(this.words.cluster, count);
        const marker = this.button(point, "map-crowd", "<span>" + text + "</span>", label, [size, size]);
        marker.on("click", () => {
            // Those that share one spot come apart at no zoom: they are listed.
            const apart = feature.properties.expansionZoom;
            if (typeof apart !== "number" || apart > this.map.getMaxZoom()) return this.list(point, this.query, marker);
            this.map.getContainer().focus({ preventScroll: true });
            this.map.setView(point, apart);
        });
        return marker;
    }

    addPlace(feature, point) {
        const properties = feature.properties;
        const kind = this.kinds[properties.kind] || { name: "", icon: "pin" };
        const open = properties.openState || { state: "unknown", text: "" };
        const english = document.documentElement.lang === "en" && properties.nameEn;
        const label = [english || properties.name, kind.name, open.text].filter(Boolean).join(" · ");
        const className = "map-place kind-" + properties.kind + " is-" + open.state;
        const marker = this.button(point, className, icon(kind.icon) + "<i></i>", label, [markPixels(), markPixels()]);
        marker.on("click", () => this.choose(feature.id, marker));
        return marker;
    }
}
