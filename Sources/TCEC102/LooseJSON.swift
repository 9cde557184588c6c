/// JSON as partners really send it: RFC 8259, and beside it a comma after the last member or element, as in the worked
/// example of T/CEC 102.4. Names are found in any case, because operators write `operationID` and `OperatorID`.
public indirect enum LooseJSON: Sendable, Equatable {
    case null
    case bool(Bool)
    /// As it was written.
    case number(String)
    case string(String)
    case array([LooseJSON])
    case object([Member])

    public struct Member: Sendable, Equatable {
        public var name: String
        public var value: LooseJSON
    }

    public static let depthMax = 32

    /// nil when the bytes are no such text, nested deeper than `depthMax`, or not UTF-8.
    public init?(_ bytes: [UInt8]) {
        var reader = LooseReader(bytes: bytes)
        guard let value = reader.whole() else { return nil }
        self = value
    }

    /// The member of an object by its name in any case; null when there is none.
    public subscript(_ name: String) -> LooseJSON {
        guard case .object(let members) = self else { return .null }
        if let exact = members.first(where: { $0.name == name }) { return exact.value }
        let wanted = name.lowercased()
        return members.first { $0.name.lowercased() == wanted }?.value ?? .null
    }

    public var isNull: Bool { self == .null }

    /// A text, or a number as it was written: identifiers come as both. Empty for anything else.
    public var text: String {
        switch self {
        case .string(let text), .number(let text): text
        default: ""
        }
    }

    /// A number, or a text that holds one.
    public var decimal: Double? {
        guard let number = Double(text), number.isFinite, text.first != "+", !text.contains("x") else { return nil }
        return number
    }

    /// A whole number, within what an Int holds.
    public var whole: Int? { Int(text) ?? decimal.flatMap { Int(exactly: $0) } }

    public var truth: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The elements of an array; an object stands for a list of one, as in the standard's own example. Empty for
    /// anything else.
    public var items: [LooseJSON] {
        switch self {
        case .array(let elements): elements
        case .object: [self]
        default: []
        }
    }
}

private struct LooseReader {
    let bytes: [UInt8]
    var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func whole() -> LooseJSON? {
        guard let value = value(depth: 0) else { return nil }
        skipSpace()
        return place == bytes.count ? value : nil
    }

    private mutating func skipSpace() {
        while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func value(depth: Int) -> LooseJSON? {
        guard depth <= LooseJSON.depthMax else { return nil }
        skipSpace()
        guard place < bytes.count else { return nil }
        switch bytes[place] {
        case UInt8(ascii: "{"): return object(depth)
        case UInt8(ascii: "["): return array(depth)
        case UInt8(ascii: "\""): return string().map(LooseJSON.string)
        case UInt8(ascii: "t"): return word("true", .bool(true))
        case UInt8(ascii: "f"): return word("false", .bool(false))
        case UInt8(ascii: "n"): return word("null", .null)
        default: return number()
        }
    }

    private mutating func word(_ word: StaticString, _ value: LooseJSON) -> LooseJSON? {
        let letters = word.description.utf8
        guard bytes[place...].starts(with: letters) else { return nil }
        place += letters.count
        return value
    }

    private mutating func object(_ depth: Int) -> LooseJSON? {
        place += 1
        var members: [LooseJSON.Member] = []
        while !take("}") {
            skipSpace()
            guard place < bytes.count, bytes[place] == UInt8(ascii: "\""), let name = string(), take(":"),
                let value = value(depth: depth + 1)
            else { return nil }
            members.append(LooseJSON.Member(name: name, value: value))
            guard take(",") else { return take("}") ? .object(members) : nil }
        }
        return .object(members)
    }

    private mutating func array(_ depth: Int) -> LooseJSON? {
        place += 1
        var elements: [LooseJSON] = []
        while !take("]") {
            guard let value = value(depth: depth + 1) else { return nil }
            elements.append(value)
            guard take(",") else { return take("]") ? .array(elements) : nil }
        }
        return .array(elements)
    }

    private mutating func number() -> LooseJSON? {
        let start = place
        while place < bytes.count, "+-0123456789.eE".utf8.contains(bytes[place]) { place += 1 }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        return Double(text) == nil || text.hasPrefix("+") ? nil : .number(text)
    }

    private mutating func string() -> String? {
        place += 1
        var text: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                text.append(contentsOf: String(scalar).utf8)
            case 0..<0x20: return nil
            default: text.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard place < bytes.count else { return nil }
        let byte = bytes[place]
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return unicode()
        default: return nil
        }
    }

    private mutating func unicode() -> Unicode.Scalar? {
        guard let first = unit() else { return nil }
        guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
        guard place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u") else {
            return nil
        }
        place += 2
        guard let second = unit(), (0xDC00..<0xE000).contains(second) else { return nil }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func unit() -> UInt32? {
        guard place + 4 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[place..<place + 4], as: UTF8.self)
        place += 4
        return digits.utf8.allSatisfy { $0 != UInt8(ascii: "+") } ? UInt32(digits, radix: 16) : nil
    }
}
