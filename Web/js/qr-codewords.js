// What a QR code holds (ISO/IEC 18004): the bits of a text, in blocks with Reed and Solomon's correction behind them.
// Letters of the alphanumeric mode are packed two in eleven bits, any other text as its bytes in UTF-8.

const versionMax = 20;
const alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
// By version: codewords for correction in each block, and how many blocks. Table 9 of the standard.
const levels = {
    M: {
        bits: 0,
        correction: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26],
        blocks: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16],
    },
    Q: {
        bits: 3,
        correction: [13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30],
        blocks: [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20],
    },
};

/** `{version, levelBits, codewords}` in the order they are drawn in; null when the text is too long. */
export function codewordsOf(text, level) {
    const content = contentOf(text);
    const table = levels[level];
    for (let version = 1; version <= versionMax; version += 1) {
        const count = dataCodewords(version, table);
        if (content.bits.length + 4 + countBits(content, version) > count * 8) continue;
        const codewords = interleaved(padded(content, version, count), version, table);
        return { version: version, levelBits: table.bits, codewords: codewords };
    }
    return null;
}

function contentOf(text) {
    const bits = [];
    const put = (value, count) => {
        for (let index = count - 1; index >= 0; index -= 1) bits.push(value >> index & 1);
    };
    const values = Array.from(text, (letter) => alphanumeric.indexOf(letter));
    if (values.every((value) => value >= 0)) {
        for (let place = 0; place < values.length; place += 2) {
            if (place + 1 < values.length) put(values[place] * 45 + values[place + 1], 11);
            else put(values[place], 6);
        }
        return { mode: 2, count: values.length, bits: bits };
    }
    const bytes = new TextEncoder().encode(text);
    bytes.forEach((byte) => put(byte, 8));
    return { mode: 4, count: bytes.length, bits: bits };
}

/** How many bits the count of letters takes. */
function countBits(content, version) {
    if (content.mode === 2) return version < 10 ? 9 : 11;
    return version < 10 ? 8 : 16;
}

function padded(content, version, codewords) {
    const bits = [];
    const put = (value, count) => {
        for (let index = count - 1; index >= 0; index -= 1) bits.push(value >> index & 1);
    };
    put(content.mode, 4);
    put(content.count, countBits(content, version));
    for (const bit of content.bits) bits.push(bit);
    put(0, Math.min(4, codewords * 8 - bits.length));
    put(0, (8 - bits.length % 8) % 8);
    const bytes = new Uint8Array(codewords);
    for (let place = 0; place < bits.length; place += 1) bytes[place >> 3] |= bits[place] << 7 - (place & 7);
    for (let place = bits.length / 8, pad = 0xec; place < codewords; place += 1, pad ^= 0xfd) bytes[place] = pad;
    return bytes;
}

function rawCodewords(version) {
    let modules = (16 * version + 128) * version + 64;
    if (version > 1) {
        const count = Math.floor(version / 7) + 2;
        modules -= (25 * count - 10) * count - 55;
    }
    if (version > 6) modules -= 36;
    return modules >> 3;
}

function dataCodewords(version, level) {
    return rawCodewords(version) - level.correction[version - 1] * level.blocks[version - 1];
}

// Correction: Reed and Solomon's code over GF(2^8) with 0x11d.

const powers = new Uint8Array(512);
const logarithms = new Uint8Array(256);
for (let index = 0, value = 1; index < 255; index += 1) {
    powers[index] = value;
    powers[index + 255] = value;
    logarithms[value] = index;
    value = value << 1 ^ (value & 128 ? 0x11d : 0);
}

const times = (one, other) => one && other ? powers[logarithms[one] + logarithms[other]] : 0;

function generator(degree) {
    let polynomial = [1];
    for (let root = 0; root < degree; root += 1) {
        const next = polynomial.concat(0);
        polynomial.forEach((value, place) => { next[place + 1] ^= times(value, powers[root]); });
        polynomial = next;
    }
    return polynomial;
}

function correctionOf(data, polynomial) {
    const rest = new Uint8Array(data.length + polynomial.length - 1);
    rest.set(data);
    for (let place = 0; place < data.length; place += 1) {
        const factor = rest[place];
        if (!factor) continue;
        for (let index = 1; index < polynomial.length; index += 1) {
            rest[place + index] ^= times(polynomial[index], factor);
        }
    }
    return rest.slice(data.length);
}

/** Blocks of data and of correction, a codeword of each in turn. */
function interleaved(data, version, level) {
    const count = level.blocks[version - 1];
    const polynomial = generator(level.correction[version - 1]);
    const short = Math.floor(data.length / count);
    const blocks = [];
    for (let index = 0, place = 0; index < count; index += 1) {
        const length = short + (index >= count - data.length % count ? 1 : 0);
        const block = data.slice(place, place + length);
        blocks.push({ data: block, correction: correctionOf(block, polynomial) });
        place += length;
    }
    const all = [];
    for (let place = 0; place <= short; place += 1) {
        for (const block of blocks) if (place < block.data.length) all.push(block.data[place]);
    }
    for (let place = 0; place < polynomial.length - 1; place += 1) {
        for (const block of blocks) all.push(block.correction[place]);
    }
    return all;
}
