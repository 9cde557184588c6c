// Drawing by keys: a cross moved by the arrows sets what a press would set; what is chosen moves by half a metre.

import { translate } from "./plan-editor-edits.js";
import { gridStep } from "./plan-editor-snap.js";
import { tools } from "./plan-editor-frame.js";

const arrows = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const panPixels = 60;

export class Keys {
    constructor(editor) {
        this.editor = editor;
        this.cross = null;
        this.isHeld = false;
        const svg = editor.frame.parts.svg;
        editor.root.addEventListener("keydown", (event) => this.onRoot(event));
        svg.addEventListener("keydown", (event) => this.onDrawing(event));
        svg.addEventListener("keyup", (event) => { if (event.key === " ") editor.pointers.isSpaceHeld = false; });
        editor.desk.listen((what) => { if (what === "tool") this.forget(); });
    }

    forget() {
        this.cross = null;
        this.isHeld = false;
    }

    /** Keys that hold wherever the focus is in the editor. */
    onRoot(event) {
        const { editor } = this;
        const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
        const isCommand = event.ctrlKey || event.metaKey;
        const key = event.key.toLowerCase();
        const deeds = {
            z: () => editor.act(event.shiftKey ? "redo" : "undo"), y: () => editor.act("redo"),
            s: () => editor.act("save"),
            d: () => editor.duplicate(), a: () => editor.chooseAll(),
        };
        if (isCommand && deeds[key] && (key === "s" || !isTyping)) {
            event.preventDefault();
            deeds[key]();
        } else if (event.key === "Escape" && editor.panel.isOpen && !editor.frame.parts.svg.contains(event.target)) {
            event.preventDefault();
            editor.panel.close();
        }
    }

    onDrawing(event) {
        if (event.ctrlKey || event.metaKey) return;
        const { editor } = this;
        const tool = tools.find((one) => one.key === event.key.toUpperCase());
        const deeds = {
            "+": () => editor.view.zoom(1.3), "=": () => editor.view.zoom(1.3), "-": () => editor.view.zoom(1 / 1.3),
            0: () => editor.act("fit"), Delete: () => editor.remove(), Backspace: () => this.back(),
            Escape: () => this.escape(),
            Enter: () => this.enter(), " ": () => { editor.pointers.isSpaceHeld = true; },
        };
        if (arrows[event.key]) this.move(arrows[event.key], event.shiftKey ? 10 : 1);
        else if (tool && !event.altKey) editor.takeTool(tool.name);
        else if (deeds[event.key]) deeds[event.key]();
        else return;
        event.preventDefault();
    }

    get isDrawing() { return this.editor.desk.tool !== "select"; }

    move(way, times) {
        const { editor } = this;
        const { desk, view } = editor;
        if (this.isDrawing) return this.moveCross(way, times);
        if (desk.chosen.length === 0 || desk.isReadOnly) return view.pan(-way[0] * panPixels, -way[1] * panPixels);
        return desk.commit(translate(desk.kept, desk.chosen, way[0] * gridStep * times, way[1] * gridStep * times));
    }

    start() {
        const { view, desk } = this.editor;
        const to = (value, max) => Math.max(0, Math.min(max, Math.round(value / gridStep) * gridStep));
        this.cross = {
            x: to(view.x + view.width / view.scale / 2, desk.plan.width), y: to(view.y + view.height / view.scale / 2,
                desk.plan.height),
            isKey: true,
        };
    }

    moveCross(way, times) {
        const { editor } = this;
        const { width, height } = editor.desk.plan;
        if (!this.cross) this.start();
        else {
            this.cross = {
                x: Math.max(0, Math.min(width, this.cross.x + way[0] * gridStep * times)),
                y: Math.max(0, Math.min(height, this.cross.y + way[1] * gridStep * times)), isKey: true,
            };
        }
        this.follow();
        if (this.isHeld) editor.tool.drag(this.cross);
        else editor.tool.hover(this.cross);
        const at = { x: this.cross.x / 10, y: this.cross.y / 10 };
        editor.frame.say(editor.word("cross-at", at));
    }

    /** The sheet moves when the cross would leave the sight. */
    follow() {
        const { view } = this.editor;
        const margin = 30 / view.scale;
        const right = view.x + view.width / view.scale;
        const bottom = view.y + view.height / view.scale;
        const dx = Math.min(0, this.cross.x - margin - view.x) + Math.max(0, this.cross.x + margin - right);
        const dy = Math.min(0, this.cross.y - margin - view.y) + Math.max(0, this.cross.y + margin - bottom);
        if (dx !== 0 || dy !== 0) view.pan(-dx * view.scale, -dy * view.scale);
    }

    /** A point; a rectangle takes two. In the hand without a tool: what is known of the chosen part. */
    enter() {
        const { editor } = this;
        if (!this.isDrawing) {
            if (editor.desk.chosen.length > 0) editor.panel.open("properties", true);
            return;
        }
        if (!this.cross) {
            this.start();
            editor.tool.hover(this.cross);
            return;
        }
        const tool = editor.tool;
        if (tool.isBox && !this.isHeld) {
            tool.press(this.cross);
            this.isHeld = true;
            return;
        }
        if (!tool.isBox) tool.press(this.cross);
        tool.release(this.cross, this.isHeld);
        this.isHeld = false;
    }

    back() {
        const { editor } = this;
        if (this.isDrawing) editor.tool.back();
        else editor.remove();
    }

    escape() {
        const { editor } = this;
        const tool = editor.tool;
        if (this.isDrawing && (this.isHeld || tool.line && tool.line.length > 0)) {
            this.isHeld = false;
            tool.cancel();
        } else if (this.isDrawing) editor.takeTool("select");
        else if (editor.panel.isOpen) editor.panel.close();
        else editor.desk.choose([]);
    }
}
