import CBOR
import Crypto

/// The house as passkeys know it. Verifies by Web Authentication Level 3, sections 7.1 and 7.2, what a browser sends.
public struct RelyingParty: Sendable, Hashable {
    /// The domain passkeys are bound to, such as `city.example`.
    public let id: String
    public let name: String
    /// The pages that may ask, such as `https://city.example`: scheme, host, and the port unless it is the usual one.
    public let origins: Set<String>
    private let idHash: [UInt8]

    public static let challengeBytesMin = 16
    public static let credentialIDBytesMax = 1_023

    public init(id: String, name: String, origins: Set<String>) {
        self.id = id
        self.name = name
        self.origins = origins
        idHash = Array(SHA256.hash(data: Array(id.utf8)))
    }

    /// Verifies a new passkey. The caller has given the challenge to this browser, forgets it now, and keeps the
    /// credential unless one with its id is known.
    ///
    /// Attestation is asked for as `none`; a statement in another format is not looked at, so nothing is known of the
    /// authenticator's make, and `aaguid` is only what it says of itself.
    /// - Parameter challenge: 16 random bytes or more.
    public func verify(
        _ response: RegistrationResponse, challenge: [UInt8], requiresUserVerification: Bool
    ) throws(WebAuthnFault) -> PasskeyCredential {
        let client = try ClientData(reading: response.clientDataJSON)
        try client.check("webauthn.create", challenge: challenge, origins: origins)
        let data = try AuthenticatorData(reading: try Self.authenticatorData(in: response.attestationObject))
        guard let attested = data.attested else { throw .authenticatorData }
        try data.check(relyingPartyHash: idHash, requiresUserVerification: requiresUserVerification)
        guard (1...Self.credentialIDBytesMax).contains(attested.id.count), attested.id == response.credentialID else {
            throw .credentialID
        }
        return PasskeyCredential(
            id: attested.id, publicKey: try PasskeyKey(attested.key), signCount: data.signCount,
            isBackupEligible: data.flags.contains(.backupEligible), isBackedUp: data.flags.contains(.backedUp),
            transports: response.transports, aaguid: attested.aaguid)
    }

    /// Section 6.5.4: a map of format, statement and authenticator data.
    private static func authenticatorData(in object: [UInt8]) throws(WebAuthnFault) -> [UInt8] {
        guard let object = try? CBOR(decoding: object), let format = object["fmt"]?.text,
            let statement = object["attStmt"]?.map, let data = object["authData"]?.bytes,
            format != "none" || statement.isEmpty
        else { throw .attestationObject }
        return data
    }

    /// Verifies that a known passkey was used now. The caller has given the challenge to this browser, forgets it now,
    /// and keeps the credential that is returned: its counter and backup state are new.
    /// - Parameters:
    ///   - credential: the one whose id the answer names.
    ///   - userHandle: of the person the credential belongs to. Where the answer names a user, it must be this one;
    ///     when nobody was known before, the caller sees that it does name one.
    ///   - challenge: 16 random bytes or more.
    public func verify(
        _ response: AssertionResponse, of credential: PasskeyCredential, userHandle: [UInt8], challenge: [UInt8],
        requiresUserVerification: Bool
    ) throws(WebAuthnFault) -> VerifiedAssertion {
        let client = try ClientData(reading: response.clientDataJSON)
        try client.check("webauthn.get", challenge: challenge, origins: origins)
        guard response.credentialID == credential.id else { throw .credential }
        guard response.userHandle == nil || response.userHandle == userHandle else { throw .userHandle }
        let data = try AuthenticatorData(reading: response.authenticatorData)
        try data.check(relyingPartyHash: idHash, requiresUserVerification: requiresUserVerification)
        guard data.flags.contains(.backupEligible) == credential.isBackupEligible else { throw .backupState }
        let message = response.authenticatorData + SHA256.hash(data: response.clientDataJSON)
        guard credential.publicKey.isValid(response.signature, of: message) else { throw .signature }
        let counts = data.signCount > 0 || credential.signCount > 0
        guard !counts || data.signCount > credential.signCount else { throw .signCount }
        var used = credential
        used.signCount = data.signCount
        used.isBackedUp = data.flags.contains(.backedUp)
        return VerifiedAssertion(credential: used, isUserVerified: data.flags.contains(.userVerified))
    }
}

/// What a good assertion has shown.
public struct VerifiedAssertion: Sendable, Hashable {
    /// The credential as it is to be kept now.
    public let credential: PasskeyCredential
    /// Whether the person showed a finger, face or PIN: then it is two factors at once.
    public let isUserVerified: Bool
}
