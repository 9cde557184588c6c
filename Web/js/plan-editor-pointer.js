/*
Fingers, mouse and pen on the drawing. Two fingers, the wheel, and the middle or right button move the sheet; one finger
or the left button is the tool's: `press`, `drag`, `release`, `hover`, `cancel`, each with a point of the sheet.
*/
const dragPixels = 6;

export class Pointers {
    constructor(svg, view, hands) {
        this.svg = svg;
        this.view = view;
        this.hands = hands;
        this.down = new Map();
        this.panning = null;
        this.pressed = null;
        this.pinch = null;
        this.isSpaceHeld = false;
        svg.addEventListener("pointerdown", (event) => this.onDown(event));
        svg.addEventListener("pointermove", (event) => this.onMove(event));
        svg.addEventListener("pointerup", (event) => this.onUp(event));
        svg.addEventListener("pointercancel", (event) => this.onCancel(event));
        svg.addEventListener("pointerleave", () => { if (!this.pressed) this.hands.leave(); });
        svg.addEventListener("contextmenu", (event) => event.preventDefault());
        svg.addEventListener("dblclick", (event) => this.hands.twice(this.point(event)));
        svg.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    }

    point(event) {
        const point = this.view.toPlan(event.clientX, event.clientY);
        return {
            x: point.x, y: point.y, isTouch: event.pointerType === "touch", isAdding: event.shiftKey,
            isFree: event.altKey,
        };
    }

    onDown(event) {
        this.svg.focus({ preventScroll: true });
        this.svg.classList.toggle("is-touch", event.pointerType === "touch");
        this.down.set(event.pointerId, { x: event.clientX, y: event.clientY });
        try { this.svg.setPointerCapture(event.pointerId); } catch (error) { /* a pointer a test made up */ }
        if (this.down.size === 2) {
            this.giveUp();
            this.pinch = this.fingers();
            return;
        }
        if (this.down.size > 2) return;
        if (event.button === 1 || event.button === 2 || this.isSpaceHeld) {
            event.preventDefault();
            this.panning = { x: event.clientX, y: event.clientY };
            return;
        }
        if (event.button !== 0) return;
        this.pressed = { id: event.pointerId, x: event.clientX, y: event.clientY, hasMoved: false };
        const isOwn = this.hands.press(this.point(event));
        // On bare ground the hand takes the sheet itself.
        if (isOwn === false) this.pressed.isSheet = true;
    }

    onMove(event) {
        if (!this.down.has(event.pointerId)) {
            if (event.pointerType !== "touch") this.hands.hover(this.point(event));
            return;
        }
        const last = this.down.get(event.pointerId);
        this.down.set(event.pointerId, { x: event.clientX, y: event.clientY });
        if (this.pinch) return this.onPinch();
        if (this.panning) return this.view.pan(event.clientX - last.x, event.clientY - last.y);
        if (!this.pressed || this.pressed.id !== event.pointerId) return null;
        const far = Math.abs(event.clientX - this.pressed.x) + Math.abs(event.clientY - this.pressed.y);
        if (far < dragPixels && !this.pressed.hasMoved) return null;
        this.pressed.hasMoved = true;
        if (this.pressed.isSheet) return this.view.pan(event.clientX - last.x, event.clientY - last.y);
        return this.hands.drag(this.point(event));
    }

    onUp(event) {
        this.down.delete(event.pointerId);
        if (this.pinch) {
            if (this.down.size === 0) this.pinch = null;
            return;
        }
        if (this.panning) {
            this.panning = null;
            return;
        }
        if (!this.pressed || this.pressed.id !== event.pointerId) return;
        const pressed = this.pressed;
        this.pressed = null;
        if (pressed.isSheet && pressed.hasMoved) return;
        this.hands.release(this.point(event), pressed.hasMoved);
    }

    onCancel(event) {
        this.down.delete(event.pointerId);
        if (this.down.size === 0) this.pinch = null;
        this.panning = null;
        this.giveUp();
    }

    giveUp() {
        if (this.pressed) this.hands.cancel();
        this.pressed = null;
        this.panning = null;
    }

    fingers() {
        const two = Array.from(this.down.values()).slice(0, 2);
        if (two.length < 2) return null;
        return {
            x: (two[0].x + two[1].x) / 2, y: (two[0].y + two[1].y) / 2,
            far: Math.max(10, Math.hypot(two[0].x - two[1].x, two[0].y - two[1].y)),
        };
    }

    onPinch() {
        const now = this.fingers();
        if (!now) return;
        this.view.pan(now.x - this.pinch.x, now.y - this.pinch.y);
        this.view.zoom(now.far / this.pinch.far, now.x, now.y);
        this.pinch = now;
    }

    onWheel(event) {
        event.preventDefault();
        const lines = event.deltaMode === 1 ? 16 : 1;
        if (event.shiftKey) this.view.pan(-(event.deltaX || event.deltaY) * lines, 0);
        else this.view.zoom(Math.pow(1.0015, -event.deltaY * lines * (event.ctrlKey ? 4 : 1)), event.clientX,
            event.clientY);
    }
}
