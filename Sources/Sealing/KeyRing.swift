import Crypto

/// The keys that personal fields are sealed with, by version; the highest version seals, all of them open.
///
/// No key is ever part of a description, a debug description or a mirror; only `written()` tells them.
public struct KeyRing: Sendable {
    /// Bytes of a key.
    public static let keyBytes = 32

    /// Newest first, never empty, each version and each key once.
    let entries: [Entry]

    struct Entry: Sendable {
        let version: UInt32
        let key: SymmetricKey
        let sealing: SymmetricKey
        let index: SymmetricKey
        let code: SymmetricKey

        /// HKDF-SHA-256 (RFC 5869) without salt, for the key is uniformly random; `info` keeps the uses apart.
        init(version: UInt32, key: [UInt8]) {
            let whole = SymmetricKey(data: key)
            func derived(_ use: String) -> SymmetricKey {
                HKDF<SHA256>.deriveKey(
                    inputKeyMaterial: whole, info: Array("yongai/sealing/1/\(use)".utf8),
                    outputByteCount: KeyRing.keyBytes)
            }
            self.version = version
            self.key = whole
            sealing = derived("field")
            index = derived("index")
            code = derived("code")
        }
    }

    /// A ring of one key, version 1.
    /// - Parameter key: 32 random bytes.
    public init(first key: [UInt8]) throws(KeyRingFault) {
        guard key.count == Self.keyBytes else { throw .keyLength(key.count) }
        entries = [Entry(version: 1, key: key)]
    }

    init(entries: [Entry]) { self.entries = entries.sorted { $0.version > $1.version } }

    /// The version that seals now.
    public var currentVersion: UInt32 { current.version }

    /// All versions, newest first.
    public var versions: [UInt32] { entries.map(\.version) }

    /// A ring that seals with this key and still opens what the others sealed; the first step of a rotation.
    /// - Parameter key: 32 random bytes, not yet in the ring.
    public func adding(_ key: [UInt8]) throws(KeyRingFault) -> KeyRing {
        guard key.count == Self.keyBytes else { throw .keyLength(key.count) }
        guard currentVersion < UInt32.max else { throw .noVersionLeft }
        let entry = Entry(version: currentVersion + 1, key: key)
        if let same = entries.first(where: { $0.key == entry.key }) { throw .keyRepeated(version: same.version) }
        return KeyRing(entries: entries + [entry])
    }

    var current: Entry { entries[0] }

    func entry(_ version: UInt32) -> Entry? { entries.first { $0.version == version } }
}

extension KeyRing: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The versions, without the keys.
    public var description: String {
        "KeyRing(versions \(versions.map(String.init).joined(separator: ", ")))"
    }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["versions": versions], displayStyle: .struct) }
}

extension KeyRing.Entry: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "key \(version)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: ["version": version], displayStyle: .struct) }
}
