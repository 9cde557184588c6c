// The sheet at the foot of the map: the card of the place that was tapped, with the way there.

import { keptPosition } from "./here.js";
import { fetchPart } from "./part.js";

const spotMetres = 40;
const spotCountMax = 50;

export class MapSheet {
    constructor(box, words) {
        this.box = box;
        this.words = words;
        this.marker = null;
        this.turn = 0;
        box.addEventListener("keydown", (event) => {
            if (event.key === "Escape") this.close(true);
        });
    }

    openPlace(id, marker) {
        const query = new URLSearchParams();
        const position = keptPosition();
        if (position) {
            query.set("lat", position.lat.toFixed(5));
            query.set("lng", position.lng.toFixed(5));
        }
        return this.open("/places/" + encodeURIComponent(id) + "/card?" + query.toString(), marker);
    }

    /** What stands at one spot, nearest first. */
    openSpot(point, filters, marker) {
        const query = new URLSearchParams(filters);
        query.set("part", "results");
        query.set("radius", String(spotMetres));
        query.set("limit", String(spotCountMax));
        query.set("lat", point[0].toFixed(5));
        query.set("lng", point[1].toFixed(5));
        return this.open("/find/list?" + query.toString(), marker, true);
    }

    async open(address, marker, isSpot) {
        // Distances from the spot itself say nothing.
        this.box.classList.toggle("is-spot", isSpot === true);
        this.turn += 1;
        const mine = this.turn;
        this.mark(marker);
        this.fill(document.createTextNode(this.words.loading));
        try {
            const html = await fetchPart(address, "sheet");
            if (mine !== this.turn) return;
            const cards = document.createElement("div");
            cards.innerHTML = html;
            // One list of results a page.
            const results = cards.querySelector("#results");
            if (results) results.removeAttribute("id");
            this.fill(cards);
        } catch (error) {
            if (mine === this.turn) this.fill(document.createTextNode(this.words.offline));
        }
    }

    fill(content) {
        this.box.textContent = "";
        const close = document.createElement("button");
        close.type = "button";
        close.className = "sheet-close";
        close.setAttribute("aria-label", this.words.close);
        close.textContent = "×";
        close.addEventListener("click", () => this.close(true));
        this.box.appendChild(content);
        this.box.appendChild(close);
        this.box.hidden = false;
        this.box.focus({ preventScroll: true });
    }

    mark(marker) {
        if (this.marker && this.marker.getElement()) this.marker.getElement().classList.remove("is-chosen");
        this.marker = marker;
        if (marker) marker.getElement().classList.add("is-chosen");
    }

    /** With `isByHand`, the focus goes back to where the sheet was opened from. */
    close(isByHand) {
        this.turn += 1;
        if (this.box.hidden) return;
        const element = this.marker && this.marker.getElement();
        this.mark(null);
        this.box.hidden = true;
        this.box.textContent = "";
        if (isByHand && element) element.focus({ preventScroll: true });
    }
}
