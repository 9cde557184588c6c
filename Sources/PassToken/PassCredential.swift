import CBOR

/// The line of work a pass names, by its number in the token.
public enum PassTrade: UInt64, Sendable, CaseIterable {
    case other = 0
    case foodDelivery = 1
    case courier = 2
    case rideHailing = 3
    case truck = 4
}

/// What a city signs of a rider, and the key of the rider's phone: claims of a CWT (RFC 8392).
public struct PassCredential: Sendable, Hashable {
    /// The city, as its verifiers know it.
    public var issuer: String
    /// A pseudonym.
    public var subject: String
    /// The one compound it is good at; nil for all.
    public var audience: String?
    public var issuedAt: Int64
    public var expiresAt: Int64
    /// Counted up by the issuer; what a revocation list names.
    public var serial: UInt32
    public var trade: PassTrade
    /// As a guard may see it: 王＊明.
    public var maskedName: String
    public var team: String?
    public var phoneKey: PassPublicKey

    public init(
        issuer: String, subject: String, audience: String? = nil, issuedAt: Int64, expiresAt: Int64, serial: UInt32,
        trade: PassTrade, maskedName: String, team: String? = nil, phoneKey: PassPublicKey
    ) {
        self.issuer = issuer
        self.subject = subject
        self.audience = audience
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.serial = serial
        self.trade = trade
        self.maskedName = maskedName
        self.team = team
        self.phoneKey = phoneKey
    }

    /// Bytes of UTF-8 that issuer, subject and audience may have.
    public static let nameBytesMax = 40
    public static let maskedNameBytesMax = 32
    public static let teamBytesMax = 48
    /// Seven days: as long as a lost phone could be shown at a gate that is never online.
    public static let lifetimeSecondsMax: Int64 = 604_800
    /// The last second of the year 9999.
    static let secondsMax: Int64 = 253_402_300_799

    /// Whether all is within the bounds above, times in order, and no text empty or with control characters.
    public var isWithinBounds: Bool {
        Self.isFit(issuer, Self.nameBytesMax) && Self.isFit(subject, Self.nameBytesMax)
            && audience.map { Self.isFit($0, Self.nameBytesMax) } ?? true
            && Self.isFit(maskedName, Self.maskedNameBytesMax)
            && team.map { Self.isFit($0, Self.teamBytesMax) } ?? true
            && issuedAt >= 0 && expiresAt <= Self.secondsMax && issuedAt < expiresAt
            && expiresAt - issuedAt <= Self.lifetimeSecondsMax
    }

    private static func isFit(_ text: String, _ bytesMax: Int) -> Bool {
        (1...bytesMax).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && !isTurning($0) }
    }

    /// Marks that turn the direction of writing could make one name look like another.
    private static func isTurning(_ scalar: Unicode.Scalar) -> Bool {
        [0x200E, 0x200F, 0x061C].contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
            || (0x2066...0x2069).contains(scalar.value)
    }
}

// MARK: - Claims

/// The claims of RFC 8392 and RFC 8747, and ours, in the range for private use.
enum Claim {
    static let issuer: Int64 = 1
    static let subject: Int64 = 2
    static let audience: Int64 = 3
    static let expiresAt: Int64 = 4
    static let issuedAt: Int64 = 6
    static let credentialID: Int64 = 7
    static let confirmation: Int64 = 8
    /// `[trade, masked name, team or null]`.
    static let rider: Int64 = -65_537
    static let revocations: Int64 = -65_538
    static let revocationDelta: Int64 = -65_539
    /// Of a certificate: `[place, gate, arrived, ended, outcome, masked name]`.
    static let delay: Int64 = -65_540
}

extension PassCredential {
    var claims: CBOR {
        var pairs: [CBOR.Pair] = [
            .init(.integer(Claim.issuer), .text(issuer)), .init(.integer(Claim.subject), .text(subject)),
            .init(.integer(Claim.expiresAt), .integer(expiresAt)), .init(.integer(Claim.issuedAt), .integer(issuedAt)),
            .init(.integer(Claim.credentialID), .bytes(serial.bigEndianBytes)),
            .init(.integer(Claim.confirmation), .map([.init(.integer(1), .map(phoneKey.cosePairs))])),
            .init(
                .integer(Claim.rider),
                .array([.unsigned(trade.rawValue), .text(maskedName), team.map(CBOR.text) ?? .null])),
        ]
        if let audience { pairs.append(.init(.integer(Claim.audience), .text(audience))) }
        return .map(pairs)
    }

    /// nil unless these are exactly the claims of a credential, within their bounds.
    init?(claims: CBOR) {
        guard let issuer = claims[Claim.issuer]?.text, let subject = claims[Claim.subject]?.text,
            let expiresAt = claims[Claim.expiresAt]?.integer, let issuedAt = claims[Claim.issuedAt]?.integer,
            let serial = claims[Claim.credentialID]?.bytes.flatMap(UInt32.init(bigEndianBytes:)),
            let rider = claims[Claim.rider]?.array, rider.count == 3,
            case .unsigned(let number) = rider[0], let trade = PassTrade(rawValue: number),
            let maskedName = rider[1].text, rider[2] == .null || rider[2].text != nil,
            let confirmation = claims[Claim.confirmation], confirmation.map?.count == 1,
            let cose = confirmation[1], cose.map?.count == 4, let phoneKey = PassPublicKey(cose: cose)
        else { return nil }
        let audience = claims[Claim.audience]
        guard audience == nil || audience?.text != nil, claims.map?.count == (audience == nil ? 7 : 8) else {
            return nil
        }
        self.init(
            issuer: issuer, subject: subject, audience: audience?.text, issuedAt: issuedAt, expiresAt: expiresAt,
            serial: serial, trade: trade, maskedName: maskedName, team: rider[2].text, phoneKey: phoneKey)
        guard isWithinBounds else { return nil }
    }
}

extension UInt32 {
    var bigEndianBytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }

    init?(bigEndianBytes bytes: [UInt8]) {
        guard bytes.count == 4 else { return nil }
        self = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
