/*
Which door an address means, read from what people type or paste: the same as Sources/CompoundPlan/DoorAddress.swift
reads (Tests/CompoundPlanTests/door-addresses.json). The room is personal and stays on this device.
*/

const stems = Array.from("甲乙丙丁戊己庚辛");
const numerals = Array.from("零一二三四五六七八九");
const dashes = Array.from("-—–−‐‑~～〜－");
const gaps = Array.from(" \t\n\r\u00a0\u3000,，、;；:：/|.．。·()（）[]【】<>《》\"“”'");
const variants = {
    棟: "栋", 號: "号", 単: "单", 單: "单", 樓: "楼", 層: "层", 門: "门", 戶: "户", 區: "区", 〇: "零", "○": "零", 两: "二",
    兩: "二", 贰: "二", 叁: "三", "＃": "#",
};
const charactersMax = 200;

function folded(character) {
    if (dashes.includes(character)) return "-";
    if (gaps.includes(character)) return " ";
    if (Object.prototype.hasOwnProperty.call(variants, character)) return variants[character];
    let value = character.codePointAt(0);
    if (value >= 0xff01 && value <= 0xff5e) value -= 0xfee0;
    if (value >= 97 && value <= 122) value -= 32;
    return String.fromCodePoint(value);
}

/* 十二 is 12, 一〇三 103; -1 for what is no number below 1,000. */
function numberOf(text) {
    const characters = Array.from(text);
    if (!characters.includes("十") && !characters.includes("百")) {
        if (characters.length > 3) return -1;
        return characters.reduce((sum, one) => sum * 10 + Math.max(numerals.indexOf(one), 0), 0);
    }
    let total = 0;
    let digit = -1;
    for (const one of characters) {
        if (one === "百" || one === "十") {
            total += (digit < 0 ? 1 : digit) * (one === "百" ? 100 : 10);
            digit = -1;
        } else {
            digit = numerals.indexOf(one);
        }
    }
    const number = total + Math.max(digit, 0);
    return number < 1000 ? number : -1;
}

const markers = ["号楼", "单元", "幢", "栋", "座", "楼", "层", "室", "房", "户", "号", "弄", "门", "梯", "单", "#"];
const words = ["BUILDING", "BLDG", "BLOCK", "TOWER", "UNIT", "ENTRANCE", "ROOM", "APT", "RM", "FLOOR"];

/* Tokens {kind, text, start} of folded characters; kinds as in DoorFolding.swift. */
function tokensOf(characters) {
    const tokens = [];
    let place = 0;
    while (place < characters.length) {
        const piece = pieceAt(characters, place);
        tokens.push({ kind: piece.kind, text: characters.slice(place, place + piece.count).join(""), start: place });
        place += piece.count;
    }
    return tokens;
}

function run(characters, place, fits) {
    let end = place;
    while (end < characters.length && fits(characters[end])) end += 1;
    return end - place;
}

const isPlain = (one) => /^[0-9A-Z]$/.test(one);

function pieceAt(characters, place) {
    const begins = (word) => characters.slice(place, place + word.length).join("") === word;
    const marker = markers.find(begins);
    if (marker) return { kind: "marker", count: marker.length };
    const plain = run(characters, place, isPlain);
    if (plain > 0) {
        const word = words.find((one) => begins(one) && !/^[A-Z]$/.test(characters[place + one.length] || ""));
        return word ? { kind: "marker", count: word.length } : { kind: "plain", count: plain };
    }
    const numeral = run(characters, place, (one) => numerals.includes(one) || one === "十" || one === "百");
    if (numeral > 0) return { kind: "numeral", count: numeral };
    const first = characters[place];
    if (first === "-") return { kind: "dash", count: 1 };
    if (first === " ") return { kind: "gap", count: run(characters, place, (one) => one === " ") };
    return { kind: stems.includes(first) ? "stem" : "other", count: 1 };
}

const isName = (token) => Boolean(token) && ["plain", "numeral", "stem"].includes(token.kind);
const digitsOf = (token) => (token && token.kind === "plain" ? /^[0-9]*/.exec(token.text)[0].length : 0);

/* As names are compared. */
function nameOf(token) {
    if (token.kind === "numeral") {
        const number = numberOf(token.text);
        return number < 0 ? token.text : String(number);
    }
    return token.kind === "plain" ? token.text.replace(/^0+/, "") || "0" : token.text;
}

function isBuildingName(token) {
    if (!isName(token)) return false;
    return token.kind !== "plain" || (token.text.length <= 4 && digitsOf(token) <= 3);
}

/** A sign as it is compared: `０12幢`, `十二` and `12#` are `12`. */
export function sign(name) {
    const tokens = tokensOf(Array.from(name, folded)).filter((token) => token.kind !== "gap");
    while (tokens.length > 1 && tokens[tokens.length - 1].kind === "marker") tokens.pop();
    return tokens.map(nameOf).join("");
}

/** `{compound, building, unit, room, floor}`; null when the text names no building. */
export function doorAddress(text) {
    const characters = Array.from(text).slice(0, charactersMax);
    const reading = {
        tokens: tokensOf(characters.map(folded)), place: 0,
        address: { compound: "", building: "", unit: "", room: "", floor: null },
    };
    const start = read(reading);
    if (start < 0) return null;
    reading.address.compound = compoundName(characters.slice(0, start));
    return reading.address;
}

const wordAt = (reading, index) => (reading.tokens[index] ? reading.tokens[index].text : "");
const kindAt = (reading, index) => (reading.tokens[index] ? reading.tokens[index].kind : "");

function skippingGaps(reading, index, step) {
    let at = index;
    while (kindAt(reading, at) === "gap") at += step;
    return at;
}

/* Where the building's name begins; -1 when none is named. */
function read(reading) {
    for (const isStrong of [true, false]) {
        for (let at = reading.tokens.length - 1; at >= 0; at -= 1) {
            if (kindAt(reading, at) !== "marker") continue;
            const start = buildingAt(reading, at, isStrong);
            if (start < 0) continue;
            readUnit(reading);
            readFloor(reading);
            readRoom(reading);
            return start;
        }
    }
    const dashed = row(reading, ["dash"]);
    if (dashed >= 0) return dashed;
    const spaced = row(reading, ["dash", "gap"]);
    return spaced >= 0 ? spaced : alone(reading);
}

/* Takes the building this marker tells of, and says where its name begins. */
function buildingAt(reading, at, isStrong) {
    const { tokens, address } = reading;
    const mark = tokens[at].text;
    if (["BUILDING", "BLDG", "BLOCK", "TOWER"].includes(mark)) {
        if (!isStrong) return -1;
        const name = skippingGaps(reading, at + 1, 1);
        if (isBuildingName(tokens[name])) {
            address.building = nameOf(tokens[name]);
            reading.place = name + 1;
            return tokens[at].start;
        }
    } else if (isStrong !== ["幢", "栋", "座", "号楼", "#"].includes(mark)) {
        return -1;
    } else if (!isStrong && !(["号", "楼"].includes(mark) && isFollowed(reading, at))) {
        return -1;
    }
    const name = skippingGaps(reading, at - 1, -1);
    if (!isBuildingName(tokens[name]) || (mark === "座" && digitsOf(tokens[name]) > 2)) return -1;
    if (mark === "号" && ["路", "街", "道", "巷"].includes(wordAt(reading, name - 1))) return -1;
    address.building = nameOf(tokens[name]);
    reading.place = at + 1;
    if (mark === "#" && wordAt(reading, reading.place) === "楼") reading.place += 1;
    const before = tokens[name - 2];
    if (kindAt(reading, name - 1) === "dash" && before && before.kind === "plain" && before.text.length < 3) {
        address.building = nameOf(before) + "-" + address.building;
        return before.start;
    }
    return tokens[name].start;
}

/* Of 号 and 楼, which mean other things too: a unit or a room comes behind. */
function isFollowed(reading, at) {
    const next = skippingGaps(reading, at + 1, 1);
    const name = reading.tokens[next];
    if (!isName(name)) return false;
    const digits = digitsOf(name);
    return ["单元", "门", "梯", "单", "室"].includes(wordAt(reading, next + 1)) || digits === 3 || digits === 4
        || (kindAt(reading, next + 1) === "dash" && digitsOf(reading.tokens[next + 2]) >= 3);
}

function skipSeparators(reading) {
    while (["gap", "dash"].includes(kindAt(reading, reading.place))) reading.place += 1;
}

const isShort = (token) => token.text.length <= 2;

function readUnit(reading) {
    skipSeparators(reading);
    const { tokens, address } = reading;
    if (["UNIT", "ENTRANCE"].includes(wordAt(reading, reading.place))) {
        const name = skippingGaps(reading, reading.place + 1, 1);
        if (!isName(tokens[name])) return;
        address.unit = nameOf(tokens[name]);
        reading.place = name + 1;
        return;
    }
    const next = tokens[reading.place];
    if (!isName(next)) return;
    const mark = skippingGaps(reading, reading.place + 1, 1);
    const isRoomBehind = kindAt(reading, mark) === "dash" && digitsOf(tokens[mark + 1]) >= 2;
    if (["单元", "门", "梯", "单"].includes(wordAt(reading, mark))) {
        address.unit = nameOf(next);
        reading.place = mark + 1;
    } else if (next.kind === "stem" || (isShort(next) && isRoomBehind)) {
        address.unit = nameOf(next);
        reading.place = mark;
    }
}

function readFloor(reading) {
    skipSeparators(reading);
    const { tokens, address } = reading;
    if (wordAt(reading, reading.place) === "FLOOR") {
        const name = skippingGaps(reading, reading.place + 1, 1);
        const digits = digitsOf(tokens[name]);
        if (digits === 1 || digits === 2) {
            address.floor = whole(nameOf(tokens[name]));
            reading.place = name + 1;
            return;
        }
    }
    const next = tokens[reading.place];
    if (!isName(next)) return;
    const floor = whole(nameOf(next));
    if (["层", "楼"].includes(wordAt(reading, reading.place + 1)) && floor !== null && floor < 200) {
        address.floor = floor;
        reading.place += 2;
    } else if (/^[0-9]{0,2}F$/.test(next.text)) {
        address.floor = whole(nameOf(next).slice(0, -1));
        reading.place += 1;
    }
}

const whole = (text) => (/^[0-9]+$/.test(text) ? Number(text) : null);

function readRoom(reading) {
    skipSeparators(reading);
    const { tokens, address } = reading;
    if (["ROOM", "APT", "RM"].includes(wordAt(reading, reading.place))) {
        const name = tokens[skippingGaps(reading, reading.place + 1, 1)];
        if (digitsOf(name) > 0 && name.text.length <= 6) takeRoom(address, name);
        return;
    }
    const next = tokens[reading.place];
    const digits = digitsOf(next);
    if (digits === 0 || next.text.length > 6) return;
    const isMarked = ["室", "房", "户", "号"].includes(wordAt(reading, reading.place + 1));
    if ((digits >= 3 && digits <= 5) || isMarked || address.floor !== null) takeRoom(address, next);
}

function takeRoom(address, token) {
    address.room = token.text;
    if (address.floor === null) address.floor = floorOf(token);
}

function floorOf(room) {
    const digits = digitsOf(room);
    const letters = room.text.length - digits;
    const number = Number(room.text.slice(0, digits));
    if (letters > 1) return null;
    if (digits === 3 || digits === 4) return number >= 100 ? Math.floor(number / 100) : null;
    return digits <= 2 && letters === 1 && number > 0 ? number : null;
}

/* 12-2-1503, 12-1503, 12-2: the last row of numbers that can be doors. */
function row(reading, separators) {
    const { tokens } = reading;
    let end = tokens.length - 1;
    while (end >= 0) {
        if (tokens[end].kind !== "plain") {
            end -= 1;
            continue;
        }
        const parts = [tokens[end]];
        let start = end;
        while (start >= 2 && separators.includes(tokens[start - 1].kind) && tokens[start - 2].kind === "plain") {
            start -= 2;
            parts.unshift(tokens[start]);
        }
        if (takeRow(reading.address, parts)) return parts[0].start;
        end = start - 1;
    }
    return -1;
}

function takeRow(address, parts) {
    const last = parts[parts.length - 1];
    if (parts.length < 2 || parts.length > 4 || !isBuildingName(parts[0])) return false;
    const digits = digitsOf(last);
    const isRoomLast = parts.length > 2 || digits >= 3;
    if (isRoomLast && (digits === 0 || last.text.length > 6 || digits > 5)) return false;
    const names = isRoomLast ? parts.slice(0, -1) : parts.slice();
    if (!names.slice(1).every(isShort)) return false;
    const unit = names.length > 1 ? names.pop() : null;
    address.building = names.map(nameOf).join("-");
    if (unit) address.unit = nameOf(unit);
    if (isRoomLast) takeRoom(address, last);
    return true;
}

/* 12 or 青林湾12: a short number at the very end, or a Chinese one that is all there is. */
function alone(reading) {
    const { tokens } = reading;
    const last = skippingGaps(reading, tokens.length - 1, -1);
    const name = tokens[last];
    if (!isBuildingName(name)) return -1;
    const before = skippingGaps(reading, last - 1, -1);
    if (kindAt(reading, before) === "marker") return -1;
    if (before >= 0 && !(name.kind === "plain" && digitsOf(name) > 0)) return -1;
    reading.address.building = nameOf(name);
    return name.start;
}

const labels = ["地址", "收货", "送到", "位置"];
const parts = Array.from("小社园中一二三四五六七八九十期");
const sides = Array.from("东西南北");
const later = Array.from("区县镇路街");

/* What is the compound's name in the words before a building. */
function compoundName(characters) {
    const cut = characters.map(folded);
    const chunks = [];
    let start = 0;
    for (let end = 0; end <= cut.length; end += 1) {
        if (end < cut.length && cut[end] !== " " && cut[end] !== "-") continue;
        if (end > start) chunks.push(characters.slice(start, end));
        start = end + 1;
    }
    let name = [];
    for (const chunk of chunks) {
        if (labels.some((label) => chunk.join("").includes(label))) continue;
        const isLatin = name.length > 0 && isASCII(name[name.length - 1]) && isASCII(chunk[0]);
        name = name.concat(isLatin ? [" "] : [], chunk);
    }
    for (let rest = withoutDivision(name); rest; rest = withoutDivision(name)) name = rest;
    return (withoutStreet(name) || name).join("");
}

const isASCII = (character) => character.codePointAt(0) < 128;

/* Without the province, city, district, or street office it begins with; null when it begins with none. */
function withoutDivision(text) {
    for (let place = 1; place < Math.min(text.length - 2, 8); place += 1) {
        const rest = text.slice(place + 1);
        const before = text[place - 1];
        switch (folded(text[place])) {
            case "省": if (place >= 2 && place <= 3) return rest; break;
            case "市": if (place >= 2 && place <= 4 && rest.some((one) => later.includes(one))) return rest; break;
            case "区":
                if (place <= 4 && !parts.includes(before) && (place === 2 || !sides.includes(before))) return rest;
                break;
            case "县": if (place >= 2 && place <= 4) return rest; break;
            case "镇": case "乡": if (place >= 2) return rest; break;
            case "道": if (place >= 2 && before === "街") return rest; break;
            default:
        }
    }
    return null;
}

/* Without 望京路100号; null when there is none, or nothing behind it. */
function withoutStreet(text) {
    for (let end = text.length - 3; end >= 0; end -= 1) {
        if (!["号", "弄", "號"].includes(text[end])) continue;
        let start = end;
        while (start > 0 && /^[0-9]$/.test(folded(text[start - 1]))) start -= 1;
        if (start === end || start === 0 || !["路", "街", "道", "巷", "弄"].includes(text[start - 1])) continue;
        return text.slice(end + 1);
    }
    return null;
}

const ordinal = (name) => (stems.includes(name) ? String(stems.indexOf(name) + 1) : name);

/** `{building, unit}` of a plan that are meant, unit null when none is named or it is not there; null for none. */
export function findDoor(plan, address) {
    const building = plan.buildings.find((one) => sign(one.name || "") === address.building);
    if (!building) return null;
    const unit = (building.units || []).find(
        (one) => address.unit !== "" && ordinal(sign(one.name || "")) === ordinal(address.unit));
    return { building, unit: unit || null };
}
