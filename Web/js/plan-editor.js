/*
平面图: the property manager draws the compound: paths, buildings with their doors, gates, and what riders look for. Every
step stays on this device until the plan is saved as a version.
*/
import { button, change, make } from "./plan-editor-dom.js";
import { Desk } from "./plan-editor-desk.js";
import { Draft } from "./plan-editor-draft.js";
import { Drawing, drawTurnHandle, overlayOf } from "./plan-editor-draw.js";
import { duplicate, pointsOf, remove } from "./plan-editor-edits.js";
import { Fields } from "./plan-editor-fields.js";
import { Frame, standAlone } from "./plan-editor-frame.js";
import { bounds } from "./plan-editor-geometry.js";
import { Hands } from "./plan-editor-hands.js";
import { Keys } from "./plan-editor-keys.js";
import { Lists } from "./plan-editor-lists.js";
import { Panel } from "./plan-editor-panel.js";
import { each, find, isEmpty, planText, taken } from "./plan-editor-parts.js";
import { Picture } from "./plan-editor-picture.js";
import { Pointers } from "./plan-editor-pointer.js";
import { Saving } from "./plan-editor-save.js";
import { SelectTool } from "./plan-editor-select.js";
import { Sheet, newSheet } from "./plan-editor-sheet.js";
import { Strip } from "./plan-editor-strip.js";
import { BoxTool, DoorTool, LineTool, PictureTool, PointTool, ScaleTool } from "./plan-editor-tools.js";
import { Walk } from "./plan-editor-walk.js";
import { Titles } from "./plan-editor-words.js";
import { View } from "./plan-editor-view.js";
import { span, words } from "./words.js";

class Editor {
    constructor(root) {
        this.root = root;
        this.word = words(root);
        const data = root.dataset;
        this.addresses = { source: data.source, save: data.save, templates: data.templates, view: data.view };
        this.draft = new Draft(data.source.split("/")[3]);
        this.draft.onState = (state) => this.frame.sayLater(this.word(state));
        this.base = 0;
        this.basePlan = newSheet();
        this.desk = new Desk(this.basePlan);
        const title = document.querySelector("main h1");
        this.frame = new Frame(root, this.word, title ? title.textContent : "", (name, value) => this.act(name, value));
        this.titles = new Titles(this.word, () => this.desk.gates);
        this.view = new View(this.frame.parts.svg);
        this.drawing = new Drawing(this.frame.parts.svg, (part, list) => this.titles.sign(part, list));
        this.hands = new Hands(this);
        this.drawing.svg.appendChild(this.hands.layer);
        this.fillHands();
        this.listenTo();
    }

    fillHands() {
        this.selecting = new SelectTool(this.hands);
        this.tools = {
            select: this.selecting, path: new LineTool(this.hands), building: new BoxTool(this.hands),
            door: new DoorTool(this.hands),
            gate: new PointTool(this.hands), spot: new PointTool(this.hands), scale: new ScaleTool(this.hands),
            picture: new PictureTool(this.hands),
        };
        this.grounds = { box: new BoxTool(this.hands), corners: new LineTool(this.hands) };
        this.strip = new Strip(this);
        this.lists = new Lists(this);
        this.picture = new Picture(this);
        this.saving = new Saving(this);
        this.walk = new Walk(this);
        const fields = new Fields(this);
        const sheet = new Sheet(this);
        this.panel = new Panel(this, {
            properties: () => fields.page(), list: () => this.lists.page(), problems: () => this.lists.problems(),
            picture: () => this.picture.page(), sheet: () => sheet.page(), start: () => sheet.start(),
            save: () => this.saving.page(),
            walk: () => this.walk.page(), saved: () => this.saving.saved(), conflict: () => this.saving.conflicts(),
        });
    }

    get tool() {
        const name = this.desk.tool;
        return name === "ground" ? this.grounds[this.hands.next.shape] : this.tools[name];
    }

    listenTo() {
        const tell = (name) => (...given) => this.tool[name](...given);
        this.pointers = new Pointers(this.frame.parts.svg, this.view, {
            press: tell("press"), drag: tell("drag"), release: tell("release"), hover: tell("hover"),
            cancel: tell("letGo"), twice: tell("twice"),
            leave: () => { if (!this.tool.line || this.tool.line.length === 0) this.hands.showRubber(null); },
        });
        this.keys = new Keys(this);
        this.desk.listen((what) => this.onDesk(what));
        this.view.listen(() => {
            this.drawing.showGrid(this.view);
            this.frame.showScale(this.view);
            if (this.desk.chosen.length > 0) this.showChosen();
        });
        if (window.ResizeObserver) new ResizeObserver(() => this.view.apply()).observe(this.frame.parts.canvas);
        else window.addEventListener("resize", () => this.view.apply());
    }

    /** The drawing, the strip and the panel follow what happens on the desk. */
    onDesk(what) {
        const { desk } = this;
        if (what.indexOf("limit:") === 0) return this.frame.say(this.word("limit-" + what.slice(6)));
        if (what === "plan" || what === "preview") this.drawing.show(desk.plan);
        if (what === "plan") {
            this.frame.showSteps(desk, this.isDirty);
            this.keep();
            this.lists.look();
            this.walk.shown = null;
            this.panel.renew(["properties", "list", "sheet", "start", "walk"]);
        }
        if (what === "tool") this.frame.showTool(desk.tool);
        const isPassing = this.panel.page === "start" || this.panel.page === "saved";
        if (what === "choice" && desk.chosen.length > 0 && isPassing) this.panel.page = "properties";
        if (what === "choice" || what === "tool" || what === "plan") {
            this.strip.show();
            this.panel.renew(["properties", "list"]);
        }
        return this.showChosen();
    }

    showChosen() {
        const { desk, drawing } = this;
        const found = desk.chosen.map((id) => find(desk.plan, id)).filter(Boolean);
        const children = overlayOf(found, !desk.isReadOnly, this.view.scale);
        if (found.length > 0 && !desk.isReadOnly && this.selecting.canTurn()) {
            children.push(drawTurnHandle(pointsOf(desk.plan, desk.chosen)));
        }
        drawing.overlay.textContent = "";
        for (const child of this.walk.overlay().concat(children)) drawing.overlay.appendChild(child);
        this.root.classList.toggle("has-chosen", found.length > 0);
    }

    get isDirty() { return this.desk.kept !== this.basePlan; }

    keep() {
        if (this.desk.isReadOnly || !this.isOpen) return;
        const line = this.desk.tool === "path" ? this.tool.line : [];
        if (!this.isDirty && line.length === 0) this.draft.forget();
        else {
            this.draft.write({
                base: this.base, basePlan: this.basePlan, plan: this.desk.kept,
                at: Math.floor(Date.now() / 1000), gates: this.desk.gates, line: line,
            });
        }
    }

    // Deeds

    act(name, value) {
        const { desk, view } = this;
        const deeds = {
            undo: () => { if (!this.tool.back
                || !this.tool.back()) desk.undo(); }, redo: () => desk.redo(), tool: () => this.takeTool(value),
            "zoom-in": () => view.zoom(1.5), "zoom-out": () => view.zoom(1 / 1.5), fit: () => this.fit(),
            menu: () => (this.panel.isOpen ? this.panel.close() : this.panel.open(this.panel.page, true)),
            save: () => {
                this.tool.finish();
                if (this.isDirty) this.panel.open("save", true);
            }, close: () => this.close(),
        };
        deeds[name]();
    }

    takeTool(name) {
        if (this.desk.isReadOnly) return;
        this.tool.finish();
        if (name === "gate") this.hands.nextGate();
        if (name === "building") this.hands.freshName();
        this.selecting.point = null;
        this.desk.take(name);
        if (this.panel.isOpen && name !== "select") this.panel.close();
    }

    fit() {
        let points = [];
        each(this.desk.plan, (part) => { points = points.concat(part.line || part.outline || part.at); });
        if (points.length >= 4) this.view.fit(bounds(points), 36);
        else this.view.fitSheet(this.desk.plan);
    }

    chooseAll() {
        const ids = [];
        each(this.desk.plan, (part, list) => { if (list !== "units") ids.push(part.id); });
        this.takeTool("select");
        this.desk.choose(ids);
    }

    duplicate() {
        const made = duplicate(this.desk.kept, this.desk.chosen);
        if (made.ids.length > 0) this.desk.commit(made.plan, made.ids);
    }

    remove(ids) {
        const chosen = ids || this.desk.chosen;
        if (chosen.length === 0 || this.desk.isReadOnly) return;
        const point = this.selecting.point;
        if (!ids && point && point.id === chosen[0]) return this.selecting.removePoint(point);
        return this.desk.commit(remove(this.desk.kept, chosen), ids ? this.desk.chosen : []);
    }

    /** Chosen, and in the middle of what is in sight. */
    showPart(id) {
        if (this.desk.tool !== "select" && !this.desk.isReadOnly) this.desk.take("select");
        this.desk.choose([id]);
        const points = pointsOf(this.desk.plan, [id]);
        if (points.length === 0) return;
        const box = bounds(points);
        const space = Math.max(300, (box.right - box.left) * 0.8, (box.bottom - box.top) * 0.8);
        const isNarrow = this.panel.isOpen && window.innerWidth < 960;
        this.view.fit({ left: box.left - space, right: box.right + space, top: box.top - space,
            bottom: box.bottom + space * (isNarrow ? 3 : 1) }, 8);
        this.panel.renew([this.panel.page]);
    }

    joinPart(id, join) {
        const made = join(this.desk.kept, id);
        if (made.isJoined) this.desk.commit(made.plan);
        this.frame.say(this.word(made.isJoined ? "joined" : "not-joined"));
    }

    joinAll(ids, join) {
        let plan = this.desk.kept;
        let left = 0;
        for (const id of ids) {
            const made = join(plan, id);
            plan = made.plan;
            if (!made.isJoined) left += 1;
        }
        this.desk.commit(plan);
        this.frame.say(this.word(left > 0 ? "not-joined" : "joined"));
    }

    placeGate(gate) {
        this.takeTool("gate");
        this.hands.next.gate = gate;
        this.strip.show();
    }

    showProblems(all, grave) {
        const menu = this.frame.parts.menu;
        if (all > 0) menu.setAttribute("data-count", all > 99 ? "99" : String(all));
        else menu.removeAttribute("data-count");
        menu.classList.toggle("is-grave", grave > 0);
    }

    // Beginning and ending

    async start() {
        const version = new URLSearchParams(location.search).get("version");
        const source = version ? this.addresses.source.replace(/latest$/, version) : this.addresses.source;
        this.restore = standAlone(this.root);
        this.view.fitSheet(this.desk.plan);
        this.frame.banner(this.word("loading"));
        try {
            const answer = await fetch(source, { credentials: "same-origin", headers: { Accept: "application/json" } });
            if (!answer.ok) throw new Error(String(answer.status));
            await this.begin(await answer.json());
        } catch (error) {
            await this.beginOffline();
        }
    }

    async begin(told) {
        const { desk } = this;
        this.base = told.number;
        this.basePlan = told.plan ? taken(told.plan) : newSheet();
        desk.gates = told.gates || [];
        const isOld = told.latest > told.number && new URLSearchParams(location.search).has("version");
        const isElsewhere = !isOld && await this.draft.isElsewhere();
        const draft = isOld ? null : await this.draft.read();
        desk.isReadOnly = isOld;
        this.open(this.basePlan);
        await this.picture.open();
        if (isOld) this.showOld(told);
        else if (draft) this.resume(draft, told);
        else if (isEmpty(this.basePlan)) this.panel.open("start");
        if (isElsewhere) {
            this.frame.banner(this.word("elsewhere"), [
                button({ text: this.word("fine"), name: "fine" }, () => this.frame.banner(null)),
            ]);
        }
    }

    /** Without the city: what this device keeps is drawn on. */
    async beginOffline() {
        const draft = await this.draft.read();
        if (!draft) {
            return this.frame.banner(this.word("unreached"),
                [button({ text: this.word("again"), name: "again" }, () => this.start())]);
        }
        this.desk.gates = draft.gates || [];
        this.open(draft.basePlan);
        await this.picture.open();
        return this.resume(draft, { number: draft.base });
    }

    open(plan) {
        this.frame.banner(null);
        this.isOpen = false;
        this.desk.open(plan);
        this.hands.follow(plan);
        this.isOpen = true;
        this.frame.showTool(this.desk.tool);
        this.frame.showSteps(this.desk, false);
        this.panel.show();
        this.fit();
    }

    resume(draft, told) {
        const line = draft.line || [];
        const isSame = planText(draft.plan) === planText(this.basePlan);
        if (isSame && line.length === 0) return this.draft.forget();
        this.base = draft.base;
        this.basePlan = draft.basePlan;
        this.open(draft.basePlan);
        if (!isSame) this.desk.commit(draft.plan, []);
        this.hands.follow(draft.plan);
        if (line.length > 0) {
            this.takeTool("path");
            this.tool.line = line;
            this.tool.letGo();
            this.strip.show();
        }
        this.fit();
        const age = span(this.word, Math.floor(Date.now() / 1000) - draft.at);
        const text = this.word(told.number > draft.base ? "resumed-behind" : "resumed", { age: age, n: told.number });
        const ok = button({ text: this.word("fine"), name: "fine" }, () => this.frame.banner(null));
        return this.frame.banner(text, [ok, button({ text: this.word("discard"), name: "discard" },
            () => this.discard())]);
    }

    discard() {
        this.draft.forget();
        this.isOpen = false;
        setTimeout(() => location.reload(), 200);
    }

    showOld(told) {
        this.frame.banner(this.word("old-version", { n: told.number }), [
            button({ text: this.word("make-newest"), name: "make-newest", classes: "button small primary" }, () => {
                const old = this.desk.kept;
                this.desk.isReadOnly = false;
                this.renewFrom(old, told);
            }),
        ]);
    }

    /** An old version becomes the newest: a draft on the newest, which is saved as any other. */
    async renewFrom(old, told) {
        const newest = this.addresses.source.replace(/[^/]+$/, "latest");
        const answer = await fetch(newest, { credentials: "same-origin", headers: { Accept: "application/json" } });
        const latest = await answer.json();
        this.base = latest.number;
        this.basePlan = taken(latest.plan);
        this.open(this.basePlan);
        this.desk.commit(old, []);
        this.saving.note = this.word("note-old", { n: told.number });
        this.frame.banner(null);
        this.panel.open("save", true);
    }

    /** What is saved now, and what is drawn on: another plan than on the desk begins without steps to undo. */
    rebase(number, saved, plan) {
        this.base = number;
        this.basePlan = saved;
        if (plan) this.desk.open(planText(plan) === planText(saved) ? saved : plan);
        else this.desk.tell("plan");
        this.frame.showSteps(this.desk, this.isDirty);
        this.keep();
    }

    close() {
        this.restore();
        this.root.classList.remove("is-on");
        const again = make("p", { "class": "plan-again" }, [button({
            text: this.word("open-again"), name: "open-again", classes: "button primary", icon: "map",
        }, () => {
            again.remove();
            this.root.classList.add("is-on");
            this.restore = standAlone(this.root);
            this.view.apply();
            this.frame.parts.svg.focus({ preventScroll: true });
        })]);
        this.root.insertAdjacentElement("beforebegin", again);
        again.querySelector("button").focus();
    }
}

const root = document.getElementById("plan-editor");
if (root) {
    const editor = new Editor(root);
    change(root, { "data-ready": "yes" });
    editor.start();
}
