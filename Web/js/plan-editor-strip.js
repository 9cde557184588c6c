// The line beside the drawing: what the tool in hand draws next, or what can be done with what is chosen.

import { button, fill, make } from "./plan-editor-dom.js";
import { find, limits } from "./plan-editor-parts.js";

const pathKinds = ["road", "lane", "footway", "stairs", "ramp", "lift"];
const spotKinds = ["parking", "locker", "trolley", "charging", "toilet", "office"];
const groundKinds = ["green", "water", "court"];

export class Strip {
    constructor(editor) {
        this.editor = editor;
        this.box = editor.frame.parts.strip;
    }

    get word() { return this.editor.word; }

    show() {
        const tool = this.editor.desk.tool;
        const name = tool === "scale" || tool === "picture" ? "picture" : tool;
        const focused = this.box.contains(document.activeElement) ? document.activeElement.dataset : null;
        const parts = this[name]().filter(Boolean);
        fill(this.box, parts);
        const hint = this.box.querySelector(".plan-hint");
        this.box.classList.toggle("is-crowded", parts.length > 1);
        if (tool !== this.told) this.editor.frame.tip(hint && parts.length > 1 ? hint.textContent : "");
        this.told = tool;
        const again = focused && (focused.do && this.box.querySelector('[data-do="' + focused.do + '"]')
            || focused.field && this.box.querySelector('[data-field="' + focused.field + '"]'));
        if (again) again.focus({ preventScroll: true });
    }

    hint(name, values) { return make("p", { "class": "plan-hint" }, [this.word(name, values)]); }

    act(name, icon, work, isPrimary) {
        return button({ text: this.word(name), icon: icon, name: name,
            classes: "button small" + (isPrimary ? " primary" : "") }, work);
    }

    chips(label, names, prefix, value, take) {
        return make("div", { "class": "plan-chips", role: "group", "aria-label": this.word(label) },
            names.map((name) => button({
            text: this.word(prefix + name), classes: "chip", name: prefix + name, pressed: name === value,
        }, () => { take(name); this.show(); })));
    }

    small(label, name, value, attributes, take) {
        const input = make("input", Object.assign({ value: value, autocomplete: "off", "data-field": name },
            attributes));
        input.addEventListener("input", () => take(input.value.trim(), input));
        return make("label", { "class": "plan-small" }, [make("span", {}, [this.word(label)]), input]);
    }

    /** What ends a line that is being drawn. */
    ending() {
        const tool = this.editor.tool;
        if (!tool.line || tool.line.length === 0) return [];
        return [
            this.act("finish", "check", () => tool.finish(), true), this.act("back-one", "undo", () => tool.back()),
            this.act("cancel", null, () => tool.cancel()),
        ];
    }

    select() {
        const { desk } = this.editor;
        if (desk.chosen.length === 0) return [this.hint("hint-select")];
        const found = desk.chosen.length === 1 ? find(desk.plan, desk.chosen[0]) : null;
        const title = found ? this.editor.titles.full(found) : this.word("chosen", { n: desk.chosen.length });
        const point = this.editor.selecting.point;
        const isPoint = point && found && point.id === found.part.id;
        return [
            make("strong", { "class": "plan-strip-title" }, [title]),
            this.act("properties", null, () => this.editor.panel.open("properties", true), true),
            isPoint ? this.act("remove-point", null, () => this.editor.selecting.removePoint(point)) : null,
            found && found.list === "gates" ? null : this.act("duplicate", "copy", () => this.editor.duplicate()),
            this.act("delete", "delete", () => this.editor.remove()),
        ];
    }

    path() {
        const next = this.editor.hands.next;
        const ending = this.ending();
        return ending.concat([
            this.chips("kind", pathKinds, "path-", next.path, (kind) => { next.path = kind; }),
            ending.length ? null : this.hint("hint-path"),
        ]);
    }

    building() {
        const next = this.editor.hands.next;
        const number = (value, max) => Math.max(0, Math.min(max, Math.round(Number(value) || 0)));
        return [
            this.small("next-name", "next-name", next.name, { maxlength: limits.nameMax },
                (value) => { next.name = value; }),
            this.small("next-doors", "next-doors", String(next.doors),
                { type: "number", min: 0, max: 20, inputmode: "numeric" },
                (value) => { next.doors = number(value, limits.unitsOfBuilding); }),
            this.small("next-floors", "next-floors", next.floors ? String(next.floors) : "",
                { type: "number", min: 1, max: limits.floorsMax, inputmode: "numeric" },
                (value) => { next.floors = number(value, limits.floorsMax) || null; }),
            this.hint("hint-building"),
        ];
    }

    door() { return [this.hint("hint-door")]; }

    gate() {
        const { desk, hands } = this.editor;
        const next = hands.next;
        const placed = desk.plan.gates.map((gate) => gate.gate);
        const left = desk.gates.filter((gate) => placed.indexOf(gate.id) < 0);
        const chips = left.map((gate) => button({
            text: gate.name, classes: "chip", name: "gate-" + gate.id, pressed: next.gate === gate.id,
        }, () => { next.gate = gate.id; this.show(); }));
        chips.push(button({ text: this.word("gate-unrecorded"), classes: "chip", name: "gate-unrecorded",
            pressed: !next.gate },
            () => { next.gate = null; this.show(); }));
        return [
            make("div", { "class": "plan-chips", role: "group", "aria-label": this.word("which-gate") }, chips),
            next.gate ? null : this.small("name", "gate-name", next.gateName, { maxlength: limits.nameMax },
                (value) => { next.gateName = value; }),
            this.hint(left.length === 0 && desk.gates.length > 0 ? "hint-gates-done" : "hint-gate"),
        ];
    }

    spot() {
        const next = this.editor.hands.next;
        return [
            this.chips("kind", spotKinds, "spot-", next.spot, (kind) => { next.spot = kind; }), this.hint("hint-spot"),
        ];
    }

    ground() {
        const { hands } = this.editor;
        const next = hands.next;
        const ways = this.chips("shape", ["box", "corners"], "shape-", next.shape, (way) => {
            next.shape = way;
            this.editor.takeTool("ground");
        });
        return this.ending().concat([
            this.chips("kind", groundKinds, "ground-", next.ground, (kind) => { next.ground = kind; }), ways,
            this.hint(next.shape === "box" ? "hint-ground-box" : "hint-ground-corners"),
        ]);
    }

    picture() {
        const isScaling = this.editor.desk.tool === "scale";
        return [
            this.act("picture-done", "check", () => this.editor.takeTool("select"), true),
            this.hint(isScaling ? "hint-scale" : "hint-picture"),
        ];
    }
}
