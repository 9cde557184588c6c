// The guard's camera: its picture, its light, and what it reads.

import { openReader } from "./qr-reader.js";

const pauseMilliseconds = 60;

export class Camera {
    /** `onText(text)` hears of every code that is read; `video` shows the picture. */
    constructor(video, onText) {
        this.video = video;
        this.onText = onText;
        this.stream = null;
        this.isLooking = false;
    }

    get hasTorch() {
        const track = this.track;
        return Boolean(track && track.getCapabilities && track.getCapabilities().torch);
    }

    get track() {
        return this.stream ? this.stream.getVideoTracks()[0] : null;
    }

    /** Throws what the browser throws: NotAllowedError, NotFoundError, …, or "no reader". */
    async open() {
        if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) throw new Error("no camera");
        if (!this.reader) this.reader = await openReader();
        if (this.stream) return;
        this.stream = await navigator.mediaDevices.getUserMedia({
            audio: false,
            video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
        });
        this.video.srcObject = this.stream;
        await this.video.play();
    }

    close() {
        this.isLooking = false;
        if (!this.stream) return;
        for (const track of this.stream.getTracks()) track.stop();
        this.stream = null;
        this.video.srcObject = null;
    }

    async light(isOn) {
        if (this.hasTorch) await this.track.applyConstraints({ advanced: [{ torch: isOn }] });
    }

    /** Looks until `stop`: one picture after the other, none at once. */
    async look() {
        if (this.isLooking) return;
        this.isLooking = true;
        while (this.isLooking) {
            let text = null;
            try {
                text = this.video.readyState >= 2 ? await this.reader.read(this.video) : null;
            } catch (error) {
                // One picture that could not be read; the next may.
            }
            if (text && this.isLooking) await this.onText(text);
            await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
        }
    }

    stop() {
        this.isLooking = false;
    }
}
