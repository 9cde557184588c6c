import CBOR

/// A key a city issues with, and when it does so.
public struct IssuerKey: Sendable, Hashable {
    public let key: PassPublicKey
    /// What was issued in these seconds is good.
    public let use: ClosedRange<Int64>

    public init(_ key: PassPublicKey, use: ClosedRange<Int64> = 0...IssuerKey.always) {
        self.key = key
        self.use = use
    }

    public static let always: Int64 = 253_402_300_799
}

/// The trusted keys of one city, by their names.
public struct PassKeys: Sendable, Equatable {
    public static let countMax = 16

    public let issuer: String
    /// In the order given.
    public let all: [IssuerKey]
    private let byID: [[UInt8]: IssuerKey]

    /// More than `countMax` keys are not kept.
    public init(issuer: String, _ keys: [IssuerKey]) {
        self.issuer = issuer
        all = Array(keys.prefix(Self.countMax))
        byID = Dictionary(all.map { ($0.key.id, $0) }) { first, _ in first }
    }

    public subscript(id: [UInt8]) -> IssuerKey? { byID[id] }

    /// What a message says that a trusted key has signed, and the key.
    func opened(_ message: COSESign1?, bytesMax: Int) throws(PassFault) -> (claims: CBOR, key: IssuerKey) {
        guard let message, let id = message.keyID, message.payload.count <= bytesMax else { throw .credentialForm }
        guard let issuerKey = byID[id] else { throw .issuerKeyUnknown }
        guard message.isValid(by: issuerKey.key) else { throw .issuerSignature }
        guard let claims = try? CBOR(decoding: message.payload, strict: true) else { throw .claims }
        return (claims, issuerKey)
    }

    /// Whether a key signed for this city, and while it was in use.
    func check(_ issuerKey: IssuerKey, issuer named: String, issuedAt: Int64) throws(PassFault) {
        guard named == issuer else { throw .issuer }
        guard issuerKey.use.contains(issuedAt) else { throw .issuerKeyOutOfUse }
    }
}

// MARK: - As they are published

extension PassKeys {
    /// Labels of a COSE_Key (RFC 9052, section 7.1) and, for private use, the first and last second of its use.
    private enum Label {
        static let keyID: Int64 = 2
        static let algorithm: Int64 = 3
        static let operations: Int64 = 4
        static let from: Int64 = -65_537
        static let until: Int64 = -65_538
    }

    /// A COSE_KeySet.
    public var encoded: [UInt8] {
        CBOR.array(
            all.map { one in
                .map(
                    one.key.cosePairs + [
                        .init(.integer(Label.keyID), .bytes(one.key.id)),
                        .init(.integer(Label.algorithm), .integer(COSESign1.es256)),
                        .init(.integer(Label.operations), .array([.integer(2)])),
                        .init(.integer(Label.from), .integer(one.use.lowerBound)),
                        .init(.integer(Label.until), .integer(one.use.upperBound)),
                    ])
            }
        ).encoded
    }

    /// Reads what `encoded` writes; nil for anything else.
    public init?(issuer: String, decoding bytes: [UInt8]) {
        guard let items = (try? CBOR(decoding: bytes, strict: true))?.array, items.count <= Self.countMax else {
            return nil
        }
        var keys: [IssuerKey] = []
        for item in items {
            guard let key = PassPublicKey(cose: item), item[Label.keyID]?.bytes == key.id,
                let from = item[Label.from]?.integer, let until = item[Label.until]?.integer, from <= until
            else { return nil }
            keys.append(IssuerKey(key, use: from...until))
        }
        self.init(issuer: issuer, keys)
    }
}
