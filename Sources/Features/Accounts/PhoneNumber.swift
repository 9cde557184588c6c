import Kernel

/// A telephone number in the international form of ITU-T E.164: `+8613800000000`.
public struct PhoneNumber: Sendable, Hashable {
    /// With the plus sign.
    public let text: String

    /// Reads what people type: a mobile number of China without its country, or any number with a plus sign. Spaces,
    /// hyphens and full-width digits are forgiven.
    public init?(_ typed: String) {
        var digits = ""
        var isInternational = false
        for scalar in typed.unicodeScalars.prefix(40) {
            switch scalar.value {
            case 48...57: digits.unicodeScalars.append(scalar)
            case 0xFF10...0xFF19: digits.append(String(scalar.value - 0xFF10))
            case 0x2B where digits.isEmpty, 0xFF0B where digits.isEmpty: isInternational = true
            case 0x20, 0x2D, 0x3000, 0x28, 0x29: continue
            default: return nil
            }
        }
        if digits.hasPrefix("0086") { digits.removeFirst(2); isInternational = true }
        if !isInternational {
            if digits.count == 13, digits.hasPrefix("86") { digits.removeFirst(2) }
            digits = "86" + digits
        }
        guard Self.isNumber(digits) else { return nil }
        text = "+" + digits
    }

    private static func isNumber(_ digits: String) -> Bool {
        guard digits.hasPrefix("86") else { return (8...15).contains(digits.count) && !digits.hasPrefix("0") }
        let own = digits.dropFirst(2).utf8
        guard own.count == 11, let first = own.first, let second = own.dropFirst().first else { return false }
        return first == UInt8(ascii: "1") && (UInt8(ascii: "3")...UInt8(ascii: "9")).contains(second)
    }

    /// `138****0000`: what may be shown to its owner and to staff who must tell two people apart.
    public var masked: String {
        let own = text.hasPrefix("+86") ? text.dropFirst(3) : text.dropFirst(1)
        return own.prefix(3) + "****" + own.suffix(4)
    }

    var bytes: [UInt8] { Array(text.utf8) }
}
