extension CBOR {
    /// The item in the core deterministic encoding (RFC 8949, section 4.2.1): everything as short as possible, floats
    /// too, and the keys of maps sorted by their encoded bytes. The same item is always the same bytes.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        encode(into: &bytes)
        return bytes
    }

    /// Appends `encoded`.
    public func encode(into bytes: inout [UInt8]) {
        switch self {
        case .unsigned(let number): bytes.appendHead(0, number)
        case .negative(let number): bytes.appendHead(1, number)
        case .bytes(let content):
            bytes.appendHead(2, UInt64(content.count))
            bytes.append(contentsOf: content)
        case .text(let text):
            bytes.appendHead(3, UInt64(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
        case .array(let items):
            bytes.appendHead(4, UInt64(items.count))
            for item in items { item.encode(into: &bytes) }
        case .map(let pairs): Self.encode(pairs, into: &bytes)
        case .tagged(let tag, let item):
            bytes.appendHead(6, tag)
            item.encode(into: &bytes)
        case .bool(let truth): bytes.append(truth ? 0xF5 : 0xF4)
        case .null: bytes.append(0xF6)
        case .undefined: bytes.append(0xF7)
        case .simple(let value): bytes.appendHead(7, (20...31).contains(value) ? 23 : UInt64(value))
        case .float(let number): Self.encode(number, into: &bytes)
        }
    }

    private static func encode(_ pairs: [Pair], into bytes: inout [UInt8]) {
        bytes.appendHead(5, UInt64(pairs.count))
        let sorted = pairs.map { (key: $0.key.encoded, value: $0.value) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
        for pair in sorted {
            bytes.append(contentsOf: pair.key)
            pair.value.encode(into: &bytes)
        }
    }

    /// In 2, 4 or 8 bytes, the fewest that hold the number exactly.
    private static func encode(_ number: Double, into bytes: inout [UInt8]) {
        let single = Float(number)
        if number.isNaN {
            bytes.append(contentsOf: [0xF9, 0x7E, 0x00])
        } else if let half = Half.bits(of: number) {
            bytes.append(0xF9)
            bytes.appendBigEndian(half)
        } else if Double(single) == number {
            bytes.append(0xFA)
            bytes.appendBigEndian(single.bitPattern)
        } else {
            bytes.append(0xFB)
            bytes.appendBigEndian(number.bitPattern)
        }
    }
}

extension [UInt8] {
    /// The head of an item (RFC 8949, section 3): its major type and its argument, as short as possible.
    fileprivate mutating func appendHead(_ major: UInt8, _ argument: UInt64) {
        let type = major << 5
        switch argument {
        case 0..<24: append(type | UInt8(argument))
        case 24...0xFF:
            append(type | 24)
            append(UInt8(argument))
        case 0x100...0xFFFF:
            append(type | 25)
            appendBigEndian(UInt16(argument))
        case 0x1_0000...0xFFFF_FFFF:
            append(type | 26)
            appendBigEndian(UInt32(argument))
        default:
            append(type | 27)
            appendBigEndian(argument)
        }
    }

    fileprivate mutating func appendBigEndian(_ number: some FixedWidthInteger) {
        for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}

/// Numbers of IEEE 754 in 16 bits, by arithmetic: `Float16` is not on every platform.
enum Half {
    /// Sign, five bits of exponent, ten of fraction.
    static func value(of bits: UInt16) -> Double {
        let fraction = Double(bits & 0x3FF)
        let magnitude: Double =
            switch bits >> 10 & 31 {
            case 0: fraction * 0x1p-24
            case 31: fraction == 0 ? .infinity : .nan
            case let exponent: (1_024 + fraction) * Double(sign: .plus, exponent: Int(exponent) - 25, significand: 1)
            }
        return bits >> 15 == 1 ? -magnitude : magnitude
    }

    /// nil when the number is not exactly one of them.
    static func bits(of number: Double) -> UInt16? {
        let sign: UInt16 = number.sign == .minus ? 0x8000 : 0
        let magnitude = number.magnitude
        if magnitude == 0 { return sign }
        if magnitude == .infinity { return sign | 0x7C00 }
        guard magnitude >= 0x1p-24, magnitude <= 65_504 else { return nil }
        let exponent = max(Int(magnitude.exponent), -14)
        let fraction = magnitude * Double(sign: .plus, exponent: 10 - exponent, significand: 1)
        guard let whole = UInt16(exactly: fraction) else { return nil }
        // A normal number has the hidden bit 1024, which raises the exponent's field by one.
        return sign | (UInt16(exponent + 14) << 10 + whole)
    }
}
