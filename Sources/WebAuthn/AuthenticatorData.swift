import CBOR

/// What the authenticator says (Web Authentication Level 3, section 6.1): hash of the relying party's id (32 bytes),
/// flags (1), counter (4, big-endian), then the new credential and extensions where their flags are set.
struct AuthenticatorData {
    let relyingPartyHash: [UInt8]
    let flags: Flags
    let signCount: UInt32
    let attested: AttestedCredential?

    struct Flags: OptionSet {
        let rawValue: UInt8
        static let userPresent = Flags(rawValue: 1)
        static let userVerified = Flags(rawValue: 4)
        static let backupEligible = Flags(rawValue: 8)
        static let backedUp = Flags(rawValue: 16)
        static let attested = Flags(rawValue: 64)
        static let extensions = Flags(rawValue: 128)
    }

    /// Section 6.5.1: AAGUID (16), length of the id (2, big-endian), id, public key as CBOR (RFC 9052).
    struct AttestedCredential {
        let aaguid: [UInt8]
        let id: [UInt8]
        let key: CBOR
    }

    private static let headBytes = 37
    private static let attestedHeadBytes = 18

    /// Reads all bytes; none may be left.
    init(reading bytes: [UInt8]) throws(WebAuthnFault) {
        guard bytes.count >= Self.headBytes else { throw .authenticatorData }
        relyingPartyHash = Array(bytes[..<32])
        flags = Flags(rawValue: bytes[32])
        signCount = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
        var place = Self.headBytes
        attested = flags.contains(.attested) ? try Self.attested(bytes, &place) : nil
        if flags.contains(.extensions) {
            guard case .map = try Self.item(bytes, &place) else { throw .authenticatorData }
        }
        guard place == bytes.count else { throw .authenticatorData }
    }

    private static func attested(_ bytes: [UInt8], _ place: inout Int) throws(WebAuthnFault) -> AttestedCredential {
        let start = place + attestedHeadBytes
        guard bytes.count >= start else { throw .authenticatorData }
        let idEnd = start + Int(bytes[start - 2]) << 8 + Int(bytes[start - 1])
        guard bytes.count >= idEnd else { throw .authenticatorData }
        let aaguid = Array(bytes[place..<(place + 16)])
        place = idEnd
        return AttestedCredential(aaguid: aaguid, id: Array(bytes[start..<idEnd]), key: try item(bytes, &place))
    }

    private static func item(_ bytes: [UInt8], _ place: inout Int) throws(WebAuthnFault) -> CBOR {
        guard let (item, end) = try? CBOR.first(in: bytes, from: place) else { throw .authenticatorData }
        place = end
        return item
    }

    /// Relying party, presence, verification, and flags that fit together.
    func check(relyingPartyHash: [UInt8], requiresUserVerification: Bool) throws(WebAuthnFault) {
        guard self.relyingPartyHash == relyingPartyHash else { throw .relyingParty }
        guard flags.contains(.userPresent) else { throw .userPresence }
        guard !requiresUserVerification || flags.contains(.userVerified) else { throw .userVerification }
        guard !flags.contains(.backedUp) || flags.contains(.backupEligible) else { throw .backupState }
    }
}
