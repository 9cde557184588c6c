import Crypto
import Kernel
import PassToken
import Base64URL

/// What the city signs with: keys that issue passes, one after the other, and the one that signs the codes of gates.
/// Their private halves are in a file and in memory, never in the database.
public struct PassAuthority: Sendable {
    public struct Key: Sendable {
        public enum Use: String, Sendable, CaseIterable {
            /// Signs credentials and lists of revocations.
            case issue
            /// Signs gate codes: posters hang for years.
            case gate
        }

        public let use: Use
        /// Seconds; what was signed from the first to the last of them is good.
        public let times: ClosedRange<Int64>
        let key: P256.Signing.PrivateKey

        /// - Parameter scalar: 32 random bytes, below the order of the curve.
        init?(_ use: Use, _ times: ClosedRange<Int64>, scalar: [UInt8]) {
            guard scalar.count == 32, let key = try? P256.Signing.PrivateKey(rawRepresentation: scalar) else {
                return nil
            }
            self.init(use, times, key)
        }

        init(_ use: Use, _ times: ClosedRange<Int64>, _ key: P256.Signing.PrivateKey) {
            self.use = use
            self.times = times
            self.key = key
        }

        public var publicKey: PassPublicKey { PassPublicKey(key.publicKey) }

        /// How its public half is called in a credential and in the published sets.
        public var name: String { Base64URL.encode(publicKey.id) }
    }

    /// The city, as it stands in a pass: its code.
    public let city: String
    /// In the order they begin.
    public let all: [Key]
    /// The public halves of the issuing keys, for verifiers.
    public let keys: PassKeys
    public let gateKey: P256.Signing.PrivateKey

    public init(city: String, _ all: [Key]) throws(PassAuthorityFault) {
        let all = all.sorted { $0.times.lowerBound < $1.times.lowerBound }
        let issuing = all.filter { $0.use == .issue }
        guard !issuing.isEmpty else { throw .noIssueKey }
        guard issuing.count <= PassKeys.countMax else { throw .tooMany }
        let gateKeys = all.filter { $0.use == .gate }
        guard let gate = gateKeys.first, gateKeys.count == 1 else { throw .gateKeys(gateKeys.count) }
        self.city = city
        self.all = all
        keys = PassKeys(issuer: city, issuing.map { IssuerKey($0.publicKey, use: $0.times) })
        gateKey = gate.key
    }

    public var gatePublicKey: PassPublicKey { PassPublicKey(gateKey.publicKey) }

    /// Signs by the key that is in use at this moment; of two, the one that began later.
    public func issuer(at moment: Instant) throws(PassAuthorityFault) -> PassIssuer {
        let second = moment.seconds
        guard let key = all.last(where: { $0.use == .issue && $0.times.contains(second) }) else {
            throw .noKeyInUse
        }
        return PassIssuer(name: city, key: key.key)
    }
}

// MARK: - Changing keys

extension PassAuthority {
    /// One issuing key and one for gates, good from a minute ago: clocks differ.
    public static func first(
        city: String, now: Instant, issue: P256.Signing.PrivateKey, gate: P256.Signing.PrivateKey
    ) throws(PassAuthorityFault) -> PassAuthority {
        let times = (now.seconds - PassVerifier.clockToleranceSeconds)...IssuerKey.always
        return try PassAuthority(city: city, [Key(.issue, times, issue), Key(.gate, times, gate)])
    }

    /// With a new issuing key that begins after the lead, so that guards who are seldom online have its public half
    /// before the first pass it signs. The one before ends where it begins.
    public func rotated(
        now: Instant, leadHours: Int, to key: P256.Signing.PrivateKey
    ) throws(PassAuthorityFault) -> PassAuthority {
        let from = now.seconds + Int64(leadHours) * 3600
        let issuing = all.filter { $0.use == .issue }
        if let waiting = issuing.last, waiting.times.lowerBound > now.seconds {
            throw .waiting(from: Instant(seconds: waiting.times.lowerBound))
        }
        let before = all.map { key in
            guard key.use == .issue, key.times.upperBound > from else { return key }
            return Key(.issue, key.times.lowerBound...from, key.key)
        }
        return try PassAuthority(city: city, before + [Key(.issue, from...IssuerKey.always, key)])
    }

    /// Keys whose last credentials have expired, and whose last certificates are kept no more: nobody needs them.
    public func retired(now: Instant) -> [Key] {
        let needed = max(PassCredential.lifetimeSecondsMax, DelayCertificate.keptSeconds)
        return all.filter { $0.use == .issue && $0.times.upperBound + needed < now.seconds }
    }

    public func retiring(now: Instant) throws(PassAuthorityFault) -> PassAuthority {
        let names = Set(retired(now: now).map(\.name))
        return try PassAuthority(city: city, all.filter { !names.contains($0.name) })
    }
}

// MARK: - The text of the key file

extension PassAuthority {
    /// Reads one key a line, `USE FROM UNTIL KEY`: `issue` or `gate`, seconds since 1970, the private scalar in
    /// Base64url. `#` begins a comment line.
    public init(city: String, reading text: String) throws(PassAuthorityFault) {
        var keys: [Key] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            guard let key = Self.key(words), !keys.contains(where: { $0.name == key.name }) else {
                throw .line(index + 1)
            }
            keys.append(key)
        }
        try self.init(city: city, keys)
    }

    private static func key(_ words: [Substring]) -> Key? {
        guard words.count == 4, let use = Key.Use(rawValue: String(words[0])), let from = Int64(words[1]),
            let until = Int64(words[2]), from >= 0, from <= until, until <= IssuerKey.always,
            let scalar = Base64URL.decode(String(words[3]))
        else { return nil }
        return Key(use, from...until, scalar: scalar)
    }

    /// What `init(reading:)` reads. These are the secrets themselves: for a file only its owner may read.
    public func written() -> String {
        all.map { key in
            let scalar = Base64URL.encode(Array(key.key.rawRepresentation))
            return "\(key.use.rawValue) \(key.times.lowerBound) \(key.times.upperBound) \(scalar)\n"
        }.joined()
    }
}

extension PassAuthority: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The names of the keys, without the keys.
    public var description: String { "PassAuthority(\(all.map(\.name).joined(separator: ", ")))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["keys": description], displayStyle: .struct) }
}

extension PassAuthority.Key: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "\(use.rawValue) key \(name)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["name": name], displayStyle: .struct) }
}

/// Why the keys of passes cannot be used, in a sentence for whoever runs the house; it tells no key.
public enum PassAuthorityFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// A line of the file, counted from 1, that is no key or repeats one.
    case line(Int)
    case noIssueKey
    case tooMany
    /// There must be one key of gates, and there are so many.
    case gateKeys(Int)
    /// None of the issuing keys is in use at the moment that was asked for.
    case noKeyInUse
    /// A key that was added before has not begun yet.
    case waiting(from: Instant)

    public var description: String {
        switch self {
        case .line(let number):
            "Line \(number) of the pass keys must be USE FROM UNTIL KEY, each key once: issue or gate, two moments "
                + "in seconds, and 32 bytes in Base64url."
        case .noIssueKey: "The pass keys hold none that issues."
        case .tooMany:
            "There can be at most \(PassKeys.countMax) issuing keys. Say `yongai keys pass retire` first."
        case .gateKeys(let count): "The pass keys hold \(count) keys of gates; there must be one."
        case .noKeyInUse: "None of the pass keys is in use now. Say `yongai keys pass rotate --lead-hours 0`."
        case .waiting(let from): "A new pass key waits already; it begins at \(from.rfc3339())."
        }
    }
}
