// A walk on trial: how riders get from each gate to a door of the plan as it is drawn, before anybody else sees it.

import { button, draw, make } from "./plan-editor-dom.js";
import { find } from "./plan-editor-parts.js";
import { metres } from "./plan-editor-words.js";
import { network, route } from "./plan-route.js";

const ways = [{ vehicle: "e-bike", mode: "riding" }, { vehicle: "foot", mode: "walking" }];

export class Walk {
    constructor(editor) {
        this.editor = editor;
        this.target = null;
        this.shown = null;
    }

    get word() { return this.editor.word; }

    /** To a building or one of its doors. */
    open(id) {
        this.target = id;
        this.shown = null;
        this.editor.panel.open("walk", true);
    }

    ask(graph, gate, way) {
        const found = find(this.editor.desk.kept, this.target);
        const target = { [found.list === "units" ? "unit" : "building"]: this.target };
        return route(graph, target, way.vehicle, [{ gate: gate.id, mode: way.mode }]);
    }

    time(milliseconds) {
        const minutes = milliseconds / 60000;
        return this.word("walk-minutes", { n: minutes < 1 ? "<1" : Math.round(minutes) });
    }

    row(graph, gate, way) {
        const { word, editor } = this;
        const answer = this.ask(graph, gate, way);
        const key = gate.id + "-" + way.vehicle;
        const name = editor.titles.sign(gate, "gates") + " · " + word("by-" + way.vehicle);
        if (answer.none) {
            return make("li", {}, [make("span", {}, [name + ": "]), make("span", { "class": "plan-fault" },
                [word("none-" + answer.none)])]);
        }
        const text = name + " · " + this.time(answer.ms) + " · " + metres(word, answer.mm / 100);
        const row = button({ text: text, classes: "plan-list-row", name: "walk-" + key }, () => {
            this.shown = this.shown && this.shown.key === key ? null : { key: key, answer: answer };
            editor.showChosen();
            editor.panel.show();
        });
        if (this.shown && this.shown.key === key) row.setAttribute("aria-current", "true");
        return make("li", {}, [row]);
    }

    page() {
        const { word, editor } = this;
        const plan = editor.desk.kept;
        const found = this.target && find(plan, this.target);
        if (!found) return [make("p", { "class": "quiet" }, [word("nothing-chosen")])];
        const graph = network(plan);
        const rows = [].concat.apply([], plan.gates.map((gate) => ways.map((way) => this.row(graph, gate, way))));
        return [
            make("h2", {}, [word("walk-to", { part: editor.titles.full(found) })]),
            make("p", { "class": "quiet" }, [word("walk-lead")]),
            rows.length > 0 ? make("ul", {}, rows) : make("p", { "class": "plan-fault" }, [word("none-noGates")]),
        ];
    }

    /** What lies over the drawing while a way is shown. */
    overlay() {
        if (!this.shown || this.editor.panel.page !== "walk") return [];
        return this.shown.answer.legs.map((leg) => draw("polyline", {
            points: leg.line.join(" "), "class": "plan-walk is-" + leg.mode,
        }));
    }
}
