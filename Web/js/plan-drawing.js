/*
What an answer adds to the drawing of a plan (the same as Sources/Features/Plans/PlanPicture.swift), and looking closer:
buttons, two fingers, the wheel, the arrow keys.
*/

const make = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key of Object.keys(attributes)) element.setAttribute(key, attributes[key]);
    return element;
};

const data = (line) => {
    let text = "M" + line[0] + " " + line[1];
    for (let at = 2; at < line.length; at += 2) text += "L" + line[at] + " " + line[at + 1];
    return text;
};

/** Draws the way and the building that was asked for, in place of what was drawn before. */
export function drawWay(svg, plan, building, way) {
    const group = svg.querySelector("#plan-way");
    group.textContent = "";
    const radius = Math.floor(Math.min(Math.max(Math.floor(plan.width / 28), 50), 120) * 2 / 5);
    const disc = (name, x, y) => group.appendChild(make("circle", { "class": name, cx: x, cy: y, r: radius }));
    if (building) group.appendChild(make("path", { "class": "pl-target", d: data(building.outline) + "z" }));
    if (!way || way.none) return;
    const legs = way.legs.filter((leg) => leg.line.length > 2);
    const lines = (some) => some.map((leg) => data(leg.line)).join("");
    if (legs.length > 0) group.appendChild(make("path", { "class": "pl-way-edge", d: lines(legs) }));
    for (const mode of ["walking", "riding"]) {
        const some = legs.filter((leg) => leg.mode === mode);
        if (some.length > 0) group.appendChild(make("path", { "class": "pl-way pl-" + mode, d: lines(some) }));
    }
    const first = way.legs[0];
    const last = way.legs[way.legs.length - 1];
    if (first) disc("pl-start", first.line[0], first.line[1]);
    if (way.left) disc("pl-left", way.left.at[0], way.left.at[1]);
    if (last) disc("pl-end", last.line[last.line.length - 2], last.line[last.line.length - 1]);
}

/** Looking closer; the page scrolls as ever while the whole plan is seen. */
export class PlanLook {
    constructor(svg, word) {
        this.svg = svg;
        this.whole = svg.getAttribute("viewBox").split(" ").map(Number);
        this.box = this.whole.slice();
        this.fingers = new Map();
        svg.before(this.tools(word));
        svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
        for (const name of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
            svg.addEventListener(name, (event) => this.point(event));
        }
    }

    tools(word) {
        const row = document.createElement("p");
        row.className = "plan-tools";
        const acts = [
            ["+", "zoom-in", () => this.zoom(1.6)], ["−", "zoom-out", () => this.zoom(1 / 1.6)],
            [word("whole"), "whole", () => this.show(this.whole)],
        ];
        for (const [text, name, act] of acts) {
            const button = document.createElement("button");
            button.type = "button";
            button.className = "button small";
            button.textContent = text;
            button.setAttribute("aria-label", word(name));
            button.addEventListener("click", act);
            row.appendChild(button);
        }
        return row;
    }

    show(box) {
        const [left, top, width, height] = this.whole;
        const size = [Math.min(Math.max(box[2], width / 12), width), 0];
        size[1] = size[0] * height / width;
        this.box = [
            Math.min(Math.max(box[0], left), left + width - size[0]),
            Math.min(Math.max(box[1], top), top + height - size[1]), ...size,
        ];
        this.svg.setAttribute("viewBox", this.box.map((number) => Math.round(number)).join(" "));
        this.svg.style.touchAction = this.isWhole ? "" : "none";
    }

    get isWhole() { return this.box[2] >= this.whole[2]; }

    /** About a point of the sheet; the middle when it is left out. */
    zoom(factor, about) {
        const [x, y, width, height] = this.box;
        const [cx, cy] = about || [x + width / 2, y + height / 2];
        this.show([cx - (cx - x) / factor, cy - (cy - y) / factor, width / factor, height / factor]);
    }

    /** The way fills the picture, with a little room. */
    fit(points) {
        if (points.length === 0) return this.show(this.whole);
        const xs = points.map((point) => point[0]);
        const ys = points.map((point) => point[1]);
        const [left, top] = [Math.min(...xs), Math.min(...ys)];
        const ratio = this.whole[2] / this.whole[3];
        const width = Math.max(Math.max(...xs) - left, (Math.max(...ys) - top) * ratio, this.whole[2] / 6) * 1.35;
        const middle = [(left + Math.max(...xs)) / 2, (top + Math.max(...ys)) / 2];
        return this.show([middle[0] - width / 2, middle[1] - width / ratio / 2, width, width / ratio]);
    }

    at(event) {
        const frame = this.svg.getBoundingClientRect();
        return [
            this.box[0] + (event.clientX - frame.left) / frame.width * this.box[2],
            this.box[1] + (event.clientY - frame.top) / frame.height * this.box[3],
        ];
    }

    /** A wheel alone scrolls the page. */
    wheel(event) {
        if (!event.ctrlKey && this.isWhole) return;
        event.preventDefault();
        this.zoom(Math.exp(-event.deltaY / 300), this.at(event));
    }

    point(event) {
        if (event.type === "pointerup" || event.type === "pointercancel") return this.fingers.delete(event.pointerId);
        if (event.type === "pointerdown") return this.fingers.set(event.pointerId, [event.clientX, event.clientY]);
        const before = this.fingers.get(event.pointerId);
        if (!before) return null;
        const now = [event.clientX, event.clientY];
        const frame = this.svg.getBoundingClientRect();
        const other = Array.from(this.fingers.entries()).find((one) => one[0] !== event.pointerId);
        if (other) {
            const far = (point) => Math.hypot(point[0] - other[1][0], point[1] - other[1][1]);
            this.zoom(far(now) / Math.max(far(before), 1), this.at(event));
        } else if (!this.isWhole) {
            this.show([
                this.box[0] - (now[0] - before[0]) / frame.width * this.box[2],
                this.box[1] - (now[1] - before[1]) / frame.height * this.box[3], this.box[2], this.box[3],
            ]);
        }
        return this.fingers.set(event.pointerId, now);
    }
}
