// What parts are called on the screen.

const isNumber = (name) => /^[0-9A-Za-z][0-9A-Za-z-]*$/.test(name);

export class Titles {
    /** `gates()`: the recorded gates, `{id, name}`. */
    constructor(word, gates) {
        this.word = word;
        this.gates = gates;
    }

    /** What stands on the drawing. */
    sign(part, list) {
        if (list === "buildings") {
            if (!part.name) return "?";
            return isNumber(part.name) ? this.word("building-sign", { n: part.name }) : part.name;
        }
        if (list === "gates") {
            const recorded = this.gates().find((gate) => gate.id === part.gate);
            return recorded ? recorded.name : part.name || this.word("gate");
        }
        return part.name || "";
    }

    unit(part) {
        if (!part.name) return this.word("door");
        return isNumber(part.name) ? this.word("unit-sign", { n: part.name }) : part.name;
    }

    /** What lists and problems call it: `12幢2单元`, `道路 中心路`. */
    full(found) {
        const { part, list, building } = found;
        if (list === "sheet") return this.word("sheet");
        if (list === "units") return this.sign(building, "buildings") + " " + this.unit(part);
        if (list === "buildings") return this.sign(part, list);
        if (list === "gates") return this.sign(part, list);
        const kind = this.word({ paths: "path-", spots: "spot-", grounds: "ground-" }[list] + part.kind);
        return part.name ? kind + " " + part.name : kind;
    }
}

/** `18.5 米`. */
export const metres = (word, decimetres) => word("metres", { n: Math.round(decimetres) / 10 });
