import Crypto

/// Codes an authenticator app shows: HOTP (RFC 4226) and TOTP (RFC 6238), counted in steps since 1970. The secret is
/// never part of a description, a debug description or a mirror; only `uri` and `secretText` tell it.
public struct OneTimePassword: Sendable {
    /// The hash below the HMAC. Authenticator apps know `sha1` for certain, the others not always.
    public enum Hash: String, Sendable, CaseIterable {
        case sha1 = "SHA1"
        case sha256 = "SHA256"
        case sha512 = "SHA512"
    }

    /// Bytes of a secret: RFC 4226 wants 16 and recommends 20.
    public static let secretBytes = 16...128

    let secret: SymmetricKey
    public let hash: Hash
    /// How many digits a code has: 6…8.
    public let digits: Int
    public let stepSeconds: Int64

    /// - Parameters:
    ///   - secret: random bytes, `secretBytes` many; new ones should have 20.
    ///   - digits: 6…8.
    ///   - stepSeconds: how long a code is shown, 1…3600.
    public init(
        secret: [UInt8], hash: Hash = .sha1, digits: Int = 6, stepSeconds: Int64 = 30
    ) throws(OneTimePasswordFault) {
        guard Self.secretBytes.contains(secret.count) else { throw .secretLength(secret.count) }
        guard (6...8).contains(digits) else { throw .digits(digits) }
        guard (1...3_600).contains(stepSeconds) else { throw .step(stepSeconds) }
        self.secret = SymmetricKey(data: secret)
        self.hash = hash
        self.digits = digits
        self.stepSeconds = stepSeconds
    }

    /// The code of a counter (RFC 4226, section 5.3), `digits` long with leading zeros.
    public func code(counter: UInt64) -> String {
        let bytes = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: counter >> UInt64($0)) }
        let mac = authenticationCode(bytes)
        let offset = Int(mac[mac.count - 1] & 15)
        let number = mac[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let modulus: UInt32 = [6: 1_000_000, 7: 10_000_000][digits] ?? 100_000_000
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    private func authenticationCode(_ bytes: [UInt8]) -> [UInt8] {
        switch hash {
        case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: bytes, using: secret))
        case .sha256: Array(HMAC<SHA256>.authenticationCode(for: bytes, using: secret))
        case .sha512: Array(HMAC<SHA512>.authenticationCode(for: bytes, using: secret))
        }
    }

    /// The step a moment lies in (RFC 6238, section 4.2). Moments before 1970 lie in step 0.
    /// - Parameter seconds: since 1970-01-01T00:00:00Z.
    public func step(atSeconds seconds: Int64) -> Int64 { max(0, seconds) / stepSeconds }

    /// The code shown at a moment, in seconds since 1970-01-01T00:00:00Z.
    public func code(atSeconds seconds: Int64) -> String { code(counter: UInt64(step(atSeconds: seconds))) }

    /// The step a shown code belongs to; nil when it is wrong, too old, from the future, or used up. The caller keeps
    /// the step, in the same transaction, as the next `lastUsedStep`, so no code is good twice (RFC 6238, section 5.2).
    /// - Parameters:
    ///   - shown: as it was typed; spaces are let pass, and digits may be full-width.
    ///   - seconds: now, since 1970-01-01T00:00:00Z.
    ///   - lastUsedStep: what the last good code gave; nil when there was none.
    ///   - window: how many steps before and after now are good too, 0…10.
    public func verifiedStep(
        _ shown: String, atSeconds seconds: Int64, lastUsedStep: Int64?, window: Int64 = 1
    ) -> Int64? {
        let typed = Self.typedDigits(shown)
        let now = step(atSeconds: seconds)
        let reach = min(max(0, window), 10)
        var found: Int64?
        // All steps are tried, so the time does not tell which one was right.
        for step in max(0, now - reach)...(now + reach) {
            let isRight = Self.isEqual(Array(code(counter: UInt64(step)).utf8), typed)
            if isRight, step > lastUsedStep ?? -1 { found = step }
        }
        return found
    }

    private static func typedDigits(_ shown: String) -> [UInt8] {
        guard shown.utf8.count <= 64 else { return [] }
        var digits: [UInt8] = []
        for scalar in shown.unicodeScalars {
            switch scalar.value {
            case 0x20, 0x09, 0x3000: continue
            case 0xFF10...0xFF19: digits.append(UInt8(scalar.value - 0xFF10) + 48)
            case 48...57: digits.append(UInt8(scalar.value))
            default: return []
            }
        }
        return digits
    }

    /// Compares without telling by its time where two codes begin to differ.
    private static func isEqual(_ wanted: [UInt8], _ given: [UInt8]) -> Bool {
        guard wanted.count == given.count else { return false }
        return zip(wanted, given).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension OneTimePassword: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What kind of code, without the secret.
    public var description: String { "OneTimePassword(\(hash.rawValue), \(digits) digits, \(stepSeconds) s)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["digits": digits], displayStyle: .struct) }
}

/// Why there are no such codes.
public enum OneTimePasswordFault: Error, Sendable, Equatable, CustomStringConvertible {
    case secretLength(Int)
    case digits(Int)
    case step(Int64)

    public var description: String {
        switch self {
        case .secretLength(let count): "The secret has \(count) bytes; it must have 16 to 128."
        case .digits(let digits): "A code cannot have \(digits) digits; it must have 6 to 8."
        case .step(let seconds): "A step cannot be \(seconds) s long; it must be 1 to 3600 s."
        }
    }
}
