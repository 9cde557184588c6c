// What is known of the chosen parts, to be changed: each change is a step of its own.

import { button, choice, field, make, tick } from "./plan-editor-dom.js";
import { connect, copyRow, cutCorner, isRectangle, doorName, addDoor, joinPart, turn } from "./plan-editor-edits.js";
import { bounds, length } from "./plan-editor-geometry.js";
import { isOnPath } from "./plan-editor-network.js";
import { find, limits, set } from "./plan-editor-parts.js";
import { metres } from "./plan-editor-words.js";

const pathKinds = ["road", "lane", "footway", "stairs", "ramp", "lift"];
const spotKinds = ["parking", "locker", "trolley", "charging", "toilet", "office"];
const groundKinds = ["green", "water", "court"];
const ways = { right: [1, 0], left: [-1, 0], down: [0, 1], up: [0, -1] };

export class Fields {
    constructor(editor) {
        this.editor = editor;
        this.row = { number: 3, gap: 12, way: "right", step: "1" };
    }

    get word() { return this.editor.word; }
    get desk() { return this.editor.desk; }

    page() {
        const { desk, word } = this;
        if (desk.chosen.length === 0) return [make("p", { "class": "quiet" }, [word("nothing-chosen")])];
        if (desk.chosen.length > 1) return this.several();
        const found = find(desk.plan, desk.chosen[0]);
        if (desk.isReadOnly) return [make("h2", {}, [this.editor.titles.full(found)])];
        return [make("h2", {}, [this.editor.titles.full(found)])].concat(this[found.list](found.part, found),
            this.common(found));
    }

    set(id, members) { this.desk.commit(set(this.desk.kept, id, members)); }

    name(part, label, name) {
        return field(this.word(label), { value: part.name || "", maxlength: limits.nameMax, "data-field": name
            || "name" },
            (value) => this.set(part.id, { name: value.trim() }));
    }

    kinds(part, names, prefix) {
        return choice(this.word("kind"), names.map((name) => [name, this.word(prefix + name)]), part.kind,
            (kind) => this.set(part.id, { kind: kind }), "kind");
    }

    act(name, work, icon) { return button({ text: this.word(name), name: name, icon: icon }, work); }

    common(found) {
        return [make("div", { "class": "plan-acts" }, [
            found.list === "gates" || found.list === "units" ? null
                : this.act("duplicate", () => this.editor.duplicate(), "copy"),
            found.list === "buildings" || found.list === "units"
                ? this.act("walk", () => this.editor.walk.open(found.part.id), "foot") : null,
            this.act("delete", () => this.editor.remove(), "delete"),
            this.act("show", () => this.editor.showPart(found.part.id), "search"),
        ])];
    }

    several() {
        const canTurn = this.editor.selecting.canTurn();
        return [
            make("h2", {}, [this.word("chosen", { n: this.desk.chosen.length })]), canTurn ? this.turning() : null,
            make("div", { "class": "plan-acts" }, [
                this.act("duplicate", () => this.editor.duplicate(), "copy"),
                this.act("delete", () => this.editor.remove(), "delete"),
            ]),
        ];
    }

    turning() {
        const by = (degrees) => () => this.desk.commit(turn(this.desk.kept, this.desk.chosen, degrees));
        return make("div", { "class": "plan-turns", role: "group", "aria-label": this.word("turn") },
            [-90, -15, -1, 1, 15, 90].map((degrees) => button({
                text: (degrees > 0 ? "+" : "−") + Math.abs(degrees) + "°", name: "turn" + degrees,
                title: this.word("turn"),
            }, by(degrees))));
    }

    buildings(part) {
        const { word } = this;
        const box = bounds(part.outline);
        const lift = part.lift === undefined ? "unknown" : part.lift ? "yes" : "no";
        return [
            this.name(part, "building-name"),
            make("div", { "class": "plan-pair" }, [field(word("floors"), {
                type: "number", min: 1, max: limits.floorsMax, inputmode: "numeric", value: part.floors || "",
                "data-field": "floors",
            }, (value) => {
                const floors = Math.round(Number(value));
                this.set(part.id, { floors: floors >= 1 && floors <= limits.floorsMax ? floors : undefined });
            }),
            choice(word("lift"), ["unknown", "yes", "no"].map((name) => [name, word("lift-" + name)]), lift,
                (value) => this.set(part.id, { lift: { unknown: undefined, yes: true, no: false }[value] }), "lift")]),
            make("p", { "class": "quiet" }, [word("size", {
                w: Math.round(box.right - box.left) / 10, h: Math.round(box.bottom - box.top) / 10,
            })]),
            this.turning(),
            isRectangle(part.outline)
                ? this.act("cut-corner", () => this.desk.commit(cutCorner(this.desk.kept, part.id))) : null,
            this.doors(part), this.rowForm(part),
        ];
    }

    doors(part) {
        const { word } = this;
        const rows = part.units.map((unit) => make("li", {}, [
            field(word("unit-name"), { value: unit.name || "", maxlength: limits.nameMax,
                "data-field": "unit-" + unit.id },
                (value) => this.set(unit.id, { name: value.trim() })),
            isOnPath(this.desk.plan, unit.at) ? null : make("span", { "class": "plan-fault" }, [word("off-path")]),
            button({ icon: "delete", label: word("delete-door", { n: unit.name }), classes: "plan-icon",
                name: "delete-" + unit.id },
                () => this.editor.remove([unit.id])),
        ]));
        const add = () => {
            const building = find(this.desk.kept, part.id).part;
            const edge = building.outline;
            const number = building.units.length;
            const t = ((number * 2 + 1) % 8) / 8;
            const at = [Math.round(edge[0] + t * (edge[2] - edge[0])), Math.round(edge[1] + t * (edge[3] - edge[1]))];
            this.desk.commit(addDoor(this.desk.kept, part.id, at, doorName(building)).plan);
        };
        return make("fieldset", { "class": "plan-doors" }, [
            make("legend", {}, [word("doors")]), make("ul", {}, rows),
            part.units.length < limits.unitsOfBuilding ? this.act("add-door", add, "plus") : null,
        ]);
    }

    rowForm(part) {
        const { word, row } = this;
        const number = (value, least, most) => Math.max(least, Math.min(most, Number(value) || least));
        const go = () => {
            const made = copyRow(this.desk.kept, part.id, row.number, Math.round(row.gap * 10), ways[row.way],
                Number(row.step));
            this.desk.commit(made.plan, [part.id].concat(made.ids));
            this.editor.frame.say(word(made.ids.length < row.number - 1 ? "row-cut" : "row-made",
                { n: made.ids.length }));
        };
        return make("fieldset", { "class": "plan-row-form" }, [
            make("legend", {}, [word("row")]),
            make("div", { "class": "plan-pair" }, [
                field(word("row-number"), { type: "number", min: 2, max: 40, value: row.number, inputmode: "numeric",
                    "data-field": "row-number" },
                    (value) => { row.number = number(value, 2, 40); }),
                field(word("row-gap"), { type: "number", min: 0, max: 200, step: 0.5, value: row.gap,
                    inputmode: "decimal", "data-field": "row-gap" },
                    (value) => { row.gap = number(value, 0, 200); }),
            ]),
            make("div", { "class": "plan-pair" }, [
                choice(word("row-way"), Object.keys(ways).map((way) => [way, word("way-" + way)]), row.way,
                    (value) => { row.way = value; }, "row-way"),
                choice(word("row-step"), [["1", "1, 2, 3"], ["2", "1, 3, 5"]], row.step,
                    (value) => { row.step = value; }, "row-step"),
            ]),
            this.act("row-go", go, "copy"),
        ]);
    }

    units(part, found) {
        return [this.name(part, "unit-name"), this.joining(part),
            this.act("choose-building", () => this.desk.choose([found.building.id]))];
    }

    joining(part) {
        if (isOnPath(this.desk.plan, part.at)) return null;
        return make("p", { "class": "plan-fault" }, [
            this.word("off-path"), this.act("join", () => this.editor.joinPart(part.id, joinPart), "route"),
        ]);
    }

    paths(part) {
        const { word } = this;
        const connecting = () => {
            const made = connect(this.desk.kept, part.id);
            this.desk.commit(made);
            this.editor.frame.say(word("connected"));
        };
        return [
            this.kinds(part, pathKinds, "path-"), this.name(part, "path-name"),
            tick(word("oneway"), Boolean(part.oneway), (value) => this.set(part.id, { oneway: value }), "oneway"),
            part.oneway ? this.act("reverse", () => this.reverse(part.id), "refresh") : null,
            tick(word("closed"), Boolean(part.closed), (value) => this.set(part.id, { closed: value }), "closed"),
            make("p", { "class": "quiet" }, [word("length", { m: metres(word, length(part.line)) })]),
            this.act("connect", connecting, "route"),
        ];
    }

    reverse(id) {
        const line = find(this.desk.kept, id).part.line;
        const turned = [];
        for (let at = line.length - 2; at >= 0; at -= 2) turned.push(line[at], line[at + 1]);
        this.set(id, { line: turned });
    }

    gates(part) {
        const { word, desk } = this;
        const options = [["", word("gate-unrecorded")]].concat(desk.gates.map((gate) => [gate.id, gate.name]));
        if (part.gate && !desk.gates.some((gate) => gate.id === part.gate)) options.push([part.gate,
            word("gate-gone")]);
        return [
            choice(word("which-gate"), options, part.gate || "",
                (value) => this.set(part.id, { gate: value || undefined }), "gate"),
            part.gate ? null : this.name(part, "name"), this.joining(part),
        ];
    }

    spots(part) {
        const { word } = this;
        const has = (vehicle) => (part.vehicles || []).indexOf(vehicle) >= 0;
        const vehicle = (name) => tick(word("vehicle-" + name), has(name), (value) => {
            const kept = ["e-bike", "car"].filter((one) => (one === name ? value : has(one)));
            this.set(part.id, { vehicles: kept });
        }, "vehicle-" + name);
        return [
            this.kinds(part, spotKinds, "spot-"), this.name(part, "name"),
            part.kind === "parking" ? make("fieldset", {}, [make("legend", {}, [word("vehicles")]), vehicle("e-bike"),
                vehicle("car")]) : null,
            this.joining(part),
        ];
    }

    grounds(part) { return [this.kinds(part, groundKinds, "ground-"), this.name(part, "name"), this.turning()]; }
}
