import Crypto

/// Why a value was not sealed or opened. It never holds what is inside.
public enum SealFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// Shorter than the shortest sealed value.
    case tooShort
    /// The ring has no key of this version (any more).
    case unknownVersion(UInt32)
    /// Changed, sealed with another key, or moved from another field or owner.
    case notAuthentic
    /// The nonce has not 12 bytes but so many.
    case nonce(Int)

    public var description: String {
        switch self {
        case .tooShort: "The sealed value is too short."
        case .unknownVersion(let version): "The sealed value needs key version \(version), which the key ring lacks."
        case .notAuthentic: "The sealed value was changed, or belongs to another key, field or owner."
        case .nonce(let count): "The nonce has \(count) bytes; it must have 12."
        }
    }
}

/// A sealed value is: version (4 bytes, big-endian) | nonce (12) | ciphertext (as long as the plain text) | tag (16),
/// by AES-256-GCM (NIST SP 800-38D). Its associated data are the version, the field's name and the owner's id, the
/// latter two after their lengths, so a value moved to another row or column does not open.
extension KeyRing {
    public static let nonceBytes = 12
    /// How much longer a sealed value is than what is inside.
    public static let sealedOverheadBytes = 32
    private static let versionBytes = 4

    /// Seals with the current key.
    /// - Parameters:
    ///   - field: the column, such as `person.phone`.
    ///   - owner: the id of the row or person it belongs to.
    ///   - nonce: 12 random bytes, never used before. At random, one key is good for 2³² values.
    public func seal(
        _ plain: [UInt8], field: String, owner: String, nonce: [UInt8]
    ) throws(SealFault) -> [UInt8] {
        guard nonce.count == Self.nonceBytes, let nonce = try? AES.GCM.Nonce(data: nonce) else {
            throw .nonce(nonce.count)
        }
        let version = current.version.bigEndianBytes
        let context = version + field.lengthAndBytes + owner.lengthAndBytes
        guard let box = try? AES.GCM.seal(plain, using: current.sealing, nonce: nonce, authenticating: context),
            let combined = box.combined
        else { throw .notAuthentic }
        return version + combined
    }

    /// What is inside, whichever version of the ring sealed it.
    public func open(_ sealed: [UInt8], field: String, owner: String) throws(SealFault) -> [UInt8] {
        let version = try Self.version(of: sealed)
        guard let entry = entry(version) else { throw .unknownVersion(version) }
        let context = version.bigEndianBytes + field.lengthAndBytes + owner.lengthAndBytes
        guard let box = try? AES.GCM.SealedBox(combined: sealed[Self.versionBytes...]),
            let plain = try? AES.GCM.open(box, using: entry.sealing, authenticating: context)
        else { throw .notAuthentic }
        return Array(plain)
    }

    /// The version a value says it was sealed with; nothing of it is proven before `open`.
    public static func version(of sealed: [UInt8]) throws(SealFault) -> UInt32 {
        guard sealed.count >= sealedOverheadBytes else { throw .tooShort }
        return sealed[..<versionBytes].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Whether a value should be opened and sealed again, because its key is not the current one.
    public func needsRotation(_ sealed: [UInt8]) throws(SealFault) -> Bool {
        try Self.version(of: sealed) != currentVersion
    }
}

extension UInt32 {
    var bigEndianBytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }
}

extension String {
    /// The length of the text in UTF-8 (4 bytes, big-endian) and the text.
    var lengthAndBytes: [UInt8] { UInt32(utf8.count).bigEndianBytes + utf8 }
}
