/// Why bytes were not decoded, and where.
public struct CBORFault: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: String, Sendable, Equatable {
        case truncated = "the bytes end within an item"
        case trailing = "bytes follow the item"
        case reserved = "a head or simple value that is not assigned"
        case indefinite = "an indefinite length"
        case depth = "nested too deeply"
        case utf8 = "a text that is not UTF-8"
        case duplicateKey = "a key twice in one map"
        case notShortest = "not encoded as short as possible"
        case keyOrder = "keys of a map out of order"
    }

    public let reason: Reason
    /// In bytes from the beginning.
    public let offset: Int

    public var description: String { "CBOR byte \(offset): \(reason.rawValue)" }
}

extension CBOR {
    /// How arrays, maps and tags may nest: an item within 32 of them is the deepest.
    public static let depthMax = 32

    /// Decodes bytes that are one item and nothing else.
    /// - Parameter strict: refuses what the deterministic encoder would have written otherwise: longer heads and
    ///   floats, keys out of order. Then `CBOR(decoding: bytes, strict: true).encoded == bytes`.
    public init(decoding bytes: [UInt8], strict: Bool = false) throws(CBORFault) {
        let (item, end) = try Self.first(in: bytes, from: 0, strict: strict)
        guard end == bytes.count else { throw CBORFault(reason: .trailing, offset: end) }
        self = item
    }

    /// Decodes the item that begins at `start` and tells where it ends, for formats with something behind it.
    public static func first(
        in bytes: [UInt8], from start: Int, strict: Bool = false
    ) throws(CBORFault) -> (item: CBOR, end: Int) {
        guard (0...bytes.count).contains(start) else { throw CBORFault(reason: .truncated, offset: start) }
        var reader = CBORReader(bytes: bytes, place: start, isStrict: strict)
        let item = try reader.item(depth: 0)
        return (item, reader.place)
    }
}
