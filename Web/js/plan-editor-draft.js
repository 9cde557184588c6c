/*
The drawing that is not saved yet, on this device: written after every step, so that a browser that is killed loses
nothing. Beside it the picture that is traced, which never leaves the device.
*/
import { get, put, remove } from "./store.js";

const answerMilliseconds = 150;

export class Draft {
    constructor(place) {
        this.channel = window.BroadcastChannel ? new BroadcastChannel("plan-draft-" + place) : null;
        this.isMuted = false;
        this.name = "plan-draft-" + place;
        this.pictureName = "plan-picture-" + place;
        this.waiting = null;
        this.isWriting = false;
        this.onState = () => null;
    }

    /** Whether another page of this browser draws here already: that one keeps the draft, this one keeps none. */
    async isElsewhere() {
        if (!this.channel) return false;
        this.isMuted = await new Promise((resolve) => {
            this.channel.onmessage = (event) => { if (event.data === "here") resolve(true); };
            this.channel.postMessage("who");
            setTimeout(() => resolve(false), answerMilliseconds);
        });
        this.channel.onmessage = (event) => {
            if (event.data === "who" && !this.isMuted) this.channel.postMessage("here");
        };
        return this.isMuted;
    }

    /** `{base, basePlan, plan, at}`; undefined without one, or where nothing can be kept. */
    async read() {
        if (this.isMuted) return undefined;
        try {
            return await get(this.name);
        } catch (error) {
            return undefined;
        }
    }

    /** The last one wins; while one is being written, those between are passed over. */
    write(draft) {
        if (this.isMuted) return;
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
