// The panel: at the side of a desk, over the foot of a phone. Its pages are made by those who know them.

import { button, fill, make } from "./plan-editor-dom.js";

const tabs = ["properties", "list", "problems", "picture", "sheet"];

export class Panel {
    /** `pages`: by name, `(panel) => elements`. */
    constructor(editor, pages) {
        this.editor = editor;
        this.pages = pages;
        this.box = editor.frame.parts.panel;
        this.page = "properties";
        this.isOpen = false;
        this.badge = 0;
        this.isPressed = false;
        this.isWaiting = false;
        this.box.addEventListener("pointerdown", () => { this.isPressed = true; });
        for (const name of ["pointerup", "pointercancel"]) {
            window.addEventListener(name, () => {
                this.isPressed = false;
                if (this.isWaiting) setTimeout(() => this.later(), 0);
            });
        }
    }

    /** On a phone the panel lies over the drawing; `withFocus` for those who asked for it. */
    open(page, withFocus) {
        this.page = page;
        this.isOpen = true;
        this.show();
        if (!withFocus) return;
        const first = this.box.querySelector(".plan-page [data-field]") || this.box.querySelector(".plan-page button");
        if (first) first.focus({ preventScroll: true });
    }

    close() {
        if (!this.isOpen) return;
        this.isOpen = false;
        if (this.page === "conflict") this.editor.desk.preview(null);
        if (tabs.indexOf(this.page) < 0) this.page = "properties";
        this.show();
        this.editor.frame.parts.svg.focus({ preventScroll: true });
    }

    tab(name) {
        const word = this.editor.word;
        const text = name === "problems" && this.badge > 0 ? word("tab-problems-n",
            { n: this.badge }) : word("tab-" + name);
        const made = button({ text: text, classes: "plan-tab", name: "tab-" + name }, () => this.open(name));
        if (name === this.page) made.setAttribute("aria-current", "true");
        return made;
    }

    show() {
        this.isWaiting = false;
        const focused = this.focus();
        const body = this.box.querySelector(".plan-page");
        const scroll = body && body.dataset.page === this.page ? body.scrollTop : 0;
        const word = this.editor.word;
        this.box.classList.toggle("is-open", this.isOpen);
        this.editor.root.classList.toggle("has-panel", this.isOpen);
        const page = make("div", { "class": "plan-page", "data-page": this.page, tabindex: "0", role: "group",
            "aria-label": word("panel") },
            this.pages[this.page]().filter(Boolean));
        fill(this.box, [
            make("div", { "class": "plan-tabs", role: "group", "aria-label": word("pages") },
                tabs.map((name) => this.tab(name)).concat([button({
                    icon: "close", label: word("close-panel"), classes: "plan-icon plan-panel-close",
                    name: "close-panel",
                }, () => this.close())])),
            page,
        ]);
        page.scrollTop = scroll;
        const current = this.box.querySelector(".plan-tab[aria-current]");
        if (current && this.isOpen) current.scrollIntoView({ block: "nearest", inline: "nearest" });
        this.refocus(focused);
    }

    /**
     * Shown again when something it tells of has changed: not before the focus has gone where it was going, nor while a
     * button is held down.
     */
    renew(names) {
        if (names.indexOf(this.page) < 0 || this.isWaiting) return;
        this.isWaiting = true;
        setTimeout(() => this.later(), 0);
    }

    later() {
        if (!this.isWaiting || this.isPressed) return;
        this.isWaiting = false;
        this.show();
    }

    focus() {
        const one = document.activeElement;
        return this.box.contains(one) ? one.dataset.field && "[data-field='" + one.dataset.field + "']"
            || one.dataset.do && "[data-do='" + one.dataset.do + "']" : null;
    }

    refocus(selector) {
        const one = selector && this.box.querySelector(selector);
        if (one) one.focus({ preventScroll: true });
    }
}
