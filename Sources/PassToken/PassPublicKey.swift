import CBOR
import Crypto

/// A public key on P-256, of an issuer or of a phone.
public struct PassPublicKey: Sendable {
    /// X and Y, 32 bytes each.
    public let point: [UInt8]
    private let key: P256.Signing.PublicKey

    public init(_ key: P256.Signing.PublicKey) {
        self.key = key
        point = Array(key.rawRepresentation)
    }

    /// nil unless the 64 bytes are a point of the curve.
    public init?(point: some Collection<UInt8>) {
        guard point.count == 64, let key = try? P256.Signing.PublicKey(rawRepresentation: Array(point)) else {
            return nil
        }
        self.key = key
        self.point = Array(point)
    }

    /// Reads a COSE_Key (RFC 9053, section 7.1.1) that has these members at least: 1 is its type, −1 the curve, −2 and
    /// −3 the coordinates. The algorithm (3), where it is given, is ES256.
    init?(cose: CBOR) {
        guard cose[1]?.integer == 2, cose[-1]?.integer == 1, cose[3] == nil || cose[3]?.integer == COSESign1.es256,
            let x = cose[-2]?.bytes, let y = cose[-3]?.bytes, x.count == 32, y.count == 32
        else { return nil }
        self.init(point: x + y)
    }

    /// The required members alone.
    var cosePairs: [CBOR.Pair] {
        [
            .init(.integer(1), .integer(2)), .init(.integer(-1), .integer(1)),
            .init(.integer(-2), .bytes(Array(point[..<32]))), .init(.integer(-3), .bytes(Array(point[32...]))),
        ]
    }

    /// The first eight bytes of the key's thumbprint (RFC 9679): whoever has the key knows its name.
    public var id: [UInt8] { Array(SHA256.hash(data: CBOR.map(cosePairs).encoded).prefix(8)) }

    /// - Parameter signature: r and s, 32 bytes each.
    public func isValid(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard signature.count == 64, let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
        else { return false }
        return key.isValidSignature(signature, for: message)
    }
}

extension PassPublicKey: Hashable {
    public static func == (left: PassPublicKey, right: PassPublicKey) -> Bool { left.point == right.point }

    public func hash(into hasher: inout Hasher) { hasher.combine(point) }
}
