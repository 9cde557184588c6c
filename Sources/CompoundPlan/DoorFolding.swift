/// What makes characters the same that people take for the same. One character stays one.
enum DoorFolding {
    static let stems = Array("甲乙丙丁戊己庚辛".unicodeScalars)
    static let numerals = Array("零一二三四五六七八九".unicodeScalars)
    private static let dashes = Array("-—–−‐‑~～〜－".unicodeScalars)
    private static let gaps = Array(" \t\n\r\u{a0}\u{3000},，、;；:：/|.．。·()（）[]【】<>《》\"“”'".unicodeScalars)
    private static let variants: [Unicode.Scalar: Unicode.Scalar] = [
        "棟": "栋", "號": "号", "単": "单", "單": "单", "樓": "楼", "層": "层", "門": "门", "戶": "户", "户": "户", "區": "区",
        "〇": "零", "○": "零", "两": "二", "兩": "二", "贰": "二", "叁": "三", "＃": "#",
    ]

    static func folded(_ character: Unicode.Scalar) -> Unicode.Scalar {
        if dashes.contains(character) { return "-" }
        if gaps.contains(character) { return " " }
        if let variant = variants[character] { return variant }
        var value = character.value
        if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
        if (97...122).contains(value) { value -= 32 }
        return Unicode.Scalar(value) ?? character
    }

    /// `十二` is 12, `二十` 20, `一〇三` 103; nil for what is no number below 1,000.
    static func number(_ text: [Unicode.Scalar]) -> Int? {
        guard text.contains(where: { $0 == "十" || $0 == "百" }) else {
            guard text.count <= 3 else { return nil }
            return text.reduce(0) { $0 * 10 + (numerals.firstIndex(of: $1) ?? 0) }
        }
        var total = 0
        var digit: Int?
        for character in text {
            switch character {
            case "百":
                total += (digit ?? 1) * 100
                digit = nil
            case "十":
                total += (digit ?? 1) * 10
                digit = nil
            default: digit = numerals.firstIndex(of: character)
            }
        }
        let number = total + (digit ?? 0)
        return number < 1000 ? number : nil
    }
}

/// A piece of an address.
struct DoorToken: Hashable {
    enum Kind: Hashable {
        /// Digits and Latin letters.
        case plain
        /// A number in Chinese.
        case numeral
        /// 甲, 乙, …
        case stem
        /// 幢, 单元, BUILDING, …
        case marker
        case dash, gap, other
    }

    var kind: Kind
    var text: [Unicode.Scalar]
    /// Where it begins in the text.
    var start: Int

    var word: String { String(String.UnicodeScalarView(text)) }
    var isMarker: Bool { kind == .marker }
    var isName: Bool { kind == .plain || kind == .numeral || kind == .stem }

    /// As names are compared.
    var name: String {
        switch kind {
        case .numeral: return DoorFolding.number(text).map(String.init) ?? word
        case .plain:
            let noughts = text.prefix { $0 == "0" }.count
            return noughts < text.count ? String(String.UnicodeScalarView(text[noughts...])) : "0"
        default: return word
        }
    }

    /// How many digits it begins with.
    var digits: Int { kind == .plain ? text.prefix { ("0"..."9").contains($0) }.count : 0 }

    static let markers = ["号楼", "单元", "幢", "栋", "座", "楼", "层", "室", "房", "户", "号", "弄", "门", "梯", "单", "#"]
        .map { Array($0.unicodeScalars) }
    static let words = [
        "BUILDING", "BLDG", "BLOCK", "TOWER", "UNIT", "ENTRANCE", "ROOM", "APT", "RM", "FLOOR",
    ].map { Array($0.unicodeScalars) }

    /// Of folded text.
    static func tokens(_ text: [Unicode.Scalar]) -> [DoorToken] {
        var tokens: [DoorToken] = []
        var place = 0
        while place < text.count {
            let (kind, count) = piece(text[place...])
            tokens.append(DoorToken(kind: kind, text: Array(text[place..<(place + count)]), start: place))
            place += count
        }
        return tokens
    }

    private static func piece(_ rest: ArraySlice<Unicode.Scalar>) -> (Kind, Int) {
        for marker in markers where rest.starts(with: marker) { return (.marker, marker.count) }
        let plain = rest.prefix { ("0"..."9").contains($0) || ("A"..."Z").contains($0) }.count
        if plain > 0 {
            for word in words where rest.starts(with: word) {
                let next = rest.dropFirst(word.count).first
                if next.map({ !("A"..."Z").contains($0) }) ?? true { return (.marker, word.count) }
            }
            return (.plain, plain)
        }
        let numeral = rest.prefix { DoorFolding.numerals.contains($0) || $0 == "十" || $0 == "百" }.count
        if numeral > 0 { return (.numeral, numeral) }
        switch rest.first {
        case "-": return (.dash, 1)
        case " ": return (.gap, rest.prefix { $0 == " " }.count)
        case let first? where DoorFolding.stems.contains(first): return (.stem, 1)
        default: return (.other, 1)
        }
    }
}
