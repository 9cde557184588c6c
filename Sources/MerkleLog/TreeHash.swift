import Crypto
import Hexadecimal

/// 32 bytes of SHA-256: the hash of a leaf, of a node, or of a whole tree.
public struct TreeHash: Sendable, Hashable, CustomStringConvertible {
    public static let byteCount = 32

    public let bytes: [UInt8]

    /// nil unless there are 32 bytes.
    public init?(_ bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    private init(hashing hash: SHA256) { bytes = Array(hash.finalize()) }

    /// The hash of an entry: SHA-256(0x00 | entry) (RFC 9162, section 2.1.1).
    public static func leaf(_ entry: [UInt8]) -> TreeHash {
        var hash = SHA256()
        hash.update(data: [0])
        hash.update(data: entry)
        return TreeHash(hashing: hash)
    }

    /// The hash of two subtrees: SHA-256(0x01 | left | right).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        var hash = SHA256()
        hash.update(data: [1])
        hash.update(data: left.bytes)
        hash.update(data: right.bytes)
        return TreeHash(hashing: hash)
    }

    /// The root of a tree without entries: SHA-256 of nothing.
    public static let empty = TreeHash(hashing: SHA256())

    /// In hexadecimal digits.
    public var description: String { bytes.hexadecimal }
}
