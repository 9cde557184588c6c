/*
A picture to trace: a photo of the board at the gate, a drawing of the builder. It stays on this device; nothing here
sends it anywhere.
*/
import { button, field, make } from "./plan-editor-dom.js";
import { distance } from "./plan-editor-geometry.js";

const sideMax = 2000;
const quality = 0.85;

function read(file) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result);
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(file);
    });
}

function decoded(address) {
    return new Promise((resolve, reject) => {
        const image = new Image();
        image.onload = () => resolve(image);
        image.onerror = () => reject(new Error("not a picture"));
        image.src = address;
    });
}

/** The file as a picture of bearable size: `{href, width, height}`. */
async function reduced(file) {
    const image = await decoded(await read(file));
    const scale = Math.min(1, sideMax / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return { href: canvas.toDataURL("image/jpeg", quality), width: canvas.width, height: canvas.height };
}

export class Picture {
    constructor(editor) {
        this.editor = editor;
        this.picture = null;
        this.fault = "";
        this.points = null;
    }

    get word() { return this.editor.word; }

    async open() {
        this.show(await this.editor.draft.picture() || null);
    }

    show(picture) {
        this.picture = picture;
        this.editor.drawing.showPicture(picture);
    }

    change(members) {
        this.show(Object.assign({}, this.picture, members));
        this.editor.draft.keepPicture(this.picture);
    }

    async take(file) {
        this.fault = "";
        try {
            const made = await reduced(file);
            const plan = this.editor.desk.plan;
            const scale = Math.min(plan.width / made.width, plan.height / made.height);
            this.show(Object.assign(made, { x: 0, y: 0, scale: scale, opacity: 0.5 }));
            this.editor.draft.keepPicture(this.picture);
            this.editor.view.fitSheet(plan);
        } catch (error) {
            this.fault = this.word("picture-fault");
        }
        this.editor.panel.renew(["picture"]);
    }

    move(dx, dy, isDone) {
        if (!this.picture) return;
        this.show(Object.assign({}, this.picture, { x: this.picture.x + dx, y: this.picture.y + dy }));
        if (isDone) this.editor.draft.keepPicture(this.picture);
    }

    /** Two points were set: how far they are apart in truth is asked. */
    scaled(points) {
        this.points = points;
        this.editor.panel.open("picture", true);
    }

    /** The first of the two points stays where it is. */
    setLength(metres) {
        const [ax, ay, bx, by] = this.points;
        const far = distance(ax, ay, bx, by);
        if (!(metres >= 1 && metres <= 3000) || far < 1) return;
        const factor = (metres * 10) / far;
        const old = this.picture;
        this.points = null;
        this.change({
            scale: old.scale * factor, x: ax - (ax - old.x) * factor, y: ay - (ay - old.y) * factor,
        });
        this.editor.takeTool("select");
        this.editor.frame.say(this.word("scaled"));
        this.editor.panel.renew(["picture"]);
    }

    page() {
        const { word } = this;
        const input = make("input", { type: "file", accept: "image/*", "data-field": "picture",
            "aria-describedby": "plan-picture-note" });
        input.addEventListener("change", () => input.files[0] && this.take(input.files[0]));
        const choose = make("label", { "class": "field" }, [make("span", { "class": "label" },
            [word("picture-file")]), input]);
        const note = make("p", { "class": "quiet", id: "plan-picture-note" }, [word("picture-note")]);
        const fault = this.fault ? make("p", { "class": "plan-fault", role: "alert" }, [this.fault]) : null;
        return [choose, note, fault].concat(this.picture ? this.settings() : []);
    }

    settings() {
        const { word, editor } = this;
        const opacity = field(word("opacity"), {
            type: "range", min: 10, max: 100, step: 5, value: Math.round(this.picture.opacity * 100),
            "data-field": "opacity",
        });
        opacity.querySelector("input").addEventListener("input",
            (event) => this.change({ opacity: event.target.value / 100 }));
        const act = (name, icon, work) => button({ text: word(name), name: name, icon: icon }, work);
        const close = (tool) => () => {
            editor.takeTool(tool);
            editor.panel.close();
        };
        const scale = this.points ? make("div", { "class": "plan-scale-form" }, [
            field(word("real-length"), { type: "number", min: 1, max: 3000, step: 0.1, inputmode: "decimal",
                "data-field": "real-length" },
                (value) => this.setLength(Number(value))),
            act("scale-set", "check", () => null),
        ]) : null;
        const away = () => {
            this.points = null;
            this.show(null);
            editor.draft.keepPicture(null);
            editor.panel.renew(["picture"]);
        };
        return [opacity, scale, make("div", { "class": "plan-acts" }, [
            act("picture-scale", "route", close("scale")), act("picture-move", "fit", close("picture")),
            act("picture-away", "delete", away),
        ])];
    }
}
