/*
QR codes (ISO/IEC 18004) of texts up to version 20, at level M or Q: the pass, drawn on the phone itself.
*/
import { codewordsOf } from "./qr-codewords.js";

/** `{version, size, mask, isDark(x, y)}`; null when the text is too long. The mask is the best one unless given. */
export function qrCode(text, level, mask) {
    const content = codewordsOf(text, level);
    return content && drawn(content.version, content.levelBits, content.codewords, mask);
}

/** Draws it with its quiet zone of four modules, as large as whole pixels allow within `pixelsMax`. */
export function drawCode(canvas, code, pixelsMax) {
    const modules = code.size + 8;
    const scale = Math.max(1, Math.floor(pixelsMax / modules));
    canvas.width = modules * scale;
    canvas.height = modules * scale;
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = "#000";
    for (let y = 0; y < code.size; y += 1) {
        for (let x = 0; x < code.size; x += 1) {
            if (code.isDark(x, y)) context.fillRect((x + 4) * scale, (y + 4) * scale, scale, scale);
        }
    }
}

// A module is 0 or 1; 2 where nothing stands yet.


function drawn(version, levelBits, codewords, wanted) {
    const frame = emptyFrame(version);
    const size = frame.size;
    const isData = frame.modules.map((module) => module === 2 ? 1 : 0);
    place(codewords, frame);
    let best = null;
    for (let mask = 0; mask < 8; mask += 1) {
        if (wanted !== undefined && mask !== wanted) continue;
        const modules = frame.modules.slice();
        applyMask(modules, isData, size, mask);
        drawFormat(modules, size, levelBits << 3 | mask);
        const penalty = wanted === undefined ? penaltyOf(modules, size) : 0;
        if (!best || penalty < best.penalty) best = { penalty: penalty, modules: modules, mask: mask };
    }
    return {
        version: version, size: size, mask: best.mask,
        isDark: (x, y) => best.modules[y * size + x] === 1,
    };
}

/** Everything but the data, with room for the format. */
function emptyFrame(version) {
    const size = version * 4 + 17;
    const frame = { size: size, modules: new Uint8Array(size * size).fill(2) };
    const set = (x, y, isDark) => {
        if (x >= 0 && y >= 0 && x < size && y < size) frame.modules[y * size + x] = isDark ? 1 : 0;
    };
    for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
        square(x, y, 4, set, (distance) => distance !== 2 && distance !== 4);
    }
    for (let index = 8; index < size - 8; index += 1) {
        set(index, 6, index % 2 === 0);
        set(6, index, index % 2 === 0);
    }
    const positions = alignments(version, size);
    for (const x of positions) for (const y of positions) {
        const isCorner = x === 6 && y === 6 || x === 6 && y === size - 7 || x === size - 7 && y === 6;
        if (!isCorner) square(x, y, 2, set, (distance) => distance !== 1);
    }
    if (version > 6) drawVersion(version, size, set);
    drawFormat(frame.modules, size, 0);
    return frame;
}

function square(x, y, radius, set, isDark) {
    for (let dy = -radius; dy <= radius; dy += 1) {
        for (let dx = -radius; dx <= radius; dx += 1) {
            set(x + dx, y + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
        }
    }
}

function alignments(version, size) {
    if (version === 1) return [];
    const count = Math.floor(version / 7) + 2;
    const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
    const positions = [6];
    for (let index = count - 2; index >= 0; index -= 1) positions.push(size - 7 - index * step);
    return positions;
}

function drawVersion(version, size, set) {
    let rest = version;
    for (let index = 0; index < 12; index += 1) rest = rest << 1 ^ (rest >> 11) * 0x1f25;
    const bits = version << 12 | rest;
    for (let index = 0; index < 18; index += 1) {
        const a = size - 11 + index % 3;
        const b = Math.floor(index / 3);
        set(a, b, bits >> index & 1);
        set(b, a, bits >> index & 1);
    }
}

function drawFormat(modules, size, format) {
    let rest = format;
    for (let index = 0; index < 10; index += 1) rest = rest << 1 ^ (rest >> 9) * 0x537;
    const bits = (format << 10 | rest) ^ 0x5412;
    const set = (x, y, index) => { modules[y * size + x] = bits >> index & 1; };
    for (let index = 0; index < 6; index += 1) set(8, index, index);
    set(8, 7, 6);
    set(8, 8, 7);
    set(7, 8, 8);
    for (let index = 9; index < 15; index += 1) set(14 - index, 8, index);
    for (let index = 0; index < 8; index += 1) set(size - 1 - index, 8, index);
    for (let index = 8; index < 15; index += 1) set(8, size - 15 + index, index);
    modules[(size - 8) * size + 8] = 1;
}

/** The codewords' bits, in columns two wide, up and down from the right; what is left over is light. */
function place(codewords, frame) {
    const size = frame.size;
    let bit = 0;
    for (let right = size - 1; right >= 1; right -= 2) {
        if (right === 6) right = 5;
        const isUpward = (right + 1 & 2) === 0;
        for (let step = 0; step < size; step += 1) {
            const y = isUpward ? size - 1 - step : step;
            for (let x = right; x > right - 2; x -= 1) {
                if (frame.modules[y * size + x] !== 2) continue;
                frame.modules[y * size + x] = bit < codewords.length * 8
                    ? codewords[bit >> 3] >> 7 - (bit & 7) & 1 : 0;
                bit += 1;
            }
        }
    }
}

const masks = [
    (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
    (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => x * y % 2 + x * y % 3,
    (x, y) => (x * y % 2 + x * y % 3) % 2, (x, y) => ((x + y) % 2 + x * y % 3) % 2,
];

function applyMask(modules, isData, size, mask) {
    for (let y = 0; y < size; y += 1) {
        for (let x = 0; x < size; x += 1) {
            if (isData[y * size + x] && masks[mask](x, y) === 0) modules[y * size + x] ^= 1;
        }
    }
}

// What makes a code hard to read (7.8.3 of the standard): long runs, blocks, what looks like a corner, imbalance.

function penaltyOf(modules, size) {
    let penalty = 0;
    let dark = 0;
    for (let line = 0; line < size; line += 1) {
        penalty += linePenalty(modules, line * size, 1, size) + linePenalty(modules, line, size, size);
    }
    for (let y = 0; y < size; y += 1) {
        for (let x = 0; x < size; x += 1) {
            const at = y * size + x;
            dark += modules[at];
            if (x + 1 === size || y + 1 === size) continue;
            const sum = modules[at] + modules[at + 1] + modules[at + size] + modules[at + size + 1];
            if (sum === 0 || sum === 4) penalty += 3;
        }
    }
    return penalty + Math.floor(Math.abs(dark * 20 - size * size * 10) / (size * size)) * 10;
}

function linePenalty(modules, start, step, size) {
    let penalty = 0;
    let run = 0;
    let last = 2;
    let window = 0;
    for (let index = 0; index < size; index += 1) {
        const module = modules[start + index * step];
        run = module === last ? run + 1 : 1;
        last = module;
        if (run === 5) penalty += 3;
        else if (run > 5) penalty += 1;
        window = (window << 1 | module) & 0x7ff;
        // 1011101 with four light ones before or behind.
        if (index >= 10 && (window === 0x05d || window === 0x5d0)) penalty += 40;
    }
    return penalty;
}
