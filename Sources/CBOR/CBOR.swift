/// One data item of CBOR (RFC 8949).
///
/// What is decoded is well-formed and valid: UTF-8 texts, no key twice in a map, nothing after the end, bounded depth.
/// Of indefinite lengths (section 3.2) nothing is decoded: neither WebAuthn nor the deterministic tokens of this house
/// have them. Numbers and lengths that are not written as short as possible are decoded unless `strict` is asked for.
public enum CBOR: Sendable, Equatable {
    /// 0…2⁶⁴−1, major type 0.
    case unsigned(UInt64)
    /// −1 minus this, down to −2⁶⁴, major type 1.
    case negative(UInt64)
    case bytes([UInt8])
    case text(String)
    case array([CBOR])
    /// In the order it was written; encoded in the deterministic one. Whoever makes one gives each key once.
    case map([Pair])
    indirect case tagged(UInt64, CBOR)
    case bool(Bool)
    case null
    case undefined
    /// 0…19 and 32…255, which mean nothing to us. The others are no simple values and are encoded as undefined.
    case simple(UInt8)
    /// All NaNs are one when encoded; as with any Double, none equals itself.
    case float(Double)

    public struct Pair: Sendable, Equatable {
        public var key: CBOR
        public var value: CBOR

        public init(_ key: CBOR, _ value: CBOR) {
            self.key = key
            self.value = value
        }
    }

    /// A whole number of either sign.
    public static func integer(_ number: Int64) -> CBOR {
        number < 0 ? .negative(UInt64(bitPattern: ~number)) : .unsigned(UInt64(number))
    }

    /// The whole number, where it is one an Int64 holds.
    public var integer: Int64? {
        switch self {
        case .unsigned(let number): Int64(exactly: number)
        case .negative(let number): Int64(exactly: number).map { ~$0 }
        default: nil
        }
    }

    public var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
    public var text: String? { if case .text(let text) = self { text } else { nil } }
    public var array: [CBOR]? { if case .array(let items) = self { items } else { nil } }
    public var map: [Pair]? { if case .map(let pairs) = self { pairs } else { nil } }
    public var bool: Bool? { if case .bool(let truth) = self { truth } else { nil } }

    /// The value of a key in a map; nil when it is no map or has no such key.
    public subscript(key: CBOR) -> CBOR? { map?.first { $0.key == key }?.value }
    public subscript(key: String) -> CBOR? { self[.text(key)] }
    public subscript(key: Int64) -> CBOR? { self[.integer(key)] }
}
