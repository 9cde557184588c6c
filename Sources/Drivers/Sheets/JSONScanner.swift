/// Reads JSON (RFC 8259) from bytes that are known to be UTF-8, value by value, so that a large FeatureCollection
/// is never in memory as a whole tree. Strict: no comments, no trailing commas, no lone surrogates.
struct JSONScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var position: Int
    private let depthMax: Int

    init(bytes: UnsafeBufferPointer<UInt8>, position: Int, depthMax: Int) {
        self.bytes = bytes
        self.position = position
        self.depthMax = depthMax
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// The next byte that is no white space, not taken; nil at the end.
    mutating func peek() -> UInt8? {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
        return position < bytes.count ? bytes[position] : nil
    }

    /// Takes `byte` if it comes next.
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard let next = peek(), UInt32(next) == byte.value else { return false }
        position += 1
        return true
    }

    mutating func expect(_ byte: Unicode.Scalar, _ reason: String) throws(SheetRefusal) {
        guard take(byte) else { throw refusal(reason) }
    }

    /// Walks the members of an object; `body` reads the value.
    mutating func object(
        _ body: (inout JSONScanner, String) throws(SheetRefusal) -> Void
    ) throws(SheetRefusal) {
        try expect("{", "an object was expected")
        if take("}") { return }
        repeat {
            guard peek() == UInt8(ascii: "\"") else { throw refusal("the name of a member was expected") }
            let name = try string()
            try expect(":", "a colon was expected after the name of a member")
            try body(&self, name)
        } while take(",")
        try expect("}", "a comma or the end of the object was expected")
    }

    /// Walks the items of an array; `body` reads the item.
    mutating func array(_ body: (inout JSONScanner) throws(SheetRefusal) -> Void) throws(SheetRefusal) {
        try expect("[", "an array was expected")
        if take("]") { return }
        repeat {
            try body(&self)
        } while take(",")
        try expect("]", "a comma or the end of the array was expected")
    }

    mutating func value(depth: Int = 0) throws(SheetRefusal) -> JSONValue {
        guard depth < depthMax else {
            throw refusal("more than \(depthMax) arrays and objects are inside one another")
        }
        switch peek() {
        case UInt8(ascii: "{"):
            var members: [(name: String, value: JSONValue)] = []
            try object { (scanner, name) throws(SheetRefusal) in
                members.append((name, try scanner.value(depth: depth + 1)))
            }
            return .object(members)
        case UInt8(ascii: "["):
            var items: [JSONValue] = []
            try array { (scanner) throws(SheetRefusal) in items.append(try scanner.value(depth: depth + 1)) }
            return .array(items)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw refusal("the file ends in the middle")
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(SheetRefusal) -> JSONValue {
        let stop = position + word.utf8.count
        guard stop <= bytes.count, bytes[position..<stop].elementsEqual(word.utf8) else {
            throw refusal("a value was expected")
        }
        position = stop
        return value
    }

    private mutating func number() throws(SheetRefusal) -> String {
        let start = position
        while position < bytes.count, Self.isInNumber(bytes[position]) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard NumberText.isJSONNumber(text.utf8) else {
            position = start
            throw refusal(text.isEmpty ? "a value was expected" : "a number is written wrongly")
        }
        return text
    }

    private static func isInNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    func refusal(_ reason: String) -> SheetRefusal {
        var line = 1
        for index in 0..<min(position, bytes.count) where bytes[index] == 0x0A { line += 1 }
        return .badJSON(line: line, offset: position, reason: reason)
    }
}
