/*
Saving: the plan goes to the city with the version it was drawn on. Where somebody else has saved one since, theirs and
this are put together part by part; where both did something else to one part, the person chooses.
*/
import { toHex } from "./bytes.js";
import { button, field, make } from "./plan-editor-dom.js";
import { differences, merge } from "./plan-editor-merge.js";
import { planText, sent, taken } from "./plan-editor-parts.js";

const noteMax = 100;
const triesMax = 3;

const newKey = () => toHex(crypto.getRandomValues(new Uint8Array(12)));

export class Saving {
    constructor(editor) {
        this.editor = editor;
        this.note = "";
        this.isWaiting = false;
        this.fault = "";
        this.answer = null;
        this.clash = null;
        this.choices = {};
        this.trying = null;
        this.tries = 0;
        this.hasMerged = false;
    }

    get word() { return this.editor.word; }

    page() {
        const { word, editor } = this;
        const note = field(word("note"), { value: this.note, maxlength: noteMax, "data-field": "note" });
        note.querySelector("input").addEventListener("input", (event) => { this.note = event.target.value; });
        note.addEventListener("keydown", (event) => { if (event.key === "Enter" && !this.isWaiting) this.save(); });
        const problems = editor.lists.found.length;
        const grave = editor.lists.grave;
        return [
            make("h2", {}, [word("save-title")]),
            problems > 0 ? make("p", { "class": grave ? "warning" : "quiet" },
                [word(grave ? "save-problems" : "save-minor", { n: grave || problems })]) : null,
            problems > 0 ? button({ text: word("see-problems"), name: "see-problems" },
                () => editor.panel.open("problems", true)) : null,
            note, make("p", { "class": "quiet" }, [word("note-lead")]),
            this.fault ? make("p", { "class": "plan-fault", role: "alert" }, [this.fault]) : null,
            button({
                text: word(this.isWaiting ? "saving" : "save-go"), name: "save-go",
                classes: "button primary wide", disabled: this.isWaiting,
            }, () => this.save()),
        ];
    }

    /** The same content is sent under the same key, so that it is saved once. */
    body(plan) {
        const { base } = this.editor;
        const text = JSON.stringify([base, this.note, planText(plan)]);
        if (!this.trying || this.trying.text !== text) this.trying = { text: text, key: newKey() };
        return JSON.stringify({ base: base, plan: sent(plan), note: this.note.trim(), key: this.trying.key });
    }

    async save() {
        const { editor, word } = this;
        const plan = editor.desk.kept;
        this.isWaiting = true;
        this.fault = "";
        editor.panel.show();
        try {
            const answer = await fetch(editor.addresses.save, {
                method: "POST", credentials: "same-origin", body: this.body(plan),
                headers: { "Content-Type": "application/json", Accept: "application/json" },
            });
            const told = await answer.json().catch(() => ({}));
            this.isWaiting = false;
            if (answer.status === 201 || answer.status === 200) this.done(plan, told);
            else if (answer.status === 409 && told.conflicts) this.conflict(told);
            else this.refuse(answer.status, told);
        } catch (error) {
            this.isWaiting = false;
            this.fault = word("save-offline");
            editor.panel.show();
        }
    }

    refuse(status, told) {
        this.fault = status === 401 ? this.word("signed-out") : told.detail || this.word("unreached");
        this.editor.panel.show();
    }

    done(plan, told) {
        const { editor } = this;
        const saved = told.merged && told.plan ? taken(told.plan) : plan;
        const isSame = editor.desk.kept === plan;
        const current = isSame ? saved : taken(merge(plan, editor.desk.kept, saved).plan);
        editor.rebase(told.number, saved, told.merged || !isSame ? current : null);
        this.answer = { number: told.number, isMerged: Boolean(told.merged) || this.hasMerged };
        this.hasMerged = false;
        this.tries = 0;
        this.note = "";
        this.trying = null;
        editor.panel.open("saved", true);
    }

    saved() {
        const { word, editor } = this;
        return [
            make("p", { "class": "done", role: "status" }, [word("saved", { n: this.answer.number })]),
            this.answer.isMerged ? make("p", { "class": "warning" }, [word("saved-merged")]) : null,
            make("p", {}, [make("a", { "class": "button primary wide", href: editor.addresses.view, target: "_blank",
                rel: "noopener" }, [word("as-rider")])]),
            button({ text: word("draw-on"), name: "draw-on" }, () => editor.panel.close()),
        ];
    }

    // Where both did something else

    conflict(told) {
        const { editor } = this;
        const theirs = taken(told.plan);
        this.clash = { number: told.number, theirs: theirs, base: editor.basePlan, told: told.conflicts };
        this.choices = {};
        // Nothing to choose: somebody was quicker once more.
        if (this.open.length === 0 && this.tries < triesMax) {
            this.tries += 1;
            this.resolve(true);
        } else editor.panel.open("conflict", true);
    }

    merged() { return merge(this.clash.base, this.editor.desk.kept, this.clash.theirs, this.choices); }

    /** The conflicts as they stand without any choice. */
    get open() { return merge(this.clash.base, this.editor.desk.kept, this.clash.theirs).conflicts; }

    state(one, which) {
        const part = one[which];
        const { word } = this;
        if (!part) return word("did-delete");
        if (!one.base) return word("did-add");
        const changed = differences(one.base, part).map((name) => {
            const value = part[name];
            const isPlain = typeof value === "string" || typeof value === "number";
            return word("member-" + name) + (isPlain && name !== "kind" && name !== "gate" ? " " + value : "");
        });
        return word("did-change", { what: changed.join(word("comma")) });
    }

    choice(one) {
        const { word, editor } = this;
        const title = editor.titles.full({ list: one.list, part: one.mine || one.theirs || one.base });
        const option = (which) => {
            const input = make("input", { type: "radio", name: "clash-" + one.part, value: which,
                "data-field": which + "-" + one.part });
            input.checked = this.choices[one.part] === which;
            input.addEventListener("change", () => {
                this.choices[one.part] = which;
                editor.desk.preview(taken(this.merged().plan));
                editor.panel.show();
            });
            return make("label", { "class": "plan-choice" }, [input, make("span", {}, [
                make("strong", {}, [word(which)]), " ", this.state(one, which),
            ])]);
        };
        return make("fieldset", { "class": "plan-clash" }, [make("legend", {}, [title]), option("mine"),
            option("theirs")]);
    }

    conflicts() {
        const { word, editor } = this;
        const open = this.open;
        const isDone = open.every((one) => this.choices[one.part]);
        const all = (which) => () => {
            for (const one of open) this.choices[one.part] = which;
            editor.desk.preview(taken(this.merged().plan));
            editor.panel.show();
        };
        return [
            make("h2", {}, [word("conflict-title")]),
            make("p", {}, [word("conflict-lead", { n: this.clash.number, m: open.length })]),
            make("div", { "class": "plan-acts" }, [
                button({ text: word("all-mine"), name: "all-mine" },
                    all("mine")), button({ text: word("all-theirs"), name: "all-theirs" }, all("theirs")),
            ]),
        ].concat(open.map((one) => this.choice(one)), [
            button({ text: word("conflict-go"), name: "conflict-go", classes: "button primary wide",
                disabled: !isDone }, () => this.resolve()),
        ]);
    }

    resolve(isMerged) {
        const { editor } = this;
        this.hasMerged = isMerged === true;
        const plan = taken(this.merged().plan);
        editor.rebase(this.clash.number, this.clash.theirs, plan);
        this.clash = null;
        editor.panel.open("save");
        this.save();
    }
}
