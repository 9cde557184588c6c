/// Base32 (RFC 4648, section 6): A–Z and 2–7, five bits a letter.
public enum Base32 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// - Parameter isPadded: whether `=` fills the text up to a multiple of eight letters.
    public static func encode(_ bytes: [UInt8], isPadded: Bool = true) -> String {
        var text: [UInt8] = []
        var (held, bits): (UInt16, Int) = (0, 0)
        for byte in bytes {
            held = held << 8 | UInt16(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(letters[Int(held >> UInt16(bits)) & 31])
            }
        }
        if bits > 0 { text.append(letters[Int(held << UInt16(5 - bits)) & 31]) }
        while isPadded, text.count % 8 != 0 { text.append(UInt8(ascii: "=")) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text of either case, with or without its padding; nil for any other letter, a length no bytes
    /// have, wrong padding, or bits left over that are not zero.
    public static func decode(_ text: String) -> [UInt8]? {
        let letters = text.utf8.prefix { $0 != UInt8(ascii: "=") }
        let padding = text.utf8.dropFirst(letters.count)
        guard padding.allSatisfy({ $0 == UInt8(ascii: "=") }), ![1, 3, 6].contains(letters.count % 8),
            padding.isEmpty || padding.count == (8 - letters.count % 8) % 8
        else { return nil }
        var bytes: [UInt8] = []
        var (held, bits): (UInt16, Int) = (0, 0)
        for letter in letters {
            guard let value = value(letter) else { return nil }
            held = held << 5 | UInt16(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> UInt16(bits)))
            }
        }
        return held & ((1 << UInt16(bits)) - 1) == 0 ? bytes : nil
    }

    private static func value(_ letter: UInt8) -> UInt8? {
        switch letter {
        case 65...90: letter - 65
        case 97...122: letter - 97
        case 50...55: letter - 24
        default: nil
        }
    }
}
