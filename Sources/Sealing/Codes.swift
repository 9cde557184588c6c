import Crypto
import Hexadecimal

/// Codes by HMAC-SHA-256 (RFC 2104) over length of the name, name, value: what one field or purpose gives is of no use
/// to another. While a rotation is under way, rows hold codes of several versions, so look-ups ask for all of them.
extension KeyRing {
    public static let blindIndexBytes = 16
    public static let macBytes = 32

    /// 16 bytes by which an equal value of the same field is found without opening any; the caller writes equal values
    /// alike (case, width, country code) before. Of the current version.
    public func blindIndex(_ value: [UInt8], field: String) -> [UInt8] { current.blindIndex(value, field) }

    /// The same in hexadecimal digits.
    public func blindText(_ value: [UInt8], field: String) -> String { blindIndex(value, field: field).hexadecimal }

    /// The same of every version, newest first.
    public func blindIndexes(_ value: [UInt8], field: String) -> [[UInt8]] {
        entries.map { $0.blindIndex(value, field) }
    }

    /// A code of 32 bytes that only this house can make, for a purpose such as `session` or `link`. Of the current
    /// version.
    public func mac(_ bytes: [UInt8], purpose: String) -> [UInt8] { current.mac(bytes, purpose) }

    /// The same of every version, newest first.
    public func macs(_ bytes: [UInt8], purpose: String) -> [[UInt8]] { entries.map { $0.mac(bytes, purpose) } }

    /// Whether a shown code is one of `macs`, by a comparison that does not tell where they begin to differ.
    public func isMac(_ shown: [UInt8], of bytes: [UInt8], purpose: String) -> Bool {
        macs(bytes, purpose: purpose).reduce(false) { found, mac in
            let differs = mac.count != shown.count || zip(mac, shown).reduce(0) { $0 | ($1.0 ^ $1.1) } != 0
            return found || !differs
        }
    }
}

extension KeyRing.Entry {
    func blindIndex(_ value: [UInt8], _ field: String) -> [UInt8] {
        let code = HMAC<SHA256>.authenticationCode(for: field.lengthAndBytes + value, using: index)
        return Array(code.prefix(KeyRing.blindIndexBytes))
    }

    func mac(_ bytes: [UInt8], _ purpose: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: purpose.lengthAndBytes + bytes, using: code))
    }
}
