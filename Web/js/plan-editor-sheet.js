// The sheet itself: how to begin, its size, and what the keys do.

import { button, choice, field, make, tick } from "./plan-editor-dom.js";
import { widen } from "./plan-editor-edits.js";
import { emptyPlan, isEmpty, limits, taken } from "./plan-editor-parts.js";

const kinds = ["slabs", "towers", "ring", "courtyard"];
const keys = [
    "V P B D G F A", "↑ ↓ ← →", "Shift", "Enter", "Esc", "Delete", "Ctrl D A", "Ctrl Z", "Ctrl Y", "+ − 0",
    "Ctrl S", "Tab", "Alt",
];

export class Sheet {
    constructor(editor) {
        this.editor = editor;
        this.template = { kind: "slabs", buildings: 12 };
        this.isWaiting = false;
        this.fault = "";
    }

    get word() { return this.editor.word; }

    page() {
        const { editor, word } = this;
        const { desk } = editor;
        const links = make("p", {}, [make("a", { "class": "button small", href: editor.addresses.view,
            target: "_blank", rel: "noopener" },
            [word("as-rider")])]);
        if (desk.isReadOnly) return [links];
        return [links].concat(this.sizes(desk.plan), isEmpty(desk.plan) ? [] : this.templates(), [this.help()]);
    }

    /** What an empty sheet shows first. */
    start() {
        const { word, editor } = this;
        return [
            make("h2", {}, [word("start-title")]), make("p", {}, [word("start-lead")]),
            make("div", { "class": "plan-acts" }, [
                button({ text: word("start-blank"), name: "start-blank", classes: "button primary", icon: "road" },
                    () => {
                    editor.panel.close();
                    editor.takeTool("path");
                }),
                button({ text: word("start-trace"), name: "start-trace", classes: "button", icon: "photo" },
                    () => editor.panel.open("picture", true)),
            ]),
        ].concat(this.sizes(editor.desk.plan), this.templates());
    }

    size(name, value) {
        return field(this.word(name), {
            type: "number", min: limits.sideMin / 10, max: limits.sideMax / 10, inputmode: "numeric",
            value: value / 10, "data-field": name,
        }, (text) => {
            const side = Math.round(Number(text) * 10);
            const { desk, view } = this.editor;
            if (side >= limits.sideMin && side <= limits.sideMax) {
                desk.commit(Object.assign({}, desk.kept, { [name]: side }));
                view.fitSheet(desk.plan);
            } else this.editor.panel.show();
        });
    }

    sizes(plan) {
        const { word } = this;
        const { desk, view } = this.editor;
        const wide = (by) => () => {
            const isOver = Math.max(plan.width, plan.height) + 2 * by > limits.sideMax;
            if (!isOver) desk.commit(widen(desk.kept, by));
            view.fitSheet(desk.plan);
        };
        return [
            make("fieldset", {}, [
                make("legend", {}, [word("sheet-size")]),
                make("div", { "class": "plan-pair" }, [this.size("width", plan.width), this.size("height",
                    plan.height)]),
                field(word("north"), { type: "number", min: 0, max: 359, inputmode: "numeric", value: plan.north || 0,
                    "data-field": "north" },
                    (text) => desk.commit(Object.assign({}, desk.kept,
                        { north: ((Math.round(Number(text)) || 0) % 360 + 360) % 360 }))),
                button({ text: word("wider"), name: "wider", icon: "fit" }, wide(200)),
            ]),
            tick(word("snapping"), !desk.isFree, (value) => { desk.isFree = !value; }, "snapping"),
        ];
    }

    templates() {
        const { word, template } = this;
        const number = field(word("template-buildings"), {
            type: "number", min: 4, max: 60, value: template.buildings, inputmode: "numeric",
            "data-field": "template-buildings",
        }, (value) => { template.buildings = Math.max(4, Math.min(60, Math.round(Number(value)) || 12)); });
        const go = button({
            text: word(this.isWaiting ? "waiting" : "template-go"), name: "template-go", classes: "button",
            disabled: this.isWaiting,
        }, () => this.fetch());
        return [make("fieldset", {}, [
            make("legend", {}, [word("templates")]), make("p", { "class": "quiet" }, [word("templates-lead")]),
            make("div", { "class": "plan-pair" }, [
                choice(word("template-kind"), kinds.map((kind) => [kind, word("template-" + kind)]), template.kind,
                    (value) => { template.kind = value; }, "template-kind"), number,
            ]),
            go, this.fault ? make("p", { "class": "plan-fault", role: "alert" }, [this.fault]) : null,
        ])];
    }

    async fetch() {
        const { editor, template, word } = this;
        this.isWaiting = true;
        this.fault = "";
        editor.panel.show();
        try {
            const address = editor.addresses.templates.replace("KIND",
                template.kind) + "?buildings=" + template.buildings;
            const answer = await fetch(address, { credentials: "same-origin",
                headers: { Accept: "application/json" } });
            if (!answer.ok) throw new Error(String(answer.status));
            const plan = taken((await answer.json()).plan);
            editor.desk.commit(plan, []);
            editor.panel.close();
            editor.view.fitSheet(plan);
            editor.frame.say(word("template-done"));
        } catch (error) {
            this.fault = word("unreached");
        }
        this.isWaiting = false;
        editor.panel.renew(["sheet", "start"]);
    }

    help() {
        return make("details", { "class": "plan-group" }, [
            make("summary", {}, [this.word("keys")]),
            make("dl", { "class": "plan-keys" }, [].concat.apply([], keys.map((key, index) => [
                make("dt", {}, [key]), make("dd", {}, [this.word("key-" + index)]),
            ]))),
        ]);
    }
}

export const newSheet = () => emptyPlan(2400, 1800);
