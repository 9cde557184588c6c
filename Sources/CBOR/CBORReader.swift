/// Reads items; a length is believed only when so many bytes are there.
struct CBORReader {
    private let bytes: [UInt8]
    private(set) var place: Int
    private let isStrict: Bool
    /// Whether all so far was written as short as possible, so that equal keys are equal bytes.
    private var isShortest = true

    init(bytes: [UInt8], place: Int, isStrict: Bool) {
        self.bytes = bytes
        self.place = place
        self.isStrict = isStrict
    }

    private func fault(_ reason: CBORFault.Reason, at offset: Int) -> CBORFault {
        CBORFault(reason: reason, offset: offset)
    }

    mutating func item(depth: Int) throws(CBORFault) -> CBOR {
        guard depth <= CBOR.depthMax else { throw fault(.depth, at: place) }
        let start = place
        let head = try number(1)
        let low = UInt8(head & 31)
        if head >> 5 == 7 { return try simple(low, start) }
        let argument = try argument(low, start)
        switch head >> 5 {
        case 0: return .unsigned(argument)
        case 1: return .negative(argument)
        case 2: return .bytes(try content(argument))
        case 3: return .text(try text(argument))
        case 4: return .array(try items(argument, depth: depth + 1))
        case 5: return .map(try pairs(argument, depth: depth + 1))
        default: return .tagged(argument, try item(depth: depth + 1))
        }
    }

    /// The next `count` bytes, big-endian.
    private mutating func number(_ count: Int) throws(CBORFault) -> UInt64 {
        guard bytes.count - place >= count else { throw fault(.truncated, at: bytes.count) }
        var number: UInt64 = 0
        for offset in place..<(place + count) { number = number << 8 | UInt64(bytes[offset]) }
        place += count
        return number
    }

    private mutating func argument(_ low: UInt8, _ start: Int) throws(CBORFault) -> UInt64 {
        switch low {
        case 0..<24: return UInt64(low)
        case 24...27:
            let argument = try number(1 << Int(low - 24))
            let least: UInt64 = [24, 0x100, 0x1_0000, 0x1_0000_0000][Int(low - 24)]
            if argument < least { try noteLonger(start) }
            return argument
        case 31: throw fault(.indefinite, at: start)
        default: throw fault(.reserved, at: start)
        }
    }

    private mutating func content(_ count: UInt64) throws(CBORFault) -> [UInt8] {
        guard count <= UInt64(bytes.count - place) else { throw fault(.truncated, at: bytes.count) }
        let content = Array(bytes[place..<(place + Int(count))])
        place += Int(count)
        return content
    }

    private mutating func text(_ count: UInt64) throws(CBORFault) -> String {
        guard count <= UInt64(bytes.count - place) else { throw fault(.truncated, at: bytes.count) }
        guard let text = String(validating: bytes[place..<(place + Int(count))], as: UTF8.self) else {
            throw fault(.utf8, at: place)
        }
        place += Int(count)
        return text
    }

    private mutating func items(_ count: UInt64, depth: Int) throws(CBORFault) -> [CBOR] {
        // Every item has a byte at least, so a count beyond the bytes left is not even begun.
        guard count <= UInt64(bytes.count - place) else { throw fault(.truncated, at: bytes.count) }
        var items: [CBOR] = []
        items.reserveCapacity(Int(min(count, 64)))
        for _ in 0..<Int(count) { items.append(try item(depth: depth)) }
        return items
    }

    private mutating func pairs(_ count: UInt64, depth: Int) throws(CBORFault) -> [CBOR.Pair] {
        guard count <= UInt64(bytes.count - place) / 2 else { throw fault(.truncated, at: bytes.count) }
        var pairs: [CBOR.Pair] = []
        pairs.reserveCapacity(Int(min(count, 64)))
        let begin = place
        var isSorted = true
        var last = place..<place
        for index in 0..<Int(count) {
            let start = place
            let key = try item(depth: depth)
            if index > 0, !precedes(last, start..<place) { isSorted = false }
            last = start..<place
            pairs.append(CBOR.Pair(key, try item(depth: depth)))
        }
        if !isSorted || !isShortest, hasDuplicates(pairs) { throw fault(.duplicateKey, at: begin) }
        if isStrict, !isSorted { throw fault(.keyOrder, at: begin) }
        return pairs
    }

    private func precedes(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        bytes[one].lexicographicallyPrecedes(bytes[other])
    }

    private func hasDuplicates(_ pairs: [CBOR.Pair]) -> Bool {
        let keys = pairs.map(\.key.encoded).sorted { $0.lexicographicallyPrecedes($1) }
        return zip(keys, keys.dropFirst()).contains { $0 == $1 }
    }

    private mutating func noteLonger(_ start: Int) throws(CBORFault) {
        isShortest = false
        if isStrict { throw fault(.notShortest, at: start) }
    }

    /// Major type 7: truth values, null and floats (RFC 8949, section 3.3).
    private mutating func simple(_ low: UInt8, _ start: Int) throws(CBORFault) -> CBOR {
        switch low {
        case 0..<20: return .simple(low)
        case 20, 21: return .bool(low == 21)
        case 22: return .null
        case 23: return .undefined
        case 24:
            let value = UInt8(try number(1))
            guard value >= 32 else { throw fault(.reserved, at: start) }
            return .simple(value)
        case 25...27: return try float(1 << Int(low - 24), start)
        case 31: throw fault(.indefinite, at: start)
        default: throw fault(.reserved, at: start)
        }
    }

    private mutating func float(_ count: Int, _ start: Int) throws(CBORFault) -> CBOR {
        let bits = try number(count)
        let number =
            switch count {
            case 2: Half.value(of: UInt16(bits))
            case 4: Double(Float(bitPattern: UInt32(bits)))
            default: Double(bitPattern: bits)
            }
        let item = CBOR.float(number)
        if item.encoded.count != 1 + count || number.isNaN && bits != 0x7E00 { try noteLonger(start) }
        return item
    }
}
