// What the tools have in common: what comes next, the rubber line, and how near a press must be.

import { draw } from "./plan-editor-dom.js";
import { rubber } from "./plan-editor-draw.js";
import { nextName } from "./plan-editor-parts.js";
import { metres } from "./plan-editor-words.js";

const reach = { touch: 18, mouse: 10, key: 2 };

export class Hands {
    constructor(editor) {
        this.editor = editor;
        this.layer = draw("g", { "class": "plan-rubbers" });
        this.next = {
            path: "road", meets: true, name: "1", doors: 2, floors: 6, spot: "parking", ground: "green", shape: "box",
            gate: null, gateName: "",
        };
    }

    get desk() { return this.editor.desk; }
    get view() { return this.editor.view; }

    /** Decimetres within which a press means what is there. */
    radius(p) { return (p.isKey ? reach.key : p.isTouch ? reach.touch : reach.mouse) / this.view.scale; }

    showRubber(line, isClosed, mark) {
        this.layer.textContent = "";
        for (const one of rubber(line, isClosed, mark)) this.layer.appendChild(one);
    }

    measure(width, height) {
        const word = this.editor.word;
        this.editor.frame.measure(width || height ? metres(word, width) + " × " + metres(word, height) : "");
    }

    said(name, values) { this.editor.frame.say(this.editor.word(name, values)); }

    /** A line has grown or ended: the strip knows how to end it. */
    told() {
        this.editor.frame.tip("");
        this.editor.strip.show();
        this.editor.keep();
    }

    scaled(points) { this.editor.picture.scaled(points); }

    movePicture(dx, dy, isDone) { this.editor.picture.move(dx, dy, isDone); }

    /** A gate was placed: the next one that is not comes into the hand. */
    placed() {
        this.nextGate();
        this.said("made-gate");
        this.told();
    }

    nextGate() {
        const placed = this.desk.kept.gates.map((gate) => gate.gate);
        const left = this.desk.gates.find((gate) => placed.indexOf(gate.id) < 0);
        this.next.gate = left ? left.id : null;
    }

    /** The next name is one that no building has. */
    freshName() {
        const used = this.desk.kept.buildings.map((one) => one.name);
        if (used.indexOf(this.next.name) >= 0) this.next.name = nextName(used, used[used.length - 1]);
    }

    /** Counts on from what the plan has. */
    follow(plan) {
        const used = plan.buildings.map((one) => one.name);
        if (used.length === 0) return;
        const last = plan.buildings[used.length - 1];
        this.next.name = nextName(used, last.name);
        this.next.floors = last.floors || this.next.floors;
        this.next.doors = last.units.length;
    }
}
