/*
The drawing that is not saved yet, on this device: written after every step, so that a browser that is killed loses
nothing. Beside it the picture that is traced, which never leaves the device.
*/
import { get, put, remove } from "./store.js";

export class Draft {
    constructor(place) {
        this.name = "plan-draft-" + place;
        this.pictureName = "plan-picture-" + place;
        this.waiting = null;
        this.isWriting = false;
        this.onState = () => null;
    }

    /** `{base, basePlan, plan, at}`; undefined without one, or where nothing can be kept. */
    async read() {
        try {
            return await get(this.name);
        } catch (error) {
            return undefined;
        }
    }

    /** The last one wins; while one is being written, those between are passed over. */
    write(draft) {
        this.waiting = draft;
        if (!this.isWriting) this.flush();
    }

    async flush() {
        this.isWriting = true;
        try {
            while (this.waiting !== null) {
                const draft = this.waiting;
                this.waiting = null;
                if (draft === "none") await remove(this.name);
                else await put(this.name, draft);
            }
            this.onState("kept");
        } catch (error) {
            this.onState("unkept");
        }
        this.isWriting = false;
    }

    forget() { this.write("none"); }

    async picture() {
        try {
            return await get(this.pictureName);
        } catch (error) {
            return undefined;
        }
    }

    keepPicture(picture) {
        return (picture ? put(this.pictureName, picture) : remove(this.pictureName)).catch(() => null);
    }
}
