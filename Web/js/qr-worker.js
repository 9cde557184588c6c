// A worker beside the page: finds a QR code in a picture with ZXing's JavaScript build. A picture comes as {id, width,
// height, data (RGBA)}; the answer is {id, text} with null for none.

importScripts(new URL("../vendor/zxing.js", location.href).href);

const reader = new self.ZXing.QRCodeReader();
const hints = new Map([[self.ZXing.DecodeHintType.TRY_HARDER, true]]);

function luminance(data, count) {
    const grey = new Uint8ClampedArray(count);
    for (let place = 0, from = 0; place < count; place += 1, from += 4) {
        grey[place] = data[from] * 77 + data[from + 1] * 151 + data[from + 2] * 28 >> 8;
    }
    return grey;
}

/** The mean of each point and its eight neighbours: against the noise of a camera in the dark. */
function smoothed(grey, width, height) {
    const smooth = grey.slice();
    for (let y = 1; y < height - 1; y += 1) {
        for (let x = 1, place = y * width + 1; x < width - 1; x += 1, place += 1) {
            const above = place - width;
            const below = place + width;
            smooth[place] = (grey[above - 1] + grey[above] + grey[above + 1] + grey[place - 1] + grey[place]
                + grey[place + 1] + grey[below - 1] + grey[below] + grey[below + 1]) / 9;
        }
    }
    return smooth;
}

/** Pictures in turn as they are and smoothed. */
function find(picture) {
    let grey = luminance(new Uint8ClampedArray(picture.data), picture.width * picture.height);
    if (picture.id % 2 === 0) grey = smoothed(grey, picture.width, picture.height);
    const source = new self.ZXing.RGBLuminanceSource(grey, picture.width, picture.height);
    try {
        return reader.decode(new self.ZXing.BinaryBitmap(new self.ZXing.HybridBinarizer(source)), hints).getText();
    } catch (error) {
        // No code in it, or one that cannot be read: the next picture comes soon.
        return null;
    } finally {
        reader.reset();
    }
}

self.addEventListener("message", (event) => {
    self.postMessage({ id: event.data.id, text: find(event.data) });
});
