/*
Reads QR codes from a camera's picture: by the browser's own BarcodeDetector where it has one, else by ZXing in a
worker, which is fetched only then.
*/
import { address } from "./leaflet.js";

const sideMax = 800;
const turnRadians = 0.12;
const answerMillisecondsMax = 5000;

/** `{kind, read(video)}`; `read` gives the code's text, or null. Throws where neither can be had. */
export async function openReader() {
    return await detector() || zxing();
}

/** The files a reader will need, for the service worker to keep; none where the browser has its own. */
export async function readerFiles() {
    return await detector() ? [] : [address("vendor/zxing.js")];
}

async function detector() {
    if (!("BarcodeDetector" in window)) return null;
    try {
        const formats = await window.BarcodeDetector.getSupportedFormats();
        if (formats.indexOf("qr_code") < 0) return null;
        const own = new window.BarcodeDetector({ formats: ["qr_code"] });
        return {
            kind: "detector",
            read: async (video) => {
                const found = await own.detect(video);
                return found.length > 0 ? found[0].rawValue : null;
            },
        };
    } catch (error) {
        // Named, but not there: as on some desktops.
        return null;
    }
}

function zxing() {
    const worker = new Worker(address("js/qr-worker.js"));
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d", { willReadFrequently: true });
    let count = 0;

    async function read(video) {
        count += 1;
        const picture = frame(video, canvas, context, count);
        if (!picture) return null;
        return ask(worker, count, picture);
    }

    return new Promise((resolve, reject) => {
        // The worker's script and ZXing are there when it answers for the first time.
        worker.onerror = () => reject(new Error("no reader"));
        ask(worker, 0, { width: 40, height: 40, data: new ArrayBuffer(40 * 40 * 4) }).then(() => {
            resolve({ kind: "zxing", read: read });
        }, reject);
    });
}

/**
One look of six in turn: the middle of the picture in its own pixels twice, all of it, the middle turned one way and the
other, all of it again; the worker smooths every second. ZXing fails on some codes at some angles however often it sees
them, and reads them when they lie a little otherwise: without the turns 1 of 50 still pictures was never read.
*/
function frame(video, canvas, context, count) {
    const width = video.videoWidth || video.naturalWidth || video.width;
    const height = video.videoHeight || video.naturalHeight || video.height;
    if (!width || !height) return null;
    const turn = { 4: -turnRadians, 5: turnRadians }[count % 6] || 0;
    const side = Math.min(width, height);
    const from = count % 3 === 0 ? { width: width, height: height } : { width: side, height: side };
    const scale = Math.min(1, sideMax / Math.max(from.width, from.height));
    canvas.width = Math.round(from.width * scale);
    canvas.height = Math.round(from.height * scale);
    context.translate(canvas.width / 2, canvas.height / 2);
    context.rotate(turn);
    context.drawImage(video, (width - from.width) / 2, (height - from.height) / 2, from.width, from.height,
        -canvas.width / 2, -canvas.height / 2, canvas.width, canvas.height);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    return { width: canvas.width, height: canvas.height, data: pixels.data.buffer };
}

function ask(worker, id, picture) {
    return new Promise((resolve, reject) => {
        // The first answer waits for ZXing to come.
        const milliseconds = answerMillisecondsMax * (id ? 1 : 6);
        const timer = setTimeout(() => end(reject, new Error("no answer in time")), milliseconds);
        function hear(event) {
            if (event.data.id === id) end(resolve, event.data.text);
        }
        function end(how, what) {
            clearTimeout(timer);
            worker.removeEventListener("message", hear);
            how(what);
        }
        worker.addEventListener("message", hear);
        worker.postMessage(Object.assign({ id: id }, picture), [picture.data]);
    });
}
