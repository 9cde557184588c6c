import CBOR

/// The city's word on how long a rider waited at a gate, as anybody can check it with the city's keys.
public struct DelayCertificate: Sendable, Hashable {
    /// How the waiting ended.
    public enum Outcome: UInt64, Sendable, CaseIterable {
        case letIn = 1
        /// Looked at, and not let in with what they came with.
        case notLetIn = 2
        /// The rider reported being stopped.
        case reported = 3
    }

    /// The city that says so.
    public var issuer: String
    public var issuedAt: Int64
    /// 16 bytes, random: the certificate's address on the city's site.
    public var id: [UInt8]
    public var place: String
    public var gate: String
    /// Seconds since 1970.
    public var arrivedAt: Int64
    public var endedAt: Int64
    public var outcome: Outcome
    /// As a guard sees it.
    public var maskedName: String

    public static let idBytes = 16
    public static let waitSeconds: ClosedRange<Int64> = 120...21_600
    /// So long the city keeps one, and the key that signed it.
    public static let keptSeconds: Int64 = 180 * 86_400
    static let bytesMax = 2048
    static let nameBytesMax = 512

    public init(
        issuer: String, issuedAt: Int64, id: [UInt8], place: String, gate: String, arrivedAt: Int64, endedAt: Int64,
        outcome: Outcome, maskedName: String
    ) {
        self.issuer = issuer
        self.issuedAt = issuedAt
        self.id = id
        self.place = place
        self.gate = gate
        self.arrivedAt = arrivedAt
        self.endedAt = endedAt
        self.outcome = outcome
        self.maskedName = maskedName
    }

    /// Whole minutes.
    public var minutes: Int { Int((endedAt - arrivedAt) / 60) }

    public var isWithinBounds: Bool {
        id.count == Self.idBytes && arrivedAt > 0 && issuedAt >= endedAt && issuedAt <= IssuerKey.always
            && arrivedAt <= endedAt && Self.waitSeconds.contains(endedAt - arrivedAt)
            && [place, gate, maskedName].allSatisfy { $0.utf8.count <= Self.nameBytesMax }
            && !place.isEmpty && !maskedName.isEmpty && !issuer.isEmpty
    }

    var claims: CBOR {
        .map([
            .init(.integer(Claim.issuer), .text(issuer)), .init(.integer(Claim.issuedAt), .integer(issuedAt)),
            .init(.integer(Claim.credentialID), .bytes(id)),
            .init(
                .integer(Claim.delay),
                .array([
                    .text(place), .text(gate), .integer(arrivedAt), .integer(endedAt), .unsigned(outcome.rawValue),
                    .text(maskedName),
                ])),
        ])
    }

    /// Reads one that a trusted key has signed.
    public init(reading bytes: [UInt8], keys: PassKeys) throws(PassFault) {
        guard bytes.count <= Self.bytesMax else { throw .size }
        let (claims, key) = try keys.opened(COSESign1(decoding: bytes, strict: true), bytesMax: Self.bytesMax)
        guard claims.map?.count == 4, let issuer = claims[Claim.issuer]?.text,
            let issuedAt = claims[Claim.issuedAt]?.integer, let id = claims[Claim.credentialID]?.bytes,
            let items = claims[Claim.delay]?.array, items.count == 6, let place = items[0].text,
            let gate = items[1].text, let arrivedAt = items[2].integer, let endedAt = items[3].integer,
            case .unsigned(let code) = items[4], let outcome = Outcome(rawValue: code), let name = items[5].text
        else { throw .claims }
        self.init(
            issuer: issuer, issuedAt: issuedAt, id: id, place: place, gate: gate, arrivedAt: arrivedAt,
            endedAt: endedAt, outcome: outcome, maskedName: name)
        guard isWithinBounds else { throw .claims }
        try keys.check(key, issuer: issuer, issuedAt: issuedAt)
    }
}

extension PassIssuer {
    /// The certificate as a COSE_Sign1.
    public func sign(_ certificate: DelayCertificate) throws -> [UInt8] {
        guard certificate.issuer == name else { throw Fault.issuer }
        guard certificate.isWithinBounds else { throw Fault.bounds }
        return try sign(certificate.claims)
    }
}
