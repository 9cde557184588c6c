// The list of parts, which is also the way to them by keyboard, and the list of what is wrong.

import { button, field, make } from "./plan-editor-dom.js";
import { joinPart } from "./plan-editor-edits.js";
import { check } from "./plan-editor-check.js";
import { find } from "./plan-editor-parts.js";

const shownMax = 300;
const checkMilliseconds = 250;

export class Lists {
    constructor(editor) {
        this.editor = editor;
        this.filter = "";
        this.found = [];
        this.timer = 0;
    }

    get word() { return this.editor.word; }

    row(found) {
        const { word } = this;
        const { part, list } = found;
        const more = list !== "buildings" ? "" : " · " + word("doors-n", { n: part.units.length })
            + (part.floors ? " · " + word("floors-n", { n: part.floors }) : "");
        const isChosen = this.editor.desk.chosen.indexOf(part.id) >= 0;
        const made = button({
            text: this.editor.titles.full(found) + more, classes: "plan-list-row", name: "part-" + part.id,
        }, () => this.editor.showPart(part.id));
        if (isChosen) made.setAttribute("aria-current", "true");
        return make("li", {}, [made]);
    }

    page() {
        const { word } = this;
        const plan = this.editor.desk.plan;
        const search = field(word("filter"), { type: "search", value: this.filter, "data-field": "filter" });
        const groups = make("div", { "class": "plan-lists" }, this.groups(plan));
        search.querySelector("input").addEventListener("input", (event) => {
            this.filter = event.target.value;
            groups.textContent = "";
            groups.append.apply(groups, this.groups(plan));
        });
        return [search, groups];
    }

    groups(plan) {
        const wanted = this.filter.trim().toLowerCase();
        return ["buildings", "gates", "paths", "spots", "grounds"].map((list) => {
            const all = plan[list].map((part) => ({ list: list, part: part }));
            const fits = all.filter((found) => this.editor.titles.full(found).toLowerCase().indexOf(wanted) >= 0);
            if (fits.length === 0) return null;
            const made = make("details", { "class": "plan-group" }, [
                make("summary", {}, [this.word("list-" + list, { n: fits.length })]),
                make("ul", {}, fits.slice(0, shownMax).map((found) => this.row(found))),
                fits.length > shownMax ? make("p", { "class": "quiet" },
                    [this.word("more", { n: fits.length - shownMax })]) : null,
            ]);
            made.open = list !== "paths" && list !== "grounds" || wanted !== "";
            return made;
        }).filter(Boolean);
    }

    // Problems

    /** Looks again soon, with what was drawn since. */
    look() {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.lookNow(), checkMilliseconds);
    }

    lookNow() {
        const { desk, panel } = this.editor;
        this.found = check(desk.kept, desk.gates);
        const grave = this.found.filter((one) => one.isGrave).length;
        const isOther = panel.badge !== this.found.length;
        panel.badge = this.found.length;
        this.grave = grave;
        if (isOther || panel.page === "problems" || panel.page === "save") panel.renew([panel.page]);
        this.editor.showProblems(this.found.length, grave);
    }

    title(id) {
        const found = id && find(this.editor.desk.plan, id);
        return found ? this.editor.titles.full(found) : "";
    }

    words(one) {
        return this.word("fault-" + one.fault, {
            part: this.title(one.parts[one.parts.length - 1]), other: this.title(one.parts[0]), name: one.name,
        });
    }

    problem(one) {
        const { word } = this;
        const part = one.parts[one.parts.length - 1];
        return make("li", { "class": one.isGrave ? "is-grave" : "" }, [
            make("span", { "class": "plan-problem-words" }, [
                make("span", { "class": one.isGrave ? "badge badge-bad" : "badge badge-notice" },
                    [word(one.isGrave ? "grave" : "minor")]), " ",
                this.words(one),
            ]),
            make("span", { "class": "plan-acts" }, [
                part ? button({ text: word("show"), name: "show-" + one.fault + "-" + part },
                    () => this.editor.showPart(part)) : null,
                one.canJoin ? button({ text: word("join"), name: "join-" + part, icon: "route" },
                    () => this.editor.joinPart(part, joinPart)) : null,
                one.fault === "gateMissing" ? button({ text: word("place-gate"), name: "place-" + one.gate },
                    () => this.editor.placeGate(one.gate)) : null,
            ]),
        ]);
    }

    /** What riders said stands on the page below. */
    remarks() {
        const said = document.querySelectorAll("#remarks li").length;
        return said === 0 ? [] : [make("p", { "class": "warning" }, [
            this.word("remarks-n", { n: said }), " ",
            button({ text: this.word("see-remarks"), name: "see-remarks" }, () => {
                this.editor.close();
                document.getElementById("remarks").scrollIntoView();
            }),
        ])];
    }

    problems() {
        const { word } = this;
        const remarks = this.remarks();
        if (this.found.length === 0) return remarks.concat([make("p", { "class": "done" }, [word("no-problems")])]);
        const joinable = this.found.filter((one) => one.canJoin);
        return remarks.concat([
            make("p", {}, [word("problems-lead", { n: this.found.length })]),
            joinable.length > 1 ? button(
                { text: word("join-all", { n: joinable.length }), name: "join-all", icon: "route" },
                () => this.editor.joinAll(joinable.map((one) => one.parts[0]), joinPart)) : null,
            make("ul", { "class": "plan-problems" }, this.found.slice(0, shownMax).map((one) => this.problem(one))),
        ]);
    }
}
