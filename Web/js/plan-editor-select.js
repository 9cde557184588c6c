/*
Choosing and moving. A mouse takes a part and drags it at once; a finger chooses first and drags then, so that a thumb
that moves the sheet never moves a house.
*/
import { bounds, distance, isInside, keyOf, pointOf } from "./plan-editor-geometry.js";
import {
    insertPoint, movePoint, pointsOf, removePoint, resize, translate, turn,
} from "./plan-editor-edits.js";
import { betweenPixels, turnHandle, turnOffset } from "./plan-editor-draw.js";
import { hasPoint } from "./plan-editor-network.js";
import { each, find, lineOf } from "./plan-editor-parts.js";
import { gridStep, snap, snapToOutline, touched } from "./plan-editor-snap.js";

const turnStep = 5;

export class SelectTool {
    constructor(hands) {
        this.hands = hands;
        this.work = null;
        this.point = null;
    }

    get desk() { return this.hands.desk; }

    /** The handle under a point: `{what, index}`; of the one chosen part, or the one for turning. */
    handle(p) {
        const { desk, view } = this.hands;
        if (desk.isReadOnly || desk.chosen.length === 0) return null;
        const reach = (p.isTouch ? 20 : 11) / view.scale;
        const found = desk.chosen.length === 1 ? find(desk.plan, desk.chosen[0]) : null;
        const line = found && (found.part.line || found.part.outline);
        if (this.canTurn()) {
            const top = turnHandle(pointsOf(desk.plan, desk.chosen));
            if (distance(top.x, top.y - turnOffset / view.scale, p.x, p.y) < reach) return { what: "turn",
                box: top.box };
        }
        return line ? this.pointHandle(p, line, Boolean(found.part.outline), reach) : null;
    }

    /** Within a house the house itself is meant, but for what is right beside a corner. */
    pointHandle(p, line, isClosed, wide) {
        const { view } = this.hands;
        const box = bounds(line);
        const isIn = isClosed && isInside(line, p.x, p.y);
        const reach = isIn ? Math.min(wide, Math.min(box.right - box.left, box.bottom - box.top) / 4) : wide;
        const count = line.length / 2;
        for (let index = 0; index < count; index += 1) {
            const isNear = distance(line[2 * index], line[2 * index + 1], p.x, p.y) < reach;
            if (isNear) return { what: "point", index: index };
        }
        for (let index = 0; index < (isClosed ? count : count - 1); index += 1) {
            const [ax, ay, bx, by] = pointOf(line, index).concat(pointOf(line, (index + 1) % count));
            const isShown = distance(ax, ay, bx, by) * view.scale >= betweenPixels;
            if (isShown && distance((ax + bx) / 2, (ay + by) / 2, p.x, p.y) < reach * 0.8) {
                return { what: "between", index: index + 1 };
            }
        }
        return null;
    }

    canTurn() {
        const { desk } = this.hands;
        return desk.chosen.length > 0 && desk.chosen.every((id) => {
            const found = find(desk.plan, id);
            return found && (found.list === "buildings" || found.list === "grounds");
        });
    }

    press(p) {
        const desk = this.desk;
        const handle = p.isAdding ? null : this.handle(p);
        if (handle) {
            this.work = Object.assign({ from: p, base: desk.kept, id: desk.chosen[0] }, handle);
            return true;
        }
        const id = touched(desk.plan, p.x, p.y, this.hands.radius(p));
        const isChosen = desk.chosen.indexOf(id) >= 0;
        this.work = { what: "tap", from: p, id: id, base: desk.kept };
        if (p.isAdding && !id && !p.isTouch) {
            this.work.what = "box";
            return true;
        }
        if (!id || p.isAdding) return Boolean(p.isAdding);
        if (desk.isReadOnly || !isChosen && p.isTouch) return false;
        if (!isChosen) desk.choose([id]);
        this.work.what = "move";
        return true;
    }

    drag(p) {
        const work = this.work;
        if (!work) return;
        work.hasMoved = true;
        if (work.what === "box") return this.hands.showRubber(this.box(p), true);
        if (work.what === "turn") return this.turnTo(p);
        if (work.what === "move") return this.moveTo(p);
        if (work.what === "point" || work.what === "between") return this.pointTo(p);
        return null;
    }

    box(p) {
        const from = this.work.from;
        return [from.x, from.y, p.x, from.y, p.x, p.y, from.x, p.y];
    }

    turnTo(p) {
        const box = this.work.box;
        const x = (box.left + box.right) / 2;
        const y = (box.top + box.bottom) / 2;
        const angle = (Math.atan2(p.x - x, y - p.y) * 180) / Math.PI;
        const step = p.isFree ? 1 : turnStep;
        this.desk.preview(turn(this.work.base, this.desk.chosen, Math.round(angle / step) * step));
    }

    moveTo(p) {
        const work = this.work;
        const ids = this.desk.chosen;
        const found = ids.length === 1 ? find(work.base, ids[0]) : null;
        if (found && found.part.at) return this.pointTo(p, found);
        const step = p.isFree ? 1 : gridStep;
        const by = [p.x - work.from.x, p.y - work.from.y].map((value) => Math.round(value / step) * step);
        return this.desk.preview(translate(work.base, ids, by[0], by[1]));
    }

    /** A corner, a point of a line, a door, a gate or a spot goes where it snaps to. */
    pointTo(p) {
        const work = this.work;
        const found = find(work.base, work.id);
        const line = lineOf(found);
        const index = work.index || 0;
        const isNew = work.what === "between";
        const old = isNew ? null : [line[2 * index], line[2 * index + 1]];
        const mark = this.target(p, found, old, isNew || !found.part.at ? this.before(line, index) : null);
        const to = [mark.x, mark.y];
        this.hands.showRubber(null, false, mark);
        const square = found.part.outline && !p.isFree
            && resize(work.base, work.id, isNew ? (index + 3) % 4 : index, to, isNew);
        if (square) return this.desk.preview(square);
        const base = isNew ? insertPoint(work.base, work.id, index, to) : work.base;
        return this.desk.preview(isNew && found.part.outline ? base : movePoint(base, work.id, index, to));
    }

    before(line, index) {
        const at = index > 0 ? index - 1 : Math.min(1, line.length / 2 - 1);
        return [line[2 * at], line[2 * at + 1]];
    }

    target(p, found, old, from) {
        const { desk } = this.hands;
        const radius = this.hands.radius(p);
        if (found.list === "units") return snapToOutline(this.work.base, p.x, p.y, radius, found.building.id);
        const isNetwork = !found.part.outline;
        const moving = new Set(this.work.base.paths.filter((path) => path.id === found.part.id
            || old && isNetwork && hasPoint(path.line, old[0], old[1])).map((path) => path.id));
        const isLeft = (x, y, id) => (x === null ? moving.has(id) || !isNetwork
            : !isNetwork || old !== null && keyOf(x, y) === keyOf(old[0], old[1]) || id === found.part.id);
        return snap(this.work.base, p.x, p.y, { radius: radius, from: from, isLeft: isLeft, isFree: p.isFree
            || desk.isFree });
    }

    release(p, hasMoved) {
        const work = this.work;
        const desk = this.desk;
        this.work = null;
        this.hands.showRubber(null);
        if (!work) return;
        if (work.what === "box") return this.chooseWithin(work.from, p);
        if (hasMoved && work.what !== "tap") return void desk.commit(desk.plan, desk.chosen);
        if (work.what === "point") this.point = { id: work.id, index: work.index };
        else this.point = null;
        if (work.what === "point" || work.what === "between" || work.what === "turn") return desk.tell("choice");
        if (p.isAdding && work.id) {
            const has = desk.chosen.indexOf(work.id) >= 0;
            return desk.choose(has ? desk.chosen.filter((id) => id !== work.id) : desk.chosen.concat([work.id]));
        }
        return desk.choose(work.id ? [work.id] : []);
    }

    /** All that lies wholly in the box. */
    chooseWithin(from, to) {
        const left = Math.min(from.x, to.x);
        const right = Math.max(from.x, to.x);
        const top = Math.min(from.y, to.y);
        const bottom = Math.max(from.y, to.y);
        const ids = [];
        each(this.desk.plan, (part, list) => {
            if (list === "units") return;
            const line = lineOf({ part: part });
            const isIn = line.every((value, at) => (at % 2 === 0 ? value >= left && value <= right
                : value >= top && value <= bottom));
            if (isIn) ids.push(part.id);
        });
        this.desk.choose(ids);
    }

    /** A second press on a point takes it away. */
    twice(p) {
        const handle = this.handle(p);
        if (handle && handle.what === "point") this.removePoint({ id: this.desk.chosen[0], index: handle.index });
    }

    removePoint(point) {
        this.point = null;
        this.desk.commit(removePoint(this.desk.kept, point.id, point.index));
    }

    hover() { return null; }

    letGo() { this.cancel(); }
    finish() { return null; }

    cancel() {
        this.work = null;
        this.hands.showRubber(null);
        this.desk.preview(null);
    }
}
