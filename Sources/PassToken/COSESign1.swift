import CBOR
import Crypto

/// Bytes and one signature over them (RFC 9052, section 4.2).
struct COSESign1: Sendable, Equatable {
    /// COSE's numbers of ES256 (RFC 9053, section 2.1) and of the headers `alg` and `kid`.
    static let es256: Int64 = -7
    static let algorithmHeader: Int64 = 1
    static let keyHeader: Int64 = 4
    static let tag: UInt64 = 18

    /// As they were written; empty for no headers.
    let protectedBytes: [UInt8]
    let protected: CBOR
    let unprotected: CBOR
    let payload: [UInt8]
    let signature: [UInt8]

    /// Reads a tagged message with its payload inside.
    /// - Parameter strict: refuses what the deterministic encoder would have written otherwise.
    init?(decoding bytes: [UInt8], strict: Bool) {
        guard case .tagged(Self.tag, let item)? = try? CBOR(decoding: bytes, strict: strict) else { return nil }
        self.init(item, strict: strict)
    }

    /// The same of the four items, which is the message without its tag.
    init?(_ item: CBOR, strict: Bool) {
        guard let items = item.array, items.count == 4, let protectedBytes = items[0].bytes, items[1].map != nil,
            let payload = items[2].bytes, let signature = items[3].bytes
        else { return nil }
        if protectedBytes.isEmpty {
            protected = .map([])
        } else {
            guard let read = try? CBOR(decoding: protectedBytes, strict: strict), read.map != nil else { return nil }
            protected = read
        }
        self.protectedBytes = protectedBytes
        unprotected = items[1]
        self.payload = payload
        self.signature = signature
    }

    private init(protectedBytes: [UInt8], protected: CBOR, payload: [UInt8], signature: [UInt8]) {
        self.protectedBytes = protectedBytes
        self.protected = protected
        self.payload = payload
        self.signature = signature
        unprotected = .map([])
    }

    /// Signs: `alg` and `kid` in the protected headers, nothing in the others.
    static func signed(_ payload: [UInt8], by key: P256.Signing.PrivateKey) throws -> COSESign1 {
        let headers = CBOR.map([
            .init(.integer(algorithmHeader), .integer(es256)),
            .init(.integer(keyHeader), .bytes(PassPublicKey(key.publicKey).id)),
        ])
        let bytes = headers.encoded
        let message = toBeSigned(protected: bytes, external: [], payload: payload)
        return COSESign1(
            protectedBytes: bytes, protected: headers, payload: payload,
            signature: Array(try key.signature(for: message).rawRepresentation))
    }

    var encoded: [UInt8] {
        CBOR.tagged(
            Self.tag, .array([.bytes(protectedBytes), unprotected, .bytes(payload), .bytes(signature)])
        ).encoded
    }

    /// The name of the key, where the message is one of this house: `alg` ES256 and `kid` protected, and no more.
    var keyID: [UInt8]? {
        guard protected.map?.count == 2, unprotected.map?.isEmpty == true, signature.count == 64,
            protected[Self.algorithmHeader]?.integer == Self.es256
        else { return nil }
        return protected[Self.keyHeader]?.bytes
    }

    func isValid(by key: PassPublicKey, external: [UInt8] = []) -> Bool {
        // An empty map of headers is signed as no bytes.
        let headers = protected.map?.isEmpty == true ? [] : protectedBytes
        return key.isValid(signature, of: Self.toBeSigned(protected: headers, external: external, payload: payload))
    }

    /// `Sig_structure` of RFC 9052, section 4.4.
    private static func toBeSigned(protected: [UInt8], external: [UInt8], payload: [UInt8]) -> [UInt8] {
        CBOR.array([.text("Signature1"), .bytes(protected), .bytes(external), .bytes(payload)]).encoded
    }
}
