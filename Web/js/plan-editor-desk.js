// The desk one draws on: the plan with every step that led to it, what is chosen, and which tool is in the hand.

import { each, excess } from "./plan-editor-parts.js";

const stepsMax = 2000;

export class Desk {
    constructor(plan) {
        this.listeners = [];
        this.isReadOnly = false;
        this.chosen = [];
        this.tool = "select";
        this.gates = [];
        this.isFree = false;
        this.shown = null;
        this.steps = [plan];
        this.at = 0;
    }

    /** What is drawn: a step, or what a drag would make of it. */
    get plan() { return this.shown || this.steps[this.at]; }
    get kept() { return this.steps[this.at]; }
    get canUndo() { return this.at > 0; }
    get canRedo() { return this.at < this.steps.length - 1; }

    /** `take(what)`: plan, preview, choice, tool. */
    listen(take) { this.listeners.push(take); }
    tell(what) { for (const take of this.listeners) take(what); }

    /** Begins anew, with nothing to undo. */
    open(plan) {
        this.steps = [plan];
        this.at = 0;
        this.shown = null;
        this.chosen = [];
        this.tell("plan");
        this.tell("choice");
    }

    /** A step. The name of a limit when the plan would break it, and nothing is done. */
    commit(plan, chosen) {
        this.shown = null;
        const broken = this.isReadOnly ? null : excess(plan);
        if (this.isReadOnly || broken || plan === this.kept) {
            this.tell("plan");
            if (chosen && !broken) this.choose(chosen);
            if (broken) this.tell("limit:" + broken);
            return broken;
        }
        this.steps = this.steps.slice(Math.max(0, this.at + 2 - stepsMax), this.at + 1).concat([plan]);
        this.at = this.steps.length - 1;
        this.tell("plan");
        this.choose(chosen || this.chosen);
        return null;
    }

    preview(plan) {
        if (this.isReadOnly) return;
        this.shown = plan;
        this.tell("preview");
    }

    undo() { this.step(-1); }
    redo() { this.step(1); }

    step(by) {
        const to = this.at + by;
        this.shown = null;
        if (to < 0 || to >= this.steps.length) return;
        this.at = to;
        this.tell("plan");
        this.choose(this.chosen);
    }

    /** Only what the plan has. */
    choose(ids) {
        const known = new Set();
        each(this.plan, (part) => known.add(part.id));
        this.chosen = ids.filter((id) => known.has(id));
        this.tell("choice");
    }

    take(tool) {
        this.tool = tool;
        if (tool !== "select") this.choose([]);
        this.tell("tool");
    }
}
