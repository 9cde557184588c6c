/*
A plan as SVG: elements are made anew only when the part is another object. Edges of all roads lie below all roads, so
that they flow into one another where they meet.
*/

import { bounds, centre, distance } from "./plan-editor-geometry.js";
import { change, draw, symbol } from "./plan-editor-dom.js";
import { each } from "./plan-editor-parts.js";

const layers = [
    "grounds", "foot-edges", "foot-ways", "road-edges", "road-ways", "marks", "buildings", "units", "spots", "gates",
];
const riding = ["road", "lane"];
export const spotIcons = {
    parking: "parking", locker: "locker", trolley: "trolley", charging: "ebike-charging", toilet: "toilet",
    office: "keeper",
};

const lineData = (line, isClosed) => {
    let data = "";
    for (let at = 0; at < line.length; at += 2) data += (at === 0 ? "M" : "L") + line[at] + " " + line[at + 1];
    return data + (isClosed ? "Z" : "");
};

/** The middle of the longest stretch, and which way it leads in degrees. */
function longest(line) {
    let best = { length: -1 };
    for (let at = 0; at + 3 < line.length; at += 2) {
        const far = distance(line[at], line[at + 1], line[at + 2], line[at + 3]);
        if (far <= best.length) continue;
        best = {
            length: far, x: (line[at] + line[at + 2]) / 2, y: (line[at + 1] + line[at + 3]) / 2,
            angle: (Math.atan2(line[at + 3] - line[at + 1], line[at + 2] - line[at]) * 180) / Math.PI,
        };
    }
    return best;
}

const at = (x, y) => "translate(" + x + " " + y + ")";

function text(x, y, size, words, classes) {
    const made = draw("text", { x: x, y: y, "font-size": size, "class": classes, "text-anchor": "middle" });
    made.textContent = words;
    return made;
}

/** A name along a road, the right way up. */
function alongRoad(path, middle) {
    const turn = middle.angle > 90 || middle.angle <= -90 ? middle.angle + 180 : middle.angle;
    const name = draw("g", { "class": "plan-gate-sign" }, [text(0, 5, 14, path.name, "plan-road-name")]);
    return draw("g", { transform: at(middle.x, middle.y) + " rotate(" + turn.toFixed(1) + ")" }, [name]);
}

/** What is drawn of a path, by layers. */
function drawPath(path) {
    const classes = "plan-path is-" + path.kind + (path.closed ? " is-closed" : "");
    const data = lineData(path.line);
    const way = riding.indexOf(path.kind) >= 0 ? "road" : "foot";
    const stroke = (name) => draw("path", { d: data, "class": classes + " plan-path-" + name });
    const made = { [way + "-edges"]: stroke("edge"), [way + "-ways"]: stroke("way") };
    const marks = pathMarks(path);
    if (marks.length > 0) made.marks = draw("g", { "class": "plan-mark" }, marks);
    return made;
}

function pathMarks(path) {
    const children = [];
    const middle = longest(path.line);
    if (path.oneway) {
        children.push(draw("path", {
            d: "M-14-11L14 0L-14 11Z", "class": "plan-arrow",
            transform: at(middle.x, middle.y) + " rotate(" + middle.angle.toFixed(1) + ")",
        }));
    }
    if (path.closed) {
        children.push(draw("path", { d: "M-12-12L12 12M12-12L-12 12", "class": "plan-bar", transform: at(middle.x,
            middle.y) }));
    }
    if (path.kind === "lift") {
        children.push(draw("rect", { x: -12, y: -12, width: 24, height: 24, rx: 3, "class": "plan-lift",
            transform: at(middle.x, middle.y) }));
    }
    if (path.name) children.push(alongRoad(path, middle));
    return children;
}

/** A size of letters, in decimetres, for words within an outline. */
function fitting(outline, words) {
    const box = bounds(outline);
    const letters = Array.from(words || "").reduce((sum, one) => sum + (one.charCodeAt(0) > 255 ? 1 : 0.6), 0);
    const room = (box.right - box.left) / Math.max(letters, 1) * 0.72;
    return Math.max(14, Math.min(70, (box.bottom - box.top) * 0.55, room));
}

function drawBuilding(building, title) {
    const middle = centre(building.outline);
    const name = title(building, "buildings");
    const size = fitting(building.outline, name);
    return draw("g", { "class": "plan-building" }, [
        draw("path", { d: lineData(building.outline, true) }),
        text(middle[0], middle[1] + size * 0.35, size.toFixed(0), name, "plan-building-name"),
    ]);
}

function drawUnit(unit, title) {
    const inner = draw("g", { "class": "plan-sign" }, [draw("circle", { r: 5 })]);
    if (unit.name) inner.appendChild(text(0, -9, 13, unit.name, "plan-unit-name"));
    return draw("g", { "class": "plan-unit", transform: at(unit.at[0], unit.at[1]) }, [inner]);
}

function sign(part, name, words, classes) {
    const inner = draw("g", { "class": classes === "plan-gate" ? "plan-gate-sign" : "plan-sign" }, [
        classes === "plan-gate" ? draw("rect", { x: -13, y: -13, width: 26, height: 26, rx: 6 }) : draw("circle",
            { r: 12 }),
        draw("use", { href: symbol(name), x: -9, y: -9, width: 18, height: 18 }),
    ]);
    if (words) inner.appendChild(text(0, 27, 14, words, "plan-sign-name"));
    return draw("g", { "class": classes, transform: at(part.at[0], part.at[1]) }, [inner]);
}

const makers = {
    grounds: (part) => {
        const children = [draw("path", { d: lineData(part.outline, true) })];
        const middle = centre(part.outline);
        const size = fitting(part.outline, part.name).toFixed(0);
        if (part.name) children.push(text(middle[0], middle[1] + size * 0.35, size, part.name, "plan-ground-name"));
        return draw("g", { "class": "plan-ground is-" + part.kind }, children);
    },
    paths: drawPath,
    buildings: drawBuilding,
    units: drawUnit,
    spots: (part, title) => sign(part, spotIcons[part.kind], part.name ? title(part, "spots") : "",
        "plan-spot is-" + part.kind),
    gates: (part, title) => sign(part, "gate", title(part, "gates"), "plan-gate"),
};

export class Drawing {
    /** `title(part, list)`: what a part is called. */
    constructor(svg, title) {
        this.svg = svg;
        this.title = title;
        this.known = new Map();
        this.layers = {};
        this.sheet = draw("rect", { "class": "plan-sheet" });
        this.gridLines = draw("path", { "class": "plan-grid-line" });
        this.pattern = draw("pattern", { id: "plan-grid", patternUnits: "userSpaceOnUse" }, [this.gridLines]);
        this.grid = draw("rect", { fill: "url(#plan-grid)", "class": "plan-grid" });
        this.picture = draw("g", { "class": "plan-picture" });
        svg.appendChild(draw("defs", {}, [this.pattern]));
        for (const part of [this.sheet, this.picture, this.grid]) svg.appendChild(part);
        for (const name of layers) {
            this.layers[name] = draw("g", { "class": "plan-layer-" + name });
            svg.appendChild(this.layers[name]);
        }
        this.overlay = draw("g", { "class": "plan-overlay" });
        svg.appendChild(this.overlay);
    }

    show(plan) {
        for (const box of [this.sheet, this.grid]) change(box, { x: 0, y: 0, width: plan.width, height: plan.height });
        const seen = new Map();
        each(plan, (part, list) => {
            const old = this.known.get(part.id);
            if (old && old.part === part && old.list === list) {
                seen.set(part.id, old);
                return;
            }
            seen.set(part.id, { part: part, list: list, elements: this.place(part, list, old) });
        });
        this.known.forEach((old, id) => { if (!seen.has(id)) this.take(old); });
        this.known = seen;
    }

    /** Puts what is drawn of a part where its old state was, or on top of its layer. */
    place(part, list, old) {
        const made = makers[list](part, this.title);
        const elements = list === "paths" ? made : { [list]: made };
        const before = old ? old.elements : {};
        for (const layer of Object.keys(elements)) {
            elements[layer].setAttribute("data-part", part.id);
            if (before[layer]) this.layers[layer].replaceChild(elements[layer], before[layer]);
            else this.layers[layer].appendChild(elements[layer]);
        }
        for (const layer of Object.keys(before)) if (!elements[layer]) before[layer].remove();
        return elements;
    }

    take(old) {
        for (const layer of Object.keys(old.elements)) old.elements[layer].remove();
    }

    /** Lines of a metre, or of as many as can be told apart. */
    showGrid(view) {
        const step = [10, 50, 100, 500, 1000].find((one) => one * view.scale >= 8) || 5000;
        if (step !== this.step) {
            this.step = step;
            change(this.pattern, { width: step, height: step });
            this.gridLines.setAttribute("d", "M" + step + " 0H0V" + step);
        }
    }

    /** `picture`: `{href, width, height, x, y, scale, opacity}`, scale in decimetres a pixel; null takes it away. */
    showPicture(picture) {
        this.picture.textContent = "";
        if (!picture) return;
        this.picture.appendChild(draw("image", {
            href: picture.href, x: picture.x, y: picture.y, width: picture.width * picture.scale,
            height: picture.height * picture.scale, opacity: picture.opacity, preserveAspectRatio: "none",
        }));
    }
}

const handle = (x, y, classes, inner) => draw("g", { "class": "plan-handle " + classes, transform: at(x, y) }, [
    draw("g", { "class": "plan-pixel" }, inner || [draw("circle", { r: 7 })]),
]);

// Shorter stretches have no handle for a new point.
export const betweenPixels = 50;

/** What lies on top: the chosen parts with the points that can be dragged. */
export function overlayOf(parts, hasHandles, scale) {
    const children = [];
    for (const found of parts) {
        const part = found.part;
        if (part.outline) children.push(draw("path", { d: lineData(part.outline, true), "class": "plan-chosen" }));
        else if (part.line) children.push(draw("path", { d: lineData(part.line), "class": "plan-chosen" }));
        else children.push(handle(part.at[0], part.at[1], "is-whole", [draw("circle", { r: 18 })]));
    }
    const only = parts.length === 1 ? parts[0].part : null;
    const line = only && hasHandles ? only.line || only.outline : null;
    if (!line) return children;
    const last = only.outline ? line.length : line.length - 2;
    for (let index = 0; index < last; index += 2) {
        const next = (index + 2) % line.length;
        if (distance(line[index], line[index + 1], line[next], line[next + 1]) * scale < betweenPixels) continue;
        children.push(handle((line[index] + line[next]) / 2, (line[index + 1] + line[next + 1]) / 2, "is-between",
            [draw("circle", { r: 4 })]));
    }
    for (let index = 0; index < line.length; index += 2) children.push(handle(line[index], line[index + 1],
        "is-point"));
    return children;
}

/** Where the handle for turning stands. */
export function turnHandle(points) {
    const box = bounds(points);
    return { x: (box.left + box.right) / 2, y: box.top, box: box };
}

export const turnOffset = 40;

export function drawTurnHandle(points) {
    const top = turnHandle(points);
    return handle(top.x, top.y, "is-turn", [
        draw("path", { d: "M0 0V-" + turnOffset }), draw("circle", { r: 9, cy: -turnOffset }),
        draw("path", { d: "M-4-" + (turnOffset - 1) + "a4 4 0 1 1 3 3", "class": "is-mark" }),
    ]);
}

/** A line that is being drawn, and the point a press would set. */
export function rubber(line, isClosed, mark) {
    const children = [];
    if (line && line.length >= 4) children.push(draw("path", { d: lineData(line, isClosed), "class": "plan-rubber" }));
    for (let index = 0; line && !isClosed && index < line.length; index += 2) {
        children.push(handle(line[index], line[index + 1], "is-set", [draw("circle", { r: 4 })]));
    }
    if (mark) {
        const shape = mark.kind === "point" ? draw("circle", { r: 11 })
            : mark.kind === "line" ? draw("rect", { x: -8, y: -8, width: 16, height: 16, transform: "rotate(45)" })
                : draw("path", { d: "M-10 0H10M0-10V10" });
        // Seen round the finger that lies on it.
        const reach = draw("path", { d: "M-56 0H-18M18 0H56M0-56V-18M0 18V56", "class": "is-reach" });
        children.push(handle(mark.x, mark.y, "is-mark", [shape, reach]));
    }
    return children;
}
