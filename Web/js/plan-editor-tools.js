/*
Tools that draw. Each press sets a point, or a press that is drawn out a rectangle; a finger that slides before it lets
go moves the point first. `hands`: the desk, the view, what is set for the next part, and the rubber line.
*/
import { bounds, distance } from "./plan-editor-geometry.js";
import { addBuilding, addDoor, addGround, addLine, addPoint, doorName, names } from "./plan-editor-edits.js";
import { emptyPlan, nextName } from "./plan-editor-parts.js";
import { gridStep, snap, snapToOutline } from "./plan-editor-snap.js";

const sideMin = 20;

class Tool {
    constructor(hands) {
        this.hands = hands;
        this.line = [];
        this.mark = null;
    }

    get desk() { return this.hands.desk; }

    snapped(p, from) {
        return snap(this.desk.plan, p.x, p.y, {
            radius: this.hands.radius(p), from: from, isFree: p.isFree || this.desk.isFree,
        });
    }

    press(p) { this.hover(p); return true; }
    drag(p) { this.hover(p); }
    hover() { return null; }
    twice() { return null; }

    cancel() {
        this.line = [];
        this.mark = null;
        this.hands.showRubber(null);
        this.hands.told();
    }
    finish() { this.cancel(); }
    /** The hand does something else in between: what was set stays. */
    letGo() { this.cancel(); }
    back() { return false; }
}

/** Points one after another: a path, or the corners of a ground. */
export class LineTool extends Tool {
    get isOutline() { return this.desk.tool === "ground"; }

    hover(p) {
        const end = this.line.length;
        const from = end > 0 ? [this.line[end - 2], this.line[end - 1]] : null;
        this.mark = this.isOutline
            ? snap(emptyPlan(this.desk.plan.width, this.desk.plan.height), p.x, p.y,
                { radius: this.hands.radius(p), from: from })
            : this.snapped(p, from);
        if (end > 0 && distance(this.line[end - 2], this.line[end - 1], p.x, p.y) < this.hands.radius(p) * 0.7) {
            this.mark = { x: this.line[end - 2], y: this.line[end - 1], kind: "point" };
        }
        this.show();
    }

    letGo() {
        this.mark = null;
        this.show();
    }

    show() {
        const line = this.mark ? this.line.concat([this.mark.x, this.mark.y]) : this.line;
        this.hands.showRubber(line, false, this.mark);
    }

    release(p) {
        this.hover(p);
        const end = this.line.length;
        const mark = this.mark;
        const isLast = end > 0 && this.line[end - 2] === mark.x && this.line[end - 1] === mark.y;
        const isFirst = this.isOutline && end >= 6 && distance(this.line[0], this.line[1], mark.x,
            mark.y) < this.hands.radius(p);
        if (isLast || isFirst) return this.finish();
        this.line = this.line.concat([mark.x, mark.y]);
        this.show();
        return this.hands.told();
    }

    finish() {
        const line = this.line;
        const next = this.hands.next;
        this.cancel();
        if (line.length < (this.isOutline ? 6 : 4)) return;
        const made = this.isOutline ? addGround(this.desk.kept, line, next.ground)
            : addLine(this.desk.kept, line, { kind: next.path, name: "" }, next.meets);
        this.desk.commit(made.plan, []);
    }

    /** The last point is taken back. */
    back() {
        if (this.line.length === 0) return false;
        this.line = this.line.slice(0, -2);
        this.mark = null;
        this.show();
        this.hands.told();
        return true;
    }
}

/** A rectangle from corner to corner; a mere press sets one of the size of the last. */
export class BoxTool extends Tool {
    constructor(hands) {
        super(hands);
        this.isBox = true;
        this.from = null;
        this.size = [600, 140];
    }

    corner(p) {
        const step = p.isFree || this.desk.isFree ? 1 : gridStep;
        const to = (value, max) => Math.max(0, Math.min(max, Math.round(value / step) * step));
        return [to(p.x, this.desk.plan.width), to(p.y, this.desk.plan.height)];
    }

    outline(p) {
        const to = this.corner(p);
        const left = Math.min(this.from[0], to[0]);
        const right = Math.max(this.from[0], to[0]);
        const top = Math.min(this.from[1], to[1]);
        const bottom = Math.max(this.from[1], to[1]);
        return [left, top, right, top, right, bottom, left, bottom];
    }

    press(p) {
        this.from = this.corner(p);
        return true;
    }

    drag(p) {
        if (!this.from) return;
        const outline = this.outline(p);
        this.hands.showRubber(outline, true);
        this.hands.measure(outline[2] - outline[0], outline[5] - outline[1]);
    }

    hover(p) {
        const at = this.corner(p);
        if (!this.from) this.hands.showRubber(null, false, { x: at[0], y: at[1], kind: "grid" });
    }

    release(p, hasMoved) {
        if (!this.from) return;
        let outline = this.outline(p);
        const isWide = outline[2] - outline[0] >= sideMin && outline[5] - outline[1] >= sideMin;
        if (hasMoved && !isWide) return this.cancel();
        if (!hasMoved) outline = this.usual(p);
        const box = bounds(outline);
        this.size = [box.right - box.left, box.bottom - box.top];
        this.cancel();
        this.make(outline);
    }

    /** Of the size of the last one, round the point. */
    usual(p) {
        const { width, height } = this.desk.plan;
        const middle = this.corner(p);
        const [wide, high] = [Math.min(this.size[0], width), Math.min(this.size[1], height)];
        const left = Math.max(0, Math.min(width - wide, middle[0] - Math.round(wide / 2 / gridStep) * gridStep));
        const top = Math.max(0, Math.min(height - high, middle[1] - Math.round(high / 2 / gridStep) * gridStep));
        return [left, top, left + wide, top, left + wide, top + high, left, top + high];
    }

    make(outline) {
        const next = this.hands.next;
        if (this.desk.tool === "ground") {
            this.desk.commit(addGround(this.desk.kept, outline, next.ground).plan, []);
            return;
        }
        const used = names(this.desk.kept.buildings);
        const name = used.indexOf(next.name) < 0 ? next.name : nextName(used, next.name);
        const made = addBuilding(this.desk.kept, outline, {
            name: name, floors: next.floors, lift: next.floors > 7 ? true : null, doors: next.doors,
        });
        if (!this.desk.commit(made.plan, [])) {
            next.name = nextName(names(this.desk.kept.buildings), name);
            this.hands.said("made-building", { name: name });
        }
        this.hands.told();
    }

    cancel() {
        this.from = null;
        this.hands.measure(0, 0);
        super.cancel();
    }
}

/** A door: on the outline of the building it is pressed at, joined to the next path. */
export class DoorTool extends Tool {
    find(p) {
        return snapToOutline(this.desk.plan, p.x, p.y, Math.max(this.hands.radius(p), 30));
    }

    hover(p) {
        const found = this.find(p);
        this.hands.showRubber(null, false, found ? { x: found.x, y: found.y, kind: "point" } : null);
    }

    release(p) {
        const found = this.find(p);
        this.hands.showRubber(null);
        if (!found) return this.hands.said("no-building-here");
        const building = found.building;
        const made = addDoor(this.desk.kept, building.id, [found.x, found.y], doorName(building));
        if (!this.desk.commit(made.plan, [])) this.hands.said(made.isJoined ? "made-door" : "door-not-joined",
            { name: doorName(building) });
        return null;
    }
}

/** Gates and spots. */
export class PointTool extends Tool {
    hover(p) {
        this.mark = this.snapped(p, null);
        this.hands.showRubber(null, false, this.mark);
    }

    release(p) {
        this.hover(p);
        const at = [this.mark.x, this.mark.y];
        this.hands.showRubber(null);
        if (this.desk.tool === "gate") return this.addGate(at);
        const next = this.hands.next;
        const members = { kind: next.spot, at: at };
        if (next.spot === "parking") members.vehicles = ["e-bike"];
        this.desk.commit(addPoint(this.desk.kept, "spots", members, true).plan, []);
        return this.hands.said("made-spot");
    }

    addGate(at) {
        const next = this.hands.next;
        const members = next.gate ? { gate: next.gate, at: at } : { name: next.gateName, at: at };
        const made = addPoint(this.desk.kept, "gates", members, true);
        if (!this.desk.commit(made.plan, [])) this.hands.placed();
    }
}

/** Two points of the traced picture, whose distance is known. */
export class ScaleTool extends Tool {
    hover(p) {
        this.mark = { x: p.x, y: p.y, kind: "free" };
        this.hands.showRubber(this.line.length === 2 ? this.line.concat([p.x, p.y]) : null, false, this.mark);
    }

    letGo() { this.hands.showRubber(this.line); }

    release(p) {
        this.line = this.line.length >= 4 ? [p.x, p.y] : this.line.concat([p.x, p.y]);
        this.hands.showRubber(this.line);
        if (this.line.length === 4) this.hands.scaled(this.line);
        this.hands.told();
    }
}

/** The traced picture follows the hand. */
export class PictureTool extends Tool {
    press(p) {
        this.from = p;
        return true;
    }

    drag(p) {
        this.hands.movePicture(p.x - this.from.x, p.y - this.from.y, false);
        this.from = p;
    }

    release() { this.hands.movePicture(0, 0, true); }
}
