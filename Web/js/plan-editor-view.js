// The part of the sheet that is in sight: pan and zoom. `scale` is pixels a decimetre.

const scaleMax = 8;
// Signs keep their size on the screen, until they would cover the houses: decimetres a pixel at most.
const signMax = 2.4;
const gateMax = 6;

export class View {
    constructor(svg) {
        this.svg = svg;
        this.x = 0;
        this.y = 0;
        this.scale = 0.3;
        this.scaleMin = 0.02;
        this.listeners = [];
    }

    listen(take) { this.listeners.push(take); }

    get width() { return this.svg.clientWidth || 1; }
    get height() { return this.svg.clientHeight || 1; }

    apply() {
        const width = this.width / this.scale;
        const height = this.height / this.scale;
        this.svg.setAttribute("viewBox", [this.x, this.y, width, height].map((value) => value.toFixed(2)).join(" "));
        this.svg.style.setProperty("--pixel", String(1 / this.scale));
        this.svg.style.setProperty("--sign", String(Math.min(1 / this.scale, signMax)));
        this.svg.style.setProperty("--gate", String(Math.min(1 / this.scale, gateMax)));
        this.svg.classList.toggle("is-near", this.scale > 0.75);
        this.svg.classList.toggle("is-far", this.scale < 0.16);
        for (const take of this.listeners) take(this);
    }

    toPlan(clientX, clientY) {
        const box = this.svg.getBoundingClientRect();
        return { x: this.x + (clientX - box.left) / this.scale, y: this.y + (clientY - box.top) / this.scale };
    }

    toScreen(x, y) {
        const box = this.svg.getBoundingClientRect();
        return { x: box.left + (x - this.x) * this.scale, y: box.top + (y - this.y) * this.scale };
    }

    pan(dx, dy) {
        this.x -= dx / this.scale;
        this.y -= dy / this.scale;
        this.apply();
    }

    /** Larger by a factor, with what lies at a place of the screen staying there. */
    zoom(factor, clientX, clientY) {
        const box = this.svg.getBoundingClientRect();
        const x = clientX === undefined ? box.left + box.width / 2 : clientX;
        const y = clientY === undefined ? box.top + box.height / 2 : clientY;
        const fixed = this.toPlan(x, y);
        this.scale = Math.max(this.scaleMin, Math.min(scaleMax, this.scale * factor));
        this.x = fixed.x - (x - box.left) / this.scale;
        this.y = fixed.y - (y - box.top) / this.scale;
        this.apply();
    }

    /** A box of the sheet fills what is in sight; `space` pixels are left at each side. */
    fit(box, space) {
        const margin = space === undefined ? 24 : space;
        const width = Math.max(box.right - box.left, 40);
        const height = Math.max(box.bottom - box.top, 40);
        const scale = Math.min((this.width - 2 * margin) / width, (this.height - 2 * margin) / height);
        this.scale = Math.max(this.scaleMin, Math.min(scaleMax, scale));
        this.x = (box.left + box.right) / 2 - this.width / this.scale / 2;
        this.y = (box.top + box.bottom) / 2 - this.height / this.scale / 2;
        this.apply();
    }

    fitSheet(plan) {
        this.scaleMin = Math.min(0.02, 100 / Math.max(plan.width, plan.height));
        this.fit({ left: 0, top: 0, right: plan.width, bottom: plan.height }, 36);
    }
}
