// The editor's screen: a bar above, tools, the drawing, the options of the tool in hand, and the panel.

import { button, draw, fill, make } from "./plan-editor-dom.js";

export const tools = [
    { name: "select", icon: "cursor", key: "V" }, { name: "path", icon: "road", key: "P" },
    { name: "building", icon: "building", key: "B" }, { name: "door", icon: "door-open", key: "D" },
    { name: "gate", icon: "gate", key: "G" }, { name: "spot", icon: "parking", key: "F" },
    { name: "ground", icon: "tree", key: "A" },
];

const saidMilliseconds = 3000;

/** Everything but the editor steps out of the way; the returned function brings it back. */
export function standAlone(root) {
    const hidden = [];
    for (let one = root; one && one !== document.body; one = one.parentElement) {
        for (const other of one.parentElement.children) {
            if (other === one || other.hidden || other.matches("script, template, style, link")) continue;
            other.classList.add("plan-behind");
            hidden.push(other);
        }
    }
    document.body.classList.add("is-drawing");
    return () => {
        document.body.classList.remove("is-drawing");
        hidden.forEach((one) => one.classList.remove("plan-behind"));
    };
}

export class Frame {
    constructor(root, word, title, act) {
        this.root = root;
        this.word = word;
        this.parts = {};
        this.saidAt = 0;
        const part = (name, made) => { this.parts[name] = made; return made; };
        const icon = (name, symbol, classes) => part(name, button({
            icon: symbol, label: word(name), classes: "plan-icon " + (classes || ""), name: name,
        }, () => act(name)));
        const bar = make("header", { "class": "plan-bar" }, [
            icon("close", "close"),
            make("div", { "class": "plan-title" }, [
                part("title", make("h1", {}, [title || word("plan")])), part("state",
                    make("span", { role: "status" })),
            ]),
            icon("undo", "undo"), icon("redo", "redo"),
            part("menu", button({ icon: "list", label: word("menu"), classes: "plan-icon plan-menu", name: "menu" },
                () => act("menu"))),
            part("save", button({ text: word("save"), classes: "button primary small", name: "save" },
                () => act("save"))),
        ]);
        part("tools", make("div", { "class": "plan-tools", role: "toolbar", "aria-label": word("tools") },
            tools.map((tool) =>
            button({
                icon: tool.icon, text: word("tool-" + tool.name), classes: "plan-tool",
                name: "tool-" + tool.name, pressed: false,
                title: word("tool-" + tool.name) + " (" + tool.key + ")",
            }, () => act("tool", tool.name)))));
        part("svg", draw("svg", { "class": "plan-svg", tabindex: "0", role: "application",
            "aria-label": word("drawing-label") }));
        const canvas = part("canvas", make("div", { "class": "plan-canvas" }, [
            this.parts.svg,
            make("div", { "class": "plan-zoom" }, [
                icon("zoom-in", "plus"), icon("zoom-out", "minus"), icon("fit", "fit"),
            ]),
            part("scale", make("div", { "class": "plan-scale", "aria-hidden": "true" })),
            part("measure", make("div", { "class": "plan-measure", "aria-hidden": "true" })),
            part("tip", make("p", { "class": "plan-tip", "aria-hidden": "true" })),
            part("banner", make("div", { "class": "plan-banner", role: "status" })),
        ]));
        part("strip", make("div", { "class": "plan-strip" }));
        part("panel", make("section", { "class": "plan-panel", "aria-label": word("panel") }));
        fill(root, [bar, this.parts.strip, this.parts.tools, canvas, this.parts.panel]);
        root.classList.add("plan-editor", "is-on");
        this.measure("");
        this.tip("");
        this.banner(null);
    }

    /** What the last deed did, in a few words. */
    say(text) {
        this.saidAt = Date.now();
        this.parts.state.textContent = text;
    }

    /** What goes on behind is said when there is nothing else to say. */
    sayLater(text) {
        clearTimeout(this.timer);
        const wait = this.saidAt + saidMilliseconds - Date.now();
        if (wait <= 0) this.parts.state.textContent = text;
        else this.timer = setTimeout(() => this.sayLater(text), wait);
    }

    /** A sentence over the drawing with what can be done about it; null takes it away. */
    banner(text, buttons) {
        const box = this.parts.banner;
        fill(box, text ? [make("span", {}, [text])].concat(buttons || []) : []);
        box.hidden = !text;
    }

    /** What the tool does, on a phone over the drawing until it has done it; a desk has the strip for that. */
    tip(text) {
        this.parts.tip.textContent = text;
        this.parts.tip.hidden = !text;
    }

    measure(text) {
        this.parts.measure.textContent = text;
        this.parts.measure.hidden = !text;
    }

    /** A bar of a round length. */
    showScale(view) {
        const least = parseFloat(getComputedStyle(document.documentElement).fontSize) * 4;
        const metres = [1, 2, 5, 10, 20, 50, 100, 200].find((one) => one * 10 * view.scale >= least) || 500;
        this.parts.scale.style.width = metres * 10 * view.scale + "px";
        this.parts.scale.textContent = this.word("metres", { n: metres });
    }

    showSteps(desk, isDirty) {
        this.parts.undo.disabled = !desk.canUndo;
        this.parts.redo.disabled = !desk.canRedo;
        this.parts.save.disabled = !isDirty;
        for (const name of ["undo", "redo", "save", "tools", "strip"]) this.parts[name].hidden = desk.isReadOnly;
    }

    showTool(name) {
        for (const one of this.parts.tools.children) one.setAttribute("aria-pressed",
            String(one.dataset.do === "tool-" + name));
    }
}
