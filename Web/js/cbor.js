// CBOR (RFC 8949) in its core deterministic encoding, as far as a pass needs it: integers, bytes, texts, arrays, maps,
// tags, truth values and null. What is written otherwise, or is of another kind, is refused: see docs/pass-format.md.
//
// Numbers are numbers (beyond 2^53 not exact: no bound of ours is so high), bytes Uint8Array, arrays Array, maps Map,
// tags `Tagged`.

const depthMax = 32;

export class Tagged {
    constructor(tag, item) {
        this.tag = tag;
        this.item = item;
    }
}

class Malformed extends Error {}

/** The item that all the bytes are; throws `Malformed`. */
export function decode(bytes) {
    const reader = { bytes: bytes, place: 0 };
    const item = readItem(reader, 0);
    if (reader.place !== bytes.length) throw new Malformed("bytes follow");
    return item;
}

/** The same; undefined, which no item is, where it is malformed. */
export function read(bytes) {
    try {
        return decode(bytes);
    } catch (error) {
        if (error instanceof Malformed) return undefined;
        throw error;
    }
}

function readNumber(reader, count) {
    if (reader.bytes.length - reader.place < count) throw new Malformed("truncated");
    let number = 0;
    for (let index = 0; index < count; index += 1) number = number * 256 + reader.bytes[reader.place + index];
    reader.place += count;
    return number;
}

function readArgument(reader, low) {
    if (low < 24) return low;
    if (low > 27) throw new Malformed("reserved or indefinite");
    const argument = readNumber(reader, 1 << low - 24);
    if (argument < [24, 0x100, 0x10000, 0x100000000][low - 24]) throw new Malformed("not the shortest");
    return argument;
}

function readBytes(reader, count) {
    if (count > reader.bytes.length - reader.place) throw new Malformed("truncated");
    reader.place += count;
    return reader.bytes.slice(reader.place - count, reader.place);
}

function readText(bytes) {
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (error) {
        throw new Malformed("not UTF-8");
    }
}

function readItem(reader, depth) {
    if (depth > depthMax) throw new Malformed("too deep");
    const head = readNumber(reader, 1);
    const kind = head >> 5;
    if (kind === 7) {
        if (head < 0xf4 || head > 0xf6) throw new Malformed("a kind no pass has");
        return [false, true, null][head - 0xf4];
    }
    const argument = readArgument(reader, head & 31);
    if (kind === 0) return argument;
    if (kind === 1) return -1 - argument;
    if (kind === 2) return readBytes(reader, argument);
    if (kind === 3) return readText(readBytes(reader, argument));
    if (kind === 6) return new Tagged(argument, readItem(reader, depth + 1));
    // Every item has a byte at least: a count beyond the bytes left is not even begun.
    if (argument > reader.bytes.length - reader.place) throw new Malformed("truncated");
    return kind === 4 ? readArray(reader, argument, depth + 1) : readMap(reader, argument, depth + 1);
}

function readArray(reader, count, depth) {
    const items = [];
    for (let index = 0; index < count; index += 1) items.push(readItem(reader, depth));
    return items;
}

function readMap(reader, count, depth) {
    const map = new Map();
    let last = null;
    for (let index = 0; index < count; index += 1) {
        const start = reader.place;
        const key = readItem(reader, depth);
        const written = reader.bytes.slice(start, reader.place);
        if (last && compare(last, written) >= 0) throw new Malformed("keys out of order");
        last = written;
        map.set(key, readItem(reader, depth));
    }
    return map;
}

function compare(one, other) {
    for (let place = 0; place < Math.min(one.length, other.length); place += 1) {
        if (one[place] !== other[place]) return one[place] - other[place];
    }
    return one.length - other.length;
}

/** The bytes of numbers (whole), bytes, texts, arrays, maps, truth values and null. */
export function encode(item) {
    const bytes = [];
    write(bytes, item);
    return new Uint8Array(bytes);
}

function writeHead(bytes, kind, argument) {
    const counts = argument < 24 ? 0 : argument < 0x100 ? 1 : argument < 0x10000 ? 2 : argument < 0x100000000 ? 4 : 8;
    if (counts === 0) return bytes.push(kind << 5 | argument);
    bytes.push(kind << 5 | [24, 25, 0, 26, 0, 0, 0, 27][counts - 1]);
    for (let index = counts - 1; index >= 0; index -= 1) bytes.push(Math.floor(argument / Math.pow(256, index)) % 256);
}

function append(bytes, more) {
    for (let place = 0; place < more.length; place += 1) bytes.push(more[place]);
}

function write(bytes, item) {
    if (item === null) bytes.push(0xf6);
    else if (typeof item === "boolean") bytes.push(item ? 0xf5 : 0xf4);
    else if (typeof item === "number") writeHead(bytes, item < 0 ? 1 : 0, item < 0 ? -1 - item : item);
    else if (typeof item === "string") writeBytes(bytes, 3, new TextEncoder().encode(item));
    else if (item instanceof Uint8Array) writeBytes(bytes, 2, item);
    else if (Array.isArray(item)) {
        writeHead(bytes, 4, item.length);
        for (const one of item) write(bytes, one);
    } else writeMap(bytes, item);
}

function writeBytes(bytes, kind, content) {
    writeHead(bytes, kind, content.length);
    append(bytes, content);
}

function writeMap(bytes, map) {
    const pairs = Array.from(map, (pair) => ({ key: encode(pair[0]), value: encode(pair[1]) }));
    pairs.sort((one, other) => compare(one.key, other.key));
    writeHead(bytes, 5, pairs.length);
    for (const pair of pairs) {
        append(bytes, pair.key);
        append(bytes, pair.value);
    }
}
