/// Strings of JSON and their escapes (RFC 8259, section 7).
extension JSONScanner {
    /// A string with its quotation marks.
    mutating func string() throws(SheetRefusal) -> String {
        position += 1
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw refusal("a text holds a control character") }
            position += 1
        }
        throw refusal("a text is not closed")
    }

    private mutating func escapedString(from start: Int) throws(SheetRefusal) -> String {
        var collected = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: collected, as: UTF8.self) }
            guard byte >= 0x20 else { throw refusal("a text holds a control character") }
            if byte == UInt8(ascii: "\\") {
                collected.append(contentsOf: Array(String(try escape()).utf8))
            } else {
                collected.append(byte)
            }
        }
        throw refusal("a text is not closed")
    }

    private mutating func escape() throws(SheetRefusal) -> Unicode.Scalar {
        guard position < bytes.count else { throw refusal("a text is not closed") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw refusal("a text holds an unknown escape")
        }
    }

    private mutating func unicodeEscape() throws(SheetRefusal) -> Unicode.Scalar {
        let unit = try fourDigits()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        // The second half of a surrogate pair must follow at once.
        guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw refusal("a text holds half a surrogate pair") }
        position += 2
        let low = try fourDigits()
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else { throw refusal("a text holds half a surrogate pair") }
        return scalar
    }

    private mutating func fourDigits() throws(SheetRefusal) -> UInt32 {
        guard position + 4 <= bytes.count else { throw refusal("a text is not closed") }
        var value: UInt32 = 0
        for index in position..<(position + 4) {
            guard let digit = hexDigit(bytes[index])
            else { throw refusal("a \\u escape needs four hexadecimal digits") }
            value = value << 4 | digit
        }
        position += 4
        return value
    }

    private func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
