// Base45 (RFC 9285), strict: the text that is read is the one that is written.

const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

export function encode(bytes) {
    let text = "";
    for (let place = 0; place < bytes.length; place += 2) {
        const isPair = place + 1 < bytes.length;
        let number = isPair ? bytes[place] * 256 + bytes[place + 1] : bytes[place];
        for (let index = isPair ? 3 : 2; index > 0; index -= 1) {
            text += letters[number % 45];
            number = Math.floor(number / 45);
        }
    }
    return text;
}

/** null for other letters, a length no bytes have, and letters that stand for more than their bytes hold. */
export function decode(text) {
    if (text.length % 3 === 1) return null;
    const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0));
    let written = 0;
    for (let place = 0; place < text.length; place += 3) {
        const group = text.slice(place, place + 3);
        let number = 0;
        for (let index = group.length - 1; index >= 0; index -= 1) {
            const value = letters.indexOf(group[index]);
            if (value < 0) return null;
            number = number * 45 + value;
        }
        if (number > (group.length === 3 ? 0xffff : 0xff)) return null;
        if (group.length === 3) {
            bytes[written] = number >> 8;
            written += 1;
        }
        bytes[written] = number & 255;
        written += 1;
    }
    return bytes;
}
